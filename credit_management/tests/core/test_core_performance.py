from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core.monitoring import performance as core
from ...core.monitoring.performance import Period

AMOUNTS = st.integers(0, 10**6).map(float)


class TestPerformance(TestCase):
    def test_by_hand(self):
        period = Period(opening=100, sales=400, collected=350, lost=50, days=73, stopped=5, released=2, checked=40)
        agreed = Period(opening=100, owing=8, agreed=2, reconciled=60)
        self.assertEqual((period.closing, period.mean), (100, 100))
        self.assertEqual(core.collection_rate(period), 0.7)
        self.assertEqual(core.sales_collection_rate(period), 0.875)
        self.assertEqual(core.turnover(period), 20)
        self.assertEqual(core.bad_debt_rate(period), 0.5)
        self.assertEqual(core.release_rate(period), 0.05)
        self.assertEqual((core.reconciliation_rate(agreed), core.reconciled_share(agreed)), (0.25, 0.6))

    def test_of_nothing_there_is_no_rate(self):
        for rate in (
            core.collection_rate, core.sales_collection_rate, core.turnover, core.bad_debt_rate, core.release_rate,
            core.reconciliation_rate, core.reconciled_share,
        ):  # fmt: skip
            self.assertIsNone(rate(Period()))
        self.assertIsNone(core.turnover(Period(opening=1, sales=1, days=0)))
        self.assertIsNone(core.sales_collection_rate(Period(opening=10, sales=-5)))

    @given(AMOUNTS, AMOUNTS, st.floats(0, 1), st.floats(0, 1))
    def test_no_more_is_collected_than_there_was(self, opening, sales, paid, lost):
        collected = (opening + sales) * paid
        period = Period(opening, sales, collected, (opening + sales - collected) * lost)
        rate = core.collection_rate(period)
        self.assertTrue(rate is None or -1e-9 <= rate <= 1 + 1e-9)
        self.assertGreaterEqual(period.closing, -1e-6)
