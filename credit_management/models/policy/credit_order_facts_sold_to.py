from odoo import api, models

from ...core.policy.facts import Facts


class CreditOrderFacts(models.AbstractModel):
    """Facts about who orders what another customer is billed for: some kinds of rules look at both."""

    _inherit = "credit.order.facts"

    @api.model
    def _sold_to(self, partner_id, billed_id, customers, today, rounding, more):
        """What is known of the customer who ordered; None where it is the one billed."""
        if not partner_id or partner_id == billed_id:
            return None
        return Facts(
            today=today,
            customer_id=partner_id,
            rounding=rounding,
            more=more.get(partner_id, {}),
            **self._known_of(customers.get(partner_id, {})),
        )

    @api.model
    def _read_more_of_sold_to(self, needs, root, partner_ids, view):
        """The same of customers who order what another one is billed for, for kinds that look at both.

        :return: {partner id: {name in needs: whatever the condition of the kind reads}}
        """
        return {}
