"""Cells of one row → values: days, amounts with their currency, words with a meaning, and what is wrong with them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from ..common.workbook import BadCell
from . import marks
from .column import Column
from .format import to_date
from .header import plain
from .heading_words import FLAGS, OPEN_FLAGS, POSTING_KEYS, SIGN_HEADINGS
from .number import Money, to_money
from .reading import ERROR_VALUE, NO_DATE, NO_NUMBER, NOT_CALCULATED, ROUNDED, UNKNOWN_KIND, UNKNOWN_SIDE, UNKNOWN_STATE
from .words import (
    AMOUNTS,
    CLEARING,
    CURRENCY,
    CUSTOMER,
    DATES,
    DUE,
    KIND,
    NUMBER,
    PAID_ON,
    PART,
    PAYMENT_STATUS,
    REFERENCE,
    SIGN,
    STATUS,
)  # fmt: skip

PADDED = re.compile(r"0{2,}(\d+)")
ROUNDED_NUMBER = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
PADDED_TO = 10  # digits: SAP fills its numbers of customers up with zeros
CLOCK = re.compile(r"[T ](\d{1,2}):(\d{2})(?::(\d{2}))?")


class BadCellError(Exception):
    """A cell that does not read."""

    def __init__(self, reason: str, value: str = "") -> None:
        super().__init__(reason)
        self.reason, self.value = reason, value


@dataclass(slots=True)
class Values:
    """One row as read."""

    row: int
    days: dict[str, date] = field(default_factory=dict)
    money: dict[str, float] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    signs: set[str] = field(default_factory=set)  # currencies that stand in amounts
    sides: dict[str, str] = field(default_factory=dict)  # debit or credit, of the row ("") or of an amount
    kind: str = ""
    states: set[str] = field(default_factory=set)
    at_once: bool = False  # due on receipt, in words
    bad: set[str] = field(default_factory=set)  # meanings whose cell does not read


def as_text(cell: Any) -> str:
    """A cell as a person reads it: numbers of documents come as numbers from workbooks."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell).strip()


def read(column: Column, cell: Any, values: Values) -> None:
    """One cell into the values of its row.

    :raise BadCellError: where it cannot be read
    """
    if isinstance(cell, BadCell):
        raise BadCellError(ERROR_VALUE if cell.calculated else NOT_CALCULATED, cell.text)
    meaning = column.meaning
    if meaning in DATES:
        _read_day(column, cell, values)
    elif meaning in AMOUNTS:
        _read_money(column, cell, values)
    elif meaning in (CUSTOMER, REFERENCE, NUMBER, CLEARING, CURRENCY, PART):
        if not marks.is_nothing(cell):
            values.texts[meaning] = _text(meaning, cell)
    elif not marks.is_nothing(cell) or (marks.word(cell) == "-" and plain(column.header) in SIGN_HEADINGS):
        _read_mark(column, cell, values)


def _text(meaning: str, cell: Any) -> str:
    text = " ".join(as_text(cell).split())
    if meaning == NUMBER and (isinstance(cell, date) or ROUNDED_NUMBER.fullmatch(text)):
        raise BadCellError(ROUNDED, text.removesuffix(" 00:00:00"))
    if meaning == REFERENCE and len(text) == PADDED_TO and (match := PADDED.fullmatch(text)):
        return match[1]
    return text


def _read_day(column: Column, cell: Any, values: Values) -> None:
    if marks.is_no_day(cell):
        return
    if column.meaning == PAID_ON and isinstance(cell, (str, bool)) and (state := marks.state(cell)):
        values.states.add(state)
        return
    if column.meaning == DUE and isinstance(cell, str) and marks.is_at_once(cell):
        values.at_once = True
        return
    day = to_date(cell, column.found.form)
    if day is None:
        raise BadCellError(NO_DATE, as_text(cell))
    values.days[column.meaning] = day


