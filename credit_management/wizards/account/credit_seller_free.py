from odoo import api, fields, models


class CreditSellerFree(models.TransientModel):
    """Asks an administrator whom to free who sold to a customer, and why."""

    _name = "credit.seller.free"
    _description = "Free a Former Salesperson"
    _inherit = ["credit.single"]

    account_id = fields.Many2one(
        "credit.account", required=True, default=lambda self: self.env.context.get("active_id")
    )
    former_ids = fields.Many2many("res.users", string="Former Salespeople", compute="_compute_former_ids")
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        required=True,
        domain="[('id', 'in', former_ids)]",
        help="Sold to the customer, or was its salesperson, and does not any more: decides on nothing of it for a year,"
        " unless freed.",
    )
    reason = fields.Char(required=True)

    @api.depends("account_id")
    def _compute_former_ids(self):
        for dialog in self:
            customer = dialog.account_id.sudo().partner_id  # it need not be in sight
            dialog.former_ids = customer._credit_get_former_sellers() - self.env.user

    def action_free(self):
        self.ensure_one()
        self.account_id._free_former_seller(self.user_id, self.reason)
        return {"type": "ir.actions.act_window_close"}
