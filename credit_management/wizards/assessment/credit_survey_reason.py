from odoo import fields, models


class CreditSurveyReason(models.TransientModel):
    """Asks why a survey goes back to draft, is reopened or given up."""

    _name = "credit.survey.reason"
    _description = "Reason for a Credit Survey"
    _inherit = ["credit.shown.dialog", "credit.single"]
    _decides_on = "survey_ids"

    survey_ids = fields.Many2many("credit.survey", string="Surveys", required=True)
    purpose = fields.Selection(
        [("draft", "Back to Draft"), ("reopen", "Reopen"), ("close", "Give Up")], required=True, readonly=True
    )
    reason = fields.Text(required=True)

    def action_apply(self):
        self.ensure_one()
        match self.purpose:
            case "draft":
                self.survey_ids.action_back_to_draft(self.reason)
            case "reopen":
                self.survey_ids.action_reopen(self.reason)
            case "close":
                self._get_decided().action_close(self.reason)
        return {"type": "ir.actions.act_window_close"}
