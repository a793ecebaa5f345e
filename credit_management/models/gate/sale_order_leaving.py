from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """Way out of a firm order: what has been delivered on it and not invoiced is owed all the same."""

    _inherit = "sale.order"

    def write(self, vals):
        # EXTENDS 'sale'
        if vals.get("state", "sale") != "sale":
            self.filtered(lambda order: order.state == "sale")._credit_check_leaving()
        return super().write(vals)

    def _credit_check_leaving(self):
        """Refuse to cancel or reopen orders with deliveries that nobody has invoiced.

        An order that is not firm claims nothing: its customer would owe for the goods and have the credit again.
        """
        for order in self._credit_owing():
            raise UserError(
                self.env._(
                    "%(order)s has been delivered to %(partner)s and not invoiced. Invoice what was delivered or take"
                    " it back before you cancel the order.",
                    order=order.name,
                    partner=order.partner_invoice_id.commercial_partner_id.display_name,
                )
            )

    def _credit_owing(self):
        """Orders among these, of customers with a limit or on stop, that were delivered beyond posted invoices."""
        delivered = self.sudo().order_line.filtered(lambda line: line._credit_is_owed())  # sizes are no secret here
        return delivered.order_id._credit_governed()

    def _credit_governed(self):
        """Orders among these whose customer has been given a limit, or is on stop, under a policy that is in force."""
        governed = self.browse()
        for company, orders in self.filtered("partner_invoice_id").grouped("company_id").items():
            customers = company._credit_governed(orders.partner_invoice_id.commercial_partner_id)
            governed |= orders.filtered(
                lambda order, customers=customers: order.partner_invoice_id.commercial_partner_id in customers
            )
        return governed
