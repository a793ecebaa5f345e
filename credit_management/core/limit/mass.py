"""Many limits changed at once: a formula over plain rows → what each would become, and why some are left out.

Figures only: a preview approves nothing. Every line carries a mark of what it was computed from, so that a batch is
applied to the figures it was shown for, or not at all (mass_since.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import fsum

from ..common.rounding import round_figure, whole
from .mass_row import (
    AHEAD,
    AMOUNT,
    CLOSED,
    EXPIRY,
    GRADES,
    NO_END,
    NO_GRADE,
    NO_PEAK,
    NO_PROPOSAL,
    NOT_ASSESSED,
    OVER,
    PEAK,
    PENDING,
    PERCENT,
    PROPOSED,
    STOPPED,
    SUSPENDED,
    UNCHANGED,
    UNLIMITED,
    WHOLE,
    Formula,
    Line,
    Row,
    is_later,
    mark,
)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over a preview: of the rows that change, and how many are left out for each reason."""

    rows: int = 0
    before: float = 0.0
    after: float = 0.0
    raised: float = 0.0
    lowered: float = 0.0
    rows_raised: int = 0
    rows_lowered: int = 0
    rows_over: int = 0
    over: float = 0.0
    held: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def difference(self) -> float:
        return self.raised - self.lowered


# === PREVIEW === #


def preview(rows: Iterable[Row], formula: Formula) -> list[Line]:
    """What each row would become, in the order of the rows."""
    return [_line(row, formula) for row in rows]


def _line(row: Row, formula: Formula) -> Line:
    amount = row.base or 0.0
    reason = _left_out(row, formula)
    after, last = amount, row.valid_to
    if reason is None and formula.kind == EXPIRY:
        last = _moved(row, formula)
    elif reason is None:
        after = _rounded(_AMOUNTS[formula.kind](row, formula), amount, formula)
    if reason is None:
        reason = _stands_before(row, amount, after, last, formula.first)
    return told(row, amount, after, last, reason, formula.coin, formula.kind)


def told(
    row: Row, before: float, after: float, last: date | None, reason: str | None, coin: float, kind: str = EXPIRY
) -> Line:
    """The line of a row, with what follows for its customer; nothing does where it is left out."""
    over, held = 0.0, 0
    if reason is None and not row.unlimited:
        excess = row.exposure - after - row.on_top
        over = excess if excess > coin / 2 else 0.0
        held = len(_held(row, after + row.on_top, coin) - _held(row, before + row.on_top, coin))
    line = Line(row.account_id, before, after, row.valid_to, last, over, held, reason)
    return replace(line, mark=mark(row, kind, line.lowers))


def _left_out(row: Row, formula: Formula) -> str | None:
    """Why a formula says nothing of a row; an expiry moves also where the limit is over."""
    found = {
        CLOSED: row.status == "closed",
        SUSPENDED: row.suspended,
        AHEAD: row.ahead,
        NOT_ASSESSED: row.base is None,
        UNLIMITED: row.unlimited and formula.kind != EXPIRY,
        OVER: row.ended if formula.kind == EXPIRY else row.expired,
        NO_GRADE: formula.kind == GRADES and row.grade_id not in formula.by_grade,
        NO_PROPOSAL: formula.kind == PROPOSED and row.proposal is None,
        NO_PEAK: formula.kind == PEAK and row.peak is None,
        NO_END: formula.kind == EXPIRY and row.valid_to is None,
    }
    return next((reason for reason, stands in found.items() if stands), None)


def _stands_before(row: Row, before: float, after: float, last: date | None, first: date | None) -> str | None:
    """Why the limit that follows is not given by many at once."""
    if (after, last) == (before, row.valid_to):
        return UNCHANGED
    if last is not None and first is not None and last < first:
        return OVER
    return raise_obstacle(row, after > before or is_later(last, row.valid_to))


def raise_obstacle(row: Row, raises: bool) -> str | None:
    """Why nobody raises this limit with others: it is decided on by itself.

    Whoever asks for more, a customer or who sells to it, keeps no limit high by that.
    """
    if not raises:
        return None
    return STOPPED if row.status == "stop" else PENDING if row.pending else None


def _moved(row: Row, formula: Formula) -> date | None:
    if formula.valid_to is not None:
        return formula.valid_to
    return None if row.valid_to is None else row.valid_to + timedelta(days=formula.days)


def _rounded(amount: float, before: float, formula: Formula) -> float:
    """A round figure as assessments propose it, never on the other side of what stood.

    A raise that rounds down to less than there was leaves what there was.
    """
    wanted = max(amount, 0.0)
    found = round_figure(wanted, formula.step, formula.coin)
    if found < before <= wanted:
        found = before
    if formula.most and found > formula.most:
        found = max(whole(formula.most, formula.coin), min(before, wanted))
    return found


def _by_percent(row: Row, formula: Formula) -> float:
    return (row.base or 0.0) * (WHOLE + formula.value) / WHOLE


def _by_amount(row: Row, formula: Formula) -> float:
    return (row.base or 0.0) + formula.value


def _by_grade(row: Row, formula: Formula) -> float:
    percent = formula.by_grade[row.grade_id] if row.grade_id is not None else 0.0
    return (row.base or 0.0) * (WHOLE + percent) / WHOLE


def _by_proposal(row: Row, formula: Formula) -> float:
    return (row.proposal or 0.0) * formula.value / WHOLE


def _by_peak(row: Row, formula: Formula) -> float:
    return (row.peak or 0.0) * formula.value / WHOLE


_AMOUNTS: dict[str, Callable[[Row, Formula], float]] = {
    PERCENT: _by_percent,
    AMOUNT: _by_amount,
    GRADES: _by_grade,
    PROPOSED: _by_proposal,
    PEAK: _by_peak,
}


def _held(row: Row, limit: float, coin: float) -> set[int]:
    """The places of the orders that would not pass under a limit: a counted one adds nothing to what is owed."""
    return {
        place
        for place, claim in enumerate(row.claims)
        if claim.amount > 0 and row.exposure + (0.0 if claim.counted else claim.amount) > limit + coin / 2
    }


def totals(lines: Iterable[Line]) -> Totals:
    """Sums that add up: after less before is what is raised less what is lowered."""
    lines = list(lines)
    changing = [line for line in lines if line.reason is None]
    left_out: dict[str, int] = {}
    for line in lines:
        if line.reason is not None:
            left_out[line.reason] = left_out.get(line.reason, 0) + 1
    return Totals(
        rows=len(changing),
        before=fsum(line.before for line in changing),
        after=fsum(line.after for line in changing),
        raised=fsum(line.difference for line in changing if line.difference > 0),
        lowered=fsum(-line.difference for line in changing if line.difference < 0),
        rows_raised=sum(line.difference > 0 for line in changing),
        rows_lowered=sum(line.difference < 0 for line in changing),
        rows_over=sum(line.over > 0 for line in changing),
        over=fsum(line.over for line in changing),
        held=sum(line.held for line in changing),
        left_out=left_out,
    )
