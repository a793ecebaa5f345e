from xmlrpc.client import Fault

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common import CreditCommon

FIGURES = ["exposure", "effective_limit", "overdue_amount", "status"]
OF_CUSTOMER = ["credit_exposure", "credit_effective_limit", "credit_status", "credit_overdue_amount"]


@tagged("post_install", "-at_install")
class TestOwnDocuments(CreditCommon, HttpCase):
    """Who sees own documents only carries no portfolio home, whatever call is used: rows are those of the lists."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._create_user("own", "sales_team.group_sale_salesman,base.group_allow_export")
        other = cls._create_user("other", "sales_team.group_sale_salesman")
        cls.accountant = cls._create_user("accountant", "account.group_account_invoice")
        owners = {"Mine": cls.own, "Foreign": other, "Nobody's": cls.env["res.users"]}
        cls.accounts, cls.limits, cls.requests = {}, {}, {}
        for amount, (name, owner) in enumerate(owners.items(), 4000):
            account = cls._create_account(cls._create_customer(f"Portfolio {name}", user_id=owner.id))
            cls.limits[name] = cls._approve_limit(account, amount)
            account._credit_by_method().write({"status": "watch", "status_reason": "Test"})
            cls.accounts[name] = account
            vals = {"account_id": account.id, "kind": "raise", "amount": amount + 1, "reason": "Test"}
            cls.requests[name] = cls.env["credit.limit.request"].create(vals)
        payer = cls._create_customer("Payer")
        cls.payers = {name: cls._agree_payer(account, payer) for name, account in cls.accounts.items()}
        for user in (cls.own, cls.salesperson, cls.accountant, cls.analyst, cls.administrator):
            user.password = user.login

    def call(self, user, model, method, *arguments, **options):
        return self.xmlrpc_object.execute_kw(
            self.env.cr.dbname, user.id, user.login, model, method, list(arguments), options
        )

    def ids(self, of, *names):
        return sorted(of[name].id for name in names or of)

    def domain(self, of):
        return [["id", "in", self.ids(of)]]

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_access", "odoo.addons.base.models.ir_rule")
    def refused(self, user, model, method, *arguments, **options):
        with self.assertRaises(Fault):
            self.call(user, model, method, *arguments, **options)

    def test_who_sees_every_document_sees_every_account(self):
        for user in (self.salesperson, self.accountant, self.analyst, self.administrator):
            with self.subTest(user=user.login):
                for model, of in self.models():
                    self.assertEqual(sorted(self.call(user, model, "search", self.domain(of))), self.ids(of))

    def models(self):
        return (
            ("credit.account", self.accounts),
            ("credit.limit", self.limits),
            ("credit.limit.request", self.requests),
            ("credit.payer", self.payers),
        )

    def test_searches(self):
        for model, of in self.models():
            expected = self.ids(of, "Mine", "Nobody's")
            rows = self.call(self.own, model, "search_read", self.domain(of), ["display_name"])
            self.assertEqual(sorted(row["id"] for row in rows), expected)
            self.assertEqual(self.call(self.own, model, "search_count", self.domain(of)), 2)
            shown = self.call(self.own, model, "web_search_read", self.domain(of), specification={"display_name": {}})
            self.assertEqual(sorted(row["id"] for row in shown["records"]), expected)
            self.assertEqual(shown["length"], 2)

    def test_reads_and_exports_of_ids_known_otherwise(self):
        for model, of in self.models():
            for method, arguments in (
                ("read", [["display_name"]]),
                ("web_read", [{"display_name": {}}]),
                ("export_data", [["display_name"]]),
            ):
                self.refused(self.own, model, method, self.ids(of), *arguments)
        exported = self.call(self.own, "credit.account", "export_data", self.ids(self.accounts, "Mine"), FIGURES)
        self.assertEqual(exported["datas"], [[0.0, 4000.0, 0.0, "Watch"]])

    def test_groups(self):
        domain = self.domain(self.limits)
        [row] = self.call(self.own, "credit.limit", "read_group", domain, ["amount:sum"], [])
        self.assertEqual(row["amount"], 4000 + 4002)
        [row] = self.call(self.own, "credit.limit", "formatted_read_group", domain, aggregates=["amount:sum"])
        self.assertEqual(row["amount:sum"], 4000 + 4002)
        rows = self.call(
            self.own, "credit.account", "formatted_read_group", self.domain(self.accounts), ["status"], ["__count"]
        )
        self.assertEqual([row["__count"] for row in rows], [2])

    def test_searches_by_a_figure(self):
        """A search that tells whether a figure is above a bound tells the figure in twenty steps."""
        for condition in (
            ["effective_limit", "=", 4001],
            ["exposure", "<", 1],
            ["limit_ids.amount", "=", 4001],
            ["partner_id.credit_account_ids.effective_limit", "=", 4001],
        ):
            domain = ["&", *self.domain(self.accounts), condition]
            found = self.call(self.own, "credit.account", "search", domain)
            self.assertNotIn(self.accounts["Foreign"].id, found)
        names = [["name", "=like", "Portfolio %"]]
        for condition in (
            ["credit_account_ids.effective_limit", "=", 4001],
            ["credit_account_ids.limit_ids.amount", "=", 4001],
            ["credit_account_ids.status", "=", "watch"],
        ):
            found = self.call(self.own, "res.partner", "search", ["&", *names, condition])
            self.assertNotIn(self.accounts["Foreign"].partner_id.id, found)

    def test_customers_show_no_foreign_figures(self):
        partners = [account.partner_id.id for account in self.accounts.values()]
        rows = {row["id"]: row for row in self.call(self.own, "res.partner", "read", partners, OF_CUSTOMER)}
        foreign = rows[self.accounts["Foreign"].partner_id.id]
        self.assertEqual({foreign[name] for name in OF_CUSTOMER}, {False})  # no amount either
        self.assertEqual(rows[self.accounts["Mine"].partner_id.id]["credit_effective_limit"], 4000)
        exported = self.call(self.own, "res.partner", "export_data", partners, OF_CUSTOMER)["datas"]
        self.assertNotIn(4001, [row[1] for row in exported])

    def test_an_order_of_a_foreign_customer_is_judged_all_the_same(self):
        """The gate and its banner read accounts as the system: who sells to the customer reads the reasons."""
        product = self.env["product.product"].create({"name": "Goods", "type": "service", "taxes_id": False})
        line = {"product_id": product.id, "product_uom_qty": 1, "price_unit": 5000}
        partner = self.accounts["Foreign"].partner_id
        vals = {"partner_id": partner.id, "user_id": self.own.id, "order_line": [[0, 0, line]]}
        order = self.call(self.own, "sale.order", "create", vals)
        self.assertIn(
            "4,001", self.call(self.own, "sale.order", "read", [order], ["credit_banner"])[0]["credit_banner"]
        )
        self.refused(self.own, "sale.order", "action_confirm", [order])
        self.call(self.own, "sale.order", "action_credit_request_release", [order], "They pay tomorrow")
        [read] = self.call(self.own, "sale.order", "read", [order], ["credit_hold_id"])
        hold = self.call(
            self.own, "credit.hold", "web_read", [read["credit_hold_id"][0]],
            specification={name: {"fields": {"display_name": {}}} for name in ("account_id", "partner_id")},
        )  # fmt: skip
        self.assertTrue(hold)
