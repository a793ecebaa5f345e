from dataclasses import replace
from datetime import date

import numpy as np

from ...core.assessment.items import day_number, day_of
from ...core.policy.policy import Policy, Rule, Scope
from ...core.replay import outcome, proposal, report
from ...core.replay import replay as core
from ...core.replay.figures import Figures
from ...core.replay.history import Movements
from ...core.replay.known import columns
from ...core.replay.orders import NO_ORDER
from ...core.replay.standing import Standings
from .core_common import CoreCase
from .core_replay_common import CARD, DAY, EXAMPLE, LIMIT, OVERDUE, POLICY, history_of, ledger_of, limited


class TestReplay(CoreCase):
    """Facts before each order, and the decisions of the policy."""

    def known(self, history):
        return columns(history)

    def test_what_was_known(self):
        """Before the third order 500 are open and five days past due; before the fourth 400 and 300 are."""
        known = self.known(history_of(*EXAMPLE))
        self.assertEqual(known.receivable.tolist(), [0, 0, 500, 700, 0])
        self.assertEqual(known.overdue.tolist(), [0, 0, 500, 400, 0])
        self.assertEqual(known.oldest_days_past_due.tolist(), [0, 0, 5, 25, 0])
        self.assertEqual(known.earlier_orders.tolist(), [0, 1, 2, 3, 4])
        # 400 paid 10 days early; then 100 of 500 paid 15 late; then 400 paid 40 late, 300 on the day, 700 a day late.
        expected = [-10, (-4000 + 1500) / 500, (-4000 + 1500 + 16000 + 700) / 1900]
        self.assertTrue(np.isnan(known.days_beyond_terms[0]))
        np.testing.assert_allclose(known.days_beyond_terms[[1, 3, 4]], expected)

    def test_what_was_decided(self):
        """400 and 500 fit into 1,000; 300 is warned of, 700 is over the limit and 25 days past due."""
        played = core.replay(history_of(*EXAMPLE), [POLICY])
        verdicts = played.verdicts[0]
        self.assertEqual(verdicts.severity.tolist(), [0, 0, 1, 2, 0])
        self.assertEqual(verdicts.rules, ((), (), (), (1, 2), ()))
        self.assertEqual(verdicts.warnings, ((), (), (3,), (3,), ()))
        self.assertEqual(played.grade.tolist(), ["A"] * 5)

    def test_a_stretch_knows_what_came_before_it(self):
        played = core.replay(history_of(*EXAMPLE), [POLICY], first=DAY + 60, last=DAY + 80)
        self.assertEqual(played.rows.tolist(), [2, 3])
        self.assertEqual(played.verdicts[0].severity.tolist(), [1, 2])
        self.assertEqual(played.known("receivable").tolist(), [500, 700])

    def test_the_same_day_one_after_the_other(self):
        """An earlier invoice of the day is owed when the second order comes, until it is paid."""
        day = [(0, 5, 35, 100, []), (0, 5, 35, 200, [(5, 200)]), (0, 5, 35, 300, [])]
        self.assertEqual(self.known(history_of(*day)).receivable.tolist(), [0, 100, 100])
        self.assertEqual(self.known(history_of(*day, lag=1)).receivable.tolist(), [0, 100, 300])

    def test_paid_on_the_day(self):
        """A payment of the day is known to its orders; with a lag the day after."""
        invoices = [(0, 0, 5, 100, [(9, 100)]), (0, 9, 39, 50, []), (0, 10, 40, 50, [])]
        self.assertEqual(self.known(history_of(*invoices)).receivable.tolist(), [0, 0, 50])
        later = self.known(history_of(*invoices, lag=1))
        self.assertEqual(later.receivable.tolist(), [0, 100, 50])
        self.assertEqual(later.oldest_days_past_due.tolist(), [0, 4, 0])

    def test_paid_before_it_was_invoiced(self):
        """Nothing is owed less for it before, and nothing for it afterwards."""
        known = self.known(history_of((0, 0, 30, 100, []), (0, 5, 35, 70, [(2, 70)]), (0, 6, 36, 10, [])))
        self.assertEqual(known.receivable.tolist(), [0, 100, 100])

    def test_invoiced_after_it_was_due(self):
        known = self.known(history_of((0, 10, 4, 100, []), (0, 10, 40, 10, []), (0, 12, 42, 10, [])))
        self.assertEqual(known.overdue.tolist(), [0, 100, 100])
        self.assertEqual(known.oldest_days_past_due.tolist(), [0, 6, 8])

    def test_customers_are_apart(self):
        known = self.known(history_of((0, 0, 1, 100, []), (1, 5, 35, 10, []), (0, 5, 35, 10, [])))
        self.assertEqual(known.receivable.tolist(), [0, 0, 100])

    def test_a_credit_note_is_no_payment(self):
        known = self.known(history_of((0, 0, 10, 100, [(40, 60, False), (12, 40)]), (0, 50, 60, 10, [])))
        self.assertEqual((known.receivable[1], known.days_beyond_terms[1]), (0, 2))

    def test_instalments_are_one_order(self):
        """One order of 300; its second half is not due when the first one is."""
        parts = [(0, 0, 30, 150, []), (0, 0, 60, 150, []), (0, 45, 75, 10, [])]
        history = history_of(*parts, invoice=[7, 7, 9])
        self.assertEqual(history.orders.amount.tolist(), [300, 10])
        self.assertEqual(history.orders.source.tolist(), [7, 9])
        self.assertEqual(history.orders.credit_days.tolist(), [60, 30])
        known = self.known(history)
        self.assertEqual((known.receivable[1], known.overdue[1], known.oldest_days_past_due[1]), (300, 150, 15))

    def test_what_is_no_order_is_owed(self):
        history = history_of((0, 3, 9, 80, []), (0, 3, 33, 10, []), invoice=[NO_ORDER, 4])
        self.assertEqual(self.known(history).receivable.tolist(), [80])

    def test_payments_not_matched(self):
        """They lower the exposure where the policy counts them, and are no longer there once matched."""
        moved = Movements(np.array([0, 0]), np.array([2, 8]) + DAY, np.array([-60.0, 60.0]))
        history = history_of((0, 0, 30, 100, []), (0, 4, 34, 55, []), (0, 9, 39, 1, []), limit=100, unallocated=moved)
        without = replace(POLICY, counted=frozenset())
        played = core.replay(history, [POLICY, without])
        self.assertEqual(played.columns.unallocated.tolist(), [0, -60, 0])
        self.assertEqual([one.held.tolist() for one in played.verdicts], [[False, False, True], [False, True, True]])

    def test_the_limit_of_the_day(self):
        history = history_of((0, 0, 30, 100, []), (0, 10, 40, 100, []), (0, 20, 50, 100, []))
        steps = Standings({0: [limited(500, 10, "AA"), limited(150, 20, "C")]})
        played = core.replay(replace(history, standings=steps), [POLICY])
        self.assertEqual(played.verdicts[0].held.tolist(), [False, False, True])
        self.assertEqual(played.grade.tolist(), ["", "AA", "C"])
        np.testing.assert_array_equal(played.limit, [np.nan, 500, 150])

    def test_what_else_is_known(self):
        """Of the customer and of the order: a rule for one team, another for one country."""
        rules = (
            Rule(1, "order_value", amount=5, scope=Scope(everybody=True, team_ids=frozenset({3}))),
            Rule(2, "order_value", amount=5, scope=Scope(everybody=True, country_ids=frozenset({8}))),
        )
        history = history_of(
            (0, 0, 1, 10, []), (1, 0, 1, 10, []), (1, 1, 2, 10, []),
            known={2: {"team_id": 3}}, customers={0: {"country_id": 8, "customer_id": 77}},
        )  # fmt: skip
        self.assertEqual(core.replay(history, [Policy(rules=rules)]).verdicts[0].rules, ((2,), (), (1,)))

    def test_held_orders_not_shipped(self):
        """The second is held; without it the third fits in, the fourth finds nothing overdue."""
        invoices = [
            (0, 0, 30, 600, [(30, 600)]), (0, 5, 15, 500, [(50, 500)]), (0, 6, 36, 300, [(36, 300)]),
            (0, 40, 70, 100, []),
        ]  # fmt: skip
        policy = replace(POLICY, rules=(LIMIT, OVERDUE))
        history = history_of(*invoices)
        life = core.replay(history, [policy]).verdicts[0]
        self.assertEqual(life.rules, ((), (1,), (1,), (2,)))
        without = core.replay(history, [policy], shipped=False).verdicts[0]
        self.assertEqual(without.rules, ((), (1,), (), ()))

    def test_nothing_to_play(self):
        history = history_of()
        played = core.replay(history, [POLICY])
        found = report.compare(core.replay(history, [POLICY, POLICY]), outcome.outcomes(played))
        self.assertEqual(found.first.figures, Figures())
        self.assertIsNone(found.first.figures.precision)


