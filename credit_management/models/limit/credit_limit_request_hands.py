from odoo import models


class CreditLimitRequest(models.Model):
    """Who wanted the same limit before, and what was refused before it: as for limits proposed directly."""

    _inherit = "credit.limit.request"

    def _get_hands(self):
        # EXTENDS 'credit.hands'
        hands, wanted = super()._get_hands(), self.account_id._get_wanted_limits()
        # Users of the past had a hand, too.
        return {
            request: users | request.sudo().author_id | request._get_others_of(wanted)
            for request, users in hands.items()
        }

    def _get_others_of(self, wanted):
        """Who wanted a limit for the customer, but for this request itself."""
        return self.env["res.users"].union(
            *(
                one._get_authors()
                for one in wanted.get(self.account_id.id, ())
                if (one._name, one.id) != (self._name, self.id)
            )
        )

    def _get_authors(self):
        return self.hand_ids | self.author_id

    # === REFUSED BEFORE === #

    def _get_refusals(self):
        # EXTENDS 'credit.refused'
        refused = self.account_id._get_refused_limits()
        waiting = ("draft", "returned", "submitted")
        return {
            request: refusal.with_env(self.env)
            for request in self
            if request.state in waiting and (refusal := refused.get(request.account_id.id))
        }

    def _get_refusal(self):
        # EXTENDS 'credit.refused'
        return self.decided_by, self.decided_on, self.decision_reason

    def _get_ceilings(self, users):
        # EXTENDS 'credit.refused'
        authorities = self.env["credit.authority"]
        found = {user: authorities._over_account(user, self.account_id) for user in users}
        return {user: authority.ceiling if authority else 0.0 for user, authority in found.items()}
