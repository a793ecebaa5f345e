from odoo import models

from odoo.addons.credit_management.const import GO_ON_ACTIVITY
from odoo.addons.credit_management.core.policy.policy import DELIVERY


class SaleOrder(models.Model):
    """The hold of an order when its goods leave, or are not to leave any more."""

    _inherit = "sale.order"

    def _credit_checkpoints_ahead(self, amount):
        # EXTENDS 'credit_management'
        ahead = super()._credit_checkpoints_ahead(amount)
        if self.state != "sale" or not self._credit_to_deliver():
            return ahead
        larger = self.currency_id.compare_amounts(amount, self.amount_total) > 0
        return [*ahead, DELIVERY] if larger else [DELIVERY, *ahead]

    def _credit_to_deliver(self):
        """The moves that are still to bring goods of these orders to a customer."""
        orders = self.sudo()  # salespeople need not read transfers
        return (orders.order_line.move_ids | orders.picking_ids.move_ids)._credit_leaving()

    def _credit_delivery_holds(self):
        # Who ships reads no holds.
        return self.sudo().credit_hold_id.filtered(lambda hold: hold.checkpoint == DELIVERY)

    def _credit_after_delivery(self):
        """Goods have left: a release is used, and an open hold is cleared automatically."""
        holds = self._credit_delivery_holds()
        if not holds:
            return
        holds._set_used()
        holds._set_cleared()
        holds.order_id.activity_unlink([GO_ON_ACTIVITY])
        holds.filtered(lambda hold: hold.state in ("refused", "lapsed", "cancelled"))._credit_give_way()

    def _credit_after_move_cancel(self):
        """Where nothing is to leave any more, nothing is left to decide, and nothing to use."""
        holds = self._credit_delivery_holds().filtered(lambda hold: hold.state != "used")
        idle = holds.filtered(lambda hold: not hold.order_id._credit_to_deliver())
        if not idle:
            return
        idle._set_cancelled()
        idle._set_lapsed()
        idle.order_id.activity_unlink([GO_ON_ACTIVITY])
        idle._credit_give_way()
