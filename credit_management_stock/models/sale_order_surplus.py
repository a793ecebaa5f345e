from dataclasses import replace

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.credit_management.core.policy.policy import CHANGE, DELIVERY


class SaleOrder(models.Model):
    """What may leave on an order: as much as was ordered, and as long as the order is firm."""

    _inherit = "sale.order"

    def _credit_require_delivery(self):
        """Raise when the goods of one of these orders may not leave."""
        if self:
            self._credit_check_firm()
            self._credit_require(DELIVERY)

    def _credit_check_firm(self):
        """Refuse to ship on orders that are not confirmed: they claim nothing of their customer."""
        # Who ships need not read the order whose goods they are.
        loose = self.sudo().filtered(lambda order: order.state != "sale")
        for order in loose._credit_governed():
            raise UserError(
                self.env._(
                    "The goods of %(order)s cannot leave: the order is not confirmed. Confirm it first, or cancel the"
                    " transfer.",
                    order=order.name,
                )
            )

    def _credit_counted_quantities(self):
        """How much of each line counts already: the larger of ordered and delivered.

        :return: {line: quantity}
        """
        return {
            line: max(0.0 if line.order_id.credit_closed_short else line.product_uom_qty, line.qty_delivered)
            for line in self.sudo().order_line  # who ships need not read the order
        }

    def _credit_surpassing(self, counted):
        """Those of these orders of which more has been delivered than counted before: that is growth.

        :param counted: what :meth:`_credit_counted_quantities` gave before
        """
        # Who ships need not read the order.
        lines = self.sudo().order_line.filtered(
            lambda line: (
                line.product_uom_id and line.product_uom_id.compare(line.qty_delivered, counted.get(line, 0.0)) > 0
            )
        )
        return self.filtered(lambda order: order.id in lines.order_id.ids)

    def _credit_hold_surplus(self, decisions):
        """Put orders on hold of which more was to leave than was ordered, for the amount they were to have.

        :param dict decisions: by the id of the order, as it would have been
        """
        wanted = {}
        for order in self.sudo():  # who ships need not read it
            decision = decisions[order.id]
            policy = self.env["credit.policy"]._in_force(order.company_id._credit_root())
            now = self.env["credit.order.facts"]._collect(order, (), policy)[order]
            more = order.currency_id.round((decision.facts.claim - now.claim) * (order.currency_rate or 1.0))
            total = max(order.amount_total + more, decision.facts.total)
            wanted[order] = replace(decision, facts=replace(decision.facts, total=total))
        self.env["credit.hold"]._stop(wanted, CHANGE)
