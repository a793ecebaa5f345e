import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ...core.exposure.terms import Terms
from ...core.limit.limits import EffectiveLimit
from ...core.policy.facts import Facts
from ...core.policy.kinds import BLOCK, EXEMPT, KINDS, WARN
from ...core.policy.policy import (
    CONFIRMATION,
    Rule,
    Scope,
    decide,
    decide_all,
)
from .core_common import CoreCase
from .core_policy_common import DAY, ONE, UNLIMITED, facts, limited, policy, rule

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
def any_rule(draw, effects=(WARN, BLOCK), names=None):
    kind = draw(st.sampled_from(sorted(names or KINDS)))
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
    any_rule((EXEMPT, WARN, BLOCK), ("exposure", "overdue_amount", "overdue_days")),
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
