import json
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import DeliveryCommon


@tagged("post_install", "-at_install")
class TestDeliveryGate(DeliveryCommon):
    """Goods leave only if the policy still lets them; what is stopped stays as it was packed."""

    def assertRefused(self, call, pattern="cannot leave"):
        with self.assertRaisesRegex(UserError, pattern) as caught, self.cr.savepoint():
            call()
        return str(caught.exception)

    # === THE BUTTON === #

    def test_passes(self):
        order = self.confirmed()
        self.assertShips(order.picking_ids)
        self.assertFalse(order.credit_hold_id)

    def test_stopped(self):
        order = self.confirmed()
        self.overdue()
        hold = self.assertStopped(order.picking_ids)
        self.assertEqual((order.state, order.picking_ids.state), ("sale", "assigned"))
        self.assertEqual(hold.requester_id, self.salesperson, "who ships is told no figures")
        self.assertEqual(hold.reason_ids.filtered(lambda reason: reason.outcome == "block").kind, "overdue_days")
        self.assertTrue(self.activities(hold))

    def test_stopped_account(self):
        order = self.confirmed()
        self.account.sudo().write({"status": "stop", "status_reason": "Cheque returned"})
        self.assertStopped(order.picking_ids)

    def test_stopped_twice_is_one_hold(self):
        order = self.stopped()
        hold = order.credit_hold_id
        self.assertEqual(self.assertStopped(order.picking_ids), hold)
        self.assertEqual(order.credit_hold_ids, hold)

    def test_who_ships_reads_no_amounts_however_often(self):
        """Who writes a message reads it, so what is noted while goods are stopped is the system's."""
        order = self.stopped()
        hold = order.credit_hold_id
        self.overdue(317)
        self.assertStopped(order.picking_ids)
        self.assertIn("Still on hold", " ".join(hold.message_ids.mapped("body")))
        documents = [(one._name, one.id) for one in (hold, order, order.picking_ids, hold.account_id)]
        messages = self.env["mail.message"].with_user(self.shipper)
        for model, res_id in documents:
            of_document = messages.search([("model", "=", model), ("res_id", "=", res_id)])
            with self.subTest(model=model):
                self.assertNotRegex(" ".join(of_document.mapped("body")), r"\$|317")
        activities = self.env["mail.activity"].with_user(self.shipper).search([("res_model", "=", "credit.hold")])
        self.assertFalse(activities)

    def test_a_limit_that_is_used_up_later_stops_no_delivery(self):
        order = self.confirmed(900)
        self.invoice(5000)
        self.assertShips(order.picking_ids)

    def test_the_others_go_through(self):
        held = self.confirmed()
        self.overdue()
        other = self.confirmed(partner_id=self._create_customer("Other").id)
        told = self.validate(held.picking_ids | other.picking_ids)
        self.assertIn(held.picking_ids.name, told["params"]["message"])
        self.assertNotIn(other.picking_ids.name, told["params"]["message"])
        self.assertEqual((held.picking_ids.state, other.picking_ids.state), ("assigned", "done"))

    def test_dialog_for_the_others_is_opened(self):
        held = self.confirmed()
        self.overdue()
        other = self.confirmed(quantity=5, partner_id=self._create_customer("Other").id)
        sent = []
        with patch.object(self.registry["res.users"], "_bus_send", lambda user, *args, **kwargs: sent.append(args)):
            other.picking_ids.move_ids.quantity = 2
            dialog = self.validate(held.picking_ids | other.picking_ids)
        self.assertEqual(dialog["res_model"], "stock.backorder.confirmation")
        json.dumps(dialog["context"])
        (told,) = [message for kind, message in sent if kind == "simple_notification"]
        self.assertIn(held.picking_ids.name, told["message"])
        self.backorder(dialog)
        self.assertEqual((held.picking_ids.state, other.picking_ids.mapped("state").count("done")), ("assigned", 1))

    def test_nothing_reserved_asks_nobody(self):
        order = self.confirmed()
        self.overdue()
        order.picking_ids.move_ids.quantity = 0
        with self.assertRaises(UserError), self.cr.savepoint():
            self.validate(order.picking_ids)
        self.assertFalse(order.credit_hold_id)

    def test_who_may_not_ship_makes_no_hold(self):
        order = self.confirmed()
        self.overdue()
        nobody = self._create_user("nobody", "base.group_user", company_id=self.company.id)
        with self.assertRaises(AccessError), self.cr.savepoint():
            order.picking_ids.with_user(nobody).button_validate()
        self.assertFalse(order.credit_hold_id)

    # === EVERY OTHER WAY === #

    def backorder(self, dialog, user=None):
        wizard = Form.from_action(self.env(user=user or self.shipper), dialog).save()
        return wizard.process()

    def test_from_code(self):
        order = self.confirmed()
        self.overdue(12345)
        picking = order.picking_ids
        picking.move_ids.picked = True
        for move_or_picking in (picking, picking.move_ids):
            message = self.assertRefused(move_or_picking.with_user(self.shipper)._action_done)
            self.assertNotIn("31", message.replace(order.name, ""), "who ships learns no figures")
        message = self.assertRefused(picking.with_user(self.manager).sudo()._action_done)
        self.assertIn("31 days past due", message)
        self.assertEqual((picking.state, order.credit_hold_id.state), ("assigned", False))

    def test_decision_to_confirm_is_none_to_ship(self):
        """A module may ship in the very call that confirms."""
        order = self.confirmed()
        self.overdue()
        decided = order._credit_with_decided(order).env.context["credit_decided"]
        order.picking_ids.move_ids.picked = True
        self.assertRefused(order.picking_ids.with_context(credit_decided=decided)._action_done)

    def test_context_of_a_client_changes_nothing(self):
        order = self.stopped()
        picking = order.picking_ids.with_user(self.shipper)
        for name in ("credit_decided", "credit_by_method", "skip_sanity_check", "skip_backorder"):
            picking.with_context(**{name: True, "button_validate_picking_ids": picking.ids}).button_validate()
            self.assertEqual(picking.state, "assigned", name)

    def test_backorder_dialog_of_an_order_stopped_meanwhile(self):
        order = self.confirmed(quantity=5)
        dialog = self.validate(order.picking_ids, quantity=2)
        self.overdue()
        told = self.backorder(dialog)
        self.assertEqual(told["tag"], "display_notification")
        self.assertEqual((order.credit_hold_state, order.picking_ids.state), ("open", "assigned"))
        self.assertEqual(order.picking_ids.move_ids.quantity, 2)

    def test_batch(self):
        held = self.confirmed()
        self.overdue()
        other = self.confirmed(partner_id=self._create_customer("Other").id)
        batch = self.env["stock.picking.batch"].create(
            {"picking_ids": [Command.set((held.picking_ids | other.picking_ids).ids)], "company_id": self.company.id}
        )
        batch.action_confirm()
        told = batch.with_user(self.shipper).action_done()
        self.assertIn(held.name, told["params"]["message"])
        self.assertEqual((held.picking_ids.state, other.picking_ids.state), ("assigned", "done"))
        self.assertEqual(held.credit_hold_state, "open")

    def test_batch_of_one_customer(self):
        """Orders that count already count for each other, whether their goods leave or not."""
        self.publish({"kind": "exposure", "at_confirmation": False, "at_change": False, "at_delivery": True})
        orders = self.confirmed(700) | self.confirmed(600)
        held = self.assertStopped(orders.picking_ids)
        self.assertEqual(held.mapped("exposure_after"), [1300, 1300])
        small = self.confirmed(1)
        self.assertStopped(small.picking_ids)

    def test_goods_beside_the_order(self):
        """Goods added to the delivery of an order leave with it, or not at all."""
        order = self.confirmed()
        picking = order.picking_ids
        picking.move_ids = [
            Command.create(
                {
                    "product_id": self.goods_on_delivery.id,
                    "product_uom_qty": 1,
                    "location_id": picking.location_id.id,
                    "location_dest_id": picking.location_dest_id.id,
                }
            )
        ]
        picking.action_confirm()
        self.overdue()
        beside = picking.move_ids.filtered(lambda move: not move.sale_line_id)
        beside.write({"quantity": 1, "picked": True})
        self.assertRefused(beside._action_done)

    # === THE WAREHOUSE GOES ON === #

    def test_reservation_is_left_alone(self):
        order = self.stopped()
        order.picking_ids.do_unreserve()
        self.env["stock.rule"].run_scheduler()
        order.picking_ids.with_user(self.shipper).action_assign()
        self.assertEqual(order.picking_ids.state, "assigned")

    def test_what_was_shipped_is_invoiced(self):
        order = self.confirmed(900, quantity=3, product=self.goods_on_delivery)
        self.assertShips(order.picking_ids)
        self.overdue(5000)
        self.account.sudo().write({"status": "stop", "status_reason": "Cheque returned"})
        self.assertEqual(self.bill(order).amount_total, 900)

    def test_what_was_shipped_on_a_release_is_invoiced(self):
        order = self.stopped(900, quantity=3, product=self.goods_on_delivery)
        self.release(order.credit_hold_id)
        self.assertShips(order.picking_ids)
        self.assertEqual(self.bill(order).amount_total, 900)

    # === COST === #

    def test_queries_do_not_grow(self):
        extra = {count: self._queries_of(count) - self._queries_of(count, with_gate=False) for count in (1, 10)}
        self.assertLessEqual(extra[10], extra[1] + 1, extra)

    def _queries_of(self, count, with_gate=True):
        cls = self.env.registry["sale.order"]
        warming, orders = (self.env["sale.order"].concat(*(self.confirmed(1) for _ in range(count))) for _ in range(2))
        decide = cls._credit_decide if with_gate else lambda orders, *args, **kwargs: {}
        # Later than the moves: those made in the second in which they ship keep their date, and Odoo updates
        # them in a query of their own.
        moment = freeze_time(fields.Datetime.now() + timedelta(minutes=1))
        with moment, patch.object(cls, "_credit_decide", decide):
            for batch in (warming, orders):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                batch.picking_ids.button_validate()
                self.env.flush_all()
        self.assertEqual(set(orders.picking_ids.mapped("state")), {"done"})
        return self.cr.sql_log_count - before
