"""Which column of an old ledger is what, by its header and by what stands below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..common.currency import CODES
from . import bid as column_bid
from . import customer_column, lowering, marks, money_column, number
from . import format as ledger_format
from .bid import BLANK, UNREAD, Bid
from .format import Found
from .header import DOCUMENT, HELD, LOCAL, plain
from .heading_words import HINTS, LOSSES, METHODS, NO_HINTS, OF_DAYS, OTHERS, PAYABLE, TELLING, UNDOING
from .money_column import MONEY
from .structure import is_bucket, is_extra
from .words import (
    AMOUNT,
    AMOUNTS,
    CLEARING,
    CREDIT,
    CURRENCY,
    DATES,
    DEBIT,
    DUE,
    INVOICED,
    KIND,
    MARKS,
    NUMBER,
    OPEN,
    PAID,
    PAID_ON,
    PAYMENT_STATUS,
    SIGN,
    STATUS,
)  # fmt: skip

NOT_LOOKED_AT = Found()
FEWEST = 3  # rows, to tell from what is the same in them


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, what it means ("" for nothing), how it writes, and which others it could be."""

    index: int
    header: str
    meaning: str = ""
    found: Found = NOT_LOOKED_AT
    rivals: tuple[int, ...] = ()
    rising: bool = False  # the only amount there is, and perhaps a balance that runs on from row to row
    clash: bool = False  # an amount in one currency, and beside it a column with the code of the other
    overlooked: bool = False  # it means nothing here, and may tell what is paid or open, or no debt
    untaxed: bool = False  # an amount beside a tax, and nothing says whether it holds it


# === GUESSING === #


def guess(headers: Sequence[str], rows: Sequence[Sequence[Any]], mac: bool = False) -> list[Column]:
    """Meaning of each column, and the format it is written in.

    :param headers: the texts of the header row
    :param rows: lists of cells below it
    :param mac: days count from 1904
    """
    rows = [row for row in rows if not is_extra(row, len(headers))] or rows
    values = [[row[index] for row in rows if index < len(row)] for index in range(len(headers))]
    bids = customer_column.drop_persons(column_bid.bids(headers, values), headers)
    side = money_column.find_side(bids)
    meanings = _assign(money_column.fitting(bids, side, values))
    money_column.drop_half(headers, meanings)
    customer_column.settle(headers, values, meanings, bids)
    _find_unnamed(headers, values, meanings)
    taxed, untaxed = money_column.settle_tax(headers, values, meanings, bids)
    meanings, balance = _with_amount(bids, meanings)
    certain = money_column.settle_open(values, meanings, bids)
    rivals = _rivals(bids, side, meanings, values)
    if certain:
        rivals = {index: others for index, others in rivals.items() if meanings[index] != OPEN}
    if taxed:
        rivals = {index: others for index, others in rivals.items() if meanings[index] != AMOUNT}
    told = [(index, header, meanings.get(index, "")) for index, header in enumerate(headers)]
    clashes = money_column.clashes(headers, bids, meanings, values)
    found = formats(told, dict(enumerate(values)), mac)
    if balance is not None and not money_column.rises(balance, found[balance].found.form, meanings, values):
        balance = None
    return [
        replace(
            one, rivals=rivals.get(one.index, ()), clash=one.index in clashes, rising=one.index == balance,
            untaxed=untaxed and one.meaning == AMOUNT and not rivals.get(one.index),
            overlooked=_is_overlooked(one, meanings, values, {rival for some in rivals.values() for rival in some}),
        )
        for one in found
    ]  # fmt: skip


def _with_amount(bids: list[Bid], meanings: dict[int, str]) -> tuple[dict[int, str], int | None]:
    """The meanings with what is open for the amount where there is no other, and its column if it is a balance."""
    if OPEN not in meanings.values() or {AMOUNT, PAID, DEBIT, CREDIT} & set(meanings.values()):
        return meanings, None  # what is open and what is paid are the amount together
    balances = [bid.place for bid in bids if bid.meaning == OPEN and bid.rank and meanings.get(bid.place) == OPEN]
    found = {index: AMOUNT if meaning == OPEN else meaning for index, meaning in meanings.items()}
    return found, balances[0] if balances else None


