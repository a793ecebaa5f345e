"""How a column writes its dates and its numbers: found from all of its values, never value by value.

A parser that decides for each value, as dateutil does, reads 03/04/2025 as March and 13/04/2025 as
April of the same column. Here a format is one that reads every value, and where two formats read them
all and differ, the column is ambiguous and a person chooses.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

# === DATES === #

DATE_FORMATS = ("ymd", "dmy", "mdy", "named", "compact", "serial")
TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp][Mm])?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})\s*([-./年])\s*(\d{{1,2}})\s*[-./月]\s*(\d{{1,2}})\s*日?{TIME}")
YEAR_LAST = re.compile(rf"(\d{{1,2}})\s*([-./])\s*(\d{{1,2}})\s*\2\s*(\d{{4}}|\d{{2}}){TIME}")
NAMED = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th|\.)?[\s\-/]*([^\W\d_]{{3,9}})\.?,?[\s\-/]*(\d{{4}}|\d{{2}}){TIME}")
NAMED_FIRST = re.compile(rf"([^\W\d_]{{3,9}})\.?[\s\-/]+(\d{{1,2}})(?:st|nd|rd|th)?,?[\s\-/]+(\d{{4}}){TIME}")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?")
SERIAL = re.compile(r"(\d{4,5})(?:\.\d+)?")
SERIAL_BEGINS = date(1899, 12, 30)  # day 0 of spreadsheets, for days after February 1900
EARLIEST, LATEST = date(1970, 1, 1), date(2100, 1, 1)
TURN = 69  # two digits: 68 is 2068, 69 is 1969, as Python and POSIX have it
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jänner", "feb february februar", "mar march mär märz mrz", "apr april", "may mai",
            "jun june juni", "jul july juli", "aug august", "sep sept september", "oct october okt oktober",
            "nov november", "dec december dez dezember",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip


def to_date(value, form):
    """The day a value stands for, or None when it is none in this format.

    :param value: text, a number, or a date of the spreadsheet's own, which is one whatever the format
    :param form: one of DATE_FORMATS
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    text = f"{value:.15g}" if isinstance(value, (int, float)) else value.strip()
    try:
        found = READERS[form](text)
    except (ValueError, OverflowError):
        return None
    return found if found and EARLIEST <= found < LATEST else None


def _ymd(text):
    match = YEAR_FIRST.fullmatch(text)
    return match and date(int(match[1]), int(match[3]), int(match[4]))


def _dmy(text):
    match = YEAR_LAST.fullmatch(text)
    return match and date(_year(match[4]), int(match[3]), int(match[1]))


def _mdy(text):
    match = YEAR_LAST.fullmatch(text)
    # Nobody writes the month first with dots.
    return match and match[2] != "." and date(_year(match[4]), int(match[1]), int(match[3]))


def _named(text):
    if match := NAMED.fullmatch(text):
        day, name, year = match[1], match[2], match[3]
    elif match := NAMED_FIRST.fullmatch(text):
        name, day, year = match[1], match[2], match[3]
    else:
        return None
    month = MONTHS.get(unicodedata.normalize("NFC", name).casefold())
    return month and date(_year(year), month, int(day))


def _compact(text):
    match = COMPACT.fullmatch(text)
    return match and date(int(match[1]), int(match[2]), int(match[3]))


def _serial(text):
    match = SERIAL.fullmatch(text)
    return match and SERIAL_BEGINS + timedelta(days=int(match[1]))


def _year(text):
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year >= TURN else 2000)


READERS = {"ymd": _ymd, "dmy": _dmy, "mdy": _mdy, "named": _named, "compact": _compact, "serial": _serial}


# === NUMBERS === #

NUMBER_FORMATS = (".", ",")
SPACES = re.compile("[\\s\u00a0\u202f\u2009'’]")
SIGNS = {"−": "-", "–": "-", "－": "-", "，": ",", "．": "."}
CURRENCY = re.compile(r"^(?:[A-Z]{3}|[$€£¥￥₹]|[A-Z]{1,2}\$)\s*|\s*(?:[A-Z]{3}|[$€£¥￥₹]|元)$")
GROUPS = r"\d{1,3}(?:%s\d{2,3})*%s\d{3}"
PLAIN = {
    ".": re.compile(rf"(?:{GROUPS % (',', ',')}|\d+)(?:\.\d*)?|\.\d+"),
    ",": re.compile(rf"(?:{GROUPS % ('[.]', '[.]')}|\d+)(?:,\d*)?|,\d+"),
}
GROUPED_BY_SPACE = re.compile(r"[-+(]?\s*\d{1,3}(?:[\s\u00a0\u202f\u2009'’]\d{3})+(?!\d).*")


def to_number(value, decimal):
    """The number a value stands for, or None when it is none in this format.

    :param decimal: one of NUMBER_FORMATS, the sign before the decimals
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return float(value)
    if not isinstance(value, str):
        return None
    text = "".join(SIGNS.get(sign, sign) for sign in value.strip())
    if text == "-":
        return 0.0  # how books write nothing
    negative, text = _sign(text)
    bare = CURRENCY.sub("", text).strip()
    inner, bare = _sign(bare)
    if negative and inner:
        return None
    if SPACES.search(bare):
        if not GROUPED_BY_SPACE.fullmatch(bare):
            return None
        bare = SPACES.sub("", bare)
    if not PLAIN[decimal].fullmatch(bare):
        return None
    other = "," if decimal == "." else "."
    number = float(bare.replace(other, "").replace(decimal, "."))
    return -number if negative or inner else number


def _sign(text):
    """Whether it is negative, in one of the ways books write it: -1, 1-, (1); and the rest."""
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1].strip()
    if text.startswith("-"):
        return True, text[1:].strip()
    if text.endswith("-"):
        return True, text[:-1].strip()
    return False, text.removeprefix("+").strip()


# === FINDING OUT === #


@dataclass(frozen=True, slots=True)
class Found:
    """The format of a column, and others that would read it as well and differently: then it is ambiguous."""

    form: str = ""
    rivals: tuple = ()
    unread: int = 0  # values that this format does not read
    certain: bool = False  # no other format reads as many

    @property
    def ambiguous(self):
        return bool(self.rivals)


def find_date_format(values):
    return _find(values, DATE_FORMATS, to_date)


def find_number_format(values):
    return _find(values, NUMBER_FORMATS, to_number)


def _find(values, forms, read):
    """The first of the formats that read most values; nothing where none reads half of them."""
    counted = Counter(value for value in values if isinstance(value, (str, int, float)) and not isinstance(value, bool))
    total = counted.total()
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


def settle(found):
    """Ambiguous columns of a file, read as its certain ones are: a file has one way of writing.

    :param found: {column: Found}
    """
    certain = {one.form for one in found.values() if one.certain}
    settled = {}
    for column, one in found.items():
        possible = [form for form in (one.form, *one.rivals) if form in certain]
        settled[column] = replace(one, form=possible[0], rivals=()) if one.rivals and len(possible) == 1 else one
    return settled
