import math
from dataclasses import replace
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core.cover import Decision
from ...core.covered import (
    covering,
    days_after_end,
    less_credit,
    terms_beyond,
    uncovered_with,
)
from .cover_common import DAY, FIRST, ONE, deposit, drawn_covers, drawn_items, guarantee, insurance, item


class TestCovering(TestCase):
    """How much of each item is covered."""

    def check(self, covers, items, *expected, on=DAY):
        """Each item: what is covered, and the reasons why the rest is not."""
        found = covering(covers, items, on)
        self.assertEqual([(one.item.id, round(one.amount, 6), *one.reasons) for one in found.items], list(expected))
        return found

    def test_nothing(self):
        self.check([], [item(1, 100)], (1, 0, "no_cover"))
        self.check([guarantee(first=DAY + ONE)], [item(1, 100)], (1, 0, "no_cover"))
        self.check([insurance(rate=None)], [item(1, 100)], (1, 0, "no_cover"))
        self.check([guarantee(rate=None)], [item(1, 100)], (1, 0, "above"))
        self.assertEqual(covering([insurance()], [], DAY).uncovered, 0)

    def test_insured_share(self):
        found = self.check([insurance(share=90)], [item(1, 100)], (1, 90, "own_share"))
        self.assertEqual((found.covered, found.uncovered, found.of(1), found.of(2)), (90, 10, 90, 0))
        self.check([insurance()], [item(1, 100)], (1, 100))
        self.check([insurance(share=90)], [item(1, 5)], (1, 4.5, "own_share"))
        self.check([insurance(share=90), insurance(id=5)], [item(1, 5)], (1, 4.5, "own_share"))
        # Another insurer takes nothing of the own share; a deposit does.
        self.check([insurance(share=90), insurance(id=5)], [item(1, 100)], (1, 90, "own_share"))
        self.check([insurance(share=90), deposit(4)], [item(1, 100)], (1, 94, "above", "own_share"))
        self.check([insurance(share=90), deposit(10)], [item(1, 100)], (1, 100))

    def test_the_limit_of_the_shipment(self):
        cover = insurance(Decision("approved", 100, FIRST), Decision("withdrawn", first=DAY - 10 * ONE))
        self.check([cover], [item(1, 80, 11), item(2, 50, 10)], (1, 80), (2, 0, "no_limit"))
        self.check([cover], [item(1, 80, 12), item(2, 50, 11)], (1, 80), (2, 20, "above"))
        reduced = insurance(Decision("approved", 100, FIRST), Decision("reduced", 60, DAY - 10 * ONE))
        self.check([reduced], [item(1, 80, 20), item(2, 50, 5)], (1, 80), (2, 0, "above"))
        self.check([reduced], [item(1, 40, 20), item(2, 50, 5)], (1, 40), (2, 20, "above"))
        raised = insurance(Decision("approved", 60, FIRST), Decision("approved", 100, DAY, request="increase"))
        self.check([raised], [item(1, 80, 20), item(2, 50)], (1, 60, "above"), (2, 40, "above"))
        again = Decision("approved", 100, DAY - 2 * ONE, request="increase")
        up_and_down = replace(reduced, decisions=(*reduced.decisions, again))
        three = [item(1, 80, 20), item(2, 50, 5), item(3, 50)]
        self.check([up_and_down], three, (1, 80), (2, 0, "above"), (3, 20, "above"))
        self.check([insurance(Decision("approved", 0.5, FIRST))], [item(1, 10)], (1, 0.5, "above"))
        self.check([insurance()], [item(1, 10, 201)], (1, 0, "no_limit"))
        # The policy is over, what was shipped while it stood is covered.
        self.check([insurance(last=DAY - 10 * ONE)], [item(1, 5, 10), item(2, 5, 9)], (1, 5), (2, 0, "no_limit"))

    def test_the_oldest_first_in_whatever_order_they_come(self):
        cover = insurance(Decision("approved", 100, FIRST))
        self.check([cover], [item(1, 80, 1), item(2, 80, 2)], (2, 80), (1, 20, "above"))

    def test_the_most_a_policy_pays(self):
        cover = insurance(amount=100, share=90)
        found = self.check(
            [cover], [item(1, 100, 2), item(2, 100, 1)], (1, 90, "own_share"), (2, 10, "above", "own_share")
        )
        self.assertEqual(found.of(1), 100)

    def test_left_out_by_the_policy(self):
        cover = insurance(max_days=60, reporting_days=20)
        self.check([cover], [item(1, 5, 0, 60)], (1, 5))
        self.check([cover], [item(1, 5, 0, 61)], (1, 0, "long_terms"))
        self.check([cover], [item(1, 5, excluded=True)], (1, 0, "excluded"))
        self.check([cover], [item(1, 5, 50, 30)], (1, 5))
        self.check([cover], [item(1, 5, 51, 30)], (1, 0, "not_reported"))
        in_time = item(1, 5, 90, 30, reported_on=DAY - 40 * ONE)
        self.check([cover], [in_time], (1, 5))
        self.check([cover], [replace(in_time, reported_on=DAY - 39 * ONE)], (1, 0, "not_reported"))
        # What is left out uses nothing of the limit.
        small = insurance(Decision("approved", 10, FIRST), max_days=60)
        self.check([small], [item(1, 9, 2, 90), item(2, 10, 1)], (1, 0, "long_terms"), (2, 10))

    def test_others(self):
        found = self.check([guarantee(100)], [item(1, 80, 1), item(2, 80)], (1, 80), (2, 20, "above"))
        self.assertEqual([one.own_share for one in found.items], [0, 0])
        # The oldest due first, whenever it was invoiced.
        self.check([guarantee(100)], [item(1, 80, 5, 60), item(2, 80)], (1, 20, "above"), (2, 80))
        ending = guarantee(100, last=DAY + 30 * ONE)
        self.check([ending], [item(1, 80)], (1, 80))
        self.check([ending], [item(1, 80, 0, 31)], (1, 0, "ends_before_due"))
        self.check([replace(ending, call_days=1)], [item(1, 80)], (1, 0, "ends_before_due"))
        self.check([deposit(100, last=DAY)], [item(1, 80)], (1, 80))
        self.check([deposit(100, last=DAY - ONE)], [item(1, 80)], (1, 0, "no_cover"))
        for kind in ("retention", "mortgage"):
            self.check([deposit(100, kind=kind, share=50)], [item(1, 80, 0, 999)], (1, 50, "above"))

    def test_what_ends_first_is_used_first(self):
        first, second = guarantee(50, last=DAY + 40 * ONE, id=7), guarantee(50, last=DAY + 99 * ONE, id=4)
        found = self.check(
            [second, deposit(50), first],
            [item(1, 60), item(2, 60, 0, 90)],
            (1, 60),
            (
                2,
                90 - 30,
            ),
        )
        self.assertEqual((found.of(7), found.of(4), found.of(3)), (50, 50, 20))

    def test_several_reasons_once_each(self):
        covers = [insurance(Decision("approved", 10, FIRST)), guarantee(5, id=6), guarantee(5, id=8)]
        self.check(covers, [item(1, 100)], (1, 20, "above"))
        self.check([insurance(max_days=5), guarantee(5)], [item(1, 100)], (1, 5, "long_terms", "above"))

    @given(drawn_covers(), drawn_items())
    def test_never_more_than_owed_nor_than_a_cover_pays(self, stands, open_items):
        found = covering(stands, open_items, DAY)
        self.assertEqual(sorted(one.item.id for one in found.items), [one.id for one in open_items])
        for one in found.items:
            self.assertLessEqual(one.amount, one.item.amount + 1e-6)
            self.assertEqual(bool(one.reasons), one.uncovered > 1e-9)
        for cover in stands:
            self.assertLessEqual(found.of(cover.id), cover.capacity + 1e-6)
        owed = math.fsum(one.amount for one in open_items)
        self.assertAlmostEqual(found.covered + found.uncovered, owed, 6)
        self.assertAlmostEqual(math.fsum(found.of(cover.id) for cover in stands), found.covered, 6)
        self.assertLessEqual(found.uncovered, covering(stands[:1], open_items, DAY).uncovered + 1e-6)

    @given(drawn_items(), st.integers(0, 60), st.integers(0, 12))
    def test_a_withdrawal_takes_nothing_of_what_was_shipped_before(self, open_items, days, hundreds):
        day = DAY - days * ONE
        before = insurance(share=90)
        after = replace(before, decisions=(*before.decisions, Decision("reduced", hundreds * 100.0, day, sequence=1)))
        kept = {one.item.id: one.amount for one in covering([before], open_items, DAY).items}
        for one in covering([after], open_items, DAY).items:
            if one.item.invoiced < day:
                self.assertEqual(one.amount, kept[one.item.id])
            elif not hundreds:
                self.assertEqual(one.amount, 0)

    def test_credits_pay_the_oldest_due(self):
        found = [item(1, 100), item(2, 50, 10), item(3, 50, 10)]
        self.assertEqual(less_credit(found, 0), [found[1], found[2], found[0]])
        self.assertEqual(less_credit(found, -5), [found[1], found[2], found[0]])
        self.assertEqual(less_credit(found, 50), [found[2], found[0]])
        self.assertEqual([one.amount for one in less_credit(found, 70)], [30, 100])
        self.assertEqual(less_credit(found, 500), [])


