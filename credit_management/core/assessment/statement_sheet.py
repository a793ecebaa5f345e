"""A workbook with one statement a column → typed values, or every fault with its sheet, row and column.

A row is known by the technical name in column A, or by the label in column B. From column C on
each column is one period. Of formulas the value counts that the spreadsheet program stored.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from ..common import bounds, workbook
from ..common.bounds import Clock, UnreadableError
from ..common.workbook import BadCell
from .statement import LINES

DATES = ("period_start", "period_end")
CHOICES = ("kind", "audited", "source")
TEXTS = ("currency",)
HEAD = ("period_start", "period_end", "kind", "currency", "audited", "source")
REQUIRED = "period_end"

LABEL_COLUMN, FIRST_PERIOD = 1, 2  # counted from 0
MOST_ROWS, MOST_COLUMNS = 300, 60
EMPTY = (None, None)
MOST_CELLS = 200_000
LONGEST = 60  # characters of an amount or a day: longer ones are neither, and cost time to find that out
LARGEST = 1e15
EARLIEST, LATEST = date(1970, 1, 1), date(2100, 1, 1)

# Faults of a cell, a row or the file.
UNREADABLE = "unreadable"  # no workbook, or a damaged one
LOCKED = "locked"  # with a password
TOO_BIG = "too_big"  # a file no statements take
NO_PERIODS = "no_periods"  # nothing that says which period a column is
TOO_LARGE = "too_large"
UNKNOWN_ROW = "unknown_row"  # figures, and no line they belong to
REPEATED_ROW = "repeated_row"
NO_PERIOD_END = "no_period_end"  # figures, and no period they belong to
TEXT = "text"  # where an amount is expected
UNCLEAR_NUMBER = "unclear_number"  # 1,234: a thousand or one and a bit
NO_DATE = "no_date"
UNCLEAR_DATE = "unclear_date"  # 01/02/2025: January or February
NO_CHOICE = "no_choice"
ERROR_VALUE = "error_value"  # #DIV/0!
NOT_CALCULATED = "not_calculated"  # a formula without a stored value
REASONS = (
    UNREADABLE, LOCKED, TOO_BIG, NO_PERIODS, TOO_LARGE, UNKNOWN_ROW, REPEATED_ROW, NO_PERIOD_END, TEXT, UNCLEAR_NUMBER,
    NO_DATE, UNCLEAR_DATE, NO_CHOICE, ERROR_VALUE, NOT_CALCULATED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellFault:
    """A fault and its place: ``row`` as shown by a spreadsheet, ``column`` as its letter, ``line`` by name."""

    reason: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    line: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """One column: its letter, the values by line, and the row each stands in."""

    column: str
    values: dict[str, Any]
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str = ""
    periods: tuple[Period, ...] = ()
    faults: tuple[CellFault, ...] = ()


REFUSED = {bounds.DAMAGED: UNREADABLE, bounds.LOCKED: LOCKED}


class _BadValueError(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


# Why a cell has no value, and the value.
Cell: TypeAlias = tuple[_BadValueError | None, Any]
Place: TypeAlias = tuple[int, int]


def read(
    content: bytes, labels: Mapping[str, str] | None = None, choices: Mapping[str, Mapping[str, Any]] | None = None
) -> Sheet:
    """The statements in a workbook.

    :param content: an .xlsx file
    :param labels: ``{label: line}``, for sheets whose column A is lost
    :param choices: ``{line: {word: value}}`` for the lines where one of several words is expected
    """
    try:
        sheets = [(sheet.name, *_grid(sheet.rows)) for sheet in workbook.load(content, Clock(), most_cells=MOST_CELLS)]
    except UnreadableError as error:
        return Sheet(faults=(CellFault(REFUSED.get(error.reason, TOO_BIG)),))
    names = {_word(label): line for label, line in (labels or {}).items()} | {line: line for line in (*HEAD, *LINES)}
    words_of = {line: {_word(word): value for word, value in words.items()} for line, words in (choices or {}).items()}
    for name, grid, beyond in sheets:
        reader = _Reader(name, grid, names, words_of)
        if REQUIRED in reader.lines.values():
            return reader.sheet(beyond)
    return Sheet(faults=(CellFault(NO_PERIODS, sheets[0][0] if sheets else ""),))


def _grid(rows: Iterable[Sequence[Any]]) -> tuple[list[list[Cell]], Place | None]:
    """The cells within bounds, and where the first figure beyond them stands, if any."""
    grid = []
    for number, row in enumerate(rows):
        cells = [_cell(value) for value in row]
        used = [column for column in range(FIRST_PERIOD, len(cells)) if _filled(cells[column])]
        if number < MOST_ROWS:
            grid.append((cells + [EMPTY] * MOST_COLUMNS)[:MOST_COLUMNS])
        if used and (number >= MOST_ROWS or used[-1] >= MOST_COLUMNS):
            return grid, (number, used[-1])
    return grid, None


def _cell(value: Any) -> Cell:
    """The reason why there is no value, and the value."""
    if isinstance(value, BadCell):
        return _BadValueError(ERROR_VALUE if value.calculated else NOT_CALCULATED), value.text
    return None, (value.strip() or None) if isinstance(value, str) else value


class _Reader:
    """Reads one sheet and notes what is wrong on the way."""

    def __init__(
        self, name: str, grid: list[list[Cell]], labels: Mapping[str, str], choices: Mapping[str, Mapping[str, Any]]
    ) -> None:
        self.name, self.grid, self.labels, self.choices = name, grid, labels, choices
        self.faults: list[CellFault] = []
        self.lines = {row: line for row, cells in enumerate(grid) if (line := self._line(cells))}

    def _line(self, cells: Sequence[Cell]) -> str | None:
        for _reason, value in cells[:FIRST_PERIOD]:
            if isinstance(value, str) and (line := self.labels.get(_word(value))):
                return line
        return None

    def sheet(self, beyond: Place | None) -> Sheet:
        if beyond:
            self._note(TOO_LARGE, *beyond)
        self._check_shape()
        columns = [column for column in range(FIRST_PERIOD, MOST_COLUMNS) if self._in_use(column)]
        periods = tuple(self._period(column) for column in columns)
        if not periods:
            self._note(NO_PERIODS)
        order = sorted(self.faults, key=lambda fault: (fault.row, len(fault.column), fault.column))
        return Sheet(self.name, periods, tuple(order))

    def _check_shape(self) -> None:
        seen: set[str | None] = set()
        for row, cells in enumerate(self.grid):
            used = [column for column in range(FIRST_PERIOD, len(cells)) if _filled(cells[column])]
            line = self.lines.get(row)
            if used and line is None:
                self._note(UNKNOWN_ROW, row, used[0], value=cells[LABEL_COLUMN][1])
            elif line is not None and line in seen:
                self._note(REPEATED_ROW, row, LABEL_COLUMN, line)
            seen |= {line} - {None}

    def _in_use(self, column: int) -> bool:
        return any(_filled(self.grid[row][column]) for row in self.lines)

    def _period(self, column: int) -> Period:
        values: dict[str, Any] = {}
        rows: dict[str, int] = {}
        for row, line in self.lines.items():
            if not _filled(self.grid[row][column]):
                continue
            try:
                values[line] = self._value(line, *self.grid[row][column])
            except _BadValueError as error:
                self._note(error.reason, row, column, line, self.grid[row][column][1])
            rows.setdefault(line, row + 1)
        if REQUIRED not in rows:
            row = next(row for row, line in self.lines.items() if line == REQUIRED)
            self._note(NO_PERIOD_END, row, column, REQUIRED)
        return Period(_letter(column), values, rows)

    def _value(self, line: str, bad: _BadValueError | None, value: Any) -> Any:
        if bad:
            raise bad
        if line in DATES:
            return to_date(value)
        if line in CHOICES:
            return self._choice(line, value)
        return str(value) if line in TEXTS else to_amount(value)

    def _choice(self, line: str, value: Any) -> Any:
        try:
            return self.choices[line][_word(str(value))]
        except KeyError:
            raise _BadValueError(NO_CHOICE) from None

    def _note(
        self, reason: str, row: int | None = None, column: int | None = None, line: str = "", value: Any = None
    ) -> None:
        number = 0 if row is None else row + 1
        letter = "" if column is None else _letter(column)
        self.faults.append(CellFault(reason, self.name, number, letter, line, "" if value is None else str(value)))


def _filled(cell: Cell) -> bool:
    bad, value = cell
    return bad is not None or value is not None


def _word(text: str) -> str:
    return " ".join(text.split()).casefold()


def _letter(column: int) -> str:
    """The letter of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# === VALUES === #

