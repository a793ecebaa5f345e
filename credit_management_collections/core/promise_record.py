"""Record of a customer's promises as a rule of the gate and a scorecard read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LEAST_JUDGED = 3  # promises from which a share says something: one small and certain promise is no record


@dataclass(frozen=True, slots=True)
class PromiseRecord:
    """``in_a_row`` are the last promises that were not kept, one after the other; ``missing`` is what has not come of
    these until today, in the company's currency.
    """

    in_a_row: int = 0
    last_broken: date | None = None
    missing: float = 0.0

    def days_since(self, on: date) -> int | None:
        """Days since the last promise was broken; None where none was."""
        return None if self.last_broken is None else (on - self.last_broken).days


def is_broken(record: PromiseRecord, on: date, count: int, days: int) -> bool:
    """Whether so many promises in a row were broken, the last within so many days (0 for however long ago)."""
    since = record.days_since(on)
    return since is not None and record.in_a_row >= max(count, 1) and (not days or since <= days)


def kept_share(promised: float, in_time: float, judged: int) -> float | None:
    """The share by amount of promises that were kept in time; None where too few were judged to tell."""
    if judged < LEAST_JUDGED or promised <= 0:
        return None
    return min(max(in_time / promised, 0.0), 1.0)
