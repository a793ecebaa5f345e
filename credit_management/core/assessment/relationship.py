"""New and existing customers: from when on a ledger tells enough of a customer to judge by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

NEW, EXISTING = RELATIONSHIPS = ("new", "existing")
FIRST_REVIEW = 3  # months


@dataclass(frozen=True, slots=True)
class Existing:
    """A customer is an existing one after so many days or so many paid invoices, whichever comes first.

    Without ``invoices`` only days count. What is that old, or paid, has to come to ``turnover``: one small invoice
    makes nobody an existing customer.
    """

    days: int = 60
    invoices: int = 3
    turnover: float = 0.0

    def kind(self, age: float | None, paid: float, turnover: float = 0.0) -> str:
        """
        :param age: days since the first invoice; None where there is none
        :param paid: how many invoices have been paid
        :param turnover: invoices less credit notes, as far as old enough or paid
        """
        if age is None or age < 0 or turnover < self.turnover:
            return NEW
        return EXISTING if age >= self.days or (self.invoices and paid >= self.invoices) else NEW


def review_months(interval: int, is_first: bool, first: int) -> int:
    """Months until the next review. A first limit, by the pace of few invoices, is soon too small or too large.

    :param interval: of the grade
    :param first: the most after a first assessment; 0 for the interval of the grade
    """
    return min(interval, first) if is_first and first else interval


def relationship(
    first_invoices: Iterable[date], today: date, paid: int, existing: Existing, turnover: float = 0.0
) -> str:
    """
    :param first_invoices: days of first posted invoices, of each branch
    """
    first = min(first_invoices, default=None)
    return existing.kind(None if first is None else (today - first).days, paid, turnover)
