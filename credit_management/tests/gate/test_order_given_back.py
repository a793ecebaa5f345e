from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .paid_common import PaidOrderCommon


@tagged("post_install", "-at_install")
class TestGivenBack(PaidOrderCommon):
    """Paid online in full, and then not any more: the limit is 1,000, the order 1,500."""

    def again(self, order):
        """Given up, and as a quotation once more."""
        order._action_cancel()
        order.action_draft()
        return order

    def paid(self):
        order = self.to_pay()
        transaction = self.pay(order)
        self.assertEqual(order.state, "sale")
        return order, transaction

    def receivable(self, *moves):
        lines = self.env["account.move"].union(*moves).line_ids
        return lines.filtered(lambda line: line.account_id.account_type == "asset_receivable")

    def assertStopped(self, order):
        self.env.flush_all()
        with self.assertRaisesRegex(UserError, "cannot be confirmed"), self.cr.savepoint():
            order.action_confirm()

    def test_still_there(self):
        order, _transaction = self.paid()
        self.again(order).action_confirm()
        self.assertEqual(order.state, "sale")

    def test_matched_with_a_payment_out(self):
        order, transaction = self.paid()
        back = self.env["account.payment"].create(
            {
                "partner_id": order.partner_id.id, "partner_type": "customer", "payment_type": "outbound",
                "amount": 1500,
            }
        )  # fmt: skip
        back.action_post()
        self.receivable(transaction.payment_id.move_id, back.move_id).reconcile()
        self.assertStopped(self.again(order))

    def test_by_the_provider(self):
        order, transaction = self.paid()
        transaction.action_refund(1500)
        refund = transaction.child_transaction_ids
        self.assertEqual((refund.amount, refund.sale_order_ids), (-1500, order.browse()))
        self.assertStopped(self.again(order))

    def test_booking_cancelled(self):
        order, transaction = self.paid()
        transaction.payment_id.action_draft()
        transaction.payment_id.action_cancel()
        self.assertStopped(self.again(order))

    def test_settled_another_debt(self):
        order, transaction = self.paid()
        line = {"name": "Old debt", "quantity": 1, "price_unit": 1500, "tax_ids": []}
        owed = self.env["account.move"].create(
            {
                "move_type": "out_invoice", "partner_id": self.customer.id, "invoice_date": "2026-01-05",
                "invoice_line_ids": [Command.create(line)],
            }
        )  # fmt: skip
        owed.action_post()
        self.receivable(transaction.payment_id.move_id, owed).reconcile()
        self.assertStopped(self.again(order))

    def test_invoiced_and_credited(self):
        """Paid and invoiced it stays paid; credited, it is to be paid again."""
        self.parameters.set_param("sale.automatic_invoice", "True")
        order, _transaction = self.paid()
        [invoice] = order.invoice_ids
        self.assertEqual((invoice.state, invoice.amount_residual), ("posted", 0))
        facts = self.env["credit.order.facts"]
        policy = self.env["credit.policy"]._in_force(self.company)
        self.assertEqual(facts._collect(order, (), policy)[order].prepaid_total, 1500)
        wizard = self.env["account.move.reversal"].create(
            {"move_ids": [Command.set(invoice.ids)], "journal_id": invoice.journal_id.id}
        )
        wizard.reverse_moves()
        order.invoice_ids.filtered(lambda move: move.state == "draft").action_post()
        self.assertEqual(facts._collect(order, (), policy)[order].prepaid_total, 0)

    def test_captured_in_part(self):
        self.provider.capture_manually = True
        order = self.to_pay()
        transaction = self.pay(order)
        self.assertEqual((transaction.state, order.state), ("authorized", "sale"))
        for amount, state in ((600, "done"), (900, "cancel")):
            part = transaction._create_child_transaction(amount)
            part._process("demo", {"reference": part.reference, "simulated_state": state, "manual_capture": True})
            part._post_process()
        self.assertEqual((transaction.state, transaction.payment_id.id), ("done", False))
        facts, policy = self.env["credit.order.facts"], self.env["credit.policy"]._in_force(self.company)
        known = facts._collect(order, (), policy)[order]
        self.assertEqual((known.prepaid_total, known.prepaid), (600, 0), "what is booked lowers the exposure by itself")
        self.assertStopped(self.again(order))
