"""Values with a good or bad outcome → criteria of a scorecard: bins, points and weights.

The usual way of scorecards (Siddiqi, Credit Risk Scorecards; Thomas, Edelman, Crook, Credit Scoring and
Its Applications): cut each characteristic at its quantiles, merge neighbours until the bad rate runs one
way, take the weight of evidence of each bin, and let a logistic regression that knows no negative
coefficient say how much each counts. Points are the weight of evidence from 0 (worst bin) to 100 (best).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Bools, Floats, Ints
from .ready_cards import number
from .scorecard import WHOLE, Criterion

BINS = 5  # the most a criterion has
SMALLEST = 0.05  # of the weight of all rows, in a bin
NOTICEABLE = 0.08  # of the whole range of evidence, between two bins
LEAST_WEIGHT = 5  # percent, of a criterion
MOST_CRITERIA = 8
SMOOTHING = 0.005  # of all rows, added to the good and the bad of a bin in the proportion of all
RIDGE = 0.05  # of all rows: criteria that say nearly the same share the weight, rather than one having it all


class NothingTellsError(Exception):
    """No characteristic tells the bad from the good."""


@dataclass(frozen=True)
class Candidate:
    """A characteristic to fit. ``step`` is what its edges are rounded to, so that people can read them."""

    code: str
    rising: bool
    step: float


@dataclass(frozen=True)
class Binned:
    """A characteristic in bins, with the evidence of each: ln(good / bad), less that of all."""

    candidate: Candidate
    edges: list[float]
    evidence: Floats

    def of(self, values: Floats) -> Floats:
        """The evidence of values; what is not known is none, one way or the other."""
        found = self.evidence[np.searchsorted(self.edges, np.nan_to_num(values), side="right")]
        return np.where(np.isnan(values), 0.0, found)

    @property
    def span(self) -> float:
        return float(self.evidence.max() - self.evidence.min())

    def criterion(self, weight: float) -> Criterion:
        points = [round(WHOLE * (one - self.evidence.min()) / self.span) for one in self.evidence]
        figures: list[float] = [points[0]]
        for edge, given in zip(self.edges, points[1:], strict=True):
            figures += [edge, given]
        return number(self.candidate.code, weight, *figures)


@dataclass(frozen=True)
class Cuts:
    """Where characteristics are cut: at these shares of the rows, into bins of at least that share."""

    shares: tuple[float, ...] = tuple(n / BINS for n in range(1, BINS))
    smallest: float = SMALLEST


EVEN = Cuts()
# Of what is rare the last hundredths tell most.
TAIL = Cuts((0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99), 0.01)


def fit(
    values: Mapping[str, Floats],
    bad: Bools,
    weights: Floats,
    candidates: Sequence[Candidate],
    widen: Callable[[Binned], Binned] | None = None,
    cuts: Cuts = EVEN,
) -> tuple[Criterion, ...]:
    """The criteria of a card whose weights add up to 100 percent.

    :param values: {code: array}
    :param weights: what each row counts for
    :param widen: called with the bins of each characteristic, gives them with more beyond the last one
    """
    weights = weights / weights.sum()
    chosen = [binned(values[one.code], bad, weights, one, cuts) for one in candidates]
    chosen = [widen(one) if widen else one for one in chosen if one.span > 0]
    while True:
        if not chosen:
            raise NothingTellsError
        evidence = np.column_stack([one.of(values[one.candidate.code]) for one in chosen])
        shares = coefficients(evidence, bad, weights) * [one.span for one in chosen]
        if not shares.sum() > 0:
            raise NothingTellsError
        percent = whole_percent(shares)
        if len(chosen) <= MOST_CRITERIA and min(percent) >= LEAST_WEIGHT:
            break
        chosen.pop(int(np.argmin(shares)))
    order = sorted(range(len(chosen)), key=lambda n: -percent[n])
    return tuple(chosen[n].criterion(percent[n]) for n in order)


def binned(values: Floats, bad: Bools, weights: Floats, candidate: Candidate, cuts: Cuts = EVEN) -> Binned:
    known = ~np.isnan(values)
    edges = first_edges(values[known], weights[known], candidate.step, cuts.shares)
    while True:
        place = np.searchsorted(edges, values[known], side="right")
        evidence, size = evidence_of(place, len(edges) + 1, bad[known], weights[known], bad, weights)
        join = worst_pair(evidence, size, candidate.rising, cuts.smallest)
        if join is None:
            break
        edges.pop(join)
    return Binned(candidate, edges, evidence)


def first_edges(values: Floats, weights: Floats, step: float, shares: Sequence[float]) -> list[float]:
    if not len(values):
        return []
    order = np.argsort(values, kind="stable")
    share = np.cumsum(weights[order]) / weights.sum()
    last = len(values) - 1
    cuts = [float(values[order][min(int(np.searchsorted(share, one)), last)]) for one in shares]
    rounded = sorted({round(round(cut / step) * step, 6) for cut in cuts})
    return [edge for edge in rounded if values.min() < edge <= values.max()]


def evidence_of(
    place: Ints, count: int, bad: Bools, weights: Floats, all_bad: Bools, all_weights: Floats
) -> tuple[Floats, Floats]:
    rate = (all_bad * all_weights).sum() / all_weights.sum()
    size = np.bincount(place, weights=weights, minlength=count)
    bads = np.bincount(place, weights=weights * bad, minlength=count) + SMOOTHING * rate
    goods = np.bincount(place, weights=weights * ~bad, minlength=count) + SMOOTHING * (1 - rate)
    return np.log(goods / bads) - np.log((1 - rate) / rate), np.asarray(size, float)


def worst_pair(evidence: Floats, size: Floats, rising: bool, smallest: float = SMALLEST) -> int | None:
    """The edge to leave out: where the bad rate runs the wrong way most, or hardly changes, or at a bin too small."""
    if len(evidence) == 1:
        return None
    steps = np.diff(evidence) * (1 if rising else -1)
    if steps.min() <= 0:
        return int(np.argmin(steps))
    if steps.min() < NOTICEABLE * np.ptp(evidence):
        return int(np.argmin(steps))
    if size.min() < smallest:
        small = int(np.argmin(size))
        return min((n for n in (small - 1, small) if 0 <= n < len(steps)), key=lambda n: float(steps[n]))
    return None


def coefficients(evidence: Floats, bad: Bools, weights: Floats) -> Floats:
    """Of a logistic regression with ridge, none below zero: Newton's method, one coordinate at a time."""
    beta, start = np.full(evidence.shape[1], 1 / evidence.shape[1]), 0.0
    for _round in range(200):
        before = beta.copy()
        chance = 1 / (1 + np.exp(-(start + evidence @ beta)))  # of being good
        start += (weights * (~bad - chance)).sum() / (weights * chance * (1 - chance)).sum()
        for n in range(len(beta)):
            chance = 1 / (1 + np.exp(-(start + evidence @ beta)))
            slope = (weights * (~bad - chance) * evidence[:, n]).sum() - RIDGE * beta[n]
            bend = (weights * chance * (1 - chance) * evidence[:, n] ** 2).sum() + RIDGE
            beta[n] = max(0.0, beta[n] + slope / bend)
        if np.abs(beta - before).max() < 1e-5:
            break
    return beta


