from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestOrderTried(GateCommon):
    """A limit of 1,000.00, and lines of negative amount that are to make an order small and to vanish afterwards."""

    def with_discount(self, amount, discount, **values):
        order = self.quotation(amount)
        order.order_line = [self.line(discount, **values)]
        return order

    def line(self, amount, **values):
        return Command.create({"product_id": self.goods.id, "product_uom_qty": 1, "price_unit": amount, **values})

    def assertUndone(self, order, call):
        with self.assertRaises(UserError), self.cr.savepoint():
            call()
            self.env.cr.flush()
        self.env.invalidate_all()
        self.assertLessEqual(self.figures(self.customer).total, 1000)

    # === CASCADES === #

    def test_discount_that_goes_with_its_section(self):
        order = self.with_discount(1500, -600)
        discount = order.order_line.filtered(lambda line: line.price_unit < 0)
        order.order_line = [Command.create({"display_type": "line_section", "name": "Special"})]
        section = order.order_line.filtered("display_type")
        discount.linked_line_id = section
        self.assertConfirms(order)
        self.env.cr.flush()
        self.assertUndone(order, section.unlink)
        self.assertTrue(discount.exists())

    def test_linked_once_it_is_confirmed(self):
        order = self.with_discount(1500, -600)
        discount = order.order_line.filtered(lambda line: line.price_unit < 0)
        self.assertConfirms(order)
        self.env.cr.flush()

        def link_and_delete():
            order.order_line = [Command.create({"display_type": "line_note", "name": "Note"})]
            note = order.order_line.filtered("display_type")
            discount.linked_line_id = note
            note.unlink()

        self.assertUndone(order, link_and_delete)
        self.assertTrue(discount.exists())

    # === PAID IN FULL, BY ITS LINES === #

    def test_negative_down_payment_is_no_payment(self):
        """5,000 and −5,000 called a down payment are 5,000: confirmed by a person, or signed by the customer."""
        order = self.with_discount(5000, -5000, is_downpayment=True)
        self.assertEqual(order.amount_total, 0)
        self.assertRefused(order.action_confirm)
        order.sudo()._validate_order()
        self.assertEqual((order.state, order.sudo().credit_hold_id.state), ("sent", "open"))
        self.assertEqual(order.sudo().credit_hold_id.claim, 5000)

    def test_called_a_down_payment_once_it_is_confirmed(self):
        order = self.with_discount(1500, -600)
        discount = order.order_line.filtered(lambda line: line.price_unit < 0)
        self.assertConfirms(order)
        self.env.cr.flush()
        self.assertUndone(order, lambda: discount.write({"is_downpayment": True}))
