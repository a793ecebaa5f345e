from odoo import api, fields, models


class CreditHandoverItem(models.Model):
    """An item that somebody else collects; its amount is what was open when it was handed over."""

    _name = "credit.handover.item"
    _description = "Item Handed Over"
    _inherit = ["credit.owed.item"]
    _whole = "handover_id"

    handover_id = fields.Many2one("credit.handover", required=True, ondelete="cascade", index=True)
    company_currency_id = fields.Many2one(related="handover_id.company_id.currency_id", string="Company Currency")
    company_amount = fields.Monetary(
        string="In the Books",
        compute="_compute_company_amount",
        store=True,
        currency_field="company_currency_id",
        help="In the company's currency, at the rate at which the item was booked.",
    )

    _place_idx = models.Index("(move_id, instalment) WHERE chosen IS TRUE")

    @api.depends("amount", "move_id", "instalment")
    def _compute_company_amount(self):
        for item in self:
            line = item.sudo()._find_line()  # who asks need not read the ledger
            if not line.amount_currency:
                item.company_amount = 0.0
                continue
            rate = line.balance / line.amount_currency
            item.company_amount = line.company_currency_id.round(item.amount * rate)

    def _find_line(self):
        """A journal item of the document: each of an invoice is booked at the same rate."""
        lines = self.move_id.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        if self.move_id.move_type == "entry":
            return lines.filtered(lambda line: line.id == self.instalment)
        return lines.filtered("amount_currency")[:1]
