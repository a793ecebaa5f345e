from odoo import models

from ..core.policy import BLOCK, CONFIRMATION


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
        return super(SaleOrder, passing)._validate_order() if passing else None

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
            self.env["credit.hold"]._stop(
                blocked, CONFIRMATION, send_email=customer_facing, customer_facing=customer_facing
            )
            if customer_facing:
                held.filtered(lambda order: order.state == "draft").state = "sent"
        passing = self - held
        return passing._credit_with_checked(passing & quotations)

    def _credit_tell_held(self, confirmed):
        """What the salesperson reads who has confirmed several orders, or one."""
        names = ", ".join(self.mapped("name"))
        if confirmed:
            message = self.env._(
                "%(count)d orders are confirmed. On credit hold: %(names)s.", count=confirmed, names=names
            )
        else:
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
