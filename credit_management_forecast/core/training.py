"""Learning from a ledger as it was known in the morning of a day, in time order, and how good that was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .arrays import Bools, Floats, Ints
from .curves import Curves, fit_curves
from .features import HEADS, NAMES, RISING, Asked, features
from .forecaster import Forecaster
from .habits import Habits, habits
from .items import Items, together
from .logistic import fit

LEARNT = 120_000  # newest items that the regressions are fitted to; the curves learn from all
TOGETHER = 4_000  # mornings of customers whose habits are in memory at once
FADING = 365.0  # days in which an item comes to count half in the regressions
FEWEST = 100  # items below which a forecaster is the shipped one with the habits of the customers
OF_SHIPPED = 10.0  # how strongly coefficients are shrunk to the shipped ones
RISING_COLUMNS: Bools = np.array([False, *(name in RISING for name in NAMES)])


@dataclass(frozen=True, slots=True)
class Part:
    """Invoices of some customers, sorted by customer and morning, with the habits in these mornings."""

    items: Items
    habits: Habits
    row: Ints

    @property
    def asked(self) -> Asked:
        return Asked(self.row, self.items.invoiced, self.items.due, self.items.amount, self.items.segments)


def parts(items: Items, chosen: Ints) -> Iterator[Part]:
    """The chosen items with the habits of their customers in the morning of each invoice, some customers at a time.

    :param items: all that is known, paid or not; each morning looks at no later day
    :param chosen: which of them to go through
    """
    order = chosen[np.lexsort((items.invoiced[chosen], items.customer[chosen]))]
    by_customer = np.argsort(items.customer, kind="stable")
    customers = items.customer[by_customer]
    customer, morning = items.customer[order], items.invoiced[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (customer[1:] != customer[:-1]) | (morning[1:] != morning[:-1])
    number = np.cumsum(new) - 1  # of its pair of customer and morning
    begin = 0
    while begin < len(order):
        end = int(np.searchsorted(number, number[begin] + TOGETHER))
        if end < len(order):  # customers stay together
            first = int(np.searchsorted(customer, customer[end]))
            end = first if first > begin else int(np.searchsorted(customer, customer[end], side="right"))
        own = order[begin:end]
        low, high = np.searchsorted(customers, [customer[begin], customer[end - 1] + 1])
        at = np.flatnonzero(new[begin:end]) + begin
        found = habits(items.take(by_customer[low:high]), customer[at], morning[at])
        yield Part(items.take(own), found, number[begin:end] - number[begin])
        begin = end


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learnt from, as it was known in the morning of a day: curves of all, and features of the newest items.

    ``values`` are heads × items × NAMES; there is none where the items are too few.
    """

    curves: Curves
    values: Floats
    items: Items
    morning: int

    def of_head(self, number: int) -> tuple[Floats, Bools, Floats]:
        """The items of which it is known whether they were that late: features, whether they were, weights."""
        days = HEADS[number]
        decided = self.items.due + days < self.morning  # known of all of them, whoever paid
        weight = 0.5 ** ((self.morning - self.items.invoiced[decided]) / FADING)
        return self.values[number, decided], self.items.days_late[decided] > days, weight


def lesson(items: Items, morning: int, shipped: Forecaster, most_of_one: int = LEARNT) -> Lesson:
    """What can be learnt from in the morning of a day.

    :param shipped: what is shrunk to while there is little history
    :param most_of_one: newest items of one customer that the regressions look at
    """
    known = items.sound().as_of(morning)
    curves = fit_curves(known, morning, shipped.curves)
    chosen = _newest(known, most_of_one)
    if len(chosen) < FEWEST:
        return Lesson(curves, np.empty((len(HEADS), 0, len(NAMES))), known.take(chosen[:0]), morning)
    values, items = _design(known, chosen, curves)
    return Lesson(curves, values, items, morning)


def train(items: Items, morning: int, shipped: Forecaster, most_of_one: int = LEARNT) -> Forecaster:
    """A forecaster from what was known in the morning of a day; see ``lesson``."""
    return champion(lesson(items, morning, shipped, most_of_one), shipped)


def champion(learnt: Lesson, shipped: Forecaster) -> Forecaster:
    """The forecaster that decides."""
    coefficients, means = shipped.coefficients.copy(), shipped.means.copy()
    strength = np.full(1 + len(NAMES), OF_SHIPPED)
    strength[0] = OF_SHIPPED / 10
    for number in range(len(HEADS)):
        own, happened, weight = learnt.of_head(number)
        if len(own) < FEWEST:
            continue
        means[number] = own.mean(axis=0)
        own = np.column_stack([np.ones(len(own)), own])
        coefficients[number] = fit(own, happened, weight, coefficients[number], strength, RISING_COLUMNS)
    return Forecaster(learnt.curves, coefficients, means)


def _newest(known: Items, most_of_one: int) -> Ints:
    """The newest LEARNT items, no more than so many of one customer."""
    order = np.lexsort((-known.invoiced, known.customer))
    customer = known.customer[order]
    place = np.arange(len(order)) - np.searchsorted(customer, customer)
    order = order[place < most_of_one]
    return np.sort(order[np.argsort(known.invoiced[order], kind="stable")[-LEARNT:]])


def _design(known: Items, chosen: Ints, curves: Curves) -> tuple[Floats, Items]:
    found, order = [], []
    for part in parts(known, chosen):
        found.append(features(part.habits, part.asked, curves)[0])
        order.append(part.items)
    return np.concatenate(found, axis=1), together(order)
