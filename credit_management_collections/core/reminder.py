"""A customer's items, credits and what was sent before → what is sent today, and why each other item is left out.

A customer gets one message with all that is overdue. Of its items some are **asked for**: their next step has come,
and their level counts. The others that are overdue are **shown**, so that the amounts add up; their level stays.

Money that nobody has matched yet is netted. That alone does not tell which item was paid. So for some days after a
receipt no item is asked for that it is large enough to have paid, and for some weeks none that it names, or pays
exactly, alone or with others. A small receipt holds back small items only, and none holds back anything for good: once
its time is over it is netted like any other. An item may then be asked for that it was for; never more than is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import fsum

from .explained import may_be_paid
from .item import RECEIPT, Credit, Item
from .money import LEAST
from .netting import Netting, net, oldest_first
from .strategy import CHANNELS, DONE, NOT_DUE, NOT_YET, SPACED, Step, Strategy

# Why an item is left out, beside those of its step.
PAID, DISPUTED, PROMISED, STOPPED, UNMATCHED, COVERED, SMALL, OVERDUE_FIRST = (
    "paid", "disputed", "promised", "stopped", "unmatched", "covered", "small", "overdue_first",
)  # fmt: skip
# Why a customer is left out.
INSOLVENT, AGENCY, LEGAL = STOPS = ("insolvent", "agency", "legal")
QUIET, RECENT, UNREACHABLE = ("quiet", "recent", "unreachable")
REASONS = (
    PAID, NOT_DUE, DISPUTED, PROMISED, STOPPED, UNMATCHED, COVERED, NOT_YET, SPACED, DONE, SMALL, OVERDUE_FIRST,
    *STOPS, QUIET, RECENT, UNREACHABLE,
)  # fmt: skip
ADDED = "added"  # since the preview, so nobody has seen that it would be asked for
HELD = (DISPUTED, PROMISED, STOPPED)  # nobody asks for these
UNSHOWN = (*HELD, ADDED)  # so no message shows them either


@dataclass(frozen=True, slots=True)
class Customer:
    """``reach`` are the channels by which the contact for reminders can be reached, ``contacted_on`` the day of the
    last message of whatever kind, ``stated_on`` that of the last statement. ``stop`` is why nobody writes at all;
    ``stopped_until`` the last day without.
    """

    id: int
    reach: frozenset[str] = frozenset(CHANNELS)
    contacted_on: date | None = None
    stop: str = ""
    stopped_until: date | None = None
    stated_on: date | None = None

    def __post_init__(self) -> None:
        if self.stop and self.stop not in STOPS:
            raise ValueError(f"no such stop: {self.stop!r}")


@dataclass(frozen=True, slots=True)
class Asked:
    """An item whose step has come. ``level`` is what it is at once it is sent; 0 for a note before it is due."""

    item: Item
    step: Step
    level: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    item: Item
    reason: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """Today's message to a customer, or none where nothing is ``asked``; ``reason`` then says why, if one would be due.

    Every item is found once, among those asked for or those left out. ``netting`` is what credits pay of them.
    """

    customer: Customer
    on: date
    asked: tuple[Asked, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    credits: tuple[Credit, ...] = ()
    netting: Netting = field(default_factory=Netting)
    reason: str = ""

    @property
    def sends(self) -> bool:
        return bool(self.asked)

    @property
    def leading(self) -> Asked | None:
        """The item that sets channel and tone: of the highest level, the oldest of them."""
        return max(self.asked, key=lambda one: (one.level, one.step.days, one.item.days(self.on)), default=None)

    @property
    def level(self) -> int:
        return self.leading.level if self.leading else 0

    @property
    def channel(self) -> str | None:
        return self.leading.step.channel_for(self.customer.reach) if self.leading else None

    @property
    def shown(self) -> tuple[Item, ...]:
        """The other items overdue, in the currencies of what is asked for; none in a note."""
        asked = {one.item.currency for one in self.asked if one.level}
        late = (one for one in self.left_out if one.item.currency in asked and is_overdue(one.item, self.on))
        return tuple(one.item for one in late if one.reason not in UNSHOWN)


def is_overdue(item: Item, on: date) -> bool:
    return item.amount > LEAST and item.days(on) > 0


def held(item: Item, on: date) -> str:
    """Why nobody asks for an item whatever its age; empty where somebody may."""
    if item.amount <= LEAST:
        return PAID
    if item.disputed:
        return DISPUTED
    if item.promised:
        return PROMISED
    return STOPPED if item.is_stopped(on) else ""


def remind(
    customer: Customer, items: Iterable[Item], credits: Iterable[Credit], strategy: Strategy, on: date
) -> Reminder:
    """The message to a customer today, or why there is none."""
    items, credits = oldest_first(items), tuple(credits)
    reasons = {item.id: held(item, on) for item in items}
    free = [item for item in items if not reasons[item.id]]
    late = [item for item in free if item.days(on) > 0]
    early = [item for item in free if item.days(on) <= 0]
    netting = net(credits, late, early, [item for item in items if reasons[item.id]])
    asked = []
    for item, found in _steps(items, free, credits, netting, strategy, on):
        if isinstance(found, str):
            reasons[item.id] = found
        else:
            asked.append(Asked(item, found, item.level + 1 if found.days > 0 else 0))
    asked = _without(asked, reasons, {item.id for item in _too_small(asked, free, netting, strategy, on)}, SMALL)
    if any(one.level for one in asked):
        asked = _without(asked, reasons, {one.item.id for one in asked if not one.level}, OVERDUE_FIRST)
    reason = obstacle(customer, asked, strategy, on) if asked else ""
    if reason:
        asked = _without(asked, reasons, {one.item.id for one in asked}, reason)
    left_out = tuple(LeftOut(item, reasons[item.id]) for item in items if reasons[item.id])
    return Reminder(customer, on, tuple(asked), left_out, credits, netting, reason)


def _without(asked: Sequence[Asked], reasons: dict[int, str], item_ids: AbstractSet[int], reason: str) -> list[Asked]:
    """The items still asked for when some are left out for a reason."""
    reasons.update(dict.fromkeys(item_ids, reason))
    return [one for one in asked if one.item.id not in item_ids]


def _steps(
    items: Sequence[Item],
    free: Sequence[Item],
    credits: Sequence[Credit],
    netting: Netting,
    strategy: Strategy,
    on: date,
) -> Iterable[tuple[Item, Step | str]]:
    """Each item nobody holds, with its step or why it has none."""
    paid, used = netting.paid(), _used_as_named(credits, netting)
    receipts = [replace(one, amount=max(one.amount - used[one.id], 0.0)) for one in credits if one.kind == RECEIPT]
    young = [one for one in receipts if (on - one.day).days < strategy.matching_days]
    likely = [one for one in receipts if (on - one.day).days < strategy.exact_days]
    named = [one for one in credits if one.names and (on - one.day).days < strategy.exact_days]
    for item in free:
        found = strategy.step_for(item, on)
        if isinstance(found, Step):
            if item.amount - paid.get(item.id, 0.0) <= LEAST:
                found = COVERED
            elif _is_large_enough(young, item) or may_be_paid(item, items, likely) or _is_named(item, named):
                found = UNMATCHED
        yield item, found


def _used_as_named(credits: Iterable[Credit], netting: Netting) -> Mapping[int, float]:
    """The part of each credit that is for items it names."""
    names = {one.id: one.names for one in credits}
    used: defaultdict[int, float] = defaultdict(float)
    for use in netting.uses:
        if use.item_id in names[use.credit_id]:
            used[use.credit_id] += use.amount
    return used


def _is_named(item: Item, credits: Iterable[Credit]) -> bool:
    """Whether a credit names an item that it is large enough for, whatever else it names."""
    return any(item.id in one.names and one.currency == item.currency and one.amount >= item.amount for one in credits)


def _is_large_enough(receipts: Iterable[Credit], item: Item) -> bool:
    """Whether these receipts together could have paid an item."""
    return item.amount <= fsum(one.amount for one in receipts if one.currency == item.currency) + LEAST


def _too_small(
    asked: Sequence[Asked], free: Iterable[Item], netting: Netting, strategy: Strategy, on: date
) -> Iterable[Item]:
    """Items in a currency in which all that would be in the message comes to less than is worth one."""
    paid, totals = netting.paid(), defaultdict[tuple[str, bool], list[float]](list)
    noted = {one.item.id for one in asked if not one.level}
    for item in free:
        if item.days(on) > 0 or item.id in noted:
            totals[item.currency, item.days(on) > 0].append(item.amount - paid.get(item.id, 0.0))
    for one in asked:
        least = strategy.minimums.get(one.item.currency, 0.0)
        if fsum(totals[one.item.currency, one.level > 0]) < least - LEAST:
            yield one.item


def obstacle(customer: Customer, asked: Sequence[Asked], strategy: Strategy, on: date) -> str:
    """Why nothing is sent to a customer today whatever is due."""
    if customer.stop:
        return customer.stop
    if customer.stopped_until is not None and on <= customer.stopped_until:
        return STOPPED
    if strategy.is_quiet(on):
        return QUIET
    if customer.contacted_on is not None and on < customer.contacted_on + timedelta(days=strategy.gap):
        return RECENT
    return UNREACHABLE if Reminder(customer, on, tuple(asked)).channel is None else ""
