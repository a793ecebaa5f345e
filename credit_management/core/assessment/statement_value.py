"""Cells of a statement → amounts and days, as long as only one reading is possible."""

import math
import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel import Locale

from ..common.currency import CURRENCIES
from ..common.number_format import Shown

LONGEST = 60  # characters of an amount or a day: longer ones are neither, and cost time to find that out
LARGEST = 1e15
EARLIEST, LATEST = date(1970, 1, 1), date(2100, 1, 1)

TEXT = "text"  # where an amount is expected
UNCLEAR_NUMBER = "unclear_number"  # 1,234: a thousand or one and a bit
NO_DATE = "no_date"
UNCLEAR_DATE = "unclear_date"  # 01/02/2025: January or February

# What stands in a cell where there is nothing.
NOTHING = frozenset(("n/a", "na", "n.a.", "#n/a", "k.a.", "k. a.", "n.v.t.", "s/o", "none", "null", "nil", "无", "/"))
DASHES = frozenset(("-", "–", "—", "--"))  # how books write zero


class BadValueError(Exception):
    """A cell that does not read, and why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def is_nothing(value: Any) -> bool:
    """Whether a cell says that there is nothing in it."""
    return isinstance(value, str) and len(value) < 10 and value.strip().casefold() in NOTHING


# === AMOUNTS === #

SPACES = " \u00a0\u202f\u2009'’"
GROUPED = re.compile(rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?=$|[.,])")
PLAIN = re.compile(r"\d+")
DECIMAL = re.compile(r"(\d+)[.,](\d+)")
THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")
LAKHS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")  # as India groups
LABEL = r"[^\W\d_]{1,3}\.?|[^\w\s(),.'’-]{1,2}"
CURRENCY = re.compile(rf"({LABEL})\s*(?=[\d(-])|(?<=[\d)-])\s*({LABEL})$")


def to_amount(value: Any) -> float:
    """A number, also one written as text with either decimal sign, as long as only one reading is possible."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise BadValueError(TEXT)
    if isinstance(value, Shown) and _sign(value.shown)[0]:
        return _sensible(-abs(value))  # a sign that only its number format writes
    if not isinstance(value, str):
        return _sensible(value)
    if len(value) > LONGEST:
        raise BadValueError(TEXT)
    text = value.strip().replace("−", "-")
    if text in DASHES:
        return 0.0
    negative, bare = _sign(text)
    _currency, bare = _label(bare)
    inner, bare = _sign(bare)
    if negative and inner:
        raise BadValueError(TEXT)
    amount = _unsigned(bare)
    return _sensible(-amount if negative or inner else amount)


def find_currency(value: Any) -> str:
    """The sign or code of a currency that stands in an amount; "" for none."""
    value = value.shown if isinstance(value, Shown) else value
    return _label(_sign(value.strip())[1])[0] if isinstance(value, str) and len(value) <= LONGEST else ""


def _label(text: str) -> tuple[str, str]:
    match = CURRENCY.match(text) or CURRENCY.search(text)
    label = (match[1] or match[2]) if match else ""
    if not match or not (label in CURRENCIES or label.isupper() and len(label) == 3 and label.isascii()):
        return "", text
    return label, (text[: match.start()] + text[match.end() :]).strip()


def _sign(text: str) -> tuple[bool, str]:
    """Whether it is negative, as books write it: -1, 1-, (1); and the rest."""
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1].strip()
    if text.startswith("-"):
        return True, text[1:].strip()
    if text.endswith("-"):
        return True, text[:-1].strip()
    return False, text


def _sensible(number: float) -> float:
    """A number that an amount can be."""
    if not math.isfinite(number) or abs(number) >= LARGEST:
        raise BadValueError(TEXT)
    return float(number)


def _unsigned(text: str) -> float:
    if match := GROUPED.match(text):
        return _unsigned(re.sub(r"\D", "", match[0]) + text[match.end() :])
    if PLAIN.fullmatch(text):
        return float(text)
    decimal, thousands = DECIMAL.fullmatch(text), THOUSANDS.fullmatch(text)
    if decimal and thousands and not decimal[1].startswith("0"):
        raise BadValueError(UNCLEAR_NUMBER)
    if decimal:
        return float(f"{decimal[1]}.{decimal[2]}")
    if thousands:
        whole = text.replace(thousands[1], "")
        return float(whole.replace(",", "."))
    if LAKHS.fullmatch(text):
        return float(text.replace(",", ""))
    raise BadValueError(TEXT)


# === DAYS === #

DATE = re.compile(r"(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
NAMED = re.compile(r"(\d{1,2})\.?(?:\s*de\s+|[\s-]+)([^\W\d_]{3,12})\.?(?:\s*de\s+|,?[\s-]+)(\d{4})")
NAMED_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?")
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
LOCALES = ("en", "de", "de_AT", "fr", "es", "nl", "pl")


def to_date(value: Any) -> date:
    """A day, also one written as text: 2025-12-31, 31.12.2025, and with strokes where only one reading is possible."""
    day = value.date() if isinstance(value, datetime) else value
    if not isinstance(day, date):
        if not isinstance(value, str) or len(value) > LONGEST:
            raise BadValueError(NO_DATE)
        try:
            day = _from_text(value.strip())
        except ValueError:
            raise BadValueError(NO_DATE) from None
    if not EARLIEST <= day < LATEST:
        raise BadValueError(NO_DATE)
    return day


def _from_text(text: str) -> date:
    if match := DATE.fullmatch(text):
        return _day(match[1], match[2], match[3], match[4])
    if match := CHINESE.fullmatch(text) or COMPACT.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := NAMED.fullmatch(text):
        return date(int(match[3]), _month(match[2]), int(match[1]))
    if match := NAMED_FIRST.fullmatch(text):
        return date(int(match[3]), _month(match[1]), int(match[2]))
    raise BadValueError(NO_DATE)


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
    raise BadValueError(UNCLEAR_DATE)


def _month(name: str) -> int:
    """The number of a month by its name.

    :raise ValueError: where it is none
    """
    if number := _months().get(name.casefold().strip(".")):
        return number
    raise ValueError(f"{name} is no month")


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for locale in LOCALES:
        names = Locale.parse(locale).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in names[context][width].items():
                    found.setdefault(name.casefold().strip("."), number)
    return found
