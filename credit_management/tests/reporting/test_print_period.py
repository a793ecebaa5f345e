import lxml.html

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..exposure.ledger_common import LedgerCommon
from .print_common import PrintCommon, plain


@tagged("post_install", "-at_install")
class TestPrintPeriod(PrintCommon, LedgerCommon):
    """Statement of account with the movements of a period."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls.env["credit.account"]._for(cls.customer, cls.company)

    def of_period(self, first, last, user=None):
        wizards = self.env["credit.statement.period"].with_user(user or self.env.user)
        wizard = wizards.with_context(active_ids=self.account.ids).create(
            {"date_from": first, "date_to": last, "with_movements": True}
        )
        action = wizard.action_print()
        reports = self.env["ir.actions.report"].with_user(user or self.env.user)
        html, _kind = reports._render_qweb_html(action["report_name"], None, data=action["data"])
        return lxml.html.fromstring(html.decode())

    def test_movements_of_a_period(self):
        move = self.invoice(500, due=-40)  # dated 70 days ago
        self.invoice(300, due=0)
        self.pay(move, 120, payment_date=self.day(-20))
        html = self.of_period(self.day(-35), self.day(-5))
        (table,) = html.xpath("//h2[contains(., 'Movements')]/following-sibling::table")
        rows = [[plain(td.text_content()) for td in tr.xpath("./td")] for tr in table.xpath("./tbody/tr")]
        self.assertEqual([row[-1] for row in rows], ["500.00", "800.00", "680.00", "680.00"])
        self.assertEqual([row[3:5] for row in rows[1:3]], [["300.00", ""], ["", "120.00"]])
        self.assertIn("$ 680.00", plain(html.text_content()))  # what stood open at its end

    def movements(self, first, last):
        """``{currency: rows of its table}``"""
        found = {}
        for head in self.of_period(self.day(first), self.day(last)).xpath("//h2[contains(., 'Movements')]"):
            (table,) = head.xpath("following-sibling::table[1]")
            rows = [[plain(td.text_content()) for td in tr.xpath("./td")] for tr in table.xpath("./tbody/tr")]
            found[plain(head.text_content())[-3:]] = rows
        return found

    def test_paid_in_another_currency(self):
        """Matched, it is in neither currency's balance: the movements end where the open items do."""
        dollars = self.company.currency_id.id
        self.pay(self.invoice(70, due=-10, currency=self.euro), currency_id=dollars, payment_date=self.day(-5))
        found = self.movements(-60, -1)
        self.assertEqual({name: rows[-1][-1] for name, rows in found.items()}, {"USD": "0.00", "EUR": "0.00"})
        self.assertEqual(self.movements(-3, -1), {})
        part = self.invoice(30, due=-10, currency=self.euro)
        self.pay(part, 20, currency_id=dollars, payment_date=self.day(-5))
        found = self.movements(-3, -1)
        self.assertEqual({name: rows[-1][-1] for name, rows in found.items()}, {"EUR": "20.00"})
        self.assertEqual(part.amount_residual, 20)

    def test_a_difference_of_rates_is_no_movement(self):
        old = self.invoice(70, due=-10, currency=self.euro)
        rate = {"currency_id": self.euro.id, "company_id": self.company.id, "name": self.day(-8), "rate": 0.8}
        self.env["res.currency.rate"].create(rate)
        self.pay(old, payment_date=self.day(-5))
        found = self.movements(-60, 0)
        self.assertEqual({name: len(rows) for name, rows in found.items()}, {"EUR": 4}, found)

    def test_a_period_asked_for_by_address(self):
        reports = self.env["ir.actions.report"]
        for data in ({"statement_to": "soon"}, {"statement_from": "2026-02-01", "statement_to": "2026-01-01"}):
            with self.subTest(data), self.assertRaises(UserError):
                reports._render_qweb_html(
                    "credit_management.credit_account_statement", None, data={**data, "account_ids": self.account.ids}
                )
