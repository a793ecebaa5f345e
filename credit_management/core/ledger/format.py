"""Format of a column of days, found from all of its values, never value by value.

A parser that decides for each value, as dateutil does, reads 03/04/2025 as March and 13/04/2025 as
April of the same column. Here a format is one that reads every value, and where two formats read them
all and differ, the column is ambiguous and a person chooses.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from babel import Locale

from . import marks
from .words import fold

DATE_FORMATS = (
    "ymd", "dmy", "mdy", "named", "compact", "compact_dmy", "compact_mdy", "short_ymd", "short_dmy", "short_mdy",
    "serial", "serial_1904", "ymd_two",
)  # fmt: skip
TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})\s*([-./年])\s*(\d{{1,2}})\s*[-./月]\s*(\d{{1,2}})\s*日?{TIME}")
YEAR_LAST = re.compile(rf"(\d{{1,2}})\s*([-./])\s*(\d{{1,2}})\s*\2\s*(\d{{4}}|\d{{2}})\s*(?:r\.|г\.)?{TIME}")
YEAR_FIRST_OF_TWO = re.compile(rf"(\d{{2}})\s*([-./])\s*(\d{{1,2}})\s*\2\s*(\d{{1,2}}){TIME}")
NAMED = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?:\s*de\s+|[\s\-/]*)([^\W\d_]{{2,12}})\.?,?(?:\s*de\s+|[\s\-/]*)"
    rf"(\d{{4}}|\d{{2}}){TIME}"
)
NAMED_FIRST = re.compile(rf"([^\W\d_]{{3,12}})\.?[\s\-/]+(\d{{1,2}})(?:st|nd|rd|th)?,?[\s\-/]+(\d{{4}}){TIME}")
NAMED_YEAR = re.compile(rf"(\d{{4}})[\s\-/]+([^\W\d_]{{3,12}})\.?[\s\-/]+(\d{{1,2}}){TIME}")
WEEKDAY = re.compile(r"(?:[^\W\d_]{2,12}\.?,?\s+|星期.\s*|周.\s*)(?=\d|[^\W\d_]{3,12}\.?[\s\-/]+\d)")
DIGITS = re.compile(r"(\d{5,8})(?:\.0+)?")
SERIAL = re.compile(r"(\d{4,5})(?:\.\d+)?")
SERIAL_BEGINS = date(1899, 12, 30)  # day 0 of spreadsheets, for days after February 1900
SERIAL_1904_BEGINS = date(1904, 1, 1)  # of workbooks once made on a Macintosh
EARLIEST, LATEST = date(1970, 1, 1), date(2100, 1, 1)
TURN = 69  # two digits: 68 is 2068, 69 is 1969, as Python and POSIX have it
LONGEST = 60  # characters of a day
MOST_YEARS = 12  # of a ledger
YEAR_IN_FRONT = "ymd_two"
NEAR = 2  # years by which two readings may spread alike
LOCALES = ("en", "de", "de_AT", "fr", "es", "nl", "pl", "it", "sv", "pt", "da")
MORE_MONTHS = {"mrz": 3, "mae": 3, "mär": 3, "maerz": 3, "sept": 9, "set": 9, "okt": 10, "dez": 12, "ene": 1, "mrt": 3}


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Names of months, whole and short, as their languages write them (the Chinese and Japanese by number)."""
    found = {fold(name): number for name, number in MORE_MONTHS.items()}
    for locale in LOCALES:
        names = Locale.parse(locale).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in names[context][width].items():
                    found.setdefault(fold(name).strip("."), number)
    return found


@lru_cache(maxsize=1)
def _weekdays() -> frozenset[str]:
    found = set()
    for locale in LOCALES:
        names = Locale.parse(locale).days
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated", "short"):
                found |= {fold(name).strip(".") for name in names[context][width].values()}
    return frozenset(found)


