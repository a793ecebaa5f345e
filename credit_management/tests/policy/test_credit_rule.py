from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...core.policy import policy as core
from ...core.policy.kinds import EFFECTS, KINDS, OWN_KINDS
from .credit_policy_common import CreditPolicyCommon


@tagged("post_install", "-at_install")
class TestCreditRule(CreditPolicyCommon):
    """Rules of a policy: as the core reads them, as they are entered, in words."""

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
            ({"kind": "score", "percent": 45}, "Blocks when the customer, assessed today, scores less than 45 points"),
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
        self.assertEqual({rule["kind"] for rule, _summary in cases}, set(OWN_KINDS))
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
