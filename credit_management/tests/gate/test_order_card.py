from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .other_app_common import OtherAppCommon


@tagged("post_install", "-at_install")
class TestOrderCard(OtherAppCommon):
    """Gift cards and wallets sold on credit: whoever has used one owes for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.needs("loyalty.program")
        cls.env["loyalty.program"].search([]).active = False
        cls.sold, cls.taken = cls.env["product.product"].create(
            [{"name": name, "type": "service", "taxes_id": [Command.clear()]} for name in ("A Card", "By Card")]
        )
        cls.program = cls.env["loyalty.program"].create(
            {
                "name": "Cards",
                "program_type": "gift_card",
                "applies_on": "future",
                "trigger": "auto",
                "trigger_product_ids": cls.sold.ids,
                "rule_ids": [
                    Command.clear(),
                    Command.create(
                        {
                            "reward_point_mode": "money",
                            "reward_point_amount": 1,
                            "reward_point_split": True,
                            "product_ids": cls.sold.ids,
                        }
                    ),
                ],
                "reward_ids": [
                    Command.clear(),
                    Command.create(
                        {
                            "reward_type": "discount",
                            "discount": 1,
                            "discount_mode": "per_point",
                            "discount_applicability": "order",
                            "required_points": 1,
                            "discount_line_product_id": cls.taken.id,
                        }
                    ),
                ],
            }
        )

    def card_sold(self):
        """A confirmed order of a card worth 900, and the card."""
        order = self.order(900)
        order.order_line.write({"product_id": self.sold.id, "price_unit": 900, "tax_ids": [Command.clear()]})
        order._update_programs_and_rewards()
        order.action_confirm()
        return order, order.coupon_point_ids.coupon_id

    def spend(self, card):
        order = self.order(900)
        rewards = order._try_apply_code(card.code)
        order._apply_program_reward(rewards[card], card)
        self.assertEqual(order.amount_total, 0)
        order.action_confirm()

    def test_spent_it_stays_owed(self):
        order, card = self.card_sold()
        self.assertEqual(card.points, 900)
        self.spend(card)
        self.assertEqual(card.points, 0)
        for leave in (
            order.action_cancel,
            lambda: order.write({"state": "cancel"}),
            lambda: order.write({"state": "draft"}),
            order.with_user(self.salesperson).action_credit_close_short,
            lambda: order.order_line.write({"product_uom_qty": 0}),
        ):
            with self.assertRaisesRegex(UserError, "has been used"), self.cr.savepoint():
                leave()
        self.assertEqual((order.state, card.points), ("sale", 0))

    def test_invoiced_it_stays_too(self):
        """Cancelling would take the points of the card back, and the invoice could go afterwards."""
        order, card = self.card_sold()
        self.spend(card)
        order._create_invoices().action_post()
        with self.assertRaisesRegex(UserError, "has been used"), self.cr.savepoint():
            order.action_cancel()

    def test_unused_it_is_given_back(self):
        order, card = self.card_sold()
        order.action_cancel()
        self.assertEqual(order.state, "cancel")
        self.assertFalse(card.exists())
