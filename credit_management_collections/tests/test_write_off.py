from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .write_off_common import WriteOffCommon


@tagged("post_install", "-at_install")
class TestWriteOff(WriteOffCommon):
    """Asked for by one person, approved by another, posted by a third; what is booked, and what comes in afterwards."""

    # === LIFE === #

    def test_three_people_write_off_what_was_paid_for_by_nobody(self):
        move = self.invoice(800, due=-400)
        self.pay(move, 100)
        write_off = self.write_off(move)
        self.assertEqual((write_off.amount, write_off.line_ids.left, write_off.line_ids.days), (700, 700, 400))
        write_off.action_propose()
        self.assertIn("Awaiting", write_off._fields["can_decide"].string)
        for user, method in ((self.collector, "action_approve"), (self.analyst, "action_approve")):
            with self.assertRaisesRegex(AccessError, "cannot decide on write-offs"):
                getattr(write_off.with_user(user), method)()
        with self.assertRaises(UserError):
            write_off.with_user(self.accountant).action_post()  # nobody has approved it
        write_off.with_user(self.manager).action_approve()
        with self.assertRaisesRegex(AccessError, "posts no entries"):
            write_off.with_user(self.collector).action_post()
        self.assertEqual(move.amount_residual, 700)
        write_off.with_user(self.accountant).action_post()
        self.assertEqual((move.amount_residual, self.line(move).reconciled), (0, True))
        self.assertEqual(self.booked(write_off), {self.loss: 700})
        self.assertEqual((write_off.loss_amount, write_off.memo_amount, write_off.state), (700, 700, "posted"))
        self.assertEqual(write_off.move_ids.create_uid, self.accountant)
        with self.assertRaises(UserError):
            write_off.with_user(self.accountant).action_post()
        with self.assertRaises(UserError):
            write_off.action_take_back()
        self.assertFalse(write_off.is_reopened)
        write_off.sudo().move_ids.button_draft()
        self.assertTrue(write_off.is_reopened)

    def test_nobody_does_two_of_the_three(self):
        move = self.invoice(100, due=-400)
        write_off = self.write_off(move, author=self.everything)
        write_off.action_propose()
        with self.assertRaisesRegex(AccessError, "had a hand in"):
            write_off.action_approve()
        write_off.with_user(self.manager).action_approve()
        with self.assertRaisesRegex(AccessError, "had a hand in"):
            write_off.action_post()
        other = self.write_off(self.invoice(100, due=-400))
        other.action_propose()
        other.with_user(self.everything).action_approve()
        self.assertFalse(other.with_user(self.everything).can_post)
        with self.assertRaisesRegex(AccessError, "had a hand in"):
            other.with_user(self.everything).action_post()
        self.assertTrue(other.with_user(self.accountant).can_post)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            other.sudo()._credit_by_method().write({"state": "posted", "poster_id": self.everything.id})

    def test_authority_is_over_all_write_offs_of_the_window(self):
        self.approved(self.invoice(600, due=-400))
        write_off = self.write_off(self.invoice(500, due=-400))
        write_off.action_propose()
        opened = write_off.with_user(self.manager)
        self.assertFalse(opened.can_decide)
        self.assertIn("1,100", opened.obstacle_text)
        with self.assertRaisesRegex(AccessError, r"up to .*1,000.* it would be .*1,100"):
            opened.action_approve()
        self.account.company_id._credit_root().credit_authority_window = 0
        self.env["credit.write.off"].search([("state", "=", "approved")])._credit_by_method().write(
            {"approved_on": "2020-01-01 00:00:00"}
        )
        opened.action_approve()

    def test_what_is_approved_is_what_was_seen(self):
        write_off = self.write_off(self.invoice(600, due=-400))
        write_off.action_propose()
        opened = write_off.with_user(self.manager)
        shown = opened.shown
        with self.assertRaisesRegex(UserError, "Take it back"):
            write_off.line_ids.amount = 5
        with self.assertRaisesRegex(UserError, "Take it back"):
            write_off.write({"cause_text": "Something else"})
        write_off.action_take_back()
        write_off.line_ids.amount = 500
        write_off.action_propose()
        with self.assertRaisesRegex(UserError, "changed since you opened it"):
            opened.with_context(credit_shown=shown).action_approve()

    def test_a_payment_since_is_not_written_off(self):
        move = self.invoice(600, due=-400)
        write_off = self.approved(move)
        self.pay(move, 250)
        with self.assertRaisesRegex(UserError, r"has paid since: .*350.* is left of .*600"):
            write_off.with_user(self.accountant).action_post()
        write_off.action_take_back()
        self.assertFalse(write_off.approver_id)
        write_off.line_ids.amount = 350
        write_off.action_propose()
        write_off.with_user(self.manager).action_approve()
        write_off.with_user(self.accountant).action_post()
        self.assertEqual((move.amount_residual, write_off.amount), (0, 350))

    def test_a_merge_leaves_what_was_said(self):
        asked = self.approved(self.invoice(600, due=-400), course="Called, wrote, in vain")
        kept = self._create_account(self._create_customer("Stays"))
        kept.sudo()._absorb(self.account.sudo())
        self.env.invalidate_all()
        self.assertEqual((asked.account_id, asked.course), (kept, "Called, wrote, in vain"))

    def test_a_merge_takes_back_what_is_proposed(self):
        """Who was about to decide has looked at another customer, and its votes were about that one."""
        asked = self.write_off(self.invoice(600, due=-400), course="Called, wrote, in vain")
        asked.action_propose()
        allowance = self.env["credit.account.allowance"].with_user(self.analyst)
        allowance = allowance.create({"account_id": self.account.id, "amount": 5, "reason": "Court"})
        allowance.action_propose()
        kept = self._create_account(self._create_customer("Stays"))
        kept.sudo()._absorb(self.account.sudo())
        self.env.invalidate_all()
        self.assertEqual((asked.state, allowance.state), ("draft", "draft"))
        self.assertEqual((asked.account_id, asked.course), (kept, "Called, wrote, in vain"))

    # === ENTRIES === #

    def test_allowance_tax_and_loss_by_item_and_currency(self):
        self.company.write(
            {
                "credit_allowance_account_id": self.allowance.id,
                "credit_bad_debt_tax_account_id": self.tax_account.id,
            }
        )
        self.env["account.move"].create(
            {
                "line_ids": [
                    Command.create({"account_id": self.loss.id, "balance": 150}),
                    Command.create({"account_id": self.allowance.id, "balance": -150}),
                ]
            }
        ).action_post()
        tax = self.env["account.tax"].create({"name": "19 %", "amount": 19, "amount_type": "percent"})
        line = {"name": "Goods", "quantity": 1, "price_unit": 100, "tax_ids": [Command.set(tax.ids)]}
        taxed = self.invoice(100, due=-400, invoice_line_ids=[Command.create(line)])
        euro = self.invoice(300, due=-400, currency=self.euro)  # 600 in the books
        write_off = self.write_off(taxed, euro)
        write_off.line_ids.filtered(lambda one: one.currency_id == self.euro).amount = 100
        write_off.action_propose()
        self.assertEqual(write_off.amount, 119 + 200)
        write_off.with_user(self.manager).action_approve()
        write_off.with_user(self.accountant).action_post()
        self.assertEqual(self.booked(write_off), {self.tax_account: 19, self.allowance: 150, self.loss: 150})
        self.assertEqual((taxed.amount_residual, euro.amount_residual), (0, 200))
        self.assertEqual(self.line(euro).amount_residual, 400)
        self.assertEqual((write_off.tax_amount, write_off.allowance_amount, write_off.loss_amount), (19, 150, 150))
        last = self.write_off(euro, correct_tax=False)
        last.action_propose()
        last.with_user(self.manager).action_approve()
        last.with_user(self.accountant).action_post()
        self.assertEqual(self.booked(last), {self.loss: 400})
        self.assertTrue(self.line(euro).reconciled)

    def test_without_an_account_for_losses_nothing_is_posted(self):
        self.company.credit_loss_account_id = False
        move = self.invoice(100, due=-400)
        with self.assertRaisesRegex(UserError, "no account for losses"):
            self.posted(move)
        self.assertEqual(move.amount_residual, 100)

    def test_what_comes_in_afterwards_is_recovered(self):
        write_off = self.posted(self.invoice(700, due=-400)).with_user(self.accountant)
        receipt = self.line(self.receive(200).move_id)
        invoice = self.line(self.invoice(5))
        wrongs = (receipt, 201), (receipt, -1), (receipt, 0.004), (receipt, "nan"), (invoice, 5), (0, 1)
        for wrong, amount in wrongs:
            with self.assertRaises(UserError):
                write_off.action_recover(wrong, amount)
        dialog = self.env["credit.write.off.recover"].with_user(self.accountant)
        dialog = dialog.create({"write_off_id": write_off.id, "move_line_id": receipt.id})
        self.assertEqual(dialog.amount, 200)
        dialog.amount = 150
        dialog.action_apply()
        self.assertEqual((write_off.recovered_amount, write_off.memo_amount), (150, 550))
        self.assertEqual(receipt.amount_residual, -50)
        self.assertEqual(
            sum(
                write_off.recovery_ids.move_id.line_ids.filtered(lambda one: one.account_id == self.income).mapped(
                    "balance"
                )
            ),
            -150,
        )
        with self.assertRaisesRegex(AccessError, "posts no entries"):
            write_off.with_user(self.collector).action_recover(receipt, 50)
        more = self.line(self.receive(5000).move_id)
        write_off.action_recover(more.id)
        self.assertEqual((write_off.memo_amount, more.amount_residual), (0, -4450))

    # === WHOSE ITEMS, WHO READS === #

    def test_only_open_items_of_the_customer_once(self):
        move, other = (
            self.invoice(600, due=-400),
            self.invoice(50, partner=self.env["res.partner"].create({"name": "O"})),
        )
        draft = self.invoice(5, post=False)
        for wrong in (other, draft, self.invoice(10, move_type="out_refund")):
            with self.assertRaises(UserError):
                self.write_off(wrong)
        first = self.write_off(move)
        with self.assertRaises(UserError):
            first.line_ids.move_line_id = self.line(other)
        first.line_ids.amount = 900
        with self.assertRaisesRegex(UserError, "is left of"):
            first.action_propose()
        first.line_ids.amount = 600
        first.action_propose()
        with self.assertRaisesRegex(UserError, "asks for the same items"):
            self.write_off(move).action_propose()
        empty = self.write_off()
        with self.assertRaisesRegex(UserError, "Fill in “Items”"):
            empty.action_propose()
        empty.action_add_items()
        self.assertEqual(empty.sudo().line_ids.move_line_id, self.line(move))

    def test_who_reads_and_writes(self):
        write_off = self.write_off(self.invoice(100, due=-400))
        with self.assertRaises(AccessError):
            write_off.with_user(self.salesperson).read(["name"])
        self.assertTrue(write_off.with_user(self.accountant).read(["name", "amount"]))
        for change in (
            lambda: write_off.with_user(self.accountant).write({"cause": "other"}),
            lambda: write_off.write({"state": "approved"}),
            lambda: write_off.write({"recovered_amount": 100}),
            lambda: (
                self.env["credit.write.off.recovery"]
                .with_user(self.accountant)
                .create({"write_off_id": write_off.id, "day": self.today, "amount": 5})
            ),
            lambda: write_off.with_user(self.manager).action_refuse("  "),
        ):
            with self.assertRaises(UserError):
                change()
        write_off.action_propose()
        write_off.with_user(self.manager).action_refuse("Try a lawyer")
        self.assertEqual((write_off.state, write_off.decision_reason), ("refused", "Try a lawyer"))

    def test_the_form_on_paper(self):
        self.sent_before(20, move := self.invoice(700, due=-400))
        self.pay(move, 100)
        write_off = self.env["credit.write.off"].with_user(self.collector)
        write_off = write_off.create({"account_id": self.account.id, "cause": "bankrupt", "cause_text": "Court"})
        write_off.action_add_items()
        self.assertIn("reminder no. 1", write_off.course)
        write_off.evidence_ids = [Command.create({"kind": "ruling", "name": "Ruling of May", "file": "eA=="})]
        report = self.env["ir.actions.report"].with_user(self.collector)
        name = "credit_management_collections.credit_write_off_form"
        html = report._render_qweb_html(name, write_off.ids)[0].decode()
        for text in ("Six Hundred", "600.00", "700.00", "☑ Insolvent", "Ruling of May", "reminder no. 1", "Not known"):
            with self.subTest(text=text):
                self.assertEqual(text in html, text != "Not known" or write_off.state != "draft")
        with self.assertRaises(UserError):
            report.with_user(self.salesperson)._render_qweb_html(name, write_off.ids)
