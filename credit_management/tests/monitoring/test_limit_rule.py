from datetime import timedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestLimitRule(CreditCommon):
    """Rules propose another limit after something has happened, and decide nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["credit.limit.rule"].sudo().with_context(active_test=False)
        cls.rules.search([]).active = False
        cls.account = cls._create_account(status="active", status_reason="Test")
        cls._approve_limit(cls.account, 1000)
        cls.today = cls.company._credit_today()

    def rule(self, kind, **vals):
        return self.rules.create({"name": kind, "kind": kind, **vals})

    def keep(self, **days):
        """Snapshots: {d<days ago>: percent of the limit in use}."""
        for name, percent in days.items():
            self.env["credit.snapshot"].create(
                {
                    "account_id": self.account.id,
                    "date": self.today - timedelta(days=int(name[1:])),
                    "exposure": 10 * percent,
                    "limit_state": "limited",
                    "limit_amount": 1000,
                    "utilisation": percent,
                }
            )

    def propose(self):
        return self.env["credit.limit.rule"]._propose(self.account)

    def test_a_limit_nearly_used_up_is_proposed_to_rise(self):
        rule = self.rule("busy", count=30, threshold=90, percent=25)
        self.keep(**{f"d{ago}": 95 for ago in range(29)})
        self.assertFalse(self.propose(), "29 days are not 30")
        self.keep(d29=95)
        request = self.propose()
        self.assertEqual((request.kind, request.amount, request.state), ("raise", 1200, "submitted"))
        self.assertEqual((request.sudo().rule_id, self.account.effective_limit), (rule, 1000), "it decides nothing")
        self.assertRegex(request.reason, "more than 90 % of the limit in use for 30 days, .*1,000.00 → .*1,200.00")
        self.assertFalse(self.propose(), "one waits")
        request.with_user(self.manager).action_approve()
        self.assertEqual(self.account.effective_limit, 1200)
        self.assertFalse(self.propose(), "the rest is not over")

    def test_what_is_on_top_for_a_time_is_no_part_of_it(self):
        self.rule("busy", count=2, threshold=90, percent=20)
        self._approve_limit(self.account, 500, kind="temporary", valid_to=self.today + timedelta(days=30))
        self.keep(d0=95, d1=95)
        self.assertEqual(self.propose().mapped("amount"), [1200])

    def test_a_limit_nobody_uses_is_proposed_to_fall(self):
        self.rule("unused", count=365, percent=-50)
        self.keep(d366=40, d365=0, d0=0)
        self.assertEqual(self.propose().mapped("amount"), [500])

    def test_grades(self):
        good, bad = self.env["credit.grade"].search([], order="limit_factor desc")[::2][:2]
        self.rule("grade", count=30)
        self.account.sudo().grade_id = bad
        for ago, grade in ((9, good), (8, good), (7, bad), (0, bad)):
            self.env["credit.snapshot"].create(
                {"account_id": self.account.id, "date": self.today - timedelta(days=ago), "grade_id": grade.id}
            )
        [request] = self.propose()
        self.assertEqual(request.kind, "lower")
        self.assertLess(request.amount, 1000)

    def test_who_is_on_watch_is_not_raised_and_who_is_closed_is_left_alone(self):
        self.rule("busy", count=2, threshold=90, percent=25)
        self.keep(d0=95, d1=95)
        for status in ("watch", "closed"):
            self.account.sudo().write({"status": status, "status_reason": "Test"})
            self.assertFalse(self.propose(), status)

    def test_rules_out_of_use_cost_one_query(self):
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            self.env["credit.limit.rule"]._propose(self.account)

    def test_who_writes_rules(self):
        with self.assertRaises(AccessError):
            self.env["credit.limit.rule"].with_user(self.manager).create({"name": "Mine", "kind": "busy"})
        with self.assertRaisesRegex(ValidationError, "changes nothing"):
            self.rule("busy", percent=0)
        with self.assertRaisesRegex(ValidationError, "changes nothing"):
            self.rule("unused", percent=-100)
