"""One evaluation of one customer: card, inputs and parameters in; score, grade and proposed limit out.

A case holds everything the result follows from, and can be written down: what was assessed years
ago gives the same figures again, whatever has become of the card, the grades or the ledger.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ..rating import Band, capped, grade_for
from .limit_proposal import Basis, Parameters, Proposal, propose
from .scorecard import Bin, Criterion, KnockOut, Known, Score, Scorecard, score

FORMAT = 1  # of what is written down
NOTHING_KNOWN, USUAL = Basis(), Parameters()


@dataclass(frozen=True)
class Case:
    """``caps`` says which grade each knock-out of the card caps at, ``factors`` the limit factor of each grade.

    ``second`` is a card for what the first one does not tell, serious lateness; where it gives a score, the grade is
    the worse of the two.
    """

    card: Scorecard
    inputs: Mapping[str, Known]
    bands: tuple[Band, ...]
    caps: Mapping[str, str]
    factors: Mapping[str, float]
    basis: Basis = NOTHING_KNOWN
    parameters: Parameters = USUAL
    second: Scorecard | None = None


@dataclass(frozen=True)
class Result:
    """Grades are names; None where too little is known.

    ``grade_of_score`` is that of the first card, ``grade_of_second`` that of the second one; ``grade`` is what
    knock-outs leave of the worse of them.
    """

    score: Score
    grade_of_score: str | None
    grade: str | None
    proposal: Proposal
    second: Score | None = None
    grade_of_second: str | None = None

    @property
    def capped(self) -> bool:
        """Whether knock-outs or the second card hold the grade down."""
        return self.grade != self.grade_of_score


def assess(case: Case) -> Result:
    """
    :raise ValueError: when the card or the bands are not sound
    """
    scored = score(case.card, case.inputs)
    own = None if scored.value is None else grade_for(scored.value, case.bands).name
    second = None if case.second is None else score(case.second, case.inputs)
    other = None if second is None or second.value is None else grade_for(second.value, case.bands).name
    caps = [case.caps[rule.code] for rule in scored.knocked_out]
    # Without a score of the first card the second one alone makes no grade.
    grade = capped(own, caps if own is None or other is None else [*caps, other], case.bands)
    factor = None if grade is None else case.factors.get(grade)
    return Result(scored, own, grade, propose(case.basis, case.parameters, factor), second, other)


def better_band(grade: str, bands: Iterable[Band]) -> Band | None:
    """The next better band: what a higher score would have given; None for the best."""
    begins = next(band.score_min for band in bands if band.name == grade)
    return min((band for band in bands if band.score_min > begins), key=lambda band: band.score_min, default=None)


# === WRITTEN DOWN === #


def freeze(case: Case) -> str:
    """A case as text. Numbers keep every digit, so that nothing changes when it is read again."""
    return json.dumps({"format": FORMAT, **asdict(case)}, ensure_ascii=False, sort_keys=True, allow_nan=False)


def thaw(text: str) -> Case:
    """The case that was written down.

    :raise ValueError: for a text of another format
    """
    data = json.loads(text)
    if data.pop("format", None) != FORMAT:
        raise ValueError("this was not written down by freeze, or by a later version of it")
    second = data.pop("second", None)  # older ones have none
    return Case(
        card=_card(data.pop("card")),
        second=_card(second) if second else None,
        bands=tuple(Band(**band) for band in data.pop("bands")),
        basis=Basis(**data.pop("basis")),
        parameters=Parameters(**data.pop("parameters")),
        **data,
    )


def _card(written: dict[str, Any]) -> Scorecard:
    criteria = [one | {"bins": tuple(Bin(**bin_) for bin_ in one["bins"])} for one in written["criteria"]]
    return Scorecard(
        criteria=tuple(Criterion(**one) for one in criteria),
        knock_outs=tuple(KnockOut(**rule) for rule in written["knock_outs"]),
        coverage_min=written["coverage_min"],
    )
