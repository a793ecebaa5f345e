from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ...core.assessment.items import Ledger, day_number
from ...core.assessment.ready_cards import STEADY_BEHAVIOUR
from ...core.assessment.scorecard import Scorecard
from ...core.exposure.exposure import COUNTED_BY_DEFAULT
from ...core.limit.limits import LIMITED, EffectiveLimit
from ...core.policy.kinds import WARN
from ...core.policy.policy import Policy, Rule, Scope
from ...core.replay import outcome, proposal, report
from ...core.replay import replay as core
from ...core.replay.figures import Figures, by_rule, figures, held_by
from ...core.replay.history import History, Movements
from ...core.replay.known import columns
from ...core.replay.orders import NO_ORDER, day_of, orders_of
from ...core.replay.standing import Standing, Standings
from .core_common import CoreCase

CARD = Scorecard(STEADY_BEHAVIOUR, coverage_min=50)
DAY = day_number(date(2026, 1, 1))
EVERYBODY = Scope(everybody=True)
LIMIT = Rule(1, "exposure")
OVERDUE = Rule(2, "overdue_days", days=10, scope=EVERYBODY)
AMOUNT = Rule(3, "overdue_amount", amount=50, scope=EVERYBODY, effect=WARN)
POLICY = Policy(rules=(LIMIT, OVERDUE, AMOUNT), counted=COUNTED_BY_DEFAULT)


def ledger_of(*invoices, customers=1):
    """Invoices as (customer, day, due, amount, settlements); a settlement is (day, amount[, is_payment])."""
    settled = [(item, *one, True)[:4] for item, (*_own, every) in enumerate(invoices) for one in every]
    columns = list(zip(*(own[:4] for own in invoices), strict=True)) or [()] * 4
    rows = list(zip(*settled, strict=True)) or [()] * 4
    return Ledger(
        customers,
        np.array(columns[0], np.int64),
        np.array(columns[1], np.int64) + DAY,
        np.array(columns[2], np.int64) + DAY,
        np.array(columns[3], float),
        np.array(rows[0], np.int64),
        np.array(rows[1], np.int64) + DAY,
        np.array(rows[2], float),
        np.array(rows[3], bool),
    )


def limited(amount, since=-1000, grade="A"):
    return Standing(since + DAY, limit=EffectiveLimit(LIMITED, amount), grade=grade)


def history_of(*invoices, limit=1000, invoice=None, known=None, **more):
    customers = max((own[0] for own in invoices), default=0) + 1
    ledger = ledger_of(*invoices, customers=customers)
    standings = Standings({number: [limited(limit)] for number in range(customers)})
    return History(ledger, orders_of(ledger, invoice, known), standings, **more)


# Worked out by hand: 400 paid in time, 500 paid 40 days late in two parts, 300 while that is owed, 200 open.
EXAMPLE = (
    (0, 0, 30, 400, [(20, 400)]),
    (0, 25, 55, 500, [(70, 100), (95, 400)]),
    (0, 60, 90, 300, [(90, 300)]),
    (0, 80, 110, 700, [(111, 700)]),
    (0, 120, 150, 200, []),
)


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