class TestOrder(TestCase):
    """What rules look at."""

    def test_uncovered(self):
        covers, found = [insurance(Decision("approved", 100, FIRST))], [item(1, 80, 5)]
        self.assertEqual(uncovered_with(covers, found, item(9, 50), DAY), 30)
        self.assertEqual(uncovered_with([], found, item(9, 50), DAY), 130)

    def test_terms(self):
        order = item(9, 50, 0, 90)
        for covers, expected in [
            ([], None),
            ([guarantee()], None),
            ([insurance(max_days=60)], 30),
            ([insurance(max_days=90)], 0),
            ([insurance()], 0),
            ([insurance(max_days=60), insurance(max_days=80, id=5)], 10),
            ([insurance(max_days=60), insurance(id=5)], 0),
            ([insurance(Decision("withdrawn", first=DAY), max_days=60)], None),
            ([insurance(Decision("approved", 0.5, FIRST), max_days=60)], 30),
        ]:
            self.assertEqual(terms_beyond(covers, order), expected)

    def test_end(self):
        order = item(9, 50, 0, 30)
        for covers, expected in [
            ([], None),
            ([insurance(), deposit()], None),
            ([guarantee(last=DAY + 30 * ONE)], 0),
            ([guarantee(last=DAY + 29 * ONE)], 1),
            ([guarantee(last=DAY + 30 * ONE, call_days=10)], 10),
            ([guarantee(last=DAY + 20 * ONE), guarantee(last=DAY + 25 * ONE)], 5),
            ([guarantee(last=None)], 0),
            ([guarantee(last=DAY - ONE)], None),
            ([guarantee(0)], None),
        ]:
            self.assertEqual(days_after_end(covers, order, DAY), expected)
