import math
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ...core.exposure.terms import Terms
from ...core.limit.limits import EffectiveLimit
from ...core.policy.facts import PAYMENTS_WINDOW, Facts, Release
from ...core.policy.kinds import BLOCK, EXEMPT, KINDS, NO_POLICY, WARN, Remedy, days_expired
from ...core.policy.policy import (
    CHECKPOINTS,
    CONFIRMATION,
    DELIVERY,
    INVOICE,
    NOT_APPLICABLE,
    NOT_REACHED,
    PASS,
    QUOTATION,
    Decision,
    Policy,
    Result,
    Rule,
    Scope,
    decide,
    decide_all,
    measures,
)
from .core_common import CoreCase

DAY = date(2026, 6, 15)
ONE = timedelta(days=1)
EVERYBODY = Scope(everybody=True)


def limited(amount, **values):
    return EffectiveLimit("limited", amount, **values)


UNLIMITED = EffectiveLimit("unlimited")
EXPIRED = limited(0, valid_to=DAY - 3 * ONE, expired=True, expired_amount=100)


def facts(**values):
    return Facts(**{"today": DAY, "status": "active", "limit": limited(100), "claim": 10, "value": 10} | values)


def policy(*rules, **values):
    return Policy(rules=tuple(rules), **values)


def rule(kind, **values):
    values.setdefault("scope", EVERYBODY)
    return Rule(1, kind, **values)


def amounts(result):
    return {remedy.kind: round(remedy.amount, 6) for remedy in result.remedies}


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


