from dataclasses import replace
from datetime import date, timedelta
from math import fsum
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core.promise import Instalment, Promise, Receipt, judge
from ...core.promise_terms import Owed, last_day, let_off, stands
from .collections_common import DAY, ONE

PLAN = Promise(DAY, (Instalment(DAY + 10 * ONE, 100.0), Instalment(DAY + 40 * ONE, 50.0)), grace=2, all_due=False)
ITEMS = (Owed(DAY - 20 * ONE, 90.0), Owed(DAY - 5 * ONE, 40.0), Owed(DAY + 5 * ONE, 80.0))


class TestPromiseTerms(TestCase):
    """What a plan released as terms lets off, and until when."""

    def off(self, day, *receipts, plan=PLAN, items=ITEMS):
        on = DAY + day * ONE
        return let_off(judge(plan, receipts, on), receipts, items, on)

    def test_the_oldest_up_to_what_was_promised(self):
        self.assertEqual(self.off(0), [(20, 90.0), (5, 40.0)])
        self.assertEqual(self.off(5), [(25, 90.0), (10, 40.0)], "due today is not past due")
        self.assertEqual(self.off(6), [(26, 90.0), (11, 40.0), (1, 20.0)])
        self.assertEqual(self.off(0, items=[Owed(DAY - ONE, 90.0, rate=2.0)]), [(1, 180.0)])

    def test_until_an_instalment_is_missed(self):
        self.assertTrue(self.off(12))
        self.assertEqual(self.off(13), [], "whatever the plan says of those after it")
        self.assertEqual(self.off(13, Receipt(DAY + 13 * ONE, 100.0)), [], "late is missed")
        self.assertTrue(self.off(42, Receipt(DAY + 12 * ONE, 100.0)))
        self.assertEqual(self.off(43, Receipt(DAY + 12 * ONE, 100.0)), [])
        for day, pairs, expected in ((0, (), 12), (11, ((10, 100.0),), 42), (13, (), None), (11, ((9, 150.0),), None)):
            judgement = judge(PLAN, [Receipt(DAY + on * ONE, amount) for on, amount in pairs], DAY + day * ONE)
            self.assertEqual(last_day(judgement), expected and DAY + expected * ONE)
            self.assertEqual(stands(judgement), expected is not None)

    def test_what_is_booked_is_not_let_off_beside_it(self):
        paid = Receipt(DAY + 2 * ONE, 100.0)
        self.assertEqual(self.off(3, paid), [(23, 50.0)])
        self.assertEqual(self.off(3, replace(paid, booked=False)), [(23, 90.0), (8, 40.0)], "waits for the bank")
        self.assertEqual(self.off(3, replace(paid, amount=150.0)), [], "all of it is paid")
        self.assertEqual(self.off(3, Receipt(DAY - ONE, 100.0)), [(23, 90.0), (8, 40.0)], "was there before")
        self.assertEqual(self.off(3, Receipt(DAY + 4 * ONE, 100.0)), [(23, 90.0), (8, 40.0)], "not known yet")

    @given(
        st.lists(st.tuples(st.integers(-60, 60), st.integers(1, 300)), max_size=6),
        st.lists(st.tuples(st.integers(0, 50), st.integers(1, 90), st.booleans()), max_size=5),
        st.integers(0, 60),
    )
    def test_never_more_than_is_past_due_or_promised(self, owed, came, day):
        items = [Owed(DAY + due * ONE, float(amount)) for due, amount in owed]
        receipts = [Receipt(DAY + on * ONE, float(amount), booked=booked) for on, amount, booked in came]
        found = self.off(day, *receipts, items=items)
        on = DAY + timedelta(days=day)
        booked = fsum(one.amount for one in receipts if one.booked and one.day <= on)
        self.assertLessEqual(fsum(amount for _days, amount in found), max(PLAN.amount - booked, 0.0) + 1e-6)
        for days in {days for days, _amount in found}:
            due = fsum(item.amount for item in items if (on - item.due).days == days)
            self.assertLessEqual(fsum(amount for age, amount in found if age == days), due + 1e-6)
            self.assertGreater(days, 0)
        if found:
            self.assertLessEqual(on, last_day(judge(PLAN, receipts, on)) or date.min)
