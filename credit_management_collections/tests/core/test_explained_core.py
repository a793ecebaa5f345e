from itertools import combinations
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core.explained import may_be_paid, sums
from .collections_common import credit, item


class TestExplained(TestCase):
    def check(self, expected, amounts, *credits, currency="EUR"):
        """Whether the first of the items may be paid."""
        items = [item(number, amount) for number, amount in enumerate(amounts)]
        money = [credit(number, amount, currency=currency) for number, amount in enumerate(credits)]
        self.assertEqual(may_be_paid(items[0], items, money), expected)

    def test_amounts(self):
        self.check(False, [100])
        self.check(True, [100], 100)
        self.check(False, [100], 100, currency="CNY")
        self.check(False, [100], 99.99)
        self.check(False, [100], 150)
        self.check(True, [100, 50, 70], 150)
        self.check(True, [100, 50], 30, 70)
        self.check(True, [100, 50], 30, 120)
        self.check(False, [100, 50], 50)
        self.check(False, [100], 0.0)
        self.check(True, [0.1, 0.2], 0.3)
        # More receipts than one: others may be for something else.
        self.check(True, [100, 50], 9, 100)

    def test_few_are_looked_at(self):
        self.check(True, [100, *range(1, 12)], 110)
        self.check(False, [100.5, *([1000] * 10), 7], 107.5)
        self.check(False, [100.5], 1000, 1000, 1000, 1000, 1000, 100.5)

    def test_sums(self):
        self.assertEqual(sums([]), {0})
        self.assertEqual(sums([0.1, 0.2]), {0, 100, 200, 300})
        self.assertEqual(sums([0.1, 0.2], 150), {0, 100})

    @given(st.lists(st.integers(1, 30), min_size=1, max_size=5), st.lists(st.integers(1, 60), max_size=3))
    def test_every_way_to_pay_is_found(self, amounts, money):
        paid = {sum(some) for size in range(1, len(money) + 1) for some in combinations(money, size)}
        others = amounts[1:]
        asked = {amounts[0] + sum(some) for size in range(len(others) + 1) for some in combinations(others, size)}
        self.check(bool(paid & asked), amounts, *money)
