"""The row of headings of a table: the one that reads most like headings, or two of them joined."""

from collections.abc import Sequence
from typing import Any

from ..common import bounds
from ..common.bounds import UnreadableError
from ..common.text import HEADER_WITHIN
from .header import is_header, quality
from .structure import is_dashes


def find(rows: list[list[Any]]) -> tuple[int, list[str]]:
    """Headings and the row they end in."""
    filled = [number for number, row in enumerate(rows[:HEADER_WITHIN]) if is_filled(row)]
    if not filled:
        raise UnreadableError(bounds.EMPTY)
    best = max(filled, key=lambda number: (is_header(rows[number]), -number))
    if is_header(rows[best]) < 2:
        best = filled[0]
    single = _texts(rows[best])
    candidates = [((is_header(single), quality(single)), best, single)]
    for upper, lower in ((best - 1, best), (best, best + 1)):
        if upper >= 0 and lower < len(rows) and _is_words(rows[upper]) and _is_words(rows[lower]):
            joined = _joined_headings(rows[upper], rows[lower])
            candidates.append(((is_header(joined), quality(joined)), lower, joined))
    highest = max(score for score, _end, _headers in candidates)
    fitting = [(end, headers) for score, end, headers in candidates if score == highest]
    return max(fitting, key=lambda one: one[0])  # of two rows of words the lower one is no document


def _is_words(row: list[Any]) -> bool:
    """Whether a row may be one of headings: several texts without digits, and nothing else."""
    told = [value for value in row if value is not None]
    return len(told) > 1 and all(
        isinstance(value, str) and len(value) < 40 and not any(map(str.isdigit, value)) and not is_dashes(value)
        for value in told
    )


def _joined_headings(upper: list[Any], lower: list[Any]) -> list[str]:
    """A heading above several columns belongs to each of them."""
    width, above, joined = max(len(upper), len(lower)), "", []
    for index in range(width):
        above = str(upper[index]) if index < len(upper) and upper[index] is not None else above
        below = str(lower[index]) if index < len(lower) and lower[index] is not None else ""
        own = index < len(upper) and upper[index] is not None
        both = f"{above} {below}".strip() if below or own else ""
        joined.append(below if below and quality([below]) > quality([both]) else both)
    return joined


def _texts(row: list[Any]) -> list[str]:
    return ["" if value is None else str(value) for value in row]


def is_filled(row: Sequence[Any]) -> bool:
    return any(value is not None and value != "" for value in row)
