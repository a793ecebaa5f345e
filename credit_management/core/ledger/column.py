"""Which column of an old ledger is what, by its header and by what stands below it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from . import format as ledger_format
from . import marks, number
from .format import Found
from .header import DOCUMENT, EXACT, HELD, LOCAL, Claim, claims, is_credit_notes, plain
from .words import (
    ACCOUNT_WORDS,
    ALWAYS,
    AMOUNT,
    AMOUNTS,
    CREDIT,
    CURRENCY,
    CUSTOMER,
    DATES,
    DEBIT,
    FLAGS,
    KIND,
    MARKS,
    NUMBER,
    OPEN,
    PAID,
    PAID_ON,
    PAYMENT_STATUS,
    REFERENCE,
    SIGN,
    STATUS,
)  # fmt: skip

LOOKED_AT = 500  # values, to see whether they are what the header promises
FULL = 0.9  # share of rows in which what each invoice has is given
DECIDED_BY_DATA = 0.6  # share of values that must be dates or numbers where a header promises them
NOT_LOOKED_AT = Found()
MONEY = (AMOUNT, PAID, OPEN, DEBIT, CREDIT, CURRENCY)
# How well the cells fit.
FITS, PARTLY, BLANK, UNREAD = 0, 1, 2, 3


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


class _Bid(NamedTuple):
    """A claim of a column, with how well its cells fit."""

    fit: int
    tier: int
    rank: int
    place: int  # of the column
    meaning: str
    side: str


# === GUESSING === #


def guess(headers: Sequence[str], rows: Sequence[Sequence[Any]], mac: bool = False) -> list[Column]:
    """What each column means, and in which format it is written.

    :param headers: the texts of the header row
    :param rows: lists of cells below it
    :param mac: days count from 1904
    """
    values = [[row[index] for row in rows if index < len(row)] for index in range(len(headers))]
    bids = _bids(headers, values)
    side = _money_side(bids)
    meanings = _assign(_fitting(bids, side, values))
    _drop_half(headers, meanings)
    _settle_customer(headers, values, meanings, bids)
    _customer_above(headers, rows, meanings)
    if SIGN not in meanings.values() and (index := _marks_by_data(values, meanings)) is not None:
        meanings[index] = SIGN
    balance = None
    if OPEN in meanings.values() and not {AMOUNT, DEBIT, CREDIT} & set(meanings.values()):
        # The only amount there is.
        balance = next(
            (bid.place for bid in bids if bid.meaning == OPEN and bid.rank and meanings.get(bid.place) == OPEN), None
        )
        meanings = {index: AMOUNT if meaning == OPEN else meaning for index, meaning in meanings.items()}
    rivals = _rivals(bids, side, meanings, values)
    told = [(index, header, meanings.get(index, "")) for index, header in enumerate(headers)]
    clash = _clash(bids, meanings)
    found = formats(told, dict(enumerate(values)), mac)
    rising = balance if balance is not None and _rises(found[balance], meanings, values) else None
    return [
        replace(one, rivals=rivals.get(one.index, ()), clash=one.index == clash, rising=one.index == rising)
        for one in found
    ]


def _bids(headers: Sequence[str], values: list[list[Any]]) -> list[_Bid]:
    found = []
    for index, header in enumerate(headers):
        for claim in claims(header):
            fit = _fit(claim, header, values[index])
            if fit is not None:
                found.append(_Bid(fit, claim.tier, claim.rank, index, claim.meaning, claim.side))
    return sorted(found)


def _fit(claim: Claim, header: str, values: list[Any]) -> int | None:
    """How well the cells are what the header promises; None where the header alone is too little to claim it."""
    filled = [value for value in values if not marks.is_nothing(value)]
    if not filled:  # a header that says it only together with its cells says nothing here
        weak = claim.meaning == KIND and claim.rank or FLAGS.intersection(plain(header).split())
        return None if weak else BLANK
    sample = filled[:LOOKED_AT]
    if claim.meaning in MARKS:
        return _fit_of_marks(claim, header, sample, len(filled) >= FULL * len(values))
    if claim.meaning == NUMBER and claim.rank == 2 and _are_amounts(sample):
        return None  # "Invoice" above amounts, beside "Credit Note"
    if not _reads(claim.meaning, sample):
        if claim.meaning in (DEBIT, CREDIT):
            return None  # "Credit Note" above its number
        if claim.meaning in (DEBIT, CREDIT, PAID, NUMBER) and claim.tier == EXACT and _words_only(sample):
            return None if claim.meaning != NUMBER else UNREAD
        return UNREAD
    return PARTLY if claim.meaning in ALWAYS and len(filled) < FULL * len(values) else FITS


def _are_amounts(sample: list[Any]) -> bool:
    return all(isinstance(value, float) or re.search(r"\d[.,]\d\d$", str(value)) for value in sample) and not any(
        isinstance(value, float) and value.is_integer() for value in sample
    )


def _words_only(sample: list[Any]) -> bool:
    """No amounts at all: a flag "paid: yes", or "Invoice" above its number."""
    return all(isinstance(value, (str, bool)) and not re.search(r"\d", str(value)) for value in sample)


def _reads(meaning: str, sample: list[Any]) -> bool:
    if meaning in DATES:
        sample = _days(meaning, sample)
        told = [value for value in sample if isinstance(value, (str, int, float)) and not marks.is_no_day(value)]
        return not told or _read_enough(ledger_format.find_date_format(told), told)
    if meaning in AMOUNTS:
        return _read_enough(number.find_number_format(sample), sample)
    return True


def _days(meaning: str, values: Sequence[Any]) -> list[Any]:
    """The cells that must be days: instead of a day of payment a state may stand."""
    return [value for value in values if meaning != PAID_ON or not (isinstance(value, str) and marks.state(value))]


def _read_enough(found: Found, values: Sequence[Any]) -> bool:
    return bool(found.form) and found.unread <= len(values) * (1 - DECIDED_BY_DATA)


READ_MARK = {SIGN: marks.side, KIND: marks.kind, STATUS: marks.state, PAYMENT_STATUS: marks.state}


def _fit_of_marks(claim: Claim, header: str, sample: list[Any], full: bool) -> int | None:
    if claim.meaning == CURRENCY:
        return FITS if all(isinstance(value, str) and len(value) <= 12 for value in sample) else UNREAD
    read = READ_MARK[claim.meaning]
    if FLAGS.intersection(plain(header).split()):
        known = sum(marks.word(value) in marks.YES | marks.NO for value in sample)
        return FITS if known == len(sample) else None
    known = sum(bool(read(value)) for value in sample)
    if claim.meaning == KIND and claim.rank:  # a text, which is a kind only where it always is one
        return FITS if known == len(sample) and full else None
    if claim.meaning == KIND and not known and plain(header) in ("type", "art", "tipo", "typ", "soort", "类型"):
        return None  # of customers, say
    return FITS if known >= len(sample) * DECIDED_BY_DATA else UNREAD


def _money_side(bids: list[_Bid]) -> str:
    """Document amount with document currency, local with local."""
    amounts = {bid.side for bid in bids if bid.meaning == AMOUNT and bid.fit < UNREAD}
    currencies = {bid.side for bid in bids if bid.meaning == CURRENCY and bid.fit < BLANK}
    if DOCUMENT in amounts and (currencies & {DOCUMENT, ""} or not currencies):
        return DOCUMENT
    if LOCAL in amounts and (LOCAL in currencies or not currencies):
        return LOCAL
    return DOCUMENT if DOCUMENT in amounts else ""


def _clash(bids: list[_Bid], meanings: Mapping[int, str]) -> int | None:
    """The amount whose currency no column tells: only the other currency has one."""
    sides = {bid.meaning: bid.side for bid in bids if meanings.get(bid.place) == bid.meaning}
    amount = next((index for index, meaning in meanings.items() if meaning == AMOUNT), None)
    side = next((bid.side for bid in bids if bid.place == amount and bid.meaning in (AMOUNT, OPEN)), "")
    if amount is None or not side:
        return None
    others = {bid.side for bid in bids if bid.meaning == CURRENCY and bid.fit < BLANK}
    if CURRENCY in sides:
        return amount if sides[CURRENCY] not in (side, "") else None
    return amount if side == DOCUMENT or others else None


def _rises(column: Column, meanings: Mapping[int, str], values: list[list[Any]]) -> bool:
    """Whether no balance of a customer is below the one in the row before, in three rows of one customer or more."""
    place = next((index for index, meaning in meanings.items() if meaning in (CUSTOMER, REFERENCE)), None)
    told: dict[Any, list[float]] = {}
    for position, cell in enumerate(values[column.index]):
        amount = number.to_number(cell, column.found.form)
        if amount is not None and place is not None and values[place][position] is not None:
            told.setdefault(values[place][position], []).append(amount)
    rising = all(sorted(amounts) == amounts for amounts in told.values())
    return rising and any(len(amounts) >= 3 and amounts[0] != amounts[-1] for amounts in told.values())


def _fitting(bids: list[_Bid], side: str, values: list[list[Any]]) -> list[_Bid]:
    """The bids without those of the other side of the currency, unless both sides are the same amounts."""
    if not side:
        return bids
    other = LOCAL if side == DOCUMENT else DOCUMENT
    ours = [bid.place for bid in bids if bid.meaning == AMOUNT and bid.side == side]
    theirs = [bid.place for bid in bids if bid.meaning == AMOUNT and bid.side == other]
    same = bool(ours and theirs) and values[ours[0]] == values[theirs[0]]
    kept = []
    for bid in bids:
        if bid.meaning not in MONEY or bid.side != other:
            kept.append(bid)
        elif same and bid.meaning != AMOUNT:
            kept.append(bid._replace(rank=bid.rank + 10))
    return sorted(kept)


def _assign(bids: list[_Bid]) -> dict[int, str]:
    meanings: dict[int, str] = {}
    for bid in bids:
        if bid.place in meanings or bid.meaning in meanings.values():
            continue
        if bid.fit == UNREAD and bid.tier == HELD and bid.meaning in MARKS:
            continue
        meanings[bid.place] = bid.meaning
    return meanings


def _drop_half(headers: Sequence[str], meanings: dict[int, str]) -> None:
    """One of debit and credit alone is no side of the ledger, unless it holds credit notes beside an amount."""
    sides = {index: what for index, what in meanings.items() if what in (DEBIT, CREDIT)}
    if len(sides) != 1:
        return
    [(index, what)] = sides.items()
    if what == CREDIT and AMOUNT in meanings.values() and is_credit_notes(headers[index]):
        return
    del meanings[index]


def _settle_customer(
    headers: Sequence[str], values: list[list[Any]], meanings: dict[int, str], bids: list[_Bid]
) -> None:
    """What stands beside the name: the customer's own number, or an account that many share."""
    place = {meaning: index for index, meaning in meanings.items()}
    name, reference = place.get(CUSTOMER), place.get(REFERENCE)
    if name is not None and reference is None:
        codes = [bid.place for bid in bids if bid.meaning == CUSTOMER and bid.rank == 1 and bid.tier == EXACT]
        other = [bid.place for bid in bids if bid.meaning == CUSTOMER and bid.place not in codes]
        if name in codes and other and _one_each(values[name], values[other[0]]) and _are_codes(values[name]):
            meanings[other[0]], meanings[name] = CUSTOMER, REFERENCE
            return
        code = next((index for index in codes if index not in meanings), None)
        if code is not None and _are_codes(values[code]) and _one_each(values[code], values[name]):
            meanings[code] = REFERENCE
            return
    if name is None or reference is None:
        return
    words = set(plain(headers[reference]).split())
    beside = not ACCOUNT_WORDS & set(plain(headers[name]).split())
    of_account = bool(words & ACCOUNT_WORDS) and not words & {"customer", "client", "debtor", "cust", "kunden"}
    if of_account and beside and not _one_each(values[reference], values[name], both=True):
        del meanings[reference]


