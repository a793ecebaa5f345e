"""Items of customers known at the end of a day, and how late each was paid.

What happened after the day is not known: an item paid later is open, an item invoiced later does not exist.
What a credit note takes off was never owed and says nothing about paying. An item is *paid* on the day the last
of it is paid, and *judged* once it is paid or overdue: from then on it is known whether it was late. One that is
*lost*, written off for more than a rounding, is never paid: late for good from the day after it is due.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np

from ..arrays import Bools, Floats, Ints, Numbers
from .items import LEAST, YEAR, Ledger

HALF_LIFE = 120  # days after which an item counts half
LOST = 0.1  # of an item written off: less is a difference, not a loss
NEVER = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Outcomes:
    """Amounts paid, or items judged: whose, due when, paid how many days later, how much, known for how many days."""

    customer: Ints
    due: Ints
    delay: Ints
    amount: Floats
    age: Ints

    @property
    def late(self) -> Floats:
        return (self.delay > 0).astype(float)

    @property
    def recency(self) -> Floats:
        """The weight of each: half after the half-life."""
        return 0.5 ** (self.age / HALF_LIFE)

    def where(self, chosen: Bools) -> "Outcomes":
        return Outcomes(
            self.customer[chosen], self.due[chosen], self.delay[chosen], self.amount[chosen], self.age[chosen]
        )


class Known:
    """Items of a ledger known at the end of a day."""

    def __init__(self, ledger: Ledger, on: Ints) -> None:
        self.on, self.customers = on, ledger.customers
        there = ledger.invoiced <= on[ledger.customer]
        self.number = np.cumsum(there) - 1  # of the items that were there, for the settlements to refer to
        self.customer, self.due = ledger.customer[there], ledger.due[there]
        self.invoiced, self.amount = ledger.invoiced[there], ledger.amount[there]
        then = there[ledger.item] & (ledger.day <= on[ledger.customer[ledger.item]])
        self.item, self.day = self.number[ledger.item][then], ledger.day[then]
        self.settled, self.is_payment = ledger.settled[then], ledger.is_payment[then]
        self.is_loss = np.zeros(len(self.item), bool) if ledger.is_loss is None else ledger.is_loss[then]

    # === SUMS BY CUSTOMER === #

    def total(self, customer: Ints, values: Numbers | None = None) -> Floats:
        return np.bincount(customer, weights=values, minlength=self.customers).astype(float)

    def mean(self, customer: Ints, values: Numbers, weights: Floats) -> Floats:
        return self.total(customer, values * weights) / none_if_zero(self.total(customer, weights))

    def largest(self, customer: Ints, values: Ints) -> Floats:
        found = np.full(self.customers, NEVER)
        np.maximum.at(found, customer, values)
        return np.where(found == NEVER, np.nan, found)

    def if_any(self, values: Floats) -> Floats:
        """None for who has had no item yet."""
        return np.where(self.total(self.customer) > 0, values, np.nan)

    # === ITEMS === #

    def of_item(self, values: Floats) -> Floats:
        """Sums of settlements by item."""
        return cast(Floats, np.bincount(self.item, weights=values, minlength=len(self.amount)))

    @cached_property
    def credited(self) -> Floats:
        return self.of_item(np.where(self.is_payment, 0.0, self.settled))

    @cached_property
    def written_off(self) -> Floats:
        return self.of_item(np.where(self.is_loss, self.settled, 0.0))

    @cached_property
    def owed(self) -> Floats:
        """What was owed of each item: all but what credit notes took off."""
        return self.amount - (self.credited - self.written_off)

    @cached_property
    def is_lost(self) -> Bools:
        return self.written_off > np.maximum(LOST * self.amount, LEAST)

    @cached_property
    def last_lost(self) -> Ints:
        last = np.full(len(self.amount), NEVER)
        np.maximum.at(last, self.item[self.is_loss], self.day[self.is_loss])
        return last

    @cached_property
    def open(self) -> Floats:
        rest = self.amount - self.of_item(self.settled)
        return np.where(rest > LEAST, rest, 0.0)

    @cached_property
    def last_paid(self) -> Ints:
        last = np.full(len(self.amount), NEVER)
        np.maximum.at(last, self.item[self.is_payment], self.day[self.is_payment])
        return last

    @cached_property
    def is_paid(self) -> Bools:
        return cast(Bools, (self.open == 0) & (self.last_paid != NEVER) & ~self.is_lost)

    @cached_property
    def is_overdue(self) -> Bools:
        return (self.open > 0) & (self.due < self.on[self.customer])

    # === OUTCOMES === #

    @cached_property
    def payments(self) -> Outcomes:
        """Every amount paid within the year."""
        item, day = self.item[self.is_payment], self.day[self.is_payment]
        customer, due = self.customer[item], self.due[item]
        every = Outcomes(customer, due, day - due, self.settled[self.is_payment], self.on[customer] - day)
        return every.where(every.age < YEAR)

    @cached_property
    def paid(self) -> Outcomes:
        """Items paid within the year."""
        every = self._items(self.is_paid, self.last_paid)
        return every.where(self.on[every.customer] - every.due - every.delay < YEAR)

    @cached_property
    def lost(self) -> Outcomes:
        """Items written off within the year, late by the days until then."""
        which = self.is_lost & (self.on[self.customer] - self.last_lost < YEAR)
        customer, due, lost = self.customer[which], self.due[which], self.last_lost[which]
        return Outcomes(customer, due, np.maximum(lost - due, 1), self.written_off[which], self.on[customer] - lost)

    @cached_property
    def judged(self) -> Outcomes:
        """Items paid, or overdue by so many days so far. That an item is late is known from the day after it is due."""
        unpaid = self.is_overdue | (self.is_lost & (self.due < self.on[self.customer]))
        until = np.where(unpaid, self.on[self.customer], self.last_paid)
        return self._items(self.is_paid | unpaid, until)

    def _items(self, which: Bools, until: Ints) -> Outcomes:
        customer, due, until = self.customer[which], self.due[which], until[which]
        return Outcomes(customer, due, until - due, self.amount[which], self.on[customer] - np.minimum(until, due + 1))


def none_if_zero(values: Floats) -> Floats:
    return np.where(values == 0, np.nan, values)
