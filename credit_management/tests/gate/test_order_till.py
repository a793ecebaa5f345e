from odoo import Command, fields
from odoo.tests import tagged

from .other_app_common import OtherAppCommon


@tagged("post_install", "-at_install")
class TestPointOfSale(OtherAppCommon):
    """A quotation settled at the till: the whole way of the till's own call."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.needs("pos.config")
        groups = (
            "point_of_sale.group_pos_manager,sales_team.group_sale_salesman_all_leads,account.group_account_invoice"
        )
        cls.cashier = cls._create_user("cashier", groups)
        cls.cashier.write({"company_ids": [Command.link(cls.company.id)], "company_id": cls.company.id})
        journal = cls.env["account.journal"].create({"name": "Till", "type": "cash", "code": "TILL"})
        cls.cash = cls.env["pos.payment.method"].create({"name": "Cash of the Till", "journal_id": journal.id})
        cls.config = cls.env["pos.config"].create(
            {
                "name": "Till",
                "payment_method_ids": [Command.set(cls.cash.ids)],
                "down_payment_product_id": cls.env.ref("pos_sale.default_downpayment_product").id,
            }
        )
        cls.config.with_user(cls.cashier).open_ui()
        cls.session = cls.config.current_session_id

    def settle(self, order, amount=None, **vals):
        """What the till sends once the customer has paid: the goods, or a down payment of ``amount``."""
        line = order.order_line
        total = line.price_total if amount is None else amount
        values = {
            "price_unit": total,
            "price_subtotal": total,
            "price_subtotal_incl": total,
            "qty": 1,
            "tax_ids": [],
            "product_id": line.product_id.id if amount is None else self.config.down_payment_product_id.id,
            "sale_order_origin_id": order.id,
        }
        if amount is None:
            values["sale_order_line_id"] = line.id
        ticket = {
            "amount_paid": total,
            "amount_total": total,
            "amount_tax": 0,
            "amount_return": 0,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "fiscal_position_id": False,
            "to_invoice": False,
            "partner_id": order.partner_id.id,
            "lines": [[0, 0, values]],
            "session_id": self.session.id,
            "payment_ids": [
                [0, 0, {"amount": total, "name": fields.Datetime.now(), "payment_method_id": self.cash.id}]
            ],
            "user_id": self.cashier.id,
            "uuid": f"ticket-{order.id}-{total}",
            "state": "paid",
        }
        self.env["pos.order"].with_user(self.cashier).sync_from_ui([ticket | vals])
        return self.env["pos.order"].search([("uuid", "=", ticket["uuid"])])

    def tickets(self):
        return self.env["pos.order"].search_count([("session_id", "=", self.session.id)])

    def test_paid_in_full(self):
        order = self.order(1500)
        ticket = self.settle(order)
        self.assertEqual((order.state, bool(order.credit_hold_ids)), ("sale", False))
        self.assertEqual((ticket.state, ticket.amount_paid), ("paid", 1500))

    def test_down_payment_within_the_limit(self):
        order = self.order(900)
        self.settle(order, 200)
        self.assertEqual(order.state, "sale")

    def test_down_payment_with_the_rest_over_the_limit(self):
        order = self.order(1500)
        message = self.assertRefusedOnce(lambda: self.settle(order, 200))
        self.assertIn(order.name, message)
        self.assertEqual((order.state, len(order.order_line), self.tickets()), ("draft", 1, 0))
        self.assertFalse(order.credit_hold_ids)

    def test_what_was_paid_at_the_till_is_not_known_as_prepaid(self):
        """As it is: the whole order is asked about, though the rest alone would fit."""
        order = self.order(1500)
        self.assertRefusedOnce(lambda: self.settle(order, 600))

    def test_a_confirmed_order_is_settled_whatever_is_owed(self):
        order = self.order(900)
        order.action_confirm()
        self.account.sudo().write({"status": "stop", "status_reason": "Cheque returned"})
        self.settle(order, 200)
        self.assertEqual(sum(order.order_line.filtered("is_downpayment").mapped("price_unit")), 200)

    def test_released_first(self):
        """The way out: released, the order is confirmed, and the till takes the down payment."""
        order = self.order(1500)
        hold = self.stop(order)
        self.release(hold)
        self.assertEqual(order.state, "sale")
        self.settle(order, 200)
        self.assertEqual(self.tickets(), 1)
