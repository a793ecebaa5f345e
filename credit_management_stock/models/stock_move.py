from odoo import models

from odoo.addons.credit_management.core.policy.policy import DELIVERY


class StockMove(models.Model):
    """Goods leave for a customer only if the policy still lets them, or a release does, by any kind of transfer."""

    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        # EXTENDS 'stock': below every button, dialog and job. Only what is picked is moved.
        leaving = self._credit_leaving().filtered(lambda move: move.picked and move.quantity)
        leaving._credit_check_ordered()
        orders = leaving._credit_orders()
        orders._credit_require(DELIVERY)
        done = super()._action_done(cancel_backorder=cancel_backorder)
        orders._credit_after_delivery()
        return done

    def _action_cancel(self):
        # EXTENDS 'stock': also what a smaller or cancelled order cancels
        orders = self._credit_leaving()._credit_orders()
        done = super()._action_cancel()
        orders._credit_after_move_cancel()
        return done

    def _credit_leaving(self):
        """Those that are to bring goods to a customer; returns, receipts and steps inside do not."""
        # Locations of other companies decide where goods go, too.
        return self.sudo().filtered(lambda move: move.state not in ("done", "cancel"))._credit_outbound()

    def _credit_outbound(self):
        """Those whose way is out to a customer, gone already or not; one of their lines is enough.

        Goods of an order that are sent to a vendor leave as well, unless they came from there.
        """
        # Locations of other companies decide where goods go, too.
        return self.sudo().filtered(
            lambda move: (
                (move.location_dest_id._credit_is_outside() and move.location_id.usage != "customer")
                or any(line._credit_is_outbound() for line in move.move_line_ids)
                or (move.sale_line_id and not move.origin_returned_move_id and move._credit_is_to_vendor())
            )
        )

    def _credit_is_to_vendor(self):
        return self.location_dest_id.usage == "supplier" and self.location_id.usage not in ("customer", "supplier")

    def _credit_orders(self):
        """The sales orders whose goods these are; users who ship need not be able to read them."""
        moves = self.sudo()  # who ships need not read the order
        beside = moves.filtered(lambda move: not move.sale_line_id)
        return moves.sale_line_id.order_id | beside.picking_id.sale_id
