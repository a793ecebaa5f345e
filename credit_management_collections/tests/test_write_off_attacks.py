from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .write_off_common import WriteOffCommon


@tagged("post_install", "-at_install")
class TestWriteOffAttacks(WriteOffCommon):
    """What is approved is what was seen and what is posted, whatever changes in between."""

    def test_evidence_counts_by_what_it_holds(self):
        """Forms read files as their sizes; what is approved is what they hold."""
        write_off = self.write_off(self.invoice(100, due=-400))
        write_off.evidence_ids = [Command.create({"kind": "ruling", "name": "Ruling", "file": "eA=="})]
        write_off.action_propose()
        opened = write_off.with_user(self.manager)
        shown = opened.with_context(bin_size=True)._read_shown()
        self.env.invalidate_all()
        self.assertEqual(opened._read_shown(), shown)
        write_off.action_take_back()
        write_off.evidence_ids.file = "eQ=="  # as large
        write_off.action_propose()
        with self.assertRaisesRegex(UserError, "changed since you opened it: “Evidence”"):
            opened.with_context(credit_shown=shown).action_approve()
        shown = opened.with_context(bin_size=True)._read_shown()
        self.env.invalidate_all()
        opened.with_context(credit_shown=shown).action_approve()
        self.assertEqual(write_off.state, "approved")

    def test_an_invoice_changed_since_is_neither_approved_nor_posted(self):
        """What stood with 600 in the books stands with 1,200 in another currency: nobody has approved that."""
        proposed, approved = self.invoice(300, due=-400), self.invoice(600, due=-400)
        waiting = self.write_off(proposed)
        waiting.action_propose()
        write_off = self.approved(approved)
        for move in (proposed, approved):
            move.button_draft()
            move.currency_id = self.euro
            move.action_post()
            self.assertEqual(self.line(move).balance, 2 * self.line(move).amount_currency)
        with self.assertRaisesRegex(UserError, r"was changed: .*1,200.* stand in the books by now, and .*600"):
            write_off.with_user(self.accountant).action_post()
        with self.assertRaisesRegex(UserError, r"was changed: .*600.* stand in the books by now, and .*300"):
            waiting.with_user(self.manager).action_approve()
        write_off.action_take_back()
        write_off.action_propose()
        self.assertEqual(write_off.amount, 1200)
        with self.assertRaisesRegex(AccessError, r"would be .*1,200"):
            write_off.with_user(self.manager).action_approve()

    def test_an_invoice_that_is_another_customers_by_now_is_not_posted(self):
        move = self.invoice(600, due=-400)
        write_off = self.approved(move)
        move.button_draft()
        move.partner_id = self.env["res.partner"].create({"name": "Other", "is_company": True})
        move.invoice_payment_term_id = False
        move.action_post()
        with self.assertRaisesRegex(UserError, "Choose open, posted items"):
            write_off.with_user(self.accountant).action_post()
        self.assertEqual(write_off.state, "approved")

    def test_a_forged_amount_neither_shows_less_nor_leaves_room(self):
        """Stored computed fields are a client's to write: what is proposed is computed anew."""
        write_off = self.write_off(self.invoice(600, due=-400))
        item = write_off.sudo().line_ids.move_line_id.move_id.name
        write_off.line_ids.write({"company_amount": 1, "reference": "INV/ANOTHER"})
        self.assertEqual(write_off.amount, 1)
        write_off.action_propose()
        self.assertEqual(write_off.line_ids.reference, item)
        self.assertEqual((write_off.line_ids.company_amount, write_off.amount), (600, 600))
        write_off.with_user(self.manager).action_approve()
        second = self.write_off(self.invoice(500, due=-400))
        second.action_propose()
        with self.assertRaisesRegex(AccessError, r"would be .*1,100"):
            second.with_user(self.manager).action_approve()

    def test_what_the_allowance_covers_was_not_received(self):
        """Its entry debits no expense, and keeps no promise all the same."""
        self.company.credit_allowance_account_id = self.allowance
        provided = [(self.loss, 700), (self.allowance, -700)]
        lines = [Command.create({"account_id": account.id, "balance": balance}) for account, balance in provided]
        self.env["account.move"].create({"line_ids": lines}).action_post()
        move = self.invoice(700, due=-20)
        promise = self.env["credit.promise"].with_user(self.collector).create({"account_id": self.account.id})
        promise.action_take()
        write_off = self.posted(move)
        self.assertEqual(self.booked(write_off), {self.allowance: 700})
        self.assertFalse(promise.sudo()._read_receipts()[promise.id])

    def test_the_allowance_is_used_up_by_one_after_the_other(self):
        """Posting writes the row of its account: of two transactions that do not see each other one begins again."""
        self.company.credit_allowance_account_id = self.allowance
        write_off = self.approved(self.invoice(100, due=-400))
        self.env.flush_all()
        before = self._find_row()
        write_off.with_user(self.accountant).action_post()
        self.assertNotEqual(self._find_row(), before)

    def _find_row(self):
        """Where the row of the account stands: elsewhere once it was written."""
        self.env.cr.execute("SELECT ctid FROM account_account WHERE id = %s", [self.allowance.id])
        return self.env.cr.fetchone()

    def test_only_money_is_recovered(self):
        move = self.invoice(700, due=-400)
        write_off = self.posted(move).with_user(self.accountant)
        refund = self.line(self.invoice(50, move_type="out_refund"))
        own = write_off.sudo().move_ids.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        self.assertFalse(write_off.is_reopened)
        own.remove_move_reconcile()
        self.assertEqual((own.amount_residual, move.amount_residual), (-700, 700))
        self.assertTrue(write_off.is_reopened)
        for wrong in (refund, own):
            with self.assertRaisesRegex(UserError, "Choose a posted receipt"):
                write_off.action_recover(wrong.id)
        receipt = self.line(self.receive(200).move_id)
        with self.assertRaisesRegex(UserError, "open again: match the receipt with them"):
            write_off.action_recover(receipt.id)
        self.assertFalse(write_off.recovery_ids)

    def test_what_is_recovered_was_not_paid_in_time(self):
        """Its entry is an item that is settled on its day: behaviour would count a payment without delay."""
        move = self.invoice(700, due=-400)
        write_off = self.posted(move).with_user(self.accountant)
        self.line(move).with_user(self.accountant).date_maturity = self.day(300)  # nobody has agreed to it
        self.env.flush_all()
        self.env.invalidate_all()
        receipt = self.receive(200)
        write_off.action_recover(self.line(receipt.move_id).id)
        entry = write_off.sudo().recovery_ids.move_id
        owed = entry.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        self.assertEqual((owed.balance, owed.reconciled, owed.date_maturity), (200, True, self.day(-400)))

    def test_salespeople_have_no_fields_of_what_they_may_not_read(self):
        """Or an export of all fields, and a program that reads an account, would be refused."""
        names = ["write_off_ids", "write_off_count", "charge_ids"]
        self.posted(self.invoice(100, due=-400))
        self.env.invalidate_all()
        self.assertFalse(self.account.with_user(self.salesperson).fields_get(names))
        (values,) = self.account.with_user(self.accountant).read(names)
        self.assertEqual(values["write_off_count"], 1)

    def test_a_form_that_is_not_saved_tells_nothing_of_a_journal_item(self):
        """Items are checked when they are saved: until then a collector could name any of the ledger."""
        item = self.line(self.invoice(600, partner=self.env["res.partner"].create({"name": "Other"})))
        lines = self.env["credit.write.off.line"].with_user(self.collector)
        asked = {name: {} for name in ("reference", "invoice_date", "original", "left", "amount")}
        self.assertFalse(any(lines.onchange({"move_line_id": item.id}, [], asked)["value"].values()))
        line = self.write_off(self.invoice(600, due=-400)).line_ids
        self.assertEqual((line.original, line.left, line.amount), (600, 600, 600))
