from odoo import api, fields, models


class CreditHoldRefuse(models.TransientModel):
    """Asks why orders on hold do not go through, and what becomes of them."""

    _name = "credit.hold.refuse"
    _description = "Refuse Credit Holds"
    _inherit = ["credit.shown.dialog", "credit.single"]
    _decides_on = "hold_ids"

    hold_ids = fields.Many2many(
        "credit.hold", string="Holds", required=True, default=lambda self: self.env.context.get("active_ids")
    )
    reason = fields.Text(required=True)
    outcome = fields.Selection(
        [("quotation", "Leave it a quotation"), ("cancel", "Cancel the order")], required=True, default="quotation"
    )
    confirmed = fields.Boolean(string="Confirmed Already", compute="_compute_confirmed")

    @api.depends("hold_ids")
    def _compute_confirmed(self):
        for wizard in self:
            orders = wizard.hold_ids.sudo().order_id  # analysts need not read orders
            wizard.confirmed = bool(orders) and all(order.state == "sale" for order in orders)

    def action_apply(self):
        self.ensure_one()
        self._get_decided().action_refuse(self.reason, cancel_order=self.outcome == "cancel")
        return {"type": "ir.actions.act_window_close"}
