from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..controllers.my_credit import ITEMS_ON_A_PAGE
from ..models.my_credit.credit_account_statement import OwnStatement
from .my_credit_common import MyCreditCommon


@tagged("post_install", "-at_install")
class TestMyCredit(MyCreditCommon):
    """The page says how the customer stands, to whom it may, as far as it may."""

    def test_how_it_stands(self):
        self._invoice(250, due=-12, ref="PO 77")
        self._invoice(125, due=30)
        self.log_in()
        page = self.page().text
        for text in ("can order for $\xa0625.00 more", "$\xa0250.00 is overdue", "12 days overdue", "PO 77"):
            self.assertIn(text, page)
        self.assertIn("37.5 percent of your limit is used", page)

    def test_without_the_role(self):
        self.log_in(self.colleague)
        for path in ("", "/statement", "/pay?items=1"):
            page = self.page(path)
            self.assertIn("There is nothing to show to you here yet", page.text)
            for secret in ("Willow Interiors", "percent of your limit"):
                self.assertNotIn(secret, page.text)

    def test_card(self):
        """On /my for whoever is a customer; for one of us with the role only."""
        self.log_in()
        self.assertIn('href="/my/credit"', self.url_open("/my").text)
        self.log_in(self.salesperson)
        self.assertNotIn('href="/my/credit"', self.url_open("/my").text)

    def test_without_an_account(self):
        self.log_in(self._contact("newcomer", self._create_customer("Newcomer"), sees=True))
        self.assertIn("There is nothing to show to you here yet", self.url_open("/my/credit").text)

    def test_kindly_where_there_is_no_limit(self):
        self.log_in(self.stranger)
        self.assertIn("not agreed on a credit limit with you yet", self.page(account=self.other_account).text)
        self.log_in()
        self._approve_limit(self.account, unlimited=True)
        self.assertIn("order on account without a limit", self.page().text)
        self.account.with_user(self.manager).action_set_status("watch", "Rumours")
        self.assertIn("order on account without a limit", self.page().text)
        self.account.with_user(self.manager).action_set_status("stop", "Rumours")
        page = self.page().text
        self.assertIn("cannot deliver on account at the moment", page)
        self.assertNotIn("Rumours", page)
        self.assertNotIn(f"{self.url()}/more", page)

    def test_nothing_of_ours(self):
        """Scores, grades, reasons and notes are in no answer of the page."""
        grade = self.env["credit.grade"].search([], limit=1)
        self.account.write({"grade_id": grade.id, "score": 47.11, "risk_class": "high"})
        self.account.message_post(body="Hush-hush")
        self.customer.comment = "Hush-hush"
        self._invoice(321, due=-5)
        self.log_in()
        page = self.page().text
        for secret in ("Hush-hush", "47.11", "risk", grade.display_name + "<"):
            self.assertNotIn(secret, page)
        # What the file is made of: nothing is found in a PDF by its letters.
        prints = self.env["report.credit_management.credit_account_statement"].with_user(self.viewer).sudo()
        prints = prints.with_context(credit_portal_statement=OwnStatement(self.account.id))
        sheets = str(prints._get_report_values(self.account.ids)["sheets"])
        self.assertIn("321", sheets)
        for secret in ("Hush-hush", "47.11"):
            self.assertNotIn(secret, sheets)

    def test_orders_that_await_approval(self):
        order = self.env["sale.order"].create({"partner_id": self.customer.id, "client_order_ref": "X"})
        decision = {"account_id": self.account.id, "company_id": self.company.id, "checkpoint": "confirmation"}
        holds = self.env["credit.hold"]._credit_by_method()
        hold = holds.create({**decision, "order_id": order.id, "order_name": order.name})
        self.log_in()
        self.assertNotIn(order.name, self.page().text, "the customer has not confirmed it")
        hold.customer_facing = True
        page = self.page().text
        self.assertIn("awaiting our approval", page)
        self.assertIn(order.name, page)
        self.account.portal_orders = "off"
        self.assertNotIn(order.name, self.page().text)

    def test_statement(self):
        invoice = self._invoice(321, due=-5)
        self.log_in()
        response = self.page("/statement")
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        own = self.env["report.credit_management.credit_account_statement"].with_user(self.viewer).sudo()
        for context in ({}, {"credit_portal_statement": {"account_id": self.account.id}}):
            with self.assertRaises(AccessError):
                own.with_context(**context)._get_report_values(self.account.ids)
        allowed = own.with_context(credit_portal_statement=OwnStatement(self.account.id))
        with self.assertRaises(AccessError):
            allowed._get_report_values(self.other_account.ids)
        rows = str(allowed._get_report_values(self.account.ids)["sheets"])
        self.assertIn(invoice.name, rows)

    def test_two_of_our_companies(self):
        """Each is shown apart, in its own currency."""
        euro = self.env.ref("base.EUR")
        euro.active = True
        second = self.env["res.company"].create({"name": "Second of Ours", "currency_id": euro.id})
        self.env.user.company_ids = [Command.link(second.id)]
        account = self._create_account(self.customer, second)
        self.log_in()
        page = self.url_open("/my/credit").text
        for shown in (self.account, account):
            self.assertIn(f'href="/my/credit/{shown.id}"', page)
        other = self.page(account=account).text
        self.assertIn("with Second of Ours", other)
        self.assertIn("0.00\xa0€", other)
        self.assertNotIn("$", other[other.index("my_credit_verdict") : other.index("my_credit_side")])

    def test_each_part_is_switched_off(self):
        """By the company, and for one customer; what is off is not in the page, and its address leads nowhere."""
        self._invoice(100, due=-5)
        self.account.next_review = self._day(100)
        marks = {
            "limit": "percent of your limit",
            "items": "my_credit_items_title",
            "terms": "We look at your limit again on",
            "statement": f"{self.url()}/statement",
            "pay": f"{self.url()}/pay",
            "problem": f"{self.url()}/problem",
            "promise": f"{self.url()}/promise",
            "more": f"{self.url()}/more",
        }
        self.log_in()
        page = self.page().text
        for part, mark in marks.items():
            if part != "pay":
                self.assertIn(mark, page)
            for record, off, on in ((self.company, False, True), (self.account, "off", "company")):
                name = f"credit_portal_{part}" if record == self.company else f"portal_{part}"
                with self.subTest(part=part, by=record._name):
                    record[name] = off
                    found = self.page().text
                    self.assertTrue(part == "pay" or mark not in found)
                    record[name] = on
        self.company.credit_portal_page = False
        self.assertIn("There is nothing to show", self.page().text)
        self.account.portal_page = "on"
        self.assertIn("percent of your limit", self.page().text)

    def test_pages_of_many_items(self):
        """However many items there are, the page asks the database the same number of times."""
        self._invoice(10, due=1)
        self.log_in()
        self.page()
        few = self.queries()
        for day in range(5):
            self._invoice(1, due=day + 2)
        self.assertLessEqual(self.queries(), few)
        self.owe_in_parts(ITEMS_ON_A_PAGE)
        self.assertLessEqual(self.queries(), few)
        first, last = self.page().text, self.page("/page/2").text
        self.assertEqual(first.count("<tr>"), ITEMS_ON_A_PAGE + 1)
        self.assertEqual(last.count("<tr>"), 6 + 1)
        self.assertEqual(self.page("/page/99").text.count("<tr>"), 6 + 1)

    def owe_in_parts(self, count):
        """One entry that is due in so many parts."""
        accounts = self.env["account.account"]
        receivable = self.customer.property_account_receivable_id
        income = accounts.search([("account_type", "=", "income"), ("company_ids", "in", self.company.id)], limit=1)
        owed = {"account_id": receivable.id, "partner_id": self.customer.id, "debit": 1}
        lines = [Command.create({**owed, "date_maturity": self._day(20 + day)}) for day in range(count)]
        lines.append(Command.create({"account_id": income.id, "credit": count}))
        self.env["account.move"].create({"move_type": "entry", "line_ids": lines}).action_post()

    def queries(self):
        self.env.cr.flush()
        self.env.invalidate_all()
        account = self.env["credit.account"].with_user(self.viewer)._get_portal_accounts()
        before = self.cr.sql_log_count
        account._prepare_portal_page(1, ITEMS_ON_A_PAGE)
        return self.cr.sql_log_count - before
