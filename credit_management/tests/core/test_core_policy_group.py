from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ...core.limit.limits import EffectiveLimit
from ...core.policy.facts import Release, Shared
from ...core.policy.policy import CONFIRMATION, DELIVERY, decide, decide_all
from .core_common import CoreCase
from .core_policy_common import UNLIMITED, amounts, facts, limited, policy, rule


def shared(amount, exposure=0.0, group_id=7):
    return Shared(group_id, amount if isinstance(amount, EffectiveLimit) else limited(amount), exposure)


class TestGroup(CoreCase):
    """An order that draws on its customer's limit and on what its group shares."""

    def result(self, one=None, **values):
        return decide(facts(**values), policy(one or rule("exposure")), CONFIRMATION).results[0]

    def test_which_one_binds(self):
        for title, values, outcome, group_id, excess in [
            ("both let it pass", {"shared": shared(500)}, "pass", 0, None),
            ("the group has less left", {"shared": shared(500, 480)}, "pass", 7, None),
            ("to the cent", {"shared": shared(500, 490)}, "pass", 7, None),
            ("the group is full", {"shared": shared(500, 490.01)}, "block", 7, 0.01),
            ("the customer is full", {"exposure": 95, "shared": shared(500)}, "block", 0, 5),
            ("both, the group more", {"exposure": 95, "shared": shared(500, 499)}, "block", 7, 9),
            ("both, the customer more", {"exposure": 99, "shared": shared(500, 495)}, "block", 0, 9),
            (
                "nothing granted to the group",
                {"shared": shared(EffectiveLimit("not_assessed"), 10**6)},
                "pass",
                0,
                None,
            ),
            ("unlimited itself", {"limit": UNLIMITED, "shared": shared(500, 495)}, "block", 7, 5),
            ("both unlimited", {"limit": UNLIMITED, "shared": shared(UNLIMITED, 10**6)}, "pass", 0, None),
            ("adds nothing", {"claim": 0, "shared": shared(500, 900)}, "pass", 7, None),
        ]:
            with self.subTest(title):
                found = self.result(**values)
                self.assertEqual((found.outcome, found.group_id), (outcome, group_id))
                self.assertEqual(amounts(found).get("pay"), excess)

    def test_tolerance_and_grace_are_of_the_group_s_limit(self):
        ten = rule("exposure", percent=10)
        self.assertEqual(self.result(ten, shared=shared(500, 540)).outcome, "pass")
        self.assertEqual(self.result(ten, shared=shared(500, 540.01)).outcome, "block")

    def test_remedies_clear_it(self):
        values = {"exposure": 40, "claim": 30, "shared": shared(500, 480)}
        excess = amounts(self.result(**values))["pay"]
        self.assertEqual(excess, 10)
        self.assertEqual(self.result(**values | {"shared": shared(500, 470)}).outcome, "pass")
        self.assertEqual(self.result(**values | {"claim": 20}).outcome, "pass")
        self.assertEqual(self.result(**values | {"shared": shared(510, 480)}).outcome, "pass")

    def test_an_exemption_of_sales_is_bounded_by_both(self):
        tag = rule("small_order", effect="exempt", amount=50)
        self.assertEqual(self.result(tag, shared=shared(500)).outcome, "exempt")
        self.assertEqual(self.result(tag, shared=shared(500, 491)).outcome, "pass")
        self.assertEqual(self.result(tag, exposure=91, shared=shared(500)).outcome, "pass")
        self.assertEqual(self.result(tag, claim=0, exposure=91, shared=shared(500, 491)).outcome, "exempt")
        more = replace(tag, most=600)
        self.assertEqual(self.result(more, exposure=591, shared=shared(500, 590)).outcome, "pass")
        self.assertEqual(self.result(more, exposure=590, shared=shared(500, 590)).outcome, "exempt")

    def test_other_rules_do_not_look_at_the_group(self):
        found = self.result(rule("overdue_amount"), overdue=5, oldest_days_past_due=9, shared=shared(500))
        self.assertEqual((found.outcome, found.group_id), ("block", 0))

    def test_a_release_covers_it(self):
        known = facts(shared=shared(500, 495), total=10, currency_id=1)
        let = Release(10, 1, known.today, kinds=frozenset({"exposure"}))
        self.assertTrue(decide(replace(known, release=let), policy(rule("exposure")), CONFIRMATION).released)


class TestBatch(CoreCase):
    """Orders of several members in one call."""

    def outcomes(self, batch, checkpoint=CONFIRMATION):
        return [decision.outcome for decision in decide_all(batch, policy(rule("exposure")), checkpoint)]

    def member(self, customer, claim, **values):
        return facts(customer_id=customer, claim=claim, **{"shared": shared(100)} | values)

    def test_members_take_from_each_other(self):
        self.assertEqual(self.outcomes([self.member(1, 60), self.member(2, 60)]), ["pass", "block"])
        self.assertEqual(self.outcomes([self.member(1, 60), self.member(2, 40)]), ["pass", "pass"])
        self.assertEqual(self.outcomes([self.member(1, 101), self.member(2, 100)]), ["block", "pass"])
        apart = self.member(2, 60, shared=shared(100, group_id=8))
        self.assertEqual(self.outcomes([self.member(1, 60), apart]), ["pass", "pass"])
        self.assertEqual(self.outcomes([self.member(1, 60), facts(customer_id=2, claim=60)]), ["pass", "pass"])

    def test_goods_that_leave(self):
        """What counts already does, of every member, and takes nothing new."""
        both = [self.member(1, 60, counted=60), self.member(2, 60, counted=60)]
        self.assertEqual(self.outcomes(both, DELIVERY), ["block", "block"])
        fits = [self.member(1, 60, counted=60), self.member(2, 40, counted=40)]
        self.assertEqual(self.outcomes(fits, DELIVERY), ["pass", "pass"])
        grown = [self.member(1, 60, counted=50), self.member(2, 40, counted=40), self.member(3, 1)]
        self.assertEqual(self.outcomes(grown, DELIVERY), ["pass", "pass", "block"])

    @given(
        st.lists(st.tuples(st.integers(1, 3), st.integers(0, 60)), max_size=8),
        st.integers(0, 120),
        st.integers(0, 120),
    )
    def test_never_more_than_either_pool(self, rows, own, group):
        batch = [
            facts(customer_id=customer, claim=claim, limit=limited(own), shared=shared(group))
            for customer, claim in rows
        ]
        passed = [
            decision.facts
            for decision in decide_all(batch, policy(rule("exposure")), CONFIRMATION)
            if decision.outcome == "pass"
        ]
        self.assertLessEqual(sum(one.claim for one in passed), group)
        for customer in {one.customer_id for one in passed}:
            self.assertLessEqual(sum(one.claim for one in passed if one.customer_id == customer), own)
