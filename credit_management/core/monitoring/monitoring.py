"""An account's figures, the rules and what stands open → what is raised, changed, kept and cleared.

A rule warns at one threshold and clears at another, so that a figure that wavers between them
changes nothing. Rules that look at the same thing share one *cause*: an account has at most one
alert of a cause, which grows more or less severe with the rules that apply. An alert somebody has
closed while its figure still stood is *muted*: its cause is raised again only after it has
cleared once, or when it gets worse.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..limit.limits import LIMITED
from .figures import Figures
from .kinds import KINDS

SEVERITIES = NOTICE, WARNING, CRITICAL = ("notice", "warning", "critical")
RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
RAISED, CHANGED, KEPT, CLEARED, REARMED = ("raised", "changed", "kept", "cleared", "rearmed")


@dataclass(frozen=True)
class Rule:
    """Thresholds at which to warn and to be satisfied again; ``grace`` days it must hold first.

    ``exposure_min`` keeps small customers out, ``days`` is what the kind makes of it. Empty scopes are everybody.
    """

    id: int
    kind: str
    warn: float
    clear: float
    severity: str = WARNING
    grace: int = 0
    days: int = 0
    exposure_min: float = 0.0
    overdue_min: float = 0.0
    overdue_min_percent: float = 0.0  # of the limit
    risk_classes: frozenset[str] = frozenset()
    grade_ids: frozenset[int] = frozenset()
    company_id: int | None = None

    @property
    def cause(self) -> str:
        """The cause that an account has one alert of."""
        return f"{self.kind}:{self.days}" if KINDS[self.kind].days else self.kind

    @property
    def flaps(self) -> bool:
        """Whether it would clear where it warns, and so change its mind with every cent."""
        return not self._beyond(self.warn, self.clear) or self.warn == self.clear

    def _beyond(self, value: float, threshold: float) -> bool:
        return value >= threshold if KINDS[self.kind].rising else value <= threshold

    def covers(self, figures: Figures) -> bool:
        return (
            (self.company_id is None or figures.company_id == self.company_id)
            and (not self.risk_classes or figures.risk_class in self.risk_classes)
            and (not self.grade_ids or figures.grade_id in self.grade_ids)
        )

    def measure(self, figures: Figures) -> float | None:
        kind = KINDS[self.kind]
        if kind.has_floor and self._is_below_floor(figures):
            return 0.0
        return kind.measure(figures, self.days)

    def _is_below_floor(self, figures: Figures) -> bool:
        floor = self._floor(figures)
        return floor > 0 and figures.overdue <= floor

    def _floor(self, figures: Figures) -> float:
        """Amount that may be overdue whatever its age and its share: the rule's own, or a share of the limit."""
        if figures.limit_state != LIMITED:
            return self.overdue_min
        return max(self.overdue_min, figures.limit_amount * self.overdue_min_percent / 100)

    def is_met(self, value: float | None) -> bool:
        return value is not None and self._beyond(value, self.warn)

    def is_cleared(self, value: float | None) -> bool:
        if value is None:
            return KINDS[self.kind].unknown_clears
        # The clear threshold is met from its own side: at it, the alert is over.
        return value == self.clear or not self._beyond(value, self.clear)

    def follows_from(self, threshold: float) -> bool:
        """Whether this rule was met as well when one that warns at ``threshold`` was."""
        return self._beyond(threshold, self.warn)

    @property
    def strength(self) -> tuple[int, float, int]:
        farther = self.warn if KINDS[self.kind].rising else -self.warn
        return RANK[self.severity], farther, -self.id


@dataclass(frozen=True)
class Standing:
    """The alert of a cause there is already: open, or closed by somebody while its figure stood (muted)."""

    rule_id: int
    threshold: float
    severity: str
    muted: bool = False


@dataclass(frozen=True)
class Verdict:
    """Verdict on a cause; ``rule`` is None where none applies any more."""

    event: str
    cause: str
    rule: Rule | None
    value: float | None


@dataclass(frozen=True)
class Judgement:
    """``verdicts`` in the order of their causes; ``met_since`` is to be remembered until the next day."""

    verdicts: tuple[Verdict, ...]
    met_since: dict[int, date]


def judge(
    figures: Figures, rules: Iterable[Rule], standing: Mapping[str, Standing], met_since: Mapping[int, date]
) -> Judgement:
    """Judge the figures of one account.

    :param rules: those in use, in any order
    :param standing: {cause: Standing}
    :param met_since: {rule id: day since which its threshold has been met without a break}
    """
    by_cause: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.covers(figures):
            by_cause[rule.cause].append(rule)
    verdicts: list[Verdict] = []
    since: dict[int, date] = {}
    for cause in sorted(by_cause.keys() | standing.keys()):
        group, there = by_cause[cause], standing.get(cause)
        values = {rule: rule.measure(figures) for rule in group}
        met = [rule for rule in group if rule.is_met(values[rule])]
        since |= {rule.id: met_since.get(rule.id, figures.on) for rule in met}
        ripe = [rule for rule in met if _is_ripe(rule, figures, since[rule.id])]
        if verdict := _decide(cause, group, ripe, there, values):
            verdicts.append(verdict)
    return Judgement(tuple(verdicts), since)


def _is_ripe(rule: Rule, figures: Figures, since: date) -> bool:
    return figures.exposure >= rule.exposure_min and since + timedelta(days=rule.grace) <= figures.on


def _decide(
    cause: str,
    group: Sequence[Rule],
    ripe: Sequence[Rule],
    there: Standing | None,
    values: dict[Rule, float | None],
) -> Verdict | None:
    # Rules of a cause look at one figure; a floor of their own takes it from those that do not see it.
    value = max(values.values(), key=lambda value: (value is not None, abs(value or 0.0)), default=None)
    strongest = max(ripe, key=lambda rule: rule.strength, default=None)
    if there is None:
        return Verdict(RAISED, cause, strongest, value) if strongest else None
    alive = [rule for rule in group if rule in ripe or _still_holds(rule, there, values[rule])]
    if not alive:
        return Verdict(REARMED if there.muted else CLEARED, cause, None, value)
    worse = strongest if strongest and RANK[strongest.severity] > RANK[there.severity] else None
    if there.muted:
        return Verdict(RAISED, cause, worse, value) if worse else None
    known = [rule for rule in alive if RANK[rule.severity] <= RANK[there.severity]]
    rule = worse or max(known or alive, key=lambda rule: rule.strength)
    is_same = rule.severity == there.severity or (not worse and not known)
    return Verdict(KEPT if is_same else CHANGED, cause, rule, value)


def _still_holds(rule: Rule, there: Standing, value: float | None) -> bool:
    """Met when the alert was raised, and not cleared since."""
    return rule.follows_from(there.threshold) and not rule.is_cleared(value)
