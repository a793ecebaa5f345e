import re
from datetime import datetime, time

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .write_off_common import WriteOffCommon


@tagged("post_install", "-at_install")
class TestEntriesKept(WriteOffCommon):
    """What accountants do to entries that carry a write-off, a recovery or a charge, and to items asked for."""

    def receivable(self, moves):
        return moves.line_ids.filtered(lambda line: line.account_type == "asset_receivable")

    def change(self, move, amount):
        """Give a draft of two lines another amount."""
        move.line_ids = [
            Command.update(line.id, {"balance": amount if line.balance > 0 else -amount}) for line in move.line_ids
        ]

    def draft_charges(self):
        rate = self.env["credit.late.rate"].sudo()
        self.account.sudo().late_rate_id = rate.create({"name": "Ten", "percent": 10, "since": "2000-01-01"})
        preview = self.env["credit.charge.preview"].with_user(self.analyst)
        preview = preview.create({"company_id": self.company.id, "account_ids": self.account.ids})
        preview.action_compute()
        preview.action_invoice()

    def test_another_amount_than_was_approved_is_not_posted(self):
        invoice = self.invoice(700, due=-400)
        write_off = self.posted(invoice)
        move = write_off.sudo().move_ids
        move.button_draft()
        self.assertEqual((write_off.is_reopened, write_off.memo_amount), (True, 0))
        self.change(move, 900)
        with self.assertRaisesRegex(UserError, r"approved with .*700.*, and its entries say .*900"):
            move.with_user(self.accountant).action_post()
        self.change(move, 700)
        self.receivable(move).partner_id = self.env["res.partner"].create({"name": "Other"})
        with self.assertRaisesRegex(UserError, "Correct the entry"):
            move.with_user(self.accountant).action_post()
        self.receivable(move).partner_id = self.customer
        move.with_user(self.accountant).action_post()
        self.assertEqual((write_off.is_reopened, write_off.memo_amount), (True, 0))  # matched with nothing yet
        (self.receivable(move) | self.line(invoice)).reconcile()
        self.assertEqual((write_off.is_reopened, write_off.memo_amount), (False, 700))

    def test_a_loss_stays_one(self):
        """On another account it would be neither an expense nor a loss to those who measure how it was paid."""
        move = self.posted(self.invoice(700, due=-400)).sudo().move_ids
        move.button_draft()
        line = move.line_ids.filtered(lambda line: line.account_id == self.loss)
        line.account_id = self.allowance
        with self.assertRaisesRegex(UserError, r"approved with .*700.*, and its entries say .*0.00"):
            move.with_user(self.accountant).action_post()
        line.account_id = self.company_data["default_account_expense"]  # of a cost centre
        move.with_user(self.accountant).action_post()
        self.assertEqual(move.state, "posted")

    def test_an_entry_that_is_reversed_leaves_its_items_owed(self):
        """It is matched with its reversal then, and not with them: they can be written off again."""
        move = self.invoice(400, due=-400)
        write_off = self.posted(move)
        self.assertEqual((write_off.is_reopened, write_off.memo_amount), (False, 400))
        write_off.sudo().move_ids._reverse_moves(cancel=True)
        self.assertEqual((move.amount_residual, write_off.is_reopened, write_off.memo_amount), (400, True, 0))
        self.assertFalse(self.posted(move).is_reopened)

    def test_a_recovery_that_is_taken_back_recovers_nothing(self):
        write_off = self.posted(self.invoice(700, due=-400))
        write_off.with_user(self.accountant).action_recover(self.line(self.receive(200).move_id).id)
        self.assertEqual((write_off.recovered_amount, write_off.memo_amount), (200, 500))
        entry = write_off.sudo().recovery_ids.move_id
        entry.button_draft()
        self.assertEqual((write_off.recovered_amount, write_off.memo_amount), (0, 700))
        self.change(entry, 500)
        with self.assertRaisesRegex(UserError, r"approved with .*200.*, and its entries say .*500"):
            entry.with_user(self.accountant).action_post()

    def test_a_due_date_moved_after_posting_spares_no_late_interest(self):
        """Before a credit manager agrees to it, who waives by that."""
        move = self.invoice(1000, due=-100)
        rate = self.env["credit.late.rate"].sudo()
        self.account.sudo().late_rate_id = rate.create({"name": "Ten", "percent": 10, "since": "2000-01-01", "fee": 40})
        due = self.env["credit.charge"]._read_due(self.account)
        self.line(move).with_user(self.accountant).date_maturity = self.day(300)
        self.env.flush_all()
        self.assertEqual(self.env["credit.charge"]._read_due(self.account), due)
        self.assertEqual(len(due[self.account]), 2)
        move.with_user(self.manager).action_credit_agree_due()
        self.env.invalidate_all()
        self.assertFalse(self.env["credit.charge"]._read_due(self.account)[self.account])

    def test_what_carries_a_decision_is_not_deleted(self):
        """Whatever the context says: Odoo lets a client delete posted entries by it."""
        move = self.invoice(700, due=-400)
        write_off = self.posted(move)
        write_off.with_user(self.accountant).action_recover(self.line(self.receive(200).move_id).id)
        entries = write_off.sudo().move_ids | write_off.sudo().recovery_ids.move_id
        for entry in entries:
            forced = entry.with_user(self.accountant).with_context(force_delete=True)
            with self.assertRaisesRegex(UserError, "stays on record"):
                forced.unlink()
            entry.button_cancel()
            with self.assertRaisesRegex(UserError, "stays on record"):
                forced.unlink()
        self.assertEqual(write_off.memo_amount, 0)
        move.button_draft()
        with self.assertRaisesRegex(UserError, "was written off by"):
            move.with_context(force_delete=True).unlink()

    def test_an_invoice_that_was_charged_for_is_not_deleted(self):
        move = self.invoice(1000, due=-100)
        self.draft_charges()
        move.button_draft()
        with self.assertRaisesRegex(UserError, "Late interest on .* stays on record"):
            move.with_context(force_delete=True).unlink()

    def test_a_draft_of_charges_is_not_posted_for_less(self):
        """What is let go a manager waives: the days stay charged, however little the invoice asks for."""
        self.invoice(1000, due=-100)
        self.draft_charges()
        draft = self.env["credit.charge"].search([("account_id", "=", self.account.id)]).invoice_id
        whole = draft.invoice_line_ids.price_unit
        other = self.env["res.partner"].create({"name": "Other"})
        for vals in ({"price_unit": 0.01}, {"discount": 99}, {"quantity": 0.5}):
            draft.invoice_line_ids.write(vals)
            with self.subTest(vals), self.assertRaisesRegex(UserError, "asks for less"):
                draft.with_user(self.accountant).action_post()
            draft.invoice_line_ids.write({"price_unit": whole, "discount": 0, "quantity": 1})
        draft.partner_id = other
        with self.assertRaisesRegex(UserError, "asks for less"):
            draft.with_user(self.accountant).action_post()
        draft.partner_id = self.customer
        draft.with_user(self.accountant).action_post()
        self.assertEqual(draft.state, "posted")

    def test_an_invoice_that_is_cancelled_breaks_no_promise(self):
        """Nobody can pay it any more: orders would be held for good by “Promises Broken”."""
        move = self.invoice(1000, due=-20)
        promise = self.env["credit.promise"].with_user(self.collector).create({"account_id": self.account.id})
        promise.action_take()
        dispute = self.env["credit.dispute"].with_user(self.collector).create({"account_id": self.account.id})
        dispute.item_ids.chosen = True
        dispute.action_open()
        move.button_draft()
        for document in (promise, dispute):
            with self.assertRaisesRegex(UserError, re.escape(document.display_name)):
                move.with_context(force_delete=True).unlink()
            promise.item_ids.sudo()._credit_by_method().chosen = False
        promise.item_ids.sudo()._credit_by_method().chosen = True
        move.button_cancel()
        self.env.flush_all()
        with freeze_time(datetime.combine(self.day(30), time(12))):
            self.account.sudo()._follow()
        promise.invalidate_recordset()
        self.assertEqual((promise.state, promise.missing), ("kept", 0))

    def test_items_asked_for_and_the_invoice_is_deleted(self):
        first, second = self.invoice(600, due=-400), self.invoice(100, due=-400)
        draft = self.write_off(first, second)
        refused = self.write_off(first)
        refused.action_propose()
        refused.with_user(self.manager).action_refuse("Try a lawyer")
        proposed = self.write_off(first)
        proposed.action_propose()
        first.button_draft()
        forced = first.with_context(force_delete=True)
        with self.assertRaisesRegex(UserError, "asks to write off .* Have a collector take it back"):
            forced.unlink()
        proposed.action_take_back()
        forced.unlink()
        self.assertEqual((draft.sudo().line_ids.move_line_id, draft.amount), (self.line(second), 100))
        self.assertFalse(proposed.line_ids)
        self.assertFalse(refused.line_ids.move_line_id)
        self.assertEqual(refused.amount, 600, "what was refused stays as it was")
        self.assertIn("was taken out", draft.sudo().message_ids[0].body)
