from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .overview_common import OverviewCommon

KEYS = ["read", "people", "history", "limits", "trial", "gate"]


@tagged("post_install", "-at_install")
class TestFirstSteps(OverviewCommon):
    """First steps of a company follow from what is there, and are gone when all are done."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fresh = cls.env["res.company"].create({"name": "Fresh"})
        for user in (cls.salesperson, cls.analyst, cls.manager, cls.second_manager, cls.administrator):
            user.company_ids = [Command.link(cls.fresh.id)]
        cls._grant_authority(cls.manager, 10_000)

    def steps(self, user=None, **options):
        model = self.env["credit.overview"].with_user(user or self.manager)
        self.env.flush_all()
        model = model.with_context(allowed_company_ids=self.fresh.ids)
        found = model.read_overview(self.fresh.id, **options)["start"]
        return {step["key"]: step for step in found} if found else found

    def call(self, method, user=None):
        model = self.env["credit.overview"].with_user(user or self.manager)
        return getattr(model.with_context(allowed_company_ids=self.fresh.ids), method)(self.fresh.id)

    def test_who_sees_them(self):
        for user in (self.analyst, self.manager, self.administrator):
            self.assertEqual(list(self.steps(user)), KEYS)
        self.assertFalse(self.steps(self.salesperson))

    def test_read_is_written_down(self):
        self.assertFalse(self.steps()["read"]["done"])
        for user in (self.salesperson, self.analyst):
            with self.assertRaises(AccessError):
                self.call("start_confirm_read", user)
        self.call("start_confirm_read", self.administrator)
        step = self.steps()["read"]
        self.assertTrue(step["done"])
        self.assertIn(self.administrator.name, step["text"])
        self.assertFalse(self.company.sudo().credit_read_by, "each company for itself")

    def test_people(self):
        self.assertTrue(self.steps()["people"]["done"])
        (self.env["credit.authority"]._deciders(self.fresh) - self.manager).sudo().group_ids = [
            Command.unlink(self.env.ref(f"credit_management.credit_management_group_{role}").id)
            for role in ("manager", "analyst")
        ]
        self.assertFalse(self.steps()["people"]["done"])
        self.assertIn("Two people are needed", self.steps()["people"]["text"])
        authority = self.env["credit.authority"].search([("user_id", "=", self.manager.id)])
        authority.with_user(self.administrator).own_up_to = 500
        self.assertTrue(self.steps()["people"]["done"])
        self.env["credit.authority"].sudo().search([]).unlink()
        self.assertIn("nobody may approve", self.steps()["people"]["text"])

    def test_limits_for_all_in_one_go(self):
        with self.assertRaisesRegex(UserError, "without a limit"):
            self.call("start_assess_all", self.analyst)
        self.assertIn("No customer has an account yet", self.steps(self.analyst)["limits"]["text"])
        self.assertNotIn("Assess All", str(self.steps(self.analyst)["limits"]), "nothing is offered that is refused")
        for user in (self.salesperson, self.administrator):
            with self.assertRaises(AccessError):
                self.call("start_assess_all", user)
        accounts = self._create_account(self._create_customer("A"), self.fresh)
        accounts |= self._create_account(self._create_customer("B"), self.fresh)
        stopped = self._create_account(self._create_customer("C"), self.fresh, status="stop", status_reason="Debts")
        action = self.call("start_assess_all", self.analyst)
        self.assertIn("Assess All", str(self.steps(self.analyst)["limits"]))
        found = self.env["credit.assessment"].search(action["domain"])
        self.assertEqual(found.account_id, accounts)
        self.assertNotIn(stopped, found.account_id)
        self.assertIn("approved: 2.", self.steps()["limits"]["text"])
        self.assertEqual(self.env["credit.assessment"].search(self.call("start_decide", self.analyst)["domain"]), found)
        grade = self.env["credit.grade"].search([], limit=1)
        found.with_user(self.analyst).write({"grade_id": grade.id, "limit_amount": 100, "difference_reason": "New"})
        found.with_user(self.analyst).action_submit_each()
        self.assertFalse(self.steps()["limits"]["done"])
        found.with_user(self.manager).action_approve_each()
        self.assertEqual(set(found.mapped("state")), {"approved"})
        self.assertTrue(self.steps()["limits"]["done"])

    def test_most_of_the_first_customers(self):
        accounts = [self._create_account(self._create_customer(name), self.fresh) for name in "ABCD"]
        self._approve_limit(accounts[0], 100, approver=self.manager)
        self.assertFalse(self.steps()["limits"]["done"])
        self._approve_limit(accounts[1], 100, approver=self.manager)
        self.assertTrue(self.steps()["limits"]["done"])

    def test_trial_is_written_down(self):
        replay = self.call("start_trial", self.analyst)
        self.env[replay["res_model"]].with_user(self.analyst).browse(replay["res_id"]).action_replay()
        self.assertTrue(self.steps()["trial"]["done"])
        self.assertIn(self.analyst.name, self.steps()["trial"]["text"])

    def test_the_gate(self):
        self.assertTrue(self.steps()["gate"]["done"], "a company begins with a policy that stops")
        policy = self.env["credit.policy"].sudo()._get_in_force(self.fresh)
        blocking = policy.rule_ids.filtered(lambda rule: rule.effect == "block")
        blocking._credit_by_method().write({"effect": "warn"})
        self.env.registry.clear_cache()
        self.assertFalse(self.steps()["gate"]["done"])

    def test_gone_when_all_are_done(self):
        self.call("start_confirm_read")
        self.fresh.sudo().write({"credit_trial_by": self.analyst.id, "credit_trial_on": "2026-01-01"})
        account = self._create_account(self._create_customer("A"), self.fresh)
        self._approve_limit(account, 100, approver=self.manager)
        self.assertEqual([key for key, step in self.steps().items() if not step["done"]], ["history"])
        moves = self.env["credit.overview"]._domain_of_history(self.fresh)
        self.assertFalse(self.env["account.move.line"].search_count(moves))
        model = self.env["credit.overview"].with_user(self.manager)
        self.invoice(100)
        done = {step["key"]: step["done"] for step in model._read_start(self.company, always=True)}
        self.assertTrue(done["history"])
        self.company.sudo().write({"credit_read_by": self.manager.id, "credit_read_on": "2026-01-01"})
        self.company.sudo().write({"credit_trial_by": self.manager.id, "credit_trial_on": "2026-01-01"})
        self.env["credit.assessment"].search([("state", "in", ("draft", "submitted"))])._set_cancelled()
        self.assertFalse(model._read_start(self.company))
        self.assertEqual(len(model._read_start(self.company, always=True)), len(KEYS))

    def test_only_of_companies_one_works_in(self):
        other = self.env["res.company"].create({"name": "Other"})
        model = self.env["credit.overview"].with_user(self.manager)
        for method in ("start_confirm_read", "start_assess_all", "start_decide", "start_trial"):
            for company_id in (other.id, None, "x", -1):
                with self.subTest(method=method, company=company_id), self.assertRaises(UserError):
                    getattr(model, method)(company_id)

    def test_queries_do_not_grow(self):
        counts = []
        for _time in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            model = self.env["credit.overview"].with_user(self.manager)
            model._read_start(self.fresh)
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            model._read_start(self.fresh)
            counts.append(self.cr.sql_log_count - before)
            for number in range(10):
                self._create_account(self._create_customer(f"Customer {number}"), self.fresh)
        self.assertEqual(*counts)
        self.assertLessEqual(counts[0], 40)
