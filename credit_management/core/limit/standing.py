"""Which changes of an account let its customer do more: those take a second person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..exposure.terms import AT_ONCE, Terms

# From the one that lets nothing pass to the one that lets most pass. A customer nobody has assessed is held.
STATUSES = ("closed", "stop", "not_assessed", "watch", "active")


@dataclass(frozen=True, slots=True)
class Standing:
    """What was decided about a customer outside its limit."""

    status: str = "not_assessed"
    grade: str | None = None
    score: float = 0.0
    terms: Terms = AT_ONCE
    late_interest: float = 0.0
    pricelist: int | None = None


def easier(before: Standing, after: Standing, grades: Sequence[str]) -> frozenset[str]:
    """The parts of a customer's standing that become easier.

    A grade taken away or given to a customer without one counts as easier: authorities depend on the class. So does
    another price list, for nobody can tell which of two is the cheaper one.

    :param grades: best first
    """
    found = {
        "status": STATUSES.index(after.status) > STATUSES.index(before.status),
        "grade": after.grade != before.grade and not _is_worse(before.grade, after.grade, grades),
        "score": after.score > before.score,
        "terms": after.terms.better_than(before.terms),
        "late_interest": after.late_interest < before.late_interest,
        "pricelist": after.pricelist is not None and after.pricelist != before.pricelist,
    }
    return frozenset(name for name, met in found.items() if met)


def _is_worse(before: str | None, after: str | None, grades: Sequence[str]) -> bool:
    if before not in grades or after not in grades:
        return False
    return grades.index(after) > grades.index(before)
