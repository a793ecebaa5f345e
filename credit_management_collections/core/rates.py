"""Rates of late interest, each from a day on: agreed, statutory by a reference rate, or by the day (万分之五)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DAYS_360, DAYS_365, ACTUAL = BASES = ("360", "365", "actual")
JULY, DECEMBER = 7, 12


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate in percent a year, from a day on until the next one begins."""

    first: date
    percent: float


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates in their order. ``basis`` is how many days a year has: 360, 365, or as many as the year of the day."""

    rates: tuple[Rate, ...]
    basis: str = DAYS_365

    def __post_init__(self) -> None:
        days = [one.first for one in self.rates]
        if days != sorted(set(days)):
            raise ValueError("rates are in the order of their days, one a day")
        if self.basis not in BASES:
            raise ValueError(f"no such basis: {self.basis!r}")

    def percent_on(self, day: date) -> float | None:
        """The rate of a day, in percent a year; None before the first, where none is known."""
        begun = [one.percent for one in self.rates if one.first <= day]
        return begun[-1] if begun else None

    def year_of(self, day: date) -> int:
        """How many days a year has on a day."""
        if self.basis == ACTUAL:
            return (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
        return int(self.basis)

    def turns(self, first: date, last: date) -> list[date]:
        """The days after the first, up to the last, on which another rate or another length of year begins."""
        found = {one.first for one in self.rates}
        if self.basis == ACTUAL:
            found |= {date(year, 1, 1) for year in range(first.year, last.year + 1)}
        return sorted(day for day in found if first < day <= last)


def fixed(percent: float, basis: str = DAYS_365) -> Rates:
    """A rate agreed for good, in percent a year."""
    return Rates((Rate(date.min, percent),), basis)


def by_day(ten_thousandths: float) -> Rates:
    """A rate a day in ten-thousandths: 5 is 万分之五, which is 18.25 percent in a year of 365 days."""
    return Rates((Rate(date.min, ten_thousandths * 365 / 100),), DAYS_365)


def statutory(references: Iterable[Rate], points: float, basis: str = DAYS_365, half_yearly: bool = True) -> Rates:
    """A reference rate plus percentage points.

    Source: Directive 2011/7/EU, article 2 (6): the reference rate and at least eight points, as simple interest;
    article 3 (3): the rate in force on 1 January applies to the half-year that begins then, that of 1 July to the
    other. Germany takes nine points above the base rate of section 247, by section 288 (2) of its Civil Code.

    :param references: as they were published, by the day from which they are in force
    :param half_yearly: whether a change waits for the next half-year
    """
    known = Rates(tuple(sorted(references, key=lambda one: one.first)), basis)
    found: list[Rate] = []
    for one in known.rates:
        first = half_year_from(one.first) if half_yearly else one.first
        if found and found[-1].first == first:
            found.pop()
        found.append(Rate(first, one.percent + points))
    return Rates(tuple(found), basis)


def half_year_from(day: date) -> date:
    """The first half-year's first day from a day on."""
    if (day.month, day.day) == (1, 1):
        return day
    if (day.month, day.day) <= (JULY, 1):
        return date(day.year, JULY, 1)
    return date(day.year + 1, 1, 1)
