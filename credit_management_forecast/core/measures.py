"""Measures of how good forecasts were."""

from __future__ import annotations

import numpy as np

from .arrays import Bools, Floats

BINS = 10


def area_under_curve(happened: Bools, chance: Floats) -> float | None:
    """Share of pairs of one that happened and one that did not in which the first had the higher chance."""
    _values, place, number = np.unique(chance, return_inverse=True, return_counts=True)
    rank = (np.cumsum(number) - (number - 1) / 2)[place]
    bad = int(happened.sum())
    good = len(happened) - bad
    if not bad or not good:
        return None
    return float((rank[happened].sum() - bad * (bad + 1) / 2) / (bad * good))


def standard_error(area: float, bad: float, good: float) -> float:
    """How far an area under the curve is off by chance, about: Hanley and McNeil, Radiology 143, 1982."""
    both_bad, both_good = area / (2 - area), 2 * area**2 / (1 + area)
    spread = area * (1 - area) + (bad - 1) * (both_bad - area**2) + (good - 1) * (both_good - area**2)
    return float(np.sqrt(max(spread, 0.0) / (bad * good)))


def calibration_error(happened: Bools, chance: Floats) -> float | None:
    """Mean difference between what was said and what came, over tenths of the items by their chance."""
    if not len(happened):
        return None
    parts = np.array_split(np.argsort(chance, kind="stable"), min(BINS, len(happened)))
    error = sum(abs(chance[part].mean() - happened[part].mean()) * len(part) for part in parts)
    return float(error / len(happened))
