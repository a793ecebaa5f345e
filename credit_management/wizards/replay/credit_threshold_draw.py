from dataclasses import replace

from odoo import api, models
from odoo.tools import format_amount, formatLang

from ...core.assessment.items import day_number
from ...core.policy.kinds import AMOUNT, COUNT, PERCENT
from ...core.replay import outcome as outcomes
from ...core.replay import replay as replays
from ...core.replay import threshold as core
from ...models.common.day import count_days
from ...models.common.number import format_percent


class CreditThreshold(models.TransientModel):
    """What the chart of a threshold is drawn from, as played by the same replay that compares policies."""

    _inherit = "credit.threshold"

    def _draw(self):
        """The points of the rule, of the other rules and of the naive ways; shares of late money and of good orders.

        :return: plain data, every figure in words beside it
        """
        self._check_reader()
        policy, rule = self.policy_id._origin, self.rule_id._origin
        policy.check_access("read")
        core_policy, core_rule = policy._to_core(), rule._to_core()
        played, outcome = self._play(policy, core_policy)
        own = core_rule.id
        stands = core.by_rule(played, outcome, played.verdicts[0])
        points = core.curve(played, outcome, core_policy, core_rule)
        here = next((point for point in points if point.threshold == getattr(core_rule, core.moved(rule.kind))), None)
        most = here.figures.held if here else 0
        naive = core.naive(played, outcome)
        return {
            "orders": len(played.rows),
            "note": self._note(played, outcome),
            "rule": rule.name,
            "points": [
                self._point(self._threshold_text(point.threshold), point) | {"threshold": point.threshold}
                for point in points
            ],
            "own": getattr(core_rule, core.moved(rule.kind)),
            "others": [
                self._point(other.name, stands[other.id]) for other in policy.rule_ids
                if other.id != own and other.id in stands
            ],
            "naive": [
                {
                    "name": name,
                    "points": [self._point(name, point) for point in naive[code]],
                    "same": self._point(name, core.nearest(naive[code], most)) if naive[code] else False,
                }
                for code, name in self._naive_names().items()
            ],
        }  # fmt: skip

    def _play(self, policy, core_policy):
        histories, root = self.env["credit.replay.history"], policy.company_id._credit_root()
        today = root._credit_today()
        since = self._since(root)
        collected = histories._collect(root, since, today, replays.needs([core_policy]))
        standings = histories._standings(collected, self.limits, policy)
        history = replace(collected.history, standings=standings)
        played = replays.replay(history, [core_policy], day_number(since), day_number(today))
        return played, outcomes.outcomes(played, day_number(today), self.late_days)

    @api.model
    def _naive_names(self):
        return {
            "overdue_amount": self.env._("Amount overdue alone"),
            "mean_days_late": self.env._("Mean days late alone"),
            "one_limit": self.env._("Odoo's own limit, one for everybody"),
        }

    @api.model
    def _point(self, name, point):
        figures = point.figures
        return {
            "name": name,
            "held": figures.held,
            "late": figures.late_money_held or 0.0,
            "good": figures.good_orders_held or 0.0,
            "text": self.env._(
                "%(held)s orders held, %(late)s of the late money, %(good)s of the good orders",
                held=formatLang(self.env, figures.held, digits=0),
                late=self._share_text(figures.late_money_held),
                good=self._share_text(figures.good_orders_held),
            ),
        }

    @api.model
    def _share_text(self, share):
        return "–" if share is None else format_percent(self.env, 100 * share, least=1, most=1)

    def _threshold_text(self, value):
        name = core.moved(self.rule_id.kind)
        if name == AMOUNT:
            return format_amount(self.env, value, self.currency_id)
        if name == PERCENT:
            return format_percent(self.env, value, least=1, most=1)
        if name == COUNT:
            return self.env._("%d orders", value)
        return count_days(self.env, value)

    def _note(self, played, outcome):
        """What the reader has to know about the figures; empty for nothing."""
        orders, late = len(played.rows), int(outcome.late.sum())
        if not orders:
            return self.env._("Nothing was invoiced in the last twelve months: there is nothing to draw.")
        if late < 10 or int(outcome.good.sum()) < 10:
            return self.env._(
                "Of %(orders)d orders of the last twelve months %(late)d were late: too few to choose a threshold by.",
                orders=orders,
                late=late,
            )
        return ""
