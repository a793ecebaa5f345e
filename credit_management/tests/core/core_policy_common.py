from datetime import date, timedelta

from ...core.limit.limits import EffectiveLimit
from ...core.policy.facts import Facts
from ...core.policy.policy import (
    CONFIRMATION,
    Policy,
    Rule,
    Scope,
    decide,
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


class ConditionCommon(CoreCase):
    """A rule by itself, on what is known."""

    def check(self, one, cases):
        """Each case: what is known, whether the rule is met."""
        for values, met in cases:
            with self.subTest(kind=one.kind, **values):
                decision = decide(facts(**values), policy(one), CONFIRMATION)
                self.assertEqual(decision.blocked, met)

    def result(self, one, **values):
        return decide(facts(**values), policy(one), CONFIRMATION).results[0]
