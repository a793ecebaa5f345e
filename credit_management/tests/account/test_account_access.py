from xmlrpc.client import Fault

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestAccountAccess(CreditCommon):
    """Who sees accounts and limits, in which companies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls._create_account()
        cls.limit = cls._approve_limit(cls.account, 500)
        cls.accountant = cls._create_user("accountant", "account.group_account_invoice")
        cls.stranger = cls._create_user("stranger", "base.group_user")

    def test_salespeople_and_accountants_see_status_and_limit(self):
        for user in (self.salesperson, self.accountant, self.administrator):
            with self.subTest(user=user.login):
                figures = self.account.with_user(user).read(["status", "effective_limit", "grade_id"])[0]
                self.assertEqual(figures["effective_limit"], 500)
                self.assertEqual(self.limit.with_user(user).read(["amount", "valid_to"])[0]["amount"], 500)

    def test_scores_and_reasons_are_for_analysts(self):
        for user in (self.salesperson, self.accountant, self.administrator):
            for record, name in ((self.account, "score"), (self.limit, "reason")):
                with self.subTest(user=user.login, name=name), self.assertRaises(AccessError):
                    record.with_user(user).read([name])
        self.account.with_user(self.analyst).read(["score"])
        self.limit.with_user(self.analyst).read(["reason"])

    def test_others_see_nothing(self):
        for model in ("credit.account", "credit.limit", "credit.grade", "credit.authority"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.stranger).search([])

    def test_menus(self):
        """Everybody finds accounts where they work, and gets no other app by it."""
        places = ("", "_sales", "_invoicing")
        menus = {place: self.env.ref(f"credit_management.credit_account_menu{place}") for place in places}
        cases = [
            (self.salesperson, {"", "_sales"}),
            (self.accountant, {"", "_invoicing"}),
            (self.analyst, {"", "_invoicing"}),
            (self.administrator, {""}),
        ]
        for user, expected in cases:
            with self.subTest(user=user.login):
                visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
                self.assertEqual({place for place, menu in menus.items() if menu.id in visible}, expected)

    def test_nobody_deletes_accounts(self):
        for user in (self.salesperson, self.analyst, self.manager, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.account.with_user(user).unlink()

    def test_only_analysts_propose(self):
        for user in (self.salesperson, self.accountant, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._propose_limit(self.account, 5, author=user)

    def test_companies(self):
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self._create_account(self.account.partner_id, other)
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        roles = "credit_management.credit_management_group_manager"
        other_user = self._create_user("other", roles, company_id=other.id, company_ids=[Command.set(other.ids)])
        branch_user = self._create_user("branch", roles, company_id=branch.id, company_ids=[Command.set(branch.ids)])
        for user, own, foreign in ((other_user, theirs, self.account), (branch_user, self.account, theirs)):
            with self.subTest(user=user.login):
                accounts = self.env["credit.account"].with_user(user)
                self.assertIn(own, accounts.search([]))
                self.assertNotIn(foreign, accounts.search([]))
                with self.assertRaises(AccessError):
                    foreign.with_user(user).read(["status"])
        with self.assertRaises(AccessError):
            self.limit.with_user(other_user).read(["amount"])
        with self.assertRaises(AccessError):
            self.account.with_user(other_user).action_set_status("active", "Because")

    def test_a_limit_of_another_company_is_not_approved(self):
        other = self.env["res.company"].create({"name": "Other"})
        roles = "credit_management.credit_management_group_manager"
        user = self._create_user("other", roles, company_id=other.id, company_ids=[Command.set(other.ids)])
        with self.assertRaises(AccessError):
            self._propose_limit(self.account, 5).with_user(user).action_approve()


@tagged("post_install", "-at_install")
class TestAccountRpc(CreditCommon, HttpCase):
    """The same rules for a program that speaks to the server directly."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls._create_account()
        cls.proposal = cls._propose_limit(cls.account, 500)
        for user in (cls.salesperson, cls.analyst, cls.manager):
            user.password = user.login

    def call(self, user, model, method, *arguments, **options):
        return self.xmlrpc_object.execute_kw(
            self.env.cr.dbname, user.id, user.login, model, method, list(arguments), options
        )

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_access")
    def refused(self, user, model, method, *arguments, words="", **options):
        with self.assertRaisesRegex(Fault, words):
            self.call(user, model, method, *arguments, **options)

    def test_read(self):
        read = self.call(self.salesperson, "credit.account", "read", self.account.ids, fields=["status"])
        self.assertEqual(read[0]["status"], "not_assessed")
        self.refused(self.salesperson, "credit.account", "read", self.account.ids, fields=["score"])

    def test_forged_context(self):
        context = {"credit_by_method": True, "su": True, "uid": 1}
        limit, account = self.proposal.ids, self.account.ids
        for user in (self.salesperson, self.analyst, self.manager):
            with self.subTest(user=user.login):
                self.refused(user, "credit.limit", "write", limit, {"state": "approved"}, context=context)
                self.refused(user, "credit.limit", "write", limit, {"counts": True}, context=context)
        for user in (self.salesperson, self.analyst):
            self.refused(user, "credit.account", "write", account, {"score": 100}, context=context)

    def test_private_methods_are_out_of_reach(self):
        for method in ("_set_approved", "_credit_by_method", "_mirror_limit"):
            with self.subTest(method=method):
                self.refused(self.manager, "credit.limit", method, self.proposal.ids)

    def test_approval(self):
        self.refused(self.analyst, "credit.limit", "action_approve", self.proposal.ids, words="cannot decide on it")
        self.call(self.manager, "credit.limit", "action_approve", self.proposal.ids)
        self.assertEqual(self.proposal.state, "approved")
