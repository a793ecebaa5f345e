from odoo.tests import HttpCase, tagged

from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestConfirmInTheBrowser(HoldCommon, HttpCase):
    """What a salesperson sees who clicks Confirm on what the policy blocks."""

    def test_form(self):
        order = self.order(1500)
        self.start_tour(f"/odoo/sales/{order.id}", "credit_management_confirm", login=self.salesperson.login)
        self.assertEqual((order.state, order.credit_hold_state), ("draft", "open"))
        self.assertEqual(order.credit_hold_id.requester_id, self.salesperson)

    def test_list(self):
        orders = self.order(1000) | self.order(600)
        action = self.env["ir.actions.act_window"].create(
            {
                "name": "Two Quotations",
                "res_model": "sale.order",
                "view_mode": "list,form",
                "domain": [("id", "in", orders.ids)],
            }
        )
        self.start_tour(f"/odoo/action-{action.id}", "credit_management_confirm_list", login=self.salesperson.login)
        self.assertEqual(sorted(orders.mapped("state")), ["draft", "sale"])
        held = orders.filtered(lambda order: order.state == "draft")
        self.assertEqual(held.credit_hold_state, "open")
