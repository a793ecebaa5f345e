"""Receipts nobody has matched yet → whether an item is likely to be among those they pay.

Told by amounts: some receipts come to exactly what some items come to, the item among them. That is how customers pay:
one invoice, several at once, one in parts. It is evidence, not proof: with round amounts many items are likely.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .item import Credit, Item
from .money import LEAST

UNITS = 1000  # to one of a currency: none has smaller coins
MOST_ITEMS, MOST_CREDITS = 10, 5  # looked at beside the item: a thousand sums, and thirty


def may_be_paid(item: Item, items: Sequence[Item], credits: Iterable[Credit]) -> bool:
    """Whether credits pay exactly some items with this one among them.

    :param items: all of the customer's, those not due and those in dispute as well; the first few are looked at
    """
    alike = [one.amount for one in credits if one.currency == item.currency and one.amount > LEAST]
    if not alike:
        return False
    others = [one.amount for one in items if one.currency == item.currency and one.id != item.id and one.amount > LEAST]
    wanted = sums(alike[:MOST_CREDITS]) - {0}
    own = _units(item.amount)
    reached = sums(others[:MOST_ITEMS], max(wanted) - own)
    return any(total - own in reached for total in wanted)


def sums(amounts: Iterable[float], most: int | None = None) -> set[int]:
    """The sums of any of the amounts, of none as well, in thousandths; no more than ``most``."""
    found = {0}
    for amount in amounts:
        units = _units(amount)
        found |= {before + units for before in found if most is None or before + units <= most}
    return found


def _units(amount: float) -> int:
    return round(amount * UNITS)
