from ...core.policy.facts import Release
from ...core.policy.kinds import WARN
from ...core.policy.policy import (
    CONFIRMATION,
    DELIVERY,
    INVOICE,
    PASS,
    decide,
    decide_all,
)
from .core_common import CoreCase
from .core_policy_common import DAY, facts, policy, rule


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

    def test_what_counts_for_more_than_its_claim_gives_nothing_to_the_next(self):
        """A coin more in the exposure than is still claimed of it, by rounding: the next one has none of it."""
        batch = [facts(customer_id=1, claim=30, counted=30.5), facts(customer_id=1, claim=20, counted=20)]
        decisions = decide_all(batch, policy(rule("exposure")), DELIVERY)
        self.assertEqual([decision.facts.exposure_after for decision in decisions], [50, 50.5])

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