class TestReplayReport(CoreCase):
    """Outcomes of the orders, and the figures that follow."""

    def setUp(self):
        super().setUp()
        self.policy = replace(POLICY, rules=(LIMIT, OVERDUE, AMOUNT))
        self.played = core.replay(history_of(*EXAMPLE), [self.policy, replace(self.policy, rules=(AMOUNT,))])

    def test_outcomes(self):
        """Of 500, 400 came 40 days late; the rest in time. The last is open: 20 days past due, so not known yet."""
        found = outcome.outcomes(self.played, DAY + 170)
        self.assertEqual(found.late_amount.tolist(), [0, 400, 0, 0, 0])
        np.testing.assert_allclose(found.days_late, [-10, (1500 + 16000) / 500, 0, 1, 20])
        self.assertEqual(found.unknown.tolist(), [False] * 4 + [True])
        self.assertEqual(found.good.tolist(), [True, False, True, True, False])

    def test_open_and_late(self):
        found = outcome.outcomes(self.played, DAY + 181)
        self.assertEqual(found.late_amount.tolist(), [0, 400, 0, 0, 200])

    def test_late_at_all(self):
        found = outcome.outcomes(self.played, DAY + 150, late_days=0)
        self.assertEqual(found.late_amount.tolist(), [0, 500, 0, 700, 0])

    def test_as_known_on_a_day(self):
        """On day 84 only 100 have come of the second; what is open is not yet 30 days past due."""
        found = outcome.outcomes(self.played, DAY + 84)
        self.assertEqual(found.unknown.tolist(), [False, True, True, True, True])
        self.assertEqual(found.open_amount[1], 400)

    def test_figures(self):
        """Of five orders one is held, of 700 and good; the late 400 pass."""
        found = outcome.outcomes(self.played, DAY + 170)
        verdicts = self.played.verdicts[0]
        told = figures(self.played, found, verdicts.held, verdicts.warned)
        self.assertEqual((told.orders, told.amount, told.held, told.held_amount), (5, 2100, 1, 700))
        self.assertEqual((told.warned, told.warned_amount), (1, 300))
        self.assertEqual((told.late, told.late_amount, told.late_held_amount), (1, 400, 0))
        self.assertEqual((told.good, told.good_held, told.unknown), (3, 1, 1))
        self.assertEqual(told.late_money_held, 0)
        self.assertAlmostEqual(told.good_orders_held, 1 / 3)
        self.assertEqual(told.precision, 0)
        self.assertEqual(told.share_held, 0.2)

    def test_by_rule(self):
        found = outcome.outcomes(self.played, DAY + 170)
        told = by_rule(self.played, found, self.played.verdicts[0])
        self.assertEqual(
            {name: (every.held, alone.held) for name, (every, alone) in told.items()}, {1: (1, 0), 2: (1, 0)}
        )

    def test_side_by_side(self):
        found = report.compare(self.played, outcome.outcomes(self.played, DAY + 170))
        self.assertEqual(
            {name: cell.orders for name, cell in found.cells.items()},
            {"both": 0, "only_first": 1, "only_second": 0, "neither": 4},
        )
        self.assertEqual(found.cells["neither"].late_amount, 400)
        self.assertEqual(list(found.first.by_month), ["2026-01", "2026-03", "2026-05"])
        self.assertEqual((found.first.figures.held, found.second.figures.held), (1, 0))

    def test_exposure_avoided(self):
        """700 from day 80 to day 110, of the 121 days from the first order to the last."""
        found = report.owed(self.played, self.played.verdicts[0].held)
        self.assertEqual(found.largest, 700)
        self.assertAlmostEqual(found.average, 700 * 31 / 121)
        self.assertEqual(report.owed(self.played, np.zeros(5, bool)), report.Avoided())

    def test_the_highest_scores(self):
        scores = np.array([3, np.nan, 9, 5, 5])
        self.assertEqual(held_by(scores, 1).tolist(), [False, False, True, False, False])
        self.assertEqual(held_by(scores, 2).tolist(), [False, False, True, False, False])
        self.assertEqual(held_by(scores, 3).tolist(), [False, False, True, True, True])
        self.assertEqual(held_by(scores, 9).tolist(), [True, False, True, True, True])
        self.assertFalse(held_by(scores, 0).any())
        by_size = held_by(scores, 100, np.array([1, 1, 70, 20, 10]))
        self.assertEqual(by_size.tolist(), [False, False, True, True, True])


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


def drawn():
    """Invoices of three customers over four months, some on the same day, paid in parts, early, late or never."""
    day, size = st.integers(0, 120), st.integers(1, 500)
    invoice = st.tuples(
        st.integers(0, 2), day, st.integers(-5, 40), size, st.lists(st.tuples(st.integers(-20, 90), st.integers(1, 3))
                                                                    , max_size=2),
        st.booleans(),
    )  # fmt: skip
    return st.lists(invoice, min_size=1, max_size=12).map(lambda many: tuple(map(_invoice, many)))


def _invoice(drawn):
    customer, day, terms, amount, parts, is_payment = drawn
    settled = [(day + later, amount * share / 6, is_payment) for later, share in parts]
    return customer, day, day + terms, amount, settled


