"""A list of what customers owe in all, as the old program says it: an aging summary, or two columns typed by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import marks, number
from .cells import as_text
from .column import Column, guess, used
from .file import Table
from .structure import is_total
from .words import AMOUNT, CREDIT, CURRENCY, CUSTOMER, DEBIT, NUMBER, OPEN, REFERENCE

# Why a list cannot be compared.
NO_CUSTOMER, NO_TOTAL, SEVERAL_TOTALS, BAD_TOTAL = "no_customer", "no_total", "several_totals", "bad_total"


class UnclearError(Exception):
    """A list that does not say who owes what."""

    def __init__(self, reason: str, value: str = "") -> None:
        super().__init__(reason)
        self.reason, self.value = reason, value


@dataclass(frozen=True, slots=True)
class CustomerTotal:
    """What one customer owes in one currency."""

    reference: str
    name: str
    amount: float
    currency: str = ""


def read(table: Table) -> list[CustomerTotal]:
    """
    :raise UnclearError: where who owes what is not certain; nothing is guessed here
    """
    columns = used(guess(table.headers, table.body, table.mac))
    if CUSTOMER not in columns and NUMBER in columns and REFERENCE not in columns:
        columns[CUSTOMER] = columns[NUMBER]
    if not {CUSTOMER, REFERENCE} & columns.keys():
        raise UnclearError(NO_CUSTOMER)
    amounts = _amounts(columns)
    found: dict[tuple[str, str, str], CustomerTotal] = {}
    for row in table.rows:
        reference, name, currency = (_text(columns.get(meaning), row) for meaning in (REFERENCE, CUSTOMER, CURRENCY))
        cells = [row[column.index] for column in amounts]
        if not (reference or name) or any(is_total(text) for text in (reference, name)) or not any(map(_told, cells)):
            continue
        key = reference, name, currency
        one = found.setdefault(key, CustomerTotal(*key[:2], 0.0, currency))
        found[key] = replace(one, amount=round(one.amount + _amount(amounts, cells), 2))
    return list(found.values())


def _amounts(columns: dict[str, Column]) -> list[Column]:
    """The column of totals, or those of debit and credit."""
    one = columns.get(OPEN) or columns.get(AMOUNT)
    if one is None and {DEBIT, CREDIT} <= columns.keys():
        return [columns[DEBIT], columns[CREDIT]]
    if one is None:
        raise UnclearError(NO_TOTAL)
    if one.rivals:
        raise UnclearError(SEVERAL_TOTALS, one.header)
    return [one]


def _amount(columns: Sequence[Column], cells: Sequence[object]) -> float:
    amounts = []
    for column, cell in zip(columns, cells, strict=True):
        money = number.to_money(cell, column.found.form) if _told(cell) else number.Money(0.0)
        if money is None or column.found.ambiguous:
            raise UnclearError(BAD_TOTAL, as_text(cell))
        amounts.append(-money.number if money.side == marks.CREDIT else money.number)
    return amounts[0] - sum(amounts[1:])


def _told(cell: object) -> bool:
    return not marks.is_nothing(cell)


def _text(column: Column | None, row: Sequence[object]) -> str:
    cell = row[column.index] if column else None
    return "" if marks.is_nothing(cell) else " ".join(as_text(cell).split())
