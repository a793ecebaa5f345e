"""Orders of the past, made from the items that were invoiced for them.

Days are whole numbers counted from 1970-01-01, as in :mod:`core.assessment.items`; amounts are in the currency of
the company.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..arrays import Floats, Ints
from ..assessment.items import Ledger

NO_ORDER = -1  # an item that no order stands behind: owed, and not decided on


@dataclass(frozen=True)
class Orders:
    """One row an order, by day and then as they came.

    ``of_item`` says of each item of the ledger which row it belongs to. ``known`` holds, for each row, what
    else the policy may ask of it: ``{field of Facts: value}``.
    """

    customer: Ints
    day: Ints
    amount: Floats
    credit_days: Ints
    of_item: Ints
    source: Ints  # the number of the invoice each row was made from
    known: tuple[Mapping[str, Any], ...] = ()

    def __len__(self) -> int:
        return len(self.day)


def orders_of(
    ledger: Ledger, invoice: Ints | None = None, known: Mapping[int, Mapping[str, Any]] | None = None
) -> Orders:
    """The orders of a ledger: one an item, or one for all items of an invoice.

    :param invoice: a number for each item, the same for the instalments of one invoice; ``NO_ORDER`` for none
    :param known: ``{number of invoice: {field of Facts: value}}``
    """
    invoice = np.arange(len(ledger.amount)) if invoice is None else np.asarray(invoice)
    there = np.flatnonzero(invoice != NO_ORDER)
    source, first, group = np.unique(invoice[there], return_index=True, return_inverse=True)
    size, never = len(source), np.iinfo(np.int64)
    day, due = np.full(size, never.max), np.full(size, never.min)
    np.minimum.at(day, group, ledger.invoiced[there])
    np.maximum.at(due, group, ledger.due[there])
    order = np.lexsort((first, day))
    row = np.empty(size, np.int64)
    row[order] = np.arange(size)
    of_item = np.full(len(invoice), NO_ORDER)
    of_item[there] = row[group]
    return Orders(
        customer=ledger.customer[there][first][order],
        day=day[order],
        amount=np.bincount(group, weights=ledger.amount[there], minlength=size)[order],
        credit_days=np.maximum(due - day, 0)[order],
        of_item=of_item,
        source=source[order],
        known=tuple(known.get(number, {}) for number in source[order].tolist()) if known else (),
    )
