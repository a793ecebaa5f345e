"""Priority: the money at risk of a customer, and so whom a collector calls first.

Where a forecast knows how likely an item is lost or very late, its amount counts by that chance. Elsewhere it counts
by its age and the customer's risk class. Both are shares from 0 to 1, so customers of either kind stand in one list.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from heapq import nsmallest
from math import fsum
from typing import NamedTuple

from .money import LEAST

# Bands of the provision matrix, so that a company's own loss rates can stand in for the shares below.
STARTS = (1, 31, 61, 91, 121)
AGE_SHARES = (0.05, 0.15, 0.35, 0.6, 1.0)  # by judgement; not learnt
CLASS_FACTORS = {"low": 0.5, "medium": 1.0, "high": 2.0}


class Risky(NamedTuple):
    """An item overdue, in the account's currency; ``chance`` 0 to 1 from the forecast, None where it knows none."""

    amount: float
    days: int
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """``shares`` of an amount at risk by age, one for each of ``starts``; ``factors`` by risk class, 1 if not named."""

    starts: tuple[int, ...] = STARTS
    shares: tuple[float, ...] = AGE_SHARES
    factors: Mapping[str, float] = field(default_factory=lambda: CLASS_FACTORS)

    def __post_init__(self) -> None:
        if len(self.starts) != len(self.shares) or list(self.starts) != sorted(set(self.starts)):
            raise ValueError("one share for each age, in their order")

    def share(self, days: int, risk_class: str) -> float:
        """The share of an amount at risk by age and risk class, 0 to 1."""
        place = max(bisect_right(self.starts, days) - 1, 0)
        return min(self.shares[place] * self.factors.get(risk_class, 1.0), 1.0)


@dataclass(frozen=True, slots=True)
class Priority:
    """``at_risk`` of ``overdue``, both net of credits; ``forecast_share`` of it is known from the forecast."""

    at_risk: float = 0.0
    overdue: float = 0.0
    oldest_days: int = 0
    forecast_share: float = 0.0


def priority(items: Iterable[Risky], credit: float, risk_class: str, weights: Weights) -> Priority:
    """The money at risk of an account.

    :param items: overdue, without those in dispute where another person has the next step
    :param credit: what nobody has matched yet; it pays the oldest first
    """
    rest, risks, known, amounts, oldest = max(credit, 0.0), [], [], [], 0
    for amount, days, chance in sorted(items, key=lambda one: -one[1]):
        paid = min(amount, rest)
        rest, amount = rest - paid, amount - paid
        if amount <= LEAST:
            continue
        risk = amount * (weights.share(days, risk_class) if chance is None else min(max(chance, 0.0), 1.0))
        risks.append(risk)
        amounts.append(amount)
        oldest = max(oldest, days)
        if chance is not None:
            known.append(risk)
    total = fsum(risks)
    return Priority(total, fsum(amounts), oldest, fsum(known) / total if total > LEAST else 0.0)


# === CALLS === #


@dataclass(frozen=True, slots=True)
class Call:
    """A case as it stands for a call; ``at_risk`` in the company's currency. ``free`` is what is overdue of it and
    neither promised nor disputed. ``call_back`` is the day agreed for the next call.
    """

    case_id: int
    at_risk: float
    overdue: float
    free: float
    called_on: date | None = None
    call_back: date | None = None
    stop: str = ""


def calls(cases: Iterable[Call], on: date, gap: int = 3, most: int = 10) -> list[Call]:
    """The calls of today: those agreed for today or before, then the most money at risk.

    Nobody is called about what is promised or disputed whole, twice within ``gap`` days without an agreement, before
    the day agreed, or once an agency, a lawyer or a court has it.
    """
    return nsmallest(most, (one for one in cases if _is_to_call(one, on, gap)), key=lambda one: _order(one, on))


def _is_to_call(case: Call, on: date, gap: int) -> bool:
    if case.stop:
        return False
    if case.call_back is not None:
        return case.call_back <= on
    return case.free > LEAST and (case.called_on is None or (on - case.called_on).days >= gap)


def _order(case: Call, on: date) -> tuple[bool, float, float, int]:
    return case.call_back is None, -case.at_risk, -case.overdue, case.case_id
