from datetime import date, datetime, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from ...core.exposure.exposure import COUNTED_BY_DEFAULT
from ...core.policy import policy as core
from ...core.policy.kinds import OWN_KINDS
from .credit_policy_common import CreditPolicyCommon


@tagged("post_install", "-at_install")
class TestCreditPolicy(CreditPolicyCommon):
    """Versions of a policy: numbered, published once, in force by their dates."""

    # === DEFAULT === #

    def test_every_company_begins_with_a_policy(self):
        for company in self.env["res.company"].search([("parent_id", "=", False)]):
            with self.subTest(company=company.name):
                self.assertTrue(self.policies._in_force(company).rules)
        self.assertEqual((self.default.version, self.default.phase), (1, "in_force"))

    def test_branch_follows_its_root(self):
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        self.assertFalse(self.policies.search([("company_id", "=", branch.id)]))
        self.assertEqual(self.policies._in_force(branch), self.policies._in_force(self.company))

    def test_default_rules(self):
        own = [rule for rule in self.policies._in_force(self.company).rules if rule.kind in OWN_KINDS]
        rules = [(rule.kind, rule.effect, rule.scope.everybody) for rule in own]
        expected = [
            ("status", "block", True),
            ("status", "warn", True),
            ("prepaid", "exempt", True),
            ("not_assessed", "warn", True),
            ("payer", "block", True),
            ("limit_expired", "block", False),
            ("exposure", "block", False),
            ("overdue_days", "block", False),
            ("terms", "block", False),
            ("review_overdue", "warn", False),
            # at invoices
            ("status", "warn", True),
            ("limit_expired", "warn", False),
            ("exposure", "warn", False),
            ("overdue_days", "warn", False),
        ]
        self.assertEqual(rules, expected)
        self.assertEqual(self.default.rule_ids.mapped("name")[:2], ["Account on stop", "Account on watch"])

    def test_default_lets_customers_without_limit_pass_with_a_notice(self):
        policy = self.policies._in_force(self.company)
        facts = core.Facts(
            today=date(2026, 1, 1), exposure=10**6, overdue=10**6, oldest_days_past_due=400, claim=1, total=1
        )
        decision = core.decide(facts, policy, core.CONFIRMATION)
        self.assertEqual((decision.outcome, [found.kind for found in decision.findings]), ("warn", ["not_assessed"]))

    def test_defaults_of_the_client_weaken_no_default_policy(self):
        loose = self.env["res.company"].with_context(default_effect="warn", default_grace=900)
        company = loose.create({"name": "Loose Ltd"})
        rules, usual = (self.policies._in_force(company).rules for company in (company, self.company))
        self.assertEqual([(r.effect, r.grace) for r in rules], [(r.effect, r.grace) for r in usual])

    # === IN FORCE === #

    def test_no_policy_at_all(self):
        before = self.default.valid_from - timedelta(1)
        for setting, kinds in (("hold", ["limited"]), ("pass", [])):
            self.company.credit_without_policy = setting
            policy = self.policies._in_force(self.company, before)
            self.assertEqual((policy.id, policy.counted), (0, COUNTED_BY_DEFAULT))
            self.assertEqual([rule.kind for rule in policy.rules], kinds)
        self.assertFalse(self.policies._get_in_force(self.company, before))

    def test_in_force_by_date(self):
        today = self.company._credit_today()
        later = self.publish(valid_from=today + timedelta(5))
        self.assertEqual(later.phase, "scheduled")
        for offset, version, phases in (
            (4, 1, ("in_force", "scheduled")),
            (5, 2, ("superseded", "in_force")),
            (6, 2, ("superseded", "in_force")),
        ):
            self.env.invalidate_all()
            with self.subTest(offset=offset), freeze_time(today + timedelta(offset)):
                self.assertEqual(self.in_force(), version)
                self.assertEqual((self.default.phase, later.phase), phases)
                for policy in self.default + later:
                    found = self.policies.search([("phase", "=", policy.phase), ("company_id", "=", self.company.id)])
                    self.assertEqual(found, policy)
        self.assertEqual(self.in_force(), 1)
        self.assertEqual(self.in_force(today + timedelta(5)), 2)

    def test_of_two_from_the_same_day_the_later_version_governs(self):
        second, third = self.publish(), self.publish()
        self.assertEqual(self.in_force(), 3)
        self.assertEqual((second.phase, third.phase), ("superseded", "in_force"))

    def test_scheduled_version_replaced_before_its_day(self):
        tomorrow = self.company._credit_today() + timedelta(1)
        second, third = self.publish(valid_from=tomorrow), self.publish(valid_from=tomorrow)
        self.assertEqual((second.phase, third.phase), ("superseded", "scheduled"))

    def test_day_turns_where_the_company_is(self):
        self.company.credit_tz = "Pacific/Kiritimati"  # 14 hours ahead
        day = self.company._credit_today() + timedelta(5)
        self.publish(valid_from=day)
        with freeze_time(datetime.combine(day - timedelta(1), datetime.min.time()) + timedelta(hours=9, minutes=59)):
            self.assertEqual(self.in_force(), 1)
        with freeze_time(datetime.combine(day - timedelta(1), datetime.min.time()) + timedelta(hours=10)):
            self.assertEqual(self.in_force(), 2)

    def test_companies_stay_apart(self):
        other = self.env["res.company"].create({"name": "Third Ltd"})
        self.publish(company=other)
        self.assertEqual((self.in_force(), self.policies._in_force(other).version), (1, 2))

    def test_search_of_drafts(self):
        draft = self.policy()
        mine = [("company_id", "=", self.company.id)]
        self.assertEqual(self.policies.search([("phase", "=", "draft"), *mine]), draft)
        self.assertEqual(self.policies.search([("phase", "in", ["draft", "in_force"]), *mine]), draft + self.default)
        self.assertEqual(self.policies.search([("phase", "!=", "in_force"), *mine]), draft)

    # === CACHE === #

    def test_what_is_in_force_is_remembered_until_it_changes(self):
        self.in_force()
        with self.assertQueryCount(0):
            self.policies._in_force(self.company, self.default.valid_from)
        self.publish({"kind": "order_value", "amount": 5})
        (rule,) = self.policies._in_force(self.company).rules
        self.assertEqual((rule.kind, rule.amount), ("order_value", 5))
        changed = self.policies.browse(self.policies._in_force(self.company).id)
        changed.rule_ids._credit_by_method().write({"amount": 7})
        self.assertEqual(self.policies._in_force(self.company).rules[0].amount, 7)
        changed._credit_by_method().write({"valid_from": self.company._credit_today() + timedelta(1)})
        self.assertEqual(self.in_force(), 1)

    def test_reading_a_policy_costs_the_same_for_many_rules(self):
        tag = self.env["crm.tag"].create({"name": "Rush"})
        grades = self.env["credit.grade"].search([])
        counts = []
        for number in (2, 30):
            rule = {"kind": "tagged", "tag_ids": tag.ids, "grade_ids": grades.ids}
            policy = self.policy(*[rule] * number)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.assertEqual(len(policy._to_core().rules), number)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)

    # === PUBLISHING === #

    def test_publish_and_new_version(self):
        action = self.default.with_user(self.administrator).action_copy_version()
        draft = self.policies.browse(action["res_id"])
        self.assertEqual((draft.version, draft.phase, draft.valid_from), (2, "draft", False))
        self.assertEqual(draft.rule_ids.mapped("summary"), self.default.rule_ids.mapped("summary"))
        self.assertEqual(self.in_force(), 1)
        draft.rule_ids[1:].unlink()
        draft.with_user(self.administrator).action_publish()
        self.assertEqual((draft.phase, draft.published_by), ("in_force", self.administrator))
        self.assertEqual((draft.valid_from, self.default.phase), (self.company._credit_today(), "superseded"))
        self.assertEqual(len(self.policies._in_force(self.company).rules), 1)
        self.assertIn("Version 2 published", draft.message_ids[0].body)

    def test_only_administrators_publish(self):
        draft = self.policy()
        for user in (self.salesperson, self.analyst, self.manager):
            with self.subTest(user=user.login), self.assertRaisesRegex(AccessError, "credit administrator"):
                draft.with_user(user).action_publish()

    def test_what_cannot_be_published(self):
        today = self.company._credit_today()
        empty = self.policies.create({"company_id": self.company.id})
        early = self.policy(valid_from=today - timedelta(1))
        behind = self.policy()
        self.publish()
        for draft, message in (
            (empty, "no rules"),
            (early, "not rewritten"),
            (behind, "would be used"),
            (self.default, "New version|new version"),
        ):
            with self.subTest(message), self.assertRaisesRegex(UserError, message):
                draft.with_user(self.administrator).action_publish()
        behind.valid_from = today + timedelta(1)
        behind.with_user(self.administrator).action_publish()
        self.assertEqual(behind.phase, "scheduled")

    def test_form(self):
        with Form(self.policies.with_user(self.administrator)) as form:
            with form.rule_ids.new() as rule:
                rule.name = "No limit yet"
                rule.kind = "not_assessed"
            with form.rule_ids.new() as rule:
                rule.name = "Paid"
                rule.kind = "prepaid"
        policy = form.record
        self.assertEqual(policy.company_id, self.company)
        self.assertEqual(policy.rule_ids.mapped("effect"), ["block", "exempt"])
        self.assertEqual(policy.rule_ids.mapped("everybody"), [True, False])
