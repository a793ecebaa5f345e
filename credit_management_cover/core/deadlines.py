"""Days on which something about a cover is to be done, or it is lost; and what may be claimed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from .cover import Cover, governing
from .covered import Covering, Item, is_lost, report_by

EXPIRY, LIMIT_EXPIRY, CALL, REPORT, LOST, REDUCED = KINDS = (
    "expiry", "limit_expiry", "call", "report", "lost", "reduced",
)  # fmt: skip


class Deadline(NamedTuple):
    """A day of a cover: its end, the last day to call it or to report an item, or the day its limit became less.

    ``amount`` is what is at stake: what is covered by it, or how much less the limit is.
    """

    day: date
    kind: str
    cover_id: int
    amount: float
    item_id: int | None = None


def deadlines(covers: Iterable[Cover], covering: Covering, on: date, lead: int) -> list[Deadline]:
    """What comes within so many days, and what was missed, the next first.

    :param lead: days ahead that somebody needs to act
    """
    soon = on + timedelta(days=lead)
    found: list[Deadline] = []
    for cover in covers:
        found += _of_cover(cover, covering.of(cover.id), on, soon)
        if cover.how.by_shipment:
            found += _of_decisions(cover, on, soon)
            found += _of_items(cover, [one.item for one in covering.items], on, soon)
    return sorted(found, key=lambda one: (one.day, KINDS.index(one.kind), one.cover_id, one.item_id or 0))


def _of_cover(cover: Cover, at_stake: float, on: date, soon: date) -> list[Deadline]:
    if cover.last is None or not cover.first <= soon:
        return []
    call = cover.last - timedelta(days=cover.call_days)
    found = []
    if on <= cover.last <= soon:
        found.append(Deadline(cover.last, EXPIRY, cover.id, at_stake))
    if cover.how.by_due_date and at_stake > 0 and on <= call <= soon:
        found.append(Deadline(call, CALL, cover.id, at_stake))
    return found


def _of_decisions(cover: Cover, on: date, soon: date) -> list[Deadline]:
    """The end of the limit in force, and reductions from today on."""
    found = []
    now = governing(cover.decisions, on)
    if now is not None and now.last is not None and on <= now.last <= soon and cover.buyer_limit(now.last) > 0:
        found.append(Deadline(now.last, LIMIT_EXPIRY, cover.id, cover.buyer_limit(now.last)))
    for one in cover.decisions:
        if one.first == date.min or not on <= one.first <= soon or not cover.stands(one.first):
            continue
        less = cover.buyer_limit(one.first - timedelta(days=1)) - cover.buyer_limit(one.first)
        if less > 0 and governing(cover.decisions, one.first) == one:
            found.append(Deadline(one.first, REDUCED, cover.id, less))
    return found


def _of_items(cover: Cover, items: Iterable[Item], on: date, soon: date) -> list[Deadline]:
    """What is overdue and not reported: the last day for it, or the day on which cover was lost."""
    found = []
    for item in items:
        last = report_by(cover, item)
        if last is None or item.due >= on or cover.buyer_limit(item.invoiced) <= 0:
            continue
        if is_lost(cover, item, on):
            found.append(Deadline(last + timedelta(days=1), LOST, cover.id, item.amount, item.id))
        elif item.reported_on is None and last <= soon:
            found.append(Deadline(last, REPORT, cover.id, item.amount, item.id))
    return found


def claim_from(cover: Cover, item: Item) -> date:
    """The first day on which a loss may be claimed: the waiting period after the due date is over."""
    return item.due + timedelta(days=cover.waiting_days)


def claimable(cover: Cover, covering: Covering, on: date) -> float:
    """What may be claimed of a cover on a day: what it pays of overdue items whose waiting period is over."""
    return sum(
        amount
        for one in covering.items
        for cover_id, amount in one.by_cover
        if cover_id == cover.id and one.item.due < on and claim_from(cover, one.item) <= on
    )
