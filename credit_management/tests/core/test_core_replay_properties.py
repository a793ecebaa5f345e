from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ...core.replay import outcome, proposal, report
from ...core.replay import replay as core
from ...core.replay.known import columns
from .core_common import CoreCase
from .core_replay_common import AMOUNT, CARD, DAY, LIMIT, OVERDUE, POLICY, history_of


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
