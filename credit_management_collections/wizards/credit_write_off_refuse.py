from odoo import fields, models


class CreditWriteOffRefuse(models.TransientModel):
    """Asks why a write-off is refused."""

    _name = "credit.write.off.refuse"
    _description = "Refuse a Write-Off"
    _inherit = ["credit.finite", "credit.shown.dialog", "credit.single"]
    _decides_on = "write_off_id"

    write_off_id = fields.Many2one("credit.write.off", required=True, readonly=True, ondelete="cascade")
    reason = fields.Text(required=True)

    def action_apply(self):
        self.ensure_one()
        self._get_decided().action_refuse(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
