from odoo import models

from odoo.addons.credit_management.core.policy.policy import DELIVERY


class StockMove(models.Model):
    """Goods leave for a customer only if the policy still lets them, or a release does, by any kind of transfer."""

    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        # EXTENDS 'stock': below every button, dialog and job. Only what is picked is moved.
        orders = self._credit_leaving().filtered(lambda move: move.picked and move.quantity)._credit_orders()
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
        """Those whose way is out to a customer, gone already or not."""
        sister = self.env.ref("stock.stock_location_inter_company", raise_if_not_found=False)
        # Locations of other companies decide where goods go, too.
        return self.sudo().filtered(
            lambda move: (
                (move.location_dest_id.usage == "customer" or (sister and move.location_dest_id == sister))
                and move.location_id.usage != "customer"
            )
        )

    def _credit_orders(self):
        """The sales orders whose goods these are; users who ship need not be able to read them."""
        moves = self.sudo()  # who ships need not read the order
        beside = moves.filtered(lambda move: not move.sale_line_id)
        return moves.sale_line_id.order_id | beside.picking_id.sale_id
