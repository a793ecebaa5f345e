from odoo import api, fields, models, tools

from ...const import INTERNAL
from ...core.exposure import aging
from ...core.exposure.exposure import COUNTED_BY_DEFAULT
from ...sql.exposure.present_sums import View

# What the view on open items is made of, besides the day and the branches.
VIEWED = {"credit_aging_basis", "credit_aging_bucket_ids", "currency_id"}


class ResCompany(models.Model):
    """How a legal entity looks at its open items: their age, and what of them counts."""

    _inherit = "res.company"

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

    credit_monthly_terms = fields.Boolean(
        string="Has Terms by the Month",
        groups=INTERNAL,
        readonly=True,
        copy=False,
        help="The ready payment terms by the month have been added, as companies in China use them.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        companies = super().create(vals_list)
        self.env["account.payment.term"]._credit_create_monthly_terms(companies.filtered(lambda one: not one.parent_id))
        self.env["credit.aging.bucket"]._create_defaults(companies)
        return companies

    def write(self, vals):
        # EXTENDS 'base'
        done = super().write(vals)
        if not VIEWED.isdisjoint(vals):
            self.env.registry.clear_cache()
        if "country_id" in vals and self:
            roots = self.filtered(lambda one: not one.parent_id)
            self.env["account.payment.term"]._credit_create_monthly_terms(roots)
        return done

    def _credit_view(self, today=None):
        """How this legal entity looks at its open items today, for the sums of them.

        :param today: the day of a decision, taken once and handed down; today at the company when left out
        :rtype: sql.present_sums.View
        """
        today = today or self._credit_today()
        return self._credit_view_of(today, self._credit_later_from(today))

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

    @tools.ormcache("self.id", "self.env.lang")
    def _credit_bucket_names(self):
        """The names of the aging buckets, the first one first, as the sums of open items count them."""
        buckets = self.sudo().credit_aging_bucket_ids.sorted("day_from")  # as above
        return tuple(buckets.mapped("name")) or (self.env._("Current"),)

    def _credit_later_from(self, today=None):
        """The moment, in UTC, from which on a delivery is too late for its order to count yet.

        Every order counts as long as nothing above says otherwise: a policy does.

        :rtype: datetime.datetime | None
        """
        return

    def _credit_counted_categories(self, day=None):
        """The categories of open items that add up to the exposure in this company.

        The usual ones as long as nothing above says otherwise: a policy does.

        :param day: the day looked at; today at the company when left out
        :rtype: frozenset[str]
        """
        return COUNTED_BY_DEFAULT
