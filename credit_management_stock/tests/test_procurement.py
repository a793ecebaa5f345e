from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DeliveryCommon


@tagged("post_install", "-at_install")
class TestProcurement(DeliveryCommon):
    """Nothing is moved, reserved or bought for what the policy refuses."""

    def moves(self):
        return self.env["stock.move"].search([("product_id", "=", self.goods.id)])

    def refused(self, call):
        before = self.moves(), self.moves().mapped("product_uom_qty")
        with self.assertRaises(UserError), self.cr.savepoint():
            call()
        self.env.invalidate_all()
        self.assertEqual((self.moves(), self.moves().mapped("product_uom_qty")), before)

    def test_confirming(self):
        order = self.order(1500)
        launched = []
        self.patch(
            self.registry["sale.order.line"], "_action_launch_stock_rule", lambda lines, **kw: launched.append(lines)
        )
        self.refused(order.action_confirm)
        self.assertFalse(launched, "the gate comes first")

    def test_held_by_the_button(self):
        order = self.order(1500)
        order.with_user(self.salesperson).action_credit_confirm()
        self.assertEqual(order.credit_hold_state, "open")
        self.assertFalse(order.picking_ids)
        self.release(order.credit_hold_id)
        self.assertEqual((order.state, order.picking_ids.state), ("sale", "assigned"))

    def test_written_and_created_as_confirmed(self):
        order = self.order(1500)
        self.refused(lambda: order.write({"state": "sale"}))
        self.refused(lambda: self.order(1500, state="sale"))

    def test_larger_quantity(self):
        order = self.confirmed(900, quantity=9)
        line = order.order_line
        self.refused(lambda: line.write({"product_uom_qty": 11}))
        self.refused(lambda: order.write({"order_line": [Command.update(line.id, {"product_uom_qty": 11})]}))
        line.product_uom_qty = 10
        self.assertEqual(order.picking_ids.move_ids.product_uom_qty, 10)

    def test_new_line(self):
        order = self.confirmed(900, quantity=9)
        vals = {"product_id": self.goods.id, "product_uom_qty": 2, "price_unit": 100, "tax_ids": [Command.clear()]}
        self.refused(lambda: self.env["sale.order.line"].create(vals | {"order_id": order.id}))
        self.refused(lambda: order.write({"order_line": [Command.create(vals)]}))
