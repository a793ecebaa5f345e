from odoo import api, models

from ...core.policy.policy import CONFIRMATION, DELIVERY, decide_all
from ...sql.policy import open_orders


class CreditReplayHistory(models.AbstractModel):
    """Today's open orders, decided on by policies that need not be in force: as at the gate, and nothing is written."""

    _inherit = "credit.replay.history"

    @api.model
    def _open_orders(self, root):
        """Those that the gate has still to decide on: ``{checkpoint: sale.order}``.

        Quotations that have been sent or are on hold will be confirmed, orders of which something is still to
        be delivered will be delivered.
        """
        orders = self.env["sale.order"].sudo()  # users who replay policies need not sell
        companies = root.sudo()._credit_family()
        orders.flush_model(["state", "company_id"])
        self.env["sale.order.line"].flush_model(["product_uom_qty", "qty_delivered", "order_id", "is_downpayment"])
        waiting = [
            ("company_id", "in", companies.ids),
            ("state", "in", ("draft", "sent")),
            "|", ("state", "=", "sent"), ("credit_hold_state", "=", "open"),
        ]  # fmt: skip
        undelivered = [order_id for (order_id,) in self.env.execute_query(open_orders.undelivered(companies.ids))]
        return {
            CONFIRMATION: orders.search(waiting, order="date_order, id"),
            DELIVERY: orders.browse(undelivered).sorted(lambda order: (order.date_order, order.id)),
        }

    @api.model
    def _decide_open(self, root, policies):
        """Decisions of each policy on today's open orders, all of them against the same facts.

        :param policies: core.policy.policy.Policy each
        :return: yields ``(order, checkpoint, decisions)``, one decision a policy
        """
        for checkpoint, orders in self._open_orders(root).items():
            if not orders:
                continue
            judged = [self._decide_on(orders, policy, checkpoint) for policy in policies]
            for order, *decisions in zip(orders, *judged, strict=True):
                yield order, checkpoint, decisions

    @api.model
    def _decide_on(self, orders, policy, checkpoint):
        facts = self.env["credit.order.facts"]._collect(orders, policy.rules_at(checkpoint), policy)
        return decide_all([facts[order] for order in orders], policy, checkpoint)
