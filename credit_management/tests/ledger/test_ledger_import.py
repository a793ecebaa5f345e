import base64
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.credit_management.models.ledger import (
    credit_ledger_import_customer,
    credit_ledger_import_job,
    credit_ledger_import_plan,
)

from ...core.common import bounds
from ..core.test_core_ledger_sheet import text_file, workbook
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


@tagged("post_install", "-at_install")
class TestLedgerImportJob(LedgerImportCommon):
    """Booking a file part by part: all of it, or nothing."""

    def setUp(self):
        super().setUp()
        for module, name, value in (
            (credit_ledger_import_plan, "PART", 4), (credit_ledger_import_job, "TAKEN_BACK", 4),
            (credit_ledger_import_job, "CHUNK", 2),
        ):  # fmt: skip
            patcher = patch.object(module, name, value)
            patcher.start()
            self.addCleanup(patcher.stop)

    def begin(self, rows, parts=0, **values):
        """An import of which so many parts are booked."""
        one = self.upload(rows, **values)
        one.action_import()
        for _part in range(parts):
            one.sudo()._step(one.sudo()._read_plan())
        return one

    def test_from_the_file_to_the_books(self):
        one = self.begin(self.rows(10) + [self.row("open")])
        self.assertEqual((one.state, one.progress, one.user_id), ("importing", 0, self.accountant))
        self.run_job()
        self.assertEqual((one.state, one.done_count, one.progress), ("done", 11, 100))
        self.assertEqual((one.booked_count, one.receipt_count, one.customer_count), (11, 5, 1))
        moves = self.moves_of(one)
        self.assertEqual(set(moves.mapped("state")), {"posted"})
        self.assertEqual(moves.create_uid, self.accountant)
        self.assertOwes({"receivable": 100})
        self.assertEqual(self.read_behaviour().paid_items, 10)
        self.assertIn("11 invoices of 1 customers", one.message_ids[0].body)
        self.assertIn(self.accountant.partner_id, one.message_ids[0].notified_partner_ids)
        self.assertFalse(one.plan)
        domain = one.action_open_customers()["domain"]
        self.assertEqual(self.env["credit.account"].search(domain).partner_id, self.customer)
        self.assertEqual(len(self.env["account.move"].search(one.action_open_invoices()["domain"])), 11)
        self.assertEqual(len(self.env["account.payment"].search(one.action_open_receipts()["domain"])), 5)

    def test_progress(self):
        one = self.begin(self.rows(10), parts=1)
        self.assertEqual((one.done_count, one.progress, one.state), (4, 40, "importing"))

    def test_what_was_cut_off_goes_on(self):
        """Nothing is booked twice, nothing left out."""
        one = self.begin(self.rows(10), parts=2)
        booked = self.moves_of(one).filtered(lambda move: move.move_type == "out_invoice")
        self.assertEqual(len(booked), 8)
        self.run_job()
        self.assertEqual((one.state, one.booked_count), ("done", 10))
        self.assertEqual(
            sorted(self.moves_of(one).filtered("invoice_date").mapped("ref")), sorted(f"N{n}" for n in range(10))
        )

    def test_no_time_left(self):
        one = self.begin(self.rows(10))
        with (
            self.enter_registry_test_mode(),
            patch.object(self.registry["ir.cron"], "_commit_progress", lambda cron, *args, **kwargs: 0),
        ):
            self.assertFalse(one.sudo()._work())
            self.assertEqual(one.done_count, 4)
            self.assertFalse(one.sudo()._work())
            self.assertEqual(one.done_count, 8)

    @mute_logger("odoo.addons.credit_management.models.ledger.credit_ledger_import_job")
    def test_all_or_nothing(self):
        """A lock date set while the import ran: what was booked is taken back, in spite of it."""
        partners = self.env["res.partner"].search_count([])
        one = self.begin(
            [*self.rows(8), self.row("new", customer="New", reference="K9")], parts=2, create_customers=True
        )
        self.assertEqual((one.done_count, len(one.created_ids)), (5, 1))
        self.company.fiscalyear_lock_date = self.day(-20)
        self.run_job()
        self.assertEqual((one.state, one.done_count), ("failed", 0))
        self.assertRegex(one.failure, "is locked up to")
        self.assertFalse(self.moves_of(one))
        self.assertFalse(self.items())
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self.assertIn("was not imported: ", one.message_ids[0].body)
        self.assertFalse(
            self.env["account.payment"].search([("journal_id", "=", self.company.credit_receipt_journal_id.id)])
        )

    @mute_logger("odoo.addons.credit_management.models.ledger.credit_ledger_import_job")
    def test_after_a_failure_it_can_be_done_again(self):
        rows = self.rows(6)
        one = self.begin(rows, parts=1)
        self.company.sale_lock_date = self.day(-20)
        self.run_job()
        self.assertEqual(one.state, "failed")
        with self.assertRaisesRegex(UserError, "Make a new import"):
            one.action_import()
        with self.assertRaisesRegex(UserError, "is locked up to"):
            self.upload(rows).action_import()
        self.company.sale_lock_date = False
        self.assertEqual(self.imported(rows).booked_count, 6)

    @mute_logger("odoo.addons.credit_management.models.ledger.credit_ledger_import_job")
    def test_what_cannot_be_taken_back_is_said(self):
        one = self.begin(self.rows(6), parts=1)
        self.company.fiscalyear_lock_date = self.day(-20)
        with patch.object(self.registry["account.move"], "button_draft", side_effect=UserError("No way")):
            self.run_job()
        self.assertEqual(one.state, "failed")
        self.assertRegex(one.failure, "is locked up to .* could not be taken back: No way")
        self.company.fiscalyear_lock_date = False
        one.action_undo()
        self.run_job()
        self.assertEqual(one.state, "undone")
        self.assertFalse(self.moves_of(one))

    def test_the_same_file_twice(self):
        rows = self.rows(6)
        first, second = self.upload(rows), self.upload(rows)
        first.action_import()
        with self.assertRaisesRegex(UserError, "The same file has been imported by"):
            second.action_import()
        self.run_job()
        self.assertIn("is in Odoo for this customer already", self.upload(rows).fault_text)

    @mute_logger("odoo.addons.credit_management.models.ledger.credit_ledger_import_job")
    def test_two_imports_at_once(self):
        """Files that share an invoice: the one that comes to it second takes itself back."""
        first = self.upload(self.rows(6))
        second = self.upload([self.row("other", paid=-90), *self.rows(6)])
        first.action_import()
        second.action_import()
        self.run_job()
        self.assertEqual((first.state, second.state), ("done", "failed"))
        self.assertRegex(second.failure, "Already in Odoo: N")
        self.assertFalse(self.moves_of(second))
        self.assertOwes({})

    def test_undo(self):
        partners = self.env["res.partner"].search([])
        rows = [*self.rows(9), self.row("open"), self.row("new", customer="New", reference="K9")]
        one = self.imported(rows, create_customers=True)
        one.action_undo()
        self.assertEqual(one.state, "undoing")
        self.run_job()
        self.assertEqual((one.state, one.done_count, one.booked_count, one.receipt_count), ("undone", 0, 0, 0))
        self.assertFalse(self.moves_of(one) or self.items())
        self.assertFalse(self.env["account.payment"].search([("partner_id", "=", self.customer.id)]))
        self.assertEqual(self.env["res.partner"].search([]), partners)
        self.assertEqual(self.imported(rows, create_customers=True).booked_count, 11)

    def test_a_customer_who_has_ordered_stays(self):
        one = self.imported([self.row("1", customer="New", reference="K9")], create_customers=True)
        partner = one.move_ids.partner_id
        self.order(1, confirm=False, partner_id=partner.id)
        one.action_undo()
        self.run_job()
        self.assertEqual(one.state, "undone")
        self.assertTrue(partner.exists())

    def test_what_is_in_the_way_of_undoing(self):
        one = self.imported([self.row("1"), self.row("2", paid=-30)])
        self.company.fiscalyear_lock_date = self.day(-60)
        with self.assertRaisesRegex(UserError, "goes back further"):
            one.action_undo()
        self.company.fiscalyear_lock_date = False
        self.pay(one.move_ids.filtered(lambda move: move.ref == "1"))
        with self.assertRaisesRegex(UserError, "are matched with what was imported"):
            one.action_undo()
        self.company.restrictive_audit_trail = True
        with self.assertRaisesRegex(UserError, "keeps what was posted for good"):
            one.action_undo()
        self.assertEqual(one.state, "done")

    def test_only_what_is_not_booked_is_deleted(self):
        one = self.imported([self.row("1")])
        with self.assertRaisesRegex(UserError, "Undo the import first"):
            one.unlink()
        one.action_undo()
        with self.assertRaisesRegex(UserError, "Undo the import first"):
            one.unlink()
        self.run_job()
        one.unlink()
        self.upload([self.row("2")]).unlink()

    def test_a_part_more_makes_few_queries_more(self):
        """Booking is measured in test_credit_ledger.py; here: the job around it."""
        rows = self.rows(4)
        one = self.begin(rows, parts=1)
        self.assertEqual(one.done_count, 4)
        before = self.cr.sql_log_count
        one.sudo()._step(one.sudo()._read_plan())
        self.assertEqual(one.state, "done")
        self.assertLess(self.cr.sql_log_count - before, 120)

    def test_chunks_of_customers(self):
        with patch.object(credit_ledger_import_customer, "CHUNK", 2):
            rows = [self.row("1", customer=f"New {n}", reference=f"X{n}") for n in range(5)]
            one = self.imported(rows, create_customers=True)
        self.assertEqual((one.customer_count, len(one.created_ids)), (5, 5))
        self.assertEqual({move.partner_id.name for move in one.move_ids}, {f"New {n}" for n in range(5)})


