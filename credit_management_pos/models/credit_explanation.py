from odoo import api, models
from odoo.tools import format_amount

from odoo.addons.credit_management.core.limit.limits import LIMITED


class CreditExplanation(models.AbstractModel):
    """Decisions on sales on account, in words for who sells."""

    _inherit = "credit.explanation"

    @api.model
    def _refusal_at_till(self, order, decision):
        """Why a ticket cannot go on the customer account, and what to do next."""
        return self.env._(
            "%(ticket)s cannot go on the account of %(partner)s: %(reasons)s Ask for a release, or have it paid"
            " otherwise.",
            ticket=order._credit_number(),
            partner=order.sudo().partner_id.commercial_partner_id.display_name,  # who sells knows the customer
            reasons=self._reasons(decision, self._currency(order)),
        )

    @api.model
    def _verdict_at_till(self, decision, company):
        """The sentence a till shows for a sale on account that is still to be made.

        :param decision: a core.policy.policy.Decision; None where no rule looks at it
        """
        if decision is None:
            return self.env._("The credit policy asks nothing here.")
        currency = company._credit_root().currency_id
        if decision.blocked:
            sentences = [self._reasons(decision, currency), self._way_out(decision, currency)]
        elif decision.released:
            sentences = [self.env._("Released by a credit manager.")]
        else:
            sentences = [self._finding(finding, currency) for finding in decision.findings]
        return " ".join(sentence for sentence in sentences if sentence) or self._room_at_till(decision, currency)

    @api.model
    def _room_at_till(self, decision, currency):
        facts = decision.facts
        if facts.limit.state != LIMITED:
            return self.env._("The credit policy lets it pass.")
        return self.env._(
            "Within the limit: %(rest)s are left after this sale.",
            rest=format_amount(self.env, facts.limit.amount - facts.exposure_after, currency),
        )
