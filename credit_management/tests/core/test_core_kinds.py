from datetime import timedelta

from ...core.exposure.terms import Terms
from ...core.limit.limits import EffectiveLimit
from ...core.policy.facts import PAYMENTS_WINDOW, Facts
from ...core.policy.kinds import BLOCK, KINDS, NO_POLICY, OWN_KINDS, days_expired
from ...core.policy.policy import (
    CONFIRMATION,
    PASS,
    Result,
    Rule,
    decide,
)
from . import test_core_kinds_owed as owed
from .core_policy_common import DAY, EXPIRED, ONE, UNLIMITED, ConditionCommon, facts, limited, policy, rule


class TestConditions(ConditionCommon):
    """Every kind of rule at its edges."""

    def test_what_a_result_is_about_unless_said(self):
        self.assertEqual(Result(1, "exposure", PASS).about, 0)

    def test_payments_of_a_year_count(self):
        self.assertEqual(PAYMENTS_WINDOW, timedelta(days=365))

    def test_kind_payer(self):
        own = {"today": DAY, "customer_id": 8}
        for sold_to, billed_account, agreed, expected in (
            (None, 1, False, PASS),
            (Facts(**own, account_id=2), 0, False, BLOCK),
            (Facts(**own), 1, False, BLOCK),
            (Facts(**own), 0, False, PASS),  # nobody gave either of them credit
            (Facts(**own, account_id=2), 1, True, PASS),
        ):
            with self.subTest(sold_to=sold_to, billed=billed_account, agreed=agreed):
                case = facts(sold_to=sold_to, account_id=billed_account, payer_agreed=agreed)
                (result,) = decide(case, policy(rule("payer")), CONFIRMATION).results
                self.assertEqual(result.outcome, expected)
                self.assertEqual([remedy.kind for remedy in result.remedies], ["agree_payer"] * (expected == BLOCK))
                self.assertEqual(result.observed, "not_agreed" if expected == BLOCK else None)

    def test_kind_score(self):
        """Unknown is no reason, and what it is is told to nobody."""
        asked = rule("score", percent=45)
        for more, met in (({}, False), ({"score": None}, False), ({"score": 44.9}, True), ({"score": 45.0}, False)):
            with self.subTest(more=more):
                (result,) = decide(facts(more=more), policy(asked), CONFIRMATION).results
                self.assertEqual(result.outcome, BLOCK if met else PASS)
                self.assertEqual((result.observed, result.allowed), (None, 45))

    def test_every_kind_is_tested(self):
        tested = {name.removeprefix("test_kind_") for name in dir(self) + dir(owed.TestOwedConditions)}
        self.assertFalse(set(OWN_KINDS) - tested)

    def test_no_policy_says_so(self):
        """The rule built in has no number, and is told from one of a policy by that."""
        for number, observed in ((0, NO_POLICY), (7, None)):
            decision = decide(facts(), policy(Rule(id=number, kind="limited")), CONFIRMATION)
            self.assertEqual(decision.results[0].observed, observed)

    def test_kind_not_assessed(self):
        cases = [
            ({"limit": EffectiveLimit("not_assessed")}, True),
            ({"limit": limited(0)}, False),
            ({"limit": UNLIMITED}, False),
            ({"limit": EXPIRED}, False),
        ]
        self.check(rule("not_assessed"), cases)

    def test_kind_status(self):
        one = rule("status", statuses=frozenset({"stop", "closed"}))
        cases = [("stop", True), ("closed", True), ("watch", False), ("active", False), ("not_assessed", False)]
        self.check(one, [({"status": status}, met) for status, met in cases])

    def test_kind_order_value(self):
        one = rule("order_value", amount=50)
        self.check(one, [({"value": 50}, False), ({"value": 50.01}, True), ({"value": 60, "prepaid": 60}, True)])

    def test_kind_terms(self):
        approved = Terms(30, 2, 10)
        cases = [
            (Terms(30, 2, 10), False),
            (Terms(31, 2, 10), True),
            (Terms(29, 2, 10), False),
            (Terms(30, 2.01, 10), True),
            (Terms(30, 1, 10), False),
            (Terms(30, 1, 11), True),
            (Terms(30, 0, 90), False),
            (Terms(), False),
        ]
        self.check(rule("terms"), [({"terms": terms, "approved_terms": approved}, met) for terms, met in cases])
        self.check(
            rule("terms"), [({"terms": Terms(1), "approved_terms": Terms()}, True), ({"terms": Terms(90)}, False)]
        )

    def test_kind_review_overdue(self):
        cases = [({"next_review": None}, False), ({"next_review": DAY}, False), ({"next_review": DAY - ONE}, True)]
        self.check(rule("review_overdue"), cases)
        cases = [({"next_review": DAY - 30 * ONE}, False), ({"next_review": DAY - 31 * ONE}, True)]
        self.check(rule("review_overdue", grace=30), cases)

    def test_kind_days_beyond_terms(self):
        one = rule("days_beyond_terms", days=10, grace=2)
        cases = [(None, False), (-5.0, False), (12.0, False), (12.1, True)]
        self.check(one, [({"days_beyond_terms": late}, met) for late, met in cases])

    def test_kind_first_orders(self):
        cases = [(None, False), (0, True), (1, True), (2, False)]
        self.check(rule("first_orders", count=2), [({"earlier_orders": earlier}, met) for earlier, met in cases])

    def test_kind_prepaid(self):
        cases = [
            ({"total": 10, "prepaid_total": 9.99}, False),
            ({"total": 10, "prepaid_total": 10}, True),
            ({"total": 10, "prepaid_total": 11}, True),
            ({"total": 10, "claim": 0}, False),  # invoiced: nothing left to claim, and nothing paid
            ({"total": 0, "claim": 0}, True),
        ]
        self.check(rule("prepaid"), cases)

    def test_kind_immediate(self):
        self.check(rule("immediate"), [({"terms": Terms(0)}, True), ({"terms": Terms(1)}, False)])

    def test_kind_tagged(self):
        one = rule("tagged", tag_ids=frozenset({1, 2}))
        self.check(one, [({"tag_ids": frozenset({2, 3})}, True), ({"tag_ids": frozenset({3})}, False), ({}, False)])

    def test_kind_small_order(self):
        self.check(rule("small_order", amount=50), [({"value": 50}, True), ({"value": 50.01}, False)])

    def test_what_else_is_known_of_a_kind(self):
        def those(flag):
            return {code for code, kind in KINDS.items() if getattr(kind, flag)}

        self.assertEqual(those("percent_of_exposure"), {"overdue_amount", "overdue_days"})
        self.assertEqual(those("is_about_not_assessed"), {"not_assessed"})
        self.assertEqual(those("is_set_by_sales"), {"immediate", "tagged"})
        self.assertEqual(those("is_bounded"), {"immediate", "tagged", "small_order"})
        self.assertEqual(those("is_excuse"), {"prepaid", "immediate", "tagged", "small_order"})

    def test_what_is_compared(self):
        self.assertEqual(self.result(rule("exposure"), limit=EXPIRED, claim=0.01).allowed, 0)
        self.assertEqual(self.result(rule("immediate"), terms=Terms(30))[3:5], (30, 0))
        self.assertEqual(self.result(rule("review_overdue"), next_review=None).observed, 0)

    def test_days_expired(self):
        self.assertEqual(days_expired(facts(limit=EXPIRED)), 3)
        self.assertEqual(days_expired(facts(limit=limited(5, valid_to=DAY + 3 * ONE))), 0)
        self.assertEqual(days_expired(facts()), 0)

    def test_half_a_coin_short_is_prepaid(self):
        self.check(rule("prepaid"), [({"total": 10.5, "prepaid_total": 10, "total_rounding": 1}, True)])

    def test_impossible_rules(self):
        for arguments in ((1, "astrology"), (1, "exposure", "forgive")):
            with self.subTest(arguments), self.assertRaises(ValueError):
                Rule(*arguments)
