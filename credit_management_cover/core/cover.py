"""Cover: what stands behind a customer's debts, between which days, and how much of the limit it secures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import NamedTuple

from .kinds import (
    ANSWERS,
    APPROVED,
    CONDITIONAL,
    INVESTIGATING,
    KINDS,
    NEW,
    PARTLY,
    PRELIMINARY,
    REDUCED,
    REFUSED,
    REQUESTS,
    WITHDRAWN,
    Kind,
)

ONE_DAY = timedelta(days=1)
WHOLE = 100
# Why something cannot be entered.
NO_RATE, TWICE, IN_THE_PAST, NOT_PARTLY, NOT_ALL, OUTSIDE = (
    "no_rate", "twice", "in_the_past", "not_partly", "not_all", "outside",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """An insurer's decision on a buyer: for what is shipped from its first day on, until its last.

    ``amount`` is the limit it leads to, in the currency of the policy. ``sequence`` orders what begins on one day.
    A conditional one counts once its conditions are ``met``.
    """

    answer: str
    amount: float = 0.0
    first: date = date.min
    last: date | None = None
    request: str = NEW
    met: bool = False
    sequence: int = 0

    def __post_init__(self) -> None:
        if self.answer not in ANSWERS or self.request not in REQUESTS:
            raise ValueError(f"no such decision: {self.answer!r} on {self.request!r}")
        if self.amount < 0:
            raise ValueError(f"a limit cannot be negative: {self.amount}")
        if self.last is not None and self.last < self.first:
            raise ValueError("a decision cannot end before it begins")

    @property
    def effect(self) -> float | None:
        """The limit that follows from it; None where the one before stays as it is.

        To refuse more is not to take away what there is, and to be asked is not to have decided.
        """
        if self.answer == INVESTIGATING or self.request == PRELIMINARY:
            return None
        if self.answer == REFUSED:
            return 0.0 if self.request == NEW else None
        if self.answer == WITHDRAWN:
            return 0.0
        if self.answer == CONDITIONAL and not self.met:
            return None if self.request != NEW else 0.0
        return self.amount


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover of one customer.

    ``amount`` is the most it pays, None for no such bound (of insurances only). ``share`` is the percent of a covered
    item, or of the value, that it pays; the rest is the company's own. ``rate`` is what one unit of its currency costs
    in the company's; None where there is none: such a cover covers nothing.

    Of insurances: ``max_days`` are the longest terms it covers, ``waiting_days`` pass between a due date and the
    claim, within ``reporting_days`` after it what is overdue is reported. Of guarantees: ``call_days`` before its last
    day it is called at the latest.
    """

    id: int
    kind: str
    amount: float | None = None
    share: float = 100.0
    first: date = date.min
    last: date | None = None
    rate: float | None = 1.0
    issuer: str = ""
    reference: str = ""
    max_days: int | None = None
    waiting_days: int = 0
    reporting_days: int | None = None
    call_days: int = 0
    decisions: tuple[Decision, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of cover: {self.kind!r}")
        if self.amount is None and not self.how.by_shipment:
            raise ValueError("a cover needs an amount")
        if self.amount is not None and self.amount < 0:
            raise ValueError(f"a cover cannot be negative: {self.amount}")
        if not 0 <= self.share <= WHOLE:
            raise ValueError(f"no share of a hundred: {self.share}")
        if self.last is not None and self.last < self.first:
            raise ValueError("a cover cannot end before it begins")

    @property
    def how(self) -> Kind:
        return KINDS[self.kind]

    def stands(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)

    @property
    def capacity(self) -> float:
        """The most it pays, in the company's currency; the share of a value, or the bound of an insurance itself."""
        if self.rate is None:
            return 0.0
        if self.amount is None:
            return inf
        return self.amount * self.rate * (1.0 if self.how.by_shipment else self.share / WHOLE)

    def buyer_limit(self, shipped: date) -> float:
        """The insurer's limit for what was shipped on a day, in the company's currency."""
        if self.rate is None or not self.stands(shipped):
            return 0.0
        decision = governing(self.decisions, shipped)
        if decision is None or (decision.last is not None and decision.last < shipped):
            return 0.0
        return (decision.effect or 0.0) * self.rate


def governing(decisions: Iterable[Decision], shipped: date) -> Decision | None:
    """The decision that what is shipped on a day falls under: the last that began and says anything."""
    begun = (one for one in decisions if one.first <= shipped and one.effect is not None)
    return max(begun, key=lambda one: (one.first, one.sequence), default=None)


# === SECURED LIMIT === #


class Secured(NamedTuple):
    """A part of a customer's limit that a cover secures, between two days, in the company's currency."""

    amount: float
    first: date
    last: date | None


def secured(cover: Cover, uplift: float = 100.0) -> list[Secured]:
    """The components of the limit that a cover secures while it lasts, by day and without gaps or overlaps.

    :param uplift: percent of what it pays; a policy may let a cover secure more than itself, or less
    """
    if not cover.how.by_shipment:
        amount = cover.capacity * uplift / WHOLE
        return [Secured(amount, cover.first, cover.last)] if amount > 0 else []
    turns = {cover.first, *(one.first for one in cover.decisions if cover.stands(one.first))}
    turns |= {
        one.last + ONE_DAY for one in cover.decisions if one.last is not None and cover.stands(one.last + ONE_DAY)
    }
    days = sorted(turns)
    found: list[Secured] = []
    for day, after in zip(days, [*days[1:], None], strict=True):
        insured = cover.buyer_limit(day) * cover.share / WHOLE
        amount = min(insured, cover.capacity) * uplift / WHOLE
        last = cover.last if after is None else after - ONE_DAY
        if found and found[-1].amount == amount and found[-1].last == day - ONE_DAY:
            found[-1] = found[-1]._replace(last=last)
        elif amount > 0:
            found.append(Secured(amount, day, last))
    return found


def secured_on(cover: Cover, on: date) -> float:
    """The amount that a cover stands for on a day, in the company's currency."""
    return sum(one.amount for one in secured(cover) if one.first <= on and (one.last is None or on <= one.last))


# === ENTERED === #


def duplicates(covers: Iterable[Cover]) -> list[tuple[Cover, Cover]]:
    """Covers entered twice: of one kind, issuer and reference, with a day in common."""
    known: defaultdict[tuple[str, str, str], list[Cover]] = defaultdict(list)
    found = []
    for cover in covers:
        if not (reference := _plain(cover.reference)):
            continue
        alike = known[cover.kind, _plain(cover.issuer), reference]
        found += [(one, cover) for one in alike if one.stands(cover.first) or cover.stands(one.first)]
        alike.append(cover)
    return found


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def decision_obstacles(decision: Decision, asked: float, received_on: date, cover: Cover) -> list[str]:
    """Why an insurer's decision cannot be entered as it is.

    What was shipped before it arrived keeps its cover: none is withdrawn or reduced for a day that is past.

    :param asked: the limit asked for, 0 where nobody asked
    """
    takes_away = decision.answer in (WITHDRAWN, REDUCED)
    found = {
        NO_RATE: cover.rate is None,
        IN_THE_PAST: takes_away and decision.first < received_on,
        NOT_PARTLY: decision.answer == PARTLY and bool(asked) and not 0 < decision.amount < asked,
        NOT_ALL: decision.answer == APPROVED and decision.amount < asked,
        OUTSIDE: not cover.stands(decision.first),
    }
    return [reason for reason, stands in found.items() if stands]


def gives_more(before: Cover, after: Cover, on: date) -> bool:
    """Whether a change of a cover lets the insurer pay for more of what is shipped on any day from a day on."""
    turns = {on}
    for cover in (before, after):
        ends = [cover.last, *(one.last for one in cover.decisions)]
        turns |= {cover.first, *(one.first for one in cover.decisions)}
        turns |= {end + ONE_DAY for end in ends if end is not None and end < date.max}
    return any(after.buyer_limit(day) > before.buyer_limit(day) for day in turns if day >= on)