def _is_overlooked(column: Column, meanings: Mapping[int, str], values: list[list[Any]], asked: set[int]) -> bool:
    """Whether nobody reads a column that tells what is paid or open, or is no debt, and nothing else tells it."""
    words = set(plain(column.header).split())
    if column.meaning or column.index in asked or METHODS & words:
        return False
    unsigned = not {KIND, SIGN, DEBIT} & set(meanings.values())
    cells = values[column.index]
    if unsigned and (_tells_credits(cells, meanings, values) or lowering.is_flag(words, cells)):
        return True
    counted = any(len(word) == 1 and word.isdigit() for word in words) and not is_bucket(column.header)  # Payment 1
    of_age = is_bucket(column.header) or not counted and any(map(str.isdigit, column.header))
    if (OTHERS & words and not PAYABLE & words) or NO_HINTS - {"date"} & words or of_age:
        return False
    if not TELLING & words and not any(hint in column.header for hint in HINTS if not hint.isascii()):
        return _tells_payments(values[column.index], meanings, values)
    told = [value for value in values[column.index] if not marks.is_nothing(value)][: column_bid.LOOKED_AT]
    known = {OPEN} if (LOSSES | UNDOING) & words else {PAID, OPEN, PAID_ON}  # what is written off is paid by nobody
    if not told or known & set(meanings.values()):
        return False
    if len(set(told)) > 1 and all(isinstance(value, str) and value.rstrip().endswith(("%", "％")) for value in told):
        return True
    amount = next((index for index, meaning in meanings.items() if meaning == AMOUNT), column.index)
    numbers = number.find_number_format(told)
    days = ledger_format.find_date_format([value for value in told if not marks.is_no_day(value)])
    is_money = numbers.form and not numbers.unread and any(number.to_number(value, numbers.form) for value in told)
    is_day = days.form and words & OF_DAYS and any(ledger_format.to_date(value, days.form) for value in told)
    return bool(is_day or is_money and _differ(values[column.index], values[amount]))


def _tells_payments(cells: list[Any], meanings: Mapping[int, str], values: list[list[Any]]) -> bool:
    """Whether cells under an unknown heading may be days of payment, or what is paid or open, and nothing else is.

    Such days stand in some rows only, and none before the invoice; such amounts are all of the invoice or nothing.
    """
    if {PAID, OPEN, PAID_ON, STATUS, PAYMENT_STATUS, CLEARING} & set(meanings.values()):
        return False
    place = {meaning: index for index, meaning in meanings.items()}
    filled = [position for position, cell in enumerate(cells) if not marks.is_nothing(cell)][: column_bid.LOOKED_AT]
    if INVOICED in place and len(filled) < len(cells):
        return _follow([cells[position] for position in filled], [values[place[INVOICED]][at] for at in filled])
    if AMOUNT not in place or len(filled) < len(cells) or len(cells) < FEWEST:
        return False
    told = [_amounts(column)[: len(filled)] for column in (cells, values[place[AMOUNT]])]
    parts = {(part == 0, part == whole) for part, whole in zip(*told, strict=True)}
    return parts == {(True, False), (False, True)}


def _amounts(cells: Sequence[Any]) -> list[float | None]:
    form = number.find_number_format(cells[: column_bid.LOOKED_AT]).form
    return [number.to_number(cell, form) for cell in cells[: column_bid.LOOKED_AT]]


def _follow(some: Sequence[Any], begins: Sequence[Any]) -> bool:
    """Whether all cells are days, none before the one beside it."""
    forms = [ledger_format.find_date_format(days).form for days in (some, begins)]
    days = [
        [ledger_format.to_date(cell, form) for cell in cells] for form, cells in zip(forms, (some, begins), strict=True)
    ]
    return bool(some) and all(day and begin and day >= begin for day, begin in zip(*days, strict=True))


def _tells_credits(cells: list[Any], meanings: Mapping[int, str], values: list[list[Any]]) -> bool:
    """Whether texts call a document a credit note or a payment whose amount is written like a debt."""
    places = [place for place, cell in enumerate(cells) if lowering.is_lowering(cell)] or lowering.places_of_codes(
        cells
    )
    amount = next((index for index, meaning in meanings.items() if meaning == AMOUNT), None)
    if amount is None or not places:
        return False
    form = number.find_number_format(values[amount]).form
    return any((number.to_number(values[amount][place], form) or 0.0) > 0 for place in places)


def _assign(bids: list[Bid]) -> dict[int, str]:
    meanings: dict[int, str] = {}
    for bid in bids:
        if bid.place in meanings or bid.meaning in meanings.values():
            continue
        if bid.fit == UNREAD and bid.tier == HELD and bid.meaning in MARKS:
            continue
        meanings[bid.place] = bid.meaning
    return meanings


def _find_unnamed(headers: Sequence[str], values: list[list[Any]], meanings: dict[int, str]) -> None:
    """Columns without a heading: marks of debit and credit, customers above their rows, numbers in front."""
    if SIGN not in meanings.values() and (index := _marks_by_data(values, meanings)) is not None:
        meanings[index] = SIGN
    if CURRENCY not in meanings.values() and (index := _codes_by_data(headers, values, meanings)) is not None:
        meanings[index] = CURRENCY
    if NUMBER in meanings.values() or not headers or headers[0] or 0 in meanings:
        return
    told = [str(value) for value in values[0] if value is not None]
    if told and len(set(told)) == len(told) and all(any(map(str.isdigit, value)) for value in told):
        meanings[0] = NUMBER


