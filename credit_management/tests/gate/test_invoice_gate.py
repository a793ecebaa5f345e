from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .invoice_common import InvoiceGateCommon


@tagged("post_install", "-at_install")
class TestInvoiceGate(InvoiceGateCommon):
    """Invoices that no admitted order stands behind are judged when they are posted."""

    # === READY POLICY: WARN === #

    def test_ready_policy_warns_and_posts(self):
        move = self.draft(1500)
        move.action_post()
        self.assertPosted(move)
        self.assertIn("would be owed, against a limit of", self.notes(move))

    def test_within_the_limit_nothing_is_said(self):
        move = self.draft(900)
        move.action_post()
        self.assertPosted(move)
        self.assertNotIn("limit", self.notes(move))

    # === HELD === #

    def test_roles_that_post(self):
        """Whoever may post: the invoice goes on hold and nothing is lost."""
        self.hold_invoices()
        for user in (self.accountant, self.invoicing, self.both, self.env.user):
            with self.subTest(user=user.login):
                move = self.draft(1500, user)
                move.action_post()
                hold = self.assertHeld(move)
                self.assertEqual((hold.move_id, hold.order_id.id, hold.checkpoint), (move, False, "invoice"))
                self.assertEqual((hold.claim, hold.requester_id, hold.company_id), (1500, user, self.company))
                move.sudo().unlink()

    def test_who_may_not_post_makes_no_hold(self):
        self.hold_invoices()
        move = self.draft(1500)
        with self.assertRaises(AccessError):
            move.with_user(self.salesperson).action_post()
        self.assertFalse(move.sudo().credit_hold_state)

    def test_within_the_limit_passes(self):
        self.hold_invoices()
        move = self.draft(1000)
        move.action_post()
        self.assertPosted(move)

    def test_a_draft_is_counted_once(self):
        """A draft is in the exposure already; posting it takes nothing more."""
        self.hold_invoices()
        self.draft(400)
        move = self.draft(600)
        self.assertOwes({"draft_invoice": 1000})
        move.action_post()
        self.assertPosted(move)
        self.assertOwes({"draft_invoice": 400, "receivable": 600})
        other = self.draft(1)
        other.action_post()
        self.assertEqual(self.assertHeld(other).exposure, 1000)

    def test_drafts_that_do_not_count(self):
        self.publish({"kind": "exposure", "at_invoice": True}, count_draft_invoice=False)
        self.draft(400)
        move = self.draft(1000)
        move.action_post()
        self.assertPosted(move)
        other = self.draft(1)
        other.action_post()
        self.assertEqual(self.assertHeld(other).exposure, 1000)

    def test_paid_in_full_before_posting(self):
        self.hold_invoices()
        move = self.draft(1500)
        self.transaction(move, 1500)
        move.action_post()
        self.assertPosted(move)

    def test_paid_in_part(self):
        self.hold_invoices()
        move = self.draft(1500)
        self.transaction(move, 400)
        move.action_post()
        self.assertEqual(self.assertHeld(move).claim, 1100)

    def transaction(self, move, amount):
        """A payment that the provider has reported; its booking is Odoo's next step."""
        method = self.env["payment.method"].search([("primary_payment_method_id", "=", False)], limit=1)
        provider = self.env["payment.provider"].search([("company_id", "=", self.company.id)], limit=1)
        provider = provider or self.env["payment.provider"].create({"name": "Provider", "company_id": self.company.id})
        return (
            self.env["payment.transaction"]
            .sudo()
            .create(
                {
                    "provider_id": provider.id,
                    "payment_method_id": method.id,
                    "reference": f"payment-{move.id}-{amount}",
                    "amount": amount,
                    "currency_id": move.currency_id.id,
                    "partner_id": move.partner_id.id,
                    "invoice_ids": [Command.set(move.ids)],
                    "state": "done",
                }
            )
        )

    def test_paid_online_in_part_is_booked(self):
        """Odoo posts the invoice before it books the payment: the invoice waits, the money does not."""
        provider = self.env["payment.provider"].search([("code", "=", "demo"), ("company_id", "=", self.company.id)])
        if not provider:
            self.skipTest("needs the test provider: install payment_demo")
        provider.state = "test"
        self.hold_invoices()
        move = self.draft(1500)
        transaction = self.pay_online(move, 400, provider)
        self.assertEqual((transaction.payment_id.amount, transaction.payment_id.move_id.state), (400, "posted"))
        hold = self.assertHeld(move)
        hold.action_recheck()
        self.assertEqual((hold.state, hold.claim), ("open", 1100), "Odoo has matched the payment with the draft")
        self.pay_online(move, 1100, provider)
        self.assertPosted(move, "cleared")
        self.assertEqual(move.amount_residual, 0)

    def pay_online(self, move, amount, provider):
        transaction = self.transaction(move, amount)
        transaction.write({"state": "draft", "provider_id": provider.id, "operation": "online_direct"})
        transaction._process("demo", {"reference": transaction.reference, "simulated_state": "done"})
        transaction._post_process()
        return transaction

    # === UNTOUCHED === #

    def test_other_documents_are_not_judged(self):
        self.hold_invoices()
        self.stop_customer()
        for move_type in ("out_refund", "in_invoice", "in_refund", "in_receipt"):
            with self.subTest(move_type=move_type):
                move = self.draft(5000, move_type=move_type)
                move.action_post()
                self.assertPosted(move)
        account = self.company_data["default_account_receivable"]
        lines = [
            Command.create({"account_id": account.id, "partner_id": self.customer.id, "debit": 5000}),
            Command.create({"account_id": self.company_data["default_account_revenue"].id, "credit": 5000}),
        ]
        entry = self.env["account.move"].create({"move_type": "entry", "line_ids": lines}).with_user(self.accountant)
        entry.action_post()
        self.assertPosted(entry)

    def test_a_customer_without_a_limit(self):
        self.hold_invoices()
        move = self.draft(5000, partner=self.env["res.partner"].create({"name": "Cash", "is_company": True}))
        move.action_post()
        self.assertPosted(move)

    # === BEHIND AN ORDER === #

    def test_what_was_admitted_is_never_stopped(self):
        self.hold_invoices()
        _order, move = self.shipped(900)
        self.invoice(0.01)
        self.stop_customer()
        self.grant(self.account, 1)
        move.action_post()
        self.assertPosted(move)
        self.assertFalse(self.notes(move).count("limit"))

    def test_down_payment_and_final_invoice(self):
        self.hold_invoices()
        order = self.quotation(900)
        order.action_confirm()
        self.env.cr.flush()
        self.stop_customer()
        first = self.down_payment(order.sudo(), 300, post=False).with_user(self.accountant)
        first.action_post()
        self.assertPosted(first)
        last = self.bill(order.sudo(), post=False).with_user(self.accountant)
        self.assertEqual(last.amount_total, 600)
        last.action_post()
        self.assertPosted(last)

    def test_in_parts(self):
        self.hold_invoices()
        order = self.order(3, price=300, confirm=False)
        order.action_confirm()
        self.env.cr.flush()
        self.stop_customer()
        first = self.bill(order, post=False)
        first.invoice_line_ids.quantity = 1
        first.with_user(self.accountant).action_post()
        self.assertPosted(first)
        rest = self.bill(order, post=False).with_user(self.accountant)
        rest.action_post()
        self.assertPosted(rest)
        self.assertEqual((first.amount_total, rest.amount_total), (300, 600))

    def test_in_another_currency_at_another_rate(self):
        """An order at one rate, invoiced at a worse one: the difference is nobody's request."""
        self.hold_invoices()
        order = self.order(1, price=400, confirm=False, currency=self.euro)
        order.action_confirm()
        self.env.cr.flush()
        move = self.bill(order, post=False)
        move.invoice_currency_rate = 0.25
        move.with_user(self.accountant).action_post()
        self.assertPosted(move)

    def test_more_than_its_order_line_counts_as_without_order(self):
        self.hold_invoices()
        _order, move = self.shipped(900)
        move.sudo().invoice_line_ids.price_unit = 1300
        move.action_post()
        self.assertEqual(self.assertHeld(move).claim, 400)

    def test_a_line_beside_the_order_counts(self):
        self.hold_invoices()
        _order, move = self.shipped(900)
        move.write({"invoice_line_ids": [self.line(101)]})
        move.action_post()
        hold = self.assertHeld(move)
        self.assertEqual((hold.claim, hold.exposure, hold.exposure_after), (101, 900, 1001))
        move.invoice_line_ids.filtered(lambda line: line.name == "More").price_unit = 100
        move.action_post()
        self.assertPosted(move, "cleared")

    def test_one_order_invoiced_twice(self):
        self.hold_invoices()
        order, first = self.shipped(900)
        second = first.sudo().copy().with_user(self.accountant)
        for ours, theirs in zip(second.sudo().invoice_line_ids, first.sudo().invoice_line_ids, strict=True):
            ours.sale_line_ids = theirs.sale_line_ids
        (first | second).action_post()
        self.assertPosted(first)
        self.assertEqual(self.assertHeld(second).claim, 900)
        self.assertEqual(order.invoice_ids, first | second)

    def test_order_of_another_customer_covers_nothing(self):
        self.hold_invoices()
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        _order, move = self.shipped(5000, partner_id=other.id)
        move.sudo().partner_id = self.customer
        move.action_post()
        self.assertEqual(self.assertHeld(move).claim, 5000)

    def test_order_confirmed_in_the_same_transaction(self):
        self.hold_invoices()
        order = self.quotation(900)
        order.action_confirm()
        move = self.bill(order.sudo(), post=False).with_user(self.accountant)
        move.action_post()
        self.assertPosted(move)

    # === BANNER === #

    def test_banner_while_the_draft_is_written(self):
        self.hold_invoices()
        with Form(
            self.env["account.move"].with_user(self.accountant).with_context(default_move_type="out_invoice")
        ) as form:
            form.partner_id = self.customer
            with form.invoice_line_ids.new() as line:
                line.name = "Goods"
                line.price_unit = 1000
                line.tax_ids.clear()
            self.assertEqual(form.credit_banner_level, "success")
            with form.invoice_line_ids.edit(0) as line:
                line.price_unit = 1240
            self.assertEqual(form.credit_banner_level, "danger")
            self.assertIn("After this invoice 124 % of the limit", form.credit_banner)
            self.assertIn("It would be held:", form.credit_banner)
        move = form.record
        self.assertEqual(move.credit_banner_level, "danger")
        with Form(move) as form:
            with form.invoice_line_ids.edit(0) as line:
                line.price_unit = 500
            self.assertEqual(form.credit_banner_level, "success")
        move.invoice_line_ids.price_unit = 1240
        move.action_post()
        self.assertIn("It is on hold:", move.credit_banner)

    def test_banner_of_the_ready_policy(self):
        move = self.draft(1240)
        self.assertEqual(move.credit_banner_level, "warning")
        self.assertFalse(self.draft(1240, move_type="out_refund").credit_banner_level)
        move.action_post()
        self.assertFalse(move.credit_banner_level)

    def test_no_banner_behind_an_order(self):
        _order, move = self.shipped(900)
        self.assertFalse(move.credit_banner_level)
