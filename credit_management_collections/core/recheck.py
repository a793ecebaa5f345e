"""Recheck: a message as it was previewed, held against the day and the ledger at the moment of sending.

Sent is what both ask for, with the amounts and credits of the moment. Nothing is sent that nobody has seen in the
preview; it waits for the next run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .netting import net, oldest_first
from .reminder import ADDED, UNREACHABLE, Asked, LeftOut, Reminder

# What changed, beside the reasons why an item is left out.
GONE, AMOUNT, CREDITS, CHANNEL = ("gone", "amount", "credits", "channel")


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between preview and sending; of an item, or of the whole message where ``item_id`` is 0."""

    what: str
    item_id: int = 0
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Recheck:
    """The message that goes out, if it ``sends``, and what differs from the preview."""

    reminder: Reminder
    changes: tuple[Change, ...] = ()


def recheck(previewed: Reminder, now: Reminder) -> Recheck:
    """The part of a previewed message that is sent.

    :param now: the same customer's, by the items, credits, promises, disputes and messages of this moment
    """
    if previewed.customer.id != now.customer.id:
        raise ValueError("two messages of different customers")
    before = {one.item.id: one for one in previewed.asked}
    seen = {*before, *(item.id for item in previewed.shown)}
    kept = tuple(one for one in now.asked if _is_same(before.get(one.item.id), one))
    added = [one.item for one in now.asked if not _is_same(before.get(one.item.id), one)]
    unseen = {item.id for item in now.shown} - seen
    left_out = (
        *(replace(one, reason=ADDED) if one.item.id in unseen else one for one in now.left_out),
        *(LeftOut(item, ADDED) for item in added),
    )
    found = _netted(replace(now, asked=kept, left_out=left_out))
    if kept and found.channel is None:
        gone = tuple(LeftOut(one.item, UNREACHABLE) for one in kept)
        found = replace(found, asked=(), left_out=(*left_out, *gone), reason=UNREACHABLE)
    return Recheck(found, tuple(_changes(previewed, found)))


def _netted(found: Reminder) -> Reminder:
    """The same, with credits set off against what it shows before anything else."""
    lines = oldest_first([*(one.item for one in found.asked), *found.shown])
    ids = {item.id for item in lines}
    others = (one.item for one in found.left_out if one.item.id not in ids)
    return replace(found, netting=net(found.credits, lines, oldest_first(others)))


def _is_same(before: Asked | None, after: Asked) -> bool:
    """Whether an item was previewed at the level it has now."""
    return before is not None and before.level == after.level


def _changes(previewed: Reminder, found: Reminder) -> Iterable[Change]:
    asked = {one.item.id: one.item for one in found.asked}
    reasons = {one.item.id: one.reason for one in found.left_out}
    known = {one.item.id: one.item for one in previewed.asked}
    for item_id, item in known.items():
        if item_id not in asked:
            yield Change(reasons.get(item_id, GONE), item_id, item.amount)
        elif abs(asked[item_id].amount - item.amount) > 1e-9:
            yield Change(AMOUNT, item_id, item.amount, asked[item_id].amount)
    for item_id, reason in reasons.items():
        if reason == ADDED and item_id not in known:
            yield Change(ADDED, item_id)
    credits = [sum(one.amount for one in reminder.credits) for reminder in (previewed, found)]
    if {one.id: one.amount for one in previewed.credits} != {one.id: one.amount for one in found.credits}:
        yield Change(CREDITS, before=credits[0], after=credits[1])
    if found.sends and found.channel != previewed.channel:
        yield Change(CHANNEL)
