from odoo import fields, models


class CreditProvisionSetBack(models.TransientModel):
    """Asks why a provision whose entry was cancelled is set back."""

    _name = "credit.provision.set.back"
    _description = "Set a Provision Back"
    _inherit = ["credit.finite", "credit.shown.dialog", "credit.single"]
    _decides_on = "posting_id"

    posting_id = fields.Many2one("credit.provision.posting", required=True, readonly=True, ondelete="cascade")
    reason = fields.Text(required=True)

    def action_apply(self):
        self.ensure_one()
        self._get_decided().action_set_back(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
