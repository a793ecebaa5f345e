from odoo import api, models

# What brings goods to a customer, or more of them, on a line that is done.
BRINGING = {
    "location_id", "location_dest_id", "move_id", "picking_id", "product_id", "quantity", "product_uom_id", "state",
}  # fmt: skip


class StockMoveLine(models.Model):
    """The lines say where goods really go: those of a transfer inside can be sent to a customer one by one."""

    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'stock'
        lines = super().create(vals_list)
        lines._credit_check_gone({})
        return lines

    def write(self, vals):
        # EXTENDS 'stock'
        if self.env.su or BRINGING.isdisjoint(vals):
            return super().write(vals)
        before = self._credit_gone()
        done = super().write(vals)
        self._credit_check_gone(before)
        return done

    def _credit_check_gone(self, before):
        """Refuse what has brought more to customers than before and may not: ``{line: quantity}``."""
        if self.env.su or self.move_id._credit_are_checked():
            return
        lines = [line for line, quantity in self._credit_gone().items() if quantity > before.get(line, 0.0)]
        self.browse([line.id for line in lines]).move_id._credit_check_gone()

    def _credit_gone(self):
        """How much each of those has brought to a customer that are done."""
        lines = self.sudo()  # locations of other companies decide where goods went, too
        return {
            line: line.quantity_product_uom for line in lines if line.state == "done" and line._credit_is_outbound()
        }

    def _credit_is_outbound(self):
        return self.location_dest_id._credit_is_outside() and self.location_id.usage != "customer"
