import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ...core.assessment.items import Ledger
from ...core.assessment.limit_cost import Cost, costs
from .core_common import CoreCase

TODAY = 20_000


def ledger_of(*invoices, customers=1):
    """Invoices as (customer, days ago, amount, paid days late or None); due after 30 days."""
    customer, ago, amount, late = (np.array(column) for column in zip(*invoices, strict=True))
    invoiced, amount = TODAY - ago.astype(int), amount.astype(float)
    paid = np.flatnonzero(np.array([one is not None for one in late]))
    day = invoiced[paid] + 30 + late[paid].astype(int)
    return Ledger(
        customers, customer.astype(int), invoiced, invoiced + 30, amount, paid, day, amount[paid],
        np.ones(len(paid), bool),
    )  # fmt: skip


class TestLimitCost(CoreCase):
    """Good orders of the last year that would have been over a limit."""

    def cost(self, limit, *invoices):
        return costs(ledger_of(*invoices), np.array([TODAY]), np.array([limit]))[0]

    def test_an_order_alone(self):
        for limit, over in ((100, 0), (99.99, 1), (0, 1)):
            self.assertEqual(self.cost(limit, (0, 100, 100, 0)), Cost(1, over), limit)

    def test_what_was_owed_before_counts(self):
        self.assertEqual(self.cost(100, (0, 100, 60, 0), (0, 90, 60, 0)), Cost(2, 1))
        self.assertEqual(self.cost(120, (0, 100, 60, 0), (0, 90, 60, 0)), Cost(2, 0))
        self.assertEqual(self.cost(100, (0, 160, 60, 0), (0, 90, 60, 0)), Cost(2, 0), "it was paid by then")
        self.assertEqual(self.cost(100, (0, 120, 60, 0), (0, 90, 60, 0)), Cost(2, 1), "paid on the very day")
        self.assertEqual(self.cost(100, (0, 121, 60, 0), (0, 90, 60, 0)), Cost(2, 0), "paid on the evening before")

    def test_one_day_is_one_order(self):
        self.assertEqual(self.cost(100, (0, 100, 60, 0), (0, 100, 60, 0)), Cost(1, 1))
        self.assertEqual(self.cost(100, (0, 100, 60, 0), (0, 100, 60, 40)), Cost(0, 0), "a part of it was late")

    def test_only_good_ones_of_the_year(self):
        for ago, late, good in ((100, 10, 1), (100, 11, 0), (100, None, 0), (364, 0, 1), (365, 0, 0)):
            self.assertEqual(self.cost(1_000, (0, ago, 100, late)), Cost(good, 0), (ago, late))

    def test_share(self):
        self.assertIsNone(Cost().share)
        self.assertEqual(Cost(8, 2).share, 0.25)

    def test_nothing_known(self):
        empty = np.empty(0, int)
        ledger = Ledger(2, empty, empty, empty, empty * 1.0, empty, empty, empty * 1.0, empty.astype(bool))
        self.assertEqual(costs(ledger, np.array([TODAY] * 2), np.array([1.0, 2.0])), [Cost(), Cost()])

    @given(
        st.lists(
            st.tuples(st.integers(0, 2), st.integers(0, 400), st.integers(1, 50), st.none() | st.integers(-30, 60)),
            min_size=1, max_size=25,
        ),
        st.integers(0, 150),
    )  # fmt: skip
    def test_the_same_counted_order_by_order(self, invoices, limit):
        invoices = [
            (c, ago, amount, None if late is None or late + 30 > ago else late) for c, ago, amount, late in invoices
        ]
        found = costs(ledger_of(*invoices, customers=3), np.full(3, TODAY), np.full(3, float(limit)))
        for customer in range(3):
            own = [one[1:] for one in invoices if one[0] == customer]
            good = over = 0
            for day in {ago for ago, _amount, _late in own if ago < 365}:
                parts = [(amount, late) for ago, amount, late in own if ago == day]
                if any(late is None or late > 10 for _amount, late in parts):
                    continue
                owed = sum(
                    amount for ago, amount, late in own if ago > day and (late is None or ago - 30 - late <= day)
                )
                good += 1
                over += owed + sum(amount for amount, _late in parts) > limit
            self.assertEqual(found[customer], Cost(good, over))
