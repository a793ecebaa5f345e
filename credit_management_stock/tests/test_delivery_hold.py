from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import DeliveryCommon


@tagged("post_install", "-at_install")
class TestDeliveryHold(DeliveryCommon):
    """The hold of a delivery ends, and the next validation goes through quietly or is stopped again."""

    # === RELEASE === #

    def test_release_lets_the_goods_leave_and_is_used(self):
        order = self.stopped()
        hold = order.credit_hold_id
        self.release(hold)
        self.assertEqual((hold.state, order.picking_ids.state), ("released", "assigned"))
        self.assertShips(order.picking_ids)
        self.assertEqual((hold.state, order.credit_hold_ids), ("used", hold))

    def test_partial_deliveries_on_one_release(self):
        order = self.stopped(quantity=5)
        self.release(order.credit_hold_id)
        dialog = self.validate(order.picking_ids, quantity=2)
        Form.from_action(self.env(user=self.shipper), dialog).save().process()
        rest = order.picking_ids.filtered(lambda picking: picking.state != "done")
        self.assertEqual((len(order.picking_ids), order.credit_hold_state), (2, "used"))
        rest.action_assign()
        self.assertShips(rest)
        self.assertEqual((order.order_line.qty_delivered, len(order.credit_hold_ids)), (5, 1))

    def test_release_of_the_confirmation_lets_the_goods_leave(self):
        """A second release of what was released is never asked for."""
        order = self.hold(1500).order_id
        self.release(order.credit_hold_id)
        self.assertShips(order.picking_ids)
        self.assertEqual((order.credit_hold_state, len(order.credit_hold_ids)), ("used", 1))

    def test_release_says_nothing_of_what_comes_up_later(self):
        order = self.hold(1500).order_id
        self.release(order.credit_hold_id)
        self.overdue()
        self.assertStopped(order.picking_ids)

    def test_larger_than_released(self):
        order = self.stopped()
        self.release(order.credit_hold_id)
        line = order.order_line
        with self.assertRaises(UserError), self.cr.savepoint():
            line.price_unit = 500.01
        line.price_unit = 499
        self.assertShips(order.picking_ids)

    def test_days_of_grace(self):
        self.publish({"kind": "overdue_days", "days": 30, "at_delivery": True}, release_grace=3)
        orders = self.confirmed(400), self.confirmed(300)
        self.overdue()
        for order in orders:
            self.assertStopped(order.picking_ids)
            self.release(order.credit_hold_id, valid_until=self._day(0))
        in_time, late = orders
        with freeze_time(self._day(3)):
            self.lapse()
            self.assertShips(in_time.picking_ids)
        with freeze_time(self._day(4)):
            self.assertStopped(late.picking_ids)

    def test_within_the_days_of_grace(self):
        self.assertEqual(self.released_for(days=3).state, "released")

    def test_over_after_the_days_of_grace(self):
        self.assertEqual(self.released_for(days=4).state, "lapsed")

    def released_for(self, days):
        """A hold released until today, so many days later, with three of grace."""
        self.publish({"kind": "overdue_days", "days": 30, "at_delivery": True}, release_grace=3)
        hold = self.stopped().credit_hold_id
        self.release(hold, valid_until=self._day(0))
        self.env.cr.flush()  # what would be committed by now; the job shares the test's transaction
        with freeze_time(self._day(days)):
            self.lapse()
        return hold

    def lapse(self):
        with self.enter_registry_test_mode():
            self.env.ref("credit_management.credit_hold_lapse_cron").sudo().method_direct_trigger()

    def test_refused(self):
        order = self.stopped()
        hold = order.credit_hold_id
        self.refuse(hold, cancel_order=True)
        self.assertEqual((order.state, order.credit_hold_state), ("sale", "refused"))
        self.assertNotEqual(self.assertStopped(order.picking_ids), hold)

    def test_refused_and_passing_later(self):
        order = self.confirmed()
        owed = self.overdue()
        self.validate(order.picking_ids)
        self.refuse(order.credit_hold_id)
        self.pay(owed)
        self.assertShips(order.picking_ids)
        self.assertFalse(order.credit_hold_state)

    # === BY ITSELF === #

    def test_a_payment_clears(self):
        order = self.confirmed()
        owed = self.overdue()
        self.assertStopped(order.picking_ids)
        order.picking_ids.user_id = self.shipper
        self.pay(owed)
        with self.enter_registry_test_mode():
            self.env.ref("credit_management.credit_hold_recheck_cron").sudo().method_direct_trigger()
        self.assertEqual((order.credit_hold_state, order.state), ("cleared", "sale"))
        note = order.picking_ids.message_ids.filtered(lambda message: "no longer on credit hold" in message.body)
        self.assertEqual(note.notified_partner_ids, self.shipper.partner_id)
        self.assertTrue(order.activity_ids)
        self.assertShips(order.picking_ids)
        self.assertFalse(order.activity_ids)

    def test_a_payment_before_the_job_has_run(self):
        order = self.confirmed()
        owed = self.overdue()
        self.validate(order.picking_ids)
        self.pay(owed)
        self.assertShips(order.picking_ids)
        self.assertEqual(order.credit_hold_state, "cleared")

    def test_several_of_one_customer_are_cleared_together(self):
        self.publish({"kind": "exposure", "at_confirmation": False, "at_change": False, "at_delivery": True})
        owed = self.invoice(500)
        orders = self.confirmed(400) | self.confirmed(300)
        holds = self.assertStopped(orders.picking_ids)
        holds._recheck()
        self.assertEqual(set(holds.mapped("state")), {"open"})
        self.pay(owed)
        holds._recheck()
        self.assertEqual(set(holds.mapped("state")), {"cleared"})

    # === NOTHING LINGERS === #

    def assertNothingLingers(self, hold, state="cancelled"):
        self.assertEqual((hold.state, hold.order_id.credit_hold_state), (state, False))
        self.assertFalse(self.activities(hold))

    def test_cancelled_transfer(self):
        order = self.stopped()
        hold = order.credit_hold_id
        order.picking_ids.with_user(self.shipper).action_cancel()
        self.assertNothingLingers(hold)

    def test_cancelled_transfer_with_a_release(self):
        order = self.stopped()
        hold = order.credit_hold_id
        self.release(hold)
        order.picking_ids.action_cancel()
        self.assertNothingLingers(hold, "lapsed")

    def test_cancelled_order(self):
        order = self.stopped()
        hold = order.credit_hold_id
        order._action_cancel()
        self.assertNothingLingers(hold)

    def test_cancelled_backorder_leaves_the_release_used(self):
        order = self.stopped(quantity=5)
        self.release(order.credit_hold_id)
        dialog = self.validate(order.picking_ids, quantity=2)
        Form.from_action(self.env(user=self.shipper), dialog).save().process_cancel_backorder()
        self.assertEqual((order.credit_hold_state, order.order_line.qty_delivered), ("used", 2))

    def test_one_of_two_transfers_cancelled(self):
        order = self.confirmed(quantity=5)
        dialog = self.validate(order.picking_ids, quantity=2)
        Form.from_action(self.env(user=self.shipper), dialog).save().process()
        second = order.picking_ids.filtered(lambda picking: picking.state != "done")
        third = second.copy()
        third.action_confirm()
        self.overdue()
        self.assertStopped(second)
        second.action_cancel()
        self.assertEqual(order.credit_hold_state, "open", "there are goods left to leave")

    def test_former_release_shows_again(self):
        order = self.hold(1500).order_id
        former = order.credit_hold_id
        self.release(former, valid_until=self._day(0))
        self.overdue()
        with freeze_time(self._day(30)):
            self.assertStopped(order.picking_ids)
            order.picking_ids.action_cancel()
        self.assertEqual(order.credit_hold_id, former)

    # === ASKING === #

    def test_salesperson_asks_before_the_goods_are_stopped(self):
        self.publish(
            {"kind": "overdue_days", "days": 30, "at_confirmation": False, "at_change": False, "at_delivery": True}
        )
        order = self.confirmed()
        self.overdue()
        hold_id = order.with_user(self.salesperson).action_credit_request_release("Paid by cheque, on its way")
        hold = self.env["credit.hold"].browse(hold_id)
        self.assertEqual((hold.checkpoint, hold.requester_id), ("delivery", self.salesperson))
        self.release(hold)
        self.assertShips(order.picking_ids)
        self.assertEqual(hold.state, "used")

    def test_salesperson_asks_for_what_was_stopped(self):
        order = self.stopped()
        order.with_user(self.salesperson).action_credit_request_release("Paid by cheque, on its way")
        self.assertEqual((order.credit_hold_id.checkpoint, len(order.credit_hold_ids)), ("delivery", 1))

    def test_salesperson_asks_for_more(self):
        order = self.confirmed()
        hold_id = order.with_user(self.salesperson).action_credit_request_release("Growing", 2000)
        self.assertEqual(self.env["credit.hold"].browse(hold_id).checkpoint, "change")
        self.assertShips(order.picking_ids)
        self.assertEqual(order.credit_hold_state, "open", "the change still waits for its release")

    # === WHAT THE WAREHOUSE SEES === #

    def test_badge(self):
        order, other = self.confirmed(), self.confirmed(1)
        pickings = self.env["stock.picking"].with_user(self.shipper)
        held = pickings.browse(order.picking_ids.ids)
        self.assertFalse(held.credit_hold_state)
        self.overdue()
        self.validate(order.picking_ids)
        self.assertEqual(held.credit_hold_state, "open")
        mine = [("sale_id", "in", (order | other).ids)]
        self.assertEqual(pickings.search([*mine, ("credit_hold_state", "=", "open")]), held)
        free = pickings.search([*mine, ("credit_hold_state", "=", False)])
        self.assertEqual(free.ids, other.picking_ids.ids)
        self.assertEqual(held.read(["credit_hold_state"])[0]["credit_hold_state"], "open")
        self.release(order.credit_hold_id)
        self.assertFalse(held.credit_hold_state)
        self.assertFalse(pickings.search([*mine, ("credit_hold_state", "=", "open")]))

    def test_views_for_who_ships(self):
        pickings = self.env["stock.picking"].with_user(self.shipper)
        views = pickings.get_views([(False, "list"), (False, "form"), (False, "search")])["views"]
        for name in ("list", "form"):
            self.assertIn("credit_hold_state", views[name]["arch"], name)
        self.assertIn("credit_on_hold", views["search"]["arch"])
        for field in ("credit_hold_id", "credit_hold_ids"):
            self.assertNotIn(field, views["form"]["arch"])
