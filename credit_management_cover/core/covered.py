"""Open items of a customer + its covers → how much of each item is covered on a day, and why the rest is not.

Insured are items by the day they were invoiced: under the limit that stood then, the oldest first, as far as it goes;
what was shipped before a withdrawal keeps its cover. Other covers pay what insurances leave. The company's own
share of an insured item is never insured with another insurer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import fsum, inf

from .cover import WHOLE, Cover

# Why an item, or a part of it, is not covered.
NO_COVER, NO_LIMIT, ABOVE, LONG_TERMS, NOT_REPORTED, EXCLUDED, ENDS_BEFORE_DUE, OWN_SHARE = (
    "no_cover", "no_limit", "above", "long_terms", "not_reported", "excluded", "ends_before_due", "own_share",
)  # fmt: skip
LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Item:
    """An open item: invoiced, or an order as if it were invoiced on the day it leaves. ``amount`` is the company's.

    ``reported_on`` is the day it was reported to the insurer as overdue; ``excluded`` is whether a policy leaves it
    out: disputed, to a related company, of a country not covered.
    """

    id: int
    amount: float
    invoiced: date
    due: date
    reported_on: date | None = None
    excluded: bool = False

    @property
    def days(self) -> int:
        return (self.due - self.invoiced).days


@dataclass(frozen=True, slots=True)
class Covered:
    """What is covered of one item, by which covers, and why the rest is not."""

    item: Item
    by_cover: tuple[tuple[int, float], ...] = ()
    own_share: float = 0.0
    reasons: tuple[str, ...] = ()

    @property
    def amount(self) -> float:
        return fsum(amount for _cover_id, amount in self.by_cover)

    def by(self, cover_ids: AbstractSet[int]) -> Covered:
        """The same as far as some of the covers pay it."""
        return replace(self, by_cover=tuple(part for part in self.by_cover if part[0] in cover_ids))

    @property
    def uncovered(self) -> float:
        return max(self.item.amount - self.amount, 0.0)

    @property
    def rest(self) -> float:
        """What another insurance may still pay."""
        return max(self.uncovered - self.own_share, 0.0)


@dataclass(frozen=True, slots=True)
class Covering:
    """All items of a customer with what is covered of them."""

    items: tuple[Covered, ...] = ()

    @property
    def covered(self) -> float:
        return fsum(one.amount for one in self.items)

    @property
    def uncovered(self) -> float:
        """The uncovered exposure."""
        return fsum(one.uncovered for one in self.items)

    def of(self, cover_id: int) -> float:
        return fsum(amount for one in self.items for id_, amount in one.by_cover if id_ == cover_id)


def less_credit(items: Iterable[Item], credit: float) -> list[Item]:
    """The items left once the customer's unmatched credits have paid the oldest due; as overdue amounts are netted."""
    left, rest = [], max(credit, 0.0)
    for item in sorted(items, key=lambda one: (one.due, one.id)):
        paid = min(item.amount, rest)
        rest -= paid
        if item.amount - paid > LEAST:
            left.append(replace(item, amount=item.amount - paid) if paid else item)
    return left


def covering(covers: Iterable[Cover], items: Iterable[Item], on: date) -> Covering:
    """How the items are covered on a day: by insurances, then by what ends first.

    :param items: positive amounts, see :func:`less_credit`
    """
    covers = list(covers)
    found = [Covered(item) for item in sorted(items, key=lambda one: (one.invoiced, one.due, one.id))]
    insurances = sorted((one for one in covers if one.how.by_shipment), key=lambda one: one.id)
    others = [one for one in covers if not one.how.by_shipment and one.stands(on)]
    for cover in insurances:
        found = _insure(cover, found, on)
    for cover in sorted(others, key=lambda one: (one.last or date.max, one.id)):
        found = _secure(cover, found)
    any_stands = bool(others) or any(cover.rate is not None for cover in insurances)
    return Covering(tuple(_explained(one, any_stands) for one in found))


def _explained(one: Covered, any_stands: bool) -> Covered:
    """The reasons of what is not covered, each once; none where nothing is left."""
    reasons: dict[str, None] = {}
    if one.uncovered > LEAST:
        reasons = dict.fromkeys(one.reasons if any_stands else (NO_COVER,))
        if one.own_share > LEAST:
            reasons[OWN_SHARE] = None
    return Covered(one.item, one.by_cover, one.own_share, tuple(reasons))


