from odoo import models

from ...core.policy.policy import QUOTATION, decide_all

LOOKED_AT = 500  # quotations, the newest: reading more would keep somebody waiting who wants to publish


class CreditPolicy(models.Model):
    """What a version would do to the quotations and holds there are, before it is published."""

    _inherit = "credit.policy"

    def action_open_publish(self):
        """Show what differs and what it does, then publish."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Publish %s", self.display_name),
            "res_model": "credit.policy.publish",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_policy_id": self.id,
                "credit_shown": self.env.context.get("credit_shown", False),
            },
        }

    def _count_effects(self):
        """How many open quotations it would stop or let pass otherwise than the version in force today.

        :return: ``(looked at, newly stopped, newly passing, holds that would be cleared)``
        """
        self.ensure_one()
        # Counts alone, whoever may read the quotations.
        orders = self.env["sale.order"].sudo()
        quotations = orders.search(
            [
                ("state", "in", ("draft", "sent")),
                ("partner_invoice_id", "!=", False),
                ("company_id", "child_of", self.company_id.ids),
            ],
            limit=LOOKED_AT,
            order="id desc",
        )
        today = self.company_id._credit_today()
        # The policy in force judges, whoever asks.
        in_force = self.env["credit.policy"].sudo()._in_force(self.company_id, today)
        now = self._stopped(quotations, in_force, today)
        then = self._stopped(quotations, self._to_core(), today)
        held = quotations.filtered(lambda order: order.credit_hold_state == "open")
        return len(quotations), len(then - now), len(now - then), len(held - then)

    def _stopped(self, quotations, policy, today):
        """Those that a policy would not let become orders."""
        rules = policy.rules_at(QUOTATION)
        if not rules or not quotations:
            return quotations.browse()
        # Counts alone, as above.
        facts = self.env["credit.order.facts"].sudo()._collect(quotations, rules, policy, today, False, growing=False)
        decisions = zip(facts, decide_all(list(facts.values()), policy, QUOTATION), strict=True)
        return quotations.browse().concat(*(document for document, decision in decisions if decision.blocked))
