from odoo import api, models

from odoo.addons.credit_management.core.policy.policy import CHANGE

# What makes goods of one order those of another, or of none.
LINKING = {"sale_line_id", "product_id"}
# What makes a move one that has brought goods to a customer.
BRINGING = {"state", "location_id", "location_dest_id"}


class Checked(frozenset):
    """Ids of moves whose orders the server code holding this object has checked; JSON and XML cannot carry it."""


class StockMove(models.Model):
    """Ways out beside validating: moves written or created done, sent elsewhere afterwards, linked to another order."""

    _inherit = "stock.move"

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'stock'
        moves = super().create(vals_list)
        moves._credit_gone()._credit_check_gone()
        return moves

    def write(self, vals):
        # EXTENDS 'stock'
        if self.env.su or (BRINGING | LINKING).isdisjoint(vals) or self._credit_are_checked():
            return super().write(vals)
        before = self._credit_gone()
        linked = {move: move._credit_orders() for move in self._credit_leaving()} if LINKING & vals.keys() else {}
        done = super().write(vals)
        (self._credit_gone() - before)._credit_check_gone()
        for move, orders in linked.items():
            (orders - move._credit_orders())._credit_require_delivery()
        return done

    def _credit_are_checked(self):
        checked = self.env.context.get("credit_checked_moves")
        return isinstance(checked, Checked) and checked.issuperset(self.ids)

    # === GATE === #

    def _action_done(self, cancel_backorder=False):
        # EXTENDS 'stock': what leaves beyond what was ordered makes the order larger
        orders = self._credit_leaving().filtered(lambda move: move.picked and move.quantity)._credit_orders()
        if not orders:
            return super()._action_done(cancel_backorder=cancel_backorder)
        orders._credit_check_firm()
        counted = orders._credit_counted_quantities()
        checked = self.with_context(credit_checked_moves=Checked(self.ids))
        done = super(StockMove, checked)._action_done(cancel_backorder=cancel_backorder)
        orders._credit_surpassing(counted)._credit_require(CHANGE)
        return done.with_env(self.env)

    def _credit_check_gone(self):
        """Refuse what has brought goods to customers on orders that do not let it, or on none."""
        self._credit_check_ordered(gone=True)
        self._credit_orders()._credit_require_delivery()

    def _credit_gone(self):
        """Those that have brought goods to a customer."""
        # Locations of other companies decide where goods went, too.
        return self.sudo().filtered(lambda move: move.state == "done")._credit_outbound()
