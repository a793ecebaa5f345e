"""Ages of open items, and the buckets they fall in.

Buckets follow from the first day of each: ``(0, 1, 31)`` reads current, 1–30, over 30.
So neither a gap nor an overlap can be written down.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..common.rounding import adding_up

CURRENT = 0
DEFAULT_STARTS = (0, 1, 31, 61, 91, 121)


def days_past_due(due: date, on: date) -> int:
    """Age in days of an item due on ``due``, seen on ``on``; due today is 0, not yet due too."""
    return max((on - due).days, 0)


def bucket_index(age: int, starts: Sequence[int]) -> int:
    """The number, from 0, of the bucket that an item of ``age`` days falls in.

    :param starts: first day of every bucket, ascending, the first being 0
    """
    return max(bisect_right(starts, age) - 1, 0)


def bucket_spans(starts: Iterable[int]) -> list[tuple[int, int | None]]:
    """First and last day of every bucket; the last one is open: ``None``."""
    starts = list(starts)
    ends = [*(start - 1 for start in starts[1:]), None]
    return list(zip(starts, ends, strict=True))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an aging report: whose it is (0 for nobody), how many customers it adds up, its amounts by bucket.

    ``credit`` is what is to the customer's good and not matched yet: negative.
    """

    key: int
    count: int
    buckets: tuple[float, ...]
    credit: float = 0.0

    @property
    def receivable(self) -> float:
        return sum(self.buckets)

    @property
    def balance(self) -> float:
        return self.receivable + self.credit

    @property
    def amounts(self) -> list[float]:
        """The amounts as columns: the buckets, then what stands beside them."""
        return [*self.buckets, self.receivable, self.credit, self.balance]

    @property
    def shares(self) -> list[float] | None:
        """Each bucket in percent of the receivables, with one decimal; together 100. None of nothing."""
        if self.receivable <= 0:
            return None
        return adding_up([100 * amount / self.receivable for amount in self.buckets], 1, 100.0)
