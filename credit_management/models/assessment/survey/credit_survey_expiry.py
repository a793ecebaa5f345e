from odoo import api, fields, models
from odoo.fields import Domain


class CreditSurvey(models.Model):
    """Whether a verified survey may still be relied on."""

    _inherit = "credit.survey"

    expired = fields.Boolean(compute="_compute_expired", search="_search_expired")

    @api.depends("valid_to", "state", "company_id")
    def _compute_expired(self):
        for survey in self:
            over = survey.state == "verified" and survey.valid_to
            survey.expired = bool(over) and survey.valid_to < survey.company_id._credit_today()

    def _search_expired(self, operator, value):
        """Against the day of each company: it is another one at the other end of the world."""
        if operator != "in":
            return NotImplemented
        roots = self.env["res.company"]._credit_all_roots()
        expired = Domain("state", "=", "verified") & Domain.OR(
            Domain("company_id", "=", root.id) & Domain("valid_to", "<", root._credit_today()) for root in roots
        )
        if True in value and False in value:
            return Domain.TRUE
        return expired if True in value else ~expired