class TestConditions(CoreCase):
    """Every kind of rule at its edges."""

    def check(self, one, cases):
        """Each case: what is known, whether the rule is met."""
        for values, met in cases:
            with self.subTest(kind=one.kind, **values):
                decision = decide(facts(**values), policy(one), CONFIRMATION)
                self.assertEqual(decision.blocked, met)

    def test_floor_of_what_may_be_overdue(self):
        """The amount of the rule, or the percent of a limit: of no other state, and of no endless one."""
        for limit, amount, allowed in (
            (limited(150), 0, 1.5),
            (limited(150), 2, 2),
            (limited(math.inf), 2, 2),
            (UNLIMITED, 2, 2),
            (EffectiveLimit("not_assessed", 1000.0), 2, 2),
        ):
            with self.subTest(limit=limit, amount=amount):
                checked = policy(rule("overdue_amount", amount=amount, limit_percent=1))
                case = facts(limit=limit, oldest_days_past_due=5)
                found = {
                    overdue: decide(replace(case, overdue=overdue), checked, CONFIRMATION).blocked
                    for overdue in (allowed, allowed + 0.01)
                }
                self.assertEqual(found, {allowed: False, allowed + 0.01: True})

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

    def test_every_kind_is_tested(self):
        tested = {name.removeprefix("test_kind_") for name in dir(self)}
        self.assertFalse(set(KINDS) - tested)

    def test_kind_limited(self):
        none = EffectiveLimit("not_assessed")
        cases = [({}, True), ({"exposure": 0}, True), ({"limit": UNLIMITED}, False), ({"limit": none}, False)]
        self.check(rule("limited"), cases)

    def test_no_policy_says_so(self):
        """The rule built in has no number, and is told from one of a policy by that."""
        for number, observed in ((0, NO_POLICY), (7, None)):
            decision = decide(facts(), policy(Rule(id=number, kind="limited")), CONFIRMATION)
            self.assertEqual(decision.results[0].observed, observed)

    def test_kind_exposure(self):
        cases = [
            ({"exposure": 89.99}, False),
            ({"exposure": 90}, False),
            ({"exposure": 90.01}, True),
            ({"exposure": 90.01, "prepaid": 0.01}, False),
            ({"exposure": 150, "prepaid": 10}, False),
            ({"exposure": 150, "prepaid": 99}, False),
            ({"exposure": 150, "claim": 0}, False),
            ({"exposure": 150, "claim": -5}, False),
            ({"exposure": -50, "claim": 150}, False),
            ({"exposure": -50, "claim": 150.01}, True),
            ({"limit": limited(0), "claim": 0.01}, True),
            ({"limit": limited(0), "claim": 0}, False),
            ({"limit": EffectiveLimit("not_assessed"), "exposure": 10**6}, False),
            ({"limit": UNLIMITED, "exposure": 10**6}, False),
            ({"limit": EXPIRED, "claim": 0.01}, True),
        ]
        self.check(rule("exposure"), cases)

    def test_kind_exposure_tolerates_the_larger_of_amount_and_percent(self):
        for tolerance, top in (
            ({"percent": 5}, 105),
            ({"amount": 7}, 107),
            ({"amount": 7, "percent": 5}, 107),
            ({"amount": 4, "percent": 5}, 105),
        ):
            one = rule("exposure", **tolerance)
            self.check(one, [({"exposure": top - 10}, False), ({"exposure": top - 9.99}, True)])
        self.check(rule("exposure", percent=5), [({"limit": limited(0), "claim": 0.01}, True)])

    def test_kind_exposure_counts_an_expired_limit_for_the_days_of_grace(self):
        for grace, met in ((2, True), (3, False), (4, False)):
            self.check(rule("exposure", grace=grace), [({"limit": EXPIRED, "exposure": 90}, met)])
        self.check(rule("exposure", grace=3), [({"limit": EXPIRED, "exposure": 90.01}, True)])
        endless = limited(0, valid_to=DAY - ONE, expired=True, expired_amount=math.inf)
        self.check(rule("exposure", grace=1, percent=5), [({"limit": endless, "exposure": 10**9}, False)])
        decision = decide(facts(limit=endless), policy(rule("exposure", grace=1)), CONFIRMATION)
        self.assertIsNone(decision.results[0].allowed, "infinity cannot be stored")
        self.check(rule("exposure", grace=0), [({"limit": endless}, True)])

    def test_kind_exposure_in_a_currency_without_cents(self):
        self.check(
            rule("exposure"), [({"exposure": 90.4, "rounding": 1}, False), ({"exposure": 91, "rounding": 1}, True)]
        )

    def test_kind_overdue_amount(self):
        late = {"exposure": 200, "oldest_days_past_due": 4}
        self.check(rule("overdue_amount"), [({"overdue": 0}, False), ({"overdue": 0.01, **late}, True)])
        one = rule("overdue_amount", amount=50, grace=3)
        self.check(
            one,
            [
                ({"overdue": 49.99, **late}, False),
                ({"overdue": 50, **late}, False),
                ({"overdue": 50.01, **late}, True),
                ({"overdue": 90, **late, "oldest_days_past_due": 3}, False),
            ],
        )
        one = rule("overdue_amount", amount=10, percent=25)
        self.check(
            one,
            [
                ({"overdue": 50, **late}, False),
                ({"overdue": 50.01, **late}, True),
                ({"overdue": 10, **late, "exposure": 20}, False),
                ({"overdue": 10.01, **late, "exposure": 20}, True),
                ({"overdue": 20, **late, "exposure": -5}, True),
            ],
        )

    def test_kind_overdue_days(self):
        one = rule("overdue_days", days=30, grace=2)
        ages = [
            ({"oldest_days_past_due": age, "overdue": 5}, met) for age, met in ((0, False), (32, False), (33, True))
        ]
        self.check(one, ages)
        self.check(rule("overdue_days"), [({"oldest_days_past_due": 0}, False), ({"oldest_days_past_due": 1}, True)])

    def test_a_small_old_item_is_no_reason(self):
        one, old = rule("overdue_days", days=30, percent=10), {"oldest_days_past_due": 31, "exposure": 1000}
        self.check(
            one,
            [
                ({**old, "overdue": 100}, False),
                ({**old, "overdue": 100.01}, True),
                ({**old, "overdue": 1000, "oldest_days_past_due": 30}, False),
                ({**old, "overdue": 5, "exposure": -5}, True),
            ],
        )

    def test_a_few_cents_are_no_reason_whatever_their_share(self):
        old = {"oldest_days_past_due": 400, "exposure": 0.03}
        for kind in ("overdue_days", "overdue_amount"):
            for floor, least in (({"limit_percent": 1}, 100), ({"amount": 50}, 50)):
                one = rule(kind, percent=10, **floor)
                self.check(
                    one,
                    [
                        ({**old, "overdue": 0.03, "limit": limited(10_000)}, False),
                        ({**old, "overdue": least, "exposure": least, "limit": limited(10_000)}, False),
                        ({**old, "overdue": least + 0.01, "exposure": least, "limit": limited(10_000)}, True),
                    ],
                )
            self.check(
                rule(kind, limit_percent=1),
                [
                    ({**old, "overdue": 0.03, "limit": UNLIMITED}, True),
                    ({**old, "overdue": 0.03, "limit": limited(0)}, True),
                ],
            )

    def test_money_that_is_there_already_is_to_be_matched(self):
        for unmatched, ways in (
            (50, ["match", "pay", "raise_limit", "reduce"]),
            (49.99, ["pay", "raise_limit", "reduce"]),
        ):
            decision = decide(
                facts(exposure=140, claim=60, unmatched=unmatched, limit=limited(150)),
                policy(rule("exposure")),
                CONFIRMATION,
            )
            self.assertEqual([remedy.kind for remedy in decision.failures[0].remedies], ways)

    def test_kind_limit_expired(self):
        for grace, met in ((0, True), (2, True), (3, False)):
            self.check(rule("limit_expired", grace=grace), [({"limit": EXPIRED}, met)])
        cases = [
            ({"limit": limited(5, valid_to=DAY)}, False),
            ({"limit": UNLIMITED}, False),
            ({"limit": EffectiveLimit("not_assessed")}, False),
        ]
        self.check(rule("limit_expired"), cases)

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

    def result(self, one, **values):
        return decide(facts(**values), policy(one), CONFIRMATION).results[0]

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

    def test_what_to_pay_of_what_is_overdue(self):
        late = {"oldest_days_past_due": 40, "exposure": 100}
        self.assertEqual(self.result(rule("overdue_days", days=30), **late, overdue=5).remedies, (Remedy("pay", 5),))
        cases = [
            ({"amount": 10}, {"overdue": 40}, 30),
            ({"percent": 25}, {"overdue": 40.5}, 20.67),
            ({"amount": 10, "percent": 25}, {"overdue": 25.01}, 0.02),
            ({"amount": 10, "percent": 100}, {"overdue": 60, "exposure": 50}, 50),
        ]
        for thresholds, known, payment in cases:
            with self.subTest(**thresholds, **known):
                found = self.result(rule("overdue_amount", **thresholds), **late | known)
                self.assertEqual(amounts(found), {"pay": payment})

    def test_coins_are_counted_to_the_millionth(self):
        for value, reduction in ((0.03000004, 0.04), (0.030000001, 0.03)):
            self.assertEqual(amounts(self.result(rule("order_value"), value=value)), {"reduce": reduction})

    def test_less_than_one_too_much_can_be_reduced(self):
        found = self.result(rule("exposure"), exposure=90.5)
        self.assertEqual(amounts(found), {"pay": 0.5, "raise_limit": 0.5, "reduce": 0.5})
        self.assertEqual(Remedy("ask").amount, 0)

    def test_impossible_rules(self):
        for arguments in ((1, "astrology"), (1, "exposure", "forgive")):
            with self.subTest(arguments), self.assertRaises(ValueError):
                Rule(*arguments)


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


