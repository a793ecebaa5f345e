"""Scores and what became of those who had them → a probability for each score, the worse the lower.

Isotonic regression: neighbours are joined until no better score has the larger share of bad ones. Of all shares that
never rise with the score these fit best (Ayer and others 1955).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Bools, Floats
from .grade_record import Share

GROUP_LEAST = 30  # outcomes a share is made of at least
ENOUGH, ENOUGH_BAD = 100, 5  # outcomes, and bad ones, for a probability to mean something


@dataclass(frozen=True, slots=True)
class Step:
    """Scores from ``low`` to ``high``, both seen, with their share of bad ones."""

    low: float
    high: float
    bad: int
    count: int

    @property
    def share(self) -> Share:
        return Share(self.bad, self.count)

    def joined(self, other: "Step") -> "Step":
        return Step(self.low, other.high, self.bad + other.bad, self.count + other.count)


Curve = tuple[Step, ...]  # by rising scores; empty where too little is known


def curve(scores: Floats, bad: Bools) -> Curve:
    """The steps of the probability.

    :param scores: of each outcome, in any order
    :param bad: whether it was a bad one
    """
    if len(scores) < ENOUGH or int(bad.sum()) < ENOUGH_BAD:
        return ()
    values, group = np.unique(scores, return_inverse=True)
    counts = np.bincount(group, minlength=len(values)).tolist()
    bads = np.bincount(group, weights=bad, minlength=len(values)).astype(int).tolist()
    steps: list[Step] = []
    for value, many, few in zip(values.tolist(), counts, bads, strict=True):
        one = Step(value, value, few, many)
        if steps and steps[-1].count < GROUP_LEAST:
            steps[-1] = steps[-1].joined(one)
        else:
            steps.append(one)
    if len(steps) > 1 and steps[-1].count < GROUP_LEAST:
        last = steps.pop()
        steps[-1] = steps[-1].joined(last)
    return _falling(steps)


def _falling(steps: Sequence[Step]) -> Curve:
    """Neighbours joined while the better score has the larger share."""
    found: list[Step] = []
    for step in steps:
        found.append(step)
        while len(found) > 1 and found[-1].bad * found[-2].count >= found[-2].bad * found[-1].count:
            last = found.pop()
            found[-1] = found[-1].joined(last)
    return tuple(found)


def step_of(steps: Curve, score: float) -> Step | None:
    """The step of a score; one between two of them is as the worse, one beyond all as the nearest. None without any."""
    reached = [step for step in steps if step.low <= score]
    return reached[-1] if reached else (steps[0] if steps else None)
