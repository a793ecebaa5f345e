import math

from hypothesis import given
from hypothesis import strategies as st

from ...core.common.rounding import adding_up, rounded_down
from .core_common import CoreCase

PARTS = st.lists(st.floats(0, 1e6) | st.floats(0, 1), max_size=30)


class TestRounding(CoreCase):
    """Parts beside their total, and round amounts."""

    def test_thirds(self):
        self.assertEqual(adding_up([100 / 3] * 3, 2), [33.34, 33.33, 33.33])
        self.assertEqual(adding_up([1 / 6] * 6, 1), [0.2, 0.2, 0.2, 0.2, 0.1, 0.1])
        self.assertEqual(adding_up([], 2), [])

    def test_the_largest_remainder_is_rounded_up(self):
        self.assertEqual(adding_up([0.4, 0.35, 0.25], 0), [1.0, 0.0, 0.0])
        self.assertEqual(adding_up([10.004, 10.009, 10.007], 2), [10.0, 10.01, 10.01])

    def test_what_is_round_stays(self):
        self.assertEqual(adding_up([0.1, 0.2, 0.7], 1), [0.1, 0.2, 0.7])
        self.assertEqual(adding_up([0.29, 0.0, 0.71], 2), [0.29, 0.0, 0.71])

    @given(PARTS, st.integers(0, 4))
    def test_they_add_up(self, parts, digits):
        found = adding_up(parts, digits)
        self.assertEqual(
            round(math.fsum(found), digits), round(round(math.fsum(parts) * 10**digits) / 10**digits, digits)
        )
        for before, after in zip(parts, found, strict=True):
            self.assertLess(abs(before - after), 10**-digits * (1 + 1e-6) + 1e-6)

    @given(st.lists(st.floats(0, 100), min_size=1, max_size=12))
    def test_shares_add_up_to_a_hundred(self, amounts):
        if whole := math.fsum(amounts):
            self.assertEqual(round(math.fsum(adding_up([100 * one / whole for one in amounts], 1, 100)), 1), 100)

    def test_two_figures(self):
        for amount, expected in (
            (162_345, 160_000), (1_299.99, 1_200), (99.999, 99), (100, 100), (1_300, 1_300), (0.3, 0.3),
            (0.0999, 0.099), (9.99, 9.9), (0, 0), (-5, 0),
        ):  # fmt: skip
            self.assertEqual(rounded_down(amount, 2), expected, amount)

    @given(st.floats(0.01, 1e9), st.floats(0.01, 1e9))
    def test_never_more_and_in_order(self, one, other):
        low, high = sorted((one, other))
        self.assertLessEqual(rounded_down(low, 2), rounded_down(high, 2))
        self.assertLessEqual(rounded_down(low, 2), low * (1 + 1e-9))
        self.assertGreater(rounded_down(low, 2), low * 0.9)
