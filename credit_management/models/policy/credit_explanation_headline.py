from odoo import api, models
from odoo.tools import format_amount

from ...core.exposure.ratios import over
from ...core.policy.kinds import NO_POLICY
from ..common.day import count_days


class CreditExplanation(models.AbstractModel):
    """A hold in one sentence: each failure in a few words, the limit first."""

    _inherit = "credit.explanation"

    @api.model
    def _headline(self, results, limit, currency):
        """ "1,600.80 over the limit; oldest item 45 days late": what stops it, in the order of the policy.

        :param results: the failures, core.policy.policy.Result
        :param limit: the limit there was, None without one
        """
        parts = []
        for result in results:
            method = getattr(self, f"_headline_{result.kind}", None)
            # A kind without words of its own says its label.
            words = method(result, limit, currency) if method else self._kind_label(result.kind)
            if words and words not in parts:
                parts.append(words)
        return "; ".join(parts)

    @api.model
    def _kind_label(self, kind):
        labels = dict(self.env["credit.policy.rule"]._fields["kind"]._description_selection(self.env))
        return labels.get(kind, kind)

    def _days_text(self, result):
        return count_days(self.env, result.observed or 0)

    def _headline_exposure(self, result, limit, currency):
        if result.group_id and result.allowed is not None:
            excess = over(result.observed or 0.0, result.allowed)
            return self.env._("%(amount)s over the group's limit", amount=format_amount(self.env, excess, currency))
        if limit is None and result.allowed is None:
            return ""
        excess = over(result.observed or 0.0, result.allowed if limit is None else limit)
        return self.env._("%(amount)s over the limit", amount=format_amount(self.env, excess, currency))

    def _headline_overdue_days(self, result, limit, currency):
        return self.env._("oldest item %(days)s past due", days=self._days_text(result))

    def _headline_overdue_amount(self, result, limit, currency):
        return self.env._("%(amount)s overdue", amount=format_amount(self.env, result.observed or 0.0, currency))

    def _headline_limit_expired(self, result, limit, currency):
        return self.env._("limit expired %(days)s ago", days=self._days_text(result))

    def _headline_not_assessed(self, result, limit, currency):
        return self.env._("no limit approved yet")

    def _headline_limited(self, result, limit, currency):
        if result.observed == NO_POLICY:
            return self.env._("no credit policy is in force")
        return self._kind_label(result.kind)

    def _headline_status(self, result, limit, currency):
        statuses = dict(self.env["credit.account"]._fields["status"]._description_selection(self.env))
        return self.env._("customer on “%(status)s”", status=statuses.get(result.observed, result.observed))

    def _headline_days_beyond_terms(self, result, limit, currency):
        return self.env._("pays %(days)s late on average", days=self._days_text(result))

    def _headline_review_overdue(self, result, limit, currency):
        return self.env._("review %(days)s overdue", days=self._days_text(result))
