from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from ..policy.policy_common import PolicyCommon
from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestOrderLeaving(HoldCommon, PolicyCommon):
    """An order that was delivered goes on to be owed; a salesperson with write access is not asked to be honest."""

    def delivered(self, quantity=1, **vals):
        order = self.order(900, **vals)
        order.action_confirm()
        order.order_line.qty_delivered = quantity
        return order.with_user(self.salesperson).sudo(False)

    def assertStays(self, leave):
        with self.assertRaisesRegex(UserError, "delivered to Customer and not invoiced"), self.cr.savepoint():
            leave()

    def test_delivered_order_stays_firm(self):
        order = self.delivered()
        self.assertStays(order.sudo().action_cancel)
        for state in ("draft", "sent", "cancel"):
            self.assertStays(lambda state=state: order.write({"state": state}))
        self.assertEqual(order.state, "sale")

    def test_credit_is_not_there_twice(self):
        self.assertStays(self.delivered().sudo().action_cancel)
        second = self.order(900).with_user(self.salesperson).sudo(False)
        with self.assertRaisesRegex(UserError, "cannot be confirmed"), self.cr.savepoint():
            second.action_confirm()

    def test_what_is_not_delivered_or_invoiced_may_leave(self):
        order = self.delivered(quantity=0)
        order.sudo().action_cancel()
        self.assertEqual(order.state, "cancel")
        order = self.delivered()
        order.sudo()._create_invoices().action_post()
        order.sudo().action_cancel()
        self.assertEqual(order.state, "cancel")

    def test_draft_invoice_takes_nothing(self):
        order = self.delivered()
        order.sudo()._create_invoices()
        self.assertStays(order.sudo().action_cancel)

    def test_invoice_of_an_order_that_left_stays_posted(self):
        """The goods are owed by the invoice alone, so that nobody takes it back without a credit note."""
        order = self.delivered()
        invoice = order.sudo()._create_invoices()
        invoice.action_post()
        order.sudo().action_cancel()
        billing = new_test_user(self.env, "leaving_billing", "account.group_account_invoice")
        for leave in (
            invoice.with_user(billing).button_draft,
            invoice.sudo().button_draft,
            lambda: invoice.with_user(billing).write({"state": "cancel"}),
        ):
            with self.assertRaisesRegex(UserError, "delivered to Customer and cancelled"), self.cr.savepoint():
                leave()
        self.assertEqual(invoice.state, "posted")
        order.sudo().action_draft()
        order.sudo().action_confirm()
        invoice.with_user(billing).button_draft()
        self.assertEqual(invoice.state, "draft")

    def test_customer_without_a_limit(self):
        order = self.delivered(partner_id=self._create_customer("Nobody Knows").id)
        order.sudo().action_cancel()
        self.assertEqual(order.state, "cancel")

    def test_without_rules_nothing_is_asked(self):
        order = self.delivered()
        self.publish({"kind": "exposure", "at_confirmation": False, "at_change": False, "at_delivery": True})
        order.sudo().action_cancel()
        self.assertEqual(order.state, "cancel")

    # === DELIVERED QUANTITIES === #

    def test_delivered_by_hand_where_nothing_tells(self):
        order = self.delivered(quantity=0)
        order.order_line.write({"qty_delivered": 1})
        self.assertEqual(order.order_line.qty_delivered, 1)

    def test_how_a_quantity_is_told_is_not_chosen(self):
        line = self.delivered(quantity=0).order_line
        with self.assertRaisesRegex(AccessError, "Odoo computes it"), self.cr.savepoint():
            line.write({"qty_delivered_method": "analytic"})
        line.sudo().qty_delivered_method = "analytic"
        with self.assertRaisesRegex(AccessError, "Odoo computes it"), self.cr.savepoint():
            line.write({"qty_delivered": 1})
