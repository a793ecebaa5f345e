"""Good orders of the last year that a limit would have stopped: its price.

An order is what a customer was invoiced on one day. It is good if all of it has been paid, no later than ten days
after it was due. It is over the limit if it is larger than what the limit had left on the evening before.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np

from ..arrays import Floats, Ints
from .items import LEAST, YEAR, Ledger
from .known import Known
from .paying_year import GRACE


@dataclass(frozen=True, slots=True)
class Cost:
    """``good`` orders of the year, and how many of them would have been ``over`` the limit."""

    good: int = 0
    over: int = 0

    @property
    def share(self) -> float | None:
        return self.over / self.good if self.good else None


def costs(ledger: Ledger, on: Ints, limits: Floats) -> list[Cost]:
    """The cost of a limit for each customer.

    :param on: the day of each at whose end to look back
    :param limits: the limit of each, in the currency of the ledger
    """
    known = Known(ledger, on)
    orders = _Orders(known)
    over = orders.owed_before() + orders.amount > limits[orders.customer] + LEAST
    good = np.bincount(orders.customer[orders.good], minlength=known.customers)
    stopped = np.bincount(orders.customer[orders.good & over], minlength=known.customers)
    return [Cost(*pair) for pair in zip(good.tolist(), stopped.tolist(), strict=True)]


class _Orders:
    """What each customer was invoiced on each day: a row an order, by customer and day."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.first = int(known.invoiced.min(initial=0))
        self.length = int(known.on.max(initial=0)) - self.first + 2
        self.key, row = np.unique(self._key(known.customer, known.invoiced), return_inverse=True)
        self.customer, day = self.key // self.length, self.key % self.length + self.first
        owed = known.amount - known.credited
        self.amount = np.bincount(row, weights=owed, minlength=len(self.key)).astype(float)
        bad = ~known.is_paid | (known.last_paid - known.due > GRACE)
        bad &= known.owed > LEAST  # credited in full: never owed
        of_year = known.on[self.customer] - day < YEAR
        self.good = of_year & (self.amount > LEAST) & (np.bincount(row, weights=bad, minlength=len(self.key)) == 0)

    def _key(self, customer: Ints, day: Ints) -> Ints:
        return customer * self.length + (day - self.first)

    def owed_before(self) -> Floats:
        """Of earlier orders of the customer, the part not paid by the evening before."""
        known = self.known
        item = known.item[known.is_payment]
        # Nothing is paid before it is owed.
        paid = self._key(known.customer[item], np.maximum(known.day[known.is_payment], known.invoiced[item]))
        owed = self._key(known.customer, known.invoiced)
        amounts = np.concatenate([known.amount - known.credited, -known.settled[known.is_payment]])
        keys = np.concatenate([owed, paid])
        order = np.argsort(keys, kind="stable")
        sums = np.concatenate([[0.0], np.cumsum(amounts[order])])
        begins = np.searchsorted(keys[order], self.customer * self.length)
        return cast(Floats, sums[np.searchsorted(keys[order], self.key)] - sums[begins])