def to_date(value: Any, form: str) -> date | None:
    """The day a value stands for, or None when it is none in this format.

    :param value: text, a number, or a date of the spreadsheet's own, which is one whatever the format
    :param form: one of DATE_FORMATS
    """
    if isinstance(value, datetime):
        found: date | None = value.date()
    elif isinstance(value, date):
        found = value
    elif isinstance(value, bool):
        return None
    else:
        text = f"{value:.15g}" if isinstance(value, (int, float)) else str(value).strip()
        if len(text) > LONGEST or form not in READERS:
            return None
        try:
            found = READERS[form](_without_weekday(text))
        except (ValueError, OverflowError):
            return None
    return found if found and EARLIEST <= found < LATEST else None


def _without_weekday(text: str) -> str:
    match = WEEKDAY.match(text)
    if not match:
        return text
    name = fold(match[0]).strip(" .,")
    return text[match.end() :] if name in _weekdays() or name[0] in "星周" else text


def _ymd(text: str) -> date | None:
    match = YEAR_FIRST.fullmatch(text)
    return date(int(match[1]), int(match[3]), int(match[4])) if match else None


def _ymd_two(text: str) -> date | None:
    match = YEAR_FIRST_OF_TWO.fullmatch(text)
    return date(_year(match[1]), int(match[3]), int(match[4])) if match else None


def _dmy(text: str) -> date | None:
    match = YEAR_LAST.fullmatch(text)
    return date(_year(match[4]), int(match[3]), int(match[1])) if match else None


def _mdy(text: str) -> date | None:
    match = YEAR_LAST.fullmatch(text)
    if not match or match[2] == ".":  # nobody writes the month first with dots
        return None
    return date(_year(match[4]), int(match[1]), int(match[3]))


def _named(text: str) -> date | None:
    if match := NAMED.fullmatch(text):
        day, name, year = match[1], match[2], match[3]
    elif match := NAMED_FIRST.fullmatch(text):
        name, day, year = match[1], match[2], match[3]
    elif match := NAMED_YEAR.fullmatch(text):
        year, name, day = match[1], match[2], match[3]
    else:
        return None
    month = _months().get(fold(name))
    return date(_year(year), month, int(day)) if month else None


def _cut(width: int, parts: str) -> Callable[[str], date | None]:
    """A reader of digits only; a zero in front may be lost where the cell was a number."""

    def read(text: str) -> date | None:
        match = DIGITS.fullmatch(text)
        if not match or len(match[1]) not in (width, width - (width == 8 and parts != "ymd")):
            return None
        digits, found = match[1].zfill(width), {}
        for part in parts:
            size = width - 4 if part == "y" else 2
            found[part], digits = digits[:size], digits[size:]
        return date(_year(found["y"]), int(found["m"]), int(found["d"]))

    return read


def _serial(text: str) -> date | None:
    match = SERIAL.fullmatch(text)
    return SERIAL_BEGINS + timedelta(days=int(match[1])) if match else None


def _serial_1904(text: str) -> date | None:
    match = SERIAL.fullmatch(text)
    return SERIAL_1904_BEGINS + timedelta(days=int(match[1])) if match else None


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year >= TURN else 2000)


READERS: Mapping[str, Callable[[str], date | None]] = {
    "ymd": _ymd, "dmy": _dmy, "mdy": _mdy, "named": _named, "compact": _cut(8, "ymd"),
    "compact_dmy": _cut(8, "dmy"), "compact_mdy": _cut(8, "mdy"), "short_ymd": _cut(6, "ymd"),
    "short_dmy": _cut(6, "dmy"), "short_mdy": _cut(6, "mdy"), "serial": _serial, "serial_1904": _serial_1904,
    "ymd_two": _ymd_two,
}  # fmt: skip


# === FINDING OUT === #


