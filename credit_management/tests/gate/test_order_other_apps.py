from odoo import Command
from odoo.tests import tagged

from .other_app_common import OtherAppCommon


@tagged("post_install", "-at_install")
class TestProjects(OtherAppCommon):
    """Orders that projects and tasks confirm."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.needs("project.project")
        cls.planner = cls._create_user(
            "planner", "project.group_project_manager,sales_team.group_sale_salesman_all_leads"
        )
        cls.planner.write({"company_ids": [Command.link(cls.company.id)], "company_id": cls.company.id})
        cls.project = cls.env["project.project"].create(
            {"name": "Project", "allow_billable": True, "partner_id": cls.customer.id}
        )
        cls.task = cls.env["project.task"].create({"name": "Task", "project_id": cls.project.id})

    def values(self, total):
        line = {"product_id": self.goods.id, "price_unit": total, "tax_ids": [Command.clear()]}
        return {"partner_id": self.customer.id, "company_id": self.company.id, "order_line": [Command.create(line)]}

    def orders(self):
        return self.env["sale.order"].search_count([("partner_id", "=", self.customer.id)])

    def test_created_from_a_task(self):
        orders = self.env["sale.order"].with_user(self.planner).with_context(create_for_task_id=self.task.id)
        self.assertEqual(orders.create(self.values(100)).state, "sale")
        self.task.sale_line_id = False
        before = self.orders()
        self.assertRefusedOnce(lambda: orders.create(self.values(1500)))
        self.assertEqual(self.orders(), before)
        self.assertFalse(self.task.sale_line_id)

    def test_created_from_a_project(self):
        """Odoo confirms it when it is saved: an error, and what was typed is still in the form."""
        orders = self.env["sale.order"].with_user(self.planner).with_context(create_for_project_id=self.project.id)
        before = self.orders()
        self.assertRefusedOnce(lambda: orders.create(self.values(1500)))
        self.assertEqual((self.orders(), bool(self.project.sale_line_id)), (before, False))
        self.assertEqual(orders.create(self.values(100)).state, "sale")

    def test_an_order_linked_to_a_new_project_or_task(self):
        order = self.order(1500)
        for model, vals in (("project.project", {}), ("project.task", {"project_id": self.project.id})):
            records = self.env[model].with_user(self.planner)
            vals |= {"name": "Linked", "sale_line_id": order.order_line.id, "partner_id": self.customer.id}
            self.assertRefusedOnce(lambda records=records, vals=vals: records.create(vals))
            self.assertFalse(records.search_count([("name", "=", "Linked")]))
        self.assertEqual(order.state, "draft")


@tagged("post_install", "-at_install")
class TestRewards(OtherAppCommon):
    """Points and coupons change only when the order is confirmed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.needs("loyalty.program")
        cls.env["loyalty.program"].search([]).active = False
        cls.program = cls.env["loyalty.program"].create(
            {
                "name": "Points",
                "program_type": "loyalty",
                "applies_on": "both",
                "trigger": "auto",
                "rule_ids": [Command.create({"reward_point_mode": "order", "reward_point_amount": 10})],
                "reward_ids": [
                    Command.create(
                        {
                            "reward_type": "discount",
                            "discount": 10,
                            "discount_mode": "percent",
                            "discount_applicability": "order",
                            "required_points": 50,
                        }
                    )
                ],
            }
        )
        cls.card = cls.env["loyalty.card"].create(
            {"program_id": cls.program.id, "partner_id": cls.customer.id, "points": 100}
        )

    def with_reward(self, total):
        order = self.order(total)
        order._update_programs_and_rewards()
        order._apply_program_reward(self.program.reward_ids, self.card)
        order._update_programs_and_rewards()
        return order

    def assertUntouched(self, order):
        self.assertEqual((order.state, self.card.points), ("draft", 100))
        self.assertTrue(order.order_line.filtered("is_reward_line"))
        self.assertFalse(self.env["loyalty.history"].search([("order_id", "=", order.id)]))

    def test_held_and_released(self):
        order = self.with_reward(1500)
        self.assertEqual(order.amount_total, 1350)
        self.assertRefusedOnce(order.action_confirm)
        self.assertUntouched(order)
        order.with_user(self.salesperson).action_credit_confirm()
        self.assertUntouched(order)
        self.release(order.credit_hold_ids)
        self.assertEqual((order.state, order.amount_total), ("sale", 1350))
        self.assertEqual(self.card.points, 60, "50 spent, 10 earned, once")
        self.assertEqual(len(self.env["loyalty.history"].search([("order_id", "=", order.id)])), 1)

    def test_held_at_the_customers_hand(self):
        order = self.with_reward(1500)
        order._validate_order()
        self.assertEqual((order.state, self.card.points), ("sent", 100))
        self.release(order.credit_hold_ids)
        self.assertEqual((order.state, self.card.points), ("sale", 60))

    def test_a_batch(self):
        held, passing = self.with_reward(1500), self.order(100)
        (held | passing).action_credit_confirm()
        self.assertEqual((held.state, passing.state), ("draft", "sale"))
        self.assertEqual(self.card.points, 110)

    def test_a_reward_that_is_gone_makes_the_order_larger(self):
        """Within the limit with its reward, over it without: the customer's signature is kept all the same."""
        order = self.with_reward(1100)
        self.assertEqual(order.amount_total, 990)
        order.write({"state": "sent", "signed_by": "Customer"})
        self.program.active = False
        order._validate_order()
        self.assertEqual((order.state, order.signed_by), ("sent", "Customer"))
        hold = order.credit_hold_ids
        self.assertEqual((hold.state, hold.amount_wanted), ("open", 1100))
        hold._recheck()
        self.assertEqual(hold.state, "open", "it would grow again")
        self.release(hold)
        self.assertEqual((hold.state, order.state, order.amount_total), ("used", "sale", 1100))


