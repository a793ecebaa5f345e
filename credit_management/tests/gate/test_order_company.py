from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tests.common import new_test_user
from odoo.tools import mute_logger

from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestOrderCompany(GateCommon):
    """Confirmed where the limit is large, then given to the company where it is small: by every way to write it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.setup_other_company()["company"]
        cls.grant(cls.env["credit.account"]._for(cls.customer, cls.other), 50_000)
        companies = cls.company | cls.other
        vals = {"name": "Of all companies", "currency_id": cls.company.currency_id.id, "company_id": False}
        cls.shared = cls.env["product.pricelist"].create(vals)
        cls.salesperson = new_test_user(
            cls.env, "company_seller", "sales_team.group_sale_manager", company_id=cls.other.id,
            company_ids=[Command.set(companies.ids)],
        )  # fmt: skip

    def confirmed_there(self, amount=5000):
        """A firm order of the other company, as the salesperson of both has it before them."""
        line = {"product_id": self.goods.id, "price_unit": amount, "tax_ids": [Command.clear()]}
        vals = {"partner_id": self.customer.id, "order_line": [Command.create(line)], "pricelist_id": self.shared.id}
        context = {"allowed_company_ids": [self.other.id, self.company.id]}
        orders = self.env["sale.order"].with_user(self.salesperson).sudo(False).with_context(**context)
        order = orders.create(vals)
        self.assertEqual(order.company_id, self.other)
        order.action_confirm()
        self.env.cr.flush()
        return order

    def ways(self, order):
        """Every way in which a client can give an order to another company."""
        # Odoo wants a warehouse of the same company.
        ours = {"company_id": self.company.id}
        if "warehouse_id" in order._fields:
            domain = [("company_id", "=", self.company.id)]
            ours["warehouse_id"] = self.env["stock.warehouse"].search(domain, limit=1).id
        line = order.order_line[:1]
        everything = ours | {"partner_invoice_id": self.customer.id, "client_order_ref": "Moved"}
        return {
            "write": lambda: order.write(ours),
            "write with other fields": lambda: order.write(everything),
            "write as the system": lambda: order.sudo().write(ours),
            "save of the web client": lambda: order.web_save(ours, {"company_id": {}}),
            "import": lambda: self.imported(order, ours),
            "from the line": lambda: line.write({"order_id": order.id, "company_id": self.company.id}),
            "through the line's order": lambda: line.order_id.write(ours),
            "together with the state": lambda: order.write(ours | {"state": "sale"}),
            "through draft": lambda: self.through_draft(order, ours),
            "form": lambda: self.by_form(order),
            "with a context": lambda: order.with_context(credit_decided=True, tracking_disable=True).write(ours),
            "SQL": lambda: self.by_sql(order),
        }

    def imported(self, order, vals):
        names = [".id", *(f"{name}/.id" for name in vals)]
        result = order.load(names, [[str(order.id), *(str(value or "") for value in vals.values())]])
        if not result["ids"]:
            raise UserError(result["messages"][0]["message"])

    def through_draft(self, order, ours):
        order.action_cancel()
        order.action_draft()
        order.write(ours)
        order.action_confirm()

    def by_form(self, order):
        with Form(order) as form:
            form.company_id = self.company

    def by_sql(self, order):
        self.env.cr.execute("UPDATE sale_order SET company_id = %s WHERE id = %s", [self.company.id, order.id])
        self.env.invalidate_all()
        self.env["credit.admission"]._watch()

    def assertIsThere(self, order):
        order.invalidate_recordset()
        self.assertEqual((order.company_id, order.state), (self.other, "sale"))

    @mute_logger("odoo.models")
    def test_every_way_is_judged_where_the_order_arrives(self):
        order = self.confirmed_there()
        for name, way in self.ways(order).items():
            with self.subTest(name):
                done = False
                try:
                    with self.cr.savepoint():
                        way()
                        self.env.cr.flush()
                        self.env.invalidate_all()
                        done = order.company_id == self.company and order.state == "sale"
                        if done:
                            raise AssertionError(f"{name}: 5,000 with a limit of 1,000")
                except (UserError, AssertionError) as error:
                    if done or name not in ("from the line", "form"):
                        self.assertRegex(str(error), "cannot be|limit")
                self.assertIsThere(order)

    def test_what_the_limit_there_allows_moves(self):
        order = self.confirmed_there(900)
        self.ways(order)["write"]()
        self.env.cr.flush()
        admitted = self.env["credit.admission"].search([("order_id", "=", order.id)])
        self.assertEqual((order.company_id, admitted.company_id), (self.company, self.company))
        self.assertEqual(self.figures(self.customer).total, 900)
        self.assertEqual(self.figures(self.customer, self.other).total, 0)

    def test_what_is_owed_there_counts(self):
        order = self.confirmed_there(900)
        self.invoice(500)
        with self.assertRaisesRegex(UserError, "cannot be|limit"), self.cr.savepoint():
            self.ways(order)["write"]()
            self.env.cr.flush()
        self.assertIsThere(order)

    def test_a_release_is_for_its_company(self):
        """Released there far above the limit, an order is judged anew where it arrives."""
        manager = new_test_user(
            self.env, "company_manager", "credit_management.credit_management_group_manager",
            company_id=self.other.id, company_ids=[Command.set((self.company | self.other).ids)],
        )  # fmt: skip
        self.env["credit.authority"].sudo().create({"user_id": manager.id, "release_unlimited": True})
        line = {"product_id": self.goods.id, "price_unit": 60_000, "tax_ids": [Command.clear()]}
        vals = {"partner_id": self.customer.id, "order_line": [Command.create(line)], "pricelist_id": self.shared.id}
        context = {"allowed_company_ids": [self.other.id, self.company.id]}
        order = self.env["sale.order"].with_user(self.salesperson).sudo(False).with_context(**context).create(vals)
        order.action_credit_confirm()
        hold = order.sudo().credit_hold_id
        hold.with_user(manager).with_context(**context).action_release("Known there")
        self.env.cr.flush()
        self.assertIsThere(order)
        for name in ("write", "write as the system", "through draft", "SQL"):
            with self.subTest(name), self.assertRaisesRegex(UserError, "cannot be|limit"), self.cr.savepoint():
                self.ways(order)[name]()
                self.env.cr.flush()
            self.assertIsThere(order)
