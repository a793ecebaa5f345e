"""The last payments of a customer: how late each was, and what they say together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

MOST = 12  # as many as are seen at a glance
GOOD, WARNING, DANGER = TONES = ("success", "warning", "danger")
SLOW = 30  # days late: from then on it is no slip any more


@dataclass(frozen=True, slots=True)
class Payment:
    """One receipt: what it paid, and how many days after it was due, weighted by amount. Early is negative."""

    day: date
    amount: float
    days_late: float
    items: int = 1

    @property
    def days(self) -> int:
        return round(self.days_late)

    @property
    def tone(self) -> str:
        if self.days <= 0:
            return GOOD
        return WARNING if self.days <= SLOW else DANGER


@dataclass(frozen=True, slots=True)
class Record:
    """Several payments together: how many, how many of them late, and the days late by amount."""

    count: int
    late: int
    days: int


def latest(payments: Iterable[Payment]) -> list[Payment]:
    """The last few, oldest first."""
    return sorted(payments, key=lambda payment: payment.day)[-MOST:]


def summed_up(payments: Sequence[Payment]) -> Record | None:
    """None without any payment: nothing is known then, which is not good."""
    whole = sum(payment.amount for payment in payments)
    if not payments or whole <= 0:
        return None
    weighted = sum(payment.amount * payment.days_late for payment in payments)
    return Record(len(payments), sum(payment.days > 0 for payment in payments), round(weighted / whole))
