"""Texts of a table → how wide its columns are, how large its letters, and how high its rows.

A print cannot ask its browser: pages are planned before they are drawn. Widths are those of DejaVu Sans, which is
wider than the other fonts of the style sheet.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SIZES = (14, 13, 12, 11, 10, 9)  # pixels of letters, from what is read best
ROOM = 14  # pixels left and right of a text
# Of the size of the letters.
DIGIT, NARROW, LETTER, WIDE, BOLD = 0.64, 0.36, 0.66, 1.02, 1.1
NARROW_SIGNS = frozenset(" .,:;'|!()[]/il\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
WIDE_SIGNS = frozenset("MWmw@%")
LEAST = 0.45  # of the width a text column asks for, it keeps at least
# What large amounts are told in: by threes, and by fours where people count so (万, 亿).
THREES = (1, 1_000, 1_000_000, 1_000_000_000)
FOURS = (1, 10_000, 100_000_000)


@dataclass(frozen=True, slots=True)
class Column:
    """``share`` is the part of the table it asks for; ``whole`` texts stand on one line, whatever it takes."""

    texts: tuple[str, ...]
    share: float
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """``fits`` is false where not even the smallest letters leave room for every figure."""

    widths: tuple[float, ...]
    size: int
    fits: bool = True


def measure(text: str, size: float, bold: bool = False) -> float:
    """Pixels a line of text takes, rather too many than too few."""
    return sum(map(_part, text)) * size * (BOLD if bold else 1.0)


def _part(sign: str) -> float:
    if sign.isdigit() and sign.isascii():
        return DIGIT
    if sign in NARROW_SIGNS:
        return NARROW
    if sign in WIDE_SIGNS or unicodedata.east_asian_width(sign) in "WF":
        return WIDE
    if unicodedata.category(sign) in ("Mn", "Cf"):
        return 0.0
    return LETTER if not sign.isupper() else LETTER * 1.08


def layout(columns: Sequence[Column], room: float, sizes: Sequence[int] = SIZES) -> Layout:
    """The largest letters in which nothing that must stay whole is cut, and the widths that make it so.

    Columns have the share they ask for where they can; what a figure needs beyond its own is taken from what the
    others do not need.
    """
    for size in sizes:
        if widths := _widths(columns, room, size):
            return Layout(tuple(widths), size)
    needs = [_need(column, sizes[-1]) for column in columns]
    scale = room / sum(needs)
    return Layout(tuple(need * scale for need in needs), sizes[-1], False)


def _widths(columns: Sequence[Column], room: float, size: int) -> list[float] | None:
    asked = [room * column.share / sum(column.share for column in columns) for column in columns]
    needs = [
        _need(column, size) if column.whole else max(LEAST * wide, _longest_word(column, size, wide))
        for column, wide in zip(columns, asked, strict=True)
    ]
    lacking = sum(max(need - wide, 0.0) for need, wide in zip(needs, asked, strict=True))
    spare = sum(max(wide - need, 0.0) for need, wide in zip(needs, asked, strict=True))
    if lacking > spare:
        return None
    return [
        need if need >= wide else wide - (wide - need) * (lacking / spare if spare else 0.0)
        for need, wide in zip(needs, asked, strict=True)
    ]


def _need(column: Column, size: int) -> float:
    return max((measure(text, size, bold=True) for text in column.texts), default=0.0) + ROOM


def _longest_word(column: Column, size: int, most: float) -> float:
    """Words that are longer than the column asks for are broken: what a person types has no end."""
    words = (word for text in column.texts for word in text.split())
    return min(max((measure(word, size) for word in words), default=0.0) + ROOM, most)


def lines(text: str, width: float, size: float) -> int:
    """Lines a text takes in a column, as a browser breaks them: between words, and in words that are too long."""
    return sum(_lines_of(paragraph, max(width - ROOM, size), size) for paragraph in text.split("\n")) or 1


def _lines_of(text: str, width: float, size: float) -> int:
    count, used, blank = 1, 0.0, measure(" ", size)
    for word in text.split():
        wide = measure(word, size)
        if used and used + blank + wide > width:
            count, used = count + 1, 0.0
        used += wide + (blank if used else 0.0)
        while used > width:
            count, used = count + 1, used - width
    return count


def fits(texts: Iterable[str], width: float, size: float) -> bool:
    """Whether each text stands on one line."""
    return all(measure(text, size) <= width for text in texts)
