"""A forecaster: curves of lateness, and logistic regressions that move them to what is known of an invoice.

The curve of customer and weekday says how late an invoice may be paid. At the days of each head a logistic regression
says the chance to be later; in between, the curve is moved by as much, in logits. So the whole never rises, and is
as right at the heads as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Bools, Floats, Ints
from .curves import Curves, expit, logit
from .days import EARLIEST, LATEST, business_bound, survival_at
from .features import HEADS, Asked, features
from .habits import Habits

FORMAT = 1
STEADY = 0.2  # part of the way from one head to the next on which the chance falls day by day, whatever the curve
PAID_BETWEEN = 0.05  # share of what is later than one head that is paid by the next, at least
DAYS: Ints = np.arange(EARLIEST, LATEST + 1, dtype=np.int64)
# Of each day, worked out once: how many heads there are up to it, whether it is one, where it lies between two of them.
REACHED: Ints = np.searchsorted(HEADS, DAYS, side="right")
IS_HEAD: Bools = np.isin(DAYS, HEADS)
BEGIN, END = np.array([EARLIEST, *HEADS])[REACHED], np.array([*HEADS, LATEST])[REACHED]
LEFT: Floats = STEADY * (END - DAYS) / (END - BEGIN)
BETWEEN: Floats = np.stack([np.interp(DAYS, HEADS, own) for own in np.eye(len(HEADS))])


@dataclass(frozen=True, slots=True)
class Forecaster:
    """What was learnt: ``coefficients`` of heads × (constant, NAMES), and the means that reasons compare with."""

    curves: Curves
    coefficients: Floats
    means: Floats

    def chances(self, habit: Habits, asked: Asked) -> tuple[Floats, Floats]:
        """The chance to be paid later than each of DAYS, a row an invoice, and the features they rest on.

        It never rises from day to day. An open item past due for some days is later than those for certain.
        """
        values, curve = features(habit, asked, self.curves)
        by_head = self.at_heads(values)
        raw = survival_at(curve, business_bound(asked.due[:, None], DAYS[None, :]))
        found = np.minimum.accumulate(_between(expit(logit(raw) + self._moves(by_head, raw)), by_head), axis=1)
        if asked.today is not None:
            found = _given_open(found, asked.today - asked.due)
        return found, values

    def at_heads(self, values: Floats) -> Floats:
        """The chance to be later than the days of each head: heads × invoices, each smaller than the one before."""
        found = expit(np.einsum("hif,hf->hi", values, self.coefficients[:, 1:]) + self.coefficients[:, :1])
        for number in range(1, len(HEADS)):
            found[number] = np.minimum(found[number], found[number - 1] * (1 - PAID_BETWEEN))
        return found

    def _moves(self, by_head: Floats, raw: Floats) -> Floats:
        """By how much the curve is moved at each day: between heads on a line, beyond them as at the nearest."""
        places = np.array(HEADS) - EARLIEST
        moves = (logit(by_head) - logit(raw[:, places].T)).T
        found: Floats = moves @ BETWEEN
        return found

    def pushes(self, values: Floats, head: int) -> Floats:
        """By how much each feature raises the chance of a head over that of a usual invoice, in logits."""
        found: Floats = (values[head] - self.means[head]) * self.coefficients[head, 1:]
        return found


def _between(chance: Floats, by_head: Floats) -> Floats:
    """The chances as they are between heads: none larger than at the last, and falling to that at the next."""
    most = np.concatenate([np.ones_like(by_head[:1]), by_head])[REACHED].T
    least = np.concatenate([by_head, np.zeros_like(by_head[:1])])[REACHED].T
    falling = np.where(least > 0, least ** (1 - LEFT) * most**LEFT, 0.0)
    return np.where(IS_HEAD, most, np.clip(chance, falling, most))


def _given_open(chance: Floats, age: Ints) -> Floats:
    """The chances of items that were not paid before today, ``age`` days after they were due."""
    before = np.clip(age - 1 - EARLIEST, 0, len(DAYS) - 1)
    so_far = chance[np.arange(len(chance)), before][:, None]
    certain = (age - 1)[:, None] >= DAYS[None, :]
    found: Floats = np.where(certain, 1.0, np.minimum(chance / np.maximum(so_far, 1e-12), 1.0))
    return found
