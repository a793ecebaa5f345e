"""An account's figures, the rules and what stands open → what is raised, changed, kept and cleared.

A rule warns at one threshold and clears at another, so that a figure that wavers between them
changes nothing. Rules that look at the same thing share one *cause*: an account has at most one
alert of a cause, which grows more or less severe with the rules that apply. An alert somebody has
closed while its figure still stood is *muted*: its cause is raised again only after it has
cleared once, or when it gets worse.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from ..assessment.known import Known
from ..exposure.ratios import share
from ..limit.limits import LIMITED

SEVERITIES = NOTICE, WARNING, CRITICAL = ("notice", "warning", "critical")
RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
AMOUNT, PERCENT, DAYS, POINTS, STEPS = UNITS = ("amount", "percent", "days", "points", "steps")
RAISED, CHANGED, KEPT, CLEARED, REARMED = ("raised", "changed", "kept", "cleared", "rearmed")
BUCKET_STARTS = (0, 1, 31, 61, 91, 121)  # of figures that are compared over years: never a company's own
MOST = 1000.0  # percent; beyond that a ratio says no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Figures of one account on a day; None where there is nothing to tell. Amounts are the company's."""

    on: date
    exposure: float = 0.0
    receivable: float = 0.0
    overdue: float = 0.0
    oldest_days_past_due: int = 0
    buckets: tuple[float, ...] = ()  # receivables by BUCKET_STARTS
    limit_state: str = "not_assessed"
    limit_amount: float = 0.0
    limit_valid_to: date | None = None
    document_valid_to: date | None = None
    next_review: date | None = None
    statement_end: date | None = None
    slowing: float | None = None
    score: float | None = None
    grade: int | None = None  # place on the scale, the best being the lowest
    earlier: dict[int, tuple[float | None, int | None]] = field(default_factory=dict)  # {days ago: (score, grade)}
    ordered: float = 0.0  # within the last 30 days
    ordered_usually: float | None = None  # in 30 days, by the half-year before
    company_receivable: float = 0.0
    risk_class: str | None = None
    grade_id: int | None = None
    company_id: int | None = None

    @property
    def utilisation(self) -> float | None:
        """Percent of the limit in use; None without a limit, and of a limit of zero: nothing is a share of it."""
        used = share(self.exposure, self.limit_amount) if self.limit_state == LIMITED else None
        return None if used is None else min(100 * used, MOST)


@dataclass(frozen=True)
class Kind:
    """A kind of rule: the figure it looks at.

    ``rising`` is whether more is worse. An open alert whose figure is no longer known is cleared where
    that means that the cause is gone (there is no limit any more), and kept where nothing new is known.
    ``days`` is what the rule's days mean, if anything.
    """

    unit: str
    measure: Callable[[Figures, int], float | None]
    rising: bool = True
    unknown_clears: bool = True
    days: str | None = None
    has_floor: bool = False  # of what is overdue: a small rest is no warning


FROM, BACK = "from", "back"  # overdue from that day on; compared with so many days ago


def _overdue_from(figures: Figures, days: int) -> float:
    return sum(amount for start, amount in zip(BUCKET_STARTS, figures.buckets, strict=False) if start >= max(days, 1))


def _overdue_share(figures: Figures, _days: int) -> float | None:
    late = share(figures.overdue, figures.receivable)
    return None if late is None else 100 * late


def _use(figures: Figures, _days: int) -> float | None:
    """Use of the limit to warn by: what is owed without any limit left is beyond every threshold."""
    if figures.limit_state == LIMITED and figures.limit_amount <= 0:
        return MOST if figures.exposure > 0 else 0.0
    return figures.utilisation


def _until(day: date | None, on: date) -> int | None:
    return None if day is None else (day - on).days


def _score_drop(figures: Figures, days: int) -> float | None:
    score, _grade = figures.earlier.get(days, (None, None))
    return None if score is None or figures.score is None else score - figures.score


def _grade_drop(figures: Figures, days: int) -> float | None:
    _score, grade = figures.earlier.get(days, (None, None))
    return None if grade is None or figures.grade is None else figures.grade - grade


def _order_growth(figures: Figures, _days: int) -> float | None:
    if not figures.ordered_usually:
        return None
    return min(100 * figures.ordered / figures.ordered_usually - 100, MOST)


def _concentration(figures: Figures, _days: int) -> float | None:
    part = share(figures.receivable, figures.company_receivable)
    return None if part is None else 100 * part


def _age(day: date | None, on: date) -> int | None:
    return None if day is None else (on - day).days


KINDS = {
    "days_past_due": Kind(DAYS, lambda figures, _days: figures.oldest_days_past_due, has_floor=True),
    "overdue_amount": Kind(AMOUNT, _overdue_from, days=FROM),
    "overdue_share": Kind(PERCENT, _overdue_share, has_floor=True),
    "utilisation": Kind(PERCENT, _use),
    "limit_expiry": Kind(DAYS, lambda figures, _days: _until(figures.limit_valid_to, figures.on), rising=False),
    "document_expiry": Kind(DAYS, lambda figures, _days: _until(figures.document_valid_to, figures.on), rising=False),
    "review_overdue": Kind(DAYS, lambda figures, _days: _age(figures.next_review, figures.on)),
    "slowing_payer": Kind(DAYS, lambda figures, _days: figures.slowing, unknown_clears=False),
    "score_drop": Kind(POINTS, _score_drop, unknown_clears=False, days=BACK),
    "grade_drop": Kind(STEPS, _grade_drop, unknown_clears=False, days=BACK),
    "order_growth": Kind(PERCENT, _order_growth, unknown_clears=False),
    "statement_age": Kind(DAYS, lambda figures, _days: _age(figures.statement_end, figures.on)),
    "concentration": Kind(PERCENT, _concentration),
}


@dataclass(frozen=True)
class Rule:
    """When to warn and when to be satisfied again; ``grace`` days it must hold first.

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


# === AGAINST ONE'S OWN PAST === #

RECENT = 60  # days; of payments that count as recent
RECENT_NEEDED, PAST_NEEDED = 2, 5  # payments, or one slow invoice would be a habit
MONTH = 30
MONTHS_NEEDED = 3  # of orders to compare with


def slowing(known: Known) -> list[float | None]:
    """By how many days customers pay later than they used to; None where they have paid too little to tell.

    Days beyond terms of the last 60 days, and of what is overdue now, less those of the ten months
    before, both weighted by amount: a customer is compared with nobody but itself.

    :param known: what is known of a ledger
    """
    paid = known.payments
    is_recent = paid.age < RECENT
    late = known.is_overdue
    customer = np.concatenate([paid.customer[is_recent], known.customer[late]])
    delay = np.concatenate([paid.delay[is_recent], (known.on[known.customer] - known.due)[late]])
    amount = np.concatenate([paid.amount[is_recent], known.open[late]])
    past = paid.where(~is_recent)
    with np.errstate(divide="ignore", invalid="ignore"):
        slower = known.mean(customer, delay, amount) - known.mean(past.customer, past.delay, past.amount)
    enough = (known.total(customer) >= RECENT_NEEDED) & (known.total(past.customer) >= PAST_NEEDED)
    told = enough & ~np.isnan(slower)
    return [days if tells else None for days, tells in zip(slower.tolist(), told.tolist(), strict=True)]


def usually(amount: float, first: date, until: date) -> float | None:
    """The part of 30 days in an amount since a first day; None where that is too short a time to tell."""
    months = (until - first).days / MONTH
    return amount / months if months >= MONTHS_NEEDED else None
