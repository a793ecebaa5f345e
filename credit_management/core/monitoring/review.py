"""Days of reviews: when one is opened, when it is late, and when a customer may go on without one."""

from dataclasses import dataclass
from datetime import date, timedelta

LOW = "low"
RISK, GRADE, SCORE, LIMIT, ALERT, STATUS = ("risk", "grade", "score", "limit", "alert", "status")
COMING, DUE, OVERDUE = ("coming", "due", "overdue")


@dataclass(frozen=True)
class Renewal:
    """A customer as it was assessed last, and as a fresh assessment would see it.

    ``limit`` is the limit in force, None where there is no amount; ``proposed_limit`` what would be proposed.
    """

    risk_class: str | None
    grade: str | None
    fresh_grade: str | None
    score: float
    fresh_score: float | None
    limit: float | None
    proposed_limit: float
    is_active: bool = True
    has_alert: bool = False


def obstacles(renewal: Renewal, points: float) -> tuple[str, ...]:
    """Why it cannot be renewed by rule; empty where it can.

    The limit stays as it is, so a fresh assessment has to allow at least as much. That it proposes
    exactly the same would hardly ever be so.

    :param points: by less than so many the score may have moved
    """
    fresh = renewal.fresh_score
    found = [
        (STATUS, not renewal.is_active),
        (RISK, renewal.risk_class != LOW),
        (GRADE, renewal.fresh_grade is None or renewal.fresh_grade != renewal.grade),
        (SCORE, fresh is None or abs(fresh - renewal.score) >= points),
        (LIMIT, renewal.limit is None or renewal.proposed_limit < renewal.limit),
        (ALERT, renewal.has_alert),
    ]
    return tuple(reason for reason, stands in found if stands)


def opens_on(due: date, lead: int) -> date:
    """The first day on which a review due on a day is prepared."""
    return due - timedelta(days=lead)


def phase(due: date, today: date, grace: int) -> str:
    """Of an open review: overdue once the grace is over."""
    if today < due:
        return COMING
    return DUE if today <= due + timedelta(days=grace) else OVERDUE
