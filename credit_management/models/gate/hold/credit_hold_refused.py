from odoo import fields, models

from ....core.policy.policy import BLOCK
from ...common.read_once import read_once


class CreditHold(models.Model):
    """A refusal stands before the next hold of the order, and for a while before those of the customer."""

    _inherit = "credit.hold"

    @read_once
    def _get_refusals(self):
        """The last decision on the order, else the last one on the customer in the window, where it is a refusal."""
        # EXTENDS 'credit.refused'
        holds = self.sudo()  # decisions on orders out of sight were made, too
        decided = holds.search(
            [("account_id", "in", holds.account_id.ids), ("decided_by", "!=", False)], order="decided_on, id"
        )
        of_document = {hold._document(): hold for hold in decided if hold._document()}
        of_customer = {hold.account_id: hold for hold in decided if hold._is_recent()}
        found = {}
        for hold in self.filtered(lambda hold: hold.state == "open"):
            # The account is compared, whoever may read it.
            last = of_document.get(hold._document()) or of_customer.get(hold.sudo().account_id)
            if last and last.state == "refused":
                found[hold] = last.with_env(self.env)
        return found

    def _is_recent(self):
        """Whether it was decided within the window over which releases add up."""
        days = self.company_id.root_id.credit_authority_window
        return self.decided_on >= fields.Datetime.subtract(fields.Datetime.now(), days=days)

    def _is_as_refused(self, refusal):
        # EXTENDS 'credit.refused': as long as one of the rules of then still stops it, and its limit is no higher.
        now, then = self.sudo(), refusal.sudo()  # what was decided on, whoever asks now
        return bool(now._get_stopping() & then._get_stopping()) and now.limit_amount <= then.limit_amount

    def _get_stopping(self):
        """The kinds of the rules that stop it."""
        return set(self.reason_ids.filtered(lambda reason: reason.outcome == BLOCK).mapped("kind"))

    def _get_refusal(self):
        # EXTENDS 'credit.refused'
        return self.decided_by, self.decided_on, self.decision_reason

    def _get_ceilings(self, users):
        # EXTENDS 'credit.refused'
        authorities = self.env["credit.authority"]._release_authorities(users, self.account_id)
        return {user: authority.ceiling if authority else 0.0 for (user, _account), authority in authorities.items()}
