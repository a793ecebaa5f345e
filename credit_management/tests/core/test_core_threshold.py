import numpy as np

from ...core.assessment.items import Ledger
from ...core.policy.kinds import COUNT, EXEMPT, KINDS
from ...core.policy.policy import Policy, Rule, Scope
from ...core.replay import threshold as core
from ...core.replay.history import History
from ...core.replay.orders import orders_of
from ...core.replay.outcome import outcomes
from ...core.replay.replay import replay
from ...core.replay.standing import Standings
from .core_common import CoreCase

EVERYBODY = Scope(everybody=True)


def history_of(count=300, seed=1):
    """Some customers' invoices, each paid in time or not as its customer is used to."""
    draw = np.random.default_rng(seed)
    customer = draw.integers(0, 12, count)
    invoiced = np.sort(draw.integers(20_000, 20_365, count))
    due = invoiced + draw.choice([0, 14, 30], count)
    amount = np.round(draw.gamma(2, 500, count) + 1)
    paid = np.maximum(due + draw.poisson(customer * 4 + 1) - 3, invoiced + 1)
    ledger = Ledger(12, customer, invoiced, due, amount, np.arange(count), paid, amount, np.ones(count, bool))
    return History(ledger, orders_of(ledger, np.arange(count)), Standings({}))


class TestThreshold(CoreCase):
    """A curve is what replays of the policy give, one for each threshold."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.history = history_of()

    def played(self, policy):
        played = replay(self.history, [policy])
        return played, outcomes(played, late_days=10)

    def test_a_point_is_the_replay_of_its_threshold(self):
        exempt = Rule(1, "small_order", EXEMPT, scope=EVERYBODY, amount=400)
        for kind, more in (
            ("overdue_amount", {"percent": 10}), ("overdue_days", {"amount": 100}), ("days_beyond_terms", {"grace": 2}),
            ("order_value", {}), ("first_orders", {"count": 3}),
        ):  # fmt: skip
            rule = Rule(2, kind, scope=EVERYBODY, **more)
            policy = Policy(rules=(exempt, rule, Rule(3, "order_value", scope=EVERYBODY, amount=1)))
            played, outcome = self.played(policy)
            points = core.curve(played, outcome, policy, rule)
            self.assertGreater(len(points), 3, kind)
            name = core.moved(kind)
            for point in points:
                tried = Policy(rules=(exempt, core.with_threshold(rule, name, point.threshold)))
                again, result = self.played(tried)
                found = core.by_rule(again, result, again.verdicts[0]).get(2, core.Point(core.Figures()))
                for figure in ("held", "late_held", "good_held", "late_held_amount"):
                    self.assertEqual(
                        getattr(point.figures, figure), getattr(found.figures, figure), (kind, point.threshold)
                    )

    def test_stricter_holds_more(self):
        """Every kind that can be moved: what is met at a threshold is met at each stricter one."""
        for kind in KINDS:
            rule = Rule(2, kind, scope=EVERYBODY, count=2)
            if kind in ("small_order",) or core.moved(kind) is None:
                continue
            policy = Policy(rules=(rule,))
            played, outcome = self.played(policy)
            points = core.curve(played, outcome, policy, rule)
            held = [point.figures.held for point in points]
            self.assertEqual(held, sorted(held, reverse=True), kind)
            steps = [point.threshold for point in points]
            self.assertEqual(steps, sorted(steps, reverse=core.moved(kind) == COUNT), kind)
            self.assertIn(float(getattr(rule, core.moved(kind))), steps)
            self.assertLessEqual(len(steps), core.MOST + 1)

    def test_what_weighs_risk_comes_first_and_days_of_grace_last(self):
        kinds = sorted(("limit_expired", "overdue_days", "exposure"), key=core.precedence)
        self.assertEqual(kinds[-1], "limit_expired")

    def test_what_cannot_be_moved(self):
        self.assertIsNone(core.moved("status"))
        self.assertFalse(core.can_move(Rule(1, "small_order", EXEMPT)))
        self.assertFalse(core.can_move(Rule(1, "tagged")))
        self.assertTrue(core.can_move(Rule(1, "overdue_days", "warn")))
        self.assertEqual(core.moved("overdue_days"), "days")
        self.assertEqual(core.moved("exposure"), "percent")
        self.assertEqual(core.moved("days_beyond_terms"), "days")

    def test_a_warning_counts(self):
        rule = Rule(2, "order_value", "warn", scope=EVERYBODY, amount=1000)
        played, outcome = self.played(Policy(rules=(rule,)))
        found = core.by_rule(played, outcome, played.verdicts[0])[2].figures
        self.assertGreater(found.held, 0)
        self.assertEqual(found.held, int((played.amount > 1000).sum()))

    def test_naive_ways(self):
        played, outcome = self.played(Policy(rules=(Rule(2, "order_value", scope=EVERYBODY),)))
        found = core.naive(played, outcome)
        self.assertEqual(set(found), {"overdue_amount", "mean_days_late", "one_limit"})
        for points in found.values():
            held = [point.figures.held for point in points]
            self.assertEqual(held, sorted(set(held)))
        self.assertEqual(core.nearest(found["one_limit"], 30).figures.held, 30)
        self.assertIsNone(core.nearest([], 3))

    def test_nothing_to_play(self):
        empty = History(
            Ledger(0, *(np.empty(0, int),) * 3, np.empty(0), *(np.empty(0, int),) * 2, np.empty(0), np.empty(0, bool)),
            orders_of(Ledger(0, *(np.empty(0, int),) * 3, np.empty(0), *(np.empty(0, int),) * 2, np.empty(0),
                             np.empty(0, bool)), np.empty(0, int)),
            Standings({}),
        )  # fmt: skip
        rule = Rule(2, "order_value", scope=EVERYBODY)
        played = replay(empty, [Policy(rules=(rule,))])
        self.assertEqual(core.curve(played, outcomes(played), Policy(rules=(rule,)), rule), [])
