from odoo import models

from odoo.addons.credit_management.core.policy import DELIVERY


class StockPicking(models.Model):
    """Goods leave for a customer only if the policy still lets them, or a release does."""

    _inherit = "stock.picking"

    def button_validate(self):
        # EXTENDS 'stock': who ships is told, and the hold is kept; the other deliveries go on
        held = self._credit_hold_blocked()
        passing = self - held
        result = super(StockPicking, passing).button_validate() if passing else True
        return held.sale_id._credit_tell_held(len(passing)) if held and result is True else result

    def _action_done(self):
        # EXTENDS 'stock': whoever calls it
        self._credit_leaving().sale_id._credit_require(DELIVERY)
        return super()._action_done()

    def _credit_leaving(self):
        """Those that bring goods of an order to a customer; returns and steps inside do not."""
        return self.filtered(
            lambda picking: (
                picking.sale_id
                and picking.state not in ("done", "cancel")
                and picking.location_dest_id.usage == "customer"
            )
        )

    def _credit_hold_blocked(self):
        """Put the orders on hold whose goods may not leave, and give their deliveries."""
        leaving = self._credit_leaving()
        decisions = leaving.sale_id._credit_decide(DELIVERY)
        blocked = {order: decision for order, decision in decisions.items() if decision.blocked}
        if blocked:
            self.env["credit.hold"]._stop(blocked, DELIVERY)
        return leaving.filtered(lambda picking: picking.sale_id in blocked)
