"""Dated components of a credit limit → the limit in force on a day.

A base limit stands until a newer base begins; temporary and secured components are added on top of it
while they last. Nothing here reads a clock: the day is always an argument, so that the limit
of any past or future day is the same computation.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

NOT_ASSESSED = "not_assessed"
LIMITED = "limited"
UNLIMITED = "unlimited"
BASE, TEMPORARY, SECURED = KINDS = ("base", "temporary", "secured")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Component:
    """One approved part of a limit; ``valid_to`` is its last day, None for no end.

    ``sequence`` orders what begins on the same day: the later approval has the larger one.
    """

    kind: str
    amount: float
    unlimited: bool = False
    valid_from: date = date.min
    valid_to: date | None = None
    sequence: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of limit: {self.kind!r}")
        if self.amount < 0:
            raise ValueError(f"a limit cannot be negative: {self.amount}")
        if self.unlimited and self.kind != BASE:
            raise ValueError("only a base limit can be unlimited")

    def begun(self, on: date) -> bool:
        return self.valid_from <= on

    def over(self, on: date) -> bool:
        return self.valid_to is not None and self.valid_to < on


@dataclass(frozen=True)
class EffectiveLimit:
    """The limit of a customer on a day.

    ``amount`` means something for a limited customer only. ``valid_to`` is the last day this
    figure stands by itself; of an expired limit, the last day it stood. ``expired`` says that
    there was a base limit and that nothing has followed it; ``expired_amount`` is what it was,
    infinite when it was unlimited.
    """

    state: str
    amount: float = 0.0
    valid_to: date | None = None
    expired: bool = False
    expired_amount: float = 0.0

    @property
    def ceiling(self) -> float:
        """The limit as a number to compare: nothing assessed is nothing granted."""
        return math.inf if self.state == UNLIMITED else self.amount


def effective_limit(components: Iterable[Component], on: date) -> EffectiveLimit:
    """The limit in force on a day, from approved components only.

    The base that began last governs. Once it is over the base is zero: an older one never
    comes back to life, because the approval of the newer one had replaced it. The twin of
    ``_effective_sql`` in models/limit/credit_limit_effective.py.
    """
    base, extras = _governing(components, on)
    if base is None and not extras:
        return EffectiveLimit(NOT_ASSESSED)
    if base is not None and base.over(on):
        expired_amount = math.inf if base.unlimited else base.amount
        return EffectiveLimit(LIMITED, _sum(extras), base.valid_to, expired=True, expired_amount=expired_amount)
    if base is not None and base.unlimited:
        return EffectiveLimit(UNLIMITED, valid_to=base.valid_to)
    counted = extras if base is None else [base, *extras]
    return EffectiveLimit(LIMITED, _sum(counted), _first_end(counted))


def in_force(components: Iterable[Component], on: date) -> list[Component]:
    """The components that make up the limit of a day: an expired base is none of them."""
    base, extras = _governing(components, on)
    return extras if base is None or base.over(on) else [base, *extras]


def _governing(components: Iterable[Component], on: date) -> tuple[Component | None, list[Component]]:
    """The base that began last, over or not, and the components on top of it that last."""
    begun = [component for component in components if component.begun(on)]
    base = max(
        (component for component in begun if component.kind == BASE),
        key=lambda component: (component.valid_from, component.sequence),
        default=None,
    )
    return base, [component for component in begun if component.kind != BASE and not component.over(on)]


def _sum(components: Iterable[Component]) -> float:
    return math.fsum(component.amount for component in components)


def _first_end(components: Iterable[Component]) -> date | None:
    return min((component.valid_to for component in components if component.valid_to), default=None)


def next_sequence(components: Sequence[Component]) -> int:
    """The sequence of what is approved after all of these; they need not be numbered without gaps."""
    return 1 + max((component.sequence for component in components), default=-1)


def ceilings(components: Sequence[Component], first: date, last: date = date.max) -> dict[date, float]:
    """The limit on each day of a stretch on which it can change, both ends included."""
    days = {first, last, *(component.valid_from for component in components)}
    days |= {end + ONE_DAY for component in components if (end := component.valid_to) and end < date.max}
    return {day: effective_limit(components, day).ceiling for day in days if first <= day <= last}
