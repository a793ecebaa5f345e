"""A workbook → sheets of cells, within bounds that are looked at before and while it is unpacked."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from . import bounds
from .bounds import Clock, UnreadableError
from .number_format import show, words_around

CHUNK = 1 << 20
BUILT_IN = 164  # number formats that spreadsheets know without being told
TAIL = 2_000  # of a chunk, looked at again with the next: nothing searched for is longer
ROW = re.compile(rb"<(?:\w{1,10}:)?row\b([^>]{0,500})>")
ROW_NUMBER = re.compile(rb"\br=[\"'](\d{1,20})[\"']")
HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
CELL = re.compile(rb"<(?:\w{1,10}:)?c[ />]")
UNCALCULATED = re.compile(
    rb"</(?:\w{1,10}:)?f>\s*(?:</(?:\w{1,10}:)?c>|<(?:\w{1,10}:)?v\s*/>|<v></v>)|<f[^>]{0,300}/>\s*</c>"
)
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell of a workbook without a value: the formula has none stored, or ends in an error."""

    text: str
    calculated: bool


@dataclass(slots=True)
class Sheet:
    """A sheet: its cells row by row, which rows nobody sees, and what the sheet says of itself."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()  # numbers, counted from 1
    hidden: bool = False
    mac: bool = False  # days count from 1904


@dataclass(slots=True)
class _Survey:
    """What a part of the archive holds, before it is parsed."""

    cells: int = 0
    last: int = 0
    hidden: set[int] = field(default_factory=set)
    uncalculated: bool = False


def load(
    content: bytes, clock: Clock, most_rows: int = bounds.MOST_ROWS, most_cells: int = bounds.MOST_CELLS
) -> list[Sheet]:
    """All sheets that hold anything to look at."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            surveys = _look(archive, clock, most_cells)
        return list(_sheets(content, surveys, clock, most_rows))
    except UnreadableError:
        raise
    except Exception:  # noqa: BLE001 - what a damaged file makes the libraries raise has no end
        raise UnreadableError(bounds.DAMAGED) from None


def _look(archive: zipfile.ZipFile, clock: Clock, most_cells: int) -> dict[str, _Survey]:
    entries = archive.infolist()
    if len(entries) > 10_000 or sum(entry.file_size for entry in entries) > bounds.MOST_BYTES:
        raise UnreadableError(bounds.TOO_LARGE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableError(bounds.LOCKED)
    surveys, cells = {}, 0
    for entry in entries:
        if not entry.filename.endswith((".xml", ".rels")):
            continue
        survey = _survey(archive, entry, clock)
        if "/worksheets/" in entry.filename:
            surveys[entry.filename.removeprefix("/")] = survey
            cells += survey.cells
            if cells > most_cells:
                raise UnreadableError(bounds.TOO_LARGE)
    return surveys


def _survey(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, clock: Clock) -> _Survey:
    """Counted piece by piece: what a piece begins with is what the one before it ended with."""
    found, tail, total = _Survey(), b"", 0
    sheet = "/worksheets/" in entry.filename
    with archive.open(entry) as stream:
        while piece := stream.read(CHUNK):
            clock.check()
            total += len(piece)
            if total > bounds.MOST_BYTES:
                raise UnreadableError(bounds.TOO_LARGE)
            if DECLARATION.search(tail[-20:] + piece):
                raise UnreadableError(bounds.DAMAGED)
            if sheet:
                _count(found, tail, piece)
            tail = piece[-TAIL:]
    return found


def _count(found: _Survey, tail: bytes, piece: bytes) -> None:
    text = tail + piece
    found.cells += sum(1 for match in CELL.finditer(text) if match.end() > len(tail))
    found.uncalculated = found.uncalculated or bool(UNCALCULATED.search(text))
    for match in ROW.finditer(text):
        number = ROW_NUMBER.search(match[1])
        found.last = int(number[1]) if number else found.last + (match.end() > len(tail))
        if found.last > bounds.MOST_ROW_NUMBER:
            raise UnreadableError(bounds.DAMAGED)
        if HIDDEN.search(match[1]):
            found.hidden.add(found.last)


def _sheets(content: bytes, surveys: dict[str, _Survey], clock: Clock, most_rows: int) -> Iterator[Sheet]:
    """Each sheet; formulas are looked for only where some have no result."""
    from openpyxl.reader import excel
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions openpyxl does not know: nothing here needs them
        load_workbook: Any = excel.load_workbook
        stored = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        written = None
        if any(survey.uncalculated for survey in surveys.values()):
            written = load_workbook(io.BytesIO(content), read_only=True)
        forms = _Forms(stored)
        for sheet in stored.worksheets:
            sheet.reset_dimensions()  # what a file says of its own size may be wrong
            survey = surveys.get(str(getattr(sheet, "_worksheet_path", "")).removeprefix("/"), _Survey())
            rows = [[_cell(cell, forms) for cell in row] for row in _first(sheet.iter_rows(), clock, most_rows)]
            if written and survey.uncalculated:
                other = written[sheet.title]
                other.reset_dimensions()
                _mark_uncalculated(rows, _first(other.iter_rows(), clock, most_rows))
            hidden = frozenset(number for number in survey.hidden if number <= len(rows))
            yield Sheet(sheet.title, rows, hidden, sheet.sheet_state != "visible", stored.epoch == CALENDAR_MAC_1904)


def _first(rows: Iterable[Any], clock: Clock, most_rows: int) -> Iterator[Any]:
    filled = 0
    for number, row in enumerate(rows):
        if number % 500 == 0:
            clock.check()
        end = len(row)
        while end and row[end - 1].value is None and row[end - 1].data_type != "f":
            end -= 1
        row = row[:end]
        filled += bool(row)
        if filled > most_rows + 30:
            raise UnreadableError(bounds.TOO_MANY_ROWS)
        if len(row) > bounds.MOST_COLUMNS:
            raise UnreadableError(bounds.TOO_WIDE)
        yield row


class _Forms:
    """Number formats of a workbook's own; those that are built in show a currency of the place they are read in."""

    def __init__(self, book: Any) -> None:
        self.styles, self.forms = book._cell_styles, book._number_formats
        self.known: dict[int, str] = {}  # by style

    def of(self, cell: Any) -> str:
        style = cell._style_id
        if style not in self.known:
            number = self.styles[style].numFmtId - BUILT_IN if 0 <= style < len(self.styles) else -1
            self.known[style] = self.forms[number] if 0 <= number < len(self.forms) else ""
        return self.known[style]


def _cell(cell: Any, forms: _Forms) -> Any:
    value = cell.value
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)) and cell.data_type == "n" and (form := forms.of(cell)):
        shown = words_around(form, (value > 0) - (value < 0))
        return show(value, shown) if shown else value
    if cell.data_type == "e":
        return BadCell(str(value), calculated=True)
    if isinstance(value, str) and len(value) > bounds.MOST_CELL:
        raise UnreadableError(bounds.TOO_LONG_CELL)
    if isinstance(value, time):
        return 0 if value == time(0) else str(value)  # a day of zero shows as midnight
    return str(value) if isinstance(value, timedelta) else value


def _mark_uncalculated(rows: list[list[Any]], written: Iterator[Any]) -> None:
    for row, cells in zip(rows, written, strict=False):
        for index, cell in enumerate(cells):
            if cell.data_type != "f":
                continue
            row.extend([None] * (index + 1 - len(row)))
            if row[index] is None:
                row[index] = BadCell(str(cell.value), calculated=False)
