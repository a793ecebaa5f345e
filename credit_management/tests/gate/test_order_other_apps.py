from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .hold_common import HoldCommon


class OtherAppCommon(HoldCommon):
    """Ways in that other apps of Odoo bring along; each test needs that app."""

    @classmethod
    def needs(cls, model):
        if model not in cls.env:
            cls.skipTest(cls, f"needs {model}")

    def assertRefusedOnce(self, call):
        """One clear error, about the one order, and nothing half done."""
        with self.assertRaises(UserError) as caught, self.cr.savepoint():
            call()
        message = str(caught.exception)
        self.assertEqual(message.count("cannot be confirmed"), 1, message)
        self.assertNotIn("Traceback", message)
        return message


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
class TestJobs(OtherAppCommon):
    """Server actions and scheduled ones: one clear error, unless they ask for the hold."""

    def action(self, code):
        model = self.env["ir.model"]._get("sale.order")
        return self.env["ir.actions.server"].create(
            {"name": "Confirm", "model_id": model.id, "state": "code", "code": code}
        )

    def job(self, code):
        return self.env["ir.cron"].create(
            {
                "name": "Confirm",
                "model_id": self.env["ir.model"]._get("sale.order").id,
                "state": "code",
                "code": code,
                "interval_number": 1,
                "interval_type": "days",
                "user_id": self.salesperson.id,
            }
        )

    def test_one_by_one(self):
        passing, blocked = self.order(100), self.order(1500)
        for order in passing | blocked:
            action = self.action("record.action_confirm()").with_context(active_model="sale.order", active_id=order.id)
            if order == passing:
                action.run()
            else:
                self.assertIn(order.name, self.assertRefusedOnce(action.run))
        self.assertEqual((passing.state, blocked.state), ("sale", "draft"))

    def test_a_job_that_confirms_all_at_once_confirms_none(self):
        orders = self.order(100) | self.order(1500)
        job = self.job(f"model.browse({orders.ids}).action_confirm()")
        with self.enter_registry_test_mode(), mute_logger("odoo.addons.base.models.ir_cron"):
            message = self.assertRefusedOnce(job.sudo().ir_actions_server_id.run)
        self.assertNotIn(orders[0].name, message)
        self.assertEqual(orders.mapped("state"), ["draft", "draft"])

    def test_a_job_that_asks_for_the_hold(self):
        orders = self.order(100) | self.order(1500)
        job = self.job(f"model.browse({orders.ids}).action_credit_confirm()")
        with self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.assertEqual(orders.mapped("state"), ["sale", "draft"])
        self.assertEqual(orders[1].credit_hold_ids.state, "open")


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
