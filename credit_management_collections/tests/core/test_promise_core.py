from dataclasses import replace
from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core.promise import Instalment, Promise, Receipt, broken_on, converted, history, judge, obstacles, plan
from .collections_common import DAY, ONE

TWO = Promise(
    DAY, (Instalment(DAY + 10 * ONE, 100.0), Instalment(DAY + 40 * ONE, 50.0)), frozenset({1}), grace=2, all_due=False
)


def receipts(*pairs):
    return [Receipt(DAY + days * ONE, float(amount)) for days, amount in pairs]


class TestJudged(TestCase):
    """A promise by what was really received."""

    def check(self, day, pairs, state, *parts, promise=TWO, holds=None):
        found = judge(promise, receipts(*pairs), DAY + day * ONE)
        self.assertEqual((found.state, *found.parts), (state, *parts))
        if holds is not None:
            self.assertEqual(found.holds, holds)
        return found

    def test_one_amount(self):
        one = replace(TWO, parts=TWO.parts[:1])
        self.check(12, [], "open", "open", promise=one, holds=True)
        self.check(13, [], "broken", "broken", promise=one, holds=False)
        self.check(13, [(12, 100)], "kept", "kept", promise=one, holds=False)
        self.check(20, [(13, 100)], "broken", "broken", promise=one)
        self.check(13, [(5, 99.99)], "partly", "partly", promise=one)
        self.check(3, [(2, 100)], "kept", "kept", promise=one)
        found = self.check(20, [(5, 60), (15, 30)], "partly", "partly", promise=one)
        self.assertEqual((found.received, found.in_time, found.missing), (90, 60, 10))

    def test_only_what_came_since(self):
        one = replace(TWO, parts=TWO.parts[:1])
        self.check(13, [(-1, 100)], "broken", "broken", promise=one)
        self.check(13, [(0, 100)], "kept", "kept", promise=one)
        # What comes later is not known yet.
        self.check(11, [(12, 100)], "open", "open", promise=one)

    def test_a_receipt_that_bounced(self):
        one = replace(TWO, parts=TWO.parts[:1])
        bounced = [Receipt(DAY + 9 * ONE, 100.0, bounced_on=DAY + 20 * ONE)]
        self.assertEqual(judge(one, bounced, DAY + 19 * ONE).state, "kept")
        self.assertEqual(judge(one, bounced, DAY + 20 * ONE).state, "broken")

    def test_instalments(self):
        self.check(13, [(10, 100)], "open", "kept", "open", holds=True)
        self.check(43, [(10, 100), (41, 50)], "kept", "kept", "kept")
        self.check(43, [(10, 100), (41, 20)], "partly", "kept", "partly")
        self.check(43, [(10, 100)], "partly", "kept", "broken")
        self.check(13, [(1, 150)], "kept", "kept", "kept")
        self.check(13, [], "open", "broken", "open", holds=True)
        self.check(43, [(20, 150)], "partly", "broken", "kept")
        self.check(43, [(20, 100)], "partly", "broken", "broken")
        self.check(43, [], "broken", "broken", "broken")

    def test_one_missed_part_makes_all_due(self):
        strict = replace(TWO, all_due=True)
        self.check(12, [], "open", "open", "open", promise=strict, holds=True)
        self.check(13, [], "broken", "broken", "open", promise=strict, holds=False)
        self.check(13, [(3, 10)], "partly", "partly", "open", promise=strict, holds=False)

    def test_cancelled(self):
        """What is past its day has no grace any more; what was not due yet is asked for no more."""

        def cancelled(day, **values):
            return replace(TWO, cancelled_on=DAY + day * ONE, **values)

        for all_due in (False, True):
            late = cancelled(11, all_due=all_due)
            found = self.check(11, [], "broken", "broken", "open", promise=late, holds=False)
            self.assertEqual(broken_on(found), DAY + 11 * ONE)
            self.check(60, [(11, 150)], "broken", "broken", "kept", promise=late)
            self.check(60, [(11, 100)], "broken", "broken", "open", promise=late, holds=False)
            self.check(11, [(10, 40)], "partly", "partly", "open", promise=late)
            self.check(60, [(10, 40), (20, 60)], "partly", "partly", "open", promise=late)
            self.check(11, [(10, 100)], "open", "kept", "open", promise=late)
        self.check(10, [], "open", "open", "open", promise=cancelled(10))
        self.check(13, [], "broken", "broken", "open", promise=cancelled(13))
        long_ago = self.check(30, [], "broken", "broken", "open", promise=cancelled(30))
        self.assertEqual(broken_on(long_ago), DAY + 13 * ONE, "the grace it had is not longer than it was")

    @given(
        st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=6),
        st.integers(0, 70),
        st.integers(0, 5),
        st.booleans(),
    )
    def test_more_money_never_judges_worse(self, pairs, day, grace, all_due):
        order = ("broken", "partly", "open", "kept")
        promise = replace(TWO, grace=grace, all_due=all_due)
        states = [judge(promise, receipts(*some), DAY + day * ONE) for some in (pairs[: len(pairs) // 2], pairs)]
        self.assertLessEqual(*(order.index(one.state) for one in states))
        for less, more in zip(*(one.parts for one in states), strict=True):
            if "open" not in (less, more):
                self.assertLessEqual(order.index(less), order.index(more))
        self.assertEqual(states[1].state == "kept", set(states[1].parts) == {"kept"})


class TestTaken(TestCase):
    def check(self, promise, *expected, owed=150.0, longest=60, promised=()):
        self.assertEqual(obstacles(promise, owed, longest, promised), list(expected))

    def test_obstacles(self):
        first, second = TWO.parts
        self.check(TWO)
        self.check(replace(TWO, parts=()), "empty")
        self.check(replace(TWO, parts=(replace(first, amount=0.0), second)), "not_positive")
        self.check(replace(TWO, parts=(replace(first, amount=float("nan")), second)), "not_positive")
        self.check(replace(TWO, made_on=DAY + 11 * ONE), "in_the_past")
        self.check(replace(TWO, parts=(second, first)), "out_of_order")
        self.check(replace(TWO, parts=(first, first)), "out_of_order", owed=200)
        self.check(TWO, "too_late", longest=39)
        self.check(TWO, "too_much", owed=149.99)
        self.check(TWO, "promised_already", promised=[1, 2])

    @given(st.integers(1, 10**7), st.integers(1, 24), st.sampled_from([0.01, 0.05, 1.0]))
    def test_a_plan_adds_up(self, units, count, coin):
        amount = round(units * coin, 2)
        parts = plan(amount, [DAY + number * 30 * ONE for number in range(count)], coin)
        self.assertAlmostEqual(sum(part.amount for part in parts), amount, 6)
        sizes = [part.amount for part in parts]
        self.assertLess(max(sizes) - min(sizes), coin * 1.01)

    def test_an_empty_plan(self):
        self.assertEqual(plan(100, [], 0.01), ())


class TestHistory(TestCase):
    def test_figures(self):
        self.assertEqual(history([]).kept_share, None)
        parts = [
            judge(replace(TWO, id=number, made_on=DAY + number * ONE), money, DAY + on * ONE)
            for number, money, on in (
                (1, receipts((5, 150)), 60),
                (2, receipts((5, 100), (10, 20)), 60),
                (3, [], 60),
                (4, [], 5),
            )
        ]
        found = history(parts)
        self.assertEqual((found.kept, found.partly, found.broken, found.open), (1, 1, 1, 1))
        self.assertAlmostEqual(found.kept_share, 1 / 3)
        self.assertAlmostEqual(found.amount_share, (150 + 120) / 450)
        self.assertEqual((found.broken_in_a_row, found.last_broken), (2, DAY + 43 * ONE))

    def test_a_small_kept_one_ends_no_row(self):
        """Who owes much of broken promises is not trusted again for a trifle that was paid."""
        last = DAY + 60 * ONE
        for amount, money, row, missing in (
            (74.99, [], 1, 150),
            (75.0, [], 0, 0),
            (10.0, [(50, 120)], 1, 30),
            (10.0, [(50, 150)], 0, 0),
        ):
            kept = Promise(DAY + 50 * ONE, (Instalment(last, amount),), id=2)
            pair = [judge(TWO, receipts(*money), last + ONE), judge(kept, receipts((55, amount)), last + ONE)]
            with self.subTest(amount=amount, money=money):
                self.assertEqual([one.state for one in pair], ["broken", "kept"])
                found = history(pair)
                self.assertEqual((found.broken_in_a_row, found.missing), (row, missing))

    def test_in_another_currency(self):
        found = judge(TWO, receipts((5, 120)), DAY + 60 * ONE)
        other = converted(found, 2.0)
        self.assertEqual((other.promise.amount, other.received, other.in_time, other.missing), (300, 240, 240, 60))
        self.assertEqual((other.state, other.parts), (found.state, found.parts))

    def test_the_day_it_was_broken(self):
        self.assertIsNone(broken_on(judge(TWO, receipts((1, 150)), DAY + 60 * ONE)))
        self.assertEqual(broken_on(judge(TWO, [], DAY + 60 * ONE)), DAY + 13 * ONE)
        self.assertEqual(broken_on(judge(TWO, receipts((1, 100)), DAY + 60 * ONE)), DAY + 43 * ONE)
        self.assertEqual(TWO.last, date(2026, 7, 27))
