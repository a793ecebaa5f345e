from odoo import fields, models


class CreditHandoverReason(models.TransientModel):
    """Asks why a hand-over is refused, or taken back."""

    _name = "credit.handover.reason"
    _description = "Refuse or Take Back a Hand-Over"
    _inherit = ["credit.finite", "credit.shown.dialog", "credit.single"]
    _decides_on = "handover_id"

    handover_id = fields.Many2one("credit.handover", required=True, readonly=True, ondelete="cascade")
    step = fields.Selection([("refuse", "Refuse"), ("take_back", "Take Back")], required=True, default="refuse")
    reason = fields.Text(required=True)

    def action_apply(self):
        self.ensure_one()
        handover = self._get_decided()
        if self.step == "take_back":
            handover.action_take_back(self.reason)
        else:
            handover.action_refuse(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
