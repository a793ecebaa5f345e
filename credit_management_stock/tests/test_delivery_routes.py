from odoo import Command
from odoo.tests import Form, tagged

from .common import DeliveryCommon


@tagged("post_install", "-at_install")
class TestDeliveryRoutes(DeliveryCommon):
    """Only what brings goods of an order to a customer is asked about."""

    def test_steps_inside_the_warehouse(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        order = self.confirmed()
        self.overdue()
        for step in ("internal", "internal"):
            (picking,) = order.picking_ids.filtered(lambda picking: picking.state != "done")
            self.assertEqual(picking.picking_type_code, step)
            self.assertShips(picking)
        (last,) = order.picking_ids.filtered(lambda picking: picking.state != "done")
        self.assertEqual(last.picking_type_code, "outgoing")
        self.assertStopped(last)

    def test_return(self):
        order = self.confirmed()
        self.assertShips(order.picking_ids)
        self.overdue()
        picking = order.picking_ids
        wizard = Form(
            self.env["stock.return.picking"].with_context(
                active_id=picking.id, active_ids=picking.ids, active_model="stock.picking"
            )
        ).save()
        wizard.product_return_moves.quantity = 1
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        back.action_assign()
        self.assertShips(back)
        self.assertFalse(order.credit_hold_id)

    def test_receipt(self):
        self.overdue()
        self.assertShips(self.transfer(self.warehouse.in_type_id, self.env.ref("stock.stock_location_suppliers")))

    def test_without_an_order(self):
        """Goods sent by hand to somebody without a limit have no order to hold."""
        self.overdue()
        other = self._create_customer("Other")
        self.assertShips(self.transfer(self.warehouse.out_type_id, self.warehouse.lot_stock_id, other))
        picking = self.transfer(self.warehouse.out_type_id, self.warehouse.lot_stock_id, other)
        picking.move_ids.picked = True
        picking._action_done()
        self.assertEqual(picking.state, "done")

    def transfer(self, picking_type, source, partner=None):
        dest = self.warehouse.lot_stock_id if picking_type.code == "incoming" else self.customer.property_stock_customer
        places = {"location_id": source.id, "location_dest_id": dest.id}
        move = {"product_id": self.goods.id, "product_uom_qty": 1, **places}
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": picking_type.id,
                "partner_id": (partner or self.customer).id,
                **places,
                "move_ids": [Command.create(move)],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        return picking

    def test_from_the_supplier_to_the_customer(self):
        supplier = self._create_customer("Supplier")
        product = self._stocked("order")
        product.write(
            {
                "route_ids": [Command.set(self.env.ref("stock_dropshipping.route_drop_shipping").ids)],
                "seller_ids": [Command.create({"partner_id": supplier.id, "price": 1})],
            }
        )
        order = self.confirmed(product=product)
        purchase = self.env["purchase.order"].search([("partner_id", "=", supplier.id)]).sudo()
        purchase.button_confirm()
        picking = purchase.picking_ids
        self.assertEqual((picking.picking_type_code, picking.sale_id), ("dropship", order))
        self.overdue()
        self.assertStopped(picking.sudo(False))
        self.release(order.credit_hold_id)
        self.assertShips(picking.sudo(False))

    def test_transfer_for_two_orders(self):
        """A transfer belongs to one order by name; the goods of the other count too."""
        first = self.confirmed(partner_id=self._create_customer("Other").id)
        second = self.confirmed()
        picking, emptied = first.picking_ids, second.picking_ids
        second.order_line.move_ids.write({"picking_id": picking.id})
        emptied.unlink()
        self.overdue()
        self.assertEqual(picking.sale_id, first)
        self.validate(picking)
        self.assertEqual(
            (picking.state, first.credit_hold_state, second.credit_hold_state), ("assigned", False, "open")
        )
        picking.move_ids.filtered(lambda move: move.sale_line_id.order_id == first).picked = True
        dialog = self.validate(picking)
        Form.from_action(self.env(user=self.shipper), dialog).save().process()
        self.assertEqual([first.order_line.qty_delivered, second.order_line.qty_delivered], [1, 0])
