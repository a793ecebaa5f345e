from odoo import models

# Source of a delivered quantity: entered by hand where the method says so, computed otherwise.
DELIVERED = {"qty_delivered", "qty_delivered_method"}


class SaleOrderLine(models.Model):
    """Delivered quantities: a client enters those that nothing else knows."""

    _inherit = "sale.order.line"

    def write(self, vals):
        # EXTENDS 'sale'
        if not self.env.su and not DELIVERED.isdisjoint(vals):
            self._credit_check_delivered(vals)
        return super().write(vals)

    def _credit_check_delivered(self, vals):
        """Refuse a delivered quantity written over the one that transfers or timesheets tell."""
        method = vals.get("qty_delivered_method")
        forged = (
            {"qty_delivered_method"} if method and any(line.qty_delivered_method != method for line in self) else set()
        )
        for line in self:
            computed = line.qty_delivered_method not in (False, "manual")
            if computed and "qty_delivered" in vals and line._credit_differs(vals["qty_delivered"]):
                forged.add("qty_delivered")
        if forged:
            self._credit_refuse_fields(forged, self.env._("Odoo computes it from transfers, timesheets or costs."))

    def _credit_differs(self, quantity):
        """Whether a quantity is another one than has been delivered."""
        return self.product_uom_id.compare(quantity or 0.0, self.qty_delivered) != 0

    def _credit_is_owed(self):
        """Whether goods or services of this line have been delivered and are on no posted invoice."""
        self.ensure_one()
        if self.display_type or self.is_downpayment or self.price_unit <= 0:
            return False
        return self.product_uom_id.compare(self.qty_delivered, self.qty_invoiced_posted) > 0