def _customer_above(headers: Sequence[str], rows: Sequence[Sequence[Any]], meanings: dict[int, str]) -> None:
    """A column without a header in which customers stand alone in a row, above the rows that are theirs."""
    if {CUSTOMER, REFERENCE} & set(meanings.values()):
        return
    for index, header in enumerate(headers):
        if header or index in meanings:
            continue
        alone = [row[index] for row in rows if row[index] is not None and sum(one is not None for one in row) == 1]
        if alone and all(isinstance(value, str) for value in alone):
            meanings[index] = CUSTOMER
            return


def _are_codes(values: list[Any]) -> bool:
    told = [value for value in values if value is not None]
    return bool(told) and all(re.search(r"\d", str(value)) and " " not in str(value).strip() for value in told)


def _one_each(codes: list[Any], names: list[Any], both: bool = False) -> bool:
    """Whether each code has one name; with ``both``, each name one code too, and there is more than one."""
    pairs = {(code, name) for code, name in zip(codes, names, strict=True) if code is not None and name is not None}
    by_code, by_name = len({code for code, _name in pairs}), len({name for _code, name in pairs})
    return len(pairs) == by_code and (not both or len(pairs) == by_name)


def _marks_by_data(values: list[list[Any]], meanings: Mapping[int, str]) -> int | None:
    """A column without a known header in which only S and H stand, or Dr and Cr."""
    pairs = ({"s", "h"}, {"soll", "haben"}, {"dr", "cr"}, {"debit", "credit"}, {"借", "贷"})
    for index, cells in enumerate(values):
        told = {marks.word(value) for value in cells if value is not None}
        if index not in meanings and told in pairs:
            return index
    return None


def _rivals(
    bids: list[_Bid], side: str, meanings: Mapping[int, str], values: list[list[Any]]
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
        index: ledger_format.find_date_format(_days(what, values[index]), mac)
        for index, _header, what in columns
        if what in DATES
    }
    numbers = {index: number.find_number_format(values[index]) for index, _header, what in columns if what in AMOUNTS}
    found = ledger_format.settle(days) | ledger_format.settle(numbers)
    return [Column(index, header, meaning, found.get(index, NOT_LOOKED_AT)) for index, header, meaning in columns]


def used(columns: Sequence[Column]) -> dict[str, Column]:
    """The columns by what they mean."""
    return {column.meaning: column for column in columns if column.meaning}
