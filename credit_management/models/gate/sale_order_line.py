from odoo import api, models

# What can make a line of a confirmed order claim more.
RAISING = {
    "product_uom_qty", "price_unit", "discount", "tax_ids", "product_id", "product_uom_id", "order_id",
    "is_downpayment", "display_type", "technical_price_unit",
}  # fmt: skip
# Computed from the rest: nobody sends them, and who does wants a line to look smaller than it is.
COMPUTED = {
    "price_total", "price_subtotal", "price_tax", "qty_invoiced", "credit_price_of_one", "credit_qty_elsewhere",
}  # fmt: skip
# Invoices and tickets that seem to cover a line. The web client sends them empty; accountants may link.
COVERING = {"invoice_lines", "pos_order_line_ids"}


class SaleOrderLine(models.Model):
    """A confirmed order does not grow line by line either. See sale_order_gate.py."""

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "credit.guard"]

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'sale'
        for vals in vals_list:
            self._credit_refuse_forged(self._credit_read_defaults(COMPUTED | COVERING, vals))
        lines = super().create(vals_list)
        # What was delivered or invoiced beside the order has no ordered quantity and is not asked about.
        added = lines.filtered(lambda line: line.state == "sale" and line.price_total > 0)
        if orders := added.order_id.filtered(lambda order: not order._credit_deferred()):
            orders._credit_require_change({})
        return lines

    def write(self, vals):
        # EXTENDS 'sale'
        self._credit_refuse_forged(vals)
        if RAISING.isdisjoint(vals):
            return super().write(vals)
        orders = self.order_id | self.env["sale.order"].browse(vals.get("order_id", ()))
        firm = orders.filtered(lambda order: order.state == "sale" and not order._credit_deferred())
        before = firm._credit_claims()
        done = super().write(vals)
        firm._credit_require_change(before)
        return done

    def _credit_refuse_forged(self, vals):
        if self.env.su:
            return
        names = COMPUTED & vals.keys()
        covering = {name for name in COVERING & vals.keys() & self._fields.keys() if vals[name]}
        if covering and not self.env.user.has_group("account.group_account_invoice"):
            names |= covering
        if names:
            self._refuse_fields(names, self.env._("Odoo computes it from quantities, prices and invoices."))
