"""Rows that name a group and hold its totals, above the rows they are of, as exports of grouped lists have them."""

from collections.abc import Mapping, Sequence
from typing import Any

from . import marks
from .column import Column
from .file import Table
from .number import to_number
from .structure import is_total
from .words import AMOUNTS, DUE, INVOICED

MOST_GROUPS = 200  # ends that are tried for one group, which may hold others
SMALLEST = 0.005


def find(table: Table, columns: Mapping[str, Column]) -> set[int]:
    """Places of rows with one text, no days, and amounts that are the sums of the rows that follow."""
    if INVOICED not in columns:
        return set()
    days = [columns[meaning].index for meaning in (INVOICED, DUE) if meaning in columns]
    money = [column for meaning, column in columns.items() if meaning in AMOUNTS]
    maybe = [place for place, row in enumerate(table.rows) if _may_be(row, days, money)]
    if not maybe:
        return set()
    groups = set(maybe)
    sums = _sums(table.rows, groups, columns[INVOICED], money)
    ends = [*maybe[1:], len(table.rows)]
    found = set()
    for position, place in enumerate(maybe):
        told = [to_number(table.rows[place][column.index], column.found.form or ".") for column in money]
        for end in ends[position : position + MOST_GROUPS]:
            if end > place + 1 and all(
                amount is None or abs(sums[end][at] - sums[place][at] - amount) < SMALLEST
                for at, amount in enumerate(told)
            ):
                found.add(place)
                break
    return found


def _may_be(row: Sequence[Any], days: Sequence[int], money: Sequence[Column]) -> bool:
    if any(not marks.is_nothing(row[index]) for index in days):
        return False
    if not any(to_number(row[column.index], column.found.form or ".") for column in money):
        return False
    amounts = {column.index for column in money}
    texts = [
        value
        for index, value in enumerate(row)
        if isinstance(value, str) and index not in amounts and all(to_number(value, form) is None for form in ".,")
    ]
    return len(set(texts)) == 1 and not is_total(texts[0])


def _sums(rows: Sequence[Sequence[Any]], groups: set[int], day: Column, money: Sequence[Column]) -> list[list[float]]:
    """Sums of the documents before each row, for each column of money."""
    sums = [[0.0] * len(money)]
    for place, row in enumerate(rows):
        counts = place not in groups and not marks.is_nothing(row[day.index])
        sums.append([
            total + (to_number(row[column.index], column.found.form or ".") or 0.0 if counts else 0.0)
            for total, column in zip(sums[-1], money, strict=True)
        ])  # fmt: skip
    return sums
