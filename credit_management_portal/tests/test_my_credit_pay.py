from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .my_credit_common import MyCreditCommon


@tagged("post_install", "-at_install")
class TestMyCreditPay(MyCreditCommon):
    """Chosen items are paid by Odoo's own form; how much is what the books say."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.provide_payment()
        cls.first, cls.second = cls._invoice(100, due=-3), cls._invoice(50, due=20)

    def setUp(self):
        super().setUp()
        self.log_in()

    def pay(self, invoices, amount, **vals):
        ids = "-".join(str(self.item(invoice).id) for invoice in invoices)
        params = {
            "provider_id": self.provider.id,
            "payment_method_id": self.provider.payment_method_ids[:1].id,
            "token_id": None,
            "amount": amount,
            "flow": "direct",
            "tokenization_requested": False,
            "landing_route": "https://elsewhere.example.com",
            "is_validation": False,
            **vals,
        }
        return self.make_jsonrpc_request(self.url(f"/transaction/{ids}"), params)

    def test_the_form(self):
        items = f"items={self.item(self.first).id}&items={self.item(self.second).id}"
        page = self.page(f"/pay?{items}").text
        self.assertIn("150.00", page)
        self.assertIn("/transaction/", page)

    def test_paid(self):
        self.pay([self.first, self.second], 150)
        self.env.invalidate_all()
        transaction = self.first.transaction_ids
        self.assertEqual(transaction.invoice_ids, self.first | self.second)
        self.assertEqual((transaction.amount, transaction.partner_id), (150, self.viewer.partner_id))
        self.assertEqual(transaction.landing_route, f"{self.url()}?said=paid")
        transaction._process("demo", {"reference": transaction.reference, "simulated_state": "done"})
        transaction._post_process()
        self.assertFalse(self.first.amount_residual + self.second.amount_residual)
        self.assertIn("Nothing is open", self.page().text)

    def test_pending(self):
        """An invoice on its way is shown as such, and not paid twice."""
        self.pay([self.first], 100)
        self.env.invalidate_all()
        transaction = self.first.transaction_ids
        transaction._process("demo", {"reference": transaction.reference, "simulated_state": "pending"})
        page = self.page().text
        self.assertIn("Payments in process", page)
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.pay([self.first], 100)
        self.account.portal_payments = "off"
        self.assertNotIn("Payments in process", self.page().text)

    @mute_logger("odoo.http")
    def test_switched_off(self):
        """Where paying is off, or the statement, the page leads to neither, and nor does its address."""
        marks = ('name="items"', "o_my_credit_pay", f'href="{self.url("/statement")}"')
        page = self.page().text
        for mark in marks:
            self.assertIn(mark, page)
        self.account.write({"portal_pay": "off", "portal_statement": "off"})
        page = self.page().text
        for mark in marks:
            self.assertNotIn(mark, page)
        items = f"items={self.item(self.first).id}"
        for path in (f"/pay?{items}", "/statement"):
            found = self.url_open(self.url(path), allow_redirects=False)
            self.assertEqual((found.status_code, found.headers["Location"][-10:]), (303, "/my/credit"))
        with self.assertRaises(JsonRpcException):
            self.pay([self.first], 100)
        self.assertFalse(self.first.transaction_ids)

    @mute_logger("odoo.http")
    def test_attacks(self):
        foreign = self._invoice(80, customer=self.stranger_customer)
        other = self.env["payment.provider"].search([("id", "!=", self.provider.id)], limit=1)
        attempts = {
            "less than is open": ([self.first], 1, {}),
            "more than is open": ([self.first], 1000, {}),
            "another customer's invoice": ([foreign], 80, {}),
            "hidden among their own": ([self.first, foreign], 180, {}),
            "a provider that is off": ([self.first], 100, {"provider_id": other.id}),
            "a value of the transaction": ([self.first], 100, {"state": "done"}),
            "another partner": ([self.first], 100, {"partner_id": self.stranger.partner_id.id}),
        }
        for name, (invoices, amount, vals) in attempts.items():
            with self.subTest(name), self.assertRaises(JsonRpcException):
                self.pay(invoices, amount, **vals)
        self.assertFalse((self.first | foreign).transaction_ids)
        self.assertIn("cannot be paid together", self.url_open(self.url(f"/pay?items={self.item(foreign).id}")).text)
        self.assertIn("Choose what you want", self.page("/pay").text)

    def test_two_currencies(self):
        currency = self.env.ref("base.EUR")
        currency.active = True
        other = self._invoice(70, currency_id=currency.id)
        foreign = self.env["credit.open.item"].search([("move_id", "=", other.id)])
        items = f"items={self.item(self.first).id}&items={foreign.id}"
        self.assertIn("cannot be paid together", self.page(f"/pay?{items}").text)
