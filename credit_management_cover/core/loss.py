"""Expected loss with and without cover: what a provision nets, and what a cover is worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from .covered import Covered, Covering


def uncovered_by_band(covering: Covering, starts: Sequence[int], on: date) -> tuple[float, ...]:
    """The uncovered amounts by days past due: what a provision is formed on, in the bands it has anyway.

    :param starts: the first day past due of every band, the first band taking what is younger as well
    """
    return _by_band(((one, one.uncovered) for one in covering.items), starts, on)


def covered_by_band(items: Iterable[Covered], starts: Sequence[int], on: date) -> tuple[float, ...]:
    """What is covered of these items, in the same bands."""
    return _by_band(((one, one.amount) for one in items), starts, on)


def _by_band(amounts: Iterable[tuple[Covered, float]], starts: Sequence[int], on: date) -> tuple[float, ...]:
    bands = [0.0] * len(starts)
    for one, amount in amounts:
        days = (on - one.item.due).days
        place = max((number for number, start in enumerate(starts) if start <= days), default=0)
        bands[place] += amount
    return tuple(bands)


@dataclass(frozen=True, slots=True)
class Worth:
    """What cover costs and saves in a year; None where a loss is not known."""

    gross_loss: float | None
    net_loss: float | None
    cost: float

    @property
    def saved(self) -> float | None:
        if self.gross_loss is None or self.net_loss is None:
            return None
        return self.gross_loss - self.net_loss

    @property
    def benefit(self) -> float | None:
        """What is saved less what it costs."""
        return None if self.saved is None else self.saved - self.cost


def cost(premium_rate: float, insured_sales: float, fees: Iterable[float] = (), least: float = 0.0) -> float:
    """The cost of an insurance in a year: percent of insured sales, at least the minimum premium, and fees."""
    return max(insured_sales * premium_rate / 100, least) + fsum(fees)
