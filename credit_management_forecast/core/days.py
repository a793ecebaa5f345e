"""Days and the steps of lateness: calendar days count from 1970-01-01, steps are bounds in business days.

Payments come on business days, so an invoice due on a Saturday and paid on Monday is paid as soon as it can be.
Lateness in business days makes both the same, and :func:`business_bound` turns a threshold in calendar days back
into one of business days, for the day on which the invoice is due.
"""

from __future__ import annotations

import numpy as np

from .arrays import Bools, Floats, Ints

NEVER = 10**6  # paid on: not yet
EARLIEST = -90  # days late that a forecast speaks of
LATEST = 180
# Upper bounds of the steps, in business days between due and paid; what is later than the last is in none.
BOUNDS: Ints = np.array(
    [-40, -30, -20, -15, -12, *range(-10, 11), 12, 15, 18, 21, 25, 30, 36, 44, 54, 65, 90, 130], dtype=np.int64
)
STEPS = len(BOUNDS)
WEEKDAYS = 7


def business_days(days: Ints) -> Ints:
    """The number of business days before each day, from the Monday before 1970: the same for Saturday to Monday."""
    weeks, weekday = np.divmod(days + 3, 7)
    found: Ints = weeks * 5 + np.minimum(weekday, 5)
    return found


def weekdays(days: Ints) -> Ints:
    """0 for a Monday."""
    return (days + 3) % 7


def steps_of(due: Ints, paid: Ints, lost: Bools | None = None) -> Ints:
    """The step in which each item was paid; STEPS for what is later than all, and for what was lost."""
    steps = np.searchsorted(BOUNDS, business_days(paid) - business_days(due))
    return steps if lost is None else np.where(lost, STEPS, steps)


def business_bound(due: Ints, days: Ints | int) -> Ints:
    """The bound in business days that says the same as ``days`` calendar days past due.

    Paid more than ``days`` late means paid later than this bound.
    """
    return business_days(due + days + 1) - business_days(due) - 1


def survival_at(survival: Floats, bounds: Ints) -> Floats:
    """The part of each row that is later than its bounds: between two steps, on a line in the logarithm.

    :param survival: a row of STEPS shares an item, each the share later than the bound of the step
    :param bounds: one an item, or a row of them
    """
    rows = np.arange(len(bounds)).reshape(-1, *[1] * (bounds.ndim - 1))
    after = np.clip(np.searchsorted(BOUNDS, bounds), 0, STEPS - 1)
    before = np.maximum(after - 1, 0)
    low, high = BOUNDS[before], BOUNDS[after]
    weight = np.clip((bounds - low) / np.maximum(high - low, 1), 0.0, 1.0)
    logs = np.log(survival)
    left, right = logs[rows, before], logs[rows, after]
    found: Floats = np.exp(left + (right - left) * weight)
    return np.where(bounds < BOUNDS[0], 1.0, found)
