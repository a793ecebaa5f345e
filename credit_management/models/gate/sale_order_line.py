from odoo import api, models
from odoo.exceptions import UserError

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
        if "order_id" in vals:
            self._credit_check_stays(vals["order_id"])
        return super().write(vals)

    def _credit_check_stays(self, order_id):
        """Refuse to move what is invoiced to another order: this one would look smaller than it is."""
        for line in self.sudo():  # what is invoiced is no secret to the gate
            if line.order_id.id != order_id and line.invoice_lines:
                raise UserError(
                    self.env._(
                        "“%(line)s” of %(order)s is invoiced and stays there. Add a line to the other order instead.",
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