class TestReplayProperties(CoreCase):
    """For any ledger, the same as counting by hand, and nothing of the future."""

    @settings(max_examples=200, deadline=None)
    @given(drawn(), st.integers(0, 2))
    def test_the_same_as_one_by_one(self, invoices, lag):
        history = history_of(*invoices, lag=lag)
        known = columns(history)
        for row in range(len(history.orders)):
            expected = self.by_hand(invoices, history.orders, row, lag)
            found = [getattr(known, name)[row] for name in expected]
            np.testing.assert_allclose(found, list(expected.values()), atol=0.011, err_msg=str(list(expected)))

    def by_hand(self, invoices, orders, row, lag):
        number = orders.source[row]
        customer, day, *_rest = invoices[number]
        earlier = [one for other, one in enumerate(invoices) if one[0] == customer and (one[1], other) < (day, number)]
        rests = [(one, one[3] - sum(a for at, a, _paid in one[4] if max(at + lag, one[1]) <= day)) for one in earlier]
        overdue = [(one, rest) for one, rest in rests if rest > 0.005 and one[2] < day]
        paid = [
            (at - one[2], amount)
            for one in invoices
            for at, amount, is_payment in one[4]
            if one[0] == customer and one[1] < day and is_payment and at + lag <= day and day - at < 365
        ]
        money = sum(amount for _late, amount in paid)
        return {
            "receivable": sum(rest for _one, rest in rests),
            "overdue": sum(rest for _one, rest in overdue),
            "oldest_days_past_due": max((day - one[2] for one, _rest in overdue), default=0),
            "days_beyond_terms": sum(late * amount for late, amount in paid) / money if money else np.nan,
            "earlier_orders": len(earlier),
        }

    @settings(max_examples=150, deadline=None)
    @given(drawn(), drawn(), st.integers(0, 120), st.booleans())
    def test_nothing_of_the_future(self, invoices, others, cut, shipped):
        """Other invoices and other payments after a day leave every decision up to that day as it was."""
        then = [
            (*own[:4], [one for one in own[4] if one[0] <= cut] + [(cut + 1, 0.5)]) for own in invoices if own[1] <= cut
        ]
        then += [own for own in others if own[1] > cut]
        before = [
            self.decisions(many, cut, shipped) for many in (invoices, then, [own for own in then if own[1] <= cut])
        ]
        self.assertEqual(before[0], before[1])
        self.assertEqual(before[0], before[2])

    def decisions(self, invoices, cut, shipped):
        if not invoices:
            return []
        history = history_of(*invoices, limit=300)
        history = replace(history, standings=self.standings(history.ledger))
        played = core.replay(history, [POLICY], last=DAY + cut, shipped=shipped)
        return [(verdict, warning, grade, round(amount, 6)) for verdict, warning, grade, amount in zip(
            played.verdicts[0].rules, played.verdicts[0].warnings, played.grade, played.amount, strict=True
        )]  # fmt: skip

    def standings(self, ledger):
        """As proposed: they must know nothing of the future either."""
        by_behaviour = proposal.ByBehaviour(ledger, proposal.one_card(CARD))
        days = proposal.month_begins(DAY, DAY + 125)
        return proposal.proposed(days, ledger.customers, by_behaviour, proposal.READY_GRADES)

    @settings(max_examples=100, deadline=None)
    @given(drawn())
    def test_not_shipped_is_what_the_ledger_without_them_gives(self, invoices):
        """Decided again on a ledger without the orders held before it, each order gets the same answer."""
        history = history_of(*invoices, limit=300)
        policy = replace(POLICY, rules=(LIMIT, OVERDUE))
        played = core.replay(history, [policy], shipped=False)
        held = []
        for row, rules in enumerate(played.verdicts[0].rules):
            number = history.orders.source[row]
            kept = [own for other, own in enumerate(invoices) if other not in held]
            again = history_of(*kept, limit=300)
            place = [other for other in range(len(invoices)) if other not in held].index(number)
            row_again = again.orders.source.tolist().index(place)
            self.assertEqual(core.replay(again, [policy]).verdicts[0].rules[row_again], rules)
            if rules:
                held.append(number)

    @settings(max_examples=60, deadline=None)
    @given(drawn(), st.integers(0, 40))
    def test_parts_add_up(self, invoices, late_days):
        played = core.replay(history_of(*invoices, limit=300), [POLICY, replace(POLICY, rules=(AMOUNT, LIMIT))])
        found = report.compare(played, outcome.outcomes(played, late_days=late_days))
        for side in (found.first, found.second):
            for parts in (side.by_grade, side.by_month):
                for name in ("orders", "held", "late", "good", "unknown", "late_amount", "held_amount"):
                    total = sum(getattr(one, name) for one in parts.values())
                    self.assertAlmostEqual(total, getattr(side.figures, name), places=4)
            self.assertEqual(side.figures.late + side.figures.good + side.figures.unknown, side.figures.orders)
            self.assertLessEqual(side.avoided.largest, found.exposure.largest + 0.01)
        self.assertEqual(found.cells["both"].orders + found.cells["only_first"].orders, found.first.figures.held)
        self.assertEqual(found.cells["both"].orders + found.cells["only_second"].orders, found.second.figures.held)
