"""How well a score tells the bad from the good, and how far the figures of customers have drifted."""

import math

import numpy as np

from ..arrays import Bools, Floats

PARTS = 10  # of the figures before, of equal number
PART_LEAST = 20  # customers in a part: fewer drift by chance
DIGITS = 6
STABLE, DRIFTED = 0.1, 0.25  # of the index below: no change to speak of; another population (Siddiqi 2006)


def auc(bad: Bools, score: Floats) -> float:
    """Area under the ROC curve: how often a bad one has the lower score than a good one, ties counting half.

    NaN where there are none of either.
    """
    bad = np.asarray(bad, bool)
    many, few = int(bad.sum()), int((~bad).sum())
    if not many or not few:
        return math.nan
    _values, group, counts = np.unique(-np.asarray(score, float), return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[group]
    return float((ranks[bad].sum() - many * (many + 1) / 2) / (many * few))


def ks(bad: Bools, score: Floats) -> float:
    """The largest distance of the two cumulative distributions of scores (Kolmogorov-Smirnov); NaN as of ``auc``."""
    bad = np.asarray(bad, bool)
    if bad.all() or not bad.any():
        return math.nan
    values, group = np.unique(np.asarray(score, float), return_inverse=True)
    of_bad, of_good = (np.cumsum(np.bincount(group[one], minlength=len(values))) for one in (bad, ~bad))
    return float(np.abs(of_bad / of_bad[-1] - of_good / of_good[-1]).max())


def stability(before: Floats, now: Floats) -> float | None:
    """The population stability index: how far a figure is spread otherwise than before.

    The figures before are cut at their quantiles; what is not known (NaN) is a part of its own. The sum over the parts
    of (share now − share before) × ln(share now / share before).

    :return: None where there are too few figures to tell drift from chance
    """
    few = min(len(before), len(now))
    parts = min(PARTS, few // PART_LEAST)
    if parts < 2:
        return None
    before, now = (
        np.round(before, DIGITS),
        np.round(now, DIGITS),
    )  # the same figure on both sides of an edge is no drift
    known = before[~np.isnan(before)]
    edges = np.unique(np.quantile(known, np.arange(1, parts) / parts)) if len(known) else np.empty(0)
    size = len(edges) + 2
    shares = [_shares(figures, edges, size) for figures in (before, now)]
    return float(((shares[1] - shares[0]) * np.log(shares[1] / shares[0])).sum())


def _shares(figures: Floats, edges: Floats, size: int) -> Floats:
    """The share of each part; half a figure is put into each, so that none is empty."""
    place = np.where(np.isnan(figures), size - 1, np.searchsorted(edges, figures, side="left"))
    counts = np.bincount(place, minlength=size)
    return np.asarray((counts + 0.5) / (len(figures) + 0.5 * size), float)
