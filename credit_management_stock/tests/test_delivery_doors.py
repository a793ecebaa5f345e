from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .common import DeliveryCommon


@tagged("post_install", "-at_install")
class TestDeliveryDoors(DeliveryCommon):
    """Ways to bring goods out beside the button, by somebody who ships or sells: a limit of 1,000."""

    def assertRefused(self, call, pattern):
        with self.assertRaisesRegex(UserError, pattern) as caught, self.cr.savepoint():
            call()
            self.env.flush_all()
        return str(caught.exception)

    def moves(self, order):
        return order.picking_ids.move_ids.with_user(self.shipper).sudo(False)

    # === MOVES WRITTEN DONE === #

    def test_move_written_done(self):
        order = self.confirmed()
        self.overdue()
        message = self.assertRefused(lambda: self.moves(order).write({"state": "done"}), "cannot leave")
        self.assertNotIn("31", message.replace(order.name, ""))
        self.assertEqual(order.picking_ids.move_ids.state, "assigned")

    def test_move_written_done_with_a_forged_context(self):
        order = self.confirmed()
        self.overdue()
        for forged in (True, [order.picking_ids.move_ids.id], {"ids": order.picking_ids.move_ids.ids}):
            moves = self.moves(order).with_context(credit_checked_moves=forged)
            self.assertRefused(lambda moves=moves: moves.write({"state": "done"}), "cannot leave")

    def test_move_created_done(self):
        order = self.confirmed()
        self.overdue()
        move = order.picking_ids.move_ids
        values = {
            "product_id": self.goods.id,
            "product_uom_qty": 1,
            "quantity": 1,
            "location_id": move.location_id.id,
            "location_dest_id": move.location_dest_id.id,
            "sale_line_id": order.order_line.id,
            "state": "done",
        }
        self.assertRefused(lambda: self.env["stock.move"].with_user(self.shipper).create(values), "cannot leave")

    def test_move_sent_to_the_customer_afterwards(self):
        order = self.confirmed()
        move, customers = self.moves(order), order.picking_ids.location_dest_id
        move.sudo().location_dest_id = self.warehouse.lot_stock_id
        move.sudo().write({"quantity": 1, "picked": True})
        move.sudo()._action_done()
        self.overdue()
        self.assertRefused(lambda: move.write({"location_dest_id": customers.id}), "cannot leave")

    def test_what_passes_may_be_written_done(self):
        order = self.confirmed()
        self.moves(order).write({"state": "done"})
        self.assertEqual(order.picking_ids.move_ids.state, "done")

    # === MOVES LINKED TO ANOTHER ORDER === #

    def test_goods_of_a_stopped_order_stay_its_own(self):
        other = self.confirmed(partner_id=self._create_customer("Other").id)
        order = self.confirmed()
        self.overdue()
        move = self.moves(order)
        for line_id in (other.order_line.id, False):
            self.assertRefused(lambda line_id=line_id: move.write({"sale_line_id": line_id}), "cannot leave")
        self.assertRefused(lambda: move.write({"product_id": self.goods_on_delivery.id}), "cannot leave")
        self.assertEqual(move.sudo().sale_line_id, order.order_line)

    def test_goods_of_an_order_that_passes_may_be_linked_to_another(self):
        order, other = self.confirmed(100), self.confirmed(100)
        move = self.moves(order)
        move.write({"sale_line_id": other.order_line.id})
        self.assertEqual(move.sudo().sale_line_id, other.order_line)

    # === ORDERS THAT ARE NOT FIRM === #

    def test_transfer_of_an_order_that_is_firm_no_more(self):
        for state in ("draft", "cancel"):
            order = self.confirmed(100)
            self.env.flush_all()
            self.cr.execute("UPDATE sale_order SET state = %s WHERE id = %s", [state, order.id])  # however it came
            self.env.invalidate_all()
            picking = order.picking_ids
            self.assertEqual(picking.state, "assigned", "written, not cancelled: the transfer is still open")
            self.assertRefused(lambda picking=picking: self.validate(picking), "not confirmed")
            picking.move_ids.picked = True
            self.assertRefused(picking.with_user(self.shipper)._action_done, "not confirmed")

    def test_order_left_after_shipping(self):
        order = self.confirmed(900)
        self.assertShips(order.picking_ids)
        seller = order.with_user(self.salesperson).sudo(False)
        for leave in (order.action_cancel, lambda: seller.write({"state": "draft"})):
            self.assertRefused(leave, "delivered to Customer and not invoiced")
        self.bill(order)
        order.action_cancel()
        self.assertEqual(order.state, "cancel")

    # === MORE THAN WAS ORDERED === #

    def test_surplus_is_held(self):
        order = self.confirmed(1000, quantity=10)
        told = self.validate(order.picking_ids, quantity=11)
        self.assertEqual(told["tag"], "display_notification")
        self.assertIn(order.name, told["params"]["message"])
        self.assertNotIn("1,000", told["params"]["message"])
        self.assertEqual((order.picking_ids.state, order.picking_ids.move_ids.quantity), ("assigned", 11))
        hold = order.credit_hold_id
        self.assertEqual((hold.state, hold.checkpoint, hold.amount_wanted), ("open", "change", 1100))

    def test_surplus_leaves_on_a_release(self):
        order = self.confirmed(1000, quantity=10)
        self.validate(order.picking_ids, quantity=11)
        order.credit_hold_id.action_recheck()
        self.assertEqual(order.credit_hold_state, "open", "for the amount it is to have")
        self.release(order.credit_hold_id)
        self.assertShips(order.picking_ids)
        self.assertEqual(order.order_line.qty_delivered, 11)

    def test_more_than_was_released_is_held_again(self):
        order = self.confirmed(1000, quantity=10)
        self.validate(order.picking_ids, quantity=11)
        self.release(order.credit_hold_id, cap=1100)
        self.validate(order.picking_ids, quantity=11)
        self.assertEqual(order.picking_ids.state, "done")

    def test_surplus_within_the_limit_leaves(self):
        order = self.confirmed(500, quantity=5)
        order.picking_ids.move_ids.quantity = 6
        self.assertShips(order.picking_ids)

    def test_surplus_with_the_demand_raised(self):
        order = self.confirmed(1000, quantity=10)
        move = self.moves(order)
        move.write({"product_uom_qty": 50, "quantity": 50, "picked": True})
        message = self.assertRefused(move._action_done, "would become larger")
        self.assertNotIn("1,000", message)

    def test_surplus_of_one_holds_up_no_other(self):
        order = self.confirmed(1000, quantity=10)
        other = self.confirmed(partner_id=self._create_customer("Other").id)
        order.picking_ids.move_ids.quantity = 11
        self.validate(order.picking_ids | other.picking_ids)
        self.assertEqual((order.picking_ids.state, other.picking_ids.state), ("assigned", "done"))

    def test_goods_that_nobody_ordered(self):
        order = self.confirmed(1000)
        picking = order.picking_ids
        places = {"location_id": picking.location_id.id, "location_dest_id": picking.location_dest_id.id}
        beside = {"product_id": self.goods_on_delivery.id, "product_uom_qty": 1, **places}
        picking.move_ids = [Command.create(beside)]
        picking.action_confirm()
        picking.move_ids.write({"quantity": 1, "picked": True})
        groups = "stock.group_stock_user,sales_team.group_sale_salesman_all_leads"  # Odoo lets nobody else add a line
        both = new_test_user(self.env, "credit_test_both", groups, company_id=self.company.id)
        self.assertRefused(picking.with_user(both)._action_done, "cannot be changed this way")

    def test_closed_short_then_shipped(self):
        order = self.confirmed(1000, quantity=10)
        order.with_user(self.salesperson).sudo(False).action_credit_close_short()
        self.confirmed(1000)  # the credit is used again
        self.validate(order.picking_ids)
        self.assertEqual((order.picking_ids.state, order.credit_hold_state), ("assigned", "open"))

    def test_part_delivered_is_no_growth(self):
        order = self.confirmed(1000, quantity=10)
        order.picking_ids.move_ids.write({"quantity": 4, "picked": True})
        order.picking_ids.with_user(self.shipper)._action_done()
        self.assertEqual(order.order_line.qty_delivered, 4)

    # === QUANTITIES WRITTEN BY HAND === #

    def test_delivered_quantity_that_transfers_tell(self):
        order = self.confirmed(500, quantity=5)
        self.assertShips(order.picking_ids)
        line = order.order_line.with_user(self.salesperson).sudo(False)
        for values in ({"qty_delivered": 0}, {"qty_delivered_method": "manual"}, {"qty_delivered": 9}):
            with self.assertRaisesRegex(AccessError, "Odoo computes it"), self.cr.savepoint():
                line.write(values)
        line.write({"qty_delivered": 5})
        self.assertEqual(order.order_line.qty_delivered, 5)
