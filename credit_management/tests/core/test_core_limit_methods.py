from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core.assessment.limit_proposal import (
    OWN_SALES,
    PURCHASES,
    WORKING_ASSETS,
    Basis,
    Parameters,
    at_busy_pace,
    figures,
    propose,
    strength,
)

AMOUNTS = st.none() | st.integers(-1000, 1000).map(float)


def amount(method, basis, **parameters):
    return {one.method: one.amount for one in figures(basis, Parameters(**parameters))}.get(method)


class TestLimitMethods(TestCase):
    """Working assets, a share of the customer's own sales, and the pace of months with purchases."""

    def test_they_are_off_until_a_policy_gives_them_a_share(self):
        basis = Basis(equity=100, working_capital=100, strength=1, own_sales=1000)
        self.assertEqual(len(figures(basis, Parameters())), 5)
        found = figures(basis, Parameters(working_assets_share=25, own_sales_share=10))
        self.assertEqual(len(found), 7)

    def test_working_assets(self):
        basis, share = Basis(equity=300, working_capital=100, strength=1.0), {"working_assets_share": 25}
        self.assertEqual(amount(WORKING_ASSETS, basis, **share), 50)
        for value, expected in ((9.0, 50), (-1.8, 25), (-4.6, 0), (-9.0, 0)):
            with self.subTest(value):
                weaker = Basis(equity=300, working_capital=100, strength=value)
                self.assertAlmostEqual(amount(WORKING_ASSETS, weaker, **share), expected)
        step = share | {"weakest": 1.0, "strongest": 1.0}
        self.assertEqual(amount(WORKING_ASSETS, basis, **step), 50)
        self.assertEqual(amount(WORKING_ASSETS, Basis(equity=300, working_capital=100, strength=0.9), **step), 0)
        for unknown in (Basis(equity=1, working_capital=1), Basis(equity=1, strength=1), Basis(strength=1)):
            self.assertIsNone(amount(WORKING_ASSETS, unknown, **share))
        self.assertEqual(amount(WORKING_ASSETS, Basis(equity=-300, working_capital=100, strength=1.0), **share), 0)

    def test_strength(self):
        self.assertAlmostEqual(strength(1.5, 1.0, 0.4, 0.9), 1.2)
        for place in range(4):
            values = [1.0] * 4
            values[place] = None
            self.assertIsNone(strength(*values))

    def test_own_sales(self):
        self.assertEqual(amount(OWN_SALES, Basis(own_sales=1000), own_sales_share=15), 150)
        self.assertIsNone(amount(OWN_SALES, Basis(), own_sales_share=15))

    def test_a_seasonal_buyer_gets_what_its_months_need(self):
        basis = Basis(purchases=1200, busy=3600, credit_days=365)
        self.assertEqual(amount(PURCHASES, basis, purchases_share=100), 1200)
        self.assertEqual(amount(PURCHASES, basis, purchases_share=100, is_seasonal=True), 3600)
        self.assertEqual(
            amount(PURCHASES, Basis(purchases=1200, credit_days=365), purchases_share=100, is_seasonal=True), 1200
        )
        self.assertEqual(at_busy_pace(1200, 4), 3600)
        self.assertEqual(at_busy_pace(1200, 1), 4800, "one month tells no pace")
        self.assertEqual(at_busy_pace(1200, 12), 1200)
        self.assertEqual(at_busy_pace(1200, 13), 1200)
        self.assertIsNone(at_busy_pace(None, 4))
        self.assertIsNone(at_busy_pace(1200, 0))

    @given(AMOUNTS, AMOUNTS, st.none() | st.floats(-9, 9), AMOUNTS, st.integers(0, 100), st.integers(0, 100))
    def test_a_statement_lowers_nothing_by_them_either(self, equity, working_capital, value, sales, share, own):
        basis = Basis(purchases=5000, credit_days=30)
        with_one = Basis(
            equity=equity and abs(equity), working_capital=working_capital and abs(working_capital), strength=value,
            own_sales=sales, purchases=5000, credit_days=30,
        )  # fmt: skip
        parameters = Parameters(working_assets_share=share, own_sales_share=own)
        self.assertGreaterEqual(propose(with_one, parameters, 1.0).amount, propose(basis, parameters, 1.0).amount)
