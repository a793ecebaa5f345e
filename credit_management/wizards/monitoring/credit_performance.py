from collections import defaultdict

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import date_utils

from ...core.monitoring import performance as core
from ...sql.exposure import performance as collected
from ...sql.gate import hold_figures

LONGEST = 3660  # days of a period
RATES = (
    "collection_rate", "sales_collection_rate", "turnover", "bad_debt_rate", "reconciliation_rate", "reconciled_share",
    "release_rate",
)  # fmt: skip


class CreditPerformance(models.TransientModel):
    """How well those who sell collect what they sold, and how often their orders need a release, in a period."""

    _name = "credit.performance"
    _description = "Collection by Salesperson"
    _inherit = ["credit.finite", "credit.single"]
    _rec_name = "company_id"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company._credit_root(), ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    first = fields.Date(string="From", required=True, default=lambda self: self._default_day(first=True))
    last = fields.Date(string="Until", required=True, default=lambda self: self._default_day(first=False))
    group_by = fields.Selection(
        [("user", "Salesperson"), ("team", "Sales Team")], string="Sums by", required=True, default="user"
    )
    line_ids = fields.One2many("credit.performance.line", "performance_id", string="Rates")

    @api.model
    def _default_day(self, first):
        """The quarter that ended last."""
        quarter = date_utils.subtract(date_utils.start_of(self.env.company._credit_today(), "quarter"), months=3)
        return quarter if first else date_utils.end_of(quarter, "quarter")

    @api.constrains("first", "last")
    def _check_period(self):
        for one in self:
            if not 0 <= (one.last - one.first).days <= LONGEST:
                raise ValidationError(
                    self.env._("A period begins before it ends, and is no longer than ten years. Choose other days.")
                )

    # === ACTIONS === #

    def action_compute(self):
        """Work out the rates of the period."""
        self.ensure_one()
        root = self.company_id._credit_root()
        if root.root_id not in self.env.user.company_ids._credit_roots():
            raise UserError(
                self.env._(
                    "%(user)s does not work in %(company)s. Choose another company.",
                    user=self.env.user.name,
                    company=root.name,
                )
            )
        periods = self._read(root, self.group_by, self.first, self.last)
        self.line_ids = [Command.clear()] + [
            Command.create(self._prepare_line_vals(key, period)) for key, period in periods.items()
        ]
        return {
            "type": "ir.actions.act_window", "name": self._description, "res_model": self._name,
            "res_id": self.id, "view_mode": "form", "target": "current",
        }  # fmt: skip

    @api.model
    def _read(self, root, group_by, first, last):
        """
        :param group_by: ``user`` or ``team``
        :return: ``{user or team id: core.monitoring.performance.Period}``, the largest first
        """
        items = self.env["credit.open.item"]
        items._flush()
        self.env["credit.hold"].flush_model()
        self.env["credit.reconciliation"].flush_model()
        self.env["account.move"].flush_model(["invoice_user_id", "team_id"])
        self.env["sale.order"].flush_model(["user_id", "team_id"])
        companies, place = self.env["credit.month.end"]._entities(root), 0 if group_by == "user" else 1
        span, receivable, sums = (first, last), items._receivable_account_ids(), defaultdict(lambda: [0.0] * 10)
        queries = {
            0: collected.by_seller(*span, companies, receivable),
            4: hold_figures.by_seller(*span, companies),
        }
        for start, query in queries.items():
            for user_id, team_id, *amounts in self.env.execute_query(query):
                for number, amount in enumerate(amounts, start):
                    sums[(user_id, team_id)[place]][number] += amount
        query = collected.reconciled(f"{group_by}_id", *span, root, companies, receivable)
        for key, *amounts in self.env.execute_query(query):
            sums[key][7:] = amounts
        days = (last - first).days + 1
        periods = {
            key: core.Period(*amounts[:4], days, *(int(count) for count in amounts[4:9]), amounts[9])
            for key, amounts in sums.items()
            if any(amounts)
        }
        return dict(sorted(periods.items(), key=lambda item: -item[1].sales))

    def _prepare_line_vals(self, key, period):
        rates = {name: getattr(core, name)(period) for name in RATES}
        return {
            "user_id": key if self.group_by == "user" else False,
            "team_id": key if self.group_by == "team" else False,
            "opening": period.opening,
            "sales": period.sales,
            "collected": period.collected,
            "lost": period.lost,
            "closing": period.closing,
            "stopped": period.stopped,
            "released": period.released,
            "checked": period.checked,
            "owing": period.owing,
            "agreed": period.agreed,
            "known": " ".join(name for name, rate in rates.items() if rate is not None),
            **{name: rate or 0.0 for name, rate in rates.items()},
        }


