import io

import openpyxl

from odoo.tests import HttpCase, tagged

from .ledger_import_common import LedgerImportCommon

URL = "/credit_management/ledger_template"
ROLES = {
    "importer": "account.group_account_manager",
    "analyst": "credit_management.credit_management_group_analyst",
    "credit_manager": "credit_management.credit_management_group_manager",
}


@tagged("post_install", "-at_install")
class TestLedgerTemplate(LedgerImportCommon, HttpCase):
    """The workbook to fill in: fetched by whoever sees its link, and read back as it was filled in."""

    def template(self):
        content = self.env["credit.ledger.import"].with_user(self.accountant)._template_content()
        return openpyxl.load_workbook(io.BytesIO(content))

    def test_whoever_sees_the_link_may_follow_it(self):
        for name, groups in ROLES.items():
            user = self.create_person(f"fetching_{name}", groups)
            self.authenticate(user.login, user.login)
            with self.subTest(name):
                answer = self.url_open(URL)
                self.assertEqual((answer.status_code, answer.content[:2]), (200, b"PK"))
        self.create_person("stranger", "sales_team.group_sale_salesman")
        self.authenticate("ledger_test_stranger", "ledger_test_stranger")
        self.assertEqual(self.url_open(URL).status_code, 403)

    def test_sums_checks_and_rules(self):
        sheet = self.template().active
        self.assertTrue(sheet["D4"].value.startswith("=SUM($"))
        self.assertIn("SUMPRODUCT", sheet["F4"].value)
        kinds = sorted(rule.type for rule in sheet.data_validations.dataValidation)
        self.assertEqual(kinds.count("date"), 3)
        self.assertIn("decimal", kinds)
        self.assertIn("list", kinds)
        self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
        self.assertIn("&P", sheet.oddFooter.right.text)

    def test_filled_in_and_read_back(self):
        book = self.template()
        sheet = book.active
        titles = {sheet.cell(6, column).value: column for column in range(1, sheet.max_column + 1)}
        for position, (number, amount) in enumerate((("A-1", 120.5), ("A-2", 80))):
            row = 7 + position
            for title, value in (
                ("Customer Name", "Customer"), ("Customer Reference", "K1"), ("Invoice Number", number),
                ("Invoice Date", self.day(-60)), ("Due Date", self.day(-30)), ("Amount", amount),
                ("Payment Date", None), ("Currency", self.company.currency_id.name),
            ):  # fmt: skip
                sheet.cell(row, titles[title]).value = value
        stream = io.BytesIO()
        book.save(stream)
        one = self.upload(stream.getvalue(), file_name="filled.xlsx")
        self.assertTrue(one.ready, (one.fault_text, one.question_text))
        self.assertEqual((one.invoice_count, one.open_total), (2, 200.5))
        self.assertFalse(one.left_text)
