"""An account, a formula and a line of a mass change of limits, as plain values."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

PERCENT, AMOUNT, GRADES, PROPOSED, PEAK, EXPIRY = FORMULAS = (
    "percent", "amount", "grades", "proposed", "peak", "expiry",
)  # fmt: skip
# Why a row is left out.
CLOSED, NOT_ASSESSED, UNLIMITED, OVER, PENDING, NO_GRADE, NO_PROPOSAL, NO_PEAK, NO_END, UNCHANGED, MOVED_ON, GONE = (
    "closed", "not_assessed", "unlimited", "over", "pending", "no_grade", "no_proposal", "no_peak", "no_end",
    "unchanged", "moved_on", "gone",
)  # fmt: skip
STOPPED, SUSPENDED, AHEAD = "stopped", "suspended", "ahead"
REASONS = (
    CLOSED, SUSPENDED, AHEAD, NOT_ASSESSED, UNLIMITED, OVER, NO_GRADE, NO_PROPOSAL, NO_PEAK, NO_END, STOPPED, PENDING,
    UNCHANGED, MOVED_ON, GONE,
)  # fmt: skip
WHOLE = 100


class Claim(NamedTuple):
    """An open order or quotation of a customer: what it comes to, and whether the exposure contains it already."""

    amount: float
    counted: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An account as it stands. ``base`` is its base limit, over or not, ``on_top`` what comes on top today.

    ``proposal`` is what its card proposes, ``peak`` the most it owed within the time looked at; None is not known.
    """

    account_id: int
    base: float | None = None
    unlimited: bool = False
    expired: bool = False
    valid_to: date | None = None
    on_top: float = 0.0
    status: str = "active"
    grade_id: int | None = None
    proposal: float | None = None
    peak: float | None = None
    exposure: float = 0.0
    claims: tuple[Claim, ...] = ()
    pending: bool = False  # something else is asked for or proposed, which keeps nobody from a reduction
    ahead: bool = False  # another base limit begins later, and would take over
    ended: bool = False  # its last day was decided by an end
    suspended: bool = False  # no limit for a time, by a decision


@dataclass(frozen=True, slots=True)
class Formula:
    """How new base limits follow. ``value`` is percent more or less, an amount more or less, or, of proposals and
    peaks, a factor in percent. ``by_grade`` has the percent more or less of each grade. ``days`` or ``valid_to`` say
    where an expiry moves. A ``step`` is the policy's; a ``most`` of zero is none. ``first`` is the day from which the
    new limits hold: no last day lies before it.
    """

    kind: str
    value: float = 0.0
    by_grade: Mapping[int, float] = field(default_factory=dict, hash=False)
    days: int = 0
    valid_to: date | None = None
    step: float = 0.0
    coin: float = 0.01
    most: float = 0.0
    first: date | None = None

    def __post_init__(self) -> None:
        if self.kind not in FORMULAS:
            raise ValueError(f"unknown formula: {self.kind!r}")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a preview. ``reason`` says why it is left out; then nothing changes.

    ``over`` is by how much what is owed exceeds the new limit, ``held`` how many orders would be held that are not.
    """

    account_id: int
    before: float = 0.0
    after: float = 0.0
    valid_to: date | None = None
    new_valid_to: date | None = None
    over: float = 0.0
    held: int = 0
    reason: str | None = None
    mark: str = ""

    @property
    def difference(self) -> float:
        return self.after - self.before

    @property
    def raises(self) -> bool:
        """Whether the customer may owe more, or for longer."""
        return self.after > self.before or is_later(self.new_valid_to, self.valid_to)

    @property
    def lowers(self) -> bool:
        """Whether something changes, and nothing of it for more."""
        return self.reason is None and not self.raises


def is_later(last: date | None, before: date | None) -> bool:
    return before is not None and (last is None or last > before)


def mark(row: Row, kind: str = EXPIRY, lowers: bool = False) -> str:
    """A mark of what a new limit follows from: not of what is owed, which moves all day and changes no limit.

    :param kind: the formula, which reads some figures and not others
    :param lowers: whether the limit only becomes less: what somebody asks for meanwhile does not stand before that
    """
    read = {GRADES: row.grade_id, PROPOSED: row.proposal, PEAK: row.peak}.get(kind)
    stands = (
        row.account_id, row.base, row.unlimited, row.expired, row.valid_to, row.status, row.pending and not lowers,
        row.ahead, row.ended, row.suspended,
    )  # fmt: skip
    return hashlib.sha256(repr((stands, read)).encode()).hexdigest()[:16]
