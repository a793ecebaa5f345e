"""Balances that run on from row to row: what a customer owes in all, and of no row its own."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from . import marks
from .cells import Values
from .ledger import SMALLEST
from .name import plain_name
from .words import AMOUNT, CREDIT, CUSTOMER, DEBIT, OPEN, REFERENCE


class _Told(NamedTuple):
    """A row: whose it is, its amount, and the balance beside it."""

    customer: str
    amount: float
    balance: float


class Running(NamedTuple):
    """Whether balances run, and with what they begin that no row of the file tells."""

    runs: bool = False
    begins_with: float = 0.0


def find(read: Sequence[Values]) -> Running:
    """Look whether the column of balances adds up row by row: for each customer, or through the whole file."""
    told = [
        _Told(_customer(one), _signed(one), -abs(balance) if one.sides.get(OPEN) == marks.CREDIT else balance)
        for one in read
        if (balance := one.money.get(OPEN)) is not None
    ]  # fmt: skip
    if not told or all(_same(one.balance, one.amount) for one in told):
        return Running()
    by_customer = [(one, other) for one, other in pairwise(told) if one.customer == other.customer]
    starts = [told[0], *(other for one, other in pairwise(told) if one.customer != other.customer)]
    ends = [*(one for one, other in pairwise(told) if one.customer != other.customer), told[-1]]
    for pairs, first, last in (
        (by_customer, starts, ends), (list(pairwise(told)) if len(told) > 2 else [], told[:1], told[-1:]),
    ):  # fmt: skip
        if not any(map(_tells, pairs)):
            continue
        if all(_same(one.balance + other.amount, other.balance) for one, other in pairs):
            return Running(True, round(sum(one.balance - one.amount for one in first), 2))
        if all(_same(other.balance + one.amount, one.balance) for one, other in pairs):
            return Running(True, round(sum(one.balance - one.amount for one in last), 2))
    return Running()


def _tells(pair: tuple[_Told, _Told]) -> bool:
    """Whether balances that add up are no chance: the open part of a row is never more than its amount, nor on the
    other side; and two amounts that happen to be open do not make a third."""
    one, other = pair
    beyond = any(
        abs(told.balance) > abs(told.amount) + SMALLEST or told.balance * told.amount < 0 for told in pair
    )  # fmt: skip
    return beyond or min(abs(one.balance), abs(other.balance)) >= SMALLEST


def _same(one: float, other: float) -> bool:
    return abs(one - other) < SMALLEST


def _customer(values: Values) -> str:
    return values.texts.get(REFERENCE) or plain_name(values.texts.get(CUSTOMER, ""))


def _signed(values: Values) -> float:
    """The amount as its columns have it, or as its kind and side say."""
    if {DEBIT, CREDIT} & values.money.keys():
        return values.money.get(DEBIT, 0.0) - values.money.get(CREDIT, 0.0)
    amount, side = values.money.get(AMOUNT, 0.0), values.sides.get("") or values.sides.get(AMOUNT, "")
    lowers = side == marks.CREDIT or values.kind in (marks.CREDIT_NOTE, marks.PAYMENT)
    return -abs(amount) if lowers else amount
