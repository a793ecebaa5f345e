import math
from dataclasses import replace

from ...core.limit.limits import EffectiveLimit
from ...core.policy.kinds import Remedy
from ...core.policy.policy import (
    CONFIRMATION,
    decide,
)
from .core_policy_common import DAY, EXPIRED, ONE, UNLIMITED, ConditionCommon, amounts, facts, limited, policy, rule


class TestOwedConditions(ConditionCommon):
    """Kinds of rules that compare what is owed and overdue, at their edges."""

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

    def test_kind_limited(self):
        none = EffectiveLimit("not_assessed")
        cases = [({}, True), ({"exposure": 0}, True), ({"limit": UNLIMITED}, False), ({"limit": none}, False)]
        self.check(rule("limited"), cases)

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
