from odoo import models

from ..common.read_once import read_once


class CreditLimit(models.Model):
    """A limit that another one refused stands before the next, until one is approved or the customer is assessed."""

    _inherit = "credit.limit"

    @read_once
    def _get_refusals(self):
        # EXTENDS 'credit.refused'
        limits = self.sudo()  # a refusal out of sight is one, too
        decided = limits.search(
            [("account_id", "in", limits.account_id.ids), ("approved_on", "!=", False)], order="approved_on, id"
        )
        last = {limit.account_id: limit for limit in decided if not limit._is_withdrawn()}
        found = {limit: last.get(limit.account_id) for limit in limits}
        return {
            limit.with_env(self.env): refusal.with_env(self.env)
            for limit, refusal in found.items()
            if refusal and refusal.state == "refused" and refusal != limit and limit.state in ("draft", "proposed")
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
