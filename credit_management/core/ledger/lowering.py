"""Texts and codes in columns nobody knows that call a document a credit note or a payment."""

import re
from collections.abc import Sequence

from .heading_words import words
from .marks import NO, YES, word
from .words import fold

LOWERING = re.compile(  # what begins a text beside an amount that lowers what is owed
    r"(?:credit (?:note|memo)|gutschrift|storno|rechnungskorrektur|avoir|nota de credito|abono|creditnota|korekta"
    r"|nota kredytowa|payment received|receipt|zahlungseingang|reglement|encaissement|kreditfaktura|kreditnota"
    r"|nota di credito|incasso|inbetalning|recebimento|devolucao|贷项|红字|红票|收款|退货|入金|返品|赤伝).*"
)
FLAGS = words("credit refund return gutschrift avoir abono creditnota kreditnota kreditfaktura storno")
BESIDE_FLAGS = words("is a note memo sales customer")
LETTERS_OF_INVOICES = words("i in inv si d dr f fa ft re rg v")
LETTERS_OF_CREDITS = words("c cn cr cm crn sc g gs gu a av k nc p pmt r rc rec")


def is_lowering(value: object) -> bool:
    """Whether a text begins as a credit note or a payment does."""
    return isinstance(value, str) and bool(LOWERING.fullmatch(fold(" ".join(value[:200].split()))))


def is_flag(heading: set[str], cells: Sequence[object]) -> bool:
    """Whether a column says of each document whether it is a credit note: yes or no."""
    told = {word(cell) for cell in cells if cell is not None}
    return bool(FLAGS & heading and heading <= FLAGS | BESIDE_FLAGS and YES & told and told <= YES | NO)


def places_of_codes(cells: Sequence[object]) -> list[int]:
    """Where codes that stand for credit notes or payments stand, in a column of nothing but codes of documents."""
    told = [word(cell) for cell in cells]
    if not set(told) <= LETTERS_OF_INVOICES | LETTERS_OF_CREDITS or not LETTERS_OF_INVOICES.intersection(told):
        return []
    return [place for place, text in enumerate(told) if text in LETTERS_OF_CREDITS]
