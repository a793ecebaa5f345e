import io

import lxml.html

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from ..exposure.ledger_common import LedgerCommon
from .print_common import PIXEL, PrintCommon, plain

STATEMENT, AGING = "credit_account_statement", "credit_aging_report"


@tagged("post_install", "-at_install")
class TestPrintAccount(PrintCommon, LedgerCommon):
    """Statement of account and aging on paper, in every state an account may be in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"logo": PIXEL, "name": "Lender Inc."})
        cls.account = cls._account(cls.customer)

    @classmethod
    def _account(cls, partner):
        return cls.env["credit.account"]._for(partner, cls.company)

    def other(self, name="Other", **vals):
        return self.env["res.partner"].create({"name": name, "is_company": True, **vals})

    def rows(self, name, docs, **context):
        """The cells of the tables that have a total."""
        tables = self.printed(name, docs, **context).xpath("//table[contains(@class, 'lines')][.//tr[@class='total']]")
        return [
            [plain(td.text_content()) for td in tr.xpath("./td")]
            for table in tables
            for tr in table.xpath("./tbody/tr")
        ]

    # === STATEMENT === #

    def test_what_stands_open_adds_up_to_the_exposure(self):
        self.invoice(500, due=-10)
        self.invoice(300, due=20)
        self.receive(120)
        (sheet,) = self.sheets(STATEMENT, self.account)
        figures = self.figures(self.customer)
        self.assertEqual(
            [plain(text) for _name, text in sheet["summary"]], ["$ 800.00", "$ 500.00", "$ -120.00", "$ 680.00"]
        )
        self.assertEqual((figures.of("receivable"), figures.overdue, figures.of("unallocated")), (800, 500, -120))
        rows = self.rows(STATEMENT, self.account)
        self.assertEqual([row[-1] for row in rows], ["500.00", "-120.00", "300.00", "680.00"])

    def test_orders_and_drafts_are_not_owed_yet(self):
        self.invoice(500, post=False)
        self.order(4)
        self.assertIn("Nothing is open on this account.", self.text(STATEMENT, self.account))

    def test_two_currencies(self):
        self.invoice(400, due=-3, currency=self.euro)
        self.invoice(100)
        self.receive(50, currency=self.euro)
        (sheet,) = self.sheets(STATEMENT, self.account)
        dollars, euros = sheet["sections"]
        self.assertEqual(
            (dollars["currency"], dollars["balance"], dollars["overdue"]), (self.company.currency_id, 100, 0)
        )
        self.assertEqual((euros["currency"], euros["balance"], euros["overdue"]), (self.euro, 350, 400))
        self.assertEqual(
            [row[-1] for row in self.rows(STATEMENT, self.account)], ["100.00", "100.00", "400.00", "-50.00", "350.00"]
        )
        text = self.text(STATEMENT, self.account)
        self.assertIn("In EUR Invoices open 400.00 € of which overdue 400.00 €", text)
        self.assertIn("All currencies together, in USD", text)
        self.assertIn("Balance $ 800.00", text)

    def test_one_foreign_currency(self):
        """Who is invoiced in one other currency is told the balance in it; the company's stands apart, and says so."""
        self.invoice(400, due=20, currency=self.euro)
        (sheet,) = self.sheets(STATEMENT, self.account)
        self.assertEqual([section["currency"] for section in sheet["sections"]], [self.euro])
        text = self.text(STATEMENT, self.account)
        before, after = text.split("All currencies together, in USD")
        self.assertNotIn("$", before.partition("Open items")[0])
        self.assertIn("Balance $ 800.00", after)

    def test_original_paid_and_open(self):
        move = self.invoice(500, due=-10, ref="PO 77")
        self.pay(move, 120)
        row, _total = self.rows(STATEMENT, self.account)
        self.assertEqual(row[2], "PO 77")
        self.assertEqual(row[-3:], ["500.00", "120.00", "380.00"])

    def test_how_to_pay(self):
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "NL91ABNA0417164300", "partner_id": self.company.partner_id.id}
        )
        self.customer.ref = "C 1001"
        self.invoice(400, currency=self.euro)
        self.invoice(30)
        (sheet,) = self.sheets(STATEMENT, self.account)
        self.assertEqual([plain(part["amount"]) for part in sheet["slip"]], ["$ 30.00", "400.00 €"])
        text = self.text(STATEMENT, self.account)
        for expected in ("Remittance slip", bank.acc_number, "C 1001", "/my/invoices/overdue"):
            self.assertIn(expected, text)

    def test_nothing_to_pay(self):
        self.receive(70)
        self.assertNotIn("Remittance slip", self.text(STATEMENT, self.account))

    def test_a_credit_note_stands_apart(self):
        self.invoice(200, move_type="out_refund")
        self.assertIn("Credits not matched yet $ -200.00", self.text(STATEMENT, self.account))

    def test_as_of_a_past_day(self):
        move = self.invoice(500, due=-40)
        self.pay(move)
        self.assertIn("Nothing is open", self.text(STATEMENT, self.account))
        self.assertEqual(self.rows(STATEMENT, self.account, credit_as_of=self.day(-5))[-1][-1], "500.00")

    def test_company_on_every_document(self):
        customers = self.account | self._account(self.other())
        html = self.printed(STATEMENT, customers)
        documents = html.xpath("//div[@class='article']")
        self.assertEqual(len(documents), 2)
        for document in documents:
            self.assertIn("Lender Inc.", document.text_content())
            self.assertTrue(document.xpath(".//img/@src")[0].startswith("data:image/png;base64,"))

    def test_nothing_is_fetched(self):
        """The document looks the same for any address of the server."""
        html = self.printed(STATEMENT, self.account)
        self.assertFalse(html.xpath("//link | //script"))
        self.assertFalse([src for src in html.xpath("//@src") if not src.startswith("data:")])

    def test_the_customer_reads_it_in_their_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        view = self.env.ref("credit_management.credit_account_statement_document")
        view.with_context(lang="en_US").update_field_translations(
            "arch_db", {"fr_FR": {"Open items": "Postes ouverts"}}
        )
        french = self.other("Français", lang="fr_FR")
        self.invoice(1234.5, partner=french)
        self.invoice(1234.5)
        one, other = self.printed(STATEMENT, self.account | self._account(french)).xpath("//div[@class='article']")
        self.assertIn("Open items", one.text_content())
        self.assertIn("Postes ouverts", other.text_content())
        self.assertIn("1,234.50", one.text_content())
        self.assertIn("1 234,50", plain(other.text_content()))

    def test_right_to_left(self):
        self.env["res.lang"]._activate_lang("ar_001")
        arab = self._account(self.other("عميل", lang="ar_001"))
        (document,) = self.printed(STATEMENT, arab).xpath("//div[@class='article']")
        self.assertEqual(document.get("dir"), "rtl")

    def test_a_sign_stands_before_its_figure(self):
        """Among letters that run to the left too: a mark before the amount says so."""
        self.env["res.lang"]._activate_lang("ar_001")
        arab = self.other("عميل", lang="ar_001")
        self.invoice(100, partner=arab)
        self.receive(30, partner=arab)
        (document,) = self.printed(STATEMENT, self._account(arab)).xpath("//div[@class='article']")
        amounts = [cell.text for cell in document.xpath(".//td[@class='wide']") if "30.00" in cell.text]
        self.assertEqual([amount[0] for amount in amounts], ["\N{LEFT-TO-RIGHT MARK}"])

    def test_an_archived_customer_still_owes(self):
        self.invoice(70)
        self.customer.active = False
        self.assertEqual(self.rows(STATEMENT, self.account)[-1][-1], "70.00")

    def test_names_are_text(self):
        shouting = self._account(self.other("<b>Shout</b> & Sons"))
        for name in (STATEMENT, AGING):
            with self.subTest(name=name):
                self.assertIn("<b>Shout</b> & Sons", self.text(name, shouting))

    def test_nothing_chosen(self):
        with self.assertRaises(UserError):
            self.printed(STATEMENT, self.env["credit.account"])

    # === PAGES === #

    def test_each_customer_begins_on_a_page_one(self):
        other = self.other("Second")
        self.invoice(100)
        self.invoice(50, partner=other)
        first, second = self.pages(STATEMENT, self.account | self._account(other))
        self.assertIn("Statement of Account", first)
        self.assertIn("Customer", first)
        self.assertIn("Second", second)
        for page in (first, second):
            self.assertIn("Page 1 of 1", page)

    def test_a_long_statement_has_heads_on_every_page(self):
        self.invoices(300)
        pages = self.pages(STATEMENT, self.account)
        self.assertEqual(len(pages), 8)
        for number, page in enumerate(pages, 1):
            self.assertIn(f"Page {number} of 8", page)
            self.assertIn("Days past due", page)
        self.assertIn("300.00", pages[-1])

    def test_the_paper_of_the_company(self):
        self.invoices(14 + 30)
        self.company.paperformat_id = self.env.ref("base.paperformat_us")
        reader = PdfFileReader(io.BytesIO(self.pdf(STATEMENT, self.account)))
        sizes = [tuple(map(round, reader.getPage(number).mediaBox[2:])) for number in range(reader.getNumPages())]
        self.assertEqual(sizes, [(612, 792)] * 2)

    def invoices(self, count):
        lines = [Command.create({"name": "x", "quantity": 1, "price_unit": 1, "tax_ids": [Command.clear()]})]
        vals = {"move_type": "out_invoice", "partner_id": self.customer.id, "invoice_line_ids": lines}
        vals |= {"invoice_payment_term_id": False, "invoice_date": self.day(-30), "invoice_date_due": self.day(-3)}
        self.env["account.move"].create([vals] * count).action_post()

    # === AGING === #

    def test_aging_adds_up_to_the_exposures(self):
        other = self.other("Another")
        self.invoice(500, due=-10)
        self.invoice(300, due=20)
        self.invoice(40, partner=other, due=-200)
        self.receive(60, partner=other)
        rows = self.rows(AGING, self.account | self._account(other))
        self.assertEqual([row[0] for row in rows], ["Customer", "Another", "Total", "Share of receivables"])
        self.assertEqual(rows[0][1:], ["300.00", "500.00", "–", "–", "–", "–", "800.00", "–", "800.00"])
        self.assertEqual(rows[2][-4:], ["40.00", "840.00", "-60.00", "780.00"])
        self.assertEqual(rows[3][1:], ["35.7 %", "59.5 %", "–", "–", "–", "4.8 %", "100.0 %", "", ""])

    def test_rounded_figures_add_up(self):
        """Thirds of what is owed are 100 %, and thousands of the buckets those of the receivables."""
        for due in (20, -10, -40):
            self.invoice(100, due=due)
        rows = self.rows(AGING, self.account)
        self.assertEqual(rows[2][1:], ["33.4 %", "33.3 %", "33.3 %", "–", "–", "–", "100.0 %", "", ""])
        report = self.env[f"report.credit_management.{AGING}"]
        amounts = [1400.0, 1400.0, 1400.0, 0.0, 0.0, 0.0, 4200.0, -700.0, 3500.0]
        cells = report._cells(self.company, amounts, 1000)
        self.assertEqual(cells, ["2", "1", "1", "–", "–", "–", "4", "0", "4"])

    def test_aging_by_salesperson_and_grade(self):
        seller = self.env["res.users"].create({"name": "Sam", "login": "sam"})
        other = self.other("Another", user_id=seller.id)
        self.invoice(500)
        self.invoice(40, partner=other, due=-200)
        (sheet,) = self.sheets(AGING, self.account | self._account(other))
        (by_seller,) = sheet["groups"]  # nobody has a grade
        rows = [row.cells for part in by_seller["parts"] for row in part]
        self.assertEqual([(row[0], row[-1]) for row in rows], [(self.env.user.name, "500.00"), ("Sam", "40.00")])

    def test_aging_of_everybody_on_a_past_day(self):
        """Customers who owed anything then, with or without a credit account."""
        owing = self.other("Owing without an account")
        move = self.invoice(90, partner=owing, due=-60)
        self.pay(move)
        wizard = self.env["credit.open.item.date"].create({"date": self.day(-5)})
        action = wizard.action_print()
        self.assertEqual(action["data"], {"asked": {"date": str(self.day(-5))}})
        reports = self.env["ir.actions.report"]
        past, _kind = reports._render_qweb_html(action["report_name"], [], data=action["data"])
        today, _kind = reports._render_qweb_html(action["report_name"], [])
        self.assertIn("Owing without an account", lxml.html.fromstring(past.decode()).text_content())
        self.assertNotIn("Owing without an account", today.decode())

    def test_aging_pages(self):
        self.invoice(500, due=-10)
        (page,) = self.pages(AGING, self.account)
        self.assertIn("Page 1 of 1", page)

    # === EFFORT === #

    def test_as_many_queries_for_many(self):
        accounts = self.account
        for number in range(6):
            partner = self.other(f"Customer {number}")
            self.invoice(10, partner=partner)
            accounts |= self._account(partner)
        for name in (STATEMENT, AGING, "credit_report"):
            with self.subTest(name=name):
                self.sheets(name, accounts[:2])  # what is read once
                counts = [self.queries(name, some) for some in (accounts[:2], accounts)]
                self.assertLessEqual(counts[1], counts[0] + 3, counts)

    def queries(self, name, accounts):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.sheets(name, accounts)
        return self.env.cr.sql_log_count - before
