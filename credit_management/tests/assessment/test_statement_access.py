from xmlrpc.client import Fault

from lxml import etree

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .statement_common import CreditStatementCommon


@tagged("post_install", "-at_install")
class TestStatementAccess(CreditStatementCommon, HttpCase):
    """Analysts and managers of the company; salespeople never."""

    MODELS = ("credit.financial.statement", "credit.financial.ratio", "credit.statement.import")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.statement = cls._create_statement()
        cls.accountant = cls._create_user("accountant", "account.group_account_manager")

    def test_salespeople_see_none(self):
        for user in (self.salesperson, self.accountant, self.administrator):
            for model in self.MODELS:
                with self.subTest(user=user.login, model=model), self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])
            with self.assertRaises(AccessError):
                self.statement.with_user(user).read(["sales"])
            with self.assertRaises(AccessError):
                self._create_statement(2020, user=user)
            with self.assertRaises(AccessError):
                self.statement.with_user(user).action_confirm()
            for name in ("statement_ids", "statement_count"):
                with self.assertRaises(AccessError):
                    self.account.with_user(user).read([name])
            view = self.env["credit.account"].with_user(user).get_view(view_type="form")["arch"]
            names = {node.get("name") or "" for node in etree.fromstring(view).iter()}
            # The mail of what the customer owes is another thing.
            others = {"action_send_statement", "portal_statement"}
            self.assertLessEqual({name for name in names if "statement" in name}, others)
            self.assertNotIn("credit.statement.import", view)

    def test_analysts_and_managers_do(self):
        for user in (self.analyst, self.manager):
            with self.subTest(user=user.login):
                self.assertEqual(self.statement.with_user(user).read(["sales"])[0]["sales"], 1460)
                self.assertTrue(self.statement.with_user(user).ratio_ids.mapped("value_text"))
                self.assertEqual(self.account.with_user(user).statement_count, 1)
                view = self.env["credit.account"].with_user(user).get_view(view_type="form")["arch"]
                self.assertIn("statement_count", view)
        action = self.account.with_user(self.analyst).action_open_statements()
        self.assertEqual(self.env[action["res_model"]].with_user(self.analyst).search(action["domain"]), self.statement)

    def test_nobody_writes_ratios(self):
        ratio = self.statement.ratio_ids[0]
        for user in (self.analyst, self.manager):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    ratio.with_user(user).value = 9
                with self.assertRaises(AccessError):
                    self.statement.with_user(user).write({"ratio_ids": [Command.update(ratio.id, {"value": 9})]})
                with self.assertRaises(AccessError):
                    ratio.with_user(user).unlink()

    def test_companies(self):
        other = self.env["res.company"].create({"name": "Other"})
        roles = "credit_management.credit_management_group_manager"
        user = self._create_user("other", roles, company_id=other.id, company_ids=[Command.set(other.ids)])
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        branch_user = self._create_user("branch", roles, company_id=branch.id, company_ids=[Command.set(branch.ids)])
        for model in self.MODELS[:2]:
            self.assertFalse(self.env[model].with_user(user).search([("partner_id", "=", self.account.partner_id.id)]))
        with self.assertRaises(AccessError):
            self.statement.with_user(user).read(["sales"])
        with self.assertRaises(AccessError):
            self._create_statement(2020, user=user)
        self.assertEqual(self.statement.with_user(branch_user).fault_text, False)
        self.assertTrue(self._create_statement(2020, user=branch_user))

    def test_menus(self):
        menu = self.env.ref("credit_management.credit_financial_statement_menu")
        for user, expected in ((self.analyst, True), (self.salesperson, False), (self.administrator, False)):
            with self.subTest(user=user.login):
                self.assertEqual(menu.id in self.env["ir.ui.menu"].with_user(user)._visible_menu_ids(), expected)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_access")
    def test_over_rpc(self):
        for user in (self.salesperson, self.analyst):
            user.password = user.login

        def call(user, method, *arguments, **options):
            return self.xmlrpc_object.execute_kw(
                self.env.cr.dbname, user.id, user.login, "credit.financial.statement", method, list(arguments), options
            )

        def refused(*arguments, **options):
            with self.assertRaises(Fault):
                call(*arguments, **options)

        ids, forged = self.statement.ids, {"credit_by_method": True, "su": True}
        refused(self.salesperson, "read", ids, fields=["sales"], context=forged)
        refused(self.salesperson, "search_read", [])
        refused(self.salesperson, "action_confirm", ids)
        refused(self.analyst, "write", ids, {"state": "confirmed"}, context=forged)
        for method in ("_credit_by_method", "_set_confirmed", "_fill_totals"):
            refused(self.analyst, method, ids)
        refused(self.analyst, "action_confirm", ids)  # who typed it
        call(self.manager, "action_confirm", ids)
        self.assertEqual(self.statement.state, "confirmed")
        refused(self.analyst, "write", ids, {"sales": 1}, context=forged)
        refused(self.analyst, "unlink", ids, context=forged)
