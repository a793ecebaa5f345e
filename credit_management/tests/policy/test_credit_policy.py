from datetime import date, datetime, timedelta
from xmlrpc.client import Fault

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from ...core.exposure.exposure import COUNTED_BY_DEFAULT, DRAFT_INVOICE, ORDER
from ...core.policy import policy as core
from ...core.policy.kinds import EFFECTS, KINDS
from ..common import CreditCommon
from ..exposure.ledger_common import LedgerCommon
from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestCreditPolicy(PolicyCommon, CreditCommon):
    """Versions of a policy: numbered, published once, in force by their dates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Other Ltd", "credit_tz": "UTC"})
        people = cls.administrator + cls.salesperson + cls.analyst + cls.manager
        people.write({"company_ids": [Command.set(cls.company.ids)], "company_id": cls.company.id})
        cls.policies = cls.env["credit.policy"]
        cls.default = cls.policies.search([("company_id", "=", cls.company.id)])

    def in_force(self, day=None):
        return self.policies._in_force(self.company, day).version

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
        rules = [(rule.kind, rule.effect, rule.scope.everybody) for rule in self.policies._in_force(self.company).rules]
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

    # === GUARD === #

    def test_published_is_never_edited(self):
        policy, rule = self.default, self.default.rule_ids[0]
        draft = self.policy()
        edits = {
            "parameter": lambda by: by(policy).write({"horizon_days": 5}),
            "first day": lambda by: by(policy).write({"valid_from": "2020-01-01"}),
            "rules": lambda by: by(policy).write({"rule_ids": [Command.clear()]}),
            "rule through policy": lambda by: by(policy).write({"rule_ids": [Command.update(rule.id, {"grace": 5})]}),
            "rule": lambda by: by(rule).write({"effect": "warn"}),
            "scope": lambda by: by(rule).write({"grade_ids": [Command.clear()]}),
            "name": lambda by: by(rule).update_field_translations("name", {"en_US": "Other"}),
            "rule moved here": lambda by: by(draft.rule_ids).write({"policy_id": policy.id}),
            "rule moved away": lambda by: by(rule).write({"policy_id": draft.id}),
            "rule added": lambda by: by(rule.browse()).create({"name": "x", "kind": "terms", "policy_id": policy.id}),
            "rule added by default": lambda by: (
                by(rule.browse()).with_context(default_policy_id=policy.id).create({"name": "x", "kind": "terms"})
            ),
            "rule deleted": lambda by: by(rule).unlink(),
            "deleted": lambda by: by(policy).unlink(),
        }
        for title, edit in edits.items():
            for user in (self.administrator, self.env.user):
                self.env.invalidate_all()
                with self.subTest(title, user=user.login), self.assertRaisesRegex(UserError, "Make a new version"):
                    edit(lambda records, user=user: records.with_user(user))
            self.env.invalidate_all()
            with self.subTest(title, user="salesperson"), self.assertRaises(UserError):  # an AccessError is one
                edit(lambda records: records.with_user(self.salesperson))

    def test_only_publishing_publishes(self):
        draft = self.policy().with_user(self.administrator)
        for vals in ({"state": "published"}, {"version": 9}, {"published_by": self.manager.id}, {"company_id": 1}):
            with self.subTest(vals=vals):
                with self.assertRaises(AccessError):
                    draft.write(vals)
                if "company_id" in vals:
                    continue
                with self.assertRaises(AccessError):
                    draft.create({"company_id": self.company.id, **vals})
                with self.assertRaises(AccessError):
                    defaults = {f"default_{name}": value for name, value in vals.items()}
                    draft.with_context(**defaults).create({"company_id": self.company.id})

    def test_drafts_are_edited_and_deleted_by_administrators_alone(self):
        draft = self.policy()
        for user in (self.salesperson, self.analyst, self.manager):
            with self.subTest(user=user.login):
                for edit in (lambda r: r.write({"horizon_days": 3}), lambda r: r.unlink(), lambda r: r.copy()):
                    with self.assertRaises(AccessError):
                        edit(draft.with_user(user))
                with self.assertRaises(AccessError):
                    draft.rule_ids.with_user(user).write({"effect": "warn"})
        draft.with_user(self.administrator).write({"horizon_days": 3})
        draft.rule_ids.with_user(self.administrator).unlink()
        draft.with_user(self.administrator).unlink()

    def test_published_can_be_followed_and_discussed(self):
        policy = self.default.with_user(self.administrator)
        policy.message_subscribe(self.administrator.partner_id.ids)
        policy.message_post(body="Why so strict?")

    def test_everybody_with_credit_reads_the_policy_of_own_companies(self):
        self.assertEqual(self.default.with_user(self.salesperson).rule_ids[0].summary[:11], "Blocks when")
        stranger = self._create_user("elsewhere", "sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            self.default.with_user(stranger).read(["version"])

    def test_menu_is_for_analysts_and_administrators(self):
        menus = {name: self.env.ref(f"credit_management.credit_{name}_menu").id for name in ("policy", "grade")}
        for user, expected in (
            (self.salesperson, set()),
            (self.analyst, {"policy"}),
            (self.administrator, {"policy", "grade"}),
        ):
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertEqual({name for name, menu in menus.items() if menu in visible}, expected)

    # === RULES === #

    def test_kinds_are_those_of_the_core(self):
        self.assertEqual(set(dict(self.default.rule_ids._fields["kind"].selection)), set(KINDS))
        self.assertEqual(set(dict(self.default.rule_ids._fields["effect"].selection)), set(EFFECTS))

    def test_a_rule_as_the_core_reads_it(self):
        tag = self.env["res.partner.category"].create({"name": "Key account"})
        label = self.env["crm.tag"].create({"name": "Rush"})
        grade = self.env["credit.grade"].search([], limit=1)
        account = self._create_account(company=self.company)
        team = self.env["crm.team"].create({"name": "North"})
        country, industry = self.env.ref("base.be"), self.env["res.partner.industry"].create({"name": "Steel"})
        scope = {
            "category_ids": tag, "grade_ids": grade, "account_ids": account, "team_ids": team,
            "country_ids": country, "industry_ids": industry,
        }  # fmt: skip
        policy = self.policy(
            {
                "kind": "tagged", "effect": "warn", "at_quotation": True, "at_change": False, "risk_high": True,
                "amount": 1, "percent": 2, "days": 3, "count": 4, "grace": 5, "tag_ids": label.ids,
                **{name: records.ids for name, records in scope.items()},
            }
        )  # fmt: skip
        expected = core.Rule(
            id=policy.rule_ids.id, kind="tagged", effect="warn", checkpoints=frozenset({"quotation", "confirmation"}),
            scope=core.Scope(
                risk_classes=frozenset({"high"}),
                **{name: frozenset(records.ids) for name, records in scope.items()},
            ),
            amount=1, percent=2, days=3, count=4, grace=5, tag_ids=frozenset(label.ids),
        )  # fmt: skip
        self.assertEqual(policy.rule_ids._to_core(), expected)
        for records in (tag, team, industry, grade):
            records.active = False
        policy.invalidate_recordset()
        policy.rule_ids.invalidate_recordset()
        self.assertEqual(policy.rule_ids._to_core(), expected, "archiving makes no rule wider")

    def test_what_a_rule_names_cannot_be_deleted(self):
        tag = self.env["crm.tag"].create({"name": "Rush"})
        self.publish({"kind": "tagged", "tag_ids": tag.ids})
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            tag.unlink()

    def test_merged_account_stays_in_the_rule(self):
        kept, merged = (self._create_account(self._create_customer(name), self.company) for name in ("Kept", "Merged"))
        self.publish({"kind": "terms", "account_ids": merged.ids})
        self.policies._in_force(self.company)
        merged._move_to(kept.partner_id)
        self.assertEqual(self.policies._in_force(self.company).rules[0].scope.account_ids, frozenset(kept.ids))

    def test_stop_means_closed_too(self):
        stop, watch = self.policies._in_force(self.company).rules[:2]
        self.assertEqual((stop.statuses, watch.statuses), ({"stop", "closed"}, {"watch"}))

    @mute_logger("odoo.sql_db")
    def test_rules_that_say_nothing(self):
        nowhere = dict.fromkeys(("at_quotation", "at_confirmation", "at_change", "at_delivery"), False)
        for rule in (
            {"kind": "exposure", **nowhere},
            {"kind": "exposure", "amount": -1},
            {"kind": "exposure", "percent": -1},
            {"kind": "overdue_amount", "percent": 101},
            {"kind": "first_orders"},
            {"kind": "status"},
            {"kind": "not_assessed"},
        ):
            with self.subTest(rule=rule), self.assertRaises(IntegrityError), self.cr.savepoint():
                self.policy(rule)
        for rule, message in (
            ({"kind": "overdue_days", "days": -1}, "Enter a whole number"),
            ({"kind": "overdue_days", "grace": -1}, "Enter a whole number"),
            ({"kind": "first_orders", "count": -1}, "Enter a whole number"),
            ({"kind": "tagged"}, "which tags"),
            ({"kind": "exposure", "effect": "exempt"}, "cannot exempt"),
            ({"kind": "prepaid", "effect": "warn"}, "can only exempt"),
        ):
            with self.subTest(rule=rule), self.assertRaisesRegex(ValidationError, message):
                self.policy(rule)
        with self.assertRaisesRegex(ValidationError, "Enter a whole number"):
            self.policy(horizon_days=-1)

    def test_summaries(self):
        self.company.currency_id = self.env.ref("base.USD")
        tag = self.env["crm.tag"].create({"name": "Rush"})
        bound = ", as long as no more than the limit is owed with it"
        cases = [
            ({"kind": "exposure"}, "Blocks when exposure with this order is over the limit"),
            (
                {"kind": "exposure", "percent": 5},
                "Blocks when exposure with this order is over the limit by more than 5 %",
            ),
            (
                {"kind": "exposure", "amount": 50, "percent": 5, "grace": 3},
                "Blocks when exposure with this order is over the limit by more than $ 50.00 and more than 5 %; 3 days"
                + " of grace",
            ),
            ({"kind": "overdue_amount", "amount": 50}, "Blocks when more than $ 50.00 is overdue"),
            (
                {"kind": "overdue_amount", "percent": 10},
                "Blocks when more than $ 0.00 and more than 10 % of the exposure is overdue",
            ),
            ({"kind": "overdue_days", "days": 30}, "Blocks when the oldest item is more than 30 days past due"),
            (
                {"kind": "overdue_days", "days": 30, "percent": 10},
                (
                    "Blocks when the oldest item is more than 30 days past due"
                    " and more than 10 % of the exposure is overdue"
                ),
            ),
            ({"kind": "limit_expired"}, "Blocks when the limit has expired"),
            ({"kind": "limit_expired", "grace": 2}, "Blocks when the limit expired more than 2 days ago"),
            ({"kind": "not_assessed", "everybody": True}, "Blocks when no limit has been approved yet"),
            ({"kind": "limited"}, "Blocks when the customer has a limit, whatever is owed of it"),
            ({"kind": "status", "status": "stop"}, "Blocks when the account is on stop or closed"),
            ({"kind": "status", "status": "watch", "effect": "warn"}, "Warns when the account is on watch"),
            (
                {"kind": "payer"},
                (
                    "Blocks when another customer is billed who is no agreed payer, and one of the two has a credit"
                    " account"
                ),
            ),
            ({"kind": "order_value", "amount": 50}, "Blocks when the order is worth more than $ 50.00"),
            ({"kind": "terms"}, "Blocks when the payment terms are better for the customer than approved"),
            ({"kind": "review_overdue"}, "Blocks when the review is overdue"),
            ({"kind": "review_overdue", "grace": 9}, "Blocks when the review has been due for more than 9 days"),
            (
                {"kind": "days_beyond_terms", "days": 9},
                "Blocks when the customer pays more than 9 days late on average",
            ),
            ({"kind": "first_orders", "count": 2}, "Blocks when it is one of the first 2 orders of the customer"),
            ({"kind": "prepaid", "effect": "exempt"}, "Exempts when the order is paid in full in advance"),
            (
                {"kind": "immediate", "effect": "exempt"},
                "Exempts when the order is to be paid at once by its terms" + bound,
            ),
            (
                {"kind": "tagged", "effect": "exempt", "tag_ids": tag.ids},
                "Exempts when the order is tagged Rush" + bound,
            ),
            (
                {"kind": "small_order", "effect": "exempt", "amount": 50},
                "Exempts when the order is worth no more than $ 50.00" + bound,
            ),
        ]
        self.assertEqual({rule["kind"] for rule, _summary in cases}, set(KINDS))
        policy = self.policy(*(rule for rule, _summary in cases))
        for rule, (_rule, summary) in zip(policy.rule_ids, cases, strict=True):
            with self.subTest(summary):
                self.assertEqual(rule.summary.replace("\N{NO-BREAK SPACE}", " "), summary)

    def test_checkpoints_in_words(self):
        words = self.default.rule_ids.mapped("checkpoints")
        self.assertEqual(
            [words[0], words[1], words[5]],
            ["Quotation, Confirmation, Change, Delivery", "Quotation, Confirmation", "Quotation, Confirmation, Change"],
        )

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


@tagged("post_install", "-at_install")
class TestPolicyRemote(PolicyCommon, CreditCommon, HttpCase):
    """Calls of a client on a policy through XML-RPC."""

    def call(self, model, method, *args, **kwargs):
        user = self.administrator
        return self.xmlrpc_object.execute_kw(self.env.cr.dbname, user.id, user.login, model, method, args, kwargs)

    @mute_logger("odoo.http")
    def test_published_stays_as_it_is(self):
        policy = self.env["credit.policy"]._get_in_force(self.company)
        context = {"credit_by_method": True}
        for model, method, *args in (
            ("credit.policy", "write", policy.ids, {"horizon_days": 5}),
            ("credit.policy", "write", policy.ids, {"state": "draft"}),
            ("credit.policy", "create", [{"state": "published", "valid_from": "2020-01-01"}]),
            ("credit.policy", "unlink", policy.ids),
            ("credit.policy.rule", "write", policy.rule_ids.ids, {"effect": "warn"}),
            ("credit.policy.rule", "unlink", policy.rule_ids.ids),
            ("credit.policy.rule", "create", [{"policy_id": policy.id, "name": "x", "kind": "terms"}]),
            ("credit.policy", "_set_published", policy.ids),
        ):
            with self.subTest(model=model, method=method), self.assertRaises(Fault):
                self.call(model, method, *args, context=context)


@tagged("post_install", "-at_install")
class TestPolicyExposure(PolicyCommon, LedgerCommon):
    """The policy in force says which items count as owed, and how far it looks ahead."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls.env["credit.account"]._for(cls.customer, cls.company)

    def promise(self, offset, hour=12, **values):
        """A confirmed order to be delivered in so many days."""
        return self.order(1, commitment_date=f"{self.day(offset)} {hour:02}:00:00", **values)

    def test_counted_categories_follow_the_day(self):
        self.invoice(100, post=False)
        self.order(2)
        self.publish(count_order=False, valid_from=self.day(3))
        self.assertEqual(self.figures(self.customer).total, 300)
        self.assertIn(ORDER, self.company._credit_counted_categories())
        self.assertNotIn(ORDER, self.company._credit_counted_categories(self.day(3)))
        with freeze_time(self.day(3)):
            self.account.invalidate_recordset()
            self.assertEqual(self.account.exposure, 100)
            items = self.env["credit.open.item"].search([("partner_id", "=", self.customer.id)])
            self.assertEqual(
                dict(zip(items.mapped("category"), items.mapped("counts"), strict=True)),
                {DRAFT_INVOICE: True, ORDER: False},
            )

    def test_past_view_uses_the_policy_of_that_day(self):
        order = self.order(2)
        order.date_order = f"{self.day(-5)} 12:00:00"
        self.publish(count_order=False)
        self.assertEqual(self.figures(self.customer).total, 0)
        past = self.env["credit.exposure"]._read_figures(self.account, as_of=self.day(-1))[self.account]
        self.assertEqual(past.total, 200)
        items = self.env["credit.open.item"].with_context(credit_as_of=self.day(-1))
        self.assertTrue(items.search([("partner_id", "=", self.customer.id)]).counts)

    def test_horizon_at_its_edge(self):
        self.publish(horizon_days=30)
        self.promise(30, hour=23)
        self.assertOwes({"order": 100})
        self.promise(31, hour=0)
        self.order(3)
        self.assertOwes({"order": 400, "order_later": 100})
        self.assertAgreesWithOracle(self.customer)
        figures = self.figures(self.customer)
        self.assertEqual((figures.total, figures.of("order_later")), (400, 100))
        self.account.invalidate_recordset()
        self.assertEqual((self.account.exposure, self.account.amount_order_later), (400, 100))
        self.assertIn(self.account, self.env["credit.account"].search([("exposure", "=", 400)]))
        later = self.env["credit.open.item"].search([("category", "=", "order_later")])
        self.assertEqual(later.mapped("counts"), [False])
        with freeze_time(self.day(1)):
            self.assertOwes({"order": 500})
            self.assertAgreesWithOracle(self.customer)

    def test_horizon_turns_with_the_company_s_day(self):
        self.publish(horizon_days=30)
        self.promise(31, hour=3)
        for zone, expected in (("UTC", "order_later"), ("America/New_York", "order"), ("Asia/Shanghai", "order_later")):
            self.company.credit_tz = zone
            with self.subTest(zone=zone), freeze_time(f"{self.today} 12:00:00"):
                self.assertOwes({expected: 100})
                self.assertAgreesWithOracle(self.customer)

    def test_no_horizon(self):
        self.promise(3000)
        self.assertOwes({"order": 100})

    def test_horizon_of_a_past_day(self):
        order = self.promise(20)
        order.date_order = f"{self.day(-5)} 12:00:00"
        self.publish(horizon_days=30)._credit_by_method().write({"valid_from": self.day(-20)})
        self.assertOwes({"order": 100}, as_of=self.day(-4))
        order.commitment_date = f"{self.day(27)} 00:00:00"
        self.assertOwes({"order_later": 100}, as_of=self.day(-4))
        self.assertOwes({"order": 100})

    def test_horizon_of_another_company_is_its_own(self):
        other = self.setup_other_company(name="Other")["company"]
        self.publish(horizon_days=1, company=other)
        self.promise(30)
        self.assertOwes({"order": 100})
