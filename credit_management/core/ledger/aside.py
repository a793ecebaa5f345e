"""Columns without a meaning of their own that say of single rows that they are none of the ledger.

Beside what customers owe a ledger may hold what the company owes, by account or journal; and a flag of its own may say
that a row was deleted, or not posted yet.
"""

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Any

from . import marks
from .header import plain
from .heading_words import FLAGS, words
from .words import fold

State = Callable[[Any], str]

BOOKS = words(
    """account accounts konto kontobezeichnung compte cuenta conta conto rekening journal journals dagboek ledger book
    type 科目 科目名称 勘定科目 帐簿"""
)
PAYABLE = re.compile(
    r"\b(?:payables?|(?:trade|sundry) creditors?|vendors?|suppliers?|purchases?|verbindlichkeiten|kreditoren"
    r"|lieferanten|eingangsrechnungen|fournisseurs?|achats|proveedores|compras|crediteuren|leveranciers|inkoop"
    r"|leverantor\w*|fornitori|acquisti|fornecedores|zobowiazania|dostawcy|zakupy)\b|应付|采购|買掛|仕入"
)
RECEIVABLE = re.compile(
    r"receivable|debtor|customer|sales|forderung|debitor|kunde|client|vente|deudor|venta|debiteur|verkoop|kund"
    r"|crediti|vendit|receber|naleznosci|sprzedaz|应收|销售|売掛|売上"
)
POSTED = frozenset(
    map(fold, ("posted", "is posted", "booked", "is booked", "gebucht", "ist gebucht", "comptabilisé", "bokförd"))
)
LONGEST = 4  # words of such a heading
NUMBERS = (re.compile(r"r?bill\b[/\-_ ]?\d", re.IGNORECASE), re.compile(r"r?inv\b[/\-_ ]?\d", re.IGNORECASE))


@lru_cache(maxsize=5_000)
def _book_state(text: str) -> str:
    text = fold(text)
    return marks.PAYABLE if PAYABLE.search(text) and not RECEIVABLE.search(text) else ""


def _state_of_book(cell: Any) -> str:
    return _book_state(cell) if isinstance(cell, str) else ""


def _state_of_posted(cell: Any) -> str:
    return marks.DRAFT if marks.word(cell) in marks.NO else ""


def _state_of_flag(cell: Any) -> str:
    return marks.VOID if marks.word(cell) in marks.YES else ""


def _state_of_draft(cell: Any) -> str:
    return marks.DRAFT if marks.word(cell) in marks.YES else ""


def find(headers: Sequence[str], taken: Collection[int], rows: Sequence[Sequence[Any]]) -> list[tuple[int, State]]:
    """Columns that say so, each with how its cells are read: to a state that leaves the row out, or "".

    :param taken: columns that mean something else
    """
    found = []
    for index, header in enumerate(headers):
        told = plain(header)
        if index in taken or not 0 < len(told.split()) <= LONGEST:
            continue
        state = _reader(told)
        if state is None:
            continue
        cells = [row[index] for row in rows if index < len(row) and not marks.is_nothing(row[index])]
        flag = state is not _state_of_book
        if flag and any(marks.word(cell) not in marks.YES | marks.NO for cell in cells):
            continue
        if any(map(state, cells)):
            found.append((index, state))
    return found


def _reader(heading: str) -> State | None:
    told = set(heading.split())
    if heading in POSTED:
        return _state_of_posted
    if FLAGS & told:
        return _state_of_draft if "draft" in told else _state_of_flag
    return _state_of_book if BOOKS & told else None


def are_bills(numbers: Sequence[Any]) -> bool:
    """Whether bills of vendors stand beside invoices, as their numbers say: BILL/2026/0001 beside INV/2026/0001."""
    texts = [number for number in numbers if isinstance(number, str)]
    return all(any(map(form.match, texts)) for form in NUMBERS)


def is_bill(number: str) -> bool:
    return bool(NUMBERS[0].match(number))