def whole_percent(shares: Floats) -> list[int]:
    """Whole numbers in these proportions that add up to 100, by the largest remainder."""
    exact = WHOLE * np.asarray(shares) / np.sum(shares)
    percent = np.floor(exact).astype(int)
    for n in np.argsort(percent - exact, kind="stable")[: WHOLE - percent.sum()]:
        percent[n] += 1
    return [int(one) for one in percent]


# === BEYOND THE LAST EDGE === #

QUESTIONS = (0, 10, 30)  # days
MORE_BINS = 10  # the most beyond the edge
MONTH = 30  # days; no scale ends before


def extended(binned: Binned, values: Floats, delays: Floats, weights: Floats) -> Binned:
    """The same bins, and more beyond the last edge.

    Where invoices are late at all, that question tells habits of four days and of forty apart no more. So beyond the
    last edge each invoice is asked three questions: late at all, more than 10 days, more than 30 days. The evidence of
    the bins there is that of the answers together, counted from the bin the scale went to before.

    :param values: of the characteristic, for invoices of ledgers with different habits
    :param delays: by how many days each invoice was paid late
    """
    if not binned.edges:
        return binned
    edge = binned.edges[-1]
    there = ~np.isnan(values) & (values >= edge)
    if not there.any():
        return binned
    values, weights = values[there], weights[there] / weights[there].sum()
    edges = [one for one in _more_cuts(values, weights, binned.candidate.step) if one > edge]
    asked, weights = np.tile(values, len(QUESTIONS)), np.tile(weights / len(QUESTIONS), len(QUESTIONS))
    bad = np.concatenate([delays[there] > days for days in QUESTIONS])
    if bad.all() or not bad.any():
        return binned
    while True:
        place = np.searchsorted(edges, asked, side="right")
        evidence, size = evidence_of(place, len(edges) + 1, bad, weights, bad, weights)
        join = worst_pair(evidence, size, binned.candidate.rising)
        if join is None:
            break
        edges.pop(join)
    beyond = binned.evidence[-1] + evidence[1:] - evidence[0]
    return Binned(binned.candidate, binned.edges + edges, np.concatenate([binned.evidence, beyond]))


def _more_cuts(values: Floats, weights: Floats, step: float) -> list[float]:
    order = np.argsort(values, kind="stable")
    share = np.cumsum(weights[order])
    last = len(values) - 1
    found = [float(values[order][min(int(np.searchsorted(share, n / MORE_BINS)), last)]) for n in range(1, MORE_BINS)]
    return sorted({round(round(cut / step) * step, 6) for cut in [*found[:-1], max(found[-1], MONTH)]})
