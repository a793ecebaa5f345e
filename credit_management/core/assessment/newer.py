"""What has become known of a customer since an assessment drew its inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

TOO_OLD = "too_old"
OTHER_STATEMENT = "other_statement"
OTHER_SURVEY = "other_survey"
STRICTER_STATUS = "stricter_status"
WORSE_GRADE = "worse_grade"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What an assessment rests on, as of a day: its sources, the customer's status, and the grade they give."""

    day: date
    statement: int | None
    survey: int | None
    status: str | None
    grade: str | None


def newer(before: Drawn, now: Drawn, longest: int, statuses: Sequence[str], grades: Sequence[str]) -> list[str]:
    """Why a decision on what was drawn before would not be one on what is known now.

    :param longest: days the inputs may be old; 0 for any number
    :param statuses: mildest first
    :param grades: best first
    :return: reasons, in the order above; none where the inputs still stand
    """
    found = {
        TOO_OLD: longest > 0 and (now.day - before.day).days > longest,
        OTHER_STATEMENT: before.statement != now.statement,
        OTHER_SURVEY: before.survey != now.survey,
        STRICTER_STATUS: bool(before.status and now.status)
        and _place(now.status, statuses) > _place(before.status, statuses),
        WORSE_GRADE: before.grade is not None and _place(now.grade, grades) > _place(before.grade, grades),
    }
    return [reason for reason, met in found.items() if met]


def _place(name: str | None, order: Sequence[str]) -> int:
    """Where a name stands in an order; what is not in it comes last."""
    return order.index(name) if name in order else len(order)
