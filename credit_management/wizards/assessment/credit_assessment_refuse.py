from odoo import fields, models


class CreditAssessmentRefuse(models.TransientModel):
    """Asks why an assessment is refused."""

    _name = "credit.assessment.refuse"
    _description = "Refuse an Assessment"
    _inherit = ["credit.shown.dialog", "credit.single"]
    _decides_on = "assessment_id"

    assessment_id = fields.Many2one("credit.assessment", required=True, ondelete="cascade")
    reason = fields.Text(required=True)

    def action_apply(self):
        self.ensure_one()
        self._get_decided().action_refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
