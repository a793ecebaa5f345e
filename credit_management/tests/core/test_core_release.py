from dataclasses import replace

from ...core.exposure.terms import Terms
from ...core.policy.facts import Release
from ...core.policy.policy import (
    CONFIRMATION,
    DELIVERY,
    PASS,
    decide,
)
from .core_common import CoreCase
from .core_policy_common import DAY, ONE, facts, policy, rule


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
