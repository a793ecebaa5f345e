"""Rules that propose another limit after something has happened. They propose; people decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from ..common.rounding import round_figure
from .request import LOWER, RAISE

GRADE, QUARTERS, BUSY, UNUSED, COVER = KINDS = ("grade", "quarters", "busy", "unused", "cover")
WHOLE = 100


class Quarter(NamedTuple):
    """A completed quarter: what was bought, and the longest delay of an item due in it, in days."""

    purchases: float
    worst_days_late: int


class Use(NamedTuple):
    """Percent of the limit in use on a day, as it was kept; None without a limit."""

    day: date
    percent: float | None


@dataclass(frozen=True, slots=True)
class Course:
    """What has happened to an account up to a day.

    ``grade_factor`` and ``earlier_factor`` are those of the grades now and before the change. ``covered`` is what
    secures it now, ``earlier_covered`` so many days before, by the days that rules count. ``used_on`` is the last day
    on which anything was owed, ``since`` the first day anything is known of.
    """

    on: date
    limit: float
    status: str = "active"
    grade_factor: float | None = None
    earlier_factor: float | None = None
    grade_changed_on: date | None = None
    quarters: tuple[Quarter, ...] = ()  # the oldest first
    uses: tuple[Use, ...] = ()  # by day, the oldest first
    used_on: date | None = None
    since: date | None = None
    exposure: float = 0.0
    covered: float = 0.0
    earlier_covered: Mapping[int, float] = field(default_factory=dict)
    proposed_on: date | None = None  # by a rule, decided since or not
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """When another limit is proposed, and how much: ``percent`` more or less; of grades and cover what follows.

    ``percent`` is signed. ``threshold`` is percent of the limit, or days late that a good quarter allows; ``count`` is
    days, or quarters. After a proposal of any rule nothing is proposed for ``rest`` days.
    """

    id: int
    kind: str
    percent: float = 0.0
    threshold: float = 0.0
    count: int = 0
    rest: int = 90
    step: float = 0.0
    coin: float = 0.01

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown rule of adjustment: {self.kind!r}")


class Proposal(NamedTuple):
    """A request that a rule makes: a raise or a lowering, to so much."""

    rule_id: int
    kind: str
    amount: float


def propose(course: Course, rules: Iterable[Rule]) -> Proposal | None:
    """The proposal of the first rule that has one; what lowers comes before what raises.

    Nothing is proposed while something waits, so soon after the last proposal, or for a closed account; nothing is
    raised for one that is not active.
    """
    if course.pending or course.status == "closed":
        return None
    found = [one for rule in rules if _is_rested(course, rule) and (one := _proposal(course, rule)) is not None]
    lowering = [one for one in found if one.kind == LOWER]
    if course.status != "active":
        found = lowering
    return next(iter(lowering or found), None)


def _is_rested(course: Course, rule: Rule) -> bool:
    return course.proposed_on is None or course.on - course.proposed_on >= timedelta(days=rule.rest)


def _proposal(course: Course, rule: Rule) -> Proposal | None:
    wanted = _WANTED[rule.kind](course, rule)
    if wanted is None:
        return None
    amount = round_figure(max(wanted, 0.0), rule.step, rule.coin)
    if wanted > course.limit:
        return Proposal(rule.id, RAISE, amount) if amount > course.limit else None
    return Proposal(rule.id, LOWER, amount) if amount < course.limit else None


# === KINDS === #


def _by_grade(course: Course, rule: Rule) -> float | None:
    """The limit in the ratio of the grades' factors, for as many days after the change as the rule counts."""
    changed = course.grade_changed_on
    if changed is None or course.on - changed > timedelta(days=rule.count) or changed > course.on:
        return None
    if course.grade_factor is None or not course.earlier_factor:
        return None
    return course.limit * course.grade_factor / course.earlier_factor


def _by_quarters(course: Course, rule: Rule) -> float | None:
    """So many quarters in a row with purchases, in which nothing was later than allowed."""
    latest = course.quarters[-rule.count :] if rule.count else ()
    good = [quarter for quarter in latest if quarter.purchases > 0 and quarter.worst_days_late <= rule.threshold]
    return _changed(course, rule) if rule.count and len(good) == rule.count else None


def _by_use(course: Course, rule: Rule) -> float | None:
    """In use beyond the threshold, on every day that was kept, for so many days up to now."""
    return _changed(course, rule) if days_beyond(course.uses, rule.threshold, course.on) >= rule.count else None


def _by_disuse(course: Course, rule: Rule) -> float | None:
    """Nothing owed for so many days; of a customer known for as long."""
    last = course.on if course.exposure > 0 else course.used_on or course.since
    if last is None or course.on - last < timedelta(days=rule.count):
        return None
    return _changed(course, rule)


def _by_cover(course: Course, rule: Rule) -> float | None:
    """Less cover takes as much of the limit with it; more cover gives nothing by itself."""
    lost = course.earlier_covered.get(rule.count, 0.0) - course.covered
    return course.limit - lost if lost > 0 else None


def _changed(course: Course, rule: Rule) -> float:
    return course.limit * (WHOLE + rule.percent) / WHOLE


_WANTED: dict[str, Callable[[Course, Rule], float | None]] = {
    GRADE: _by_grade,
    QUARTERS: _by_quarters,
    BUSY: _by_use,
    UNUSED: _by_disuse,
    COVER: _by_cover,
}

MOST_MISSED = timedelta(days=4)  # days without a figure in a row: a long weekend on which no job ran


def days_beyond(uses: Sequence[Use], threshold: float, on: date) -> int:
    """For how many days in a row the use has been beyond a threshold, up to a day; 0 where it is not, or not known.

    A few days of which nothing was kept break no row; a day without a limit does.
    """
    first, after = None, on
    for use in sorted((use for use in uses if use.day <= on), key=lambda use: use.day, reverse=True):
        if use.percent is None or use.percent <= threshold or after - use.day > MOST_MISSED:
            break
        first = after = use.day
    return 0 if first is None else (on - first).days + 1