@dataclass(frozen=True, slots=True)
class Found:
    """The format of a column, and others that would read it as well and differently: then it is ambiguous."""

    form: str = ""
    rivals: tuple[str, ...] = ()
    unread: int = 0  # values that this format does not read
    certain: bool = False  # no other format reads as many

    @property
    def ambiguous(self) -> bool:
        return bool(self.rivals)


def find_date_format(values: Iterable[Any], mac: bool = False) -> Found:
    """
    :param mac: the workbook counts its days from 1904
    """
    told = [value for value in values if not marks.is_no_day(value)]
    forms = tuple(form for form in DATE_FORMATS if form not in ("serial" if mac else "serial_1904", YEAR_IN_FRONT))
    found = find(told, forms, to_date)
    likely = [form for form in (found.form, *found.rivals) if not _scatters(told, form)]
    found = replace(found, form=likely[0], rivals=tuple(likely[1:])) if found.rivals and likely else found
    return _with_year_in_front(told, found)


def _scatters(values: Iterable[Any], form: str) -> bool:
    """Whether six digits read so are days of more years than a ledger has: they are days of the month."""
    return form.startswith("short") and _spread(values, form) > MOST_YEARS


def _spread(values: Iterable[Any], form: str) -> int:
    """Years from the first of these days to the last."""
    years = [day.year for value in values if (day := to_date(value, form))]
    return max(years) - min(years) if years else 0


def _with_year_in_front(told: Sequence[Any], found: Found) -> Found:
    """Ask whether two digits in front are the year (26/01/05): read otherwise, days of the month spread as years."""
    other = find(told, (YEAR_IN_FRONT,), to_date)
    if not other.certain or (found.form and other.unread > found.unread):
        return found
    forms = [form for form in (found.form, *found.rivals) if form]
    if forms and _spread(told, YEAR_IN_FRONT) + NEAR >= min(_spread(told, form) for form in forms):
        return found
    return Found(YEAR_IN_FRONT, tuple(forms), other.unread, not forms)


def of_one_kind(found: Mapping[int, Found], values: Mapping[int, Sequence[Any]]) -> dict[int, Found]:
    """Columns beside one with years in front: they may have them, too."""
    if not any(one.form == YEAR_IN_FRONT for one in found.values()):
        return dict(found)
    kept = {}
    for column, one in found.items():
        other = find([cell for cell in values[column] if not marks.is_no_day(cell)], (YEAR_IN_FRONT,), to_date)
        is_rival = other.certain and not other.unread and one.form not in ("", YEAR_IN_FRONT)
        kept[column] = replace(other, rivals=(one.form, *one.rivals), certain=False) if is_rival else one
    return kept


def find(values: Iterable[Any], forms: tuple[str, ...], read: Callable[[Any, str], Any]) -> Found:
    """The first of the formats that read most values; nothing where none reads half of them."""
    counted = Counter(value for value in values if isinstance(value, (str, int, float)) and not isinstance(value, bool))
    total = sum(counted.values())
    if not total:
        return Found(forms[0])  # nothing to tell from: dates of a spreadsheet's own, for instance
    readings = {form: {value: read(value, form) for value in counted} for form in forms}
    counts = {
        form: sum(number for value, number in counted.items() if found[value] is not None)
        for form, found in readings.items()
    }
    best = max(counts.values())
    if best * 2 < total:
        return Found(unread=total)
    equal = [form for form in forms if counts[form] == best]
    rivals = tuple(form for form in equal[1:] if readings[form] != readings[equal[0]])
    return Found(equal[0], rivals, total - best, len(equal) == 1)


def settle(found: Mapping[int, Found]) -> dict[int, Found]:
    """Ambiguous columns of a file, read as its certain ones are: a file has one way of writing.

    :param found: {column: Found}
    """
    certain = {one.form for one in found.values() if one.certain}
    settled = {}
    for column, one in found.items():
        possible = [form for form in (one.form, *one.rivals) if form in certain]
        settled[column] = replace(one, form=possible[0], rivals=()) if one.rivals and len(possible) == 1 else one
    return settled
