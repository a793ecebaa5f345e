"""Items that a customer owes, each an instalment of an invoice, and credits that lie against them.

An invoice paid in instalments is as many items: what is not due yet is no more asked for than another invoice is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

RECEIPT, CREDIT_NOTE = CREDITS = ("receipt", "credit_note")


@dataclass(frozen=True, slots=True)
class Item:
    """A receivable that is open, in its own currency; an ``amount`` of zero is paid.

    ``level`` is the highest step after due that was ever sent for it, on ``level_on``; a partial payment changes
    neither. ``noted`` is the day from due (zero or below) of the last courtesy note. ``stopped_until`` is the last day
    on which it is left out by hand: there is no stop without an end.
    """

    id: int
    currency: str
    amount: float
    due: date
    level: int = 0
    level_on: date | None = None
    noted: int | None = None
    disputed: bool = False
    promised: bool = False
    stopped_until: date | None = None

    def __post_init__(self) -> None:
        if not self.amount >= 0:
            raise ValueError(f"an item is no credit: {self.amount}")
        if self.level < 0:
            raise ValueError(f"no such level: {self.level}")

    def days(self, on: date) -> int:
        """Days past due; zero on the day it is due, negative before."""
        return (on - self.due).days

    def is_stopped(self, on: date) -> bool:
        return self.stopped_until is not None and on <= self.stopped_until


@dataclass(frozen=True, slots=True)
class Credit:
    """Money of the customer that nobody has matched yet: positive. ``names`` are the items it says it is for."""

    id: int
    currency: str
    amount: float
    day: date
    kind: str = RECEIPT
    names: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not self.amount >= 0:
            raise ValueError(f"a credit is positive: {self.amount}")
        if self.kind not in CREDITS:
            raise ValueError(f"no such credit: {self.kind!r}")
