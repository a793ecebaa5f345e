from hypothesis import given
from hypothesis import strategies as st

from ...core.overview import KEPT, LIVE, NOTHING, moves, pareto, source, spread
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


class TestCorePareto(CoreCase):
    """On whom most hangs, and how grades moved."""

    def test_the_largest_and_what_they_have_together(self):
        parts = pareto([("b", 30.0), ("a", 50.0), ("c", 20.0), ("owed money", -40.0), ("nothing", 0.0)], 2)
        self.assertEqual([(part.key, part.share, part.cumulated) for part in parts], [("a", 0.5, 0.5), ("b", 0.3, 0.8)])
        self.assertEqual(pareto([("a", -1.0)], 3), [])

    @given(st.lists(st.tuples(st.integers(0, 9), st.integers(-50, 1000))), st.integers(1, 12))
    def test_shares_rise_to_the_whole(self, amounts, most):
        parts = pareto(amounts, most)
        self.assertEqual([part.amount for part in parts], sorted((part.amount for part in parts), reverse=True))
        self.assertTrue(all(0 < part.share <= part.cumulated <= 1 for part in parts))
        if parts and len([1 for _key, amount in amounts if amount > 0]) <= most:
            self.assertAlmostEqual(parts[-1].cumulated, 1.0)

    def test_moves(self):
        found = moves([(1, 1, 7), (1, 3, 2), (3, 1, 1), (None, 1, 4), (1, 3, 1)], [1, 2, 3])
        self.assertEqual(found.grades, (1, 3, None), "who has it nowhere is left out, no grade comes last")
        self.assertEqual((found.of(1, 3), found.of(3, 3)), (3, 0))
        self.assertEqual((found.worse, found.better, found.total), (3, 1, 15))
        self.assertEqual((found.steps(1, 3), found.steps(3, 1), found.steps(None, 1)), (1, -1, 0))
