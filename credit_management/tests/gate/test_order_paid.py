from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .paid_common import PaidOrderCommon
from .test_order_portal import AWAITS, PAYING


@tagged("post_install", "-at_install")
class TestPaidOnThePortal(PaidOrderCommon):
    """What a customer pays online is booked, whatever becomes of the order; nothing is left half done."""

    def assertPaymentMailSent(self, order):
        """Odoo's mail that the payment has arrived, and none that says the order is confirmed."""
        told = order.message_ids.filtered(lambda message: self.portal.partner_id in message.notified_partner_ids)
        self.assertEqual(len(told), 1, told.mapped("body"))
        self.assertIn("A payment with reference", told.body)
        self.assertNotIn("approval", told.body)
        self.assertNothingShown(told.body)

    # === PAID IN FULL === #

    def test_who_pays_by_the_customers_link_does_not_release(self):
        """A manager who pays a part of it, logged in; the provider reports it later."""
        order = self.to_pay(share=0.3)
        env, self.env = self.env, self.env(user=self.manager, su=True)  # as the page of the customer does
        transaction = self.transaction(order)
        self.env = env
        transaction = transaction.with_env(self.env)
        transaction._process("demo", {"reference": transaction.reference, "simulated_state": "done"})
        transaction._post_process()
        with self.assertRaisesRegex(AccessError, "had a hand"):
            self.release(order.credit_hold_id, user=self.manager)

    def test_in_full(self):
        order = self.to_pay()
        transaction = self.pay(order)
        self.assertEqual((order.state, bool(order.credit_hold_ids)), ("sale", False))
        self.assertBooked(transaction, 1500)

    def test_a_cent_short(self):
        order = self.to_pay(share=0.5)
        transaction = self.pay(order, 1499.99)
        self.assertEqual(order.state, "sale", "only a cent is left to claim")
        self.assertBooked(transaction, 1499.99)

    def test_in_full_by_a_customer_on_stop(self):
        self.account.sudo().write({"status": "stop", "status_reason": "Cheque returned"})
        order = self.to_pay()
        transaction = self.pay(order)
        self.assertBooked(transaction, 1500)
        self.assertHeld(order)
        self.assertPaymentMailSent(order)

    # === PAID IN PART === #

    def test_in_part_in_the_browser(self):
        order = self.to_pay(share=0.3)
        self.start_tour(order.get_portal_url(), PAYING, login=self.portal.login)
        hold = self.assertHeld(order)
        self.assertBooked(order.transaction_ids, 450)
        page = self.page(order)
        self.assertIn(AWAITS, page)
        self.assertNothingShown(page)
        self.release(hold)
        self.assertEqual((order.state, hold.state), ("sale", "used"))
        self.assertConfirmationSent(order)
        self.assertNotIn(AWAITS, self.page(order))

    def test_in_part(self):
        order = self.to_pay(share=0.3)
        transaction = self.pay(order)
        hold = self.assertHeld(order)
        payment = self.assertBooked(transaction, 450)
        self.assertPaymentMailSent(order)
        self.assertEqual(hold.claim, 1050, "what is paid is not asked about")
        self.release(hold)
        self.assertEqual(order.state, "sale")
        self.assertConfirmationSent(order)
        self.assertFalse(order.invoice_ids)
        self.assertFalse(payment.is_reconciled)

    def test_in_part_and_invoiced(self):
        """On release the order is invoiced as Odoo would have, and the payment matched."""
        self.parameters.set_param("sale.automatic_invoice", "True")
        native = self.to_pay(share=0.3, total=100)
        self.pay(native)
        order = self.to_pay(share=0.3)
        transaction = self.pay(order)
        hold = self.assertHeld(order)
        self.assertBooked(transaction, 450)
        self.assertFalse(order.invoice_ids)
        self.release(hold)
        self.assertEqual((order.state, hold.state), ("sale", "used"))
        for paid, expected in ((native, 30), (order, 450)):
            invoice = paid.invoice_ids
            self.assertEqual((invoice.state, invoice.amount_total), ("posted", expected))
            self.assertEqual((invoice.amount_residual, invoice.is_move_sent), (0, True))
            self.assertEqual(invoice.transaction_ids, paid.transaction_ids)
            self.assertEqual(paid.transaction_ids.payment_id.is_reconciled, True)
            self.assertTrue(paid.order_line.filtered("is_downpayment"))

    def test_the_rest_clears_it(self):
        """Paying the rest confirms the order without anybody having released it."""
        order = self.to_pay(share=0.3)
        self.pay(order)
        hold = self.assertHeld(order)
        self.pay(order, 1050)
        self.assertEqual((order.state, hold.state), ("sale", "cleared"))

    def test_refused(self):
        order = self.to_pay(share=0.3)
        transaction = self.pay(order)
        self.refuse(self.assertHeld(order))
        self.assertEqual(order.state, "sent")
        self.assertBooked(transaction, 450)
        self.assertNotIn(AWAITS, self.page(order))

    def test_a_reward_that_is_gone_makes_the_order_larger(self):
        """Another app changes the order while the payment confirms it: booked all the same."""
        order = self.to_pay(total=400, share=0.3)
        grow = self.registry["sale.order"]._action_confirm

        def larger(orders):
            orders.order_line.price_unit = 1500
            return grow(orders)

        with patch.object(self.registry["sale.order"], "_action_confirm", larger):
            transaction = self.pay(order)
        self.assertHeld(order)
        self.assertEqual(order.amount_total, 400)
        self.assertBooked(transaction, 120)

    # === AUTHORIZED === #

    def test_authorized(self):
        """Authorized, held, released, captured: each step as without a hold."""
        self.provider.capture_manually = True
        order = self.to_pay(share=0.3)
        transaction = self.pay(order)
        self.assertEqual(transaction.state, "authorized")
        hold = self.assertHeld(order)
        self.assertPaymentMailSent(order)
        self.release(hold)
        self.assertEqual(order.state, "sale")
        self.assertFalse(transaction.payment_id)
        self.capture(transaction)
        self.assertBooked(transaction, 450)

    def test_captured_while_on_hold(self):
        self.provider.capture_manually = True
        order = self.to_pay(share=0.3)
        transaction = self.pay(order)
        hold = self.assertHeld(order)
        self.capture(transaction)
        self.assertBooked(transaction, 450)
        self.assertEqual(self.assertHeld(order), hold)

    def test_authorized_in_full(self):
        self.provider.capture_manually = True
        order = self.to_pay()
        self.assertEqual(self.pay(order).state, "authorized")
        self.assertEqual((order.state, bool(order.credit_hold_ids)), ("sale", False))

    # === BY THE JOB === #

    def test_by_the_job(self):
        """The customer closed the browser: Odoo's job books the payment and the order goes on hold all the same."""
        passing, order = self.to_pay(100, share=0.3), self.to_pay(share=0.3)
        for of_order in (passing, order):
            transaction = self.transaction(of_order)
            transaction._process("demo", {"reference": transaction.reference, "simulated_state": "done"})
        self.assertFalse(order.transaction_ids.is_post_processed)
        with self.enter_registry_test_mode():
            self.env.ref("payment.cron_post_process_payment_tx").method_direct_trigger()
        self.assertEqual(passing.state, "sale")
        self.assertBooked(passing.transaction_ids, 30)
        self.assertBooked(order.transaction_ids, 450)
        hold = self.assertHeld(order)
        self.assertEqual(hold.requester_id, self.salesperson)

    def test_signed_then_paid(self):
        """Both are asked for: the signature alone does not reach the gate, the payment does."""
        order = self.sent(require_payment=True, prepayment_percent=0.3)
        order.write(
            {"signed_by": "Joel Willis", "signature": b"R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"}
        )
        self.pay(order)
        self.assertHeld(order)
        self.assertTrue(order.signature)
