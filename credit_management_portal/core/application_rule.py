"""An application, and what we know of its customer ourselves → whether a person decides, or the company's rule.

Nothing an applicant says speaks for it: score, grade and limit are those that our own ledger bears. What it says can
only stand in the way. Amounts are in the company's currency.
"""

from __future__ import annotations

from dataclasses import dataclass

YEAR = 365  # days: a refusal or a reduction of that time was a person's, and stays one's to go back on
WINDOW = 30  # days over which approvals by rule add up
HIGH = "high"
(
    OFF, UNINVITED, HANDS, ADDRESS, IDENTITY, UNFINISHED, STATUS, RESEMBLES, OVERDUE, ALERT, OPEN, REFUSED, LOWERED,
    GROUP, SCORE, GRADE, STEPS, AMOUNT, LESS, PROPOSAL, TERMS, TOTAL,
) = OBSTACLES = (
    "off", "uninvited", "hands", "address", "identity", "unfinished", "status", "resembles", "overdue", "alert", "open",
    "refused", "lowered", "group", "score", "grade", "steps", "amount", "less", "proposal", "terms", "total",
)  # fmt: skip


@dataclass(frozen=True)
class Bounds:
    """What the company lets be approved by rule: a limit of at most ``amount`` from a ``score``.

    ``total`` is by how much all limits together may rise by rule within :data:`WINDOW`. An amount of zero approves
    nothing.
    """

    amount: float = 0.0
    score: float = 0.0
    total: float = 0.0


@dataclass(frozen=True)
class Applied:
    """What is asked for, what the customer has, and what we know of it ourselves.

    ``limit`` is that of today, None where it has no ceiling; ``granted`` by how much limits have risen by rule within
    the window; ``score``, ``grade``, ``bears`` are by our own ledger; ``stands`` names what else is in the way.
    """

    asked: float = 0.0
    days: int = 0
    granted_days: int = 0
    limit: float | None = 0.0
    granted: float = 0.0
    score: float | None = None
    grade: str | None = None
    risk_class: str | None = None
    bears: float = 0.0
    stands: frozenset[str] = frozenset()


def rise(applied: Applied) -> float:
    """By how much the limit of the customer would rise."""
    return 0.0 if applied.limit is None else max(applied.asked - applied.limit, 0.0)


def obstacles(bounds: Bounds, applied: Applied) -> tuple[str, ...]:
    """Why a person decides; nothing where the rule does."""
    found = {
        OFF: bounds.amount <= 0,
        SCORE: applied.score is None or applied.score < bounds.score,
        GRADE: applied.grade is None or applied.risk_class in (None, HIGH),
        AMOUNT: not 0 < applied.asked <= bounds.amount,
        LESS: applied.limit is None or applied.asked < applied.limit,
        PROPOSAL: applied.bears < applied.asked,
        TERMS: applied.days > applied.granted_days,
        TOTAL: applied.granted + rise(applied) > bounds.total,
    }
    return tuple(code for code in OBSTACLES if found.get(code) or code in applied.stands)