class TestRelease(CoreCase):
    """An override holds for one order within its bounds, and not a cent or a day longer."""

    RELEASE = Release(cap=500, currency_id=1, valid_until=DAY, prepayment=50, terms=Terms(30))
    RULES = policy(rule("order_value"), release_grace=2)

    def decide(self, checkpoint=CONFIRMATION, release=None, **values):
        within = {"total": 500, "prepaid_total": 50, "currency_id": 1, "terms": Terms(30)}
        known = facts(release=release or self.RELEASE, **within | values)
        return decide(known, self.RULES, checkpoint)

    def test_edges(self):
        cases = [
            ("as released", {}, True),
            ("below the cap", {"total": 499.99}, True),
            ("a cent above the cap", {"total": 500.01}, False),
            ("another currency", {"currency_id": 2}, False),
            ("a cent less prepaid", {"prepaid_total": 49.99}, False),
            ("more prepaid", {"prepaid_total": 60}, True),
            ("longer terms", {"terms": Terms(31)}, False),
            ("shorter terms", {"terms": Terms(29)}, True),
            ("the day before", {"today": DAY - ONE}, True),
            ("the day after", {"today": DAY + ONE}, False),
        ]
        for title, values, released in cases:
            with self.subTest(title):
                decision = self.decide(**values)
                self.assertEqual((decision.released, decision.blocked), (released, not released))
                self.assertEqual(len(decision.failures), 1, "the results still say why it was needed")

    def test_cap_is_in_the_order_s_own_coins(self):
        self.assertTrue(self.decide(total=500.01, rounding=1).blocked, "a company without cents, an order with them")
        thousandth = Release(cap=500, currency_id=1, valid_until=DAY)
        self.assertTrue(self.decide(release=thousandth, total=500.001, total_rounding=0.001).blocked)
        self.assertTrue(self.decide(release=thousandth, total=500.4, total_rounding=1).released)

    def test_half_a_coin_is_no_difference(self):
        self.assertTrue(self.decide(total=500.5, total_rounding=1).released)
        self.assertTrue(self.decide(prepaid_total=49.5, total_rounding=1).released)
        self.assertFalse(facts(rounding=1).exceeds(100.5, 100))
        self.assertTrue(facts(rounding=1).exceeds(100.75, 100))

    def test_without_days_of_grace_the_last_day_is_the_last(self):
        known = facts(total=500, prepaid_total=50, currency_id=1, terms=Terms(30))
        self.assertTrue(self.RELEASE.covers(known))
        self.assertFalse(self.RELEASE.covers(replace(known, today=DAY + ONE)))

    def test_grace_is_for_goods_that_leave(self):
        for days, at_delivery in ((1, True), (2, True), (3, False)):
            today = DAY + days * ONE
            self.assertEqual(self.decide(DELIVERY, today=today).released, at_delivery)
            self.assertFalse(self.decide(CONFIRMATION, today=today).released)

    def test_not_needed(self):
        decision = decide(facts(release=self.RELEASE), policy(), CONFIRMATION)
        self.assertEqual((decision.outcome, decision.released), (PASS, False))


