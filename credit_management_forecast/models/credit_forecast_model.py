import logging
import time
from datetime import timedelta

import numpy as np

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError

from odoo.addons.credit_management.const import MANAGER
from odoo.addons.credit_management.core.assessment.items import day_number
from odoo.addons.credit_management.models.common.day import format_day

from ..core import challenger as challengers
from ..core import kept
from ..core.days import NEVER
from ..core.items import REMEMBERED, Items
from ..core.receipts import expected
from ..core.report import report
from ..core.shipped import shipped
from ..core.training import FEWEST, champion, lesson
from ..sql import forecast_items

_logger = logging.getLogger(__name__)
CRON = "credit_management_forecast.credit_forecast_cron"
# Columns of the query, as PostgreSQL sends them in binary.
ITEMS = (
    ("customer", ">i4"), ("invoiced", ">i4"), ("due", ">i4"), ("paid", ">i4"), ("amount", ">f8"), ("owed", ">f8"),
    ("country", ">i4"), ("industry", ">i4"), ("team", ">i4"), ("lost", "?"),
)  # fmt: skip
MEASURES = (
    "auc_0", "auc_30", "calibration_0", "calibration_30", "day_error",
    "challenger_auc_0", "challenger_auc_30", "challenger_calibration_0", "challenger_calibration_30",
)  # fmt: skip


