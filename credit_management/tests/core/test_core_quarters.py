from datetime import date, timedelta

import numpy as np

from ...core.assessment.items import Ledger, day_number
from ...core.assessment.known import Known
from ...core.limit.adjustment import Quarter
from ...core.monitoring.quarters import quarters
from .core_common import CoreCase


def known(on, *items, customers=1):
    """:param items: customer, day due, amount, days late or None for unpaid"""
    paid = [
        (number, due + timedelta(days=late), amount)
        for number, (_who, due, amount, late) in enumerate(items)
        if late is not None
    ]
    ledger = Ledger(
        customers,
        np.array([who for who, *_rest in items], int),
        np.array([day_number(due) - 30 for _who, due, *_rest in items], int),
        np.array([day_number(due) for _who, due, *_rest in items], int),
        np.array([amount for _who, _due, amount, _late in items], float),
        np.array([number for number, _day, _amount in paid], int),
        np.array([day_number(day) for _number, day, _amount in paid], int),
        np.array([amount for _number, _day, amount in paid], float),
        np.ones(len(paid), bool),
    )
    return Known(ledger, np.full(customers, day_number(on)))


class TestQuarters(CoreCase):
    """What fell due in completed quarters, and how late it was paid at worst."""

    def test_quarters_by_the_day_due(self):
        found = quarters(
            known(
                date(2026, 5, 10),
                (0, date(2025, 6, 30), 9.0, 0),  # before the third quarter back
                (0, date(2025, 7, 1), 100.0, 3),
                (0, date(2025, 9, 30), 50.0, -2),
                (0, date(2025, 12, 31), 70.0, 12),
                (0, date(2026, 3, 31), 80.0, 0),
                (0, date(2026, 4, 1), 999.0, 0),  # of the quarter that is not over
            ),
            3,
        )
        self.assertEqual(found, [(Quarter(150.0, 3), Quarter(70.0, 12), Quarter(80.0, 0))])

    def test_unpaid_is_late_until_now(self):
        [[quarter]] = quarters(known(date(2026, 4, 10), (0, date(2026, 3, 31), 80.0, None)), 1)
        self.assertEqual(quarter, Quarter(80.0, 10))

    def test_each_customer_has_its_own(self):
        one, other = quarters(
            known(date(2026, 1, 1), (1, date(2025, 12, 1), 5.0, 1), (0, date(2025, 10, 1), 7.0, 0), customers=2), 2
        )
        self.assertEqual(one, (Quarter(0.0, 0), Quarter(7.0, 0)))
        self.assertEqual(other, (Quarter(0.0, 0), Quarter(5.0, 1)))
