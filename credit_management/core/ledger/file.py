"""A file of comma-separated values or a workbook → a table of cells, however it was saved."""

import csv
import io
import re
import warnings
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from .column import is_header

UNREADABLE = "unreadable"
OLD_WORKBOOK = "old_workbook"
EMPTY = "empty"
TOO_LARGE = "too_large"
MOST_BYTES = 400_000_000  # unpacked: a small file can hold a large one
MOST_ROWS, MOST_COLUMNS = 200_000, 100
HEADER_WITHIN = 30  # rows: titles and notes above it are few
DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 200  # rows, to find out how a file is divided
BROKEN = (
    zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError, EOFError,
)  # fmt: skip
FORMULA = re.compile(rb"<f[ >/]")
ASIAN = {"gb2312": "gb18030", "gb18030": "gb18030", "gbk": "gb18030", "big5": "big5", "shift_jis": "cp932"}


class UnreadableError(Exception):
    """No table in it, for one of the reasons above."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell of a workbook without a value: the formula has none stored, or ends in an error."""

    text: str
    calculated: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Header and rows, each row with the number a spreadsheet shows; empty ones are left out."""

    headers: tuple
    numbers: tuple
    rows: tuple
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""


def load(content, encoding=None):
    """
    :param bytes content: the file
    :param encoding: of its text; found out when left out
    :rtype: Table
    """
    if not content.strip():
        raise UnreadableError(EMPTY)
    if content.startswith(b"PK\x03\x04"):
        return _load_workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError(OLD_WORKBOOK)
    return _load_text(content, encoding)


# === TEXT === #


def _load_text(content, encoding):
    encoding = encoding or find_encoding(content)
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise UnreadableError(UNREADABLE) from None
    if "\0" in text:
        raise UnreadableError(UNREADABLE)
    text = text.removeprefix("\ufeff")
    delimiter = find_delimiter(text)
    if text.startswith("sep=") and "\n" in text:  # a spreadsheet's own hint
        delimiter = text[4]
        text = "\n" + text.split("\n", 1)[1]
    try:
        rows = list(_parse(text, delimiter, MOST_ROWS + HEADER_WITHIN))
    except csv.Error:
        raise UnreadableError(UNREADABLE) from None
    return _table(rows, encoding=encoding, delimiter=delimiter)


def _is_utf8(content):
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def find_encoding(content):
    """By the mark at the beginning, else UTF-8 when it is that; else Chinese where it looks so, else Western."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return encoding
    if _is_utf8(content):
        return "utf-8"
    import chardet

    # Of Western encodings its guess is a coin's toss between a dozen; of Chinese ones it is not.
    guess = chardet.detect(content[:100_000])
    return ASIAN.get((guess["encoding"] or "").lower().replace("-", "_").replace("windows_936", "gbk"), "cp1252")


def find_delimiter(text):
    """The sign that divides most rows alike."""
    best, winner = (0, 0), ","
    for delimiter in DELIMITERS:
        try:
            widths = Counter(len(row) for row in _parse(text, delimiter, LOOKED_AT) if row)
        except csv.Error:
            continue
        widths.pop(1, None)
        if widths:
            width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
            if (count, width) > best:
                best, winner = (count, width), delimiter
    return winner


def _parse(text, delimiter, most):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    for number, row in enumerate(reader):
        if number >= most:
            break
        yield row


# === WORKBOOK === #


def _load_workbook(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise UnreadableError(TOO_LARGE)
            calculated = any(
                FORMULA.search(archive.read(entry)) for entry in archive.infolist() if "/worksheets/" in entry.filename
            )
        sheets = list(_sheets(content, calculated))
    except BROKEN:
        raise UnreadableError(UNREADABLE) from None
    tables = [(name, rows) for name, rows in sheets if any(map(_filled, rows))]
    if not tables:
        raise UnreadableError(EMPTY)
    name, rows = max(tables, key=lambda table: max(is_header(row) for row in table[1][:HEADER_WITHIN]))
    return _table(rows, sheet=name)


def _sheets(content, with_formulas):
    """Each sheet's name and its cells; formulas are looked for only where there are any."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions openpyxl does not know: nothing here needs them
        stored = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        written = load_workbook(io.BytesIO(content), read_only=True) if with_formulas else None
        for sheet in stored.worksheets:
            sheet.reset_dimensions()  # what a file says of its own size may be wrong
            rows = [[_cell(cell.value, cell.data_type) for cell in row] for row in _first(sheet.iter_rows())]
            if written:
                other = written[sheet.title]
                other.reset_dimensions()
                _mark_uncalculated(rows, _first(other.iter_rows()))
            yield sheet.title, rows


def _first(rows):
    for number, row in enumerate(rows):
        if number >= MOST_ROWS + HEADER_WITHIN:
            break
        yield row[:MOST_COLUMNS]


def _cell(value, kind):
    return BadCell(str(value), calculated=True) if kind == "e" else value


def _mark_uncalculated(rows, written):
    for row, cells in zip(rows, written, strict=False):
        for index, cell in enumerate(cells):
            if cell.data_type == "f" and index < len(row) and row[index] is None:
                row[index] = BadCell(str(cell.value), calculated=False)


# === TABLE === #


def _table(rows, **origin):
    rows = [[_clean(value) for value in row] for row in rows]
    start = _header_row(rows)
    if start is None:
        raise UnreadableError(EMPTY)
    headers = rows[start]
    while headers and headers[-1] is None:
        headers.pop()
    width = min(
        max(len(headers), max((len(row) for row in rows[start + 1 : start + LOOKED_AT]), default=0)), MOST_COLUMNS
    )
    headers = tuple("" if header is None else str(header) for header in (headers + [None] * width)[:width])
    numbered = [
        (number, (row + [None] * width)[:width])
        for number, row in enumerate(rows[start + 1 :], start + 2)
        if _filled(row)
    ]
    if len(numbered) > MOST_ROWS:
        raise UnreadableError(TOO_LARGE)
    if not numbered:
        raise UnreadableError(EMPTY)
    numbers, cells = zip(*numbered, strict=True)
    return Table(headers, numbers, cells, **origin)


def _header_row(rows):
    """The row that reads most like headers; the first that is filled where none does."""
    filled = [number for number, row in enumerate(rows[:HEADER_WITHIN]) if _filled(row)]
    if not filled:
        return None
    best = max(filled, key=lambda number: (is_header(rows[number]), -number))
    return best if is_header(rows[best]) >= 2 else filled[0]


def _filled(row):
    return any(value is not None and value != "" for value in row)


def _clean(value):
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, (datetime, date, BadCell, bool, int, float)) or value is None:
        return value
    return str(value)
