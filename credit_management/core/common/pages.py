"""Rows of a long table → the parts of it that fit a page each, so that every page has the heads of its columns."""

from collections.abc import Iterable
from typing import TypeVar

Row = TypeVar("Row")


def parts(rows: Iterable[Row], first: int, rest: int) -> list[list[Row]]:
    """
    :param first: how many rows fit below what stands on the first page
    :param rest: how many fit on every other page
    :return: lists of rows, at least one, in their order
    """
    if min(first, rest) < 1:
        raise ValueError(f"a page holds one row at least: {first}, {rest}")
    rows = list(rows)
    found = [rows[:first]]
    found += [rows[start : start + rest] for start in range(first, len(rows), rest)]
    return found
