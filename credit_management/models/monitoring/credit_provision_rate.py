from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...core.exposure.aging import bucket_spans
from ...core.monitoring.provision import PRESET_BY_AGE
from ..common.number import format_percent


class CreditProvisionRate(models.Model):
    """What a company provides of debts of an age, counted from the invoice: from its first day to that of the next."""

    _name = "credit.provision.rate"
    _description = "Provision by Age"
    _inherit = ["credit.finite", "credit.shared", "credit.single"]
    _order = "company_id, day_from"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company._credit_root(),
        domain="[('parent_id', '=', False)]",
    )
    day_from = fields.Integer(
        string="From Day", required=True, help="Days since the invoice. 0 holds the newest debts."
    )
    day_to = fields.Integer(string="To Day", compute="_compute_day_to", help="Empty where it is open-ended.")
    percent = fields.Float(
        string="Provided (%)", required=True, digits=(5, 2), help="Of what is open and as old as this, or older."
    )

    _unique_start = models.Constraint(
        "UNIQUE (company_id, day_from)", "Two ages of a company cannot begin on the same day."
    )
    _in_bounds = models.Constraint(
        "CHECK (day_from >= 0 AND percent BETWEEN 0 AND 100)",
        "An age begins on day 0 or later, and between 0 and 100 percent are provided.",
    )

    @api.depends("day_from", "company_id")
    def _compute_day_to(self):
        for company, rates in self.grouped("company_id").items():
            starts = sorted({0, *(self.search([("company_id", "=", company.id)]) | rates).mapped("day_from")})
            spans = dict(bucket_spans(starts))
            for rate in rates:
                rate.day_to = spans[rate.day_from] or 0

    @api.depends("day_from", "percent")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for rate in self:
            rate.display_name = f"{rate.day_from}: {format_percent(self.env, rate.percent)}"

    @api.model
    def _create_defaults(self, companies=None):
        """Give every company that has none the preset, to be made its own."""
        companies = companies or self.env["res.company"].search([("parent_id", "=", False)])
        known = self.search([("company_id", "in", companies.ids)]).company_id
        self.create(
            [
                {"company_id": company.id, "day_from": start, "percent": percent}
                for company in companies - known
                for start, percent in PRESET_BY_AGE.items()
            ]
        )

    @api.model
    def _get_of(self, root):
        """
        :return: ``{first day: share}`` of a legal entity, beginning with day 0
        """
        rates = self.sudo().search([("company_id", "=", root.id)])  # they decide, whoever works a provision out
        rates = {rate.day_from: rate.percent / 100 for rate in rates}
        if not rates:
            raise ValidationError(
                self.env._(
                    "%(company)s provides nothing by age yet. Ask a credit administrator to enter its percentages.",
                    company=root.name,
                )
            )
        return {start: rates.get(start, 0.0) for start in sorted({0, *rates})}


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        companies = super().create(vals_list)
        if roots := companies.filtered(lambda one: not one.parent_id):
            # Who founds a company need not be one to set percentages.
            self.env["credit.provision.rate"].sudo()._create_defaults(roots)
        return companies
