from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.credit_management.models.ledger import (
    credit_ledger_import_customer,
    credit_ledger_import_job,
    credit_ledger_import_plan,
)

from .ledger_import_common import LedgerImportCommon


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
        self.assertIn("Invoices: 11, customers: 1.", one.message_ids[0].body)
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
