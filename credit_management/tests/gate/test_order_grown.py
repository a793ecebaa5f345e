from odoo import Command
from odoo.tests import tagged

from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestOrderGrown(GateCommon):
    """Confirmed orders that change."""

    def confirmed(self, amount=900, **values):
        order = self.quotation(amount, **values)
        self.assertConfirms(order)
        return order

    def test_change_of_quantity_and_price(self):
        order = self.confirmed()
        for vals in ({"product_uom_qty": 20}, {"price_unit": 1000.01}):
            self.assertRefused(lambda vals=vals: order.order_line.write(vals), "cannot be changed")
            command = Command.update(order.order_line.id, vals)
            self.assertRefused(lambda command=command: order.write({"order_line": [command]}), "cannot be changed")
        order.order_line.price_unit = 1000
        self.assertEqual(order.amount_total, 1000)

    def test_change_of_discount_and_tax(self):
        order = self.quotation(1500)
        order.order_line.discount = 50
        self.assertConfirms(order)
        self.assertRefused(lambda: order.order_line.write({"discount": 0}), "cannot be changed")
        tax = self.env["account.tax"].create({"name": "50 %", "amount": 50})
        self.assertRefused(lambda: order.order_line.write({"tax_ids": tax.ids}), "cannot be changed")

    def test_new_line(self):
        order = self.confirmed()
        vals = {"order_id": order.id, "product_id": self.goods.id, "price_unit": 100.01}
        self.assertRefused(
            lambda: self.env["sale.order.line"].with_user(self.salesperson).create(vals), "cannot be changed"
        )
        self.assertRefused(lambda: order.write({"order_line": [Command.create(vals)]}), "cannot be changed")

    def test_line_moved_from_another_order(self):
        order, quotation = self.confirmed(), self.quotation(200)
        self.assertRefused(lambda: quotation.order_line.write({"order_id": order.id}), "cannot be changed")

    def test_one_line_up_another_down(self):
        order = self.quotation(500)
        order.order_line.copy({"order_id": order.id})
        self.assertConfirms(order)
        first, second = order.order_line
        commands = [Command.update(first.id, {"price_unit": 700}), Command.update(second.id, {"price_unit": 300})]
        order.write({"order_line": commands})
        self.assertEqual(order.amount_total, 1000)

    def test_smaller_passes_whatever_is_owed(self):
        order = self.confirmed()
        self.invoice(5000, due=-90)
        order.order_line.price_unit = 800
        self.assertEqual(order.amount_total, 800)
        self.assertRefused(lambda: order.order_line.write({"price_unit": 800.01}), "cannot be changed")

    def test_change_of_customer(self):
        rich = self.env["res.partner"].create({"name": "Rich", "is_company": True})
        order = self.confirmed(5000, partner_id=rich.id)
        for name in ("partner_id", "partner_invoice_id"):
            self.assertRefused(lambda name=name: order.write({name: self.customer.id}), "cannot be changed")

    def test_change_of_payment_term(self):
        order = self.confirmed()
        term = self.env["account.payment.term"].create(
            {"name": "90", "line_ids": [Command.create({"value": "percent", "value_amount": 100, "nb_days": 90})]}
        )
        self.assertRefused(lambda: order.write({"payment_term_id": term.id}), "Payment terms of the order")

    def test_reopening_what_was_closed_short(self):
        order = self.confirmed()
        order.action_credit_close_short()
        self.confirmed(800)
        self.assertRefused(order.action_credit_reopen, "cannot be changed")
        self.assertRefused(lambda: order.write({"credit_closed_short": False}), "cannot be changed")

    def test_delivery_and_invoicing_are_not_a_change(self):
        order = self.confirmed(product=self.goods_on_delivery)
        self.invoice(5000, due=-90)
        order.order_line.qty_delivered = 3
        move = self.bill(order.sudo())
        self.assertEqual(move.amount_total, 2700)
