from odoo import models
from odoo.exceptions import UserError

# Programs whose points are bought, not given: what they pay for is owed by the order that sold them.
BOUGHT = ("gift_card", "ewallet")


class SaleOrder(models.Model):
    """A gift card or wallet that an order has sold: once something of it is used, the order stays owed."""

    _inherit = "sale.order"

    def write(self, vals):
        # EXTENDS 'sale'
        if vals.get("state", "sale") != "sale" or vals.get("credit_closed_short"):
            self.filtered(lambda order: order.state == "sale")._credit_check_card()
        return super().write(vals)

    def _credit_check_card(self):
        """Refuse to cancel, reopen or close short what has sold a card that has been used."""
        for order in self.sudo()._credit_with_spent_card():  # points are no secret to the gate
            raise UserError(
                self.env._(
                    "The card that %(order)s has sold to %(partner)s has been used and cannot be taken back: the order"
                    " stays as it is. Credit its invoice where something is given back.",
                    order=order.name,
                    partner=order.partner_invoice_id.commercial_partner_id.display_name,
                )
            )

    def _credit_with_spent_card(self):
        """Orders among these, of customers with a limit or on stop, that have sold a card that has been used."""
        if "coupon_point_ids" not in self._fields:
            return self.browse()
        return self.filtered(lambda order: order._credit_spent_cards())._credit_governed()

    def _credit_spent_cards(self):
        """Cards and wallets with less on them than this order has put there."""
        self.ensure_one()
        changes = self._get_point_changes()
        return self.coupon_point_ids.coupon_id.filtered(
            lambda card: card.program_id.program_type in BOUGHT and changes[card] > card.points
        )
