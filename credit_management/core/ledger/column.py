"""Which column of an old ledger is what, by its header and by what stands below it."""

import re
import unicodedata
from dataclasses import dataclass

from . import format as ledger_format
from .format import Found
from .words import AMOUNT, CURRENCY, CUSTOMER, DUE, INVOICED, NUMBER, OPEN, OTHERS, PAID, PAID_ON, REFERENCE, WORDS

MEANINGS = (CUSTOMER, REFERENCE, NUMBER, INVOICED, DUE, PAID_ON, AMOUNT, PAID, OPEN, CURRENCY)
DATES = (INVOICED, DUE, PAID_ON)
AMOUNTS = (AMOUNT, PAID, OPEN)
ALWAYS = (NUMBER, INVOICED, AMOUNT)  # what each invoice has

LOOKED_AT = 500  # values, to see whether they are what the header promises
FULL = 0.9  # share of rows in which what each invoice has is given
DECIDED_BY_DATA = 0.6  # share of values that must be dates or numbers where a header promises them
NOT_LOOKED_AT = Found()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, what it means ("" for nothing), and how it writes."""

    index: int
    header: str
    meaning: str = ""
    found: Found = NOT_LOOKED_AT


def guess(headers, rows):
    """What each column means, and in which format it is written.

    :param headers: the texts of the header row
    :param rows: lists of cells below it
    :rtype: list[Column]
    """
    values = [[row[index] for row in rows if index < len(row)] for index in range(len(headers))]
    claims = []
    for index, header in enumerate(headers):
        for meaning, place in _claims(header):
            weakness = _weakness(meaning, values[index])
            if weakness is not None:
                claims.append((weakness, place, index, meaning))
    meanings = {}
    for _weak, _place, index, meaning in sorted(claims):
        if index not in meanings and meaning not in meanings.values():
            meanings[index] = meaning
    if OPEN in meanings.values() and AMOUNT not in meanings.values():
        # The only amount there is.
        meanings = {index: AMOUNT if meaning == OPEN else meaning for index, meaning in meanings.items()}
    return formats([(index, header, meanings.get(index, "")) for index, header in enumerate(headers)], values)


def formats(columns, values):
    """The columns with their formats.

    :param columns: index, header and meaning of each
    :param values: the cells of each
    """
    dates = {index: ledger_format.find_date_format(values[index]) for index, _header, what in columns if what in DATES}
    numbers = {
        index: ledger_format.find_number_format(values[index]) for index, _header, what in columns if what in AMOUNTS
    }
    found = ledger_format.settle(dates) | ledger_format.settle(numbers)
    return [Column(index, header, meaning, found.get(index, Found())) for index, header, meaning in columns]


def is_header(cells):
    """How many of these cells read like headers."""
    return sum(any(True for _claim in _claims(cell)) for cell in cells if isinstance(cell, str) and len(cell) < 40)


def _claims(header):
    """What a header may mean, and how sure that is: the lower, the surer."""
    text = plain(header)
    for meaning, phrases in WORDS.items():
        for place, phrase in enumerate(phrases):
            phrase = plain(phrase)
            if text == phrase:
                yield meaning, place
                break
            if _holds(text, phrase) and not _is_other(text, phrase):
                yield meaning, 100 * (1 + len(text) - len(phrase)) + place
                break


def _holds(text, phrase):
    if not phrase.isascii() and not text.isascii():
        return phrase in text and len(phrase) > 1
    return f" {phrase} " in f" {text} "


def _is_other(text, phrase):
    return any(other in text.split() and other not in phrase for other in OTHERS)


def _weakness(meaning, values):
    """0 where the column holds what its header promises, more where much is empty; None where it does not."""
    filled = [value for value in values if value is not None]
    if not filled:
        return 2
    sample = filled[:LOOKED_AT]
    texts = [value for value in sample if isinstance(value, (str, int, float))]
    if meaning in DATES and texts and not _reads(ledger_format.find_date_format(texts), texts):
        return None
    if meaning in AMOUNTS and not _reads(ledger_format.find_number_format(texts), sample):
        return None
    return int(meaning in ALWAYS and len(filled) < FULL * len(values))


def _reads(found, values):
    return bool(found.form) and found.unread <= len(values) * (1 - DECIDED_BY_DATA)


CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
SEPARATORS = re.compile(r"[\W_]+")


def plain(header):
    """A header as words: ``InvoiceNo.`` and ``invoice_no`` are the same."""
    text = unicodedata.normalize("NFC", str(header))
    text = CAMEL.sub(" ", text)
    return " ".join(SEPARATORS.sub(" ", text).split()).casefold()