class TestDecideAll(CoreCase):
    """Orders of one customer are judged on their sum, in order."""

    def passed(self, batch, *rules):
        return [not decision.blocked for decision in decide_all(batch, policy(*rules), CONFIRMATION)]

    def test_in_order_and_by_customer(self):
        batch = [
            facts(customer_id=customer, claim=claim)
            for customer, claim in ((1, 60), (2, 60), (1, 50), (1, 40), (2, 41))
        ]
        self.assertEqual(self.passed(batch, rule("exposure")), [True, True, False, True, False])

    def test_what_is_prepaid_takes_nothing(self):
        batch = [
            facts(customer_id=1, claim=90, prepaid=50),
            facts(customer_id=1, claim=60),
            facts(customer_id=1, claim=1),
        ]
        self.assertEqual(self.passed(batch, rule("exposure")), [True, True, False])

    def test_passing_orders_are_earlier_ones(self):
        batch = [facts(customer_id=1, earlier_orders=0) for _ in range(3)]
        decisions = decide_all(batch, policy(rule("first_orders", count=2, effect=WARN)), CONFIRMATION)
        self.assertEqual([decision.outcome for decision in decisions], [WARN, WARN, PASS])

    def test_released_orders_take_too(self):
        release = Release(cap=500, currency_id=0, valid_until=DAY, customer_id=1)
        batch = [facts(customer_id=1, claim=150, release=release), facts(customer_id=1, claim=1)]
        self.assertEqual(self.passed(batch, rule("exposure")), [True, False])

    def test_release_is_for_its_customer_company_and_failures(self):
        release = Release(cap=500, currency_id=0, valid_until=DAY, customer_id=1, kinds=frozenset({"exposure"}))
        stop = rule("status", statuses=frozenset({"stop"}))
        for values, blocked in (
            ({}, False),
            ({"customer_id": 2}, True),
            ({"company_id": 3}, True),
            ({"status": "stop"}, True),
        ):
            with self.subTest(values=values):
                found = decide(
                    facts(**({"customer_id": 1, "claim": 150, "release": release} | values)),
                    policy(rule("exposure"), stop),
                    CONFIRMATION,
                )
                self.assertEqual(found.blocked, blocked)

    def test_at_delivery_what_counts_already_counts_whether_it_passes_or_not(self):
        """As if each were asked about alone, with the others confirmed beside it."""
        batch = [
            facts(customer_id=1, claim=60, counted=60),
            facts(customer_id=2, claim=60, counted=60),
            facts(customer_id=1, claim=50, counted=50),
        ]
        decisions = decide_all(batch, policy(rule("exposure")), DELIVERY)
        self.assertEqual([decision.blocked for decision in decisions], [True, False, True])
        self.assertEqual([decision.facts.exposure_after for decision in decisions], [110, 60, 110])
        self.assertEqual(
            [decision.blocked for decision in decide_all(batch, policy(rule("exposure")), CONFIRMATION)],
            [False, False, True],
        )

    def test_at_delivery_what_counts_already_is_not_counted_twice(self):
        batch = [facts(customer_id=1, claim=30, counted=30) for _ in range(3)]
        decisions = decide_all(batch, policy(rule("exposure")), DELIVERY)
        self.assertEqual([decision.facts.exposure_after for decision in decisions], [90, 90, 90])

    def test_drafts_that_count_already_are_owed_before_and_after(self):
        known = [facts(claim=60, counted=60), facts(claim=60, counted=60)]
        held = decide_all(known, policy(rule("exposure")), INVOICE)
        self.assertEqual([(one.blocked, one.facts.exposure) for one in held], [(True, 60), (True, 60)])

    def test_drafts_that_do_not_count_are_taken_when_posted(self):
        known = [facts(claim=60), facts(claim=60), facts(claim=40)]
        held = decide_all(known, policy(rule("exposure")), INVOICE)
        self.assertEqual([one.blocked for one in held], [False, True, False])

    def test_orders_that_do_not_count_are_owed_once_invoiced(self):
        """What stands behind the first one, 50, is owed as soon as that is posted."""
        known = [facts(claim=10, counted=-50, exposure=50), facts(claim=40, exposure=50)]
        held = decide_all(known, policy(rule("exposure")), INVOICE)
        self.assertEqual([(one.blocked, one.facts.exposure) for one in held], [(False, 50), (False, 60)])

    def test_at_delivery_what_does_not_count_yet_is_taken(self):
        batch = [facts(customer_id=1, claim=30), facts(customer_id=1, claim=20, counted=20)]
        decisions = decide_all(batch, policy(rule("exposure")), DELIVERY)
        self.assertEqual([decision.facts.exposure_after for decision in decisions], [50, 50])

    def test_before_delivery_every_passing_order_is_taken(self):
        batch = [facts(customer_id=1, claim=30, counted=30), facts(customer_id=1, claim=20)]
        decisions = decide_all(batch, policy(rule("exposure")), CONFIRMATION)
        self.assertEqual([decision.facts.exposure_after for decision in decisions], [30, 50])


