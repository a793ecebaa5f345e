import math
from dataclasses import replace
from unittest import TestCase

from hypothesis import given

from ...core.cover import Decision
from ...core.covered import covering, is_lost, report_by
from ...core.deadlines import Deadline, claim_from, claimable, deadlines
from ...core.loss import Worth, cost, uncovered_by_band
from .cover_common import DAY, FIRST, ONE, deposit, drawn_covers, drawn_items, guarantee, insurance, item


class TestDeadlines(TestCase):
    """What is to be done in time."""

    def check(self, cover, items, *expected, lead=30, on=DAY):
        self.assertEqual(deadlines([cover], covering([cover], items, on), on, lead), list(expected))

    def test_expiry(self):
        end = DAY + 30 * ONE
        self.check(deposit(last=end), [item(1, 40)], Deadline(end, "expiry", 3, 40))
        self.check(deposit(last=end), [], lead=29)
        self.check(deposit(last=DAY), [], Deadline(DAY, "expiry", 3, 0))
        self.check(deposit(last=DAY - ONE), [])
        self.check(deposit(), [item(1, 40)])
        self.check(deposit(first=DAY + 31 * ONE, last=DAY + 40 * ONE), [], lead=40, on=DAY - 10 * ONE)

    def test_call(self):
        end = DAY + 20 * ONE
        cover = guarantee(last=end, call_days=5)
        self.check(
            cover,
            [item(1, 40, 30)],
            Deadline(end - 5 * ONE, "call", 2, 40),
            Deadline(end, "expiry", 2, 40),
        )
        self.check(cover, [], Deadline(end, "expiry", 2, 0))
        self.check(replace(cover, call_days=21), [item(1, 40, 60)], Deadline(end, "expiry", 2, 40))

    def test_reports(self):
        cover = insurance(reporting_days=20)
        due = DAY - 5 * ONE
        late = item(1, 40, 35, 30)
        self.check(cover, [late], Deadline(due + 20 * ONE, "report", 1, 40, 1))
        self.check(cover, [late], lead=14)
        self.check(cover, [replace(late, reported_on=DAY)])
        self.check(cover, [item(1, 40, 30, 30)])  # due today
        lost = item(1, 40, 60, 30)
        self.check(cover, [lost], Deadline(lost.due + 21 * ONE, "lost", 1, 40, 1))
        self.check(insurance(), [lost])
        self.check(insurance(Decision("withdrawn", first=FIRST), reporting_days=20), [late])
        self.assertIsNone(report_by(insurance(), late))
        self.assertEqual(report_by(cover, late), due + 20 * ONE)
        self.assertFalse(is_lost(cover, late, due + 20 * ONE))
        self.assertTrue(is_lost(cover, late, due + 21 * ONE))

    def test_limits(self):
        soon = DAY + 10 * ONE
        limited = insurance(Decision("approved", 100, FIRST, soon))
        self.check(limited, [], Deadline(soon, "limit_expiry", 1, 100))
        self.check(limited, [], lead=9)
        less = insurance(Decision("approved", 100, FIRST), Decision("reduced", 30, soon))
        self.check(less, [], Deadline(soon, "reduced", 1, 70))
        self.check(less, [], lead=9)
        self.check(less, [], on=soon + ONE)
        self.check(less, [], Deadline(soon, "reduced", 1, 70), on=soon)
        gone = insurance(Decision("approved", 100, FIRST), Decision("withdrawn", first=soon))
        self.check(gone, [], Deadline(soon, "reduced", 1, 100))
        more = insurance(Decision("approved", 100, FIRST), Decision("approved", 130, soon))
        self.check(more, [])
        self.check(insurance(Decision("approved", 100)), [])
        self.check(insurance(Decision("withdrawn", 0, DAY - ONE, DAY)), [])

    def test_to_the_day(self):
        """Today and the last day that is looked at both count."""
        soon = DAY + 10 * ONE
        calls = guarantee(0.5, last=soon + 5 * ONE, call_days=5)
        self.check(calls, [item(1, 0.5, 30)], Deadline(soon, "call", 2, 0.5), lead=10)
        self.check(calls, [item(1, 0.5, 30)], lead=9)
        self.assertEqual(
            [one.kind for one in deadlines([calls], covering([calls], [item(1, 1, 30)], soon), soon, 0)], ["call"]
        )
        limited = insurance(Decision("approved", 0.5, FIRST, soon))
        self.check(limited, [], Deadline(soon, "limit_expiry", 1, 0.5), lead=10)
        self.check(limited, [], Deadline(soon, "limit_expiry", 1, 0.5), on=soon, lead=0)
        less = insurance(Decision("approved", 1, FIRST), Decision("reduced", 0.5, soon))
        self.check(less, [], Deadline(soon, "reduced", 1, 0.5), lead=10)
        next_day = insurance(Decision("approved", 9, soon - ONE), Decision("reduced", 4, soon))
        self.check(next_day, [], Deadline(soon, "reduced", 1, 5))
        same = insurance(Decision("approved", 9, FIRST), Decision("approved", 9, soon))
        self.check(same, [])
        reports = insurance(Decision("approved", 0.5, FIRST), reporting_days=20)
        items = [item(1, 5), item(2, 40, 35, 30)]
        self.check(reports, items, Deadline(DAY + 15 * ONE, "report", 1, 40, 2), lead=15)
        self.check(reports, items, lead=14)

    def test_in_order(self):
        cover = insurance(reporting_days=20, last=DAY + 3 * ONE)
        found = deadlines([cover, deposit(last=DAY + ONE)], covering([cover], [item(1, 5, 35, 30)], DAY), DAY, 30)
        self.assertEqual([one.kind for one in found], ["expiry", "expiry", "report"])
        self.assertEqual([one.cover_id for one in found], [3, 1, 1])

    def test_claims(self):
        cover = insurance(waiting_days=60, share=90)
        late = item(1, 100, 90, 30)
        self.assertEqual(claim_from(cover, late), DAY)
        found = covering([cover], [late, item(2, 100, 89, 30), item(3, 100)], DAY)
        self.assertEqual(claimable(cover, found, DAY), 90)
        self.assertEqual(claimable(cover, found, DAY + ONE), 180)
        self.assertEqual(claimable(replace(cover, id=9), found, DAY), 0)
        at_once = covering([guarantee()], [item(1, 100, 30, 30)], DAY)
        self.assertEqual(claimable(guarantee(), at_once, DAY), 0)
        self.assertEqual(claimable(guarantee(), at_once, DAY + ONE), 100)


