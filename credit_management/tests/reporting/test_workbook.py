import datetime
import io
from pathlib import Path

from openpyxl import load_workbook

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from ...core.assessment.grade_record import Share
from .workbook_common import WorkbookLedgerCommon

CATEGORIES = {
    "receivable": "Receivable", "draft_invoice": "Draft Invoice", "order": "Order Not Invoiced",
    "unallocated": "Unallocated Payment", "clearing": "Receipt in Clearing",
}  # fmt: skip
BY_SELLER = ("By Salesperson", "By Sales Team")


@tagged("post_install", "-at_install")
class TestWorkbook(WorkbookLedgerCommon):
    """Workbooks, opened again: what they say is what the database says."""

    # === AGING === #

    def test_totals_are_the_exposure(self):
        """By customer, by salesperson and by grade, to the cent."""
        customers = self.customers()
        figures = [self.figures(customer) for customer in customers]
        book = self.book(partner_ids=[customer.id for customer in customers])
        self.assertEqual(book.sheetnames, ["Cover", "Summary", "Details", "By Salesperson", "By Grade"])
        for name in ("Summary", "By Salesperson", "By Grade"):
            rows, total = self.rows(book[name])
            with self.subTest(name):
                for category, title in CATEGORIES.items():
                    expected = round(sum(one.of(category) for one in figures), 2)
                    self.assertEqual(total[title], expected, category)
                    self.assertEqual(round(sum(row[title] for row in rows), 2), expected)
                self.assertEqual(total["Exposure"], round(sum(one.total for one in figures), 2))
                self.assertEqual(total["Overdue"], round(sum(one.overdue for one in figures), 2))
        details, total = self.rows(book["Details"])
        self.assertEqual(total["Counts as Exposure"], round(sum(one.total for one in figures), 2))
        self.assertEqual(total["Overdue"], round(sum(one.overdue for one in figures), 2))
        self.assertEqual(len(details), self.rows(book["Summary"])[1]["Items"])

    def test_buckets_are_those_of_the_figures(self):
        customer, _second = self.customers()
        rows, total = self.rows(self.book(partner_ids=customer.ids)["Summary"])
        names = self.company.credit_aging_bucket_ids.sorted("day_from").mapped("name")
        self.assertEqual([row["Customer"] for row in rows], ["Customer"])
        for name, amount in zip(names, self.figures(customer).buckets, strict=True):
            self.assertEqual(total[name], round(amount, 2), name)

    def test_values_have_their_types(self):
        """Numbers are numbers, dates are dates, and totals are formulas over all rows."""
        customer, _second = self.customers()
        details, _total = self.rows(self.book(partner_ids=customer.ids)["Details"])
        row = next(row for row in details if row["Open Amount"] == 100.10)
        self.assertEqual(row["Due Date"].date(), self.day(-40))
        self.assertEqual(row["Date"].date(), self.day(-70))
        self.assertEqual((row["Days Past Due"], row["Bucket"], row["Kind"]), (40, "31–60", "Receivable"))
        self.assertIsInstance(row["Date"], datetime.datetime)
        euro = next(row for row in details if row["Currency"] == "EUR")
        self.assertEqual((euro["In Currency"], euro["Open Amount"], euro["Original Amount"]), (400, 800, 800))
        sheet = self.formulas(partner_ids=customer.ids)["Details"]
        last = sheet.max_row
        self.assertEqual(sheet.cell(last, 10).value, f"=SUBTOTAL(9,J6:J{last - 1})")
        (table,) = sheet.tables.values()
        self.assertEqual((sheet.freeze_panes, table.ref), ("B6", f"A5:P{last - 1}"))
        self.assertEqual(table.autoFilter.ref, table.ref)
        self.assertIn('"$"', sheet.cell(6, 10).number_format)

    def test_part_paid(self):
        """An item, and the part of it that is left."""
        self.pay(self.invoice(500), 200)
        details, _total = self.rows(self.book(partner_ids=self.customer.ids)["Details"])
        row = next(row for row in details if row["Kind"] == "Receivable")
        self.assertEqual((row["Original Amount"], row["Open Amount"]), (500, 300))

    def test_text_stays_text(self):
        for name in ("=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "-2", "http://example.com", "007"):
            partner = self.env["res.partner"].create({"name": name, "is_company": True})
            self.invoice(10, partner=partner)
            self.accounts(partner)
            with self.subTest(name):
                book = self.formulas(partner_ids=partner.ids)
                for sheet in ("Summary", "Details"):
                    cell = book[sheet].cell(6, 1)
                    self.assertEqual((cell.value, cell.data_type), (name, "s"))
                    self.assertIn("/odoo/credit-accounts/", cell.hyperlink.target)

    def test_receivables_without_a_customer_have_a_line(self):
        account, income = self.company_data["default_account_receivable"], self.company_data["default_account_revenue"]
        self.invoice(300)
        lines = [(0, 0, {"account_id": account.id, "debit": 70}), (0, 0, {"account_id": income.id, "credit": 70})]
        self.env["account.move"].create({"line_ids": lines}).action_post()
        for report, sheet, column in (("aging", "Summary", "Receivable"), ("portfolio", "Accounts", "Receivable")):
            with self.subTest(report):
                rows, total = self.rows(self.book(report=report)[sheet])
                (row,) = [row for row in rows if row["Customer"] == "Without customer"]
                self.assertEqual(row[column], 70)
                self.assertAlmostEqual(total[column], sum(row[column] or 0 for row in rows), 2)
        sheets = self.env["report.credit_management.credit_aging_report"]._get_report_values([])["sheets"]
        self.assertIn("Without customer", str(sheets))

    def test_nothing_to_tell(self):
        nobody = self.env["res.partner"].create({"name": "Nobody", "is_company": True})
        for report in ("aging", "portfolio", "hold"):
            with self.subTest(report):
                book = self.book(report=report, partner_ids=nobody.ids)
                for sheet in book:
                    if sheet.title in ("Cover", "Collection", "Concentration and Holds", *BY_SELLER):
                        continue  # of the company, for any choice of customers
                    self.assertEqual([cell.value for cell in sheet[6]], [None] * sheet.max_column)
                    self.assertEqual(self.rows(sheet)[1][sheet.cell(5, 1).value], "Total")

    def test_by_who_sells(self):
        """Of the twelve months to the last month end, as the dialog says it."""
        last = self.env["credit.month.end"]._last(self.company)
        self.invoice(400, invoice_date=last, date=last, invoice_user_id=self.env.uid)
        book = self.book(report="portfolio")
        periods = self.env["credit.performance"]._read(self.company, "user", self.day(-700), last)
        rows, total = self.rows(book["By Salesperson"])
        (row,) = [row for row in rows if row["Who"] == self.env.user.name]
        self.assertEqual(row["Open After"], round(periods[self.env.uid].closing, 2))
        self.assertGreaterEqual(row["Customers Owing"], 1)
        self.assertEqual((row["Customers Reconciled"], row["Reconciliation Rate"]), (0, 0))
        self.assertEqual(total["Open After"], self.rows(book["By Sales Team"])[1]["Open After"])

    def test_a_past_day(self):
        self.pay(self.invoice(500, due=-10))
        self.assertEqual(self.rows(self.book(partner_ids=self.customer.ids)["Summary"])[1]["Receivable"], 0)
        day = self.day(-1)
        rows, total = self.rows(self.book(partner_ids=self.customer.ids, date=day)["Summary"])
        self.assertEqual((total["Receivable"], total["Overdue"], len(rows)), (500, 500, 1))
        accounts = self.accounts(self.customer)
        rows, total = self.rows(self.book(report="portfolio", partner_ids=self.customer.ids, date=day)["Accounts"])
        figures = self.env["credit.exposure"]._read_figures(accounts, day)[accounts]
        self.assertEqual((total["Exposure"], rows[0]["Oldest (Days Past Due)"]), (figures.total, 9))
        with self.assertRaisesRegex(ValidationError, "has not come yet"):
            self.export(date=self.day(1))

    def test_groupings(self):
        self.invoice(10)
        for grouping, sheets in (("grade", ["Cover", "By Grade", "Details"]), ("none", ["Cover", "Details"])):
            self.assertEqual(self.book(grouping=grouping).sheetnames, sheets)
        self.assertEqual(self.book(grouping="partner", with_detail=False).sheetnames, ["Cover", "Summary"])
        with self.assertRaisesRegex(ValidationError, "Nothing is left"):
            self.export(grouping="none", with_detail=False)

    def test_only_overdue_and_salesperson(self):
        self.customers()
        rows, _total = self.rows(self.book(only_overdue=True)["Details"])
        self.assertTrue(all(row["Days Past Due"] > 0 for row in rows) and rows)
        other = new_test_user(self.env, login="other_seller", groups="sales_team.group_sale_salesman")
        self.invoice(33, invoice_user_id=other.id)
        self.assertEqual(self.rows(self.book(user_ids=other.ids)["By Salesperson"])[1]["Exposure"], 33)

    def test_steps_are_told(self):
        self.customers()
        _content, steps = self.content(self.export())
        self.assertEqual(steps[0][0], 0)
        self.assertEqual(steps[-1][0], steps[-1][1])
        self.assertEqual(steps, sorted(steps))

    def test_given_up_half_way(self):
        """Nothing is left on the disk when the browser goes away."""
        self.customers()
        steps = self.env["credit.workbook"]._stream(self.export())
        next(steps)
        folder = Path(steps.gi_yieldfrom.gi_frame.f_locals["folder"])
        next(steps)
        self.assertTrue(list(folder.iterdir()))
        steps.close()
        self.assertFalse(folder.exists())

    # === SELECTIONS === #

    def test_of_a_selection(self):
        customer, second = self.customers()
        item = self.env["credit.open.item"].search([("partner_id", "=", customer.id)], limit=1)
        cases = [
            ("credit.open.item", item.ids, "aging", "Details", item.amount),
            ("credit.account", self.accounts(second).ids, "aging", "Details", None),
            ("credit.account", self.accounts(second).ids, "portfolio", "Accounts", None),
        ]
        for model, ids, report, name, amount in cases:
            with self.subTest(model=model, report=report):
                exports = self.env["credit.workbook.export"].with_context(active_model=model, active_ids=ids)
                export = exports.create({"report": report, "company_ids": self.company.ids})
                self.assertEqual(export.record_count, len(ids))
                book = load_workbook(io.BytesIO(self.content(export)[0]), data_only=True)
                rows, total = self.rows(book[name])
                if amount is not None:
                    self.assertEqual((len(rows), total["Open Amount"]), (1, amount))
                else:
                    self.assertEqual({row["Customer"] for row in rows}, {"Second"})
        self.assertEqual(exports.default_get(["report"])["report"], "portfolio")

    def test_what_a_selection_cannot_be(self):
        for values in ({"record_model": "res.users"}, {"record_model": "credit.hold", "report": "aging"}):
            with self.subTest(values), self.assertRaisesRegex(ValidationError, "cannot be made"):
                self.export(record_ids=[1], **values)

    # === PORTFOLIO === #

    def test_portfolio(self):
        customers = self.customers()
        accounts = self.accounts(*customers)
        book = self.book(report="portfolio", record_model="credit.account", record_ids=accounts.ids)
        self.assertEqual(book.sheetnames[:3], ["Cover", "Accounts", "Concentration"])
        rows, total = self.rows(book["Accounts"])
        self.assertEqual(total["Exposure"], round(sum(accounts.mapped("exposure")), 2))
        self.assertEqual(total["Overdue"], round(sum(accounts.mapped("overdue_amount")), 2))
        self.assertEqual({row["Limit Type"] for row in rows}, {"Not Assessed"})
        self.assertEqual({row["Limit"] for row in rows}, {None}, "no limit is no limit of zero")
        rows, total = self.rows(book["Concentration"])
        self.assertEqual([row["Customer"] for row in rows], ["Customer", "Second"])
        self.assertEqual(total["Share"], 1)
        shares = [row["Share"] for row in rows]
        self.assertEqual((shares, sum(shares)), ([round(share, 3) for share in shares], 1))
        self.assertEqual(rows[-1]["Share down to Here"], 1)

    def test_grades(self):
        accounts = self.accounts(*self.customers())
        best, second = self.env["credit.grade"].search([], limit=2)
        accounts[0].sudo().grade_id, accounts[1].sudo().grade_id = best, second
        book = self.book(report="portfolio", record_model="credit.account", record_ids=accounts.ids)
        rows, total = self.rows(book["Grades"])
        self.assertLessEqual({best.code, second.code}, {row["Grade"] for row in rows})
        self.assertEqual((round(sum(row["Share"] for row in rows), 3), total["Share"]), (1, 1))
        self.assertEqual({row["Late at All"] for row in rows}, {None}, "nobody has had a grade yet")

    def test_a_grade_of_which_little_is_known_yet(self):
        """Each figure stands in its own column, also where an earlier one is not known."""
        workbook = self.env["credit.workbook"]
        known, unknown = Share(1, 4), Share(0, 0)
        cells = workbook._grade_cells((unknown, known, unknown, unknown))
        nothing = [0, None, None, None]
        self.assertEqual(cells, [*nothing, 4, 0.25, *known.interval, *nothing, *nothing])
        self.assertEqual(len(workbook._grade_cells(None)), len(cells))
        self.assertEqual(len(workbook._grade_columns()), 3 + len(cells))

    # === COMPANIES === #

    def test_two_companies_and_currencies(self):
        other = self.setup_other_company(name="Other & Sons: [EU]", currency_id=self.euro.id)["company"]
        self.env.user.company_ids = [Command.link(other.id)]
        self.invoice(100)
        self.env["account.move"].with_company(other).create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_date": self.day(-30),
                "currency_id": self.euro.id,
                "company_id": other.id,
                "invoice_line_ids": [Command.create({"name": "Goods", "price_unit": 70, "tax_ids": False})],
            }
        ).action_post()
        both = self.company + other
        book = self.book(company_ids=both.ids, partner_ids=self.customer.ids)
        first, second = (book[name] for name in book.sheetnames if name.startswith("Summary"))
        self.assertEqual([self.rows(sheet)[1]["Exposure"] for sheet in (first, second)], [100, 70])
        self.assertIn("€", second.cell(6, 4).number_format)
        self.assertNotIn("[", second.title)

    def test_branches(self):
        """A branch's items go with those of its company; who is only in the branch gets only the branch's."""
        branch = self._create_company(name="Branch", parent_id=self.company.id)
        self.invoice(100)
        self.env["account.move"].with_company(branch).create(
            {
                "company_id": branch.id,
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_line_ids": [Command.create({"name": "Goods", "price_unit": 10, "tax_ids": False})],
            }
        )
        both = self.company + branch
        self.assertEqual(self.rows(self.book(company_ids=both.ids)["Summary"])[1]["Exposure"], 110)
        self.assertEqual(self.rows(self.book(company_ids=branch.ids)["Summary"])[1]["Exposure"], 10)
        user = new_test_user(
            self.env, login="branch_analyst", groups="credit_management.credit_management_group_analyst",
            company_id=branch.id, company_ids=[Command.set(branch.ids)],
        )  # fmt: skip
        self.assertEqual(self.rows(self.book(user, company_ids=branch.ids)["Summary"])[1]["Exposure"], 10)
