from odoo import models
from odoo.exceptions import UserError

from ...core.policy.invoice import OWED_TYPES


class AccountMove(models.Model):
    """Way out of a posted invoice: goods delivered are owed by their order or by its invoice, never by neither."""

    _inherit = "account.move"

    def write(self, vals):
        # EXTENDS 'account'
        leaving = self.browse()
        if vals.get("state", "posted") != "posted":
            leaving = self.filtered(lambda move: move.state == "posted" and move.move_type in OWED_TYPES)
        done = super().write(vals)
        leaving._credit_check_left()
        return done

    def _credit_check_left(self):
        """Refuse to take back the invoice of goods whose order has been cancelled: nobody would owe for them."""
        orders = self.sudo().line_ids.sale_line_ids.order_id  # sizes are no secret to the gate
        for order in orders.filtered(lambda order: order.state != "sale")._credit_owing():
            raise UserError(
                self.env._(
                    "%(order)s has been delivered to %(partner)s and cancelled: only its invoice says that it is owed."
                    " Confirm the order again before you reset the invoice, or credit it.",
                    order=order.name,
                    partner=order.partner_invoice_id.commercial_partner_id.display_name,
                )
            )