class TestLoss(TestCase):
    """Provision and worth."""

    def test_bands(self):
        found = covering([insurance(share=90)], [item(1, 100), item(2, 200, 31, 30), item(3, 50, 61, 30)], DAY)
        self.assertEqual([round(one, 6) for one in uncovered_by_band(found, (0, 1, 31), DAY)], [10, 20, 5])
        self.assertEqual(uncovered_by_band(covering([], [], DAY), (0, 1), DAY), (0, 0))
        bare = covering([], [item(1, 100, 30, 30), item(2, 7, 0, 90)], DAY)
        self.assertEqual(uncovered_by_band(bare, (0, 1, 31), DAY), (107, 0, 0))

    @given(drawn_covers(), drawn_items())
    def test_bands_add_up(self, stands, open_items):
        found = covering(stands, open_items, DAY)
        self.assertAlmostEqual(math.fsum(uncovered_by_band(found, (0, 1, 31, 61), DAY)), found.uncovered, 6)

    def test_worth(self):
        self.assertEqual(Worth(100, 20, 30).benefit, 50)
        self.assertEqual(Worth(100, 20, 30).saved, 80)
        self.assertIsNone(Worth(None, 20, 30).benefit)
        self.assertIsNone(Worth(100, None, 30).saved)
        self.assertEqual(cost(0.25, 1_000_000), 2500)
        self.assertEqual(cost(0.25, 1_000_000, (50, 20), 5000), 5070)
