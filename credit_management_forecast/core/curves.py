"""Curves of lateness: for each step the share that is later, from counts shrunk to what is known in general.

A customer's own counts are shrunk to the curve of its segments, those of one weekday to the customer's. So who is
new has the curve of its segments, and who has paid a hundred invoices its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Bools, Floats, Ints, counted
from .days import BOUNDS, NEVER, STEPS, steps_of
from .habits import Habits
from .items import Items

# How many items what is known in general counts for: of the shipped curve, a segment, a customer, a weekday.
OF_SHIPPED, OF_SEGMENT, OF_CUSTOMER, OF_WEEKDAY = 100.0, 50.0, 3.0, 5.0
MOST_OF_ONE = 50.0  # items of one customer that count in a curve of many
LEAST = 1e-6  # no step is certain, nor impossible
# Share of items that are stuck, disputed or mislaid, whatever the habit: paid by half in so many business days.
STUCK, STUCK_HALF_LIFE = 0.002, 45.0
STUCK_CURVE: Floats = 0.5 ** (np.maximum(BOUNDS + 1, 0) / STUCK_HALF_LIFE)
KINDS_OF_SEGMENT = ("country", "industry", "team")


@dataclass(frozen=True, slots=True)
class Curves:
    """The hazard of each step: of all items, and of those of a segment by its kind and id."""

    general: Floats
    segments: dict[str, dict[int, Floats]]

    def priors(self, segments: Ints) -> Floats:
        """The hazards of customers about whom nothing else is known: a row of STEPS a row of segments.

        The mean of what each segment known changes in the general one, in logits.
        """
        found = np.zeros((len(segments), STEPS))
        number = np.zeros(len(segments))
        general = logit(self.general)
        for column, kind in enumerate(KINDS_OF_SEGMENT):
            for id_, hazard in self.segments.get(kind, {}).items():
                own = segments[:, column] == id_
                found[own] += logit(hazard) - general
                number[own] += 1
        return expit(general + found / np.maximum(number, 1.0)[:, None])


def logit(share: Floats) -> Floats:
    share = np.clip(share, LEAST, 1 - LEAST)
    found: Floats = np.log(share / (1 - share))
    return found


def expit(value: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(value, -40.0, 40.0)))
    return found


def hazards(paid: Floats, lasting: Floats, prior: Floats, strength: float) -> Floats:
    """The share of what lasts until a step that is paid in it, by rows.

    :param paid: items paid in each of STEPS + 1 steps, the last for what is later than all
    :param lasting: open items that have lasted through as many steps
    """
    at_risk = np.flip(np.cumsum(np.flip(paid, -1), -1), -1)[..., :STEPS]
    at_risk = at_risk + np.flip(np.cumsum(np.flip(lasting, -1), -1), -1)[..., 1:]
    found: Floats = (paid[..., :STEPS] + strength * prior) / (at_risk + strength)
    return np.clip(found, LEAST, 1 - LEAST)


def survival(hazard: Floats) -> Floats:
    """The share later than each step; it never rises, and some are stuck: so it says something of any open item."""
    found: Floats = (1 - STUCK) * np.cumprod(1 - hazard, axis=-1) + STUCK * STUCK_CURVE
    return found


def customer_hazards(habit: Habits, row: Ints, prior: Floats) -> Floats:
    """Hazards of the customer in each row, shrunk to what is known of its segments."""
    return hazards(habit.paid.sum(axis=1)[row], habit.lasting.sum(axis=1)[row], prior, OF_CUSTOMER)


def weekday_hazards(habit: Habits, row: Ints, weekday: Ints, of_customer: Floats) -> Floats:
    """Hazards of items of the customer in each row due on a weekday, shrunk to all those of the customer."""
    return hazards(habit.paid[row, weekday], habit.lasting[row, weekday], of_customer, OF_WEEKDAY)


def fit_curves(items: Items, morning: int, shipped: Curves) -> Curves:
    """General curve and those of segments; customers with many items count no more than MOST_OF_ONE of them."""
    counts = np.bincount(items.customer, minlength=1)
    weight = np.minimum(1.0, MOST_OF_ONE / np.maximum(counts, 1))[items.customer]
    everything = np.ones(len(items), dtype=bool)
    general = _fitted(items, weight, morning, everything, shipped.general, OF_SHIPPED)
    segments: dict[str, dict[int, Floats]] = {}
    for column, kind in enumerate(KINDS_OF_SEGMENT):
        ids = items.segments[:, column]
        segments[kind] = {
            int(id_): _fitted(items, weight, morning, ids == id_, general, OF_SEGMENT)
            for id_ in np.unique(ids)
            if id_ > 0
        }
    return Curves(general, segments)


def _fitted(items: Items, weight: Floats, morning: int, chosen: Bools, prior: Floats, strength: float) -> Floats:
    own = np.flatnonzero(chosen)
    paid = items.paid[own]
    last = np.where(paid < NEVER, paid, morning)  # open: lasted until this morning
    step = steps_of(items.due[own], last, None if items.lost is None else items.lost[own])
    is_paid = paid < NEVER
    done = counted(step[is_paid], weight[own][is_paid], STEPS + 1)
    lasting = counted(step[~is_paid], weight[own][~is_paid], STEPS + 1)
    return hazards(done, lasting, prior, strength)
