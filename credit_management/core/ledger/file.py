"""A file of comma-separated values or a workbook → a table of cells, however it was saved."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from ..common import bounds, text, workbook
from ..common.bounds import Clock, UnreadableError
from ..common.workbook import BadCell
from . import above, doubt, heading_rows, stated
from .doubt import NO_ANSWERS, Answers, Doubt, Remark
from .header import is_header, plain
from .heading_rows import is_filled
from .structure import is_extra, is_heading, is_total

HEADER_WITHIN = text.HEADER_WITHIN  # rows: titles and notes above it are few
FEWEST = 3  # headings that make a sheet a ledger
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")  # signs that nobody sees
PROTECTED = re.compile(r"=\"(.*)\"|'([-+\d=].*)", re.DOTALL)  # so that a spreadsheet leaves it alone


@dataclass(frozen=True)
class Table:
    """Header and rows, each row with the number a spreadsheet shows; empty ones are left out."""

    headers: tuple[str, ...]
    numbers: tuple[int, ...]
    rows: tuple[list[Any], ...]
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    titles: tuple[str, ...] = ()  # what stands above the header
    sheets: tuple[str, ...] = ()  # of each row, where there are several
    too_long: tuple[int, ...] = ()  # rows with more cells than the header
    added: int = 0  # columns at the end that the file has as lines above its rows
    groups: frozenset[int] = frozenset()  # numbers of rows that name a customer
    mac: bool = False  # days count from 1904
    doubts: tuple[Doubt, ...] = ()
    remarks: tuple[Remark, ...] = ()
    samples: tuple[tuple[str, str], ...] = ()  # the ways its letters may be read
    stated: tuple[str, ...] = ()  # of each row: the currency that stands above it, or in the name of its sheet

    @cached_property
    def body(self) -> list[list[Any]]:
        """The rows that show how the columns are written: no totals, no headings."""
        width = len(self.headers) - self.added
        heading = [plain(header) for header in self.headers]
        return [
            row
            for number, row in zip(self.numbers, self.rows, strict=True)
            if number not in self.groups and not is_extra(row[:width], width) and not is_heading(row[:width], heading)
        ] or list(self.rows)

    @property
    def footnotes(self) -> list[str]:
        """The texts below the last document, each in a row of its own."""
        found = []
        for row in reversed(self.rows):
            told = [value for value in row if value is not None]
            if len(told) > 1 and not any(map(is_total, told)):
                break
            found += [value for value in told[:1] if isinstance(value, str)]
        return found


def load(content: bytes, encoding: str | None = None, answers: Answers = NO_ANSWERS) -> Table:
    """
    :param content: the file
    :param encoding: of its text; found out when left out
    """
    if not content.strip():
        raise UnreadableError(bounds.EMPTY)
    if len(content) > bounds.MOST_FILE_BYTES:
        raise UnreadableError(bounds.TOO_LARGE)
    clock = Clock()
    if content.startswith(b"PK\x03\x04"):
        return _load_workbook(content, answers, clock)
    if text.MARKUP.match(content):
        raise UnreadableError(bounds.OLD_WORKBOOK)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        locked = b"E\0n\0c\0r\0y\0p\0t\0" in content
        raise UnreadableError(bounds.LOCKED if locked else bounds.OLD_WORKBOOK)
    return _load_text(content, encoding or answers.encoding or None, answers, clock)


# === TEXT === #


def _load_text(content: bytes, encoding: str | None, answers: Answers, clock: Clock) -> Table:
    grid = text.load(content, encoding, answers.quotes == "ignore", clock, is_header)
    table = _table(grid.rows, clock, answers)
    doubts = list(table.doubts)
    if grid.encoding.rivals:
        doubts.append(Doubt(doubt.ENCODING, len(grid.encoding.rivals), value=grid.encoding.rivals[0][1]))
    if grid.swallowed or answers.quotes:
        answered = answers.quotes in ("keep", "ignore")
        doubts.append(Doubt(doubt.QUOTES, row=grid.swallowed, answered=answered))
    return replace(
        table, encoding=grid.encoding.name, delimiter=grid.delimiter, doubts=tuple(doubts),
        samples=grid.encoding.rivals,
    )  # fmt: skip


# === WORKBOOK === #


def _load_workbook(content: bytes, answers: Answers, clock: Clock) -> Table:
    sheets = [sheet for sheet in workbook.load(content, clock) if any(map(is_filled, sheet.rows))]
    if not sheets:
        raise UnreadableError(bounds.EMPTY)
    shown = sorted(sheets, key=lambda sheet: sheet.hidden)  # a sheet in sight comes before one that is not
    main = max(shown, key=lambda sheet: _score(sheet.rows))
    tables = {sheet.name: table for sheet in sheets if (table := _ledger(sheet, answers, clock, sheet is main))}
    table = tables.pop(main.name)
    for sheet in sheets:
        if sheet is not main and sheet.name not in tables and (more := _continued(sheet, table)):
            tables[sheet.name] = more
    others = list(tables.values())
    read = [main] + [sheet for sheet in sheets if sheet.name in tables and answers.sheets == "all"]
    doubts = [*table.doubts, *_hidden_rows(read, answers)]
    if others:
        answered = answers.sheets in ("one", "all")
        names = ", ".join(one.sheet for one in others)
        doubts.append(Doubt(doubt.SHEETS, len(others), value=names, answered=answered, beside=main.name))
    if answers.sheets == "all":
        every = [one for sheet in sheets if (one := ({main.name: table} | tables).get(sheet.name))]
        table = replace(_joined(every), titles=tuple(title for one in every for title in one.titles)[:50])
    remarks = [
        Remark(doubt.OTHER_SHEET, sum(map(is_filled, sheet.rows)), sheet.name)
        for sheet in sheets
        if sheet is not main and (sheet.name not in tables or answers.sheets == "one")
    ]
    remarks += [Remark(doubt.MAC)] * main.mac
    return replace(table, doubts=tuple(doubts), remarks=tuple(remarks), mac=main.mac)


def _hidden_rows(sheets: list[workbook.Sheet], answers: Answers) -> list[Doubt]:
    hidden = [number for sheet in sheets for number in sheet.hidden_rows if is_filled(sheet.rows[number - 1])]
    if not hidden:
        return []
    return [Doubt(doubt.HIDDEN, len(hidden), min(hidden), answered=answers.hidden in ("with", "without"))]


def _score(rows: Sequence[Sequence[Any]]) -> int:
    return max((is_header(row) for row in rows[:HEADER_WITHIN]), default=0)


def _ledger(sheet: workbook.Sheet, answers: Answers, clock: Clock, always: bool) -> Table | None:
    """The table of a sheet; nothing where a sheet that need not be one is none."""
    if not always and _score(sheet.rows) < FEWEST:
        return None
    rows: list[list[Any]] = sheet.rows
    if answers.hidden == "without":
        rows = [[] if number in sheet.hidden_rows else row for number, row in enumerate(rows, 1)]
    try:
        table = _table(rows, clock, answers)
        currency = stated.of_sheet(sheet.name)
        told = tuple(one or currency for one in table.stated)
        return replace(table, sheet=sheet.name, too_long=(), stated=told)
    except UnreadableError:
        if always:
            raise
        return None


def _continued(sheet: workbook.Sheet, table: Table) -> Table | None:
    """The table of a sheet without a header whose rows look like those of another; nothing for other sheets."""
    rows = [(number, row) for number, row in enumerate(sheet.rows, 1) if is_filled(row)]
    width = len(table.headers) - table.added
    like = [_type(value) for value in table.body[0][:width]]
    if max(_length(row) for _number, row in rows) > width or set(like) <= {str, type(None)}:
        return None
    first = [_clean(value) for value in rows[0][1]] + [None] * width
    if [_type(value) for value in first[:width]] != like:
        return None
    cells = tuple(
        ([_clean(value) for value in row] + [None] * len(table.headers))[: len(table.headers)] for _n, row in rows
    )
    return Table(
        table.headers, tuple(number for number, _row in rows), cells, sheet.name, added=table.added,
        stated=(stated.of_sheet(sheet.name),) * len(rows),
    )  # fmt: skip


def _type(value: Any) -> type:
    return float if isinstance(value, float) else type(value)


def _joined(tables: list[Table]) -> Table:
    """Sheets as one table: the columns of the first; a column of another that the first has not comes behind."""
    headers: list[str] = list(tables[0].headers)
    rows: list[list[Any]] = []
    for table in tables:
        places, known = [], [plain(header) for header in headers]
        for index, header in enumerate(table.headers):
            word = plain(header)
            if not word and index < len(headers) and not known[index]:
                places.append(index)
            elif word in known:
                places.append(known.index(word))
            else:
                places.append(len(headers))
                headers.append(header)
                known.append(word)
        for row in table.rows:
            cells: list[Any] = [None] * len(headers)
            for place, cell in zip(places, row, strict=True):
                cells[place] = cell
            rows.append(cells)
    if len(rows) > bounds.MOST_ROWS:
        raise UnreadableError(bounds.TOO_MANY_ROWS)
    rows = [row + [None] * (len(headers) - len(row)) for row in rows]
    return replace(
        tables[0], headers=tuple(headers), rows=tuple(rows), sheet="",
        numbers=tuple(number for table in tables for number in table.numbers),
        sheets=tuple(table.sheet for table in tables for _row in table.rows),
        stated=tuple(code for table in tables for code in table.stated),
    )  # fmt: skip


# === TABLE === #


def _table(raw: Sequence[Sequence[Any]], clock: Clock, answers: Answers) -> Table:
    rows = [[_clean(value) for value in row] for row in raw]
    clock.check()
    start, headers = heading_rows.find(rows)
    told = len(headers)
    while headers and not headers[-1]:
        headers.pop()
    below = rows[start + 1 :]
    width = max(len(headers), max((_length(row) for row in below), default=0))
    if len(rows) * width > 4 * bounds.MOST_CELLS:
        raise UnreadableError(bounds.TOO_WIDE)
    numbered = [
        (number, (row + [None] * width)[:width]) for number, row in enumerate(below, start + 2) if is_filled(row)
    ]
    if len(numbered) > bounds.MOST_ROWS:
        raise UnreadableError(bounds.TOO_MANY_ROWS)
    if not numbered:
        raise UnreadableError(bounds.EMPTY)
    too_long = tuple(number for number, row in numbered if _length(row) > told)
    numbers, cells = zip(*numbered, strict=True)
    padded = tuple((headers + [""] * width)[:width])
    indents = [_indent(raw[number - 1]) for number in numbers]
    named = above.find(padded, cells, rows[:start], indents, answers.levels)
    if named.headers:
        padded = (*padded, *named.headers)
        cells = tuple(row + more for row, more in zip(cells, named.cells, strict=True))
    titles = tuple(
        ", ".join(str(value) for value in row if value is not None) for row in rows[:start] if is_filled(row)
    )
    return Table(
        padded, numbers, cells, titles=titles[:50], too_long=too_long, added=len(named.headers),
        stated=stated.by_row(titles, cells),
        groups=frozenset(numbers[place] for place in named.groups),
        doubts=(Doubt(doubt.LEVELS, value=named.asked, answered=bool(answers.levels)),) if named.asked else (),
    )  # fmt: skip


def _indent(row: Sequence[Any]) -> int:
    """The spaces that the first cell of a row begins with."""
    first = next((value for value in row if value not in (None, "")), None)
    return len(first) - len(first.lstrip()) if isinstance(first, str) else 0


def _length(row: Sequence[Any]) -> int:
    return next((index + 1 for index in range(len(row) - 1, -1, -1) if row[index] is not None), 0)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        text = (value if value.isascii() else unicodedata.normalize("NFC", UNSEEN.sub("", value))).strip()
        if text[:1] in ("=", "'") and (match := PROTECTED.fullmatch(text)):
            text = (match[1] or match[2] or "").strip()
        return text or None
    if isinstance(value, (datetime, date, BadCell, bool, int, float)) or value is None:
        return value
    return str(value)
