from odoo import models
from odoo.exceptions import UserError

from ...core.policy.kinds import BLOCK
from ...core.policy.policy import CONFIRMATION


class SaleOrder(models.Model):
    """Ways in on which somebody waits for the order: what is blocked goes on hold, the rest through."""

    _inherit = "sale.order"

    def action_credit_confirm(self):
        """Confirm what the policy lets pass; put the rest on hold and say why."""
        self.check_access("write")
        passing = self._credit_split()
        result = passing.action_confirm() if passing else True
        held = self.browse((self - passing).ids)
        return held._credit_tell_held(len(passing)) if held else result

    def _validate_order(self):
        # EXTENDS 'sale': signed on the portal, a free cart, a free ticket
        passing = self._credit_split(customer_facing=True)
        return passing._credit_confirm_or_hold(
            lambda orders: super(SaleOrder, orders)._validate_order()  # noqa: UP008 - of those given, not of all
        )

    def _credit_split(self, customer_facing=False):
        """Put on hold what the policy blocks, and give the rest, which knows that it has been checked.

        :param customer_facing: whether the customer is there: the confirmation is mailed, and a
            cart of the shop is not left open to be filled again
        """
        quotations = self.filtered(lambda order: order.state in ("draft", "sent"))
        decisions = quotations._credit_decide(CONFIRMATION, claim=True)
        blocked = {order: decision for order, decision in decisions.items() if decision.blocked}
        held = self.browse([order.id for order in blocked])
        if held:
            held._credit_hold(blocked, customer_facing)
        passing = self - held
        return passing._credit_with_decided(passing & quotations)

    def _credit_hold(self, decisions, customer_facing):
        """Put these orders on hold, which a decision has stopped while they were being confirmed."""
        self.env["credit.hold"]._stop(
            decisions, CONFIRMATION, send_email=customer_facing, customer_facing=customer_facing
        )
        if customer_facing:
            self.filtered(lambda order: order.state == "draft").state = "sent"

    def _credit_confirm_or_hold(self, confirm):
        """Confirm orders of customers, which have been checked; what is refused all the same goes on hold.

        Other modules change orders while they are being confirmed: a reward that is gone makes one
        larger. An error would undo what the customer has just done, a signature for instance.

        :param confirm: does it, with the orders it is given
        :return: what the last call of it gave
        """
        orders = self
        while orders:
            try:
                with self.env.cr.savepoint():
                    return confirm(orders)
            except UserError as error:
                decisions = getattr(error, "credit_decisions", {})
                held = orders.filtered(lambda order, decisions=decisions: order.id in decisions)
                if not held:
                    raise
                held._credit_hold({order: decisions[order.id] for order in held}, customer_facing=True)
                orders -= held
        return None

    def _credit_tell_held(self, confirmed):
        """Notification for the salesperson who has confirmed several orders, or one."""
        names = ", ".join(self.mapped("name"))
        if confirmed:
            message = self.env._("%(count)d went through. On credit hold: %(names)s.", count=confirmed, names=names)
        else:
            # The reasons are for whoever wanted to confirm.
            failures = self.sudo().credit_hold_id.reason_ids.filtered(lambda reason: reason.outcome == BLOCK)
            reasons = " ".join(failures.mapped("finding")) if len(self) == 1 else ""
            message = self.env._("On credit hold: %(names)s. %(reasons)s", names=names, reasons=reasons)
        return self._credit_notification(message)

    def _credit_notification(self, message):
        """The action that tells somebody who waits for it."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("Waiting for a release"),
                "message": message,
                "type": "warning",
                "sticky": True,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
