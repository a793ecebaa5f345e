from odoo import fields, models

from ..models.case.credit_collection import STOPS


class CreditCollectionStop(models.TransientModel):
    """Asks why nobody reminds a customer any more."""

    _name = "credit.collection.stop"
    _description = "Stop Reminders"
    _inherit = ["credit.single"]

    collection_id = fields.Many2one("credit.collection", string="Case", required=True, ondelete="cascade")
    stop = fields.Selection(STOPS, string="Because It Is", required=True, default="insolvent")
    reason = fields.Text(required=True)

    def action_apply(self):
        self.ensure_one()
        self.collection_id.action_stop(self.stop, self.reason)
        return {"type": "ir.actions.act_window_close"}