def _codes_by_data(headers: Sequence[str], values: list[list[Any]], meanings: Mapping[int, str]) -> int | None:
    """A column in which nothing but codes of currencies stand."""
    for index, cells in enumerate(values):
        told = {cell for cell in cells if not marks.is_nothing(cell)}
        if index in meanings or not told or OTHERS & set(plain(headers[index]).split()):
            continue
        if all(isinstance(cell, str) and cell.strip().upper() in CODES for cell in told):
            return index
    return None


def _marks_by_data(values: list[list[Any]], meanings: Mapping[int, str]) -> int | None:
    """A column without a known header in which only S and H stand, or Dr and Cr, or Cr alone."""
    pairs = ({"s", "h"}, {"soll", "haben"}, {"dr", "cr"}, {"debit", "credit"}, {"借", "贷"}, {"+", "-"}, {"cr"})
    for index, cells in enumerate(values):
        told = {marks.word(value) for value in cells if value is not None}
        if index not in meanings and told in pairs:
            return index
    return None


def _rivals(
    bids: list[Bid], side: str, meanings: Mapping[int, str], values: list[list[Any]]
) -> dict[int, tuple[int, ...]]:
    """Columns that could be it as well: as sure by their header, or surer and with cells that do not read."""
    other = {DOCUMENT: LOCAL, LOCAL: DOCUMENT}.get(side, "-")
    best = {bid.meaning: bid for bid in reversed(bids) if meanings.get(bid.place) == bid.meaning}
    found: dict[int, tuple[int, ...]] = {}
    for bid in bids:
        mine = best.get(bid.meaning)
        if mine is None or bid.place in meanings or (bid.meaning in MONEY and bid.side == other):
            continue
        alike = bid[:3] == mine[:3] or (bid.fit == mine.fit and bid.tier == mine.tier == HELD)
        passed_over = bid.fit == UNREAD and bid[1:3] < mine[1:3]
        if (alike and bid.fit < BLANK and _differ(values[bid.place], values[mine.place])) or passed_over:
            found[mine.place] = (*found.get(mine.place, ()), bid.place)
    return found


def _differ(some: list[Any], others: list[Any]) -> bool:
    return any(a != b for a, b in zip(some, others, strict=True) if a is not None and b is not None)


# === FORMATS === #


def formats(
    columns: Sequence[tuple[int, str, str]], values: Mapping[int, Sequence[Any]], mac: bool = False
) -> list[Column]:
    """The columns with their formats.

    :param columns: index, header and meaning of each
    :param values: the cells of each
    """
    days = {
        index: ledger_format.find_date_format(column_bid.days(what, values[index]), mac)
        for index, _header, what in columns
        if what in DATES
    }
    numbers = {index: number.find_number_format(values[index]) for index, _header, what in columns if what in AMOUNTS}
    places = {what: index for index, _header, what in columns}
    days = ledger_format.of_one_kind(days, values)
    days = _settle_pair(ledger_format.settle(days), places, values)
    found = days | ledger_format.settle(numbers)
    return [Column(index, header, meaning, found.get(index, NOT_LOOKED_AT)) for index, header, meaning in columns]


def _settle_pair(
    days: dict[int, Found], place: Mapping[str, int], values: Mapping[int, Sequence[Any]]
) -> dict[int, Found]:
    """Ambiguous days of invoices and due dates, read in the one way in which nothing is due before it is invoiced."""
    if not {INVOICED, DUE} <= place.keys():
        return days
    begin, end = days[place[INVOICED]], days[place[DUE]]
    forms = (begin.form, *begin.rivals)
    if not begin.rivals or forms != (end.form, *end.rivals):
        return days
    pairs = list(zip(values[place[INVOICED]], values[place[DUE]], strict=True))[: column_bid.LOOKED_AT]
    fitting = [
        form
        for form in forms
        if all(due is None or day is None or due >= day for day, due in _read_pairs(pairs, form))
    ]  # fmt: skip
    if len(fitting) != 1:
        return days
    settled = {index: replace(days[index], form=fitting[0], rivals=()) for index in (place[INVOICED], place[DUE])}
    return ledger_format.settle(days | {index: replace(one, certain=True) for index, one in settled.items()})


def _read_pairs(pairs: Sequence[tuple[Any, Any]], form: str) -> list[tuple[date | None, date | None]]:
    return [(ledger_format.to_date(day, form), ledger_format.to_date(due, form)) for day, due in pairs]


def used(columns: Sequence[Column]) -> dict[str, Column]:
    """The columns by what they mean."""
    return {column.meaning: column for column in columns if column.meaning}
