"""Reconciling an account with its customer: running balances, whether both agree, and when a claim is time-barred."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

AGREED, DIFFERS = "agreed", "differs"


@dataclass(frozen=True, slots=True)
class Movement:
    """``amount`` is owed where it is positive; received or credited where it is not."""

    day: date
    document: str
    reference: str
    amount: float


@dataclass(frozen=True, slots=True)
class Row:
    """A movement with the balance after it."""

    movement: Movement
    debit: float
    credit: float
    balance: float


@dataclass(frozen=True, slots=True)
class Course:
    """The rows of a period between two balances: ``closing`` is ``opening`` and all debits less all credits."""

    opening: float
    rows: tuple[Row, ...]
    debit: float
    credit: float
    closing: float


def _rounded(amount: float, digits: int) -> float:
    return round(amount, digits) + 0.0  # never minus zero


def course(opening: float, movements: Iterable[Movement], digits: int) -> Course:
    """:param digits: of the currency; every balance is rounded to them, so that nothing drifts"""
    balance = first = _rounded(opening, digits)
    rows, owed, received = [], 0.0, 0.0
    for movement in movements:
        amount = _rounded(movement.amount, digits)
        debit, credit = (amount, 0.0) if amount > 0 else (0.0, _rounded(-amount, digits))
        balance = _rounded(balance + amount, digits)
        owed, received = _rounded(owed + debit, digits), _rounded(received + credit, digits)
        rows.append(Row(movement, debit, credit, balance))
    return Course(first, tuple(rows), owed, received, balance)


def outcome(balances: Iterable[tuple[float, float | None]], digits: Sequence[int]) -> str:
    """
    :param balances: ours and the customer's in each currency; None where the customer says nothing against ours
    :param digits: of each currency
    """
    pairs = zip(balances, digits, strict=True)
    same = all(theirs is None or _rounded(ours - theirs, places) == 0 for (ours, theirs), places in pairs)
    return AGREED if same else DIFFERS


def limitation_end(due: date, acknowledged: date | None, years: int, from_year_end: bool) -> date:
    """The last day on which a claim can be sued for.

    :param acknowledged: when the customer signed last that it owes it: the years begin anew then
    :param from_year_end: whether the years from the due date begin with the end of its year; those that begin anew do
        not: a date too late is a claim lost
    """
    start = date(due.year, 12, 31) if from_year_end else due
    if acknowledged is not None:
        start = max(start, acknowledged)
    return start + relativedelta(years=years)
