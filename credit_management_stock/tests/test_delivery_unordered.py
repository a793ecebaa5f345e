from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DeliveryCommon


@tagged("post_install", "-at_install")
class TestDeliveryUnordered(DeliveryCommon):
    """Goods that leave without an order, or by lines of transfers that go elsewhere: by who ships."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stock = cls.warehouse.lot_stock_id
        cls.customers = cls.env.ref("stock.stock_location_customers")

    def transfer(self, partner=None, kind="out_type_id", **places):
        places = {"location_id": self.stock.id, "location_dest_id": self.customers.id} | places
        picking = (
            self.env["stock.picking"]
            .with_user(self.shipper)
            .create(
                {
                    "picking_type_id": self.warehouse[kind].id,
                    "partner_id": partner and partner.id,
                    "move_ids": [Command.create({"product_id": self.goods.id, "product_uom_qty": 5, **places})],
                    **places,
                }
            )
        )
        picking.action_confirm()
        picking.move_ids.quantity = 5
        return picking

    def assertStays(self, call, pattern="without a confirmed order"):
        with self.assertRaisesRegex(UserError, pattern), self.cr.savepoint():
            call()
            self.env.flush_all()

    def test_for_a_customer_with_a_limit(self):
        contact = self.env["res.partner"].create({"name": "Dock", "parent_id": self.customer.id})
        for partner, kind in ((self.customer, "out_type_id"), (contact, "int_type_id")):
            picking = self.transfer(partner, kind)
            self.assertStays(picking.button_validate)
            self.assertEqual(picking.state, "assigned")

    def test_for_a_customer_on_stop(self):
        other = self._create_customer("Other")
        self._create_account(other, status="stop", status_reason="Fled")
        self.assertStays(self.transfer(other).button_validate)

    def test_others_need_no_order(self):
        for partner in (self._create_customer("Other"), None):
            picking = self.transfer(partner)
            picking.button_validate()
            self.assertEqual(picking.state, "done")

    def test_what_a_customer_has_brought_goes_back(self):
        brought = self.transfer(
            self.customer, "in_type_id", location_id=self.customers.id, location_dest_id=self.stock.id
        )
        brought.button_validate()
        wizard = (
            self.env["stock.return.picking"]
            .with_user(self.shipper)
            .with_context(active_id=brought.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = 5
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"]).with_user(self.shipper)
        back.move_ids.quantity = 6
        self.assertStays(back.button_validate)
        back.move_ids.quantity = 5
        back.button_validate()
        self.assertEqual(back.state, "done")

    def test_line_of_a_transfer_inside(self):
        """Of the goods of an order, or of none: the line says where they go."""
        shelf = self.env["stock.location"].create({"name": "Shelf", "location_id": self.stock.id})
        picking = self.transfer(self.customer, "int_type_id", location_dest_id=shelf.id)
        picking.move_line_ids.location_dest_id = self.customers
        self.assertStays(picking.button_validate)
        order = self.confirmed()
        self.overdue()
        order.picking_ids.move_ids.location_dest_id = shelf
        order.picking_ids.move_line_ids.location_dest_id = self.customers
        self.assertStopped(order.picking_ids)

    def test_line_of_a_transfer_that_is_done(self):
        shelf = self.env["stock.location"].create({"name": "Shelf", "location_id": self.stock.id})
        picking = self.transfer(self.customer, "int_type_id", location_dest_id=shelf.id)
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        line = picking.move_line_ids
        self.assertStays(lambda: line.write({"location_dest_id": self.customers.id}))
        values = {"move_id": line.move_id.id, "picking_id": picking.id, "product_id": self.goods.id, "quantity": 3}
        values |= {"location_id": self.stock.id, "location_dest_id": self.customers.id}
        self.assertStays(lambda: self.env["stock.move.line"].with_user(self.shipper).create(values))

    def test_goods_beside_the_order_once_it_is_delivered(self):
        """Odoo adds them to the order when a transfer is validated, and not afterwards."""
        order = self.confirmed(100)
        picking = order.picking_ids.with_user(self.shipper)
        self.assertShips(picking)
        values = {"picking_id": picking.id, "product_id": self.goods_on_delivery.id, "quantity": 90}
        values |= {"location_id": self.stock.id, "location_dest_id": self.customers.id}
        self.assertStays(lambda: self.env["stock.move.line"].with_user(self.shipper).create(values))

    def test_goods_of_an_order_sent_to_a_vendor(self):
        order = self.confirmed()
        self.overdue()
        order.picking_ids.move_ids.location_dest_id = self.env.ref("stock.stock_location_suppliers")
        self.assertStopped(order.picking_ids)