@tagged("post_install", "-at_install")
class TestLedgerImportAccess(LedgerImportCommon):
    """Administrators of Invoicing import; analysts look on; nobody forges what was found."""

    def test_who_may(self):
        one = self.upload([self.row("1")])
        analyst = self.create_person("analyst", "credit_management.credit_management_group_analyst")
        self.assertEqual(one.with_user(analyst).invoice_count, 1)
        for name, groups in (
            ("manager", "credit_management.credit_management_group_manager"),
            ("policy", "credit_management.credit_management_group_administrator"),
            ("billing", "account.group_account_invoice"),
            ("seller", "sales_team.group_sale_manager"),
        ):
            with self.subTest(name):
                person = self.create_person(name, groups)
                for action in (one.with_user(person).action_import, one.with_user(person).action_undo):
                    with self.assertRaises(AccessError):
                        action()
                with self.assertRaises(AccessError):
                    self.upload([self.row("2")], user=person)
        with self.assertRaises(AccessError):
            one.with_user(analyst).action_import()
        with self.assertRaises(AccessError):
            one.with_user(analyst).action_read()
        self.assertEqual(one.state, "draft")

    def test_other_company(self):
        other = self.setup_other_company(name="Other")["company"]
        stranger = self.create_person("stranger", "account.group_account_manager", other)
        one = self.upload([self.row("1")])
        with self.assertRaises(AccessError):
            one.with_user(stranger).read(["file"])
        with self.assertRaises(AccessError):
            self.upload([self.row("1")], user=stranger)

    def test_clearing_account(self):
        one = self.upload([self.row("1", paid=-30)])
        receivable = self.company_data["default_account_receivable"]
        for account in (receivable, self.company_data["default_account_revenue"]):
            with self.assertRaisesRegex(ValidationError, "cannot be the clearing account"):
                one.clearing_account_id = account
        other = self.setup_other_company(name="Other")
        foreign = other["default_account_assets"]
        with self.assertRaises(UserError):
            one.clearing_account_id = foreign
        account = self.env["account.account"].create({"name": "9000", "code": "9000", "account_type": "equity"})
        one.clearing_account_id = account
        one.action_import()
        self.run_job()
        self.assertEqual(len(one.move_ids.line_ids.filtered(lambda line: line.account_id == account)), 2)

    def test_several_companies(self):
        """The company of the import decides, whichever one the person works in."""
        other = self.setup_other_company(name="Other")["company"]
        self.accountant.company_ids += other
        both = self.upload([self.row("1", paid=-30)]).with_context(allowed_company_ids=[other.id, self.company.id])
        both.action_import()
        self.run_job()
        self.assertEqual(self.moves_of(both).company_id, self.company)

    def test_nothing_is_forged(self):
        one = self.upload([self.row("1")])
        for vals in (
            {"state": "done"},
            {"ready": True},
            {"plan": base64.b64encode(b"{}")},
            {"created_ids": [1]},
            {"user_id": 1},
        ):
            with self.subTest(vals):
                with self.assertRaises(AccessError):
                    one.write(vals)
                with self.assertRaises(AccessError):
                    self.upload([self.row("1")], **vals)
                with self.assertRaises(AccessError):
                    one.with_context(credit_by_method=True).write(vals)
        with self.assertRaises(AccessError):
            self.env["credit.ledger.import"].with_user(self.accountant).with_context(default_state="done").create({})

    def test_what_is_imported_stays_as_it_is(self):
        one = self.imported([self.row("1")])
        for vals in ({"due_days": 3}, {"file": False}, {"column_ids": [(1, one.column_ids[0].id, {"meaning": False})]}):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "has been imported"):
                one.write(vals)
        with self.assertRaisesRegex(UserError, "has been imported"):
            one.action_read()
