from hypothesis import given
from hypothesis import strategies as st

from ...core.overview import KEPT, LIVE, NOTHING, source, spread
from .core_common import CoreCase

places = st.one_of(st.none(), st.integers(1, 5))
cells = st.lists(st.tuples(places, places, st.integers(-1000, 1000)))


class TestCoreOverview(CoreCase):
    """Where figures come from, and how they are put in order."""

    def test_source(self):
        self.assertEqual(source(True, None), LIVE)
        self.assertEqual(source(True, "2026-01-01"), LIVE, "live figures are newer than any kept")
        self.assertEqual(source(False, "2026-01-01"), KEPT)
        self.assertEqual(source(False, None), NOTHING)

    def test_order(self):
        found = spread([(2, 30, 5.0), (None, 0, 7.0), (1, 30, 1.0), (9, None, 2.0)], [1, 2, 3], [0, 30, 60])
        self.assertEqual(found.grades, (1, 2, 9, None), "grades without an amount are left out, unknown ones are not")
        self.assertEqual(found.buckets, (0, 30, 60, None), "an empty bucket is shown: nobody is that late")
        self.assertEqual([found.of_bucket(one) for one in found.buckets], [7, 6, 0, 2])
        self.assertEqual([found.of_grade(one) for one in found.grades], [1, 5, 2, 7])

    def test_what_cancels_out_needs_no_place(self):
        found = spread([(4, 99, 5.0), (4, 99, -5.0)], [1], [0])
        self.assertEqual((found.grades, found.buckets, found.total), ((), (0,), 0))

    def test_nothing(self):
        found = spread([], [1], [0])
        self.assertEqual((found.grades, found.buckets, found.total), ((), (0,), 0))

    @given(cells)
    def test_nothing_is_lost(self, amounts):
        """By grade, by bucket or at once: the sum is that of what came in, and everything has its place."""
        found = spread(amounts, [1, 2], [3])
        whole = sum(amount for _grade, _bucket, amount in amounts)
        self.assertEqual(found.total, whole)
        self.assertEqual(sum(map(found.of_grade, found.grades)), whole)
        self.assertEqual(sum(map(found.of_bucket, found.buckets)), whole)
        self.assertEqual(len(set(found.grades)), len(found.grades))
        self.assertNotIn(None, found.grades[:-1], "the nameless come last")
