"""A request to change a customer's limit: its states, what may be asked, what may be granted, when it takes force.

What is stored is decided by people; whether an approved request waits for its conditions, is in force or has lapsed
follows from dates, with every job off.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .limits import LIMITED, NOT_ASSESSED, UNLIMITED, EffectiveLimit
from .season import Season

RAISE, LOWER, TEMPORARILY, EXTEND, SUSPEND, CLOSE = KINDS = (
    "raise", "lower", "temporary", "extend", "suspend", "close",
)  # fmt: skip
RAISING = frozenset({RAISE, TEMPORARILY, EXTEND})
WITH_AMOUNT = frozenset({RAISE, LOWER, TEMPORARILY})

DRAFT, SUBMITTED, RETURNED, APPROVED, PARTLY, REFUSED = STATES = (
    "draft", "submitted", "returned", "approved", "partly", "refused",
)  # fmt: skip
GRANTED = frozenset({APPROVED, PARTLY})
# Of an approved request, by the day: conditions open, begins later, stands, over.
WAITING, COMING, IN_FORCE, LAPSED = PHASES = ("waiting", "coming", "in_force", "lapsed")

SUBMIT, TAKE_BACK, RETURN, APPROVE, APPROVE_PARTLY, REFUSE, ASK_ANEW = (
    "submit", "take_back", "return", "approve", "approve_partly", "refuse", "ask_anew",
)  # fmt: skip
# From which states each move leads to which.
MOVES = {
    SUBMIT: (frozenset({DRAFT, RETURNED}), SUBMITTED),
    TAKE_BACK: (frozenset({SUBMITTED, RETURNED}), DRAFT),
    RETURN: (frozenset({SUBMITTED}), RETURNED),
    APPROVE: (frozenset({SUBMITTED}), APPROVED),
    APPROVE_PARTLY: (frozenset({SUBMITTED}), PARTLY),
    REFUSE: (frozenset({SUBMITTED}), REFUSED),
    ASK_ANEW: (GRANTED, SUBMITTED),  # granted on a condition, and the limit was lowered before that was met
}

# Why something cannot be asked for, or granted.
CLOSED, STOPPED, ORDER_OF_DATES, OVER_ALREADY, NO_END, NO_AMOUNT, NOT_HIGHER, NOT_LOWER = (
    "closed", "stopped", "order_of_dates", "over_already", "no_end", "no_amount", "not_higher", "not_lower",
)  # fmt: skip
NOTHING_TO_CHANGE, NOT_LATER = "nothing_to_change", "not_later"
LONG_SEASON, SHORT_SERIES, LONG_SERIES = "long_season", "short_series", "long_series"
YEAR = timedelta(days=365)
MOST_YEARS = 3  # that a season comes again without anybody looking at it
MORE_THAN_ASKED, LESS_THAN_NOW, NO_PART = "more_than_asked", "less_than_now", "no_part"
GUARANTEE, PREPAYMENT, AGREEMENT, OTHER = CONDITIONS = ("guarantee", "prepayment", "agreement", "other")


@dataclass(frozen=True, slots=True)
class Asked:
    """A change asked for, or granted. ``amount`` is the base limit wanted, or what comes on top for a time.

    ``valid_to`` is the last day, None for no end; of a suspension the last day without a limit. A temporary increase
    may come again on the days of its ``season``, in every year until the day ``until``.
    """

    kind: str
    amount: float = 0.0
    unlimited: bool = False
    valid_from: date = date.min
    valid_to: date | None = None
    season: Season | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if (self.season is None) != (self.until is None) or (self.season and self.kind != TEMPORARILY):
            raise ValueError("only a temporary increase comes again, and until a day")
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of request: {self.kind!r}")
        if self.amount < 0:
            raise ValueError(f"a limit cannot be negative: {self.amount}")
        if self.unlimited and self.kind != RAISE:
            raise ValueError("only a raise can be without a ceiling")

    @property
    def ceiling(self) -> float:
        return float("inf") if self.unlimited else self.amount

    @property
    def last(self) -> date | None:
        """The day after which nothing of it stands."""
        return self.until or self.valid_to


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing the customer does first: by a day, met on a day."""

    kind: str
    due: date | None = None
    met_on: date | None = None

    def is_missed(self, on: date) -> bool:
        """Not met by its last day; what is met later does not bring it back."""
        return self.due is not None and self.due < (self.met_on or on)


def moved(state: str, move: str) -> str:
    """The state a move leads to."""
    before, after = MOVES[move]
    if state not in before:
        raise ValueError(f"{move!r} is no move of a request that is {state!r}")
    return after


# === ASKED === #


