"""Receipts from several places → each of them once.

A payment that somebody has registered and the line of the bank statement it came with are one receipt until they are
matched. They are told to be one by their amount and their days. Payments stay unmatched for years where a company does
not reconcile its bank: one of last month explains no line of this month.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from .item import Credit

APART = 10  # days, at most, between a payment and its line
UNITS = 1000  # to one of a currency: none has smaller coins


class Payment(NamedTuple):
    """A payment that waits for its line, whether it is in the ledger or not."""

    currency: str
    amount: float
    day: date


def once(lines: Iterable[Credit], payments: Iterable[Payment]) -> list[Credit]:
    """The lines of bank statements without those that are the receipt of a payment; each payment explains one."""
    waiting, found = list(payments), []
    for line in sorted(lines, key=lambda one: (one.day, one.id)):
        alike = [one for one in waiting if _is_of(line, one)]
        if alike:
            waiting.remove(min(alike, key=lambda one: abs((one.day - line.day).days)))
        else:
            found.append(line)
    return found


def _is_of(line: Credit, payment: Payment) -> bool:
    same = line.currency == payment.currency and round(line.amount * UNITS) == round(payment.amount * UNITS)
    return same and abs((line.day - payment.day).days) <= APART
