"""The payments an assessment rests on: how many, how much, the newest of them, and which of them are doubtful.

A payment says how a customer pays only if somebody outside has made it, of an invoice that was there before. What was
imported, or booked long after its date, may be true and cannot be told from what was made up: it is shown apart. What
never touched a bank says nothing and is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

IMPORTED, BACKDATED = DOUBTS = ("imported", "backdated")
LEFT_OUT = "left_out"
ALL = 100.0  # percent


@dataclass(frozen=True)
class Evidence:
    """Payments of a year. ``doubts`` is how many of them, and how much, by the reason; and what was left out."""

    count: int = 0
    amount: float = 0.0
    newest: datetime | None = None
    doubts: Mapping[str, tuple[int, float]] = field(default_factory=dict)

    @property
    def doubtful(self) -> int:
        return sum(count for reason, (count, _amount) in self.doubts.items() if reason in DOUBTS)


def gone(before: float, now: float) -> float | None:
    """Percent of an amount that an assessment rested on and that is there no more; None where it rested on none."""
    if before <= 0:
        return None
    return max(ALL * (before - now) / before, 0.0)
