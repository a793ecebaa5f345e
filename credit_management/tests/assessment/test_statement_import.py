import base64
import io
from datetime import date

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged

from ...core.assessment.statement import TOTALS
from .statement_common import FIGURES, CreditStatementCommon


@tagged("post_install", "-at_install")
class TestStatementImport(CreditStatementCommon, HttpCase):
    """From the template to drafts: all periods, or none and every fault by sheet, row and column."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.imports = cls.env["credit.statement.import"].with_user(cls.analyst)
        cls.template = cls.imports._template_content(cls.account)
        sheet = openpyxl.load_workbook(io.BytesIO(cls.template)).active
        cls.rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value}

    def fill(self, *periods, **more):
        """The template with one column for each dict of values; ``more`` goes into cells by address."""
        book = openpyxl.load_workbook(io.BytesIO(self.template))
        for column, values in enumerate(periods, 3):
            for name, value in values.items():
                book.active.cell(self.rows[name], column).value = value
        for address, value in more.items():
            book.active[address] = value
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    def wizard(self, content, user=None):
        values = {"account_id": self.account.id, "file": base64.b64encode(content), "file_name": "books.xlsx"}
        return self.imports.with_user(user or self.analyst).create(values)

    def statements(self):
        return self.env["credit.financial.statement"].search([("account_id", "=", self.account.id)])

    def refused(self, content, *words):
        wizard = self.wizard(content)
        self.assertFalse(wizard.ready)
        self.assertFalse(wizard.preview)
        for word in words:
            self.assertIn(word, wizard.fault_text)
        with self.assertRaisesRegex(UserError, "Nothing was imported"):
            wizard.action_import()
        return wizard.fault_text.split("\n")

    def period(self, year=2024, **values):
        parts = {name: value for name, value in FIGURES.items() if name not in TOTALS}
        return {"period_end": date(year, 12, 31), **parts, **values}

    def test_a_good_file(self):
        words = {"kind": "Annual", "audited": "audited", "source": "Credit Agency", "currency": "usd"}
        older = self.period(2023, period_end="31.12.2023", sales="1.168,00", cost_of_sales="438,00", **words)
        wizard = self.wizard(self.fill(self.period(2024, currency="USD"), older))
        self.assertTrue(wizard.ready, wizard.fault_text)
        self.assertIn("31 Dec 2024", wizard.preview)
        self.assertIn("1,168.00", wizard.preview)
        wizard.action_import()
        later, before = self.statements()
        self.assertEqual((later.period_start, later.period_end), (date(2024, 1, 1), date(2024, 12, 31)))
        self.assertEqual((before.period_start, before.months), (date(2023, 1, 1), 12))
        self.assertEqual((before.audited, before.source, before.currency_id.name), ("yes", "agency", "USD"))
        self.assertEqual((later.audited, later.source, later.state), ("unknown", "customer", "draft"))
        self.assertEqual((later.total_assets, later.net_result), (1000, 100))  # totals left empty
        self.assertAlmostEqual(self._ratio(later, "sales_growth").value, 0.25)
        self.assertEqual(later.message_attachment_count, 1)
        self.assertEqual(later.create_uid, self.analyst)

    def test_what_does_not_add_up_is_shown_but_no_fault(self):
        wizard = self.wizard(self.fill(self.period(total_assets=2000)))
        self.assertTrue(wizard.ready)
        self.assertIn("“Total Assets” is", wizard.preview)

    def test_faults_in_cells(self):
        cases = [
            ("sales", "unknown", "“unknown” is text, and an amount is expected"),
            ("sales", "€ 5", "“€ 5” names a currency that is not the one of the statement"),
            ("sales", "1,234", "“1,234” can be read in two ways"),
            ("cash", "=A1+1", "no stored result"),
            ("cash", "#DIV/0!", "the formula ends in #DIV/0!"),
            ("period_end", "New Year", "“New Year” is no date"),
            ("period_end", "01/02/2025", "“01/02/2025” can be read in two ways"),
            ("kind", "weekly", "“weekly” is none of “Annual”, “Interim”"),
            ("currency", "XQQ", "“XQQ” is no currency"),
            ("period_start", date(2025, 2, 1), "before it begins"),
            ("period_end", date(2099, 12, 31), "still to come"),
            ("period_end", None, "no last day"),
        ]
        for name, value, words in cases:
            with self.subTest(name=name, value=value):
                faults = self.refused(self.fill(self.period(2023), self.period(2024, **{name: value})), words)
                place = f"Sheet “Statements”, row {self.rows[name]}, column D ("
                self.assertEqual([fault[: len(place)] for fault in faults], [place])
                self.assertFalse(self.statements())

    def test_a_currency_that_is_not_in_use(self):
        self.env["res.currency"].with_context(active_test=False).search([("name", "=", "MNT")]).active = False
        self.refused(self.fill(self.period(currency="MNT")), "MNT is not in use here")

    def test_every_fault_at_once(self):
        content = self.fill(
            self.period(2023, sales="x", cash="y"), self.period(2024, inventory="z"), B99="Extra", C99=5
        )
        self.assertEqual(len(self.refused(content, "“Extra” is no line of the template")), 4)

    def test_an_interim_statement_needs_its_first_day(self):
        self.refused(self.fill(self.period(kind="Interim")), "needs its first day")
        wizard = self.wizard(self.fill(self.period(kind="Interim", period_start=date(2024, 7, 1))))
        self.assertTrue(wizard.ready, wizard.fault_text)

    def test_one_period_twice(self):
        faults = self.refused(self.fill(self.period(), self.period()), "another column has the same kind")
        self.assertEqual([fault.split(", ")[2][:8] for fault in faults], ["column C", "column D"])

    def test_a_period_that_is_there_already(self):
        content = self.fill(self.period(2024), self.period(2023))
        self.wizard(self.fill(self.period(2024))).action_import()
        self.refused(content, "column C", "is there already, as a draft")
        self.assertEqual(len(self.statements()), 1)
        self.statements().with_user(self.manager).action_confirm()
        self.refused(content, "confirmed already. Open it and make a new version")

    def test_no_workbook(self):
        for content in (b"", b"Sales;5", self.template[:500]):
            with self.subTest(content=content[:4]):
                wizard = self.wizard(content)
                self.assertFalse(wizard.ready)
                with self.assertRaisesRegex(UserError, "Choose the workbook|cannot be read as|no period was found"):
                    wizard.action_import()
        self.refused(self.template, "no period was found")

    def test_totals_are_calculated_and_may_be_typed_over(self):
        sheet = openpyxl.load_workbook(io.BytesIO(self.template)).active
        for name in TOTALS:
            self.assertTrue(sheet.cell(self.rows[name], 3).value.startswith("=IF(COUNT("), name)
        self.assertIn("-", sheet.cell(self.rows["check"], 3).value)
        self.assertIn("decimal", {rule.type for rule in sheet.data_validations.dataValidation})
        self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
        wizard = self.wizard(self.fill(self.period(net_result=100)))
        self.assertTrue(wizard.ready, wizard.fault_text)
        self.refused(self.fill(self.period(net_result="=1+1")), "no stored result")

    def test_labels_are_enough(self):
        """Somebody copies the visible columns into a file of their own."""
        book = openpyxl.load_workbook(io.BytesIO(self.fill(self.period())))
        for row in range(1, book.active.max_row + 1):
            book.active.cell(row, 1).value = None
        stream = io.BytesIO()
        book.save(stream)
        wizard = self.wizard(stream.getvalue())
        self.assertTrue(wizard.ready, wizard.fault_text)

    def test_the_form_previews(self):
        form = Form(self.imports.with_context(default_account_id=self.account.id))
        form.file = base64.b64encode(self.fill(self.period(sales="x"))).decode()
        self.assertIn("“x” is text", form.fault_text)
        form.file = base64.b64encode(self.fill(self.period())).decode()
        self.assertFalse(form.fault_text)
        self.assertTrue(form.ready)

    def test_who_may(self):
        content = self.fill(self.period())
        with self.assertRaises(AccessError):
            self.wizard(content, self.salesperson)
        self.wizard(content, self.manager).action_import()
        self.assertEqual(self.statements().create_uid, self.manager)

    def test_download(self):
        for user in (self.analyst, self.salesperson):
            user.password = user.login
        url = self.wizard(b"").action_template()["url"]
        self.authenticate(self.analyst.login, self.analyst.login)
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200)
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        self.assertIn(self.account.partner_id.name, sheet["B1"].value)
        self.authenticate(self.salesperson.login, self.salesperson.login)
        self.assertEqual(self.url_open(url).status_code, 403)
