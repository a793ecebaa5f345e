"""The kinds of alert rules: which figure each looks at, and all that anything else has to know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..exposure.ratios import share
from ..limit.limits import LIMITED
from .figures import BUCKET_STARTS, MOST, Figures

AMOUNT, PERCENT, DAYS, POINTS, STEPS, GROUNDS = UNITS = ("amount", "percent", "days", "points", "steps", "grounds")
RESEMBLANCE = "resemblance"


@dataclass(frozen=True)
class Kind:
    """A kind of rule: the figure it looks at.

    ``rising`` is whether more is worse. An open alert whose figure is no longer known is cleared where
    that means that the cause is gone (there is no limit any more), and kept where nothing new is known.
    ``days`` is what the rule's days mean, if anything.
    """

    unit: str
    measure: Callable[[Figures, int], float | None]
    rising: bool = True
    unknown_clears: bool = True
    days: str | None = None
    has_floor: bool = False  # of what is overdue: a small rest is no warning


FROM, BACK = "from", "back"  # overdue from that day on; compared with so many days ago


def _overdue_from(figures: Figures, days: int) -> float:
    return sum(amount for start, amount in zip(BUCKET_STARTS, figures.buckets, strict=False) if start >= max(days, 1))


def _overdue_share(figures: Figures, _days: int) -> float | None:
    late = share(figures.overdue, figures.receivable)
    return None if late is None else 100 * late


def _use(figures: Figures, _days: int) -> float | None:
    """Use of the limit to warn by: what is owed without any limit left is beyond every threshold."""
    if figures.limit_state == LIMITED and figures.limit_amount <= 0:
        return MOST if figures.exposure > 0 else 0.0
    return figures.utilisation


def _shared_use(figures: Figures, _days: int) -> float | None:
    return None if figures.shared_use is None else min(figures.shared_use, MOST)


def _until(day: date | None, on: date) -> int | None:
    return None if day is None else (day - on).days


def _score_drop(figures: Figures, days: int) -> float | None:
    score, _grade = figures.earlier.get(days, (None, None))
    return None if score is None or figures.score is None else score - figures.score


def _grade_drop(figures: Figures, days: int) -> float | None:
    _score, grade = figures.earlier.get(days, (None, None))
    return None if grade is None or figures.grade is None else figures.grade - grade


def _order_growth(figures: Figures, _days: int) -> float | None:
    if not figures.ordered_usually:
        return None
    return min(100 * figures.ordered / figures.ordered_usually - 100, MOST)


def _concentration(figures: Figures, _days: int) -> float | None:
    part = share(figures.receivable, figures.company_receivable)
    return None if part is None else 100 * part


def _unreconciled(figures: Figures, _days: int) -> int | None:
    """Days since the customer agreed last; nothing to agree on where nothing is owed."""
    return _age(figures.reconciled_to, figures.on) if figures.receivable > 0 else None


def _age(day: date | None, on: date) -> int | None:
    return None if day is None else (on - day).days


KINDS = {
    "days_past_due": Kind(DAYS, lambda figures, _days: figures.oldest_days_past_due, has_floor=True),
    "overdue_amount": Kind(AMOUNT, _overdue_from, days=FROM),
    "overdue_share": Kind(PERCENT, _overdue_share, has_floor=True),
    "utilisation": Kind(PERCENT, _use),
    "limit_expiry": Kind(DAYS, lambda figures, _days: _until(figures.limit_valid_to, figures.on), rising=False),
    "document_expiry": Kind(DAYS, lambda figures, _days: _until(figures.document_valid_to, figures.on), rising=False),
    "review_overdue": Kind(DAYS, lambda figures, _days: _age(figures.next_review, figures.on)),
    "slowing_payer": Kind(DAYS, lambda figures, _days: figures.slowing, unknown_clears=False),
    "score_drop": Kind(POINTS, _score_drop, unknown_clears=False, days=BACK),
    "grade_drop": Kind(STEPS, _grade_drop, unknown_clears=False, days=BACK),
    "order_growth": Kind(PERCENT, _order_growth, unknown_clears=False),
    "statement_age": Kind(DAYS, lambda figures, _days: _age(figures.statement_end, figures.on)),
    "reconciliation_age": Kind(DAYS, _unreconciled),
    "concentration": Kind(PERCENT, _concentration),
    "shared_use": Kind(PERCENT, _shared_use, unknown_clears=False),
    "evidence_gone": Kind(PERCENT, lambda figures, _days: figures.evidence_gone),
    # No figure of an account: raised for each customer that resembles one on stop, when it comes to resemble it.
    RESEMBLANCE: Kind(GROUNDS, lambda _figures, _days: None, unknown_clears=False),
}
OWN_KINDS = tuple(KINDS)


def add_kind(name: str, kind: Kind) -> None:
    """Let rules have a kind of alert of another addon; its figure is read from ``Figures.more``.

    Python loads the addon once for all databases of a server: where it is not installed, no rule can be of the kind.
    """
    KINDS[name] = kind
