from odoo import api, fields, models
from odoo.exceptions import AccessError

from ....const import ANALYST, USER
from ...common.credit_single import ensure_one


class ResPartner(models.Model):
    """The surveys of a customer, begun where salespeople work."""

    _inherit = "res.partner"

    credit_survey_count = fields.Integer(
        string="Credit Surveys",
        compute="_compute_credit_survey_count",
        groups=USER,
        help="Credit surveys of this customer, closed ones too.",
    )

    def write(self, vals):
        # EXTENDS 'base'
        if "user_id" in vals and not self.env.su and not self.env.user.has_group(ANALYST):
            self._credit_check_seller(vals["user_id"])
        return super().write(vals)

    def _credit_check_seller(self, user_id):
        """Who looks after a customer reads its survey: where there is one, an analyst says who that is."""
        changing = self.filtered(lambda partner: partner.user_id.id != user_id)
        # A survey out of sight is there, too.
        survey = self.env["credit.survey"].sudo().search([("partner_id", "in", changing.ids)], limit=1)
        if survey:
            raise AccessError(
                self.env._(
                    "%(user)s cannot change who looks after %(partner)s: who does reads its credit survey. Ask a credit"
                    " analyst.",
                    user=self.env.user.name,
                    partner=survey.partner_id.display_name,
                )
            )

    @api.depends("commercial_partner_id")
    @api.depends_context("company", "uid")
    def _compute_credit_survey_count(self):
        for partner in self:
            partner.credit_survey_count = partner.credit_account_id.survey_count

    def action_credit_apply(self):
        """Ask for credit for this customer: how much, for how many days, and why."""
        ensure_one(self)
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_survey_request_action")
        return action | {"context": {"default_partner_id": self.id, "default_company_id": self.env.company.id}}

    def action_credit_surveys(self):
        """The customer's surveys; where there is none yet, a new one."""
        ensure_one(self)
        account = self.credit_account_id or self.env["credit.account"]._for(self, self.env.company)
        return account.action_open_surveys() if account.survey_count else account.action_survey()
