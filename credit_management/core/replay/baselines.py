"""Simple ways to hold orders, for a policy to be better than. All know what was known before each order.

A baseline is a score: the higher, the rather is an order held. ``held`` takes the threshold at which it
holds as many orders, or as much money, as a policy did, so that only the choice of orders differs. The
threshold is found with hindsight, which favours the baseline.
"""

from collections.abc import Callable
from typing import TypeAlias, cast

import numpy as np

from ..arrays import Bools, Floats
from .figures import held_by
from .known import Known
from .replay import Replay

Baseline: TypeAlias = Callable[[Replay], Floats]


def mean_days_late(replay: Replay) -> Floats:
    """The customer's mean days late so far, every paid invoice counting the same; NaN while none has been paid."""
    history = replay.history
    ledger, known = history.ledger, Known(history)
    closed, paid = known.closed(), np.full(len(ledger.amount), -1)
    np.maximum.at(paid, ledger.item[ledger.is_payment], ledger.day[ledger.is_payment])
    there = (closed < known.timeline.length) & (paid >= 0)
    customer, time, days = ledger.customer[there], closed[there], (paid - ledger.due)[there]
    count = known.timeline.before(customer, time, np.ones(len(days)))
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.where(count > 0, known.timeline.before(customer, time, days) / count, np.nan)
    return cast(Floats, means[replay.rows])


def days_beyond_terms(replay: Replay) -> Floats:
    """The same by amount, of the last year."""
    return replay.known("days_beyond_terms")


def one_limit_for_all(replay: Replay) -> Floats:
    """What would be owed with the order: a limit that is the same for every customer, Odoo's default limit."""
    return cast(Floats, replay.known("receivable") + replay.amount)


def overdue_amount(replay: Replay) -> Floats:
    """What is overdue; nothing overdue is no reason."""
    overdue = replay.known("overdue")
    return np.where(overdue > 0, overdue, np.nan)


def overdue_days(replay: Replay) -> Floats:
    """How long the oldest item has been overdue; nothing overdue is no reason."""
    days = replay.known("oldest_days_past_due").astype(float)
    return np.where(days > 0, days, np.nan)


def order_size(replay: Replay) -> Floats:
    """How large the order is: the money held for the fewest orders, whoever the customer is."""
    return replay.amount


BASELINES: dict[str, Baseline] = {
    "mean days late so far": mean_days_late,
    "days beyond terms of the year": days_beyond_terms,
    "one limit for everybody": one_limit_for_all,
    "overdue amount": overdue_amount,
    "days overdue": overdue_days,
    "largest orders": order_size,
}


def held(replay: Replay, score: Baseline | Floats, most: float, by_amount: bool = False) -> Bools:
    """What a baseline holds.

    :param score: a function of the replay, one of ``BASELINES`` or another, or an array of a score an order
    :param most: so many orders, or so much money of orders, at most
    """
    scores = score(replay) if callable(score) else score
    return held_by(scores, most, replay.amount if by_amount else None)
