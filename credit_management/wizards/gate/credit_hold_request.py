from odoo import api, fields, models


class CreditHoldRequest(models.TransientModel):
    """Asks why an order should go through, and up to which total."""

    _name = "credit.hold.request"
    _description = "Ask for a Release"
    _inherit = ["credit.finite", "credit.single"]

    order_id = fields.Many2one(
        "sale.order",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    currency_id = fields.Many2one(related="order_id.currency_id")
    amount = fields.Monetary(
        string="Up to",
        compute="_compute_amount",
        store=True,
        readonly=False,
        required=True,
        help="The total of the order; more for a change still to be made.",
    )
    justification = fields.Text(required=True)

    @api.depends("order_id")
    def _compute_amount(self):
        for request in self:
            request.amount = request.order_id.amount_total

    def action_apply(self):
        self.ensure_one()
        self.order_id.action_credit_request_release(self.justification, self.amount)
        return {"type": "ir.actions.act_window_close"}
