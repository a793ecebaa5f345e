from odoo import models

from ...core.exposure.ratios import over, share
from ...core.limit.limits import LIMITED, UNLIMITED


class CreditPrint(models.AbstractModel):
    """Limits in words, alike on every document."""

    _inherit = "credit.print"

    def _limit_text(self, state, amount, currency):
        if state == LIMITED:
            return self._money(amount, currency)
        return self.env._("Unlimited") if state == UNLIMITED else self.env._("Not assessed")

    def _use_fact(self, state, amount, exposure, currency):
        """Use of a limit as a name and a text: a share of it, or by how much it is exceeded where nothing is one.

        The text is empty where there is no limit to use.
        """
        if state != LIMITED:
            return (self.env._("Utilisation"), "")
        part = share(exposure, amount)
        if part is not None:
            return (self.env._("Utilisation"), self._share(part))
        excess = over(exposure, amount)
        return (self.env._("Over by"), self._money(excess, currency) if excess else "")

    def _use_text(self, state, amount, exposure, currency):
        """The same where the column says that it is a use."""
        _name, text = self._use_fact(state, amount, exposure, currency)
        excess = state == LIMITED and share(exposure, amount) is None
        return (self.env._("over by %s", text) if excess and text else text) or "–"

    # === OPINIONS === #

    def _vote_rows(self, votes):
        """Who said what on which step, of a limit request or a mass change, as rows to be signed."""
        return [
            (
                self.env._("Step %d", vote.step),
                self._voter(vote),
                self._moment(vote.decided_on),
                self._opinion(vote),
            )
            for vote in votes.filtered("standing").sorted(lambda vote: (vote.step, vote.id))
        ]

    def _coming_rows(self, votes, steps):
        """Blank rows for the decisions that are still to come.

        :param steps: of core.limit.approval
        """
        agreed = votes.filtered(lambda vote: vote.standing and vote.agrees)
        left = [
            (place, step.needed - sum(vote.step == place for vote in agreed))
            for place, step in enumerate(steps, start=1)
        ]
        return [(self.env._("Step %d", place), "", "", "") for place, count in left for _one in range(max(count, 0))]

    def _final_rows(self, doc):
        """Who decided, where no vote of theirs says so; a blank row where nobody has."""
        if any(vote.user_id == doc.decided_by for vote in doc.vote_ids if vote.standing) and doc.decided_by:
            return []
        day, said = self._moment(doc.decided_on), doc.decision_reason or ""
        return [(self.env._("Decided by"), doc.decided_by.name, day, said)]

    def _voter(self, vote):
        if vote.seat_id == vote.user_id:
            return vote.user_id.name
        return self.env._("%(user)s for %(absent)s", user=vote.user_id.name, absent=vote.seat_id.name)

    def _opinion(self, vote):
        said = self.env._("Agreed") if vote.agrees else self.env._("Refused")
        return f"{said}: {vote.reason}" if vote.reason else said
