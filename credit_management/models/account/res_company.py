from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models, tools

from odoo.addons.base.models.res_partner import _tz_get

from ...core.exposure import aging
from ...sql.exposure.present_sums import View

# Fields that the day of a legal entity and its view on open items depend on, besides its buckets.
VIEWED = {"credit_aging_basis", "credit_aging_bucket_ids", "credit_tz", "currency_id", "parent_id", "partner_id"}


# Portal users read their company; how it grants credit is not theirs to know.
INTERNAL = "base.group_user"


class ResCompany(models.Model):
    _inherit = "res.company"

    credit_controller_id = fields.Many2one(
        "res.users",
        groups=INTERNAL,
        domain="[('share', '=', False), ('company_ids', 'in', id)]",
        help="Receives holds, reviews and alerts of customers without a controller of their own.",
    )
    credit_tz = fields.Selection(
        _tz_get,
        groups=INTERNAL,
        string="Credit Time Zone",
        help="Decides when a day begins: for due dates, for the first and last day of a limit, for every decision.",
    )
    credit_without_policy = fields.Selection(
        [("hold", "Hold Orders of Customers With a Limit"), ("pass", "Let Orders Pass")],
        string="Without a Policy",
        groups=INTERNAL,
        required=True,
        default="hold",
        help="What becomes of orders as long as no credit policy is in force.",
    )
    credit_aging_basis = fields.Selection(
        [("due", "Due Date"), ("invoice", "Invoice Date")],
        string="Aging By",
        groups=INTERNAL,
        required=True,
        default="due",
        help="The date from which the age of an open item is counted.",
    )
    credit_aging_bucket_ids = fields.One2many(
        "credit.aging.bucket", "company_id", string="Aging Buckets", groups=INTERNAL
    )
    credit_authority_window = fields.Integer(
        string="Increases Add Up Over (Days)",
        groups=INTERNAL,
        default=30,
        help="Increases of one customer's limit within so many days count as one, and so do releases of its orders,"
        " so that a large one cannot be approved in small steps.",
    )

    credit_statement_tolerance = fields.Float(
        string="Tolerance of Statements (%)",
        groups=INTERNAL,
        digits=(5, 2),
        default=0.5,
        help="By how much a line of a customer's financial statement may differ from what it is made of, in percent of"
        " the larger of the two. One unit of its currency is always allowed.",
    )

    credit_survey_validity = fields.Integer(
        string="Surveys Are Valid for (Months)",
        groups=INTERNAL,
        default=12,
        help="How long a verified credit survey may be relied on. 0 for no end.",
    )
    credit_survey_retention = fields.Integer(
        string="Personal Data Is Kept for (Months)",
        groups=INTERNAL,
        default=36,
        help="Surveys closed longer ago are anonymised: names, contacts and documents go, figures stay. 0 keeps them"
        " for ever.",
    )

    _credit_survey_months_in_bounds = models.Constraint(
        "CHECK (credit_survey_validity BETWEEN 0 AND 120 AND credit_survey_retention BETWEEN 0 AND 1200)",
        "Credit surveys are valid for 0 to 120 months, and kept for 0 to 1,200.",
    )
    _credit_statement_tolerance_in_bounds = models.Constraint(
        "CHECK (credit_statement_tolerance BETWEEN 0 AND 10)",
        "The tolerance of financial statements lies between 0 and 10 percent.",
    )
    _credit_authority_window_not_negative = models.Constraint(
        "CHECK (credit_authority_window >= 0)", "The days over which increases add up cannot be negative."
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        companies = super().create(vals_list)
        self.env["credit.aging.bucket"]._create_defaults(companies)
        self.env["credit.policy"]._create_defaults(companies)
        self.env.registry.clear_cache()
        return companies

    def write(self, vals):
        # EXTENDS 'base'
        done = super().write(vals)
        if not (VIEWED | {"credit_without_policy"}).isdisjoint(vals):
            self.env.registry.clear_cache()
        return done

    def _credit_root(self):
        """The legal entity that a branch belongs to, whether or not its users may read it, hence sudo."""
        return self.sudo().browse(self._credit_root_id())

    def _credit_roots(self):
        """The legal entities that these companies and branches belong to, readable or not."""
        return self.sudo().root_id  # definitions; see _credit_root

    @api.model
    def _credit_all_roots(self):
        """Every legal entity there is: jobs and searches look at each by its own day, hence sudo."""
        return self.sudo().search([("parent_id", "=", False)])

    @tools.ormcache("self.id")
    def _credit_root_id(self):
        return self.sudo().root_id.id  # users of a branch need not see the entity

    def _credit_today(self):
        """Today where the company is.

        Never the user's time zone: it comes with the request, and a day more or less
        would make an expired limit valid again.

        :rtype: datetime.date
        """
        return datetime.now(self._credit_zone()).date()

    @tools.ormcache("self.id")
    def _credit_zone(self):
        self.ensure_one()
        root = self._credit_root()
        return pytz.timezone(root.credit_tz or root.partner_id.tz or "UTC")

    def _credit_later_from(self):
        """The moment, in UTC, from which on a delivery is too late for its order to count yet.

        :rtype: datetime.datetime | None
        """
        self.ensure_one()
        today = self._credit_today()
        horizon = self.env["credit.policy"]._in_force(self, today).horizon
        if horizon is None:
            return None
        midnight = datetime.combine(today + timedelta(days=horizon + 1), time.min)
        return self._credit_zone().localize(midnight).astimezone(pytz.utc).replace(tzinfo=None)

    def _credit_view(self):
        """How this legal entity looks at its open items today, for the sums of them.

        :rtype: sql.present_sums.View
        """
        return self._credit_view_of(self._credit_today(), self._credit_later_from())

    @tools.ormcache("self.id", "today", "later_from")
    def _credit_view_of(self, today, later_from):
        root = self.sudo()  # branches and buckets are the entity's, whatever its users may read
        return View(
            root_id=root.id,
            company_ids=tuple(root._credit_family().ids),
            today=today,
            bucket_starts=tuple(sorted(root.credit_aging_bucket_ids.mapped("day_from"))) or (aging.CURRENT,),
            by_invoice_date=root.credit_aging_basis == "invoice",
            decimal_places=root.currency_id.decimal_places,
            later_from=later_from,
        )

    def _credit_family(self):
        """These companies and all branches below them."""
        return self + self.child_ids._credit_family() if self else self

    def _credit_counted_categories(self, day=None):
        """The categories of open items that add up to the exposure in this company.

        :param day: the day looked at; today at the company when left out
        :rtype: frozenset[str]
        """
        self.ensure_one()
        return self.env["credit.policy"]._in_force(self, day).counted
