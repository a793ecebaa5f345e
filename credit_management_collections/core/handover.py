"""Hand-over: what stands in the way of giving items to an agency or a lawyer, what came in since, when it is over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .money import LEAST
from .reminder import AGENCY, LEGAL

KINDS = (AGENCY, LEGAL)
# Moves.
DRAFT, PROPOSED, HANDED, BACK, PAID, REFUSED = STATES = ("draft", "proposed", "handed", "back", "paid", "refused")
# What stands in the way.
NO_ITEMS, NOTHING_OPEN, MORE_OPEN, WITH_ANOTHER = ("no_items", "nothing_open", "more_open", "with_another")


@dataclass(frozen=True, slots=True)
class Claim:
    """An item as it was proposed, and what is open of it by now; in its own currency."""

    id: int
    asked: float
    left: float
    coin: float = 0.01


def obstacles(
    claims: Iterable[Claim], elsewhere: Iterable[int] = (), is_approval: bool = False
) -> dict[str, list[int]]:
    """What keeps these items from being handed over: ``{obstacle: ids of the items}``, nothing where they may be.

    Less than was proposed is handed over as it is by now: nobody asks for what is paid. More has been seen by nobody.

    :param elsewhere: ids of those that are with somebody already, or about to be
    """
    claims = list(claims)
    if not claims:
        return {NO_ITEMS: []}
    found = {
        NOTHING_OPEN: [one.id for one in claims if one.left <= LEAST] if not is_approval else [],
        MORE_OPEN: [one.id for one in claims if one.left > one.asked + one.coin / 2] if is_approval else [],
        WITH_ANOTHER: sorted(set(elsewhere) & {one.id for one in claims}),
    }
    if is_approval and all(one.left <= LEAST for one in claims):
        found[NOTHING_OPEN] = [one.id for one in claims]
    return {name: ids for name, ids in found.items() if ids}


@dataclass(frozen=True, slots=True)
class Course:
    """What became of what was handed over, in the company's currency.

    ``recovered`` is money, ``credited`` what credit notes took off; what was written off is neither, and still claimed.
    """

    owed: float
    recovered: float = 0.0
    credited: float = 0.0
    coin: float = 0.01

    @property
    def share(self) -> float:
        """The part recovered of what was owed after credit notes; never more than all of it."""
        owed = self.owed - self.credited
        return min(max(self.recovered / owed, 0.0), 1.0) if owed > LEAST else 0.0

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be asked for."""
        return self.owed > LEAST and self.recovered + self.credited >= self.owed - self.coin / 2
