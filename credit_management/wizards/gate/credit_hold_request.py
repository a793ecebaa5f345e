from odoo import api, fields, models


class CreditHoldRequest(models.TransientModel):
    """Asks why an order or an invoice should go through, and up to which total."""

    _name = "credit.hold.request"
    _description = "Ask for a Release"
    _inherit = ["credit.finite", "credit.single"]

    order_id = fields.Many2one(
        "sale.order", readonly=True, ondelete="cascade", default=lambda self: self._get_active("sale.order")
    )
    move_id = fields.Many2one(
        "account.move",
        string="Invoice",
        readonly=True,
        ondelete="cascade",
        default=lambda self: self._get_active("account.move"),
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency")
    amount = fields.Monetary(
        string="Up to",
        compute="_compute_amount",
        compute_sudo=False,  # or the total of an order out of sight would be read by asking for it
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="The total; more for a change still to be made.",
    )
    justification = fields.Text(required=True)
    asked_text = fields.Char(string="Request", compute="_compute_asked")
    said = fields.Text(string="Said So Far", compute="_compute_asked")

    @api.model
    def _get_active(self, model):
        context = self.env.context
        named = any(context.get(f"default_{name}") for name in ("order_id", "move_id"))
        return context.get("active_id") if not named and context.get("active_model") == model else False

    def _document(self):
        return self.move_id or self.order_id

    @api.depends("order_id", "move_id")
    def _compute_currency(self):
        for request in self:
            request.currency_id = request._document().currency_id

    @api.depends("order_id", "move_id")
    def _compute_amount(self):
        for request in self:
            request.amount = request._document().amount_total

    @api.depends("order_id", "move_id")
    def _compute_asked(self):
        for request in self:
            document = request._document()
            if document:
                document.check_access("read")
            request.asked_text = document.credit_asked_text
            # Who reads the document reads what was said for it; no figures.
            request.said = document.sudo().credit_hold_id.justification if request.asked_text else False

    def action_apply(self):
        self.ensure_one()
        self._document().action_credit_request_release(self.justification, self.amount)
        return {"type": "ir.actions.act_window_close"}
