from odoo import models

from ..common.read_once import read_once


class CreditLimit(models.Model):
    """A limit that another one refused stands before the next, until one is approved or the customer is assessed."""

    _inherit = "credit.limit"

    @read_once
    def _get_refusals(self):
        # EXTENDS 'credit.refused'
        refused = self.account_id._get_refused_limits()
        return {
            limit: refusal.with_env(self.env)
            for limit in self
            if limit.state in ("draft", "proposed")
            and (refusal := refused.get(limit.account_id.id))
            and (refusal._name, refusal.id) != (limit._name, limit.id)
        }

    def _is_withdrawn(self):
        """Whether those who proposed it took it away themselves: nobody has refused it."""
        return self.state == "refused" and self.approver_id in self._get_authors()

    def _get_refusal(self):
        # EXTENDS 'credit.refused'
        return self.approver_id, self.approved_on, ""

    def _get_ceilings(self, users):
        # EXTENDS 'credit.refused'
        authorities = self.env["credit.authority"]
        found = {user: authorities._over_account(user, self.account_id) for user in users}
        return {user: authority.ceiling if authority else 0.0 for user, authority in found.items()}