# === INSURANCE === #


def _insure(cover: Cover, found: Sequence[Covered], on: date) -> list[Covered]:
    """What an insurance pays of each item; the oldest shipments use the limit up first."""
    insured, paid, done = 0.0, 0.0, []
    limits: dict[date, float] = {}  # many items are of one day
    for one in found:
        day, reason, rest = one.item.invoiced, _obstacle(cover, one.item, on), one.rest
        if day not in limits:
            limits[day] = cover.buyer_limit(day)
        if reason is None and limits[day] <= 0:
            reason = NO_LIMIT
        if reason is not None or rest <= LEAST:
            done.append(_reasoned(one, reason))
            continue
        base = min(rest, max(limits[day] - insured, 0.0))
        amount = min(base * cover.share / WHOLE, cover.capacity - paid)
        own = base * (WHOLE - cover.share) / WHOLE
        insured, paid = insured + base, paid + amount
        short = rest - base > LEAST or base - own - amount > LEAST
        done.append(_paid(one, cover, amount, own, ABOVE if short else None))
    return done


def _obstacle(cover: Cover, item: Item, on: date) -> str | None:
    """Why an insurance does not pay an item whatever its limit."""
    if item.excluded:
        return EXCLUDED
    if cover.max_days is not None and item.days > cover.max_days:
        return LONG_TERMS
    return NOT_REPORTED if is_lost(cover, item, on) else None


def report_by(cover: Cover, item: Item) -> date | None:
    """The last day on which an item is reported as overdue, if it has to be."""
    return None if cover.reporting_days is None else item.due + timedelta(days=cover.reporting_days)


def is_lost(cover: Cover, item: Item, on: date) -> bool:
    """Whether an item has lost its cover because nobody reported it in time."""
    last = report_by(cover, item)
    return last is not None and last < (item.reported_on or on)


# === OTHERS === #


def _secure(cover: Cover, found: Sequence[Covered]) -> list[Covered]:
    """What another cover pays of what is left, the oldest due first."""
    left = cover.capacity
    done: dict[int, Covered] = {}
    for place in sorted(range(len(found)), key=lambda number: (found[number].item.due, number)):
        one = found[place]
        if _falls_due_later(cover, one.item):
            done[place] = _reasoned(one, ENDS_BEFORE_DUE)
            continue
        amount = min(one.uncovered, left)
        left -= amount
        done[place] = _paid(one, cover, amount, 0.0, ABOVE if one.uncovered - amount > LEAST else None)
    return [done[place] for place in range(len(found))]


def _falls_due_later(cover: Cover, item: Item) -> bool:
    return cover.how.by_due_date and cover.last is not None and item.due > cover.last - timedelta(days=cover.call_days)


def _paid(one: Covered, cover: Cover, amount: float, own: float, reason: str | None) -> Covered:
    by_cover = (*one.by_cover, (cover.id, amount)) if amount > LEAST else one.by_cover
    reasons = one.reasons if reason is None else (*one.reasons, reason)
    return Covered(one.item, by_cover, one.own_share + own, reasons)


def _reasoned(one: Covered, reason: str | None) -> Covered:
    return one if reason is None else Covered(one.item, one.by_cover, one.own_share, (*one.reasons, reason))


# === AN ORDER === #


def uncovered_with(covers: Iterable[Cover], items: Iterable[Item], order: Item, on: date) -> float:
    """The uncovered exposure with an order, as if it left today."""
    return covering(covers, [*items, order], on).uncovered


def terms_beyond(covers: Iterable[Cover], order: Item) -> int | None:
    """By how many days an order's terms are longer than any insurance that would take it covers; None without one."""
    bounds = [
        inf if cover.max_days is None else cover.max_days
        for cover in covers
        if cover.how.by_shipment and cover.buyer_limit(order.invoiced) > 0
    ]
    return max(order.days - int(min(max(bounds), order.days)), 0) if bounds else None


def days_after_end(covers: Iterable[Cover], order: Item, on: date) -> int | None:
    """By how many days an order falls due after the last of the covers that end; None where none of them stands."""
    ends = [
        date.max if cover.last is None else cover.last - timedelta(days=cover.call_days)
        for cover in covers
        if cover.how.by_due_date and cover.stands(on) and cover.capacity > 0
    ]
    return max((order.due - max(ends)).days, 0) if ends else None
