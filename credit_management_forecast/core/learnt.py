"""What a forecaster has learnt, in figures that people read: chances by segment, and what moves them."""

from __future__ import annotations

import numpy as np

from .arrays import Floats
from .curves import KINDS_OF_SEGMENT, survival
from .days import business_bound, survival_at
from .features import HEADS, NAMES
from .forecaster import Forecaster

WEDNESDAY = 6  # days from 1970-01-01, a Thursday: an item due then is late by as many business days as any other
LEAST = 0.005  # of a coefficient: what moves less moves nothing


def chances(hazard: Floats) -> list[float]:
    """The chance to be paid later than each of HEADS days, by a curve."""
    later = survival(hazard)[None, :]
    due = np.array([WEDNESDAY])
    return [float(survival_at(later, business_bound(due, days))[0]) for days in HEADS]


def by_segment(forecaster: Forecaster) -> list[tuple[str, int, list[float]]]:
    """Kind and id of each segment with its chances; first those of all items, with neither."""
    curves = forecaster.curves
    rows = [("", 0, chances(curves.general))]
    for kind in KINDS_OF_SEGMENT:
        rows += [(kind, id_, chances(hazard)) for id_, hazard in sorted(curves.segments.get(kind, {}).items())]
    return rows


def factors(forecaster: Forecaster) -> list[tuple[str, list[float]]]:
    """Each feature that moves something: by what one more of it multiplies the odds to be later, a factor a head."""
    own = forecaster.coefficients[:, 1:]
    return [
        (name, np.exp(own[:, place]).tolist())
        for place, name in enumerate(NAMES)
        if float(abs(own[:, place]).max()) >= LEAST
    ]
