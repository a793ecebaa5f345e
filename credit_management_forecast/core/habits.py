"""Habits of customers in paying, as they were known in the morning of a day.

An item paid counts in the step in which it was paid, the less the longer ago: by half in HALF_LIFE days. An open
item counts as having lasted through the steps behind it. Both are kept by the weekday of the due date.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Ints, counted
from .days import BOUNDS, NEVER, STEPS, WEEKDAYS, business_days, steps_of, weekdays
from .items import LOST, Items

HALF_LIFE = 120.0
SHORT_HALF_LIFE = 45.0
CLIPPED = (-20.0, 60.0)  # days late of one item, in averages
CELLS = WEEKDAYS * (STEPS + 1)
# Sums over the items paid, each weighted: by HALF_LIFE, by SHORT_HALF_LIFE, or not at all.
SUMS = ("weight", "log_amount", "short_weight", "short_late", "short_days", "number", "late", "days")
UNFADING = 3  # the last ones
# What is open: number, past due, days of the oldest past due, amount, amount past due.
OPEN = ("number", "overdue", "oldest", "amount", "overdue_amount")
AT_ONCE = 2_000_000  # pairs of an open item and a morning looked at together


@dataclass(frozen=True, slots=True)
class Habits:
    """One row a customer and morning: ``paid`` and ``lasting`` by weekday and step, sums, and what is open."""

    paid: Floats
    lasting: Floats
    sums: Floats
    open: Floats

    def sum_of(self, name: str) -> Floats:
        return self.sums[:, SUMS.index(name)]

    def open_of(self, name: str) -> Floats:
        return self.open[:, OPEN.index(name)]


def no_habits(number: int) -> Habits:
    return Habits(
        np.zeros((number, WEEKDAYS, STEPS + 1)),
        np.zeros((number, WEEKDAYS, STEPS + 1)),
        np.zeros((number, len(SUMS))),
        np.zeros((number, len(OPEN))),
    )


def habits(items: Items, customer: Ints, morning: Ints) -> Habits:
    """The habits of customers in the mornings of days.

    Pairs of customer and morning are sorted by both, and each comes once.
    """
    found = no_habits(len(customer))
    if not len(customer) or not len(items):
        return found
    base = int(min(items.invoiced.min(), morning.min())) - 1
    span = int(max(morning.max(), items.due.max(), base)) - base + LOST + 2
    keys = _keys(customer, morning, base, span)
    _add_paid(found, items, keys, customer, morning, base, span)
    _add_open(found, items, keys, morning, base, span)
    return found


def _keys(customer: Ints, day: Ints, base: int, span: int) -> Ints:
    """One number for customer and day, in the order of both."""
    return customer * span + np.clip(day - base, 0, span - 1)


def _add_paid(found: Habits, items: Items, keys: Ints, customer: Ints, morning: Ints, base: int, span: int) -> None:
    """Each item paid is put to the first morning after its payment, and counts in all that follow."""
    paid = items.take(items.paid < NEVER)
    first = np.searchsorted(keys, _keys(paid.customer, paid.paid, base, span), side="right")
    known = (first < len(keys)) & (customer[np.minimum(first, len(keys) - 1)] == paid.customer)
    paid, first = paid.take(known), first[known]
    until = int(morning.max())
    weight, short = (0.5 ** ((until - paid.paid) / life) for life in (HALF_LIFE, SHORT_HALF_LIFE))
    cell = weekdays(paid.due) * (STEPS + 1) + steps_of(paid.due, paid.paid)
    number = len(keys)
    cells = counted(first * CELLS + cell, weight, number * CELLS).reshape(number, CELLS)
    late = paid.days_late
    days, is_late = np.clip(late, *CLIPPED), (late > 0).astype(float)
    fading = (weight, weight * np.log1p(paid.amount), short, short * is_late, short * days)
    columns = (*fading, np.ones(len(paid)), is_late, days.astype(np.float64))
    sums = np.column_stack([counted(first, column, number) for column in columns])
    start = np.searchsorted(customer, customer)  # first morning of the same customer
    aged, short_aged = (2.0 ** ((until - morning) / life) for life in (HALF_LIFE, SHORT_HALF_LIFE))
    found.paid[:] = (_running(cells, start) * aged[:, None]).reshape(found.paid.shape)
    ages = np.column_stack([aged, aged, short_aged, short_aged, short_aged, *[np.ones(number)] * UNFADING])
    found.sums[:] = _running(sums, start, signed=True) * ages


def _running(values: Floats, start: Ints, signed: bool = False) -> Floats:
    """Sums from the row where each row's customer begins up to it."""
    total = np.cumsum(values, axis=0)
    before = np.where((start > 0)[:, None], total[np.maximum(start - 1, 0)], 0.0)
    running: Floats = total - before
    return running if signed else np.maximum(running, 0.0)


def _add_open(found: Habits, items: Items, keys: Ints, morning: Ints, base: int, span: int) -> None:
    """Each item counts in the mornings after its invoice, as long as it is open and not lost."""
    until = np.minimum(items.paid, items.due + LOST)
    low = np.searchsorted(keys, _keys(items.customer, items.invoiced, base, span), side="right")
    high = np.searchsorted(keys, _keys(items.customer, until, base, span), side="right")
    high = np.maximum(high, low)
    ends = np.cumsum(high - low)
    begin = 0
    while begin < len(items):
        reached = ends[begin - 1] if begin else 0
        end = max(int(np.searchsorted(ends, reached + AT_ONCE)), begin + 1)
        chosen = np.arange(begin, min(end, len(items)))
        count = (high - low)[chosen]
        item = np.repeat(chosen, count)
        row = np.repeat(low[chosen] - np.concatenate([[0], np.cumsum(count)[:-1]]), count) + np.arange(count.sum())
        count_open(found, row, morning[row], items.due[item], items.amount[item])
        begin = end


def count_open(
    found: Habits, row: Ints, morning: Ints, due: Ints, amount: Floats, number: Floats | None = None
) -> None:
    """Add open items to the rows of their customers.

    :param number: of items that each stands for; one where left out
    """
    if number is None:
        number = np.ones(len(row))
    rows = len(found.open)
    lasted = np.searchsorted(BOUNDS, business_days(morning) - 1 - business_days(due), side="right")
    cell = row * CELLS + weekdays(due) * (STEPS + 1) + lasted
    found.lasting[:] += counted(cell, number, rows * CELLS).reshape(found.lasting.shape)
    overdue = due < morning
    for name, value in (
        ("number", number),
        ("overdue", number * overdue),
        ("amount", amount),
        ("overdue_amount", amount * overdue),
    ):
        found.open[:, OPEN.index(name)] += counted(row, value, rows)
    np.maximum.at(found.open[:, OPEN.index("oldest")], row[overdue], (morning - 1 - due)[overdue].astype(float))
