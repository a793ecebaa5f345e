from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestQuotationBadge(HoldCommon):
    """A list of quotations says which of them would be held, each by itself, in as many queries as for one."""

    def badge(self, order, user=None):
        self.env.invalidate_all()
        return order.with_user(user or self.salesperson).credit_badge

    def test_would_be_held(self):
        within, over = self.order(1000), self.order(1000.01)
        self.assertEqual([self.badge(order) for order in (within, over)], [False, "would_be_held"])
        self._limit_to(2000)
        self.assertFalse(self.badge(over))
        self.account.sudo().write({"status": "stop", "status_reason": "Late"})
        self.assertEqual(self.badge(within), "would_be_held")

    def test_each_by_itself(self):
        """Two quotations that pass one by one: the list says of neither that it would be held."""
        orders = (self.order(600) | self.order(600)).with_user(self.salesperson)
        self.assertEqual(orders.mapped("credit_badge"), [False, False])
        orders[0].action_confirm()
        self.env.invalidate_all()
        self.assertEqual(orders.mapped("credit_badge"), [False, "would_be_held"])

    def test_a_hold_says_more(self):
        order = self.order()
        hold = self.stop(order)
        self.assertEqual(self.badge(order), "open")
        order.with_user(self.salesperson).action_credit_request_release("They pay tomorrow")
        self.assertEqual(self.badge(order), "asked")
        self.refuse(hold)
        self.assertEqual(self.badge(order), "refused")

    def test_confirmed_and_cancelled_say_nothing(self):
        order = self.order(1000)
        order.action_confirm()
        self._limit_to(1)
        self.assertFalse(self.badge(order))
        other = self.order()
        other._action_cancel()
        self.assertFalse(self.badge(other))

    def test_a_page_asks_as_often_as_one(self):
        customers = [self._create_customer(f"Customer {number}") for number in range(30)]
        for customer in customers:
            self._limit_to(500, self._create_account(customer, status="active", status_reason="Good"))
        orders = self.env["sale.order"].concat(
            *(self.order(400 + 10 * number, partner_id=customer.id) for number, customer in enumerate(customers))
        )
        counts = []
        orders[:1].with_user(self.salesperson).mapped("credit_badge")  # what is cached is read once
        for asked in (orders[:2], orders):
            self.env.flush_all()
            self.env.invalidate_all()
            asked = asked.with_user(self.salesperson)
            asked.mapped("state")
            before = self.env.cr.sql_log_count
            badges = asked.mapped("credit_badge")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertEqual(badges.count("would_be_held"), 19)

    def test_a_ledger_that_cannot_be_read_hides_no_list(self):
        order, other = self.order(), self.order(partner_id=self._create_customer("Other").id)
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_line_ids": [Command.create({"name": "Goods", "price_unit": 100, "tax_ids": []})],
            }
        )
        invoice.action_post()
        self.env.flush_all()
        receivable = invoice.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        self.env.cr.execute("UPDATE account_move_line SET amount_residual = 'NaN' WHERE id = %s", [receivable.id])
        self.env.invalidate_all()
        (order | other).with_user(self.salesperson).read(["credit_badge"])

    def test_nobody_writes_it_and_only_who_reads_the_order_reads_it(self):
        order = self.order(1500)
        for vals in ({"credit_badge": False}, {"credit_hold_stage": "released"}):
            order.with_user(self.salesperson).write(vals)
            self.assertEqual(self.badge(order), "would_be_held")
        created = (
            self.env["sale.order"]
            .with_user(self.salesperson)
            .create({"partner_id": self.customer.id, "credit_badge": "released"})
        )
        self.assertFalse(self.badge(created))
        self.assertFalse(self.env["sale.order"]._fields["credit_badge"].store)
        own = self._create_user("own", "sales_team.group_sale_salesman")
        for user in (own, self.portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                order.with_user(user).read(["credit_badge"])


@tagged("post_install", "-at_install")
class TestQuotationsInTheBrowser(HoldCommon, HttpCase):
    def test_list_and_own_holds(self):
        order = self.order(1500)
        self.stop(self.order(1600)).order_id.client_order_ref = "Held"
        self.assertEqual(order.credit_badge, "would_be_held")
        self.start_tour("/odoo/sales", "credit_management_quotations", login=self.salesperson.login)