DASHES = {"-", "–", "—"}  # how books write nothing
GROUPED = re.compile(r"\d{1,3}(?:[  '’]\d{3})+(?=$|[.,])")
PLAIN = re.compile(r"\d+")
DECIMAL = re.compile(r"(\d+)[.,](\d+)")
THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")


def to_amount(value: Any) -> float:
    """A number, also one written as text with either decimal sign, as long as only one reading is possible."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise _BadValueError(TEXT)
    if not isinstance(value, str):
        return _sensible(value)
    if len(value) > LONGEST:
        raise _BadValueError(TEXT)
    text = value.replace("−", "-")
    if text in DASHES:
        return 0.0
    negative = text.startswith("-") or (text.startswith("(") and text.endswith(")"))
    amount = _unsigned(text.strip("()").removeprefix("-").strip())
    return _sensible(-amount if negative else amount)


def _sensible(number: float) -> float:
    """A number that an amount can be."""
    if not math.isfinite(number) or abs(number) >= LARGEST:
        raise _BadValueError(TEXT)
    return float(number)


def _unsigned(text: str) -> float:
    if match := GROUPED.match(text):
        return _unsigned(re.sub(r"\D", "", match[0]) + text[match.end() :])
    if PLAIN.fullmatch(text):
        return float(text)
    decimal, thousands = DECIMAL.fullmatch(text), THOUSANDS.fullmatch(text)
    if decimal and thousands and not decimal[1].startswith("0"):
        raise _BadValueError(UNCLEAR_NUMBER)
    if decimal:
        return float(f"{decimal[1]}.{decimal[2]}")
    if thousands:
        whole = text.replace(thousands[1], "")
        return float(whole.replace(",", "."))
    raise _BadValueError(TEXT)


DATE = re.compile(r"(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})")


def to_date(value: Any) -> date:
    """A day, also one written as text: 2025-12-31, 31.12.2025, and with strokes where only one reading is possible."""
    day = value.date() if isinstance(value, datetime) else value
    if not isinstance(day, date):
        match = DATE.fullmatch(value) if isinstance(value, str) and len(value) <= LONGEST else None
        if not match:
            raise _BadValueError(NO_DATE)
        try:
            day = _day(match[1], match[2], match[3], match[4])
        except ValueError:
            raise _BadValueError(NO_DATE) from None
    if not EARLIEST <= day < LATEST:
        raise _BadValueError(NO_DATE)
    return day


def _day(first: str, sign: str, second: str, third: str) -> date:
    if len(first) == 4:
        return date(int(first), int(second), int(third))
    if len(third) != 4:
        raise ValueError("a year has four digits")
    one, other, year = int(first), int(second), int(third)
    if sign != "/" or one > 12:
        return date(year, other, one)
    if other > 12:
        return date(year, one, other)
    if one == other:
        return date(year, one, one)
    raise _BadValueError(UNCLEAR_DATE)
