from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PaidLaterCommon


@tagged("post_install", "-at_install")
class TestCalledDelivery(PaidLaterCommon):
    """Goods and discounts that a salesperson calls a delivery count as what they are."""

    def test_goods(self):
        order = self.order(1500)
        order.order_line.is_delivery = True
        with self.assertRaisesRegex(UserError, "cannot be confirmed"), self.cr.savepoint():
            order.action_confirm()

    def test_goods_of_a_confirmed_order(self):
        order = self.order(600)
        order.action_confirm()
        self.env.cr.flush()
        order.order_line.is_delivery = True
        with self.assertRaisesRegex(UserError, "cannot be changed|admitted"), self.cr.savepoint():
            order.order_line.price_unit = 1500
            self.env.cr.flush()

    def test_a_discount_that_is_removed_as_a_delivery(self):
        """Odoo removes delivery lines of confirmed orders, too."""
        order = self.order(1500)
        vals = {"product_id": order.order_line.product_id.id, "product_uom_qty": 1, "price_unit": -600}
        order.order_line = [Command.create({**vals, "is_delivery": True})]
        order.action_confirm()
        self.env.cr.flush()
        with self.assertRaises(UserError), self.cr.savepoint():
            order._remove_delivery_line()
            self.env.cr.flush()
