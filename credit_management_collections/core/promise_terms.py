"""A plan to pay that was released as terms for new orders: what of it is past due counts as not overdue.

It stands as long as every instalment has come, whatever the plan says of those after a missed one, and ends by itself
on the day after the grace of the first that has not. It never lets off more than was promised and has not been booked,
so what a receipt pays is not let off beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import fsum

from .money import LEAST
from .promise import BROKEN, OPEN, PARTLY, Judgement, Receipt

PROPOSED, RELEASED, REFUSED, WITHDRAWN, LAPSED = STATES = (
    "proposed", "released", "refused", "withdrawn", "lapsed",
)  # fmt: skip
AGAIN = ("", WITHDRAWN)  # from which a plan is proposed; what was refused or has lapsed asks for another plan


@dataclass(frozen=True, slots=True)
class Owed:
    """What is open of an item of the plan, in the plan's currency; ``rate`` makes it the company's, as booked."""

    due: date
    amount: float
    rate: float = 1.0


def stands(judgement: Judgement) -> bool:
    """Whether orders may pass by the plan: something is still to come of it, and nothing has been missed."""
    return judgement.state == OPEN and not {PARTLY, BROKEN} & set(judgement.parts)


def last_day(judgement: Judgement) -> date | None:
    """The last day on which it stands if nothing more comes; None where it does not."""
    if not stands(judgement):
        return None
    parts = sorted(judgement.promise.parts, key=lambda part: part.due)
    waiting = next(part for part, state in zip(parts, judgement.parts, strict=True) if state == OPEN)
    return judgement.promise.judged_after(waiting)


def let_off(
    judgement: Judgement, receipts: Iterable[Receipt], items: Iterable[Owed], on: date
) -> list[tuple[int, float]]:
    """What does not count of the items of a plan: days past due and amount in the company's currency, oldest first.

    :param receipts: those the plan was judged by; money that is booked pays items by itself, what still waits for the
        bank does not, and is not missed either
    """
    if not stands(judgement):
        return []
    booked = fsum(one.amount for one in receipts if one.booked and judgement.promise.made_on <= one.day <= on)
    left, found = judgement.promise.amount - booked, []
    for item in sorted(items, key=lambda one: one.due):
        part = min(item.amount, left)
        if part <= LEAST:
            continue
        left -= part
        if item.due < on:
            found.append(((on - item.due).days, part * item.rate))
    return found
