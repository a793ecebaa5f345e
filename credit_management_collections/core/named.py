"""Text of a receipt → which invoices it names.

By whole words and exactly as the invoice is written: *INV/2026/0012* is not named by *INV/2026/00123*. A short number
is found in dates and amounts as well, so it names nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

SHORTEST = 4  # letters of a reference that is taken for one


def named(text: str, references: Mapping[str, Iterable[int]]) -> frozenset[int]:
    """The items that a text names.

    :param references: items by number and by payment reference, as printed on the invoice
    """
    lowered = text.casefold()
    if len(lowered) < SHORTEST:
        return frozenset()
    found: set[int] = set()
    for reference, item_ids in references.items():
        if len(reference) >= SHORTEST and _is_in(reference.casefold(), lowered):
            found.update(item_ids)
    return frozenset(found)


def _is_in(word: str, text: str) -> bool:
    """Whether a word stands in a text with neither a letter nor a figure right before or behind it."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum():
            return True
        start = text.find(word, start + 1)
    return False