def _read_money(column: Column, cell: Any, values: Values) -> None:
    if marks.is_nothing(cell):
        if isinstance(cell, str) and marks.word(cell) in ("-", "–", "—", "--"):
            values.money[column.meaning] = 0.0
        return
    money = to_money(cell, column.found.form)
    if money is None:
        raise BadCellError(NO_NUMBER, as_text(cell))
    values.money[column.meaning] = money.number
    _note_labels(column, money, values)


def _note_labels(column: Column, money: Money, values: Values) -> None:
    if money.currency:
        values.signs.add(money.currency)
    if money.side:
        values.sides[column.meaning] = money.side


def _read_mark(column: Column, cell: Any, values: Values) -> None:
    if column.meaning == SIGN:
        values.sides[""] = _known(marks.side(cell), UNKNOWN_SIDE, cell)
    elif column.meaning == KIND:
        read = marks.posting_key if plain(column.header) in POSTING_KEYS else marks.kind
        if not read(cell) and (state := marks.left_out(cell)):
            values.states.add(state)
            return
        values.kind = _known(read(cell), UNKNOWN_KIND, cell)
        values.texts[KIND] = _text(KIND, cell)
    elif FLAGS.intersection(plain(column.header).split()):
        word = marks.word(cell)
        if word in marks.YES or marks.is_trace(cell):
            values.states.add(marks.DRAFT if "draft" in plain(column.header) else marks.VOID)
        elif word not in marks.NO:
            raise BadCellError(UNKNOWN_STATE, as_text(cell))
    elif plain(column.header) in OPEN_FLAGS and marks.word(cell) in marks.YES | marks.NO:
        values.states.add(marks.OPEN if marks.word(cell) in marks.YES else marks.PAID)
    elif column.meaning in (STATUS, PAYMENT_STATUS):
        values.states.add(_known(marks.state(cell), UNKNOWN_STATE, cell))


def _known(found: str, reason: str, cell: Any) -> str:
    if not found:
        raise BadCellError(reason, as_text(cell))
    return found


# === DAYS THAT A PROGRAM HAS MOVED === #


def is_turned(cells: Sequence[Any], form: str) -> bool:
    """Whether a spreadsheet has turned those days and months it could: what is up to 12 became a date, the rest not."""
    dates = [cell for cell in cells if isinstance(cell, (date, datetime)) and not marks.is_no_day(cell)]
    texts = [cell for cell in cells if isinstance(cell, str) and not marks.is_nothing(cell)]
    if not dates or form not in ("dmy", "mdy") or any(one.day > 12 for one in dates):
        return False
    days = [day for text in texts if (day := to_date(text, form))]
    return bool(days) and all(day.day > 12 for day in days)


def turn(cell: Any) -> Any:
    """A date with day and month the other way round."""
    return (
        cell.replace(day=cell.month, month=cell.day) if isinstance(cell, (date, datetime)) and cell.day <= 12 else cell
    )


def is_moved(cells: Sequence[Any]) -> bool:
    """Whether all of a column are the same late hour: midnight of a place further east, and so the day before."""
    hours = set()
    for cell in cells:
        if marks.is_no_day(cell):
            continue
        hour = _hour(cell)
        if hour is None:
            return False
        hours.add(hour)
    return bool(hours) and len(hours) <= 2 and all(hour >= 12 for hour in hours)


def _hour(cell: Any) -> int | None:
    """The hour of a time that is a whole hour and not midnight."""
    if isinstance(cell, datetime):
        return cell.hour if cell.hour and not (cell.minute or cell.second) else None
    match = CLOCK.search(cell) if isinstance(cell, str) and len(cell) < 60 else None
    if not match or int(match[2]) or int(match[3] or 0) or "M" in cell.upper().split()[-1]:
        return None
    return int(match[1]) or None


def move(day: date) -> date:
    return day + timedelta(days=1)


def columns_that(test: Any, columns: Mapping[str, Column], rows: Sequence[Sequence[Any]]) -> list[str]:
    """The meanings of columns of days for which a test of their cells holds."""
    return [
        meaning
        for meaning, column in columns.items()
        if meaning in DATES and test([row[column.index] for row in rows], column.found.form)
    ]
