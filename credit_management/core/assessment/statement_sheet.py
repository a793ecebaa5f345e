"""A workbook or text with one statement a column → typed values, or every fault with its sheet, row and column.

A row is known by the technical name in column A, or by the label in column B. From column C on
each column is one period. Of formulas the value counts that the spreadsheet program stored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..common import bounds, text, unit, workbook
from ..common.bounds import Clock, UnreadableError
from ..common.currency import codes_of
from ..common.workbook import BadCell
from .statement import LINES
from .statement_check import CHECK, EMPTY, NOT_CALCULATED, Cell, drop_calculated
from .statement_value import (
    NO_DATE,
    TEXT,
    UNCLEAR_DATE,
    UNCLEAR_NUMBER,
    BadValueError,
    find_currency,
    is_nothing,
    to_amount,
    to_date,
)  # fmt: skip
from .statement_words import Chinese

DATES = ("period_start", "period_end")
CHOICES = ("kind", "audited", "source")
TEXTS = ("currency",)
HEAD = ("period_start", "period_end", "kind", "currency", "audited", "source")
REQUIRED = "period_end"

LABEL_COLUMN, FIRST_PERIOD = 1, 2  # counted from 0
MOST_ROWS, MOST_COLUMNS = 300, 60
MOST_CELLS = 200_000

# Faults of a cell, a row or the file.
UNREADABLE = "unreadable"  # no workbook, or a damaged one
LOCKED = "locked"  # with a password
TOO_BIG = "too_big"  # a file no statements take
NO_PERIODS = "no_periods"  # nothing that says which period a column is
TOO_LARGE = "too_large"
UNKNOWN_ROW = "unknown_row"  # figures, and no line they belong to
REPEATED_ROW = "repeated_row"
NO_PERIOD_END = "no_period_end"  # figures, and no period they belong to
NO_CHOICE = "no_choice"
ERROR_VALUE = "error_value"  # #DIV/0!
UNIT = "unit"  # a note that amounts are in thousands or millions
CURRENCY = "currency"  # a sign in an amount that is not the currency of the statement
LETTERS = "letters"  # that can be read in several ways
REASONS = (
    UNREADABLE, LOCKED, TOO_BIG, NO_PERIODS, TOO_LARGE, UNKNOWN_ROW, REPEATED_ROW, NO_PERIOD_END, TEXT, UNCLEAR_NUMBER,
    NO_DATE, UNCLEAR_DATE, NO_CHOICE, ERROR_VALUE, NOT_CALCULATED, UNIT, CURRENCY, LETTERS,
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
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Statements of all sheets that hold any, and what is wrong with them."""

    name: str = ""  # of the first
    periods: tuple[Period, ...] = ()
    faults: tuple[CellFault, ...] = ()


REFUSED = {bounds.DAMAGED: UNREADABLE, bounds.LOCKED: LOCKED, bounds.NULL_BYTE: UNREADABLE, bounds.NO_TEXT: UNREADABLE}


# Why a cell has no value, and the value.
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
        sheets = [(name, *_grid(rows)) for name, rows in _load(content)]
    except UnreadableError as error:
        return Sheet(
            faults=(CellFault(error.reason if error.reason == LETTERS else REFUSED.get(error.reason, TOO_BIG)),)
        )
    names = {_word(label): line for label, line in (labels or {}).items()} | {
        line: line for line in (*HEAD, *LINES, CHECK)
    }
    words_of = {line: {_word(word): value for word, value in words.items()} for line, words in (choices or {}).items()}
    readers = [(_Reader(name, grid, names, words_of), beyond) for name, grid, beyond in sheets]
    found = [reader.sheet(beyond) for reader, beyond in readers if REQUIRED in reader.lines.values()]
    if not found:
        return Sheet(faults=(CellFault(NO_PERIODS, sheets[0][0] if sheets else ""),))
    if len(found) > 1:  # an empty template beside a filled one
        found = [one for one in found if one.periods] or found[:1]
    return Sheet(
        found[0].name, tuple(period for one in found for period in one.periods),
        tuple(fault for one in found for fault in one.faults),
    )  # fmt: skip


def _load(content: bytes) -> list[tuple[str, list[list[Any]]]]:
    """The sheets of a workbook by name, or the one of a text."""
    clock = Clock()
    if content.startswith(b"PK\x03\x04"):
        return [(sheet.name, sheet.rows) for sheet in workbook.load(content, clock, most_cells=MOST_CELLS)]
    if not content.strip() or content.startswith(b"\xd0\xcf\x11\xe0") or b"\0" in content[:4] and content[0] > 127:
        raise UnreadableError(bounds.DAMAGED)
    grid = text.load(content, None, False, clock)
    if grid.encoding.rivals:
        raise UnreadableError(LETTERS)
    return [("", [[cell.strip() or None for cell in row] for row in grid.rows])]


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
        return BadValueError(ERROR_VALUE if value.calculated else NOT_CALCULATED), value.text
    return None, (value.strip() or None) if isinstance(value, str) else value


