"""Expected receipts by week: the amounts of open items, spread over the weeks in which they may be paid."""

from __future__ import annotations

import numpy as np

from .arrays import Floats, Ints
from .days import EARLIEST, LATEST, NEVER
from .features import Asked
from .forecaster import Forecaster
from .habits import habits
from .items import Items

WEEKS = 13
CUSTOMERS, INVOICES = 2_000, 2_000  # whose habits and chances are in memory at once


def expected(
    forecaster: Forecaster, items: Items, owed: Floats, morning: int, begin: int, weeks: int = WEEKS
) -> Floats:
    """What is expected of all open items in each of so many weeks from ``begin`` on.

    :param items: all that is known in the morning, paid or not
    :param owed: what is still owed of each
    """
    order = np.argsort(items.customer, kind="stable")
    items, owed = items.take(order), owed[order]
    total = np.zeros(weeks)
    waiting = np.unique(items.customer[(items.paid >= NEVER) & (owed > 0)])
    for first in range(0, len(waiting), CUSTOMERS):
        customers = waiting[first : first + CUSTOMERS]
        low, high = np.searchsorted(items.customer, [customers[0], customers[-1] + 1])
        own, own_owed = items.take(np.arange(low, high)), owed[low:high]
        habit = habits(own, customers, np.full(len(customers), morning))
        is_open = (own.paid >= NEVER) & (own_owed > 0)
        rest, amount = own.take(is_open), own_owed[is_open]
        row, today = np.searchsorted(customers, rest.customer), np.full(len(rest), morning)
        asked = Asked(row, rest.invoiced, rest.due, rest.amount, rest.segments, today)
        for number, some in enumerate(asked.some(INVOICES)):
            chances, _values = forecaster.chances(habit, some)
            part = amount[number * INVOICES : number * INVOICES + len(some)]
            total += by_week(chances, some.due, part, begin, weeks)[:, :weeks].sum(axis=0)
    return total


def by_week(chances: Floats, due: Ints, amount: Floats, begin: int, weeks: int = WEEKS) -> Floats:
    """The amount expected of each item in each of so many weeks from ``begin`` on, and after them: items × weeks + 1.

    What should have come before counts in the first week. Amounts add up to those of the items.

    :param chances: of open items, a row each, to be paid later than each day from EARLIEST to LATEST past due
    """
    last = begin + 7 * np.arange(weeks + 1, dtype=np.int64) - 1  # the evening before each week, and of the last
    place = last[None, :] - due[:, None] - EARLIEST
    rows = np.arange(len(due))[:, None]
    later = chances[rows, np.clip(place, 0, LATEST - EARLIEST)]
    later = np.where(place < 0, 1.0, later)
    later[:, 0] = 1.0
    share = np.concatenate([later[:, :-1] - later[:, 1:], later[:, -1:]], axis=1)
    found: Floats = share * amount[:, None]
    return found
