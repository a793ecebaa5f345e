from odoo import api, fields, models

from ....const import USER
from ...common.credit_single import ensure_one


class ResPartner(models.Model):
    """The surveys of a customer, begun where salespeople work."""

    _inherit = "res.partner"

    credit_survey_count = fields.Integer(string="Credit Surveys", compute="_compute_credit_survey_count", groups=USER)

    @api.depends("commercial_partner_id")
    @api.depends_context("company", "uid")
    def _compute_credit_survey_count(self):
        for partner in self:
            partner.credit_survey_count = partner.credit_account_id.survey_count

    def action_credit_surveys(self):
        """The customer's surveys; where there is none yet, a new one."""
        ensure_one(self)
        account = self.credit_account_id or self.env["credit.account"]._for(self, self.env.company)
        return account.action_open_surveys() if account.survey_count else account.action_survey()
