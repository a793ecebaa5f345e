"""Kept figures → how an account's exposure went against its limit, month by month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..limit.limits import LIMITED

MONTHS = 12
STEADY = 0.05  # of the former exposure: less is no trend
UP, SAME, DOWN = TRENDS = ("up", "same", "down")


@dataclass(frozen=True, slots=True)
class Point:
    """The figures at the end of a day; no limit is None, and one of zero is zero."""

    day: date
    exposure: float
    limit: float | None = None
    overdue: float = 0.0


def granted(state: str | None, amount: float) -> float | None:
    """The limit as a line: there is none to draw where nothing is limited."""
    return amount if state == LIMITED else None


def by_month(points: Iterable[Point], today: Point) -> list[Point]:
    """The last kept point of each of the months before this one, oldest first, and today."""
    kept: dict[tuple[int, int], Point] = {}
    first = _month(today.day) - MONTHS
    for point in sorted(points, key=lambda point: point.day):
        if first <= _month(point.day) < _month(today.day):
            kept[point.day.year, point.day.month] = point
    return [*kept.values(), today]


def _month(day: date) -> int:
    return day.year * 12 + day.month


def trend(before: float | None, now: float) -> str | None:
    """Whether the exposure rises or falls; None where it was not known."""
    if before is None:
        return None
    if abs(now - before) <= STEADY * max(abs(before), abs(now)):
        return SAME
    return UP if now > before else DOWN
