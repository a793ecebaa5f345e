"""Format of a column of amounts, and what else stands in their cells: a currency, a side of the ledger."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..common.currency import CURRENCIES
from ..common.number_format import Shown
from . import marks
from .format import Found, find

NUMBER_FORMATS = (".", ",")
LONGEST = 60  # characters of an amount: longer ones are none, and cost time to find that out
LARGEST = 1e13
SPACES = re.compile("[\\s\u00a0\u202f\u2009'’`´]")
SIGNS = str.maketrans(
    {"−": "-", "–": "-", "－": "-", "，": ",", "．": ".", "（": "(", "）": ")", "＋": "+", "▲": "-", "△": "-"}
)
GROUPS = r"\d{1,3}(?:%s\d{2,3})*%s\d{3}"
PLAIN = {
    ".": re.compile(rf"(?:{GROUPS % (',', ',')}|\d+)(?:\.\d*)?|\.\d+"),
    ",": re.compile(rf"(?:{GROUPS % ('[.]', '[.]')}|\d+)(?:,\d*)?|,\d+"),
}
GROUPED_BY_SPACE = re.compile(
    r"\d{1,3}(?:[\s\u00a0\u202f\u2009'’`´]\d{2,3})*[\s\u00a0\u202f\u2009'’`´]\d{3}(?!\d)\D?\d*"
)
BEFORE = re.compile(r"([^\d\s.,+\-()'’]+\.?)\s*(?=[\d.,+\-(])")
BEHIND = re.compile(r"(?<=[\d.,\-)])\s*([^\d\s.,+\-()'’][^\d\s,+\-()'’]*)$")
COLON = re.compile(r"[\d\s\u00a0.,]*\d:\d\d")  # 1 100:50, as Sweden writes it
CODE = re.compile(r"[A-Z]{3}")
ROUND = re.compile(r"(?:[.,](?:-|–|--)|/[-=])$")  # 100,- and 100/- as some countries write whole amounts


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as a cell has it: with its sign, the currency beside it, and its side when it names one."""

    number: float
    currency: str = ""
    side: str = ""


@lru_cache(maxsize=50_000)
def _parse(value: str, decimal: str) -> Money | None:
    if len(value) > LONGEST:
        return None
    text = value.strip().translate(SIGNS)
    if text in ("-", "--", "---"):
        return Money(0.0)  # how books write nothing
    text = ROUND.sub("", text)
    negative, text = _sign(text)
    text, currency, side = _labels(text)
    inner, bare = _sign(text)
    if negative and inner:
        return None
    if not currency and not side:
        bare, currency, side = _labels(bare)
    number = _plain(bare, decimal)
    if number is None:
        return None
    return Money(-number if negative or inner else number, currency, side)


def _labels(text: str) -> tuple[str, str, str]:
    """The text without what stands before and behind the digits, if that is a currency or a side."""
    currency = side = ""
    for pattern in (BEFORE, BEHIND):
        match = pattern.match(text) if pattern is BEFORE else pattern.search(text)
        if not match:
            continue
        label = match[1]
        if label in CURRENCIES or CODE.fullmatch(label):
            currency = currency or label
        elif marks.side_of_label(label):
            side = marks.side_of_label(label)
        else:
            continue
        text = (text[: match.start()] + text[match.end() :]).strip()
    return text, currency, side


def _plain(bare: str, decimal: str) -> float | None:
    if COLON.fullmatch(bare):
        bare = bare.replace(":", decimal)
    if SPACES.search(bare):
        if not GROUPED_BY_SPACE.fullmatch(bare):
            return None
        bare = SPACES.sub("", bare)
    if not PLAIN[decimal].fullmatch(bare):
        return None
    other = "," if decimal == "." else "."
    number = float(bare.replace(other, "").replace(decimal, "."))
    return number if number < LARGEST else None


def _sign(text: str) -> tuple[bool, str]:
    """Whether it is negative, in one of the ways books write it: -1, 1-, (1); and the rest."""
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1].strip()
    if text.startswith(("-", "(-)")):
        return True, text.removeprefix("(-)").removeprefix("-").strip()
    if text.endswith("-"):
        return True, text[:-1].strip()
    return False, text.removeprefix("+").strip()


def to_money(value: Any, decimal: str) -> Money | None:
    """The amount a value stands for, or None when it is none in this format.

    :param decimal: one of NUMBER_FORMATS, the sign before the decimals
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        if not math.isfinite(value) or abs(value) >= LARGEST:
            return None
        return _as_shown(value) if isinstance(value, Shown) else Money(float(value))
    return _parse(value, decimal) if isinstance(value, str) and decimal in PLAIN else None


def _as_shown(value: Shown) -> Money:
    """A number with what its cell shows beside it: a currency, a side, or that it is below zero."""
    told = _parse(value.shown, ".")
    if told is None:
        return Money(float(value))
    return Money(-abs(value) if told.number < 0 else float(value), told.currency, told.side)


def to_number(value: Any, decimal: str) -> float | None:
    """The number alone."""
    money = to_money(value, decimal)
    return None if money is None else money.number


def find_number_format(values: Iterable[Any]) -> Found:
    return find((value for value in values if not marks.is_nothing(value)), NUMBER_FORMATS, to_number)
