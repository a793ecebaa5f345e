from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_order_portal import PortalOrderCommon

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@tagged("post_install", "-at_install")
class TestHandsOfOrder(PortalOrderCommon):
    """Who made an order what it is, or acted for its customer, does not release it."""

    def assertNotReleased(self, hold, user=None):
        with self.assertRaisesRegex(AccessError, "had a hand|sells"):
            self.release(hold, user=user)
        self.assertFalse(hold.with_user(user or self.manager).can_decide)
        self.assertNotIn(
            hold, self.env["credit.hold"].with_user(user or self.manager).search([("can_release", "=", True)])
        )

    def test_a_manager_signs_by_the_customers_link(self):
        order = self.sent()
        order.user_id = False
        self.authenticate(self.manager.login, self.manager.login)
        params = {"access_token": order.access_token, "name": "Joel Willis", "signature": PIXEL}
        self.make_jsonrpc_request(f"/my/orders/{order.id}/accept", params)
        hold = self.assertHeld(order)
        self.assertEqual(order.signed_by, "Joel Willis")
        self.assertNotReleased(hold)
        self._grant_release(self.second_manager, 100_000)
        self.release(hold, user=self.second_manager)

    def test_a_manager_raises_a_held_order(self):
        for way in ("line", "order", "new line"):
            with self.subTest(way=way):
                order = self.order(1500)
                hold = self.stop(order)
                order.with_user(self.manager).sudo()  # reading is no hand
                self.manager.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
                line = order.order_line.with_user(self.manager)
                if way == "line":
                    line.price_unit = 1600
                elif way == "order":
                    order.with_user(self.manager).write({"order_line": [Command.update(line.id, {"price_unit": 1600})]})
                else:
                    line.copy({"order_id": order.id})
                self.assertNotReleased(hold)

    def test_a_manager_raises_a_quotation_that_is_stopped_later(self):
        order = self.order(500)
        self.manager.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        order.with_user(self.manager).order_line.price_unit = 1500
        self.assertNotReleased(self.stop(order))

    def test_a_manager_asks_for_another(self):
        order = self.order(1500, user_id=self.env.ref("base.user_admin").id)
        self.manager.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        order.with_user(self.manager).action_credit_request_release("Good customer")
        self.assertNotReleased(order.credit_hold_id)

    def test_who_sells_to_the_customer(self):
        hold = self.hold()
        self.customer.user_id = self.manager
        self.assertNotReleased(hold)

    def test_who_sold_it_before_it_was_stopped(self):
        order = self.order(1500, seller=self.manager)
        self.env.flush_all()
        order.user_id = self.salesperson
        hold = self.stop(order)
        self.assertEqual(hold.salesperson_id, self.salesperson)
        self.assertNotReleased(hold)
        self._grant_release(self.second_manager, 100_000)
        self.release(hold, user=self.second_manager)

    def test_who_gave_it_to_another_seller(self):
        order = self.order(1500)
        self.manager.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        order.with_user(self.manager).user_id = self.env.ref("base.user_admin")
        self.assertNotReleased(self.stop(order))

    def test_who_gave_the_customer_away(self):
        hold = self.hold()
        self.customer.user_id = self.manager
        self.env.flush_all()
        self.customer.user_id = self.salesperson
        self.assertNotReleased(hold)

    def test_clients_write_no_hands(self):
        order = self.order(1500)
        self.manager.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        order.with_user(self.manager).order_line.price_unit = 1600
        with self.assertRaises(AccessError):
            order.with_user(self.manager).write({"credit_hand_ids": [Command.clear()]})
        with self.assertRaises(AccessError):
            order.with_user(self.manager).copy({"credit_hand_ids": [Command.link(self.second_manager.id)]})
