"""Score bands of grades: which grade a score means, and what is wrong with a set of bands.

A band stores where it begins; it ends where the next one begins and the highest ends at 100,
included. Bands therefore cannot overlap by a slip of one figure: what can go wrong is that two
begin at the same score, or that the lowest leaves scores without a grade.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

LOWEST, HIGHEST = 0, 100


@dataclass(frozen=True)
class Band:
    """One grade and the score from which it is given."""

    name: str
    score_min: float


@dataclass(frozen=True)
class Fault:
    """A fault of the scale: ``reason`` is overlap, gap or range; ``names`` are the grades concerned."""

    reason: str
    names: tuple[str, ...]
    low: float
    high: float


def band_faults(bands: Iterable[Band]) -> list[Fault]:
    """Everything wrong with a complete set of bands, lowest first; an empty list when it is sound."""
    ordered = sorted(bands, key=lambda band: (band.score_min, band.name))
    if not ordered:
        return [Fault("gap", (), LOWEST, HIGHEST)]
    faults = [
        Fault("range", (band.name,), band.score_min, band.score_min)
        for band in ordered
        if not LOWEST <= band.score_min <= HIGHEST
    ]
    if ordered[0].score_min > LOWEST:
        faults.append(Fault("gap", (ordered[0].name,), LOWEST, ordered[0].score_min))
    faults += [
        Fault("overlap", (lower.name, upper.name), lower.score_min, upper.score_min)
        for lower, upper in pairwise(ordered)
        if lower.score_min == upper.score_min
    ]
    return faults


def band_end(band: Band, bands: Iterable[Band]) -> float:
    """Where a band ends: the score at which the next one begins, 100 for the highest."""
    return min((other.score_min for other in bands if other.score_min > band.score_min), default=HIGHEST)


def grade_for(score: float, bands: Iterable[Band]) -> Band:
    """The band a score falls into.

    :raise ValueError: for a score outside 0–100, or one no band covers
    """
    if not LOWEST <= score <= HIGHEST:
        raise ValueError(f"a score lies between {LOWEST} and {HIGHEST}: {score}")
    reached = [band for band in bands if band.score_min <= score]
    if not reached:
        raise ValueError(f"no grade begins at or below {score}")
    return max(reached, key=lambda band: band.score_min)


def capped(grade: str | None, caps: Collection[str], bands: Iterable[Band]) -> str | None:
    """The grade that is left once findings cap it: the worst of the score's own and of the caps.

    :param grade: the name of the score's grade; None when too little is known for a score
    :param caps: the names of the grades it can be no better than, in any order
    :return: None when the grade is not known either way. A cap at the lowest grade is known without a score.
    """
    bands = tuple(bands)
    if grade is None:
        lowest = worst([band.name for band in bands], bands)
        return lowest if lowest in caps else None
    return worst((grade, *caps), bands)


def worst(grades: Iterable[str], bands: Iterable[Band]) -> str:
    """The worst of some grades, by name."""
    begins = {band.name: band.score_min for band in bands}
    return min(grades, key=begins.__getitem__)
