"""Limits of a season: on top for the dates of each year, until a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .limits import ONE_DAY, TEMPORARY, Component


@dataclass(frozen=True, slots=True)
class Season:
    """So much on top between two days of each year, both included: (month, day). It may last over New Year."""

    amount: float
    first: tuple[int, int]
    last: tuple[int, int]

    def days(self, year: int) -> tuple[date, date]:
        """Its days, of the year in which it begins; 29 February is the last of that month."""
        first = _day(year, *self.first)
        return first, _day(year + (self.last < self.first), *self.last)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        if (month, day) != (2, 29):
            raise
        return date(year, 2, 28)


def season_components(
    season: Season, since: date, until: date, dates: Iterable[tuple[date, date]] = ()
) -> list[Component]:
    """The components of a season that is approved for a time.

    :param since: nothing begins before
    :param until: nothing lasts longer
    :param dates: of years in which the season lies otherwise, as holidays by the moon do; they stand for the year in
        which they begin
    """
    spans = {first.year: (first, last) for first, last in dates}
    years = range(since.year - 1, until.year + 1)
    found = sorted(spans.get(year) or season.days(year) for year in {*years, *spans})
    kept: list[Component] = []
    for first, last in found:
        if kept and kept[-1].valid_to is not None:
            first = max(first, kept[-1].valid_to + ONE_DAY)  # of overlapping years the amount counts once
        first, last = max(first, since), min(last, until)
        if first <= last:
            kept.append(Component(TEMPORARY, season.amount, False, first, last, len(kept)))
    return kept
