from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ...core.exposure import aging
from ...core.exposure.aging import Line
from ...core.exposure.exposure import CATEGORIES, RECEIVABLE, UNALLOCATED, Exposure
from .core_common import CoreCase

STARTS = st.sets(st.integers(1, 400), max_size=8).map(lambda starts: [0, *sorted(starts)])
DAY = date(2026, 11, 21)


class TestCoreAging(CoreCase):
    """Ages and buckets, and the sums held against a limit: plain data, no database."""

    def test_due_today_is_not_past_due(self):
        for days, expected in ((-1, 0), (0, 0), (1, 1), (365, 365)):
            self.assertEqual(aging.days_past_due(DAY - timedelta(days), DAY), expected)

    def test_usual_buckets(self):
        self.assertEqual(
            aging.bucket_spans(aging.DEFAULT_STARTS),
            [(0, 0), (1, 30), (31, 60), (61, 90), (91, 120), (121, None)],
        )

    @given(starts=STARTS, age=st.integers(-400, 800))
    def test_every_age_falls_in_the_one_bucket_that_spans_it(self, starts, age):
        index = aging.bucket_index(age, starts)
        first, last = aging.bucket_spans(starts)[index]
        self.assertTrue(first <= max(age, 0) and (last is None or age <= last))

    @given(starts=STARTS)
    def test_spans_leave_neither_gap_nor_overlap(self, starts):
        spans = aging.bucket_spans(starts)
        for (_first, last), (following, _last) in pairwise(spans):
            self.assertEqual(last + 1, following)
        self.assertIsNone(spans[-1][1])

    @given(st.dictionaries(st.sampled_from(CATEGORIES), st.integers(-(10**9), 10**9)), st.integers(0, 10**9))
    def test_what_is_available_and_what_is_owed_make_up_the_limit(self, amounts, limit):
        exposure = Exposure(amounts)
        self.assertEqual(exposure.available(limit) + exposure.total, limit)

    def test_only_counted_categories_add_up(self):
        amounts = {RECEIVABLE: 100.0, UNALLOCATED: -30.0}
        self.assertEqual(Exposure(amounts).total, 70)
        self.assertEqual(Exposure(amounts, counted=frozenset({RECEIVABLE})).total, 100)

    def test_utilisation_of_no_limit_says_nothing(self):
        exposure = Exposure({RECEIVABLE: 50.0})
        self.assertEqual(exposure.utilisation(200), 0.25)
        self.assertIsNone(exposure.utilisation(0))

    def test_a_line_of_the_report(self):
        line = Line(7, 2, (100.0, 50.0, 0.0), -30.0)
        self.assertEqual(line.amounts, [100.0, 50.0, 0.0, 150.0, -30.0, 120.0])
        self.assertEqual(line.shares, [66.7, 33.3, 0.0])
        self.assertIsNone(Line(0, 1, (0.0, 0.0), -5.0).shares)

    @given(st.lists(st.floats(0, 1e9).map(lambda amount: round(amount, 2)), min_size=1, max_size=9))
    def test_shares_add_up(self, amounts):
        line = Line(0, 1, tuple(amounts))
        if line.receivable:
            self.assertAlmostEqual(sum(line.shares), 100, 6)
            self.assertGreaterEqual(min(line.shares), 0)
