from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core.cover import Decision, gives_more
from ...core.standing import Standing
from .cover_common import DAY, FIRST, ONE, drawn_covers, drawn_items, guarantee, insurance, item


def standing(covers, items, owed=None, terms=30):
    owed = sum(one.amount for one in items) if owed is None else owed
    return Standing(DAY, tuple(covers), tuple(items), owed, DAY, DAY + terms * ONE)


class TestStanding(TestCase):
    def test_what_is_owed_beside_the_items_is_covered_like_what_leaves_today(self):
        stand = standing([insurance()], [item(1, 400)])
        self.assertEqual(stand.uncovered(400, 600), 0)
        self.assertEqual(stand.uncovered(900, 600), 500)

    def test_without_covers_all_is_uncovered(self):
        self.assertEqual(standing([], [], owed=0.0).uncovered(700, 50), 750)

    def test_a_payment_and_a_reduction_that_fall_short_are_none(self):
        stand = standing([insurance()], [item(1, 800)])
        self.assertEqual(stand.payment(800, 700, 100, 0.01), 400)
        self.assertEqual(stand.reduction(800, 700, 100, 0.01), 400)
        self.assertIsNone(stand.reduction(1500, 700, 100, 0.01))
        late = standing([insurance(max_days=10)], [item(1, 800, terms=5)], terms=60)
        self.assertIsNone(late.payment(800, 700, 100, 0.01))

    def test_an_order_that_would_be_nothing_is_no_smaller_order(self):
        stand = standing([guarantee(500)], [item(1, 500)])
        self.assertIsNone(stand.reduction(500, 700, 0, 0.01))

    @given(drawn_covers(), drawn_items(), st.integers(1, 90), st.integers(0, 50))
    def test_remedies_clear_and_one_coin_less_does_not(self, covers, items, claim, allowed):
        claim, allowed = claim * 10.0, allowed * 10.0
        stand = standing(covers, items)
        exposure = stand.owed
        if stand.uncovered(exposure, claim) <= allowed + 0.5:
            return
        less = stand.reduction(exposure, claim, allowed, 1.0)
        if less is not None:
            self.assertLessEqual(stand.uncovered(exposure, claim - less), allowed + 0.5)
            self.assertGreater(stand.uncovered(exposure, claim - less + 1), allowed)
        if (paid := stand.payment(exposure, claim, allowed, 1.0)) is not None:
            self.assertGreater(paid, 0)
            self.assertLessEqual(paid, max(exposure, 1.0))

    def test_what_is_kept_of_it(self):
        stand = standing([insurance()], [item(1, 1200)])
        self.assertEqual(stand.to_plain(), {"covers": [1], "covered": 1000.0, "uncovered": 200.0})


class TestGivesMore(TestCase):
    def test_a_larger_limit_a_later_end_and_a_withdrawal_taken_back(self):
        given_ = Decision("approved", 1000, FIRST)
        before = insurance(given_)
        for more, decision in (
            (True, Decision("approved", 1001, DAY, sequence=1)),
            (False, Decision("reduced", 999, DAY, sequence=1)),
            (False, Decision("withdrawn", 0, DAY, sequence=1)),
            (False, Decision("investigating", 5000, DAY, sequence=1)),
            (True, Decision("approved", 1001, DAY + 50 * ONE, sequence=1)),
        ):
            self.assertEqual(gives_more(before, insurance(given_, decision), DAY), more, decision)
        gone = Decision("withdrawn", 0, DAY - ONE, sequence=1)
        back = Decision("approved", 10, DAY, sequence=2)
        self.assertTrue(gives_more(insurance(given_, gone), insurance(given_, gone, back), DAY))
        ending = Decision("approved", 1000, FIRST, DAY)
        self.assertTrue(gives_more(insurance(ending), before, DAY))
        self.assertFalse(gives_more(before, insurance(ending), DAY))

    def test_days_that_are_past_do_not_count(self):
        short = insurance(Decision("approved", 1000, DAY - 10 * ONE))
        self.assertFalse(gives_more(short, insurance(Decision("approved", 1000, FIRST)), DAY))
