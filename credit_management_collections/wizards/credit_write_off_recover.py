from odoo import api, fields, models


class CreditWriteOffRecover(models.TransientModel):
    """Asks which receipt of the customer pays what was written off."""

    _name = "credit.write.off.recover"
    _description = "Recover a Write-Off"
    _inherit = ["credit.finite", "credit.single"]

    write_off_id = fields.Many2one("credit.write.off", required=True, readonly=True, ondelete="cascade")
    partner_id = fields.Many2one(related="write_off_id.partner_id")
    company_id = fields.Many2one(related="write_off_id.company_id")
    move_line_id = fields.Many2one(
        "account.move.line",
        string="Receipt",
        required=True,
        ondelete="cascade",
        domain="[('account_type', '=', 'asset_receivable'), ('parent_state', '=', 'posted'),"
        " ('amount_residual_currency', '<', 0), ('partner_id', 'child_of', partner_id),"
        " ('move_id.move_type', '=', 'entry')]",
        help="Money of the customer that is not matched with anything.",
    )
    currency_id = fields.Many2one(related="move_line_id.currency_id")
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        readonly=False,
        help="Of the receipt; as much as is still claimed at first.",
    )

    @api.depends("move_line_id", "write_off_id")
    def _compute_amount(self):
        for dialog in self:
            item = dialog.move_line_id
            rate = item.balance / item.amount_currency if item.amount_currency else 1.0
            claimed = dialog.write_off_id.memo_amount / rate
            dialog.amount = item.currency_id.round(min(-item.amount_residual_currency, claimed)) if item else 0.0

    def action_apply(self):
        self.ensure_one()
        self.write_off_id.action_recover(self.move_line_id, self.amount)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
