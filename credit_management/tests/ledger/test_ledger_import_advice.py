import re

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...core.ledger import doubt, reading
from ..core.ledger_sheet_common import text_file
from .ledger_import_common import LedgerImportCommon

SHORT = ("Customer", "Invoice Number", "Invoice Date", "Due Date", "Amount")


@tagged("post_install", "-at_install")
class TestLedgerImportAdvice(LedgerImportCommon):
    """Advice about what only Odoo knows: whoever follows it gets what is right."""

    def short(self, number, amount="100.00", customer="Customer"):
        return (customer, number, str(self.day(-100)), str(self.day(-40)), amount)

    def test_an_invoice_that_is_there(self):
        self.imported([self.row("1")])
        one = self.upload([self.row("1"), self.row("2", amount=70)])
        self.assertIn("1 is in Odoo for this customer already. Leave it out", one.fault_text)
        one = self.imported([self.row("2", amount=70)])
        self.assertOwes({"receivable": 170})

    def test_several_customers_of_one_name(self):
        twin = self.customer.copy({"name": "Customer", "ref": False})
        one = self.upload(text_file([SHORT, self.short("1")]))
        self.assertIn("Give each its reference in Odoo, and a column with it", one.fault_text)
        twin.ref = "K2"
        one = self.imported([self.row("1", reference="K2")])
        self.assertEqual(self.moves_of(one).partner_id, twin)

    def test_customers_that_are_missing(self):
        one = self.upload([self.row("1", customer="Newcomer", reference="K7")])
        with self.assertRaisesRegex(UserError, "Tick “Create Missing Customers”, or give those you have the reference"):
            one.action_import()
        self.customer.ref = "K7"
        one.action_read()
        self.assertEqual((one.known_count, one.new_count), (1, 0))

    def test_a_currency_that_is_not_in_use(self):
        """The same cause in many rows is said once."""
        self.euro.active = False
        rows = [self.row(str(number), currency="EUR") for number in range(3)]
        one = self.upload(rows)
        self.assertEqual(one.fault_text.count("is no currency in use here"), 1)
        self.assertEqual(one.fault_count, 1)
        self.euro.active = True
        one.action_read()
        self.assertTrue(one.ready, one.fault_text)

    def test_one_line_a_cause(self):
        one = self.upload([*(self.row(str(number), amount=0) for number in range(9)), self.row("X")])
        self.assertEqual(
            one.fault_text,
            "Row 2, column F (Amount): its amount is zero. Leave it out. (and 8 rows more: 3, 4, 5, 6, 7 …)",
        )
        self.assertEqual(one.fault_count, 9)

    def test_one_of_a_kind_is_told_as_one(self):
        """Most questions are about one row: none says "1 rows"."""
        imports = self.env["credit.ledger.import"]
        remarks = (reading.SAME_NUMBER, reading.ADDED_UP, reading.FILLED, reading.ON_ACCOUNT, doubt.OTHER_SHEET)
        told = [*imports._question_texts(doubt.Doubt(doubt.HIDDEN, 1, 2, "A-1")).values()]
        told += imports._remark_texts([doubt.Remark(kind, 1, "A-1", 2) for kind in remarks])
        self.assertFalse([text for text in told if re.search(r"\b1 (?:invoice )?[a-z]+s\b", text)])

    # === THE DIFFERENCE TO THE OLD PROGRAM === #

    def test_who_explains_the_difference(self):
        headers = (*SHORT, "Status")
        content = text_file([
            headers, (*self.short("1"), "Open"), (*self.short("2", "30.00", "Other"), "Void"),
            (*self.short("3", "-20.00", "Third"), "Open"),
        ])  # fmt: skip
        one = self.upload(content, create_customers=True)
        self.assertEqual(one.open_total, 80)
        one.expected_total = 110
        self.assertIn("30.00 in rows of Other are left out.", one.difference_text)
        one.expected_total = -20
        self.assertIn("Customer is read with 100.00 open: perhaps nothing is.", one.difference_text)
        one.expected_total = 120
        self.assertIn("Third is read with -20.00 open: perhaps with the wrong sign.", one.difference_text)
        one.expected_total = 80
        self.assertFalse(one.difference_text)
