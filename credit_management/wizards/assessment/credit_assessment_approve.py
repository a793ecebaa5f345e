from odoo import fields, models


class CreditAssessmentApprove(models.TransientModel):
    """Shows once more what changes, and approves."""

    _name = "credit.assessment.approve"
    _description = "Approve an Assessment"
    _inherit = ["credit.shown.dialog", "credit.single"]
    _decides_on = "assessment_id"

    assessment_id = fields.Many2one("credit.assessment", required=True, ondelete="cascade")
    difference = fields.Json(related="assessment_id.difference")

    def action_apply(self):
        self.ensure_one()
        self._get_decided().action_approve()
        return {"type": "ir.actions.act_window_close"}
