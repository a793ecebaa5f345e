"""Figures → the coordinates of a drawing, from its upper left corner. Prints add colours and words."""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

GAP = 0.35  # of the room of a bar
DASH = 8  # what is seen of a point alone
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    """``middle`` is where its name goes, ``end`` where its amount goes: above it, below where it hangs down."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    end: float
    amount: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the drawing at a round amount."""

    y: float
    amount: float


@dataclass(frozen=True, slots=True)
class Bars:
    bars: tuple[Bar, ...]
    base: float


@dataclass(frozen=True, slots=True)
class Lines:
    """``paths`` in SVG's own notation, one a series; ``columns`` is where each point stands; ``dots`` are places."""

    paths: tuple[str, ...]
    columns: tuple[float, ...]
    marks: tuple[Mark, ...]
    dots: tuple[tuple[float, float], ...] = ()


def bars(amounts: Iterable[float], width: float, height: float) -> Bars:
    """One bar an amount, on a base of zero; what is negative hangs below it."""
    amounts = [_finite(amount) for amount in amounts]
    place = _scale(min([0.0, *amounts]), max([0.0, *amounts]), height)
    room = width / max(len(amounts), 1)
    return Bars(tuple(_bar(number, amount, room, place) for number, amount in enumerate(amounts)), place(0.0))


def _bar(number: int, amount: float, room: float, place: Callable[[float], float]) -> Bar:
    top, bottom = place(max(amount, 0.0)), place(min(amount, 0.0))
    x, wide = number * room + room * GAP / 2, room * (1 - GAP)
    return Bar(x, top, wide, bottom - top, x + wide / 2, bottom if amount < 0 else top, amount)


def lines(
    series: Sequence[Sequence[float | None]],
    width: float,
    height: float,
    stepped: Collection[int] = (),
    dots: Sequence[tuple[float, float]] = (),
) -> Lines:
    """Lines over the same points in time, on one scale that begins at zero.

    :param series: lists of equal length; None where there is no amount, which interrupts the line
    :param stepped: numbers of the series that stay until they change, instead of sloping
    :param dots: single amounts, each with the point in time it belongs to: 0.5 lies between the first and the second
    """
    known = [_finite(amount) for amounts in series for amount in amounts if amount is not None]
    known += [_finite(amount) for _point, amount in dots]
    marks = round_marks(min([0.0, *known]), max([0.0, *known]))
    place = _scale(marks[0], marks[-1], height)
    count = max(map(len, series), default=0)
    columns = tuple(width * (number + 0.5) / count for number in range(count))
    paths = tuple(
        _path(
            [(x, None if amount is None else place(amount)) for x, amount in zip(columns, amounts, strict=True)], steps
        )
        for amounts, steps in ((amounts, number in stepped) for number, amounts in enumerate(series))
    )
    spots = tuple((width * (point + 0.5) / max(count, 1), place(amount)) for point, amount in dots)
    return Lines(paths, columns, tuple(Mark(place(amount), amount) for amount in marks), spots)


def point_of(day: date, days: Sequence[date]) -> float:
    """Where a day lies among the points in time, in their order; at an end where it is before or after all of them."""
    for number, (before, after) in enumerate(pairwise(days)):
        if day <= after:
            return number + max((day - before).days, 0) / max((after - before).days, 1)
    return max(len(days) - 1, 0)


def round_marks(low: float, high: float, most: int = 5) -> list[float]:
    """Round amounts, at equal distances, from at most ``low`` to at least ``high``."""
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(power * factor for factor in STEPS if span / (power * factor) <= most)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


def share(amount: float, whole: float, width: float) -> float:
    """How much of ``width`` an amount takes, never less than nothing or more than all."""
    return width * min(max(_finite(amount) / whole, 0.0), 1.0) if whole > 0 else 0.0


def _path(points: Iterable[tuple[float, float | None]], stepped: bool) -> str:
    """From point to point, beginning anew after each gap. Every beginning is a dash, so that a point alone is seen."""
    parts: list[str] = []
    for (_x, before), (x, y) in pairwise([(0.0, None), *points]):
        if y is None:
            continue
        if before is None:
            parts.append(f"M {x - DASH:.1f} {y:.1f} L {x:.1f} {y:.1f}")
        else:
            parts.append(f"L {x:.1f} {before:.1f} L {x:.1f} {y:.1f}" if stepped else f"L {x:.1f} {y:.1f}")
    return " ".join(parts)


def _scale(low: float, high: float, height: float) -> Callable[[float], float]:
    """Amounts to heights: ``high`` is at the upper edge, ``low`` at the lower one."""
    span = high - low
    return lambda amount: height * (high - amount) / span if span else height


def _finite(amount: float) -> float:
    if not math.isfinite(amount):
        raise ValueError(f"no amount to draw: {amount}")
    return float(amount)
