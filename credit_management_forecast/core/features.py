"""Features of invoices: all that a forecast looks at, known in the morning of the day it is made.

The first ones are chances by the curves; they and what is open may only ever raise a chance, see RISING.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Ints
from .curves import Curves, customer_hazards, logit, survival, weekday_hazards
from .days import business_bound, survival_at, weekdays
from .habits import AMOUNT_STEP, AMOUNTS, CLIPPED, LONGEST_TERMS, Habits

HEADS = (0, 10, 30, 60)  # days late, of each of which there is a chance by a logistic regression
NAMES = (
    "weekday_curve",  # chance to be later than the days of the head, by the curve of customer and weekday
    "customer_curve",  # by that of the customer
    "recent_late",  # share of items paid late, lately
    "usual_days",  # days late on average, ever
    "settling",  # days from invoice to payment, beyond the terms asked for
    "amount_late",  # share paid late of items of this amount, against that of all
    "size_late",  # of items of such a size
    "overdue_share",  # of the amount that is open
    "overdue_number",
    "oldest_overdue",  # days
    "large_amount",  # against the habit
    "small_amount",
    "known_items",
    "is_new",
    "terms",  # days from invoice to due date
    "due_on_weekend",
    "due_at_month_end",
    "due_at_month_begin",
)  # fmt: skip
RISING = frozenset({
    "weekday_curve", "customer_curve", "recent_late", "usual_days", "settling", "amount_late", "size_late",
    "overdue_share", "overdue_number", "oldest_overdue",
})  # fmt: skip
FARTHEST = 7.0  # logits beyond which chances are not told apart
LATELY = 2.0  # items by which what happened lately is shrunk to the customer's curve
OF_AMOUNT = 3.0  # items by which those of an amount are shrunk to all of the customer
SAME, SIMILAR = 0.05, 0.7  # how near amounts are, in logarithms
SCALE: Floats = (np.arange(AMOUNTS, dtype=np.float64) + 0.5) * AMOUNT_STEP


@dataclass(frozen=True, slots=True)
class Asked:
    """Invoices to forecast: ``row`` is that of the customer's habits; days count from 1970-01-01."""

    row: Ints
    invoiced: Ints
    due: Ints
    amount: Floats
    segments: Ints
    today: Ints | None = None  # of open items: known not to have been paid before

    def __len__(self) -> int:
        return len(self.row)

    def some(self, number: int) -> Iterator[Asked]:
        """The same, so many at a time."""
        for begin in range(0, len(self), number):
            part = slice(begin, begin + number)
            today = None if self.today is None else self.today[part]
            yield Asked(
                self.row[part], self.invoiced[part], self.due[part], self.amount[part], self.segments[part], today
            )


def features(habit: Habits, asked: Asked, curves: Curves) -> tuple[Floats, Floats]:
    """The features of each invoice for each head, and the curve they start from.

    :return: an array of heads × invoices × NAMES, and one of invoices × STEPS
    """
    general = customer_hazards(habit, asked.row, curves.priors(asked.segments))
    later, later_own = survival(general), survival(weekday_hazards(habit, asked.row, weekdays(asked.due), general))
    found = np.empty((len(HEADS), len(asked), len(NAMES)))
    bounds = business_bound(asked.due[:, None], np.array(HEADS)[None, :])
    at_heads = survival_at(later, bounds)
    found[:, :, 2:] = _beside(habit, asked, at_heads[:, 0])
    for column, chances in enumerate((survival_at(later_own, bounds), at_heads)):
        found[:, :, column] = np.clip(logit(chances), -FARTHEST, FARTHEST).T
    return found, later_own


def _beside(habit: Habits, asked: Asked, late: Floats) -> Floats:
    """The features that are no chances of the head.

    :param late: the chance of each to be late at all, by the curve of the customer
    """
    row, due = asked.row, asked.due
    short = habit.sum_of("short_weight")[row]
    share = (habit.sum_of("short_late")[row] + LATELY * late) / (short + LATELY)
    number = habit.sum_of("number")[row]
    open_amount = np.maximum(habit.open_of("amount")[row], 0.01)
    weight = habit.sum_of("weight")[row]
    larger = (np.log1p(np.maximum(asked.amount, 0.0)) - habit.sum_of("log_amount")[row] / np.maximum(weight, 0.01)) * (
        weight / (weight + 1.0)
    )
    day = dates(due)
    so_far = habit.sum_of("fading_late")[row] + habit.open_of("overdue")[row] + LATELY * late
    so_far = so_far / (weight + habit.open_of("overdue")[row] + LATELY)
    settling = habit.sum_of("settling")[row] - weight * np.clip(due - asked.invoiced, 0, LONGEST_TERMS)
    return np.column_stack(
        [
            np.clip(logit(share), -FARTHEST, FARTHEST),
            np.clip(habit.sum_of("days")[row] / (number + LATELY), *CLIPPED) / 10,
            np.clip(settling / (weight + LATELY), *CLIPPED) / 10,
            *(logit(_late_of(habit, row, asked.amount, so_far, near)) - logit(so_far) for near in (SAME, SIMILAR)),
            np.clip(habit.open_of("overdue_amount")[row] / open_amount, 0.0, 1.0),
            np.minimum(np.log1p(habit.open_of("overdue")[row]), 5.0),
            np.log1p(np.clip(habit.open_of("oldest")[row], 0.0, 90.0)),
            np.clip(larger, 0.0, 4.0),
            np.clip(-larger, 0.0, 4.0),
            np.minimum(np.log1p(number), 6.0),
            (number < 0.5).astype(float),
            np.log1p(np.clip(due - asked.invoiced, 0, 180)),
            (weekdays(due) >= 5).astype(float),
            (day >= 26).astype(float),
            (day <= 5).astype(float),
        ]
    )


def _late_of(habit: Habits, row: Ints, amount: Floats, usual: Floats, near: float) -> Floats:
    """The share late of the customer's items of about an amount, shrunk to its usual one."""
    away = SCALE[None, :] - np.log1p(np.maximum(amount, 0.0))[:, None]
    alike = np.exp(-((away / near) ** 2) / 2)
    number, late = np.einsum("iap,ip->ai", habit.amounts[row], alike)
    found: Floats = (late + OF_AMOUNT * usual) / (number + OF_AMOUNT)
    return found


def dates(days: Ints) -> Ints:
    """The day of the month."""
    day = days.astype("datetime64[D]")
    found: Ints = (day - day.astype("datetime64[M]")).astype(np.int64) + 1
    return found
