from odoo import api, models
from odoo.exceptions import UserError

from ..common.text import number_of

# Computed from the rest: nobody sends them, and who does wants a line to look smaller than it is.
COMPUTED = {
    "price_total", "price_subtotal", "price_tax", "qty_invoiced", "credit_price_of_one", "credit_qty_elsewhere",
}  # fmt: skip
# Invoices and tickets that seem to cover a line. The web client sends them empty; accountants may link.
COVERING = {"invoice_lines", "pos_order_line_ids"}


class SaleOrderLine(models.Model):
    """Lines of firm orders: what a client may not write; what they add up to is judged in credit_admission.py."""

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "credit.guard", "credit.watched"]

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'sale'
        for vals in vals_list:
            self._credit_refuse_forged(self._credit_read_defaults(COMPUTED | COVERING, vals))
        return super().create(vals_list)

    def write(self, vals):
        # EXTENDS 'sale'
        self._credit_refuse_forged(vals)
        self._credit_check_invoiced(vals)
        return super().write(vals)

    def _credit_check_invoiced(self, vals):
        """Refuse to turn what is invoiced into something that takes off the rest of the order, or off this order."""
        if self.env.su or {"order_id", "is_downpayment", "product_uom_qty"}.isdisjoint(vals):
            return
        for line in self.sudo():  # what is invoiced is no secret to the gate
            moved = vals.get("order_id", line.order_id.id) != line.order_id.id
            renamed = bool(vals.get("is_downpayment", line.is_downpayment)) != line.is_downpayment
            turned = (number_of(vals.get("product_uom_qty")) or 0.0) < 0 < line.qty_invoiced
            if turned or ((moved or renamed) and line.invoice_lines):
                raise UserError(
                    self.env._(
                        "“%(line)s” of %(order)s is invoiced: it stays there, as what it is. Empty it, or add another"
                        " line for what is given back.",
                        line=line.name,
                        order=line.order_id.name,
                    )
                )

    def _credit_refuse_forged(self, vals):
        if self.env.su:
            return
        names = COMPUTED & vals.keys()
        covering = {name for name in COVERING & vals.keys() & self._fields.keys() if vals[name]}
        if covering and not self.env.user.has_group("account.group_account_invoice"):
            names |= covering
        if names:
            self._credit_refuse_fields(names, self.env._("Odoo computes it from quantities, prices and invoices."))
