"""What somebody types into a form of the portal: cleaned and bounded before anything is done with it."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST_TEXT = 2000
MOST_ITEMS = 100
LONGEST_ID = 10  # digits
LARGEST = 1e12


def text(value: object) -> str | None:
    """A text without what no page shows; None where it is too long."""
    if not isinstance(value, str):
        return ""
    clean = "".join(one for one in value if one.isprintable() or one in "\n\t").strip()
    return clean if len(clean) <= LONGEST_TEXT else None


def amount(value: object) -> float | None:
    """An amount above nothing, as an input of type number sends it; None where it is none."""
    try:
        number = float(value) if isinstance(value, str | int | float) else 0.0
    except ValueError:
        return None
    return number if 0 < number <= LARGEST else None


def balance(value: object) -> float | None:
    """An amount of any sign, zero included; None where it is none."""
    try:
        number = float(value) if isinstance(value, str | int | float) else None
    except ValueError:
        return None
    return number if number is not None and -LARGEST <= number <= LARGEST else None


def ids(values: Iterable[object]) -> frozenset[int]:
    """Ids of rows that were chosen; what is none is left out, and so is all of it where there are too many."""
    found = frozenset(int(one) for one in values if isinstance(one, str) and _is_id(one))
    return found if len(found) <= MOST_ITEMS else frozenset()


def _is_id(text: str) -> bool:
    return len(text) <= LONGEST_ID and text.isascii() and text.isdigit()