cents = st.integers(0, 100_000).map(lambda number: number / 100)
percents = st.sampled_from([0, 0.5, 5, 33.3, 80, 100])
limits = st.one_of(
    st.builds(limited, cents),
    st.just(UNLIMITED),
    st.just(EffectiveLimit("not_assessed")),
    st.builds(
        lambda amount, kept, days: limited(kept, valid_to=DAY - days * ONE, expired=True, expired_amount=amount),
        cents | st.just(math.inf),
        cents,
        st.integers(1, 9),
    ),
)
terms = st.builds(Terms, st.integers(0, 3), st.sampled_from([0.0, 2.0]), st.integers(0, 2))


@st.composite
def any_rule(draw, effects=(WARN, BLOCK)):
    kind = draw(st.sampled_from(sorted(KINDS)))
    effect = draw(st.sampled_from(effects))
    return Rule(
        draw(st.integers(1, 99)),
        kind,
        effect if effect != EXEMPT or EXEMPT in KINDS[kind].effects else BLOCK,
        scope=Scope(everybody=draw(st.booleans()), grade_ids=draw(st.frozensets(st.integers(1, 2), max_size=1))),
        amount=draw(cents),
        percent=draw(percents),
        days=draw(st.integers(0, 9)),
        count=draw(st.integers(0, 3)),
        grace=draw(st.integers(0, 9)),
        statuses=draw(st.frozensets(st.sampled_from(["stop", "watch"]), max_size=1)),
        tag_ids=draw(st.frozensets(st.integers(1, 2), max_size=1)),
    )


