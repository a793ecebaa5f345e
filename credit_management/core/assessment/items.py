"""Open and paid items of customers, as columns: everything that tells how they pay.

An item is one amount due on one day: an invoice, or an instalment of it. Days are whole numbers, counted from
1970-01-01; amounts are in the currency of the company.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Bools, Floats, Ints

YEAR = 365  # days; the window of everything that looks back
LEAST = 0.005  # a smaller open amount is rounding
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Ledger:
    """The items of many customers, and what settled them: columns of equal length.

    ``customer`` numbers the customers from 0, ``item`` is the position of an item. A settlement that is
    no payment is a credit note, or was written off: ``is_loss``, None where nobody has told one from the other.
    """

    customers: int
    customer: Ints
    invoiced: Ints
    due: Ints
    amount: Floats
    item: Ints
    day: Ints
    settled: Floats
    is_payment: Bools
    is_loss: Bools | None = None


def day_number(day: date) -> int:
    """A date as days are counted here."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The date a whole number of days means."""
    return date.fromordinal(EPOCH.toordinal() + int(number))


def ledger(customers: Sequence[int], items: NDArray[Any], settlements: NDArray[Any]) -> Ledger:
    """A ledger of records that name each other by id, in any order.

    :param customers: the ids of the customers, in the order wanted
    :param items: a structured array of id, customer, invoiced, due, amount
    :param settlements: a structured array of item, day, amount, is_payment and, where known, is_loss
    """
    names = settlements.dtype.names or ()
    return Ledger(
        len(customers),
        _positions(np.asarray(customers), items["customer"]),
        items["invoiced"].astype(np.int64),
        items["due"].astype(np.int64),
        items["amount"].astype(float),
        _positions(items["id"], settlements["item"]),
        settlements["day"].astype(np.int64),
        settlements["amount"].astype(float),
        settlements["is_payment"].astype(bool),
        settlements["is_loss"].astype(bool) if "is_loss" in names else None,
    )


def _positions(ids: NDArray[Any], wanted: NDArray[Any]) -> Ints:
    ids, wanted = ids.astype(np.int64), wanted.astype(np.int64)
    order = np.argsort(ids, kind="stable")
    return order[np.searchsorted(ids, wanted, sorter=order)]
