from odoo import models
from odoo.exceptions import UserError

from ..common.text import number_of


class SaleOrderLine(models.Model):
    """A line that has sold a card: like goods delivered, it does not become less once something of it is used."""

    _inherit = "sale.order.line"

    def write(self, vals):
        # EXTENDS 'sale'
        if "product_uom_qty" in vals and "coupon_point_ids" in self.env["sale.order"]._fields:
            self._credit_check_card(number_of(vals["product_uom_qty"]) or 0.0)
        return super().write(vals)

    def _credit_check_card(self, quantity):
        """Refuse a smaller quantity of a card that has been used."""
        # Points are no secret to the gate.
        less = self.sudo().filtered(lambda line: line.state == "sale" and line.product_uom_qty > quantity)
        spent = less.order_id._credit_with_spent_card()
        for line in less.filtered(lambda line: line.order_id in spent):
            if line.product_id in line.order_id._credit_spent_cards().program_id.trigger_product_ids:
                raise UserError(
                    self.env._(
                        "“%(line)s” of %(order)s has sold a card that has been used: its quantity becomes no less.",
                        line=line.name,
                        order=line.order_id.name,
                    )
                )
