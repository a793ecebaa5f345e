"""Credits that nobody has matched yet → which item each pays, as far as can be told.

What a credit names comes first. What is left pays one group of items after the other: in each the item of exactly its
amount, then the items in their order. So what would be asked for comes first, and nobody is asked for more than is
left if a receipt was for it. Amounts of different currencies never meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import NamedTuple

from .item import Credit, Item
from .money import LEAST


class Use(NamedTuple):
    """The amount that a credit pays of an item."""

    credit_id: int
    item_id: int
    amount: float


@dataclass(frozen=True, slots=True)
class Netting:
    """The uses of all credits; ``rest`` is what is left of each once every item is paid."""

    uses: tuple[Use, ...] = ()
    rest: dict[int, float] = field(default_factory=dict)

    def paid(self) -> dict[int, float]:
        """The amount that credits pay of each item, by its id."""
        found: defaultdict[int, list[float]] = defaultdict(list)
        for use in self.uses:
            found[use.item_id].append(use.amount)
        return {item_id: fsum(amounts) for item_id, amounts in found.items()}


def net(credits: Iterable[Credit], *groups: Sequence[Item]) -> Netting:
    """Decide which credit pays which item.

    :param groups: of items, each in the order in which credits pay them where nothing else tells: the oldest first
    """
    ordered = sorted(credits, key=lambda one: (one.day, one.id))
    if not ordered:
        return Netting()
    pot = _Pot([item for group in groups for item in group], ordered)
    for credit in ordered:
        for item in pot.items:
            if item.id in credit.names:
                pot.pay(credit, item)
    for group in groups:
        for credit in ordered:
            if exact := pot.exactly(credit, group):
                pot.pay(credit, exact)
        for credit in ordered:
            for item in group:
                pot.pay(credit, item)
    return Netting(tuple(pot.uses), pot.left)


def oldest_first(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda one: (one.due, one.id))


class _Pot:
    """The amounts owed of each item and left of each credit while credits are used."""

    def __init__(self, items: Sequence[Item], credits: Iterable[Credit]) -> None:
        self.items = items
        self.owed = {item.id: item.amount for item in items}
        self.left = {credit.id: credit.amount for credit in credits}
        self.uses: list[Use] = []

    def exactly(self, credit: Credit, group: Iterable[Item]) -> Item | None:
        """The first item of a group that what is left of a credit pays to the coin."""
        left = self.left[credit.id]
        if left <= LEAST:
            return None
        alike = (item for item in group if item.currency == credit.currency)
        return next((item for item in alike if abs(self.owed[item.id] - left) < LEAST), None)

    def pay(self, credit: Credit, item: Item) -> None:
        amount = min(self.owed[item.id], self.left[credit.id])
        if amount <= LEAST or item.currency != credit.currency:
            return
        self.owed[item.id] -= amount
        self.left[credit.id] -= amount
        self.uses.append(Use(credit.id, item.id, amount))
