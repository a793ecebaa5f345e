from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError

from ...core.exposure import aging


class CreditAgingBucket(models.Model):
    """One column of the aging: from its first day to the day before the next bucket begins."""

    _name = "credit.aging.bucket"
    _description = "Aging Bucket"
    # Cached: whoever sums open items keeps them in mind, see ResCompany._credit_view_of.
    _inherit = ["credit.finite", "credit.shared", "credit.cached"]
    _order = "company_id, day_from"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company.root_id,
        domain="[('parent_id', '=', False)]",
    )
    day_from = fields.Integer(string="From Day", required=True, help="First day past due. 0 holds what is not overdue.")
    day_to = fields.Integer(string="To Day", compute="_compute_span", help="Last day past due; empty where open-ended.")
    name = fields.Char(compute="_compute_span", search="_search_name")

    _unique_start = models.Constraint(
        "UNIQUE (company_id, day_from)", "Two aging buckets of a company cannot begin on the same day."
    )
    _not_negative = models.Constraint("CHECK (day_from >= 0)", "An aging bucket cannot begin before day 0.")

    @api.depends_context("lang")
    @api.depends("day_from", "company_id.credit_aging_bucket_ids.day_from")
    def _compute_span(self):
        for company, buckets in self.grouped("company_id").items():
            starts = sorted(set((company.credit_aging_bucket_ids | buckets).mapped("day_from")))
            spans = dict(aging.bucket_spans(starts))
            for bucket in buckets:
                bucket.day_to = spans[bucket.day_from] or 0
                bucket.name = bucket._span_name(spans[bucket.day_from])

    @api.depends("name", "company_id.name")
    @api.depends_context("allowed_company_ids", "credit_name_alone")
    def _compute_display_name(self):
        """With the company where several are looked at: each has buckets of its own, and some have one name."""
        alone = self.env.context.get("credit_name_alone")  # in a list that has a column for the company
        several = not alone and len(self.env.companies._credit_roots()) > 1
        for bucket in self:
            # The entity of a branch need not be in sight.
            company = bucket.company_id.sudo().name
            bucket.display_name = f"{bucket.name} ({company})" if several and company else bucket.name

    def _search_name(self, operator, value):
        """Names follow from the neighbours, so they are compared here; buckets are few."""
        if operator not in ("in", "ilike"):
            return NotImplemented
        wanted = [str(item).lower() for item in (value if operator == "in" else [value])]
        buckets = self.search([("day_from", ">=", aging.CURRENT)])
        found = buckets.filtered(
            lambda bucket: bucket.name.lower() in wanted if operator == "in" else wanted[0] in bucket.name.lower()
        )
        return [("id", "in", found.ids)]

    def _span_name(self, last):
        self.ensure_one()
        if self.day_from == aging.CURRENT:
            return self.env._("Current")
        if last is None:
            return self.env._("Over %(days)s", days=self.day_from - 1)
        return f"{self.day_from}–{last}"

    @api.constrains("day_from", "company_id")
    def _check_current_bucket(self):
        self._require_current_bucket(self.company_id)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_current(self):
        for bucket in self:
            if bucket.day_from == aging.CURRENT and bucket.company_id.credit_aging_bucket_ids - self:
                raise ValidationError(
                    self.env._(
                        "The bucket from day 0 of %(company)s holds what is not overdue: keep it.",
                        company=bucket.company_id.display_name,
                    )
                )

    def _require_current_bucket(self, companies):
        for company in companies:
            if aging.CURRENT not in company.credit_aging_bucket_ids.mapped("day_from"):
                raise ValidationError(
                    self.env._(
                        "The aging of %(company)s has no bucket from day 0 for what is not yet overdue: add one.",
                        company=company.display_name,
                    )
                )

    @api.model
    def _create_defaults(self, companies=None):
        """Give every company that has none the usual buckets: current, 1–30 … over 120."""
        companies = companies or self.env["res.company"].search([("parent_id", "=", False)])
        for company in companies.filtered(lambda company: not company.parent_id):
            if not company.credit_aging_bucket_ids:
                company.credit_aging_bucket_ids = [
                    Command.create({"day_from": start}) for start in aging.DEFAULT_STARTS
                ]
