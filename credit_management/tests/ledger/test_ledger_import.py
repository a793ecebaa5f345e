import base64

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...core.common import bounds
from ..core.ledger_sheet_common import text_file, workbook
from .ledger_import_common import HEADERS, LedgerImportCommon


@tagged("post_install", "-at_install")
class TestLedgerImportRead(LedgerImportCommon):
    """What is shown of a file before anything is booked."""

    def meanings(self, one):
        return {column.header: column.meaning for column in one.column_ids if column.meaning}

    def test_what_is_shown(self):
        rows = [
            self.row("1", paid=-30), self.row("2", amount=-50), self.row("3", currency="EUR", paid=-90),
            self.row("4", customer="New One", reference="K9"),
        ]  # fmt: skip
        one = self.upload(rows)
        self.assertEqual(len(one.column_ids), 8)
        self.assertEqual(self.meanings(one)["Customer No"], "reference")
        self.assertEqual(one.column_ids.filtered(lambda column: column.meaning == "due").date_format, "ymd")
        self.assertEqual(one.column_ids.filtered(lambda column: column.meaning == "amount").number_format, ".")
        self.assertEqual((one.row_count, one.invoice_count, one.known_count, one.new_count), (4, 4, 1, 1))
        self.assertEqual((one.first_date, one.last_date), (self.day(-90), self.day(-30)))
        self.assertEqual((one.amount_text, one.open_text), ("EUR 100.00 · USD 150.00", "EUR 0.00 · USD 50.00"))
        self.assertTrue(one.ready)
        self.assertIn("New One (new)", one.preview)
        self.assertIn("before the invoice", one.warning_text)
        self.assertEqual((one.fault_count, one.warning_count), (0, 1))
        self.assertFalse(self.company.credit_ledger_journal_id, "nothing is made by looking")

    def test_a_workbook(self):
        row = ("Customer", "K1", 4711, self.day(-70), self.day(-40), 12.5, self.day(-30), None)
        one = self.upload(workbook([HEADERS, row]), file_name="ledger.xlsx")
        self.assertTrue(one.ready, one.fault_text)
        self.assertEqual(one.amount_text, "USD 12.50")

    def test_a_column_is_changed(self):
        headers = ("Who", "Customer No", "Invoice Number", "Invoice Date", "When", "Amount", "Payment Date", "Currency")
        one = self.upload([self.row("1")], headers=headers)
        self.assertFalse(one.ready)
        self.assertIn("Row 2: Due Date: this cell is empty", one.fault_text)
        when = one.column_ids.filtered(lambda column: column.header == "When")
        one.write({"column_ids": [(1, when.id, {"meaning": "due"})]})
        self.assertTrue(one.ready, one.fault_text)
        self.assertEqual(when.date_format, "ymd")
        amount = one.column_ids.filtered(lambda column: column.meaning == "amount")
        one.write({"column_ids": [(1, when.id, {"meaning": "amount", "date_format": False})]})
        self.assertIn("Two columns are called “Amount”", one.fault_text)
        one.write({"column_ids": [(1, when.id, {"meaning": False}), (1, amount.id, {"meaning": False})]})
        self.assertIn("No column was found for “Amount”", one.fault_text)
        one.action_guess()
        self.assertEqual(self.meanings(one)["Amount"], "amount")

    def test_days_to_pay(self):
        headers = [header for header in HEADERS if header != "Due Date"]
        row = [value for value, header in zip(self.row("1"), HEADERS, strict=True) if header != "Due Date"]
        one = self.upload([row], headers=headers)
        self.assertFalse(one.ready)
        one.write({"assume_due": True, "due_days": 14, "total_accepted": True})
        self.assertTrue(one.ready, one.fault_text)
        one.action_import()
        self.run_job()
        self.assertEqual(one.move_ids.invoice_date_due, self.day(-56))

    def test_dates_that_can_be_read_in_two_ways(self):
        content = text_file([HEADERS, ("Customer", "K1", "1", "03/04/2025", "05/06/2025", "1,234", "", "")])
        one = self.upload(content)
        self.assertIn("Can be read in two ways", one.fault_text)
        self.assertFalse(one.ready)
        for column in one.column_ids:
            if column.note:
                vals = {"number_format": ","} if column.meaning == "amount" else {"date_format": "mdy"}
                one.write({"column_ids": [(1, column.id, vals)]})
        self.assertTrue(one.ready, one.fault_text)
        self.assertEqual((str(one.first_date), one.amount_text), ("2025-03-04", "USD 1.23"))

    def test_faults(self):
        rows = [self.row(f"N{number}") for number in range(3)] + [
            self.row(str(number), amount=0) for number in range(60)
        ]
        one = self.upload(rows)
        self.assertEqual((one.fault_count, one.ready), (60, False))
        (line,) = one.fault_text.splitlines()
        self.assertEqual(line[:59], "Row 5, column F (Amount): its amount is zero. Leave it out.")
        self.assertIn("(and 59 rows more: 6, 7, 8, 9, 10 …)", line)
        content = base64.b64decode(one.fault_file).decode("utf-8-sig").splitlines()
        self.assertEqual((len(content), content[1][:14]), (61, "Fault,5,F,0.00"))
        with self.assertRaisesRegex(UserError, "Nothing was imported:\nRow 5"):
            one.action_import()

    def test_what_is_listed_is_no_formula(self):
        one = self.upload([self.row("1"), self.row("2"), ("Customer", "K1", "3", "=1+1", *self.row("3")[4:])])
        self.assertIn("'=1+1", base64.b64decode(one.fault_file).decode("utf-8-sig"))

    def test_files_that_cannot_be_read(self):
        texts = self.env["credit.ledger.import"]._file_texts()
        for content, reason in (
            (b"\xd0\xcf\x11\xe0 old", bounds.OLD_WORKBOOK), (b"PK\x03\x04", bounds.DAMAGED),
            (b"Customer,Amount", bounds.EMPTY),
        ):  # fmt: skip
            with self.subTest(reason):
                one = self.upload(content)
                self.assertEqual((one.fault_text, one.ready), (texts[reason], False))
                with self.assertRaisesRegex(UserError, "Nothing was imported"):
                    one.action_import()
        with self.assertRaisesRegex(UserError, "Choose the file"):
            self.env["credit.ledger.import"].with_user(self.accountant).create({}).action_import()

    def test_another_file(self):
        one = self.upload([self.row("1", amount=0)])
        one.write({"file": base64.b64encode(text_file([HEADERS, self.row("2")]))})
        self.assertTrue(one.ready)
        one.write({"file": False})
        self.assertFalse(one.ready or one.column_ids or one.preview)

    def test_characters(self):
        row = ("Müller", "K7", *self.row("1")[2:])
        one = self.upload(text_file([HEADERS, row], encoding="cp1252"))
        self.assertIn("Müller", one.preview)
        one.encoding = "utf-8"
        self.assertIn("in other characters only", one.fault_text)

    def test_the_workbook_to_fill_in(self):
        content = self.env["credit.ledger.import"].with_user(self.accountant)._template_content()
        one = self.upload(content, file_name="template.xlsx")
        self.assertTrue(one.ready, one.fault_text)
        self.assertEqual(one.invoice_count, 1)

    # === CUSTOMERS === #

    def test_customers_by_reference_then_by_name(self):
        partners = self.env["res.partner"]
        by_name = partners.create({"name": "By Name"})
        namesake = partners.create({"name": "Namesake", "ref": "K5"})
        contact = partners.create({"name": "Contact", "parent_id": namesake.id})
        one = self.imported(
            [
                self.row("1", customer="Whatever", reference="K1"), self.row("2", customer="By Name", reference="K2"),
                self.row("3", customer="Namesake", reference="K6"), self.row("4", customer="Contact", reference=""),
                self.row("5", customer="", reference="K7"), self.row("6", customer="Namesake", reference="K6"),
            ],
            create_customers=True,
        )  # fmt: skip
        found = {move.ref: move.partner_id for move in one.move_ids}
        self.assertEqual((found["1"], found["2"], found["4"]), (self.customer, by_name, contact))
        self.assertNotEqual(found["3"], namesake)
        self.assertEqual((found["3"].ref, found["3"].name, found["3"]), ("K6", "Namesake", found["6"]))
        self.assertEqual((found["5"].name, found["5"].ref, found["5"].is_company), ("K7", "K7", True))
        self.assertEqual(len(one.created_ids), 2)

    def test_several_customers_of_one_name(self):
        self.env["res.partner"].create([{"name": "Twin"}, {"name": "Twin"}])
        one = self.upload([self.row("1", customer="Twin", reference="")])
        self.assertIn("Row 2, column A (Customer Name): several customers here are called “Twin”", one.fault_text)

    def test_missing_customers_are_created_only_if_wanted(self):
        one = self.upload([self.row("1", customer="New", reference="K9")])
        with self.assertRaisesRegex(UserError, "1 customers of the file are not in Odoo, New for instance"):
            one.action_import()
        one.create_customers = True
        one.action_import()
        self.assertFalse(self.env["res.partner"].search([("ref", "=", "K9")]), "not in the request")
        self.run_job()
        partner = self.env["res.partner"].search([("ref", "=", "K9")])
        self.assertEqual((partner.name, partner.customer_rank > 0), ("New", True))

    def test_booked_before(self):
        self.imported([self.row("1")])
        one = self.upload([self.row("2"), self.row("1", amount=7)])
        self.assertEqual(
            one.fault_text, "Row 3, column C (Invoice Number): 1 is in Odoo for this customer already. Leave it out."
        )