@tagged("post_install", "-at_install")
class TestTwoCompanies(OtherAppCommon):
    """The company of the order decides, whichever the user works in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Other Company", "currency_id": cls.company.currency_id.id})
        for user in (cls.salesperson, cls.analyst, cls.manager, cls._approver()):
            user.company_ids = [Command.link(cls.other.id)]
        cls.other_account = cls._create_account(cls.customer, cls.other, status="active", status_reason="Good")
        cls._limit_to(100, cls.other_account)

    def _of(self, total, company):
        orders = self.env["sale.order"].with_company(company)
        line = {"product_id": self.goods.id, "product_uom_qty": 1, "price_unit": total, "tax_ids": [Command.clear()]}
        return orders.create(
            {
                "partner_id": self.customer.id,
                "company_id": company.id,
                "user_id": self.salesperson.id,
                "order_line": [Command.create(line)],
            }
        )

    def test_the_other_companys_limit_decides(self):
        for company, limit in ((self.other, 100), (self.company, 1000)):
            active = (self.other | self.company) - company
            with self.subTest(company=company.name):
                orders = (self._of(limit, company) | self._of(0.01, company)).with_user(self.salesperson)
                passing, over = orders.with_context(allowed_company_ids=[active.id, company.id])
                self.assertEqual(over.env.company, active)
                passing.action_confirm()
                self.assertEqual(passing.state, "sale")
                self.assertRefusedOnce(over.action_confirm)
                over.action_credit_confirm()
                hold = over.sudo().credit_hold_ids
                self.assertEqual((hold.company_id, hold.limit_amount), (company, limit))

    def test_one_call_for_both(self):
        orders = self._of(500, self.other) | self._of(500, self.company)
        orders.with_user(self.salesperson).with_context(
            allowed_company_ids=[self.company.id, self.other.id]
        ).action_credit_confirm()
        self.assertEqual(orders.mapped("state"), ["draft", "sale"])

    def test_released_from_the_other_company(self):
        order = self._of(500, self.other)
        order.with_user(self.salesperson).action_credit_confirm()
        hold = order.credit_hold_ids
        self._grant_release(self.manager, 100_000)
        manager = hold.with_user(self.manager).with_context(allowed_company_ids=[self.company.id, self.other.id])
        manager.action_release("Known for years")
        self.assertEqual((hold.state, order.state), ("used", "sale"))
