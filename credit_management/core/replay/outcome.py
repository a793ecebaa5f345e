"""Outcome of the orders decided on: paid late, paid in time, or not known yet.

An order is *late* if money of it was paid more than so many days after it was due, or is still owed and as much
past due, or was written off; *good* if all of it was paid before that; *not known yet* if some of it is open and not so
late: such orders are shown, and are in no share.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np

from ..arrays import Bools, Floats
from ..assessment.items import LEAST, Ledger
from .orders import NO_ORDER
from .replay import Replay

LATE_DAYS = 30


@dataclass(frozen=True)
class Outcomes:
    """Outcome of each order decided on, as far as known at the end of a day.

    - ``late_amount``: what was paid more than ``late_days`` after it was due, or is open and as much past due,
      or was written off. Amount; credit notes take off what was never owed.
    - ``days_late``: payment date − due date, by amount; of what is open, the days past due so far, at least
      zero. Days, early is negative; NaN for an order credited in full.
    - ``open_amount``: what is still owed. Amount.
    """

    late_amount: Floats
    days_late: Floats
    open_amount: Floats
    late_days: int

    @property
    def late(self) -> Bools:
        return self.late_amount > LEAST

    @property
    def unknown(self) -> Bools:
        return ~self.late & (self.open_amount > LEAST)

    @property
    def good(self) -> Bools:
        return ~self.late & ~self.unknown


def outcomes(replay: Replay, until: int | None = None, late_days: int = LATE_DAYS) -> Outcomes:
    """Outcome of the orders.

    :param until: the last day that is known; that of the ledger when left out
    :param late_days: how many days late an order may be paid and still be good; 0 for late at all
    """
    ledger, row = replay.history.ledger, replay.orders.of_item
    until = last_known(ledger) if until is None else until
    then = (row[ledger.item] != NO_ORDER) & (ledger.day <= until)
    item, day, settled = ledger.item[then], ledger.day[then], ledger.settled[then]
    lost = np.zeros(len(item), bool) if ledger.is_loss is None else ledger.is_loss[then]
    paid = ledger.is_payment[then] | lost
    rest = ledger.amount - np.bincount(item, weights=settled, minlength=len(ledger.amount))
    rest = np.where((rest > LEAST) & (row != NO_ORDER), rest, 0.0)
    past_due = np.maximum(until - ledger.due, 0)
    delay = day - ledger.due[item]
    delay = np.where(lost, np.maximum(delay, late_days + 1), delay)
    # Paid, lost and open items, one after the other.
    rows = np.concatenate([row[item[paid]], row[rest > 0]])
    amounts = np.concatenate([settled[paid], rest[rest > 0]])
    days = np.concatenate([delay[paid], past_due[rest > 0]])

    def by_order(weights: Floats) -> Floats:
        sums = cast(Floats, np.bincount(rows, weights=weights, minlength=len(replay.orders)))
        return sums[replay.rows]

    owed = by_order(amounts)
    with np.errstate(divide="ignore", invalid="ignore"):
        days_late = np.where(owed > LEAST, by_order(amounts * days) / owed, np.nan)
    still_open = cast(Floats, np.bincount(row[rest > 0], weights=rest[rest > 0], minlength=len(replay.orders)))
    return Outcomes(by_order(np.where(days > late_days, amounts, 0.0)), days_late, still_open[replay.rows], late_days)


def last_known(ledger: Ledger) -> int:
    """The day of the last invoice or settlement."""
    return int(max(ledger.invoiced.max(initial=0), ledger.day.max(initial=0)))
