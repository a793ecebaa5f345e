"""Rows of payments: told by the invoices they settle, settling one of the file, or on account."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from . import doubt
from .document import Document, Work, same
from .ledger import SMALLEST
from .marks import PAID, PAYMENT
from .reading import SETTLING, TWICE_SIGNS
from .words import CLEARING, NUMBER, PAID_ON


def settle_lettered(documents: list[Document], work: Work) -> list[Document]:
    """Settle documents that the file marks as matched with each other, and return the others.

    What is marked as matched with something that is not in the file is paid, and nothing says when.
    """
    groups: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for one in documents:
        if one.clearing and one.paid_on is None and one.open is None:
            groups[one.key[0], one.clearing].append(one)
    told: set[int] = set()  # as objects: rows of several sheets have the same numbers
    for group in groups.values():
        credits = [one for one in group if one.amount < 0]
        if credits and len(credits) < len(group) and same(sum(one.amount for one in group), 0.0):
            day = max(one.invoiced for one in credits)
            for one in group:
                one.paid_on = max(day, one.invoiced)
                if one.kind == PAYMENT:
                    told.add(id(one))
                    work.reading.leave(SETTLING, one.row)
        elif PAID_ON not in work.known:
            for one in group:
                one.state = one.state or PAID
    return [one for one in documents if id(one) not in told]


def place(payments: list[Document], invoices: list[Document], work: Work) -> list[Document]:
    """Count payments told by the invoices they settle; let the others settle one, or return them as on account."""
    clearings = {(one.key[0], one.clearing) for one in invoices if one.clearing and one.paid_on}
    by_number: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for one in invoices:
        by_number[one.key].append(one)
    settled = any(one.paid_on for one in invoices)
    on_account = []
    for one in payments:
        own = by_number.get(one.key, [])
        if {(one.key[0], one.number), (one.key[0], one.clearing)} & clearings or _is_used_up(one):
            work.reading.leave(SETTLING, one.row)
        elif len(own) == 1 and own[0].paid_on is None and 0 < -one.amount <= own[0].amount + SMALLEST:
            own[0].paid_on, own[0].paid = one.invoiced, None if same(-one.amount, own[0].amount) else -one.amount
            work.reading.leave(SETTLING, one.row)
        elif settled and one.open is None and not _is_account(one, work):
            work.reading.leave(SETTLING, one.row)
        else:
            on_account.append(replace(one, amount=one.amount if one.open is None else one.open))
    return on_account


def _is_used_up(one: Document) -> bool:
    return (one.open is not None and abs(one.open) < SMALLEST) or one.paid_on is not None


def _is_account(one: Document, work: Work) -> bool:
    """Ask a person of a payment beside invoices that are paid already: it may be theirs.

    Where documents that clear others are told, one without is open.
    """
    if CLEARING in work.known:
        return True
    given = work.rules.answers.payments
    work.reading.ask(doubt.PAYMENTS, bool(given), one.row, one.number)
    return given != "told"


def of_own_number(payments: Iterable[Document], taken: set[tuple[str, str]], work: Work) -> Iterator[Document]:
    """The payments by numbers of their own."""
    seen = set(taken)
    for one in payments:
        if one.key in seen:
            work.note(TWICE_SIGNS, one.row, NUMBER, one.number)
        else:
            seen.add(one.key)
            yield one