class _Reader:
    """Reads one sheet and notes what is wrong on the way."""

    def __init__(
        self, name: str, grid: list[list[Cell]], labels: Mapping[str, str], choices: Mapping[str, Mapping[str, Any]]
    ) -> None:
        self.name, self.grid, self.labels, self.choices = name, grid, labels, choices
        self.faults: list[CellFault] = []
        words = [[cell[1] for cell in cells[:FIRST_PERIOD] if isinstance(cell[1], str)] for cells in grid]
        self.chinese = Chinese({row: own for row, own in enumerate(words) if not {*map(_word, own)} & set(labels)})
        self.second_unit: int | None = None  # the row that states one
        for row, cells in enumerate(grid):
            grid[row] = [EMPTY] * len(cells) if row in self.chinese.left_out else self.chinese.take_unit(cells)
            if self.second_unit is None and len(self.chinese.units) > 1:
                self.second_unit = row
        self.lines = {
            row: line
            for row, texts in enumerate(words)
            if (line := next(filter(None, (labels.get(_word(text)) for text in texts)), self.chinese.line(row)))
        }
        drop_calculated(grid, self.lines)
        self.first = self._first_period()

    def _first_period(self) -> int:
        """The column of the first period: behind names and labels, or behind labels alone."""
        for row, line in self.lines.items():
            if line == REQUIRED and (cell := self.grid[row][LABEL_COLUMN][1]) is not None:
                try:
                    to_date(cell)
                except BadValueError:
                    continue
                return LABEL_COLUMN
        return FIRST_PERIOD

    def sheet(self, beyond: Place | None) -> Sheet:
        if beyond:
            self._note(TOO_LARGE, *beyond)
        self._check_shape()
        self._check_unit()
        columns = [column for column in range(self.first, MOST_COLUMNS) if self._in_use(column)]
        periods = tuple(self._period(column) for column in columns)
        if not periods:
            self._note(NO_PERIODS)
        order = sorted(self.faults, key=lambda fault: (fault.row, len(fault.column), fault.column))
        return Sheet(self.name, periods, tuple(order))

    def _check_shape(self) -> None:
        seen: set[str | None] = set()
        for row, cells in enumerate(self.grid):
            used = [column for column in range(self.first, len(cells)) if _filled(cells[column])]
            line = self.lines.get(row)
            if used and line is None:
                self._note(UNKNOWN_ROW, row, used[0], value=cells[LABEL_COLUMN][1])
            elif line is not None and line in seen and not self.chinese.line(row):
                self._note(REPEATED_ROW, row, LABEL_COLUMN, line)
            seen |= {line} - {None}

    def _check_unit(self) -> None:
        """Amounts in thousands are a fault: nothing else would show it. So are those in two units of one sheet."""
        if self.second_unit is not None:
            self._note(UNIT, self.second_unit, LABEL_COLUMN)
            return
        for row, cells in enumerate(self.grid):
            for column, (_bad, value) in enumerate(cells):
                is_named = isinstance(value, str) and unit.is_named(value)
                if is_named or unit.is_shown(value):
                    self._note(UNIT, row, column, value=value if is_named else value.shown)
                    return

    def _in_use(self, column: int) -> bool:
        return any(_filled(self.grid[row][column]) for row in self.lines)

    def _period(self, column: int) -> Period:
        values: dict[str, Any] = {}
        rows: dict[str, int] = {}
        for row, line in self.lines.items():
            if not _filled(self.grid[row][column]) or is_nothing(self.grid[row][column][1]):
                continue
            try:
                value = self._value(line, *self.grid[row][column])
                values[line] = self.chinese.add(row, values.get(line), value)
            except BadValueError as error:
                self._note(error.reason, row, column, line, self.grid[row][column][1])
            rows.setdefault(line, row + 1)
        self.chinese.complete(values, rows)
        self._check_currency(column, values)
        if REQUIRED not in rows:
            row = next(row for row, line in self.lines.items() if line == REQUIRED)
            self._note(NO_PERIOD_END, row, column, REQUIRED)
        return Period(_letter(column), values, rows, self.name)

    def _check_currency(self, column: int, values: Mapping[str, Any]) -> None:
        """A sign in an amount is the currency that the statement is in, which its own line tells."""
        told = str(values.get("currency", "")).upper()
        for row, line in self.lines.items():
            sign = find_currency(self.grid[row][column][1]) if line in values and line in LINES else ""
            if sign and told not in codes_of(sign):
                self._note(CURRENCY, row, column, line, self.grid[row][column][1])
                return

    def _value(self, line: str, bad: BadValueError | None, value: Any) -> Any:
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
            raise BadValueError(NO_CHOICE) from None

    def _note(
        self, reason: str, row: int | None = None, column: int | None = None, line: str = "", value: Any = None
    ) -> None:
        number, letter = 0 if row is None else row + 1, "" if column is None else _letter(column)
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
