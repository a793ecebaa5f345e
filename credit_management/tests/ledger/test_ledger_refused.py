from odoo.exceptions import UserError
from odoo.tests import tagged

from ...core.ledger.ledger import Invoice
from .ledger_post_common import LedgerPostCommon


@tagged("post_install", "-at_install")
class TestLedgerRefused(LedgerPostCommon):
    """Ledgers that cannot be booked are refused in a sentence."""

    def assertRefused(self, text, *invoices, **options):
        before = self.env["account.move"].search_count([])
        with self.assertRaisesRegex(UserError, text):
            self.post(*invoices, **options)
        self.assertEqual(self.env["account.move"].search_count([]), before)

    def test_lock_dates(self):
        ledger = self.past("1", 100, due=-40, paid=-30)
        for name in ("fiscalyear_lock_date", "sale_lock_date", "hard_lock_date"):
            with self.subTest(name), self.cr.savepoint() as savepoint:
                self.company[name] = self.day(-70)
                self.assertRefused("is locked up to", ledger)
                self.company[name] = self.day(-70) if name == "hard_lock_date" else self.day(-71)
                if name != "hard_lock_date":
                    self.assertEqual(self.post(ledger).invoices.date, self.day(-70))
                savepoint.rollback()

    def test_a_payment_in_a_locked_period(self):
        """An invoice of later, paid in advance; sales may be locked where receipts are not."""
        ledger = self.past("1", 100, due=-10, paid=-60)
        self.company.sale_lock_date = self.day(-60)
        with self.cr.savepoint() as savepoint:
            self.post(ledger)
            savepoint.rollback()
        self.company.fiscalyear_lock_date = self.day(-60)
        self.assertRefused("is locked up to", ledger)

    def test_no_chart_of_accounts(self):
        company = self.env["res.company"].create({"name": "Bare"})
        self.assertRefused("Bare has no receivable account yet", self.past("1", 100, due=-40), company=company)

    def test_rates(self):
        pound = self.setup_other_currency("GBP", rates=[])
        pound.rate_ids.unlink()
        one = self.past("1", 100, due=-40, currency="GBP")
        self.assertRefused("There is no rate of GBP", one)
        rate = self.env["res.currency.rate"].create(
            {"currency_id": pound.id, "name": self.day(-69), "rate": 0.8, "company_id": self.company.id}
        )
        self.assertRefused("There is no rate of GBP", one)
        rate.name = self.day(-70)
        self.assertEqual(self.post(one).invoices.amount_total_signed, 125)

    def test_unknown_currency(self):
        self.assertRefused("XQZ: no currency in use here", self.past("1", 100, due=-40, currency="XQZ"))

    def test_twice(self):
        one = self.past("1", 100, due=-40)
        self.assertRefused("have the same number: 1", one, self.past("1", 50, due=-39))
        other = self.env["res.partner"].create({"name": "Other"})
        self.post(one, self.past("1", 100, due=-40, partner=other))
        self.assertRefused("Already in Odoo: 1", self.past("2", 1, due=-40), one)
        own = self.invoice(100)
        for name in (own.name, own.name.lower()):
            self.assertRefused("Already in Odoo", self.past(name, 100, due=-40))
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.customer.id})
        self.assertRefused("Already in Odoo: 1", self.past("1", 100, due=-40, partner=contact))

    def test_faults_of_one_invoice(self):
        day, partner_id = self.day(-40), self.customer.id
        for text, values in (
            ("no number", {"number": ""}),
            ("zero", {"amount": 0.0}),
            ("dated in the future", {"invoiced": self.day(1), "due": self.day(1)}),
            ("due before it was made", {"due": self.day(-41)}),
            ("paid in the future", {"paid_on": self.day(1)}),
            ("no day says when", {"paid": 5.0}),
            ("more is paid", {"paid": 100.01, "paid_on": day}),
            ("different signs", {"paid": -1.0, "paid_on": day}),
        ):
            with self.subTest(text):
                base = {"number": "1", "invoiced": day, "due": day, "amount": 100.0, "partner_id": partner_id}
                self.assertRefused(text, Invoice(**(base | values)))
