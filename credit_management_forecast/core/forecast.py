"""The forecast of one invoice: how likely it is paid how late, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from .arrays import Floats, Singles
from .days import EARLIEST, LATEST
from .features import HEADS, NAMES, Asked
from .forecaster import Forecaster
from .habits import Habits

MOST_REASONS = 3
PROBABLY, NEARLY_SURE = 0.5, 0.9  # shares of the cases that a day is told for
PUSH = 0.1  # logits from which a feature is a reason
WITHIN = 0.8  # of the interval
SEGMENT = "segment"  # reason instead of a curve, of customers of whom nothing is known
UNSAID = ("is_new", "known_items")  # of no meaning to who reads
CURVES = ("weekday_curve", "customer_curve")
AFTER_ROUNDING = 1e-9


class Reason(NamedTuple):
    """A feature that raises the chance to be late, with its value where that is said."""

    name: str
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """``chances`` to be paid later than each day from EARLIEST to LATEST past due, never rising.

    ``reasons`` are those of each head of days late, the strongest first.
    """

    chances: Sequence[float] | Singles
    reasons: tuple[tuple[Reason, ...], ...] = ((),) * len(HEADS)

    def later_than(self, days: float) -> float:
        """The chance to be paid more than so many days late."""
        if not days >= EARLIEST:
            return 1.0
        return float(self.chances[int(min(days, LATEST)) - EARLIEST])

    def paid_by(self, share: float) -> int:
        """The day late by which an invoice like this is paid in such a share of the cases; LATEST if later."""
        for place, chance in enumerate(self.chances):
            if chance <= 1 - share + AFTER_ROUNDING:
                return place + EARLIEST
        return LATEST

    def paid_on(self, share: float, due: date, today: date) -> date | None:
        """The day by which an open invoice is paid in such a share of the cases.

        None where it is later than a forecast speaks of, and where that day is over: no day is better than a wrong one.
        """
        if self.chances[-1] > 1 - share + AFTER_ROUNDING:
            return None
        day = due + timedelta(days=self.paid_by(share))
        return day if day >= today else None

    @property
    def median(self) -> int:
        return self.paid_by(0.5)

    @property
    def interval(self) -> tuple[int, int]:
        """Between these days late it is paid in 80 % of the cases."""
        return self.paid_by((1 - WITHIN) / 2), self.paid_by((1 + WITHIN) / 2)

    def to_plain(self) -> dict[str, object]:
        """What is kept of it with a decision."""
        return {
            "later_than": {str(days): round(self.later_than(days), 4) for days in HEADS},
            "median": self.median,
            "interval": list(self.interval),
        }

    def reasons_for(self, days: float) -> tuple[Reason, ...]:
        """What raises the chance to be more than so many days late: that of the nearest head below."""
        below = [number for number, head in enumerate(HEADS) if head <= days]
        return self.reasons[below[-1] if below else 0]


def forecasts(forecaster: Forecaster, habit: Habits, asked: Asked) -> list[Forecast]:
    """The forecast of each invoice."""
    if not len(asked):
        return []
    chances, values = forecaster.chances(habit, asked)
    pushes = [forecaster.pushes(values, head) for head in range(len(HEADS))]
    return [
        Forecast(
            tuple(chances[number].tolist()),
            tuple(_reasons(values[head, number], pushes[head][number]) for head in range(len(HEADS))),
        )
        for number in range(len(asked))
    ]


def _reasons(values: Floats, push: Floats) -> tuple[Reason, ...]:
    """The features that push most, the two curves as one."""
    is_new = values[NAMES.index("is_new")] > 0
    found: dict[str, tuple[float, Reason]] = {}
    for number in np.flatnonzero(push > PUSH / 2):
        name = NAMES[number]
        if name in UNSAID:
            continue
        if name in CURVES:
            name = SEGMENT if is_new else CURVES[1] if push[0] < push[1] else CURVES[0]
        size = float(push[number]) + found.get(name, (0.0,))[0]
        found[name] = (size, Reason(name, said(name, float(values[number]))))
    if is_new and push[NAMES.index("is_new")] > PUSH:
        found["is_new"] = (float(push[NAMES.index("is_new")]), Reason("is_new"))
    strongest = sorted(found.values(), key=lambda one: (-one[0], one[1].name))
    return tuple(reason for size, reason in strongest[:MOST_REASONS] if size > PUSH)


def said(name: str, value: float) -> float:
    """The value of a feature as a number to say: days, percent or items; 0 where none is said."""
    if name in ("oldest_overdue", "overdue_number", "terms"):
        return float(round(np.expm1(value)))
    if name == "recent_late":
        return float(round(100 / (1 + np.exp(-value))))
    if name == "overdue_share":
        return float(round(100 * value))
    if name == "usual_days":
        return float(round(10 * value))
    return 0.0
