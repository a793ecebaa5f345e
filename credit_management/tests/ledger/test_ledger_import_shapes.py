from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..core.ledger_sheet_common import text_file
from .ledger_import_common import LedgerImportCommon

SHORT = ("Customer", "Invoice Number", "Invoice Date", "Due Date", "Amount")


@tagged("post_install", "-at_install")
class TestLedgerImportShapes(LedgerImportCommon):
    """Files that leave something open: what is asked, what is booked, and the total that is compared."""

    def file(self, *rows, headers=SHORT):
        return text_file([headers, *rows])

    def short(self, number, due=-40, amount="100.00", customer="Customer"):
        return (customer, number, str(self.day(-100)), str(self.day(due)), amount)

    # === WHAT IS ASKED === #

    def test_a_question_stands_in_the_way(self):
        headers = (*SHORT[:4], "Invoice Amount", "Open Balance")
        content = self.file(
            (*self.short("1"), "100.00"), (*self.short("2", amount="250.00"), "130.00"), headers=headers
        )
        one = self.upload(content)
        self.assertEqual((one.ready, one.asked), (False, "list_date"))
        self.assertIn("paid in part", one.question_text)
        with self.assertRaisesRegex(UserError, "Of which day is this list"):
            one.action_import()
        one.write({"list_date": self.day(-5), "total_accepted": True})
        self.assertTrue(one.ready, one.fault_text)
        self.assertFalse(one.question_text)
        one.action_import()
        self.run_job()
        self.assertEqual(one.state, "done", one.failure)
        self.assertEqual(sorted(one.move_ids.filtered("invoice_date").mapped("amount_residual")), [100, 130])

    def test_numbers_of_credit_notes(self):
        one = self.upload(self.file(self.short("INV-1"), self.short("CN-2", amount="30.00")))
        self.assertEqual((one.ready, one.asked, one.open_total), (False, "numbered_credits", 130))
        one.numbered_credits = "credit_note"
        self.assertEqual((one.ready, one.credit_note_count, one.open_total), (True, 1, 70), one.question_text)

    def test_names_above_names(self):
        content = self.file(
            ("North Region",), ("Other",), self.short("1")[1:], ("Third",), self.short("2")[1:], headers=SHORT[1:]
        )
        one = self.upload(content, create_customers=True)
        self.assertEqual((one.ready, one.asked), (False, "heading_level"))
        self.assertIn("North Region › Other", one.question_text)
        one.heading_level = "inner"
        self.assertEqual((one.ready, {*one.total_ids.mapped("name")}), (True, {"Other", "Third"}), one.question_text)

    def test_the_day_of_the_list_stands_above_it(self):
        day = self.day(-5)
        headers = (*SHORT[:4], "Invoice Amount", "Open Balance")
        content = f"A/R Aging Detail\nAs of {day:%B} {day.day}, {day.year}\n\n".encode() + self.file(
            (*self.short("1"), "40.00"), headers=headers
        )
        one = self.upload(content)
        self.assertEqual((one.list_date, one.ready), (day, True), one.fault_text or one.question_text)

    def test_columns_in_doubt_are_confirmed(self):
        content = self.file((*self.short("1"), "120.00"), headers=(*SHORT, "Total"))
        one = self.upload(content)
        self.assertIn("it could also be column F (Total)", one.question_text)
        self.assertFalse(one.ready)
        one.columns_confirmed = True
        self.assertTrue(one.ready, one.question_text)
        other = self.upload(content)
        by_header = {column.header: column.id for column in other.column_ids}
        other.write(
            {
                "column_ids": [
                    (1, by_header["Amount"], {"meaning": False}), (1, by_header["Total"], {"meaning": "amount"}),
                ]
            }
        )  # fmt: skip
        self.assertEqual((other.ready, other.open_total), (True, 120), other.question_text)

    def test_letters_that_can_be_read_in_several_ways(self):
        content = ";".join(SHORT).encode() + b"\nCr\xe8me;1;05.01.2026;04.02.2026;1,00\n"
        one = self.upload(content)
        self.assertIn("Crème", one.question_text)
        self.assertIn("Crčme", one.question_text)
        one.encoding = "cp1252"
        self.assertNotIn("letters", one.question_text or "")

    def test_rows_left_out_are_counted(self):
        content = self.file(
            (*self.short("1"), "Open"), (*self.short("2"), "Void"), ("Total", "", "", "", "200.00", ""),
            headers=(*SHORT, "Status"),
        )  # fmt: skip
        one = self.upload(content)
        self.assertEqual(one.left_text.splitlines(), ["Totals: 1 (rows 4)", "Void or cancelled: 1 (rows 3)"])
        self.assertEqual((one.billed_count, one.open_total), (1, 100))

    # === WHAT IS BOOKED === #

    def test_instalments(self):
        rows = [
            (*self.short("1", due=-60), str(self.day(-50))), (*self.short("1", due=-10, amount="50.00"), ""),
        ]  # fmt: skip
        one = self.upload(self.file(*rows, headers=(*SHORT, "Payment Date")))
        self.assertTrue(one.ready, one.fault_text or one.question_text)
        one.action_import()
        self.run_job()
        self.assertEqual(one.state, "done", one.failure)
        move = one.move_ids.filtered("invoice_date")
        self.assertEqual((move.amount_total, move.amount_residual, move.ref), (150, 50, "1"))
        lines = move.line_ids.filtered(lambda line: line.account_type == "asset_receivable").sorted("date_maturity")
        self.assertEqual(lines.mapped("date_maturity"), [self.day(-60), self.day(-10)])
        self.assertEqual(lines.mapped("amount_residual"), [0, 50])
        self.assertEqual(one.receipt_count, 1)

    def test_payments_on_account(self):
        headers = (*SHORT, "Type")
        content = self.file(
            (*self.short("1"), "Invoice"), (*self.short("P1", amount="30.00"), "Payment"), headers=headers
        )
        one = self.upload(content)
        self.assertEqual((one.billed_count, one.payment_count, one.open_total), (1, 1, 70))
        self.assertIn("booked on account", one.warning_text)
        one.action_import()
        self.run_job()
        self.assertEqual(one.state, "done", one.failure)
        lines = self.moves_of(one).line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        self.assertEqual(sorted(lines.mapped("amount_residual")), [-30, 100])
        self.assertEqual(lines.partner_id, self.customer)
        one.action_undo()
        self.run_job()
        self.assertEqual(one.state, "undone", one.failure)
        self.assertFalse(self.moves_of(one))

    # === THE TOTAL === #

    def test_the_total_is_typed_or_accepted(self):
        one = self.upload([self.row("1"), self.row("2", amount=-30)], total_accepted=False)
        self.assertTrue(one.ready)
        with self.assertRaisesRegex(UserError, "Compare the totals"):
            one.action_import()
        one.expected_total = 100
        self.assertIn("30.00 apart", one.difference_text)
        with self.assertRaisesRegex(UserError, "30.00 apart"):
            one.action_import()
        one.expected_total = 70
        self.assertFalse(one.difference_text)
        one.action_import()
        self.assertEqual(one.state, "importing")

    def test_ticks_of_the_form_are_kept(self):
        one = self.upload([self.row("1", customer="New", reference="K9")], total_accepted=False)
        one.web_save({"create_customers": True, "total_accepted": True}, {"ready": {}, "total_accepted": {}})
        self.assertTrue(one.create_customers and one.total_accepted)
        one.action_import()
        self.assertEqual(one.state, "importing")

    def test_what_was_accepted_was_another_reading(self):
        one = self.upload([self.row("1")])
        one.write({"assume_due": True})
        self.assertFalse(one.total_accepted)

    def test_open_by_customer(self):
        one = self.upload([self.row("1"), self.row("2", paid=-30), self.row("3", customer="New", reference="K9")])
        rows = {(row.name, row.document_count, row.open_amount) for row in one.total_ids}
        self.assertEqual(rows, {("Customer", 2, 100), ("New", 1, 100)})
        self.assertEqual((one.open_total, one.oldest_open), (200, self.day(-70)))

    # === PROFILES === #

    def test_a_program_is_recognized(self):
        headers = ("ContactName", "InvoiceNumber", "InvoiceDate", "DueDate", "Total", "LineAmount")
        row = ("Customer", "1", "2026-01-31", "2026-02-28", "30.00")
        one = self.upload(self.file((*row, "10.00"), (*row, "20.00"), headers=headers))
        self.assertEqual((one.profile_name, one.repeated, one.ready), ("Xero", "once", True), one.question_text)
        self.assertEqual(one.open_total, 30)

    def test_a_profile_of_ones_own(self):
        headers = ("Who", "Which", "When", "Until", "What")
        row = ("Customer", "1", "03/04/2025", "05/06/2025", "10.00")
        one = self.upload(self.file(row, headers=headers))
        self.assertIn("No column was found", one.fault_text)
        meanings = dict(zip(headers, ("customer", "number", "invoiced", "due", "amount"), strict=True))
        one.write(
            {"column_ids": [(1, column.id, {"meaning": meanings[column.header]}) for column in one.column_ids]}
        )  # fmt: skip
        one.write(
            {"column_ids": [(1, column.id, {"date_format": "mdy"}) for column in one.column_ids if column.note]}
        )  # fmt: skip
        self.assertTrue(one.ready, one.fault_text)
        one.action_save_profile()
        self.assertEqual(one.profile_id.company_id, self.company)
        again = self.upload(self.file((*row[:1], "2", *row[2:]), headers=headers))
        self.assertTrue(again.ready, again.fault_text)
        self.assertEqual((again.profile_name, str(again.first_date)), (one.profile_id.name, "2025-03-04"))
        analyst = self.create_person("analyst", "credit_management.credit_management_group_analyst")
        with self.assertRaises(AccessError):
            one.with_user(analyst).action_save_profile()