def obstacles(asked: Asked, base: EffectiveLimit, effective: EffectiveLimit, status: str, today: date) -> list[str]:
    """Why this cannot be asked for, or not any more: looked at when it is submitted and again when it is approved.

    :param base: the limit of the day without what is on top for a time, see :func:`core.limit.change.base_of`
    :param effective: the limit of the day
    :param status: of the account
    """
    found = {
        CLOSED: status == "closed",
        STOPPED: status == "stop" and asked.kind in RAISING,
        ORDER_OF_DATES: asked.valid_to is not None and asked.valid_to < asked.valid_from,
        OVER_ALREADY: asked.last is not None and asked.last < today,
        NO_END: asked.valid_to is None and asked.kind in (TEMPORARILY, EXTEND),
        NO_AMOUNT: asked.kind == TEMPORARILY and asked.amount <= 0,
        NOT_HIGHER: asked.kind == RAISE and _stands(base) and asked.ceiling <= base.ceiling,
        NOT_LOWER: asked.kind == LOWER and asked.amount >= base.ceiling,
        NOTHING_TO_CHANGE: _changes_nothing(asked, effective),
        NOT_LATER: asked.kind == EXTEND and not _is_later(asked.valid_to, effective),
        **_season_obstacles(asked, today),
    }
    return [reason for reason, stands in found.items() if stands]


def _season_obstacles(asked: Asked, today: date) -> dict[str, bool]:
    if asked.until is None or asked.valid_to is None:
        return {}
    return {
        LONG_SEASON: asked.valid_to - asked.valid_from >= YEAR,
        SHORT_SERIES: asked.until < asked.valid_to,
        LONG_SERIES: asked.until - today > MOST_YEARS * YEAR,
    }


def _stands(base: EffectiveLimit) -> bool:
    """Whether there is a base limit and it is not over: an expired one of any amount may be granted again."""
    return base.state != NOT_ASSESSED and not base.expired


def _changes_nothing(asked: Asked, effective: EffectiveLimit) -> bool:
    if asked.kind == TEMPORARILY:
        return effective.state == UNLIMITED
    if asked.kind == EXTEND:
        return effective.state == NOT_ASSESSED
    if asked.kind in (SUSPEND, CLOSE):
        return effective.state == NOT_ASSESSED or (effective.state == LIMITED and not _is_anything(effective))
    return False


def _is_anything(effective: EffectiveLimit) -> bool:
    """Whether a limit lets anything pass today, or in the days of grace of one that is over."""
    return effective.amount > 0 or effective.expired_amount > 0


def _is_later(valid_to: date | None, effective: EffectiveLimit) -> bool:
    return valid_to is None or (effective.valid_to is not None and valid_to > effective.valid_to)


# === GRANTED === #


def excess(asked: Asked, granted: Asked, before: float = 0.0) -> str | None:
    """Why so much cannot be granted on what was asked for; None where it can.

    :param before: the base limit that stands: a part of a raise is no lowering, a part of a lowering no raise
    """
    if granted.kind != asked.kind:
        return NO_PART
    if granted.valid_from < asked.valid_from or _ends_later(granted.valid_to, asked.valid_to):
        return MORE_THAN_ASKED
    if asked.kind == LOWER:
        if granted.unlimited or granted.amount < asked.amount:
            return MORE_THAN_ASKED
        return NO_PART if granted.amount >= before else None
    if granted.ceiling > asked.ceiling:
        return MORE_THAN_ASKED
    if asked.kind == RAISE and granted.ceiling <= before:
        return LESS_THAN_NOW
    if asked.kind == TEMPORARILY and granted.amount <= 0:
        return NO_PART
    return NO_PART if asked.kind in (SUSPEND, CLOSE) and granted != asked else None


def _ends_later(granted: date | None, asked: date | None) -> bool:
    return asked is not None and (granted is None or granted > asked)


def outcome(asked: Asked, granted: Asked) -> str:
    """The move that granting this is."""
    return APPROVE if granted == asked else APPROVE_PARTLY


# === IN FORCE === #


def begins(granted: Asked, decided_on: date, conditions: Iterable[Condition] = ()) -> date | None:
    """The first day it stands: not before it was decided, nor before the last condition is met; None while one is open
    or once one was missed.
    """
    first = max(granted.valid_from, decided_on)
    for condition in conditions:
        if condition.met_on is None or condition.is_missed(condition.met_on):
            return None
        first = max(first, condition.met_on)
    return first


def phase(granted: Asked, decided_on: date, on: date, conditions: Iterable[Condition] = ()) -> str:
    """How an approved request stands on a day."""
    conditions = list(conditions)
    if any(condition.is_missed(on) for condition in conditions):
        return LAPSED
    if granted.last is not None and granted.last < on:
        return LAPSED
    first = begins(granted, decided_on, conditions)
    if first is None:
        return WAITING
    if granted.last is not None and granted.last < first:
        return LAPSED
    return IN_FORCE if first <= on else COMING
