from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tests.common import new_test_user

from .invoice_common import InvoiceGateCommon


@tagged("post_install", "-at_install")
class TestInvoiceHold(InvoiceGateCommon):
    """The hold of an invoice lives as that of an order."""

    def setUp(self):
        super().setUp()
        self.hold_invoices()

    def held(self, amount=1500, user=None, **values):
        move = self.draft(amount, user, **values)
        move.action_post()
        return move, self.assertHeld(move)

    def release(self, hold, user=None, **terms):
        hold.with_user(user or self.manager).action_release("Known for years", **terms)

    def test_release_posts(self):
        move, hold = self.held()
        self.assertIn(hold, self.env["credit.hold"].with_user(self.manager).search([("can_release", "=", True)]))
        self.assertTrue(hold.activity_ids.filtered(lambda activity: activity.user_id == self.manager))
        self.release(hold)
        self.assertPosted(move, "used")
        self.assertEqual((hold.state, hold.release_cap, hold.decided_by), ("used", 1500, self.manager))
        message = move.sudo().message_ids.filtered(lambda message: "is released" in (message.subject or ""))
        self.assertIn(self.accountant.partner_id, message.notified_partner_ids)
        self.assertFalse(hold.activity_ids)

    def test_refused(self):
        move, hold = self.held()
        hold.with_user(self.manager).action_refuse("Pay first")
        self.assertEqual((move.state, move.sudo().credit_hold_state), ("draft", "refused"))
        move.action_post()
        self.assertHeld(move)

    def test_refused_and_cancelled(self):
        move, hold = self.held()
        hold.with_user(self.manager).action_refuse("Pay first", cancel_order=True)
        self.assertEqual((move.state, hold.state), ("cancel", "refused"))

    def test_four_eyes_and_authority(self):
        _move, hold = self.held(user=self.accountant)
        self.accountant.group_ids += self.env.ref("credit_management.credit_management_group_manager")
        self.env["credit.authority"].sudo().create({"user_id": self.accountant.id, "release_unlimited": True})
        with self.assertRaises(AccessError):
            self.release(hold, self.accountant)
        self.env["credit.authority"].sudo().search([("user_id", "=", self.manager.id)]).release_amount = 1499
        with self.assertRaises(AccessError):
            self.release(hold)

    def test_who_changed_it_does_not_release(self):
        """Whoever changed what counts in the draft, by the invoice or by a line, has a hand in its hold."""
        other = new_test_user(
            self.env, "gate_clerk", "account.group_account_invoice,credit_management.credit_management_group_manager"
        )
        self.env["credit.authority"].sudo().create({"user_id": other.id, "release_unlimited": True})
        for change in (
            lambda move: move.write({"invoice_date_due": self.day(3)}),
            lambda move: move.invoice_line_ids.write({"price_unit": 1600}),
        ):
            move = self.draft(1500)
            change(move.with_user(other))
            move.action_post()
            hold = self.assertHeld(move)
            with self.assertRaises(AccessError):
                self.release(hold, other)
            self.release(hold)
            self.assertPosted(move, "used")
            move.sudo().button_draft()
            move.sudo().button_cancel()

    def test_release_is_bound(self):
        """To its amount, its customer, its terms: a draft that has become more is judged again."""
        term = self.env.ref("account.account_payment_term_30days")
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        account = self.env["credit.account"]._for(other, self.company)
        self.grant(account, 100)
        changes = {
            "amount": lambda move: move.invoice_line_ids.write({"price_unit": 1501}),
            "customer": lambda move: move.write({"partner_id": other.id}),
            "terms": lambda move: move.write({"invoice_payment_term_id": term.id}),
        }
        for name, change in changes.items():
            with self.subTest(change=name):
                move = self.draft(1500, invoice_date=self.today, invoice_date_due=self.today)
                move.action_credit_request_release("Known for years")
                hold = self.assertHeld(move)
                hold.with_user(self.manager).action_release("Known for years", prepayment=1)  # so that it waits
                self.assertEqual((move.state, hold.state), ("draft", "released"))
                hold._credit_by_method().write({"release_prepayment": 0})
                change(move)
                move.action_post()
                self.assertHeld(move)
                self.assertEqual(hold.state, "released")
                move.sudo().unlink()

    def test_cleared_by_a_payment(self):
        self.invoice(700)
        move, hold = self.held(800)
        self.receive(500)
        hold.action_recheck()
        self.assertPosted(move, "cleared")

    def test_on_hold_it_is_owed(self):
        """What an invoice asks for was given already: it counts while it waits, and no more once it is cancelled."""
        _move, hold = self.held(1500)
        order = self.quotation(400)
        with self.assertRaisesRegex(UserError, "cannot be confirmed"), self.cr.savepoint():
            order.action_confirm()
        hold.with_user(self.manager).action_refuse("Not ours to give", cancel_order=True)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_paid_in_part_as_a_draft(self):
        """The draft is owed for its rest only: exactly that fits, and the next cent does not."""
        self.hold_invoices()
        move = self.draft(1500)
        self.match(move.sudo(), 600)
        self.assertOwes({"draft_invoice": 900})
        self.quotation(100).action_confirm()
        move.action_post()
        self.assertPosted(move)
        self.assertOwes({"receivable": 900, "order": 100})
        with self.assertRaisesRegex(UserError, "cannot be confirmed"), self.cr.savepoint():
            self.quotation(0.01).action_confirm()

    def test_asked_before_it_is_stopped(self):
        move = self.draft(1500)
        move.with_user(self.invoicing).action_credit_request_release("Known for years")
        hold = self.assertHeld(move)
        self.assertEqual((hold.requester_id, hold.justification), (self.invoicing, "Known for years"))
        passing = self.draft(10, partner=self.env["res.partner"].create({"name": "Cash"}))
        with self.assertRaises(UserError):
            passing.action_credit_request_release("Known for years")

    def test_stopped_again_is_the_same_hold(self):
        move, hold = self.held()
        move.action_post()
        self.assertEqual(self.assertHeld(move), hold)
        self.assertEqual(move.sudo().credit_hold_ids, hold)

    def test_cancelled_or_deleted(self):
        move, hold = self.held()
        move.button_cancel()
        self.assertEqual(hold.state, "cancelled")
        move, hold = self.held()
        name = hold.order_name
        move.unlink()
        self.assertEqual((hold.state, hold.move_id.id, hold.order_name), ("cancelled", False, name))

    def test_who_sees_it(self):
        _move, hold = self.held(invoice_user_id=self.both.id)
        self.assertEqual(self.env["credit.hold"].with_user(self.both).search([("id", "=", hold.id)]), hold)
        alone = self.env["credit.hold"].with_user(self.invoicing).search([("id", "=", hold.id)])
        self.assertFalse(alone, "another's invoice, by somebody who only invoices")

    def test_reset_to_draft_uses_no_release_twice(self):
        """A used release stands for its amount: posted again it passes, larger it does not."""
        move, hold = self.held()
        self.release(hold)
        move.button_draft()
        move.action_post()
        self.assertPosted(move, "used")
        move.button_draft()
        move.invoice_line_ids.price_unit = 1501
        move.action_post()
        self.assertHeld(move)

    def test_actions(self):
        move, hold = self.held()
        action = move.action_credit_open_request()
        wizard = Form(self.env["credit.hold.request"].with_user(self.accountant).with_context(**action["context"]))
        self.assertEqual((wizard.amount, wizard.move_id), (1500, move))
        wizard.justification = "Known for years"
        wizard.save().action_apply()
        self.assertEqual(hold.justification, "Known for years")
        self.assertEqual(hold.with_user(self.accountant).action_open_order()["res_id"], move.id)
        self.assertEqual(move.action_credit_holds()["res_id"], hold.id)
