from dataclasses import replace

from ...core.exposure.terms import Terms
from ...core.limit.limits import EffectiveLimit
from ...core.policy.facts import Facts, Release
from ...core.policy.kinds import BLOCK, EXEMPT, WARN, Remedy
from ...core.policy.policy import (
    CHECKPOINTS,
    CONFIRMATION,
    NOT_APPLICABLE,
    NOT_REACHED,
    PASS,
    QUOTATION,
    Decision,
    Result,
    Scope,
    decide,
    measures,
)
from .core_common import CoreCase
from .core_policy_common import DAY, EXPIRED, UNLIMITED, amounts, facts, limited, policy, rule


class TestSoldTo(CoreCase):
    """Where one customer orders and another is billed, some rules look at both."""

    STOP = rule("status", statuses=frozenset({"stop"}))

    def look(self, checked, sold_to, **values):
        decision = decide(facts(customer_id=7, sold_to=sold_to, **values), policy(checked), CONFIRMATION)
        (result,) = decision.results
        return result.outcome, result.observed, result.about

    def party(self, **values):
        return Facts(**{"today": DAY, "customer_id": 8, "status": "active", "limit": limited(100)} | values)

    def test_status_of_either(self):
        for billed, sold_to, expected in (
            ("active", self.party(), (PASS, "active", 7)),
            ("active", self.party(status="stop"), (BLOCK, "stop", 8)),
            ("stop", self.party(), (BLOCK, "stop", 7)),
            ("stop", None, (BLOCK, "stop", 0)),
            ("active", None, (PASS, "active", 0)),
        ):
            with self.subTest(billed=billed, sold_to=sold_to):
                self.assertEqual(self.look(self.STOP, sold_to, status=billed), expected)

    def test_either_not_assessed(self):
        unassessed = EffectiveLimit("not_assessed")
        for billed, sold_to, expected in (
            (limited(1), limited(1), (PASS, "limited", 7)),
            (limited(1), unassessed, (BLOCK, "not_assessed", 8)),
            (unassessed, limited(1), (BLOCK, "not_assessed", 7)),
        ):
            with self.subTest(billed=billed, sold_to=sold_to):
                found = self.look(rule("not_assessed"), self.party(limit=sold_to), limit=billed)
                self.assertEqual(found, expected)

    def test_each_in_the_scope_that_fits_it(self):
        """A rule for one grade is about the party of that grade."""
        checked = rule("status", statuses=frozenset({"stop"}), scope=Scope(everybody=True, grade_ids=frozenset({5})))
        self.assertEqual(self.look(checked, self.party(status="stop"), status="stop")[0], NOT_APPLICABLE)
        self.assertEqual(self.look(checked, self.party(status="stop", grade_id=5)), (BLOCK, "stop", 8))
        self.assertEqual(self.look(checked, self.party(grade_id=5), status="stop"), (PASS, "active", 8))

    def test_release_is_for_who_ordered(self):
        released = Release(cap=10, currency_id=0, valid_until=DAY, customer_id=7, sold_to_id=8)
        for sold_to, covered in ((self.party(), True), (self.party(customer_id=9), False), (None, False)):
            with self.subTest(sold_to=sold_to):
                self.assertEqual(released.covers(facts(customer_id=7, total=10, sold_to=sold_to)), covered)

    def test_exposure_stays_that_of_the_customer_billed(self):
        found = self.look(rule("exposure"), self.party(limit=limited(0)))
        self.assertEqual(found, (PASS, 10, 0))