class CreditPerformanceLine(models.TransientModel):
    """One salesperson or team."""

    _name = "credit.performance.line"
    _description = "Rates of a Salesperson or Team"
    _inherit = ["credit.finite", "credit.single"]
    _order = "id"

    performance_id = fields.Many2one("credit.performance", required=True, ondelete="cascade", index=True)
    currency_id = fields.Many2one(related="performance_id.currency_id")
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    name = fields.Char(string="Who", compute="_compute_name")
    opening = fields.Monetary(string="Open Before", readonly=True, help="Receivables before the first day.")
    sales = fields.Monetary(readonly=True, help="Invoiced in the period, less what was credited in it.")
    collected = fields.Monetary(readonly=True, help="Payments matched with what was sold, by the day of matching.")
    lost = fields.Monetary(string="Given Up", readonly=True, help="Bad debt of the period, booked against an expense.")
    closing = fields.Monetary(string="Open After", readonly=True, help="Receivables at the end of the last day.")
    stopped = fields.Integer(readonly=True, help="Orders and invoices put on hold in the period.")
    released = fields.Integer(readonly=True, help="Of those on hold, how many went through by a release.")
    checked = fields.Integer(readonly=True, help="Orders confirmed or put on hold in the period.")
    owing = fields.Integer(string="Customers Owing", readonly=True, help="Customers with something open after.")
    agreed = fields.Integer(
        string="Customers Reconciled",
        readonly=True,
        help="Of those who owe something, how many agreed to a balance of a day of the period.",
    )
    known = fields.Char(readonly=True)
    collection_rate = fields.Float(
        readonly=True, digits=(6, 4), help="Collected of what was open before and sold in the period (回款率)."
    )
    sales_collection_rate = fields.Float(
        string="Collected per Sales", readonly=True, digits=(6, 4), help="Collected, divided by sales (销售回款率)."
    )
    turnover = fields.Float(
        string="Turnover (Times a Year)",
        readonly=True,
        digits=(8, 2),
        help="Sales of a year at this pace, divided by the mean of receivables before and after (周转率).",
    )
    bad_debt_rate = fields.Float(
        readonly=True, digits=(6, 4), help="Given up, divided by the mean of receivables before and after (坏账率)."
    )
    reconciliation_rate = fields.Float(
        readonly=True,
        digits=(6, 4),
        help="Customers who agreed to a balance of a day of the period, of all with something open after (对账率).",
    )
    reconciled_share = fields.Float(
        string="Receivables Reconciled",
        readonly=True,
        digits=(6, 4),
        help="Open after of customers who agreed to a balance of a day of the period, of all that is open after.",
    )
    release_rate = fields.Float(
        string="Let Through by Release",
        readonly=True,
        digits=(6, 4),
        help="Orders and invoices that needed a release, of all that were confirmed or stopped (特批率).",
    )

    @api.depends("user_id", "team_id")
    @api.depends_context("lang")
    def _compute_name(self):
        for line in self:
            line.name = line.user_id.name or line.team_id.name or self.env._("Nobody")
