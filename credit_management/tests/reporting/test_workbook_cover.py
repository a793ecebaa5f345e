from odoo.tests import tagged

from ...core.common import styles
from ...core.common.cells import shown
from .workbook_common import WorkbookLedgerCommon


@tagged("post_install", "-at_install")
class TestWorkbookCover(WorkbookLedgerCommon):
    """The first sheet, and how all of them look and print."""

    REPORTS = ("aging", "portfolio", "hold")

    def lines(self, sheet):
        return {row[0].value: row[1] for row in sheet.iter_rows(min_row=3, max_row=15) if row[0].value}

    def test_what_the_cover_says(self):
        self.customers()
        book = self.book(partner_ids=self.customer.ids, only_overdue=True)
        cover = self.lines(book["Cover"])
        self.assertEqual(book["Cover"]["A1"].value, "Aging")
        self.assertEqual(cover["Company"].value, self.company.name)
        self.assertEqual(cover["Customers"].value, self.customer.display_name)
        self.assertEqual(cover["Items"].value, "Only overdue ones")
        self.assertEqual(cover["Made by"].value, self.env.user.name)
        self.assertTrue(cover["As of"].value)
        self.assertEqual(cover["On screen"].hyperlink.target, f"{self.env.user.get_base_url()}/odoo/credit-aging")

    def test_sums_are_those_of_the_sheets(self):
        self.customers()
        options = {"partner_ids": self.customer.ids}
        values, formulas = self.book(**options)["Cover"], self.formulas(**options)
        exposure = self.rows(self.book(**options)["Summary"])[1]["Exposure"]
        found = {}
        for told, written in zip(values.iter_rows(), formulas["Cover"].iter_rows(), strict=True):
            if str(written[2].value).startswith("='Summary'"):
                found[told[1].value] = told[2].value
                name, cell = written[2].value[1:].split("!")
                self.assertTrue(str(formulas[name.strip("'")][cell].value).startswith("=SUBTOTAL(9,"))
        self.assertEqual(found["Exposure"], exposure)
        links = [cell.hyperlink.location for row in formulas["Cover"].iter_rows() for cell in row if cell.hyperlink]
        self.assertIn("'Summary'!A1", links)

    def test_one_chart_that_answers_a_question(self):
        self.accounts(*self.customers())
        for report, question in (("aging", "How old is what"), ("portfolio", "On how few customers")):
            with self.subTest(report):
                cover = self.formulas(report=report)["Cover"]
                self.assertEqual(len(cover._charts), 1)
                texts = [str(row[0].value) for row in cover.iter_rows() if row[0].value]
                self.assertTrue(any(text.startswith(question) for text in texts), texts)

    def test_the_chart_is_what_is_owed(self):
        customer, _second = self.customers()
        cover = self.book(partner_ids=customer.ids)["Cover"]
        told = {row[0].value: row[2].value for row in cover.iter_rows() if row[0].value}
        names = self.company.credit_aging_bucket_ids.sorted("day_from").mapped("name")
        for name, amount in zip(names, self.figures(customer).buckets, strict=True):
            self.assertEqual(told[name], round(amount, 2), name)

    def test_links_to_records(self):
        customer, _second = self.customers()
        account = self.accounts(customer)
        book = self.formulas(partner_ids=customer.ids)
        self.assertTrue(book["Summary"]["A6"].hyperlink.target.endswith(f"/odoo/credit-accounts/{account.id}"))
        documents = {
            cell.value: cell.hyperlink.target for (cell,) in book["Details"].iter_rows(6, None, 2, 2) if cell.hyperlink
        }
        moves = self.env["account.move"].search([("partner_id", "=", customer.id), ("name", "in", list(documents))])
        self.assertTrue(moves)
        for move in moves:
            self.assertTrue(documents[move.name].endswith(f"/odoo/account.move/{move.id}"))
        sheet = self.formulas(report="portfolio", partner_ids=customer.ids)["Accounts"]
        self.assertTrue(sheet["A6"].hyperlink.target.endswith(f"/odoo/credit-accounts/{account.id}"))

    def test_tables_marks_and_pages(self):
        self.accounts(*self.customers())
        for report in self.REPORTS:
            for sheet in self.formulas(report=report).worksheets:
                with self.subTest(report, sheet=sheet.title):
                    self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
                    self.assertEqual((sheet.page_setup.fitToWidth or 1), 1)
                    self.assertIn("&P", sheet.oddFooter.right.text or "")
                    self.assertIn(self.company.name.split("&")[0], sheet.oddFooter.left.text)
                    if sheet.title != "Cover":
                        self.assertLessEqual(self.printed_width(sheet), styles.WIDEST_PRINT + 40)
        book = self.formulas(report="portfolio")
        self.assertTrue(book["Accounts"].conditional_formatting)
        self.assertTrue(self.formulas()["Summary"].conditional_formatting)
        self.assertEqual(len(book["Accounts"].tables), 1)

    def printed_width(self, sheet):
        area = sheet.print_area.split("!")[-1].replace("$", "")
        last = sheet[area.split(":")[1]].column
        return sum(sheet.column_dimensions[cell.column_letter].width for cell in sheet[5][:last])

    def test_what_matters_is_printed(self):
        self.accounts(*self.customers())
        for report, name, titles in (
            ("aging", "Summary", {"Exposure", "Overdue"}), ("aging", "Details", {"Open Amount", "Overdue"}),
            ("portfolio", "Accounts", {"Limit", "Exposure", "Utilisation", "Overdue", "Next Review"}),
            ("hold", "Holds", {"Claim", "Outcome", "Decided by"}),
        ):  # fmt: skip
            with self.subTest(name):
                sheet = self.formulas(report=report)[name]
                last = sheet[sheet.print_area.split("!")[-1].replace("$", "").split(":")[1]].column
                self.assertLessEqual(titles, {cell.value for cell in sheet[5][:last]})

    def test_two_sheets_have_tables_of_different_names(self):
        names = [name for sheet in self.formulas().worksheets for name in sheet.tables]
        self.assertEqual(len(names), len(set(names)))
        self.assertGreater(len(names), 2)

    def test_twelve_digits(self):
        """No figure of a sheet is wider than its column: a spreadsheet shows ### instead."""
        self.accounts(*self.customers())
        self.invoice(123_456_789_012.34, due=-40)
        self.invoice(98_765_432_109.87, due=-40, currency=self.euro)
        for report in self.REPORTS:
            for sheet in self.book(report=report):
                with self.subTest(report=report, sheet=sheet.title):
                    self.assertEqual(self.too_narrow(sheet), [])

    def too_narrow(self, sheet):
        figures = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)]
        widths = {  # columns of one width are one entry
            number: columns.width
            for columns in sheet.column_dimensions.values()
            for number in range(columns.min, columns.max + 1)
        }
        return [
            (cell.coordinate, text)
            for cell in figures
            if len(text := shown(cell.value, cell.number_format)) >= widths[cell.column]
        ]
