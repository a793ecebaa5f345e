import re
from datetime import timedelta

from odoo import SUPERUSER_ID, Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from ...models.common.day import format_day
from .invoice_common import InvoiceGateCommon


@tagged("post_install", "-at_install")
class TestInvoiceDoors(InvoiceGateCommon):
    """An accountant who wants an invoice posted, or a posted one larger, against the policy."""

    # === TO POSTED === #

    def test_doors_to_posted(self):
        self.hold_invoices()
        move = self.draft(1500)
        doors = {
            "state": lambda: move.write({"state": "posted"}),
            "state, readonly check off": lambda: move.with_context(skip_readonly_check=True).write({"state": "posted"}),
            "forged context": lambda: move.with_context(credit_decided=True, credit_by_method=True).write(
                {"state": "posted"}
            ),
            "as the system": lambda: move.sudo()._post(),
            "without soft": lambda: move._post(soft=False),
        }
        for name, door in doors.items():
            with self.subTest(door=name):
                self.assertRefused(door, "cannot be posted")
        self.assertEqual(move.state, "draft")

    def test_created_or_imported_as_posted(self):
        self.hold_invoices()
        values = {"move_type": "out_invoice", "partner_id": self.customer.id, "state": "posted"}
        with self.assertRaises(UserError), self.cr.savepoint():
            self.env["account.move"].with_user(self.accountant).create(values)
        move = self.draft(1500)
        found = move.load([".id", "state"], [[str(move.id), "Posted"]])
        self.assertFalse(found["ids"])
        self.assertEqual(move.state, "draft")

    def test_forged_size(self):
        """What would make an invoice look smaller, or released, is refused."""
        self.hold_invoices()
        move = self.draft(1500)
        forged = ("credit_hold_id", "credit_hold_state", "credit_hold_ids", "amount_total", "commercial_partner_id")
        for name in forged:
            with self.subTest(name=name), self.assertRaises(UserError), self.cr.savepoint():
                move.write({name: False})
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.draft(10).copy({"credit_hold_state": "released"})

    def test_a_receipt_made_an_invoice(self):
        self.hold_invoices()
        move = self.draft(1500, move_type="out_receipt")
        with self.assertRaises(UserError), self.cr.savepoint():
            move.write({"move_type": "out_invoice", "state": "posted"})
        self.assertEqual(move.state, "draft")

    def test_typed_rate(self):
        """A rate at which less is owed is for who keeps the rates, with an order behind the invoice or without."""
        order = self.order(1, price=400, confirm=False, currency=self.euro)
        order.action_confirm()
        self.env.cr.flush()
        for move in (self.bill(order, post=False), self.draft(400, currency=self.euro)):
            move = move.with_user(self.accountant)
            day = move.invoice_currency_rate
            move.write({"invoice_currency_rate": day * 1000})
            self.assertRefused(move.action_post, "rate of its day")
            self.assertRefused(move.with_user(SUPERUSER_ID).action_post, "rate of its day")  # as a job posts it
            move.write({"invoice_currency_rate": day})
            move.action_post()
            self.assertPosted(move)

    def test_typed_rate_of_who_keeps_the_rates(self):
        adviser = new_test_user(self.env, "gate_adviser", "account.group_account_manager")
        move = self.draft(400, currency=self.euro)
        move.write({"invoice_currency_rate": move.invoice_currency_rate * 2})
        move.with_user(adviser).action_post()
        self.assertPosted(move)

    def test_dated_before_its_order(self):
        """An old day of a friendlier rate is for who keeps the books; the day named in the refusal is taken."""
        self.euro.sudo().rate_ids = [
            Command.clear(),
            Command.create({"name": "2020-01-01", "rate": 800.0, "company_id": self.company.id}),
            Command.create({"name": "2026-01-01", "rate": 0.8, "company_id": self.company.id}),
        ]
        order = self.order(1, price=400, confirm=False, currency=self.euro)
        order.action_confirm()
        self.env.cr.flush()
        since = order.create_date.date() - timedelta(days=1)
        month = self.company._credit_today() - timedelta(days=31)
        moved = self.order(1, price=400, confirm=False, currency=self.euro)
        moved.action_confirm()
        self.env.cr.flush()
        moved._write({"date_order": "2019-01-01"})
        cases = (
            (self.bill(order, post=False), since),
            (self.bill(moved, post=False), since),
            (self.draft(400, currency=self.euro), month),
        )
        for move, first in cases:
            move = move.with_user(self.accountant)
            move.invoice_date = "2020-06-01"
            self.assertRefused(move.action_post, "at whose rate less is owed than today")
            self.assertRefused(move.with_user(SUPERUSER_ID).action_post, re.escape(format_day(self.env, first)))
            move.invoice_date = first
            move.action_post()
            self.assertPosted(move)

    def test_old_day_of_an_order_for_what_is_beside_it(self):
        """A line of an order long ago gives no old rate to the lines that come from none."""
        self.euro.sudo().rate_ids = [
            Command.clear(),
            Command.create({"name": "2020-01-01", "rate": 800.0, "company_id": self.company.id}),
            Command.create({"name": "2026-01-01", "rate": 0.8, "company_id": self.company.id}),
        ]
        moves = self.env["account.move"]
        for _number in range(2):
            order = self.order(1, price=100, confirm=False, currency=self.euro)
            order.action_confirm()
            self.env.cr.flush()
            query = "UPDATE sale_order SET create_date = '2020-05-01', date_order = '2020-05-01' WHERE id = %s"
            self.env.cr.execute(query, [order.id])
            self.env.invalidate_all()
            moves |= self.bill(order, post=False)
        alone, mixed = moves.with_user(self.accountant)
        mixed.invoice_line_ids = [self.line(100)]
        moves.invoice_date = "2020-06-01"
        alone.action_post()
        self.assertPosted(alone)
        self.assertRefused(mixed.action_post, "at whose rate less is owed than today")
        mixed.invoice_date = self.company._credit_today() - timedelta(days=31)
        mixed.action_post()
        self.assertPosted(mixed)

    def test_rate_typed_when_it_is_posted_or_later(self):
        """Neither in the call that posts nor afterwards: Odoo leaves the rate of what is posted to be written."""
        move = self.draft(400, currency=self.euro)
        day = move.invoice_currency_rate
        self.assertRefused(
            lambda: move.write({"state": "posted", "invoice_currency_rate": day * 1000}), "rate of its day"
        )
        self.env.invalidate_all()
        self.assertEqual(move.state, "draft")
        move.action_post()
        owed = move.amount_residual_signed
        self.assertRefused(lambda: move.write({"invoice_currency_rate": day * 1000}), "rate of its day")
        self.env.invalidate_all()
        self.assertEqual((move.state, move.amount_residual_signed), ("posted", owed))
        move.write({"invoice_currency_rate": day / 2})  # more is owed
        self.assertEqual(move.invoice_currency_rate, day / 2)

    def test_dated_back_at_a_dearer_rate(self):
        """What makes more of the debt is nobody's trick: an invoice of last year is posted as it is."""
        self.euro.sudo().rate_ids = [
            Command.clear(),
            Command.create({"name": "2020-01-01", "rate": 0.9, "company_id": self.company.id}),
            Command.create({"name": "2026-01-01", "rate": 1.0, "company_id": self.company.id}),
        ]
        move = self.draft(400, currency=self.euro)
        move.invoice_date = "2020-06-01"
        move.action_post()
        self.assertPosted(move)

    def test_reversing_a_credit_note(self):
        """What cancels a credit note is an invoice that no order stands behind."""
        self.hold_invoices()
        refund = self.draft(1500, move_type="out_refund")
        refund.action_post()
        self.pay(refund.sudo())
        self.invoice(900)
        wizard = self.env["account.move.reversal"].with_user(self.accountant)
        wizard = wizard.create({"move_ids": refund.ids, "journal_id": refund.journal_id.id})
        self.assertRefused(wizard.modify_moves, "cannot be posted")

    # === AFTER POSTING === #

    def test_posted_does_not_grow(self):
        self.hold_invoices()
        move = self.draft(500)
        move.action_post()
        lines, receivable = move.invoice_line_ids, move.line_ids - move.invoice_line_ids
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        revenue = lines.account_id.id
        context = {"skip_readonly_check": True, "check_move_validity": False, "skip_invoice_sync": True}
        doors = {
            "price": lambda: lines.write({"price_unit": 5000}),
            "quantity": lambda: lines.with_context(**context).write({"quantity": 50}),
            "line": lambda: lines.create(
                {"move_id": move.id, "name": "More", "quantity": 1, "price_unit": 5000, "account_id": revenue}
            ),
            "lines": lambda: move.with_context(**context).write({"invoice_line_ids": [self.line(5000)]}),
            "balance": lambda: receivable.with_context(**context).write({"balance": 5000}),
            "currency": lambda: receivable.with_context(**context).write({"amount_currency": 5000}),
            "customer": lambda: move.with_context(**context).write({"partner_id": other.id}),
            "customer of lines": lambda: receivable.with_context(**context).write({"partner_id": other.id}),
            "deleted": lambda: lines.with_context(force_delete=True, dynamic_unlink=True, **context).unlink(),
        }
        for name, door in doors.items():
            with self.subTest(door=name):
                try:
                    with self.cr.savepoint():
                        door()
                        self.env.flush_all()
                except UserError:
                    self.env.invalidate_all()
                self.assertLessEqual(sum(receivable.exists().mapped("balance")), 500)
                self.assertEqual(receivable.partner_id, self.customer)

    def test_reset_to_draft_is_judged_again(self):
        self.hold_invoices()
        move = self.draft(500)
        move.action_post()
        move.button_draft()
        move.invoice_line_ids.price_unit = 5000
        move.action_post()
        self.assertEqual(self.assertHeld(move).claim, 5000)

    def test_reset_to_draft_of_what_stood_behind_an_order(self):
        self.hold_invoices()
        order, move = self.shipped(900)
        move.action_post()
        move.button_draft()
        move.action_post()
        self.assertPosted(move)
        self.assertEqual(order.state, "sale")

    def test_a_sales_receipt_is_judged(self):
        """It is owed until a payment comes, whatever its name says; nor is a held invoice posted by becoming one."""
        self.hold_invoices()
        self.stop_customer()
        receipt = self.draft(5000, move_type="out_receipt")
        receipt.action_post()
        self.assertHeld(receipt)
        invoice = self.draft(5000)
        with self.assertRaises(UserError):
            invoice.write({"move_type": "out_receipt", "state": "posted"})
        self.assertEqual(invoice.state, "draft")
