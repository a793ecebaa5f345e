"""Facts of a customer + a card of weighted criteria → an explained score from 0 to 100.

A criterion looks at one characteristic (a ratio, how the customer pays, an answer of the survey …)
and gives the points of the bin it falls into, from 0 to 100. The score is the mean of the points
by weight. Everything is an argument: the same card and the same inputs give the same score.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias, cast

from ..common.rounding import adding_up
from ..rating import HIGHEST, LOWEST

WHOLE = 100  # what the weights of a card add up to, in percent
DIGITS = 2  # of a score

Known: TypeAlias = float | str | bool | None  # the value of a characteristic

# Points of a criterion whose characteristic is not known.
WORST, FIXED, LEAVE_OUT = MISSING_RULES = ("worst", "fixed", "leave_out")

NUMBER, CHOICE, FLAG = KINDS = ("number", "choice", "flag")

BELOW, ABOVE, IS = OPERATORS = ("below", "above", "is")


@dataclass(frozen=True)
class Bin:
    """Values that give the same points: from ``lower`` up to the next bin, or one ``answer``.

    ``lower`` belongs to the bin; None is everything below the next one. A flag answers "yes" or
    "no".
    """

    points: float
    lower: float | None = None
    answer: str | None = None


@dataclass(frozen=True)
class Criterion:
    """One line of a card. ``weight`` is in percent of the whole card."""

    code: str
    characteristic: str
    weight: float
    bins: tuple[Bin, ...]
    kind: str = NUMBER
    missing: str = WORST
    missing_points: float = 0.0

    @cached_property
    def best(self) -> float:
        return max(bin_.points for bin_ in self.bins)

    @cached_property
    def worst(self) -> float:
        return min(bin_.points for bin_ in self.bins)

    @cached_property
    def by_lower(self) -> list[Bin]:
        """The bins of numbers, highest first."""
        return sorted(self.bins, key=lambda bin_: -math.inf if bin_.lower is None else bin_.lower, reverse=True)

    def bin_of(self, value: float | str | bool) -> Bin | None:
        """The bin a value falls into; None when the card has none for this answer."""
        if self.kind == NUMBER:
            number = cast(float, value)
            return next(bin_ for bin_ in self.by_lower if bin_.lower is None or number >= bin_.lower)
        answer = ("yes" if value else "no") if self.kind == FLAG else value
        return next((bin_ for bin_ in self.bins if bin_.answer == answer), None)


@dataclass(frozen=True)
class KnockOut:
    """A finding so grave that the grade is no better than ``cap``, whatever the score."""

    code: str
    characteristic: str
    operator: str
    value: float | str
    cap: str

    def met_by(self, value: Known) -> bool:
        """Whether a known value is such a finding; what is not known is none."""
        if value is None:
            return False
        if self.operator == IS:
            return value == (self.value == "yes" if isinstance(value, bool) else self.value)
        number, threshold = cast(float, value), cast(float, self.value)
        return number < threshold if self.operator == BELOW else number > threshold


@dataclass(frozen=True)
class Scorecard:
    """Criteria and knock-outs. ``coverage_min`` is the share of weight, in percent, that must be known."""

    criteria: tuple[Criterion, ...]
    knock_outs: tuple[KnockOut, ...] = ()
    coverage_min: float = 0.0


@dataclass(frozen=True)
class Line:
    """Points of one criterion. ``weight`` is its share of the score once left-out criteria are spread."""

    criterion: Criterion
    value: Known
    bin: Bin | None
    points: float
    weight: float
    left_out: bool = False

    @property
    def contribution(self) -> float:
        """The points of the score that come from here."""
        return self.points * self.weight / WHOLE

    @property
    def cost(self) -> float:
        """The points of the score lost here, compared with the best bin."""
        return 0.0 if self.left_out else (self.criterion.best - self.points) * self.weight / WHOLE


@dataclass(frozen=True)
class Score:
    """``value`` is None when too little is known; ``coverage`` is the known share of weight in percent."""

    value: float | None
    lines: tuple[Line, ...]
    coverage: float
    knocked_out: tuple[KnockOut, ...] = ()

    def contributions(self) -> list[float]:
        """The points of the score that come from each line, rounded so that they add up to it."""
        return adding_up([line.contribution for line in self.lines], DIGITS, self.value)

    def weights(self) -> list[float]:
        """The share of each line in the score, rounded so that they add up to all that counts."""
        return adding_up([line.weight for line in self.lines], DIGITS)

    def costliest(self, count: int = 3) -> list[Line]:
        """The criteria that cost the score most: why 71 and not 80."""
        costs = [line for line in self.lines if line.cost > 0]
        return sorted(costs, key=lambda line: line.cost, reverse=True)[:count]


def score(card: Scorecard, inputs: Mapping[str, Known]) -> Score:
    """Score a customer.

    :param inputs: ``{characteristic: number, answer or flag}``; what is absent or None is not known
    :raise ValueError: when the card is not sound
    """
    return next(scores(card, [inputs]))


def scores(card: Scorecard, inputs_of_many: Iterable[Mapping[str, Known]]) -> Iterator[Score]:
    """Score many customers by one card, which is looked at once; see ``score``."""
    if found := faults(card):
        raise ValueError(f"this card gives no score: {found[0]}")
    return (_score(card, inputs) for inputs in inputs_of_many)


def _score(card: Scorecard, inputs: Mapping[str, Known]) -> Score:
    lines = [_line(criterion, inputs.get(criterion.characteristic)) for criterion in card.criteria]
    counted = math.fsum(line.weight for line in lines)
    coverage = math.fsum(line.criterion.weight for line in lines if line.bin)
    if any(line.left_out for line in lines):
        lines = [replace(line, weight=line.weight * WHOLE / counted if counted else 0.0) for line in lines]
    knocked_out = tuple(rule for rule in card.knock_outs if rule.met_by(inputs.get(rule.characteristic)))
    known = counted > 0 and coverage >= card.coverage_min - 1e-9
    value = round(math.fsum(line.contribution for line in lines), DIGITS) if known else None
    return Score(value, tuple(lines), round(coverage, DIGITS), knocked_out)


def _line(criterion: Criterion, value: Known) -> Line:
    found = None if value is None else criterion.bin_of(value)
    if found:
        return Line(criterion, value, found, found.points, criterion.weight)
    if criterion.missing == LEAVE_OUT:
        return Line(criterion, value, None, 0.0, 0.0, left_out=True)
    points = criterion.worst if criterion.missing == WORST else criterion.missing_points
    return Line(criterion, value, None, points, criterion.weight)


# === WHAT IS WRONG WITH A CARD === #


@dataclass(frozen=True)
class Fault:
    """``reason`` is weights, no_bins, gap, overlap, points, twice or negative."""

    reason: str
    code: str = ""
    value: float | str | None = None


def faults(card: Scorecard) -> list[Fault]:
    """Everything that keeps a card from scoring; an empty list when it is sound."""
    found = []
    total = math.fsum(criterion.weight for criterion in card.criteria)
    if abs(total - WHOLE) > 1e-6:
        found.append(Fault("weights", value=total))
    codes = Counter(criterion.code for criterion in card.criteria)
    found += [Fault("twice", code) for code, count in codes.items() if count > 1]
    for criterion in card.criteria:
        found += _criterion_faults(criterion)
    return found


def _criterion_faults(criterion: Criterion) -> Iterator[Fault]:
    code = criterion.code
    if criterion.weight <= 0:
        yield Fault("negative", code, criterion.weight)
    if not criterion.bins:
        yield Fault("no_bins", code)
        return
    given = [bin_.points for bin_ in criterion.bins]
    given += [criterion.missing_points] if criterion.missing == FIXED else []
    yield from (Fault("points", code, points) for points in given if not LOWEST <= points <= HIGHEST)
    if criterion.kind == NUMBER:
        yield from _number_faults(criterion)
    else:
        answers = Counter(bin_.answer for bin_ in criterion.bins)
        yield from (Fault("overlap", code, answer) for answer, count in answers.items() if count > 1)


def _number_faults(criterion: Criterion) -> Iterator[Fault]:
    """Bins hold their lower end only: two can begin at the same value, and the lowest can be missing."""
    lowers = [bin_.lower for bin_ in criterion.by_lower[::-1]]
    if lowers[0] is not None:
        yield Fault("gap", criterion.code, lowers[0])
    yield from (Fault("overlap", criterion.code, upper) for lower, upper in pairwise(lowers) if lower == upper)
