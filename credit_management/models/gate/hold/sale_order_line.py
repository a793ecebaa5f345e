from odoo import api, models

# Fields of a line that decide what it claims.
COUNTING = {
    "order_id", "product_id", "product_uom_id", "product_uom_qty", "price_unit", "discount", "tax_ids",
    "is_downpayment", "qty_delivered",
}  # fmt: skip


class SaleOrderLine(models.Model):
    """Lines of an order: a change of one is a hand in the order, and so in its hold."""

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'sale'
        lines = super().create(vals_list)
        lines.order_id._credit_add_hand()
        return lines

    def write(self, vals):
        # EXTENDS 'sale'
        before = self.order_id
        done = super().write(vals)
        if COUNTING & vals.keys():
            (before | self.order_id)._credit_add_hand()
        return done

    def unlink(self):
        # EXTENDS 'sale'
        self.order_id._credit_add_hand()
        return super().unlink()
