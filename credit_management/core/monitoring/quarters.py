"""Completed quarters of customers: what fell due in each, and how late it was paid at worst."""

import numpy as np

from ..arrays import Ints
from ..assessment.items import EPOCH
from ..assessment.known import Known
from ..limit.adjustment import Quarter

MONTHS = 3


def quarters(known: Known, count: int) -> list[tuple[Quarter, ...]]:
    """The last completed quarters of each customer, the oldest first.

    An item belongs to the quarter in which it was due; one that is not paid is late by the days until now.

    :param known: what is known of a ledger
    :param count: how many quarters
    """
    judged = known.judged
    back = _number(known.on)[judged.customer] - _number(judged.due)
    chosen = (back >= 1) & (back <= count)
    place = (judged.customer[chosen], count - back[chosen])
    amounts = np.zeros((known.customers, count))
    np.add.at(amounts, place, judged.amount[chosen])
    worst = np.zeros((known.customers, count), int)
    np.maximum.at(worst, place, judged.delay[chosen])
    return [
        tuple(Quarter(amount, days) for amount, days in zip(*of_customer, strict=True))
        for of_customer in zip(amounts.tolist(), worst.tolist(), strict=True)
    ]


def _number(days: Ints) -> Ints:
    """Quarters since some January, of days as the ledger counts them."""
    months = (np.datetime64(EPOCH, "D") + days.astype("timedelta64[D]")).astype("datetime64[M]").astype(int)
    found: Ints = months // MONTHS
    return found
