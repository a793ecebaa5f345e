"""Dispute: why a customer does not pay an item, whose turn it is, how it ends, and how it counts until then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import fsum
from statistics import median

from .money import LEAST

REASONS = (
    "price", "quantity", "quality", "delivery", "not_ordered", "duplicate", "tax", "terms", "paid", "other",
)  # fmt: skip
# Its life. Only what is closed goes back to reminders, and nothing leaves there: who disputes again opens another.
OPEN, CLARIFYING, ANSWERED, CLOSED = STATES = ("open", "clarifying", "answered", "closed")
MOVES = {
    OPEN: (CLARIFYING, ANSWERED, CLOSED),
    CLARIFYING: (ANSWERED, CLOSED),
    ANSWERED: (CLARIFYING, CLOSED),  # the customer is not content with the answer
    CLOSED: (),
}
CREDIT_NOTE, PARTLY_CREDITED, CUSTOMER_PAYS, WITHDRAWN = OUTCOMES = (
    "credit_note", "partly_credited", "customer_pays", "withdrawn",
)  # fmt: skip
# How the disputed amount counts in exposure and rules.
FULLY, NOT, OWN_LIMIT = COUNTS = ("fully", "not", "own_limit")
# Why a step cannot be taken.
NO_MOVE, NO_ITEMS, NO_AMOUNT, ABOVE_ITEMS, NO_OUTCOME, WRONG_CREDIT, DISPUTED_ALREADY, NOBODY = (
    "no_move", "no_items", "no_amount", "above_items", "no_outcome", "wrong_credit", "disputed_already", "nobody",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dispute:
    """``amount`` is what is in dispute of its items, in their currency. Its items leave reminders whole."""

    reason: str
    amount: float
    opened_on: date
    item_ids: frozenset[int] = frozenset()
    state: str = OPEN
    due: date | None = None
    closed_on: date | None = None
    outcome: str = ""
    credited: float = 0.0
    has_responsible: bool = True
    id: int = 0

    def __post_init__(self) -> None:
        if self.reason not in REASONS or self.state not in STATES:
            raise ValueError(f"no such dispute: {self.reason!r}, {self.state!r}")
        if self.outcome and self.outcome not in OUTCOMES:
            raise ValueError(f"no such outcome: {self.outcome!r}")

    @property
    def is_open(self) -> bool:
        return self.state != CLOSED

    def days(self, on: date) -> int:
        """Days from the day it was opened to its end; to today while it has none."""
        return ((self.closed_on or on) - self.opened_on).days

    def is_late(self, on: date) -> bool:
        return self.is_open and self.due is not None and on > self.due


def entry_obstacles(dispute: Dispute, owed: float, disputed_ids: Iterable[int] = ()) -> list[str]:
    """Why a dispute cannot be opened as it is.

    :param owed: what its items come to
    :param disputed_ids: items of disputes that are open
    """
    found = {
        NO_ITEMS: not dispute.item_ids,
        NO_AMOUNT: not dispute.amount > LEAST,
        ABOVE_ITEMS: dispute.amount > owed + LEAST,
        DISPUTED_ALREADY: bool(dispute.item_ids & set(disputed_ids)),
    }
    return [reason for reason, stands in found.items() if stands]


def move_obstacles(dispute: Dispute, to: str, outcome: str = "", credited: float = 0.0) -> list[str]:
    """Why a dispute cannot go on to a state.

    :param outcome: where it is closed
    :param credited: the amount of the credit note: all that is disputed, a part of it, or none, as the outcome says
    """
    if to not in MOVES[dispute.state]:
        return [NO_MOVE]
    found = []
    if to == CLARIFYING and not dispute.has_responsible:
        found.append(NOBODY)
    if to == CLOSED:
        if outcome not in OUTCOMES:
            found.append(NO_OUTCOME)
        elif not _is_credit_of(outcome, credited, dispute.amount):
            found.append(WRONG_CREDIT)
    return found


def _is_credit_of(outcome: str, credited: float, amount: float) -> bool:
    if outcome == CREDIT_NOTE:
        return abs(credited - amount) < LEAST
    if outcome == PARTLY_CREDITED:
        return LEAST < credited < amount - LEAST
    return abs(credited) < LEAST


# === COUNTS === #


@dataclass(frozen=True, slots=True)
class Counting:
    """How a policy counts what is disputed. ``limit`` is what it lets off in all, where disputes have their own limit.

    After ``longest`` days a dispute counts fully: none is a way to owe for good. None: however long.
    """

    how: str = FULLY
    limit: float = 0.0
    longest: int | None = None

    def __post_init__(self) -> None:
        if self.how not in COUNTS:
            raise ValueError(f"no such way to count: {self.how!r}")


def let_off(disputes: Iterable[Dispute], counting: Counting, on: date) -> float:
    """The part of an exposure, or of what is overdue, that does not count because it is disputed. Zero or more.

    :param disputes: of one account, amounts in its currency, as far as their items are open
    """
    if counting.how == FULLY:
        return 0.0
    amount = fsum(
        one.amount for one in disputes if one.is_open and (counting.longest is None or one.days(on) <= counting.longest)
    )
    return min(amount, counting.limit) if counting.how == OWN_LIMIT else amount


# === FIGURES === #


@dataclass(frozen=True, slots=True)
class Solving:
    """Of one reason: how many are open, with what amount; how many were solved, and in how many days.

    ``days`` is the median; None where none is closed. ``justified`` is the share of the closed amounts that was
    credited.
    """

    open: int
    open_amount: float
    closed: int
    days: float | None
    justified: float | None


def solving(disputes: Iterable[Dispute], on: date) -> dict[str, Solving]:
    """Time to solve by reason, of reasons there are disputes of."""
    disputes = list(disputes)
    found = {}
    for reason in REASONS:
        alike = [one for one in disputes if one.reason == reason]
        if not alike:
            continue
        still, closed = [one for one in alike if one.is_open], [one for one in alike if not one.is_open]
        amount = fsum(one.amount for one in closed)
        found[reason] = Solving(
            len(still),
            fsum(one.amount for one in still),
            len(closed),
            float(median(one.days(on) for one in closed)) if closed else None,
            fsum(one.credited for one in closed) / amount if amount > LEAST else None,
        )
    return found
