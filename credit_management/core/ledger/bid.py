"""Claims of columns to a meaning: how surely the header says it, and how well the cells below fit."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from . import format as ledger_format
from . import marks, number
from .format import Found
from .header import EXACT, Claim, claims, plain
from .heading_words import FLAGS, OPEN_FLAGS, POSTING_KEYS
from .words import (
    ALWAYS,
    AMOUNTS,
    CREDIT,
    CURRENCY,
    DATES,
    DEBIT,
    DUE,
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

LOOKED_AT = 500  # values, to see whether they are what the header promises
FULL = 0.9  # share of rows in which what each invoice has is given
DECIDED_BY_DATA = 0.6  # share of values that must be dates or numbers where a header promises them
TYPES = frozenset(("type", "art", "tipo", "typ", "soort", "类型"))  # of anything, customers for instance
# Grades of how well the cells fit.
FITS, PARTLY, BLANK, UNREAD = 0, 1, 2, 3
READ_MARK = {SIGN: marks.side, KIND: marks.kind, STATUS: marks.state, PAYMENT_STATUS: marks.state}


class Bid(NamedTuple):
    """A claim of a column, with how well its cells fit."""

    fit: int
    tier: int
    rank: int
    place: int  # of the column
    meaning: str
    side: str


def bids(headers: Sequence[str], values: list[list[Any]]) -> list[Bid]:
    """The claims of all columns, the best first."""
    found = []
    for index, header in enumerate(headers):
        for claim in claims(header):
            fit = _fit(claim, header, values[index])
            if fit is not None:
                found.append(Bid(fit, claim.tier, claim.rank, index, claim.meaning, claim.side))
    return sorted(found)


def _fit(claim: Claim, header: str, values: list[Any]) -> int | None:
    """Fit of the cells to what the header promises; None where the header alone is too little to claim it."""
    filled = [value for value in values if not marks.is_nothing(value)]
    if not filled:  # a header that says it only together with its cells says nothing here
        flag = FLAGS.intersection(plain(header).split()) or plain(header) in OPEN_FLAGS and claim.meaning != OPEN
        weak = claim.meaning == KIND and claim.rank or flag
        return None if weak else BLANK
    sample = filled[:LOOKED_AT]
    if claim.meaning in MARKS:
        return _fit_of_marks(claim, header, sample, len(filled) >= FULL * len(values))
    if claim.meaning == NUMBER and claim.rank >= 2 and _are_amounts(sample):
        return None  # "Invoice" above amounts, beside "Credit Note"
    if claim.meaning == DEBIT and claim.rank and not _are_amounts(sample):
        return None  # "Invoice" above numbers
    if not _reads(claim.meaning, sample):
        if claim.meaning in (DEBIT, CREDIT):
            return None  # "Credit Note" above its number
        if claim.meaning in (PAID, OPEN) and claim.tier == EXACT and _words_only(sample):
            return None  # a flag: paid, open
        return UNREAD
    return PARTLY if claim.meaning in ALWAYS and len(filled) < FULL * len(values) else FITS


def _are_amounts(sample: list[Any]) -> bool:
    return all(isinstance(value, float) or re.search(r"\d[.,]\d\d$", str(value)) for value in sample) and not any(
        isinstance(value, float) and value.is_integer() for value in sample
    )


def _words_only(sample: list[Any]) -> bool:
    """No amounts at all: a flag "paid: yes", for instance."""
    return all(isinstance(value, (str, bool)) and not re.search(r"\d", str(value)) for value in sample)


def _reads(meaning: str, sample: list[Any]) -> bool:
    if meaning in DATES:
        sample = days(meaning, sample)
        told = [value for value in sample if isinstance(value, (str, int, float)) and not marks.is_no_day(value)]
        return not told or _read_enough(ledger_format.find_date_format(told), told)
    if meaning in AMOUNTS:
        return not any(isinstance(value, bool) for value in sample) and _read_enough(
            number.find_number_format(sample), sample
        )
    return True


def days(meaning: str, values: Sequence[Any]) -> list[Any]:
    """The cells that must be days: instead of a day of payment a state may stand, and "on receipt" where it is due."""
    if meaning == DUE:
        return [value for value in values if not (isinstance(value, str) and marks.is_at_once(value))]
    return [
        value for value in values if meaning != PAID_ON or not (isinstance(value, (str, bool)) and marks.state(value))
    ]


def _read_enough(found: Found, values: Sequence[Any]) -> bool:
    return bool(found.form) and found.unread <= len(values) * (1 - DECIDED_BY_DATA)


def _fit_of_marks(claim: Claim, header: str, sample: list[Any], full: bool) -> int | None:
    if claim.meaning == CURRENCY:
        return FITS if all(isinstance(value, str) and len(value) <= 25 for value in sample) else UNREAD
    text = plain(header)
    read = marks.posting_key if text in POSTING_KEYS else READ_MARK[claim.meaning]
    if FLAGS.intersection(text.split()):
        yes_or_no = all(marks.word(value) in marks.YES | marks.NO for value in sample)
        trace = not full and all(marks.is_trace(value) for value in sample)
        return FITS if yes_or_no or trace else None
    if text in OPEN_FLAGS and all(marks.word(value) in marks.YES | marks.NO for value in sample):
        return FITS
    known = sum(bool(read(value) or claim.meaning == KIND and marks.left_out(value)) for value in sample)
    if claim.meaning == KIND and claim.rank:  # a text, which is a kind only where it always is one
        return FITS if known == len(sample) and full else None
    if claim.meaning == KIND and not known and text in TYPES:
        return None
    if claim.meaning == PAYMENT_STATUS and claim.rank and not known:
        return None  # "Open" above amounts
    return FITS if known >= len(sample) * DECIDED_BY_DATA else UNREAD
