"""Overdue items less the customer's own credits that nobody has matched with them yet.

A list of items by age shows each item as it stands. A decision asks what is still to be paid: money of the customer
that lies unmatched pays the oldest items first, as it will once somebody matches it.
"""

from collections import defaultdict
from collections.abc import Iterable
from math import fsum
from typing import NamedTuple


class Overdue(NamedTuple):
    """Amount overdue and how old its oldest item is, in days; ``covered`` is what credits pay of it, ``let_off`` what
    is past due beside it and does not count.
    """

    amount: float
    oldest_days: int
    covered: float = 0.0
    let_off: float = 0.0


def without(items: Iterable[tuple[int, float]], let_off: Iterable[tuple[int, float]]) -> list[tuple[int, float]]:
    """Overdue items without what does not count of them: less by as much as is let off of those of the same age.

    :param items: days past due and amount of each item overdue
    :param let_off: days past due of an item and the amount let off of it, positive
    """
    less: dict[int, float] = defaultdict(float)
    for days, amount in let_off:
        less[days] += amount
    found = []
    for days, amount in items:
        taken = min(amount, max(less[days], 0.0))
        less[days] -= taken
        found.append((days, amount - taken))
    return found


def net(items: Iterable[tuple[int, float]], credit: float, let_off: Iterable[tuple[int, float]] = ()) -> Overdue:
    """The amount left overdue once credits have paid the oldest items that count.

    :param items: days past due and amount of each item overdue
    :param credit: unmatched receipts and credit notes, positive
    :param let_off: see :func:`without`
    """
    items = list(items)
    counting = without(items, let_off)
    off = fsum(amount for _days, amount in items) - fsum(amount for _days, amount in counting)
    left, oldest, rest = 0.0, 0, max(credit, 0.0)
    for days, amount in sorted(counting, key=lambda item: -item[0]):
        paid = min(amount, rest)
        rest -= paid
        if amount - paid > 1e-9:
            left += amount - paid
            oldest = max(oldest, days)
    return Overdue(left, oldest, max(credit, 0.0) - rest, off)
