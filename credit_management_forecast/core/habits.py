"""Habits of customers in paying, as they were known in the morning of a day.

An item paid counts in the step in which it was paid, the less the longer ago: by half in HALF_LIFE days. An open
item counts as having lasted through the steps behind it. Both are kept by the weekday of the due date. What was
written off counts as later than all steps.
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
SUMS = (
    "weight", "log_amount", "fading_late", "settling",
    "short_weight", "short_late",
    "number", "days",
)  # fmt: skip
FADING, FADING_FAST, UNFADING = 4, 2, 2  # of these
# Items paid by amount, on a scale of logarithms: their weight, and the weight of those paid late.
AMOUNTS, AMOUNT_STEP = 320, 0.05
LONGEST_TERMS = 120.0  # days from invoice to payment, in averages
# What is open: number, past due, days of the oldest past due, amount, amount past due.
OPEN = ("number", "overdue", "oldest", "amount", "overdue_amount")
AT_ONCE = 2_000_000  # pairs of an open item and a morning looked at together


@dataclass(frozen=True, slots=True)
class Habits:
    """One row a customer and morning: ``paid`` and ``lasting`` by weekday and step, sums, and what is open.

    ``amounts`` has the weights of items paid, and of those paid late, by amount.
    """

    paid: Floats
    lasting: Floats
    sums: Floats
    open: Floats
    amounts: Floats

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
        np.zeros((number, 2, AMOUNTS)),
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
    number, start = len(keys), np.searchsorted(customer, customer)  # the first morning of the same customer
    weight, short = (0.5 ** ((until - paid.paid) / life) for life in (HALF_LIFE, SHORT_HALF_LIFE))
    aged, short_aged = (2.0 ** ((until - morning) / life) for life in (HALF_LIFE, SHORT_HALF_LIFE))
    cell = weekdays(paid.due) * (STEPS + 1) + steps_of(paid.due, paid.paid, paid.lost)
    cells = counted(first * CELLS + cell, weight, number * CELLS).reshape(number, CELLS)
    found.paid[:] = (_running(cells, start) * aged[:, None]).reshape(found.paid.shape)
    is_late = (paid.days_late > 0).astype(float)
    place = first * AMOUNTS + amount_places(paid.amount)
    by_amount = [counted(place, one, number * AMOUNTS).reshape(number, AMOUNTS) for one in (weight, weight * is_late)]
    found.amounts[:] = _running(np.stack(by_amount, axis=1), start) * aged[:, None, None]
    sums = np.column_stack([counted(first, column, number) for column in _to_sum(paid, weight, short, is_late)])
    found.sums[:] = _running(sums, start) * fading(aged, short_aged)


def _to_sum(paid: Items, weight: Floats, short: Floats, is_late: Floats) -> tuple[Floats, ...]:
    """The values of SUMS of each item paid."""
    days = np.clip(paid.days_late, *CLIPPED)
    settling = np.clip(paid.paid - paid.invoiced, 0.0, LONGEST_TERMS)
    return (
        weight, weight * np.log1p(paid.amount), weight * is_late, weight * settling,
        short, short * is_late,
        np.ones(len(paid)), days.astype(np.float64),
    )  # fmt: skip


def fading(factor: Floats, fast: Floats) -> Floats:
    """By how much each of SUMS is multiplied where so much time has gone by."""
    return np.column_stack([*[factor] * FADING, *[fast] * FADING_FAST, *[np.ones(len(factor))] * UNFADING])


def amount_places(amount: Floats) -> Ints:
    """The place of each amount on the scale of AMOUNTS."""
    found: Ints = np.clip(np.log1p(np.maximum(amount, 0.0)) / AMOUNT_STEP, 0, AMOUNTS - 1).astype(np.int64)
    return found


def _running(values: Floats, start: Ints) -> Floats:
    """Sums from the row where each row's customer begins up to it.

    Customer by customer: old items weigh so little that they would be lost beside those of another customer.
    """
    begins = np.flatnonzero(start == np.arange(len(start)))
    found = np.empty_like(values)
    for begin, end in zip(begins, [*begins[1:], len(start)], strict=True):
        np.cumsum(values[begin:end], axis=0, out=found[begin:end])
    return found


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
