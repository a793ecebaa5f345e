import math

from odoo import api, models

from ...core.limit.difference import turn
from ...core.limit.limits import BASE, LIMITED, NOT_ASSESSED, UNLIMITED, in_force
from ..common.number import format_percent


class CreditAccount(models.Model):
    """Limit and use of an account as rows of from → to."""

    _inherit = "credit.account"

    def _limit_rows(self, before, after):
        """
        :param before: a core.limit.limits.EffectiveLimit
        :param after: the one that is proposed
        """
        exposure = self._amount_text(self.exposure)
        return [
            self._difference_row(
                self.env._("Limit"),
                self._limit_words(before.state, before.amount),
                self._limit_words(after.state, after.amount),
                turn(self._ceiling(before), self._ceiling(after)),
            ),
            self._difference_row(self.env._("Exposure"), exposure, exposure, "same"),
            self._difference_row(
                self.env._("Utilisation"),
                self._use_words(before),
                self._use_words(after),
                "worse" if after.state == LIMITED and self.exposure > after.amount else "same",
            ),
        ]

    def _on_top_rows(self, components, day):
        """What is in the limit beside a base limit, or nothing: it explains why both are not the same amount."""
        amount = sum(one.amount for one in in_force(components, day) if one.kind != BASE)
        if not amount:
            return []
        text = self._amount_text(amount)
        return [self._difference_row(self.env._("Of which temporary or secured"), text, text, "same")]

    @api.model
    def _difference_head(self):
        return [self.env._("Today"), self.env._("Once approved")]

    @api.model
    def _difference_row(self, label, before, after, direction):
        return {"label": label, "from": before, "to": after, "turn": direction}

    @api.model
    def _ceiling(self, limit):
        return math.inf if limit.state == UNLIMITED else limit.amount

    def _limit_words(self, state, amount):
        if state == LIMITED:
            return self._amount_text(amount)
        return {
            NOT_ASSESSED: self.env._("Not assessed"),
            UNLIMITED: self.env._("Unlimited"),
        }.get(state, "–")

    def _use_words(self, limit):
        """The share of the limit that is used; of a limit of zero, or one that is exceeded, also by how much."""
        if limit.state != LIMITED:
            return "–"
        excess = self.exposure - limit.amount
        if excess > 0:
            return self.env._("%(amount)s over", amount=self._amount_text(excess))
        return format_percent(self.env, 100 * self.exposure / limit.amount, most=0) if limit.amount else "–"
