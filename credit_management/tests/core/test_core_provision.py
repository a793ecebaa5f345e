from hypothesis import given
from hypothesis import strategies as st

from ...core.monitoring import provision as core
from .core_common import CoreCase

BANDS = st.lists(st.floats(0, 1e9), min_size=6, max_size=6)
# IFRScommunity.com, example of a provision matrix: what of 100,000 was still open, band by band.
ENTITY_A = (100_000, 50_000, 23_000, 8_000, 2_000)


class TestProvision(CoreCase):
    """Rates and losses against published examples, and what always holds."""

    def test_entity_a(self):
        balances = [[amount if band == month else 0 for band in range(5)] for month, amount in enumerate(ENTITY_A)]
        rates = core.roll_rates(balances)
        for found, expected in zip(rates, (0.5, 0.46, 8 / 23, 0.25), strict=True):
            self.assertAlmostEqual(found, expected, 9)
        losses = core.loss_rates(rates)
        for found, expected in zip(losses, (0.02, 0.04, 0.087, 0.25, 1), strict=True):
            self.assertAlmostEqual(found, expected, 4)
        found = core.expected_loss((300_000, 140_000, 60_000, 23_000, 5_000), losses)
        self.assertEqual([round(loss) for loss in found.by_band], [6_000, 5_600, 5_217, 5_750, 5_000])
        self.assertEqual(round(found.total), 27_567)

    def test_example_12_of_ifrs_9(self):
        """Company M: 580,000 of 30 million."""
        amounts = (15_000_000, 7_500_000, 4_000_000, 2_500_000, 1_000_000)
        found = core.expected_loss(amounts, (0.003, 0.016, 0.036, 0.066, 0.106))
        self.assertEqual([round(loss) for loss in found.by_band], [45_000, 120_000, 144_000, 165_000, 106_000])
        self.assertAlmostEqual(found.total, 580_000, 6)

    def test_what_is_unknown_stays_so(self):
        self.assertEqual(core.roll_rates([[1, 2, 3]]), (None, None))
        self.assertEqual(core.roll_rates([[0, 5, 0], [0, 0, 2]]), (None, 0.4))
        self.assertEqual(core.loss_rates((None, 0.4)), (None, 0.4, 1))
        self.assertEqual(core.loss_rates((None, 0.0)), (0, 0, 1), "nothing gets through")
        found = core.expected_loss((100, 10, 1), (None, 0.5, 1))
        self.assertEqual((found.by_band, found.total, found.unknown), ((None, 5, 1), 6, 100))
        self.assertIsNone(core.expected_loss((100, 10), (None, None)).total)

    def test_by_age(self):
        """800 up to a year at 5 %, 100 older at 10 %; 50 of the older are judged by name; a fifth more is expected."""
        matrix = core.matrix_by_age((800, 100), {0: 0.05, 366: 0.1})
        self.assertEqual((matrix.method, matrix.rolls), (core.AGE, ()))
        found = matrix.without((0, 50)).changed(1.2)
        self.assertEqual(found.amounts, (800, 50))
        self.assertAlmostEqual(core.expected_loss(found.amounts, found.rates).total, 54, 9)
        for shares in ({}, {1: 0.1}, {0: 0.1, 5: 0.2, 3: 0.3}):
            with self.subTest(shares), self.assertRaises(ValueError):
                core.matrix_by_age((), shares)

    def test_by_roll(self):
        balances = [
            [amount if band == month else 0 for band in range(6)] for month, amount in enumerate((*ENTITY_A, 0))
        ]
        matrix = core.matrix_by_roll([1] * 6, balances)
        self.assertEqual((matrix.method, matrix.starts), (core.ROLL, core.STARTS))
        self.assertEqual((matrix.rolls, matrix.rates), (core.roll_rates(balances), core.loss_rates(matrix.rolls)))

    def test_rate_of_a_debt(self):
        matrix = core.matrix_by_age((0, 0, 0), {0: 0.05, 366: 0.1, 731: 0.15})
        for days, rate in ((-5, 0.05), (0, 0.05), (365, 0.05), (366, 0.1), (730, 0.1), (731, 0.15), (9999, 0.15)):
            self.assertEqual(matrix.rate_of(days), rate, days)

    def test_expectations(self):
        self.assertEqual(core.adjusted((0.1, 0.6, None), 2), (0.2, 1, None))

    @given(st.lists(BANDS, min_size=1, max_size=14))
    def test_rates(self, balances):
        """Rates are shares, and what is older is never less likely to be lost."""
        rates = core.roll_rates(balances)
        self.assertEqual(len(rates), 5)
        self.assertTrue(all(rate is None or 0 <= rate <= 1 for rate in rates))
        losses = [loss for loss in core.loss_rates(rates) if loss is not None]
        self.assertEqual(losses, sorted(losses))

    @given(BANDS, st.lists(st.floats(0, 1), min_size=6, max_size=6))
    def test_never_more_than_there_is(self, amounts, rates):
        found = core.expected_loss(amounts, rates)
        self.assertTrue(0 <= found.total <= sum(amounts) * (1 + 1e-9))
