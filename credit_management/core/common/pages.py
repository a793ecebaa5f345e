"""Rows of a long table → the parts of it that fit a page each, so that every page has the heads of its columns."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

Row = TypeVar("Row")


def parts(rows: Iterable[Row], first: int, rest: int, heights: Sequence[float] | None = None) -> list[list[Row]]:
    """
    :param first: how many lines fit below what stands on the first page
    :param rest: how many fit on every other page
    :param heights: of each row, in lines; one, unless told
    :return: lists of rows, at least one, in their order; a row higher than a page has a part of its own
    """
    if min(first, rest) < 1:
        raise ValueError(f"a page holds one row at least: {first}, {rest}")
    found: list[list[Row]] = [[]]
    free: float = first
    for number, row in enumerate(rows):
        height = heights[number] if heights else 1
        if height > free and found[-1]:
            found.append([])
            free = rest
        found[-1].append(row)
        free -= height
    return found
