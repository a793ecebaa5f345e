"""The invoices of customers who had been judged → what grades and scores have meant, and whether they still tell."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from ..arrays import Bools, Floats
from .grade_record import Judged, Record, Share, judged, records_by
from .items import Ledger, day_of
from .measures import auc
from .probability import Curve, curve

SERIOUS = 30  # days: late by more is what scores are held against
ENOUGH_BAD = 10  # bad ones, and good ones, for the area of a quarter


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an approved assessment said: ids of the grade approved and of the card, and the score, None for none."""

    grade: int
    card: int
    score: float | None


@dataclass(frozen=True)
class Quarter:
    """Invoices of a quarter, known by now: the share seriously late, and the area under the curve; None for too few."""

    name: str
    share: Share
    area: float | None


@dataclass(frozen=True)
class Calibration:
    """Shares by ``(card, grade)`` and by grade, a probability by score, and how well scores told by quarter."""

    invoices: int
    by_grade: Mapping[int, Record]
    by_card: Mapping[tuple[int, int], Record]
    steps: Curve
    quarters: tuple[Quarter, ...]


def calibrate(
    ledger: Ledger, on: int, judgements: Mapping[int, Iterable[tuple[int, Judgement]]], since: int = 0
) -> Calibration:
    """
    :param on: the day at whose end to look
    :param judgements: ``{number of customer: pairs of day and judgement}``: from when on which one held
    :param since: the day of the first invoice that counts
    """
    invoices = judged(ledger, on, judgements, since)
    scores = np.array([math.nan if one.score is None else one.score for one in invoices.judgements], float)
    of_row = scores[invoices.place] if len(scores) else np.empty(0)
    counted = invoices.is_known(SERIOUS) & ~np.isnan(of_row)
    bad = invoices.is_late(SERIOUS)
    return Calibration(
        len(invoices.place),
        records_by(invoices, lambda one: one.grade),
        records_by(invoices, lambda one: (one.card, one.grade)),
        curve(of_row[counted], bad[counted]),
        tuple(_quarters(invoices, of_row, counted)),
    )


def _quarters(invoices: Judged, scores: Floats, counted: Bools) -> Iterable[Quarter]:
    bad = invoices.is_late(SERIOUS)
    names = np.array([quarter_of(day_of(day)) for day in invoices.invoiced.tolist()], dtype=object)
    for name in sorted(set(names[counted].tolist())):
        there = counted & (names == name)
        few = int(bad[there].sum())
        many = int(there.sum()) - few
        enough = min(few, many) >= ENOUGH_BAD
        yield Quarter(name, Share(few, few + many), auc(bad[there], scores[there]) if enough else None)


def quarter_of(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"
