"""Kept figures → the line of an alert: what its rule looks at, day by day, as far as snapshots keep it."""

from collections.abc import Callable
from dataclasses import dataclass

from ..exposure.ratios import share
from .figures import BUCKET_STARTS

DAYS = 90  # so many points at most


@dataclass(frozen=True, slots=True)
class Kept:
    """The figures of a snapshot that rules look at."""

    exposure: float
    receivable: float
    overdue: float
    oldest_days_past_due: int
    utilisation: float | None
    buckets: tuple[float, ...]


def _overdue_from(kept: Kept, days: int) -> float:
    return sum(amount for start, amount in zip(BUCKET_STARTS, kept.buckets, strict=True) if start >= max(days, 1))


def _overdue_share(kept: Kept, _days: int) -> float | None:
    late = share(kept.overdue, kept.receivable)
    return None if late is None else 100 * late


MEASURES: dict[str, Callable[[Kept, int], float | None]] = {
    "days_past_due": lambda kept, _days: kept.oldest_days_past_due,
    "overdue_amount": _overdue_from,
    "overdue_share": _overdue_share,
    "utilisation": lambda kept, _days: kept.utilisation,
}
