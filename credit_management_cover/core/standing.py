"""A customer's covers and open items, as the rules of a policy hold an order against them; and what would clear it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, fsum

from .cover import Cover
from .covered import Covering, Item, covering, less_credit, uncovered_with

ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Standing:
    """Covers and items of a customer on a day, and the days of the order that is decided on.

    ``owed`` is what the items come to, less the customer's credits: what is owed beside it, by orders that were let in
    a moment ago for instance, is covered like what leaves today. Without covers no items are read.
    """

    on: date
    covers: tuple[Cover, ...] = ()
    items: tuple[Item, ...] = ()
    owed: float = 0.0
    invoiced: date = date.min
    due: date = date.min

    def order(self, amount: float) -> Item:
        return Item(0, amount, self.invoiced, self.due)

    def besides(self, exposure: float) -> list[Item]:
        """The items, with what is owed beside them."""
        rest = exposure - self.owed
        if rest <= ROUNDING:
            return list(self.items)
        return [*self.items, Item(-1, rest, self.on, self.due)]

    def covering(self) -> Covering:
        return covering(self.covers, self.items, self.on)

    def uncovered(self, exposure: float, claim: float) -> float:
        """The uncovered exposure with an order."""
        return uncovered_with(self.covers, self.besides(exposure), self.order(claim), self.on)

    def payment(self, exposure: float, claim: float, allowed: float, coin: float) -> float | None:
        """The least payment, of what is due first, that leaves no more than so much uncovered; None where none does."""
        items, order = self.besides(exposure), self.order(claim)

        def left(paid: float) -> float:
            return uncovered_with(self.covers, less_credit(items, paid), order, self.on)

        return _least(left, fsum(one.amount for one in items), allowed, coin)

    def reduction(self, exposure: float, claim: float, allowed: float, coin: float) -> float | None:
        """By how much less the order would leave no more than so much uncovered; None where it would not at all."""
        items = self.besides(exposure)

        def left(less: float) -> float:
            return uncovered_with(self.covers, items, self.order(claim - less), self.on)

        most = floor(claim / coin + ROUNDING) * coin
        found = _least(left, most, allowed, coin)
        return None if found is None or found >= claim - ROUNDING else found

    def to_plain(self) -> dict[str, object]:
        """What is kept of it with a decision."""
        found = self.covering()
        return {
            "covers": [one.id for one in self.covers],
            "covered": round(found.covered, 2),
            "uncovered": round(found.uncovered, 2),
        }


def _least(left: Callable[[float], float], most: float, allowed: float, coin: float) -> float | None:
    """The smallest multiple of a coin, up to the most, that leaves no more than allowed."""
    low, high = 0, ceil(most / coin - ROUNDING)
    if high <= 0 or left(high * coin) > allowed + coin / 2:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if left(middle * coin) > allowed + coin / 2:
            low = middle
        else:
            high = middle
    return high * coin