@st.composite
def any_facts(draw):
    overdue = draw(st.just(0.0) | cents)
    claim = draw(cents)
    return Facts(
        today=DAY,
        customer_id=draw(st.integers(1, 2)),
        status=draw(st.sampled_from(["active", "watch", "stop"])),
        limit=draw(limits),
        exposure=overdue + draw(cents) - draw(st.just(0.0) | cents),
        overdue=overdue,
        oldest_days_past_due=draw(st.integers(1, 20)) if overdue else 0,
        claim=claim,
        prepaid=draw(st.just(0.0) | cents),
        value=draw(st.just(claim) | cents),
        terms=draw(terms),
        approved_terms=draw(st.none() | terms),
        next_review=draw(st.none() | st.integers(-9, 9).map(lambda days: DAY + days * ONE)),
        days_beyond_terms=draw(st.none() | st.floats(-5, 20)),
        earlier_orders=draw(st.none() | st.integers(0, 4)),
        grade_id=draw(st.integers(1, 2)),
        tag_ids=draw(st.frozensets(st.integers(1, 3), max_size=2)),
    )


rules = st.lists(any_rule((EXEMPT, WARN, BLOCK)), max_size=6)
curable = st.lists(
    any_rule((EXEMPT, WARN, BLOCK)).filter(lambda one: one.kind in ("exposure", "overdue_amount", "overdue_days")),
    min_size=1,
    max_size=3,
)


def paid(known, amount):
    """The same customer after a payment, which goes to what is overdue first."""
    overdue = max(known.overdue - amount, 0.0)
    oldest = known.oldest_days_past_due if overdue else 0
    return replace(known, exposure=known.exposure - amount, overdue=overdue, oldest_days_past_due=oldest)


def reduced(known, amount):
    return replace(known, claim=known.claim - amount, value=known.value - amount)


class TestPolicyProperties(CoreCase):
    """Properties that hold for all facts and rules."""

    @given(any_facts(), rules | curable)
    def test_the_payment_named_clears_the_order(self, known, parts):
        decision = decide(known, policy(*parts), CONFIRMATION)
        if decision.payment is not None:
            self.assertGreater(decision.payment, 0)
            self.assertFalse(decide(paid(known, decision.payment), policy(*parts), CONFIRMATION).blocked)

    @given(any_facts(), curable)
    def test_what_only_money_blocks_a_payment_clears(self, known, parts):
        decision = decide(known, policy(*parts), CONFIRMATION)
        self.assertEqual(decision.payment is not None, decision.blocked)

    @given(any_facts(), rules)
    def test_the_reduction_named_clears_the_order(self, known, parts):
        decision = decide(known, policy(*parts), CONFIRMATION)
        if decision.reduction is not None:
            self.assertGreater(decision.reduction, 0)
            self.assertFalse(decide(reduced(known, decision.reduction), policy(*parts), CONFIRMATION).blocked)

    @given(any_facts(), rules, any_rule(), st.integers(0, 6))
    def test_another_rule_lets_nothing_pass_that_was_blocked(self, known, parts, another, place):
        more = [*parts[:place], another, *parts[place:]]
        if decide(known, policy(*parts), CONFIRMATION).blocked:
            self.assertTrue(decide(known, policy(*more), CONFIRMATION).blocked)

    @given(any_facts(), rules)
    def test_every_rule_has_a_result(self, known, parts):
        decision = decide(known, policy(*parts), CONFIRMATION)
        self.assertEqual([result.rule_id for result in decision.results], [one.id for one in parts])
        self.assertEqual(decision.blocked, bool(decision.failures))

    @given(
        st.lists(
            st.builds(lambda claim, prepaid, customer: (claim, prepaid, customer), cents, cents, st.integers(1, 3))
        ),
        st.lists(st.tuples(cents, cents), min_size=3, max_size=3),
    )
    def test_a_batch_never_takes_a_customer_over_the_limit(self, orders, customers):
        batch = []
        for claim, prepaid, customer in orders:
            limit, exposure = customers[customer - 1]
            batch.append(
                facts(customer_id=customer, claim=claim, prepaid=prepaid, limit=limited(limit), exposure=exposure)
            )
        decisions = decide_all(batch, policy(rule("exposure")), CONFIRMATION)
        for customer, (limit, exposure) in enumerate(customers, 1):
            taken = sum(
                one.claim_unpaid
                for one, decision in zip(batch, decisions, strict=True)
                if one.customer_id == customer and not decision.blocked
            )
            if taken:
                self.assertLess(exposure + taken, limit + 0.01)