class TestProposedStandings(CoreCase):
    """Grades and limits as assessments would have proposed them."""

    def test_month_begins(self):
        first, last = (day_number(date(2025, 11, 20)), day_number(date(2026, 2, 1)))
        days = [day_of(number) for number in proposal.month_begins(first, last)]
        self.assertEqual(days, [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)])
        self.assertEqual(proposal.later(date(2026, 1, 31), 1), date(2026, 2, 28))

    def invoices(self, delay):
        """One of 1,000 a month for a year, thirty days net, paid so many days late."""
        return [(0, 30 * n, 30 * n + 30, 1000, [(30 * n + 30 + delay, 1000)]) for n in range(12)]

    def propose(self, *invoices, **more):
        ledger = ledger_of(*invoices)
        by_behaviour = proposal.ByBehaviour(ledger, proposal.one_card(CARD))
        days = proposal.month_begins(DAY, DAY + 365)
        return proposal.proposed(days, 1, by_behaviour, proposal.READY_GRADES, **more)

    def test_a_good_customer(self):
        """Paid ten days early. Known from February on, when the first has been paid: 150 % of 1,000 paid well.

        At the pace so far, 2,000 in no more than three months, 200 % of the purchases at terms would be 1,315.
        """
        found = self.propose(*self.invoices(-10))
        january, february = (found.on(0, day_number(date(2026, month, 1))) for month in (1, 2))
        self.assertEqual((january.grade, january.limit.state), ("", "not_assessed"))
        self.assertEqual((february.grade, february.limit.amount), ("AA", 1500))
        self.assertEqual(february.next_review, date(2026, 5, 1), "a first limit is looked at soon")
        later = self.propose(*self.invoices(-10), first_review=0).on(0, day_number(date(2026, 2, 1)))
        self.assertEqual(later.next_review, date(2027, 2, 1))
        self.assertEqual(found.on(0, DAY + 364), found.on(0, day_number(date(2026, 5, 1))), "then by the interval")

    def test_every_month(self):
        """AAA, with 12,000 in eleven months: × 12 / 10.97 × 30 / 365 × 200 % × 1.2; 1,800 of what was paid well."""
        found = self.propose(*self.invoices(-10), monthly=True).on(0, DAY + 364)
        self.assertEqual((found.since, found.limit.amount), (day_number(date(2026, 12, 1)), 2500))

    def test_a_bad_customer(self):
        found = self.propose(*self.invoices(60)).on(0, DAY + 364)
        self.assertEqual((found.grade, found.limit.amount, found.risk_class), ("D", 0, "high"))