class CreditForecastModel(models.Model):
    """What was learnt from the ledger of a legal entity, as it was known in the morning of a day.

    The nightly job makes a version and never changes it. The newest one is that which forecasts are made with.
    """

    _name = "credit.forecast.model"
    _description = "Payment Forecaster"
    _order = "company_id, version desc"
    _rec_name = "version"

    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True, ondelete="cascade")
    version = fields.Integer(required=True, readonly=True, aggregator=None)
    date = fields.Date(
        string="As Of", required=True, readonly=True, help="It has learnt what was known before this day."
    )
    item_count = fields.Integer(string="Items", readonly=True, help="Invoices and instalments it has learnt from.")
    is_shipped = fields.Boolean(
        string="As Shipped",
        readonly=True,
        help="There was too little history to learn from: it judges as the one that comes with the addon, by the habits"
        " of each customer.",
    )
    seconds = fields.Float(
        string="Duration (Seconds)", readonly=True, aggregator="avg", help="How long the learning took."
    )
    tested_count = fields.Integer(
        string="Items Tested", readonly=True, help="Newest items, forecast by what was learnt from the older ones."
    )
    auc_0 = fields.Float(
        string="AUC: Late",
        readonly=True,
        digits=(4, 3),
        aggregator="avg",
        help="How well it tells late from punctual items: 0.5 is chance, 1 perfect. 0 where it is not known.",
    )
    auc_30 = fields.Float(
        string="AUC: More Than 30 Days Late",
        readonly=True,
        digits=(4, 3),
        aggregator="avg",
        help="How well it tells items paid more than 30 days late from others: 0.5 is chance, 1 perfect."
        " 0 where it is not known.",
    )
    calibration_0 = fields.Float(
        string="Calibration Error: Late",
        readonly=True,
        digits=(4, 3),
        aggregator="avg",
        help="Mean difference between the chance said and the share that came, over tenths of the items.",
    )
    calibration_30 = fields.Float(
        string="Calibration Error: More Than 30 Days Late",
        readonly=True,
        digits=(4, 3),
        aggregator="avg",
        help="Mean difference between the chance said of more than 30 days late and the share that came.",
    )
    day_error = fields.Float(
        string="Error of the Day",
        readonly=True,
        digits=(6, 1),
        aggregator="avg",
        help="Median difference in days between the predicted day of payment and the one that came.",
    )
    report = fields.Json(readonly=True, help="All that was measured, of the forecaster and of its challenger.")
    content = fields.Text(readonly=True, help="What was learnt, as JSON: the model is read, never run as a program.")

    _version_unique = models.Constraint(
        "UNIQUE (company_id, version)", "Another version was made at the same moment. Try again."
    )

    @api.depends("version", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for model in self:
            model.display_name = self.env._(
                "Version %(version)s of %(day)s", version=model.version, day=format_day(self.env, model.date)
            )

    # === ACTIONS === #

    @api.model
    def action_learn_now(self):
        """Start the nightly job right away."""
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("%s is no credit manager. Ask one to start the job.", self.env.user.name))
        self.env.ref(CRON).sudo()._trigger()  # managers start the job without administering jobs
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": self.env._("Learning starts within a minute.")},
        }

    # === NIGHTLY JOB === #

    @api.model
    def _cron_learn(self):
        """Learn anew for each legal entity that has not been today."""
        roots = self.env["res.company"]._credit_all_roots()
        waiting = roots.filtered(lambda root: self._newest(root).date != root._credit_today())
        for number, root in enumerate(waiting, 1):
            self._learn(root, root._credit_today())
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(waiting) - number):
                return

    @api.model
    def _learn(self, root, day):
        """Learn from what was known in the morning of a day, then keep the habits of all customers as of then.

        :param root: a root company
        """
        began, morning = time.monotonic(), day_number(day)
        customers, items, owed = self._read_items(root, day)
        studied = lesson(items, morning, shipped())
        learnt, challenger = champion(studied, shipped()), challengers.learn(studied)
        measures = report(items, morning, shipped())
        known = len(items.sound().as_of(morning))
        former = self._newest(root)
        former.challenger = False  # large, and of no use beside a newer one
        model = self.create(
            {
                "company_id": root.id,
                "version": former.version + 1,
                "date": day,
                "item_count": known,
                "is_shipped": known < FEWEST,
                "tested_count": int(measures.get("tested") or 0),
                "content": kept.to_json(learnt),
                "report": measures,
                **self._prepare_challenger(challenger, studied),
                **{name: measures.get(name) or 0.0 for name in MEASURES},
            }
        )
        self.env["credit.forecast.habit"]._keep(root, day, customers, items)
        self.env.registry.clear_cache()
        monday = day - timedelta(days=day.weekday())
        week = expected(learnt, items.as_of(morning), owed[items.invoiced_before(morning)], morning, day_number(monday))
        self.env["credit.forecast.week"]._keep(root, day, week.tolist())
        model.seconds = time.monotonic() - began
        _logger.info("Forecasts of %s learnt from %d items in %.0f s", root.name, known, model.seconds)
        return model

    @api.model
    def _read_items(self, root, day):
        """:return: ids of commercial partners by their number in the items, core.items.Items, what is still owed"""
        open_items = self.env["credit.open.item"]
        open_items._flush()
        self.env["account.move"].flush_model(["team_id"])
        self.env["credit.account"].flush_model(["country_id", "industry_id", "team_id"])
        self.env["res.partner"].flush_model(["country_id", "industry_id"])
        since = fields.Date.subtract(day, days=REMEMBERED)
        query = forecast_items.items(root.id, open_items._receivable_account_ids(), NEVER, since)
        rows = self.env["credit.behaviour"]._fetch(query, ITEMS)
        customers, number = np.unique(rows["customer"], return_inverse=True)
        days = [rows[name].astype(np.int64) for name in ("invoiced", "due", "paid")]
        segments = np.stack([rows[name].astype(np.int64) for name in ("country", "industry", "team")], axis=1)
        items = Items(number.astype(np.int64), *days, rows["amount"].astype(float), segments, rows["lost"].astype(bool))
        return customers.tolist(), items, rows["owed"].astype(float)

    # === BUSINESS === #

    @api.model
    def _newest(self, root):
        return self.search([("company_id", "=", root.id)], order="version desc", limit=1)

    @api.model
    @tools.ormcache("root_id")
    def _forecaster_of(self, root_id):
        """What forecasts of a legal entity are made with; None before the first night. No access is checked."""
        # A decision asks it for whoever confirms, who need not read it.
        model = self.sudo()._newest(self.env["res.company"].browse(root_id))
        if not model:
            return None
        try:
            return kept.from_json(model.content)
        except kept.UnknownFormatError:  # of another version of the addon: until the next night
            return None
