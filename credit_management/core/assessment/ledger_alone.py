"""A customer judged by our own ledger alone: nothing that somebody has told us counts.

What decides without a person rests on it: whoever fills a survey in or hands a statement over cannot move it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..rating import capped
from .assessment import Case, assess
from .limit_proposal import Basis, yearly
from .scorecard import Known

OWN = ("industry_risk", "relationship")  # inputs beside the ledger that are ours to decide


@dataclass(frozen=True)
class Judged:
    """The worse of two looks at a customer: as it is on record, and by our ledger alone.

    ``score`` and ``grade`` are None where one of the two gives none. ``limit`` is what both would bear.
    """

    score: float | None = None
    grade: str | None = None
    is_knocked_out: bool = False
    limit: float = 0.0


def judge(case: Case, ledger: Mapping[str, Known], credit_days: int | None) -> Judged:
    """
    :param case: as an assessment of the day would have it
    :param ledger: how the customer has paid, without payments that may be made up
    :param credit_days: of the terms it has
    """
    # A wish is no reason to grant more, and holds nothing down that somebody else asks for.
    looks = [
        assess(one)
        for one in (replace(case, basis=replace(case.basis, asked=None)), _by_ledger(case, ledger, credit_days))
    ]
    scores = [look.score.value for look in looks if look.score.value is not None]
    grades = [look.grade for look in looks if look.grade is not None]
    whole = len(scores) == len(grades) == len(looks)
    return Judged(
        score=min(scores) if whole else None,
        grade=capped(grades[0], grades[1:], case.bands) if whole else None,
        is_knocked_out=any(look.score.knocked_out for look in looks),
        limit=min(look.proposal.amount or 0.0 for look in looks),
    )


def _by_ledger(case: Case, ledger: Mapping[str, Known], credit_days: int | None) -> Case:
    known = {code: value for code, value in ledger.items() if value is not None}
    kept = {code: value for code, value in case.inputs.items() if code in OWN}
    basis = Basis(
        purchases=yearly(_amount(known.get("purchases_12m")), _amount(known.get("relationship_months"))),
        credit_days=credit_days,
        highest_balance=_amount(known.get("highest_balance_paid_well")),
    )
    return replace(case, inputs=kept | known, basis=basis)


def _amount(value: Known) -> float | None:
    return float(value) if isinstance(value, int | float) else None
