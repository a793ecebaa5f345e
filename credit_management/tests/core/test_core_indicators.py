from hypothesis import given
from hypothesis import strategies as st

from ...core.monitoring import indicators as core
from ...core.monitoring.indicators import Month
from .core_common import CoreCase

AMOUNT = st.floats(0, 1e9, allow_nan=False)
SALES = st.floats(0.01, 1e9, allow_nan=False)
# Creditguru, Collection Effectiveness Index: sales, receivables and current ones of January to March.
CREDITGURU = [(3390, 6200, 3345), (3610, 6000, 3560), (3890, 6340, 3590)]


class TestIndicators(CoreCase):
    """Figures against published examples, and what always holds between them."""

    def test_count_back(self):
        """Benji Pays: sales of 70, 80 and 100 thousand and 212 thousand open are 60 + 30 × 32 / 70 days."""
        months = [(100_000, 30), (80_000, 30), (70_000, 30)]
        self.assertAlmostEqual(core.count_back_dso(212_000, months), 73.714286, 6)

    def test_count_back_at_the_edges(self):
        months = [(100, 31), (0, 28), (50, 31)]
        cases = [
            (0, 0), (50, 15.5), (100, 31), (101, 59.62), (150, 90), (151, None), (None, None),
        ]  # fmt: skip
        for receivables, expected in cases:
            with self.subTest(receivables):
                found = core.count_back_dso(receivables, months)
                if expected is None:
                    self.assertIsNone(found)
                else:
                    self.assertAlmostEqual(found, expected, 6)
        self.assertIsNone(core.count_back_dso(10, []))
        self.assertIsNone(core.count_back_dso(0, [(0, 30)]))

    def test_best_possible(self):
        """growfin.ai: sales of 30,000 in 28 days, 10,000 open, of which 2,000 past due."""
        dso, best = core.days_sales_outstanding(10_000, 30_000, 28), core.best_possible_dso(8_000, 30_000, 28)
        self.assertAlmostEqual(best, 7.47, 2)
        self.assertAlmostEqual(core.average_days_delinquent(dso, best), 2_000 / 30_000 * 28, 6)

    def test_collection_effectiveness(self):
        """Creditguru: 55.9 % for a quarter; Gaviti: 98 % for a year."""
        sales = sum(month[0] for month in CREDITGURU)
        found = core.collection_effectiveness(6200, sales, 6340, 3590, months=3)
        self.assertAlmostEqual(found, 0.559, 3)
        self.assertAlmostEqual(core.collection_effectiveness(100e3, 1e6, 120e3, 100e3), 0.98, 6)

    def test_a_company(self):
        months = [Month(receivables, receivables - current, sales, 30) for sales, receivables, current in CREDITGURU]
        found = core.collection(months)
        self.assertAlmostEqual(found.dso, 6340 * 90 / 10_890, 6)
        self.assertAlmostEqual(found.dso_count_back, 30 + 30 * 2450 / 3610, 6)
        self.assertAlmostEqual(found.collection_effectiveness, (6000 + 3890 - 6340) / (6000 + 3890 - 3590), 6)
        self.assertAlmostEqual(found.overdue_ratio, 2750 / 6340, 6)

    def test_nothing_known(self):
        self.assertEqual(core.collection([]), core.Collection())
        self.assertEqual(core.collection([Month(0, 0, 0, 30)] * 3), core.Collection())
        self.assertEqual(core.concentration([]), core.Concentration())
        self.assertEqual(core.concentration([-5, 0]), core.Concentration())
        self.assertEqual(core.holds(0, 0, [], 0, []), core.Holds())
        self.assertIsNone(core.collection([Month(10, 0, 10, 30)]).dso, "three months are not known")

    def test_concentration(self):
        """Open Risk Manual: n equal exposures have an index of 1 / n."""
        self.assertAlmostEqual(core.herfindahl([7] * 20), 0.05, 9)
        self.assertAlmostEqual(core.share_of_largest([7] * 20), 0.5, 9)
        self.assertEqual(core.concentration([5, -5]), core.Concentration(1, 1))

    def test_holds(self):
        found = core.holds(4, 10, [1, 30, 5], 1, [(100, -2), (300, 10)])
        self.assertEqual((found.hold_rate, found.release_rate, found.median_hours_to_release), (0.4, 0.75, 5))
        self.assertEqual((found.released_days_beyond_terms, found.released_late_share), (7, 0.75))

    def test_every_figure_has_a_unit(self):
        self.assertEqual(set(core.UNIT_OF), set(core.CODES))
        self.assertLessEqual(set(core.UNIT_OF.values()), set(core.UNITS))

    @given(AMOUNT, AMOUNT, SALES, st.integers(1, 366))
    def test_days_delinquent_are_those_of_the_overdue(self, current, overdue, sales, days):
        dso = core.days_sales_outstanding(current + overdue, sales, days)
        best = core.best_possible_dso(current, sales, days)
        late = core.average_days_delinquent(dso, best)
        self.assertAlmostEqual(late, overdue * days / sales, delta=1e-9 * dso + 1e-9)
        self.assertGreaterEqual(dso, best)

    @given(AMOUNT, AMOUNT, AMOUNT, AMOUNT)
    def test_effectiveness_is_a_share(self, beginning, sales, overdue, current):
        found = core.collection_effectiveness(beginning, sales, overdue + current, current)
        if found is not None:
            self.assertTrue(0 <= found <= 1 + 1e-9, found)

    @given(st.lists(st.tuples(SALES, st.integers(28, 31)), min_size=1, max_size=24), AMOUNT)
    def test_count_back_grows_and_stays_within_the_months(self, months, receivables):
        found = core.count_back_dso(receivables, months)
        if found is not None:
            self.assertTrue(0 <= found <= sum(days for _sales, days in months) + 1e-6)
            self.assertLessEqual(core.count_back_dso(receivables / 2, months), found + 1e-6)

    @given(st.lists(st.floats(-1e6, 1e6), max_size=50))
    def test_concentration_is_a_share(self, exposures):
        for found in (core.share_of_largest(exposures), core.herfindahl(exposures)):
            if found is not None:
                self.assertTrue(0 < found <= 1, found)
