"""One rule of a policy, its threshold moved: what it would hold of the late money, and of the good orders.

Decided by the same :func:`core.policy.policy.decide`, on the same facts, as a replay. A rule that is met at one
threshold is met at every stricter one: so the most lenient that still holds an order is found by halving, and no
order is decided on more often than it takes.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..arrays import Floats
from ..policy.facts import Facts
from ..policy.kinds import AMOUNT, BLOCK, COUNT, EXEMPT, GRACE, KINDS, PERCENT, THRESHOLDS, WARN
from ..policy.policy import CONFIRMATION, Policy, Rule, decide
from .baselines import Baseline, mean_days_late, one_limit_for_all, overdue_amount
from .figures import Figures, figures, held_by
from .known import facts
from .outcome import Outcomes
from .replay import Replay, Verdicts, decided_on

MOST = 24  # thresholds on a curve
PERCENTS = (0, 1, 2, 3, 5, 7.5, 10, 12.5, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 125, 150, 200, 300)
WHOLE = 100  # of what is a share the most there is
SHARES = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)  # of the orders, that a naive way holds
NAIVE: dict[str, Baseline] = {
    "overdue_amount": overdue_amount,
    "mean_days_late": mean_days_late,
    "one_limit": one_limit_for_all,
}


@dataclass(frozen=True)
class Point:
    """One threshold and what the rule holds with it; of a rule as it stands, or a naive way, no threshold."""

    figures: Figures
    threshold: float | None = None


def moved(kind: str) -> str | None:
    """The threshold of a kind that is moved; None for a kind that has no number to move."""
    own = KINDS[kind].moves
    return own or next((name for name in KINDS[kind].reads if name in THRESHOLDS), None)


def can_move(rule: Rule) -> bool:
    return rule.effect != EXEMPT and moved(rule.kind) is not None


def precedence(kind: str) -> tuple[bool, bool]:
    """How early a rule is shown of those that can be moved: what weighs the risk first, days of grace alone last."""
    return not KINDS[kind].weighs_risk, moved(kind) == GRACE


def curve(replay: Replay, outcome: Outcomes, policy: Policy, rule: Rule) -> list[Point]:
    """The rule at one threshold after the other, the strictest first, and at its own.

    It stands behind the exemptions before it, as in the policy.
    """
    name = moved(rule.kind)
    if name is None or not len(replay.rows):
        return []
    before = _exemptions(policy, rule)
    given = list(_facts(replay, policy))
    observed = _observed(given, rule, name, before)
    steps = thresholds(rule, name, observed)
    if not steps:
        return []
    rules = [[*before, with_threshold(rule, name, step)] for step in steps]
    reach = np.array([_reach(fact, policy, rule.id, rules) for fact in given], np.int64)
    return [Point(figures(replay, outcome, reach > place), step) for place, step in enumerate(steps)]


def with_threshold(rule: Rule, name: str, value: float) -> Rule:
    changes: dict[str, Any] = {name: value if name in (AMOUNT, PERCENT) else int(value)}
    return replace(rule, **changes)


def _exemptions(policy: Policy, rule: Rule) -> list[Rule]:
    """What comes before the rule and may exempt from it."""
    before: list[Rule] = []
    for one in policy.rules:
        if one.id == rule.id:
            break
        before += [one] if one.effect == EXEMPT else []
    return before


def _facts(replay: Replay, policy: Policy) -> Iterator[Facts]:
    rows = replay.rows.tolist()
    for row, fact in zip(rows, facts(replay.history, rows, replay.columns), strict=True):
        yield decided_on(fact, policy, float(replay.columns.unallocated[row]))


def _found(fact: Facts, policy: Policy, rule_id: int, rules: Sequence[Rule]) -> tuple[bool, Any]:
    """Whether the rule says no to an order, and what it has observed."""
    result = next(one for one in decide(fact, policy, CONFIRMATION, rules).results if one.rule_id == rule_id)
    return result.outcome in (BLOCK, WARN), result.observed


def _observed(given: Iterable[Facts], rule: Rule, name: str, before: Sequence[Rule]) -> list[float]:
    """What the rule sees where it is met at its strictest; as numbers, none where it sees none."""
    strictest = [*before, with_threshold(rule, name, 2**31 - 1 if name == COUNT else 0)]
    found = (_found(fact, Policy(), rule.id, strictest) for fact in given)
    return [float(seen) for met, seen in found if met and isinstance(seen, int | float)]


def thresholds(rule: Rule, name: str, observed: Sequence[float]) -> list[float]:
    """Thresholds to try, the strictest first, that of the rule among them.

    :param observed: what the rule sees of the orders
    """
    own = float(getattr(rule, name))
    if name == PERCENT:
        kind = KINDS[rule.kind]
        whole = kind.percent_of_exposure or kind.unit == PERCENT or kind.weighs_risk
        tried = {float(one) for one in PERCENTS if not whole or one < WHOLE}
    else:
        seen = np.unique(np.maximum(observed, 0.0))
        places = np.linspace(0, 1, MOST - 1)
        spread = np.quantile(seen, places).tolist() if len(seen) else []
        tried = {0.0, *(_rounded(one, name) for one in spread)}
    return sorted(tried | {own}, reverse=name == COUNT)


def _rounded(value: float, name: str) -> float:
    """A figure people can read: two digits of an amount, whole days."""
    return float(f"{value:.2g}") if name == AMOUNT else float(round(value))


def _reach(fact: Facts, policy: Policy, rule_id: int, rules: Sequence[Sequence[Rule]]) -> int:
    """At how many of the thresholds an order is held."""
    if not _found(fact, policy, rule_id, rules[0])[0]:
        return 0
    return (
        bisect_left(range(1, len(rules)), True, key=lambda place: not _found(fact, policy, rule_id, rules[place])[0])
        + 1
    )


def by_rule(replay: Replay, outcome: Outcomes, verdicts: Verdicts) -> dict[int, Point]:
    """Every rule of a policy as it stands, whether it blocks or warns: what it says no to."""
    said = [held | set(warned) for held, warned in zip(map(set, verdicts.rules), verdicts.warnings, strict=True)]
    names = sorted(set().union(*said)) if said else []
    return {name: Point(figures(replay, outcome, np.array([name in rules for rules in said], bool))) for name in names}


def naive(replay: Replay, outcome: Outcomes) -> dict[str, list[Point]]:
    """The naive ways, each holding more and more orders, the highest first. Their thresholds know the outcome."""
    return {name: list(_naive(replay, outcome, way(replay))) for name, way in NAIVE.items()}


def _naive(replay: Replay, outcome: Outcomes, scores: Floats) -> Iterator[Point]:
    last = -1
    for share in SHARES:
        found = figures(replay, outcome, held_by(scores, share * len(replay.rows)))
        if found.held > last:
            yield Point(found)
        last = max(last, found.held)


def nearest(points: Sequence[Point], held: int) -> Point | None:
    """The point that holds about as many orders."""
    return min(points, key=lambda point: abs(point.figures.held - held), default=None)