class TestDecide(CoreCase):
    """Rules in their order, for whom and where they apply, and what would help."""

    def test_prepaid_lowers_the_claim_and_never_below_nothing(self):
        for prepaid, unpaid in ((0, 10), (4, 6), (10, 0), (25, 0)):
            known = facts(prepaid=prepaid, exposure=50)
            self.assertEqual((known.claim_unpaid, known.exposure_after), (unpaid, 50 + unpaid))

    def test_exemption_stops_what_follows_and_nothing_before(self):
        block = rule("order_value")
        exempt = rule("immediate", effect=EXEMPT)
        decision = decide(facts(), policy(exempt, block), CONFIRMATION)
        self.assertEqual([result.outcome for result in decision.results], [EXEMPT, NOT_REACHED])
        self.assertEqual(decision.outcome, PASS)
        decision = decide(facts(), policy(block, exempt), CONFIRMATION)
        self.assertEqual((decision.outcome, len(decision.findings)), (BLOCK, 1))
        decision = decide(facts(terms=Terms(30)), policy(exempt, block), CONFIRMATION)
        self.assertEqual([result.outcome for result in decision.results], [PASS, BLOCK])

    def test_exemptions_sales_can_bring_about_end_with_the_limit(self):
        cases = [
            ({"exposure": 90.0}, 0.0, True),
            ({"exposure": 90.01}, 0.0, False),
            ({"exposure": 90.01, "prepaid": 0.01}, 0.0, True),
            ({"exposure": 900.0, "prepaid": 10}, 0.0, True),  # it adds nothing
            ({"exposure": 900.0, "prepaid": 9.5}, 0.0, False),
            ({"exposure": 140.0}, 150.0, True),
            ({"exposure": 140.01}, 150.0, False),
            ({"exposure": 90.0}, 50.0, True),
            ({"exposure": 1e9, "limit": UNLIMITED}, 0.0, True),
            ({"exposure": 0.0, "limit": EffectiveLimit("not_assessed")}, 0.0, False),
            ({"exposure": 10.0, "limit": EffectiveLimit("not_assessed")}, 20.0, True),
            ({"exposure": 10.01, "limit": EffectiveLimit("not_assessed")}, 20.0, False),
            ({"exposure": 90.0, "limit": EXPIRED}, 0.0, False),
        ]
        bounded = [
            rule("small_order", amount=50, effect=EXEMPT),
            rule("immediate", effect=EXEMPT),
            rule("tagged", tag_ids=frozenset({1}), effect=EXEMPT),
        ]
        for one in bounded:
            for known, most, exempts in cases:
                with self.subTest(one.kind, known=known, most=most):
                    found = facts(tag_ids=frozenset({1}), **known)
                    decision = decide(found, policy(replace(one, most=most), rule("order_value")), CONFIRMATION)
                    self.assertEqual(decision.results[0].outcome, EXEMPT if exempts else PASS)
                    self.assertEqual(decision.blocked, not exempts)

    def test_other_effects_and_other_exemptions_know_no_end(self):
        late = facts(exposure=1e9)
        self.assertEqual(decide(late, policy(rule("immediate", effect=WARN)), CONFIRMATION).outcome, WARN)
        first = rule("first_orders", count=3, effect=EXEMPT)
        self.assertEqual(
            decide(replace(late, earlier_orders=0), policy(first), CONFIRMATION).results[0].outcome, EXEMPT
        )

    def test_which_rules_ask_what_is_owed(self):
        for one, asks in (
            (rule("exposure"), True),
            (rule("order_value"), False),
            (rule("small_order", effect=EXEMPT), True),
            (rule("tagged", effect=WARN), False),
            (rule("first_orders", effect=EXEMPT), False),
        ):
            self.assertEqual(measures(one), asks, one)

    def test_the_worst_outcome_counts(self):
        warn, block = rule("order_value", effect=WARN), rule("order_value")
        for rules, outcome in (((), PASS), ((warn,), WARN), ((warn, block), BLOCK), ((block, warn), BLOCK)):
            self.assertEqual(decide(facts(), policy(*rules), CONFIRMATION).outcome, outcome)

    def test_checkpoints(self):
        one = rule("order_value", checkpoints=frozenset({CONFIRMATION}))
        for checkpoint in CHECKPOINTS:
            decision = decide(facts(), policy(one), checkpoint)
            self.assertEqual((decision.blocked, len(decision.results)), (checkpoint == CONFIRMATION,) * 2)
        self.assertEqual(policy(one).rules_at(CONFIRMATION), [one])
        self.assertEqual(policy(one).rules_at(QUOTATION), [])

    def test_scope(self):
        known = facts(
            account_id=1, grade_id=2, risk_class="high", category_ids=frozenset({3, 4}), team_id=5, country_id=6,
            industry_id=7,
        )  # fmt: skip
        cases = [
            ({"account_ids": {1}}, {"account_ids": {9}}),
            ({"grade_ids": {2}}, {"grade_ids": {9}}),
            ({"risk_classes": {"high"}}, {"risk_classes": {"low", "medium"}}),
            ({"category_ids": {4, 9}}, {"category_ids": {9}}),
            ({"team_ids": {5}}, {"team_ids": {9}}),
            ({"country_ids": {6}}, {"country_ids": {9}}),
            ({"industry_ids": {7}}, {"industry_ids": {9}}),
            ({"grade_ids": {2}, "team_ids": {5}}, {"grade_ids": {2}, "team_ids": {9}}),
        ]
        for inside, outside in cases:
            for values, outcome in ((inside, BLOCK), (outside, NOT_APPLICABLE)):
                scope = Scope(**{name: frozenset(ids) for name, ids in values.items()})
                with self.subTest(values):
                    decision = decide(known, policy(rule("order_value", scope=scope)), CONFIRMATION)
                    self.assertEqual(decision.results[0].outcome, outcome)

    def test_customers_not_assessed_are_for_rules_that_say_so(self):
        nobody = EffectiveLimit("not_assessed")
        for everybody in (False, True):
            for limit, applies in ((nobody, everybody), (limited(0), True), (UNLIMITED, True), (EXPIRED, True)):
                one = rule("order_value", scope=Scope(everybody=everybody))
                self.assertEqual(decide(facts(limit=limit), policy(one), CONFIRMATION).blocked, applies)

    def test_remedies(self):
        decision = decide(facts(exposure=95, claim=10), policy(rule("exposure")), CONFIRMATION)
        self.assertEqual(amounts(decision.results[0]), {"pay": 5, "raise_limit": 5, "reduce": 5})
        decision = decide(facts(exposure=120, claim=10), policy(rule("exposure")), CONFIRMATION)
        self.assertEqual(amounts(decision.results[0]), {"pay": 30, "raise_limit": 30})
        self.assertIsNone(decision.reduction)
        one = rule("overdue_amount", amount=10, percent=25)
        decision = decide(facts(exposure=100, overdue=40, oldest_days_past_due=1), policy(one), CONFIRMATION)
        self.assertEqual(decision.results[0].remedies, (Remedy("pay", 20),))
        both = policy(rule("exposure"), rule("order_value", amount=8))
        decision = decide(facts(exposure=95), both, CONFIRMATION)
        self.assertIsNone(decision.payment)
        self.assertEqual(round(decision.reduction, 6), 5)

    def test_one_payment_clears_every_failure(self):
        known = facts(exposure=120, overdue=40, oldest_days_past_due=9)
        for parts in ((rule("exposure"), rule("overdue_amount")), (rule("overdue_amount"), rule("exposure"))):
            decision = decide(known, policy(*parts), CONFIRMATION)
            self.assertEqual(sorted(amounts(one)["pay"] for one in decision.failures), [30, 40])
            self.assertEqual(decision.payment, 40)
        both = policy(rule("order_value", amount=8), rule("order_value", amount=4))
        self.assertEqual(decide(facts(), both, CONFIRMATION).reduction, 6)

    def test_of_two_ways_out_of_one_failure_the_cheaper(self):
        ways = (Remedy("pay", 5), Remedy("pay", 3), Remedy("reduce", 4), Remedy("reduce", 2))
        decision = Decision(BLOCK, facts(), (Result(1, "exposure", BLOCK, remedies=ways),))
        self.assertEqual((decision.payment, decision.reduction), (3, 2))

    def test_nothing_to_pay_where_nothing_fails(self):
        decision = decide(facts(), policy(rule("exposure")), CONFIRMATION)
        self.assertEqual((decision.payment, decision.reduction), (None, None))

    def test_an_order_is_not_reduced_to_nothing(self):
        decision = decide(facts(exposure=100, claim=10), policy(rule("exposure")), CONFIRMATION)
        self.assertEqual(amounts(decision.results[0]), {"pay": 10, "raise_limit": 10})
        decision = decide(facts(exposure=99.99, claim=10), policy(rule("exposure")), CONFIRMATION)
        self.assertEqual(amounts(decision.results[0]), {"pay": 9.99, "raise_limit": 9.99, "reduce": 9.99})

    def test_remedies_are_whole_coins(self):
        known = facts(limit=limited(33.33), exposure=33, claim=10)
        (result,) = decide(known, policy(rule("exposure", percent=1.5)), CONFIRMATION).results
        self.assertEqual(amounts(result)["pay"], 9.18)  # 43 - 33.82995, rounded up
