"""Customers that stand above the rows that are theirs, as columns of their own."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from . import levels, marks
from .header import claims
from .structure import is_bucket, is_dashes, is_total
from .words import CUSTOMER, REFERENCE

KEYED = re.compile(
    r"(Customer|Kunde|Debitor|Debiteur|Client|Cliente|Party|Cuenta|Compte|Name)(?:\s*:\s*|\s{2,}|\t+)(\S.{0,100})",
    re.IGNORECASE,
)
ACCOUNT = re.compile(
    r"(?:A/C|Account|Konto|Compte|Cuenta)\s*:\s*(\S{1,30})\s+(?:Name|Nom|Nombre)\s*:\s*(\S.{0,100}?)"
    r"(?:\s+(?:Contact|Tel|Telephone|Phone)\s*:.*)?",
    re.IGNORECASE,
)  # code and name in one line
CODE_AND_NAME = re.compile(r"(\d{3,})\s+(?:-\s+)?([^\W\d].*)")
LOOKED_AT = 200  # rows, for lines that name a customer
LONGEST = 120  # characters of a customer's name
FEWEST = 3  # cells of a document
AMOUNT = re.compile(r"[^\w\s]?\s?[-(]?[\d.,'’\s]*\d[.,]\d{2}\)?-?\s?[^\w\s]?")


@dataclass(slots=True)
class Above:
    """Columns to add behind those of the file: their headings, and their cells row by row."""

    headers: tuple[str, ...] = ()
    cells: list[list[Any]] = field(default_factory=list)
    groups: frozenset[int] = frozenset()  # places of rows that name a customer, with its total or without
    asked: str = ""  # names above names, of which a person says which is the customer


def find(
    headers: Sequence[str], rows: Sequence[list[Any]], titles: Sequence[list[Any]], indents: Sequence[int], level: str
) -> Above:
    """
    :param rows: below the header
    :param titles: rows above it
    :param indents: spaces that each row begins with
    :param level: of names above names the customer: outer or inner, "" where nobody has said
    """
    if any(_keyed(row) for row in (*titles, *rows[:LOOKED_AT])):
        return _from_lines(rows, titles)
    return Above() if _tells_customer(headers) else _from_groups(rows, titles, indents, level)


# === LINES LIKE "CUSTOMER   100234" === #


def _from_lines(rows: Sequence[list[Any]], titles: Sequence[list[Any]]) -> Above:
    told = ["", ""]
    for row in titles:
        _note_keyed(row, told)
    found: list[list[Any]] = []
    any_told = any(told)
    for row in rows:
        noted = _note_keyed(row, told)
        any_told = noted or any_told
        found.append([None, None] if noted else [told[0] or None, told[1] or None])
    groups = frozenset(place for place, row in enumerate(rows) if _keyed(row))
    return Above(("Customer Number", "Customer Name"), found, groups) if any_told else Above()


def _keyed(row: Sequence[Any]) -> "re.Match[str] | None":
    alone = [value for value in row if value is not None]
    if len(alone) == 2 and all(isinstance(value, str) for value in alone) and alone[0].endswith(":"):
        alone = [f"{alone[0]} {alone[1]}"]
    if len(alone) != 1 or not isinstance(alone[0], str) or len(alone[0]) >= 200:
        return None
    return ACCOUNT.fullmatch(alone[0]) or KEYED.fullmatch(alone[0])


def _note_keyed(row: Sequence[Any], told: list[str]) -> bool:
    match = _keyed(row)
    if not match:
        return False
    if match.re is ACCOUNT:
        told[:] = [match[1], match[2]]
    elif match[1].casefold() in ("name", "name 1"):
        told[1] = match[2]
    else:
        both = CODE_AND_NAME.fullmatch(match[2])
        told[:] = [both[1], both[2]] if both else [match[2], ""]
    return True


# === ROWS THAT HOLD NOTHING BUT A NAME, AND PERHAPS ITS TOTAL === #


def _tells_customer(headers: Sequence[str]) -> bool:
    """Whether a heading names the customer, and not only an account."""
    return any(
        claim.meaning in (CUSTOMER, REFERENCE) and claim.rank < (3 if claim.meaning == CUSTOMER else 1)
        for header in headers
        for claim in claims(header)
    )


def _from_groups(rows: Sequence[list[Any]], titles: Sequence[list[Any]], indents: Sequence[int], level: str) -> Above:
    names = {place: name for place, row in enumerate(rows) if (name := _name(row))}
    above = _name(titles[-1]) if titles and any(titles[-1]) else None
    if above and (not names or above[0] not in {index for index, _text, _sole in names.values()}):
        above = None
    if (
        not names
        or not above
        and min(names) > next((place for place, row in enumerate(rows) if _is_document(row)), len(rows))
    ):
        return Above()
    nested = levels.find(rows, {place: name[:2] for place, name in names.items()}, indents, _is_document)
    if nested:
        found = [[name] for name in nested.customers(level)]
        groups = frozenset(place for place, (_index, _text, sole) in names.items() if not sole)
        asked = nested.example if nested.is_doubtful else ""
        return Above(("Customer",), found, groups, asked) if any(cells[0] for cells in found) else Above()
    return _from_single(rows, names, above[1] if above else None)


def _from_single(rows: Sequence[list[Any]], names: dict[int, tuple[int, str, bool]], current: str | None) -> Above:
    """Customers of one level of names."""
    column = Counter(index for index, _name_, _sole in names.values()).most_common(1)[0][0]
    shown = levels.shown([text for index, text, _sole in names.values() if index == column])
    found: list[list[Any]] = []
    groups: set[int] = set()
    for place, row in enumerate(rows):
        if place in names and names[place][0] == column:
            current = shown.get(names[place][1])
            groups |= set() if names[place][2] else {place}
            found.append([None])
            continue
        label = next((value for value in row if isinstance(value, str)), None)
        if current and label and is_total(label):
            if current.casefold() in label.casefold():
                current = None  # its rows are at their end
            found.append([None])
        else:
            found.append([current if _is_document(row) else None])
    if not any(cells[0] for cells in found):
        return Above()
    return Above(("Customer",), found, frozenset(groups))


def _name(row: Sequence[Any]) -> tuple[int, str, bool] | None:
    """Column in which a row names a customer, and whether nothing else stands in it."""
    texts, amounts = [], 0
    for index, value in enumerate(row):
        if value is None:
            continue
        if isinstance(value, str) and not AMOUNT.fullmatch(value) and not marks.is_nothing(value):
            texts.append((index, value))
        elif isinstance(value, (date, bool)):
            return None
        else:
            amounts += 1
    if len(texts) != 1 or len(texts[0][1]) > LONGEST or is_dashes(texts[0][1]):
        return None
    index, text = texts[0]
    return None if is_total(text) or is_bucket(text) else (index, text, not amounts)


def _is_document(row: Sequence[Any]) -> bool:
    return sum(value is not None for value in row) >= FEWEST and _name(row) is None
