from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestCurrencyKept(TransactionCase):
    """The gate rounds without reading the currency, and as the currency says today."""

    def test_changed_rounding(self):
        currency = self.env["res.currency"].create({"name": "XCK", "symbol": "x", "rounding": 0.01})
        self.assertEqual(currency._credit_round(1.234), 1.23)
        currency.rounding = 0.5
        self.assertEqual(currency._credit_round(1.234), 1.0)
        self.assertEqual(currency._credit_rounding(), 0.5)

    def test_nothing_is_read(self):
        currency = self.env.company.currency_id
        currency._credit_rounding()
        self.env.invalidate_all()
        with self.assertQueryCount(0):
            currency._credit_round(1.234)

    def test_no_currency(self):
        self.assertEqual(self.env["res.currency"]._credit_rounding(), 0.0)
