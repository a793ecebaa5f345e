"""Write-off (坏账核销): which items are smaller by now than what was asked for, and how an amount is booked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .money import LEAST, rounded


@dataclass(frozen=True, slots=True)
class Claim:
    """A part of an item that is to be written off, in the item's currency; ``left`` is what is open of it by now."""

    id: int
    asked: float
    left: float
    coin: float = 0.01

    @property
    def is_covered(self) -> bool:
        return self.asked <= self.left + self.coin / 2


def paid_since(claims: Iterable[Claim]) -> list[Claim]:
    """Those of which less is left than is asked for: nothing is booked of any of them."""
    return [one for one in claims if not one.is_covered]


def booked(claim: Claim, left_in_books: float, coin: float) -> float:
    """The amount of a claim in the company's currency, as it stands in the books.

    The last part of an item takes all that is left of it there, so that no coin stays behind.

    :param left_in_books: what is open of the item in the company's currency
    """
    if claim.left <= LEAST:
        return 0.0
    if abs(claim.asked - claim.left) < claim.coin / 2:
        return rounded(left_in_books, coin)
    return rounded(left_in_books * claim.asked / claim.left, coin)


@dataclass(frozen=True, slots=True)
class Split:
    """The debits of a write-off, in whole coins; together they are its amount."""

    allowance: float
    tax: float
    loss: float


def split(amount: float, tax_share: float, allowance: float, coin: float) -> Split:
    """The debits of an amount: tax first, then what was provided for, the rest is a loss.

    :param tax_share: what of it is tax that is claimed back: 0 where none is
    :param allowance: what is provided for and not used yet
    """
    tax = rounded(amount * min(max(tax_share, 0.0), 1.0), coin)
    used = rounded(min(max(allowance, 0.0), amount - tax), coin)
    return Split(used, tax, rounded(amount - tax - used, coin))
