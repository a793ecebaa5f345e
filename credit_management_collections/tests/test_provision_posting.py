import base64
import io
import re

from dateutil.relativedelta import relativedelta
from openpyxl import load_workbook

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import date_utils

from .provision_common import ProvisionCommon

COLLECTIVE, SPECIFIC = ("collective", "specific")


@tagged("post_install", "-at_install")
class TestProvisionPosting(ProvisionCommon):
    """What is worked out ties to the matrix, what is booked to what was worked out, and each month to the last."""

    # === MATRIX, MOVEMENT, ENTRY === #

    def test_two_months(self):
        first = self.booked(self.before)
        matrix = self.env["credit.provision"]._read(self.company, self.before)[self.company]
        expected = sum(amount * rate for amount, rate in zip(matrix.amounts, matrix.rates, strict=True))
        self.assertGreater(first.closing, 0)
        collective = first.row_ids.filtered(lambda one: one.kind == COLLECTIVE)
        self.assertAlmostEqual(sum(first.band_ids.mapped("loss")), collective.closing, 7)
        self.assertAlmostEqual(first.closing, expected, 1)
        self.assertEqual(sum(first.band_ids.mapped("amount")), sum(matrix.amounts))
        self.assertEqual((first.charge, first.entry_amount, first.standing), (first.closing, first.closing, 0))
        move = first.sudo().move_id
        self.assertEqual((move.state, move.date, first.reversal_id.id), ("draft", self.before, False))
        self.assertEqual(move.line_ids.mapped("balance"), [first.closing, -first.closing])
        move.with_user(self.accountant).action_post()
        reversal = first.sudo().reversal_id
        self.assertEqual((reversal.state, reversal.date), ("posted", self.before + relativedelta(days=1)))
        self.assertEqual(self.standing(self.before), first.closing)
        self.assertEqual(self.standing(self.end), 0)

        gone = self._dated(150, self.before - relativedelta(days=200))
        self._write_off(gone)
        second = self.worked_out()
        row = second.row_ids.filtered(lambda one: one.kind == COLLECTIVE)
        self.assertEqual((row.opening, row.closing), (first.closing, second.closing))
        self.assertEqual(second.entry_amount, second.closing)
        self.assertAlmostEqual(
            sum(second.row_ids.mapped(lambda one: one.opening + one.moved + one.added - one.used - one.released)),
            second.closing,
            2,
        )
        self.assertAlmostEqual(second.charge, sum(second.row_ids.mapped(lambda one: one.added - one.released)), 2)

    def test_the_reversal_follows_the_entry(self):
        """The entry of a locked period is posted later: a reversal before it would leave it out of every month end."""
        posting = self.booked(self.before)
        move = posting.sudo().move_id
        move.date = self.end
        move.action_post()
        self.assertEqual(posting.sudo().reversal_id.date, self.end + relativedelta(days=1))
        self.assertEqual((self.standing(self.before), self.standing(self.end)), (0, posting.closing))

    def test_what_was_worked_out_is_what_is_posted(self):
        posting = self.booked(self.before)
        move = posting.sudo().move_id
        loss = move.line_ids.filtered(lambda line: line.account_id == self.loss)
        more = posting.closing + 1000
        changed = [
            Command.update(loss.id, {"balance": more}),
            Command.update((move.line_ids - loss).id, {"balance": -more}),
        ]
        move.line_ids = changed
        with self.assertRaisesRegex(UserError, "was worked out with .* Correct the entry to post it"):
            move.with_user(self.accountant).action_post()
        self.assertFalse(posting.sudo().reversal_id)

    def test_what_is_provided_is_an_expense(self):
        """On an account of assets the allowance would be right, and profit would bear nothing."""
        move = self.booked(self.before).sudo().move_id
        loss = move.line_ids.filtered(lambda line: line.account_id == self.loss)
        loss.account_id = self.company_data["default_account_assets"]
        with self.assertRaisesRegex(UserError, f"for {re.escape(self.loss.display_name)}, and its entry says .*0.00"):
            move.with_user(self.accountant).action_post()

    def test_an_entry_that_is_cancelled_lets_it_be_worked_out_anew(self):
        """Before, it was booked for good: neither worked out again nor another one of that day."""
        posting = self.booked(self.before)
        draft = posting.sudo().move_id
        with self.assertRaisesRegex(UserError, "belongs to “Provision .* stays on record"):
            draft.with_user(self.accountant).unlink()
        draft.with_user(self.accountant).button_cancel()
        self.assertEqual((posting.state, posting.sudo().move_id.ids, posting.booker_id.ids), ("draft", [], []))
        posting.action_compute()
        posting.with_user(self.accountant).action_book()
        move = posting.sudo().move_id
        move.action_post()
        reversal = posting.sudo().reversal_id
        move.with_user(self.accountant).button_cancel()
        self.assertEqual((posting.state, reversal.state), ("draft", "cancel"))
        self.assertEqual((self.standing(self.before), self.standing(self.end)), (0, 0))

    def test_an_entry_that_is_a_draft_again_takes_its_reversal_back(self):
        posting = self.booked(self.before)
        move = posting.sudo().move_id
        move.action_post()
        first = posting.sudo().reversal_id
        move.with_user(self.accountant).button_draft()
        self.assertEqual((first.state, posting.state, posting.sudo().reversal_id.ids), ("cancel", "booked", []))
        move.write({"name": "/", "date": self.end})
        move.with_user(self.accountant).action_post()
        self.assertEqual(posting.sudo().reversal_id.date, self.end + relativedelta(days=1))
        self.assertEqual((self.standing(self.before), self.standing(self.end)), (0, posting.closing))

    def test_a_write_off_that_was_taken_back_has_used_nothing(self):
        self.booked(self.before).sudo().move_id.action_post()
        write_off = self._write_off(self._dated(150, self.before - relativedelta(days=200)))
        entry = write_off.sudo().move_ids
        entry.button_draft()
        entry.write({"name": "/", "date": self.end})
        entry.action_post()
        posting = self.worked_out()
        self.assertEqual(sum(posting.row_ids.mapped("used")), 150)
        back = entry._reverse_moves([{"date": self.end}])
        back.action_post()
        posting.action_compute()
        self.assertEqual(sum(posting.row_ids.mapped("used")), 0)
        back.button_cancel()
        posting.action_compute()
        self.assertEqual(sum(posting.row_ids.mapped("used")), 150)
        entry.button_cancel()
        posting.action_compute()
        self.assertEqual(sum(posting.row_ids.mapped("used")), 0)

    def test_a_write_off_reversed_in_a_later_month(self):
        """It was used in its own month and is released in that of its reversal: neither table is changed."""
        earlier = self.before - relativedelta(months=1)
        self.booked(date_utils.end_of(earlier, "month")).sudo().move_id.action_post()
        write_off = self._write_off(self._dated(150, earlier - relativedelta(days=200)))
        entry = write_off.sudo().move_ids
        entry.button_draft()
        entry.write({"name": "/", "date": self.before})
        entry.action_post()
        first = self.booked(self.before)
        first.sudo().move_id.action_post()
        self.assertEqual(sum(first.row_ids.mapped("used")), 150)
        entry._reverse_moves([{"date": self.end}]).action_post()
        posting = self.worked_out()
        self.assertEqual(sum(posting.row_ids.mapped("used")), -150)
        (row,) = [row for row in posting.row_ids if row.used]
        self.assertEqual(row.opening + row.moved + row.added - row.used - row.released, row.closing)
        self.assertEqual(sum(first._read_used(first._get_last()).values()), 150, "as it was")

    def test_a_provision_without_an_entry_is_the_last_one_all_the_same(self):
        self.assertFalse(self.worked_out()._get_last())
        posting = self.booked(self.before)
        self.assertFalse(self.worked_out()._get_last())  # its draft is not posted
        posting.sudo()._credit_by_method().write({"move_id": False})  # the account showed what was needed
        self.assertEqual(self.worked_out()._get_last(), posting)

    def test_who_is_judged_by_name_is_out_of_the_matrix(self):
        stranger = self._create_account(self.env["res.partner"].create({"name": "Other", "is_company": True}))
        self._dated(1000, self.end - relativedelta(days=45), stranger.partner_id)
        before = self.worked_out()
        self.specific(600, stranger)
        after = self.worked_out()
        self.assertEqual(sum(before.band_ids.mapped("amount")) - sum(after.band_ids.mapped("amount")), 1000)
        self.assertEqual(after.row_ids.filtered(lambda one: one.kind == SPECIFIC).closing, 600)
        second = self.specific(5000, stranger)
        self.assertEqual(self.env["credit.account.allowance"].search_count([("state", "=", "approved")]), 1)
        again = self.worked_out()
        self.assertEqual(again.row_ids.filtered(lambda one: one.kind == SPECIFIC).closing, 1000)  # no more than is owed
        file = base64.b64decode(again.with_context(bin_size=False).workbook)
        sheet = load_workbook(io.BytesIO(file))["By Name"]
        self.assertIn((stranger.partner_id.name, 5000, 1000), [row[:3] for row in sheet.iter_rows(values_only=True)])
        with self.assertRaisesRegex(UserError, "figures of .* have changed"):
            after.with_user(self.accountant).action_book()
        with self.assertRaisesRegex(AccessError, "had a hand in"):
            mine = self.env["credit.account.allowance"].with_user(self.manager)
            mine = mine.create({"account_id": self.account.id, "amount": 5, "reason": "Court"})
            mine.action_propose()
            mine.action_approve()
        first = self.specific(50)
        self.account.sudo()._absorb(stranger.sudo())  # of two allowances the larger one stays
        self.assertEqual((first.state, second.state, second.account_id), ("ended", "approved", self.account))
        second.with_user(self.manager).action_end()
        self.assertEqual(second.state, "ended")

    def test_without_a_rate_nothing_is_booked(self):
        """When the first invoices were open the past told nothing of what becomes of them."""
        beginning = date_utils.end_of(self.end - relativedelta(months=13), "month")
        posting = self.worked_out(beginning, months=1)
        self.assertGreater(sum(posting.band_ids.mapped("amount")), 0)
        self.assertTrue(posting.unknown)
        with self.assertRaisesRegex(UserError, "no loss rate"):
            posting.with_user(self.accountant).action_book()

    def test_who_does_what(self):
        posting = self.worked_out()
        self.assertTrue(posting.workbook)
        with self.assertRaisesRegex(AccessError, "posts no entries"):
            posting.action_book()
        with self.assertRaises(AccessError):
            posting.with_user(self.collector).read(["closing"])
        with self.assertRaises(AccessError):
            posting.with_user(self.accountant).write({"months": 6})
        for forged in ({"closing": 5}, {"entry_amount": 1}, {"state": "booked"}, {"token": "x"}):
            with self.assertRaises(UserError):
                posting.write(forged)
        both = self._create_user(
            "both", "account.group_account_invoice,credit_management.credit_management_group_analyst"
        )
        own = self.env["credit.provision.posting"].with_user(both).create({"date": self.before})
        own.action_compute()
        with self.assertRaisesRegex(AccessError, "had a hand in"):
            own.action_book()
        posting.adjustment = 50
        self.assertEqual((posting.state, posting.band_ids.ids), ("draft", []))
        self.company.credit_allowance_account_id = False
        posting.action_compute()
        with self.assertRaisesRegex(UserError, "no account for losses, or for the allowance"):
            posting.with_user(self.accountant).action_book()

    def test_a_cancelled_entry_is_no_dead_end(self):
        posting = self.worked_out().with_user(self.accountant)
        posting.action_book()
        first = posting.sudo().move_id
        self.assertFalse(posting.can_set_back)
        with self.assertRaisesRegex(UserError, "stands in the books: cancel"):
            posting.action_set_back("Wrong month")
        first.button_cancel()
        # It is a draft again by itself; one that was cancelled before that was so still says that it is booked.
        self.assertEqual(posting.state, "draft")
        before = {"state": "booked", "move_id": first.id, "booker_id": self.accountant.id}
        posting.sudo()._credit_by_method().write(before)
        self.assertTrue(posting.can_set_back)
        with self.assertRaisesRegex(UserError, "Say why"):
            posting.action_set_back(" ")
        with self.assertRaisesRegex(AccessError, "posts no entries"):
            posting.with_user(self.analyst).action_set_back("Wrong month")
        dialog = self.env["credit.provision.set.back"].with_user(self.accountant)
        dialog.create({"posting_id": posting.id, "reason": "Wrong account"}).action_apply()
        self.assertEqual((posting.state, posting.set_back_reason), ("computed", "Wrong account"))
