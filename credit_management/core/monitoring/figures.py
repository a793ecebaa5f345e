"""Figures of one account on a day, that rules of alerts look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..exposure.ratios import share
from ..limit.limits import LIMITED

BUCKET_STARTS = (0, 1, 31, 61, 91, 121)  # of figures that are compared over years: never a company's own
MOST = 1000.0  # percent; beyond that a ratio says no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Figures of one account on a day; None where there is nothing to tell. Amounts are the company's."""

    on: date
    exposure: float = 0.0
    receivable: float = 0.0
    overdue: float = 0.0
    oldest_days_past_due: int = 0
    buckets: tuple[float, ...] = ()  # receivables by BUCKET_STARTS
    limit_state: str = "not_assessed"
    limit_amount: float = 0.0
    limit_valid_to: date | None = None
    document_valid_to: date | None = None
    next_review: date | None = None
    statement_end: date | None = None
    reconciled_to: date | None = None  # end of the last statement the customer agreed to, else the account's first day
    slowing: float | None = None
    shared_use: float | None = 0.0  # percent of the shared limit, of who leads a group; None where a rate is missing
    evidence_gone: float | None = None  # percent of what the last assessment rested on
    score: float | None = None
    grade: int | None = None  # place on the scale, the best being the lowest
    earlier: dict[int, tuple[float | None, int | None]] = field(default_factory=dict)  # {days ago: (score, grade)}
    ordered: float = 0.0  # within the last 30 days
    ordered_usually: float | None = None  # in 30 days, by the half-year before
    company_receivable: float = 0.0
    risk_class: str | None = None
    grade_id: int | None = None
    company_id: int | None = None
    more: Mapping[str, float] = field(default_factory=dict)  # what kinds of other addons look at, by their names

    @property
    def utilisation(self) -> float | None:
        """Percent of the limit in use; None without a limit, and of a limit of zero: nothing is a share of it."""
        used = share(self.exposure, self.limit_amount) if self.limit_state == LIMITED else None
        return None if used is None else min(100 * used, MOST)
