"""Figures of collection: what reminders brought, how soon somebody was spoken to, what promises and disputes came to.

Of a period up to a day. A reminder is judged only once it has had its time: who was reminded yesterday has not yet
failed to pay, and counting who paid at once alone would flatter every step.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

CURE_DAYS = 30  # within which a payment is owed to a reminder, unless another one came in between
AGES = (0, 15, 31, 61)  # first days of the bands by which open disputes are told


class Sent(NamedTuple):
    """A level that was sent for an item; ``amount`` in the company's currency as it was asked for.

    ``next_on`` is the day of the item's next level, ``paid_on`` that on which it was settled whole by money or credit
    notes, if it was.
    """

    level: int
    channel: str
    amount: float
    on: date
    next_on: date | None = None
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What came of a level by one channel: of ``sent`` items ``known`` have had their time, ``cured`` were paid in it.

    ``days`` are those from the message to the payment, of the cured ones on average.
    """

    level: int
    channel: str
    sent: int = 0
    known: int = 0
    cured: int = 0
    known_amount: float = 0.0
    cured_amount: float = 0.0
    days: float | None = None

    @property
    def share(self) -> float | None:
        """The share that was cured, of those known; None where none is."""
        return self.cured / self.known if self.known else None


def is_cured(one: Sent, within: int = CURE_DAYS) -> bool:
    """Whether an item was paid after a message of its level, and before the next one."""
    if one.paid_on is None or one.paid_on < one.on or one.paid_on > one.on + timedelta(days=within):
        return False
    return one.next_on is None or one.paid_on <= one.next_on


def effectiveness(sent: Iterable[Sent], today: date, within: int = CURE_DAYS) -> list[Step]:
    """What each step brought, by level and channel."""
    found: defaultdict[tuple[int, str], list[Sent]] = defaultdict(list)
    for one in sent:
        found[one.level, one.channel].append(one)
    return [_step(level, channel, some, today, within) for (level, channel), some in sorted(found.items())]


def _step(level: int, channel: str, sent: Sequence[Sent], today: date, within: int) -> Step:
    known = [one for one in sent if one.on + timedelta(days=within) <= today]
    cured = [one for one in known if is_cured(one, within)]
    took = [(one.paid_on - one.on).days for one in cured if one.paid_on]
    return Step(
        level,
        channel,
        len(sent),
        len(known),
        len(cured),
        sum(one.amount for one in known),
        sum(one.amount for one in cured),
        sum(took) / len(took) if took else None,
    )


# === FIRST CONTACT === #


@dataclass(frozen=True, slots=True)
class FirstContact:
    """Items that were overdue: on how many of them somebody was in touch, after how many days, and how the rest ended.

    ``unasked`` were paid before anybody was, ``waiting`` are open and nobody has been.
    """

    contacted: int = 0
    unasked: int = 0
    waiting: int = 0
    median: float | None = None
    mean: float | None = None
    latest: int | None = None


def first_contact(rows: Iterable[tuple[int | None, bool, int]]) -> FirstContact:
    """
    :param rows: days from due to the first contact (None for none so far), whether it is open, how many items
    """
    days: defaultdict[int, int] = defaultdict(int)
    unasked = waiting = 0
    for after, is_open, count in rows:
        if after is not None:
            days[after] += count
        elif is_open:
            waiting += count
        else:
            unasked += count
    number = sum(days.values())
    if not number:
        return FirstContact(0, unasked, waiting)
    mean = sum(after * count for after, count in days.items()) / number
    return FirstContact(number, unasked, waiting, _median(sorted(days.items()), number), mean, max(days))


def _median(counted: Sequence[tuple[int, int]], number: int) -> float:
    """Of values with how often each comes, in their order: where two are in the middle, what lies between them."""
    places, seen = ((number - 1) // 2, number // 2), 0
    found: list[int] = []
    for value, count in counted:
        found += [value for place in places if seen <= place < seen + count]
        seen += count
    return sum(found) / 2


# === PROMISES === #

KEPT, PARTLY, BROKEN = JUDGED = ("kept", "partly", "broken")


@dataclass(frozen=True, slots=True)
class Promises:
    """Promises that were judged, by how they ended; ``in_time`` of ``promised`` is what came by the day."""

    kept: int = 0
    partly: int = 0
    broken: int = 0
    promised: float = 0.0
    in_time: float = 0.0

    @property
    def judged(self) -> int:
        return self.kept + self.partly + self.broken

    @property
    def share(self) -> float | None:
        """The share by amount that came in time."""
        return min(self.in_time / self.promised, 1.0) if self.promised > 0 else None


def promises(rows: Iterable[tuple[str, int, float, float]]) -> Promises:
    """
    :param rows: how they ended, how many, what was promised, what of it came in time
    """
    counts, promised, in_time = dict.fromkeys(JUDGED, 0), 0.0, 0.0
    for state, count, amount, came in rows:
        counts[state] += count
        promised += amount
        in_time += came
    return Promises(counts[KEPT], counts[PARTLY], counts[BROKEN], promised, in_time)


# === DISPUTES === #


@dataclass(frozen=True, slots=True)
class Reason:
    """Disputes of one reason: open ones by the bands of ``AGES``, with their amount; the days that closed ones took."""

    reason: str
    ages: tuple[int, ...] = (0,) * len(AGES)
    amount: float = 0.0
    late: int = 0
    closed: int = 0
    days: float | None = None

    @property
    def open(self) -> int:
        return sum(self.ages)


class Dispute(NamedTuple):
    """``days`` since it was opened, until it was closed or today."""

    reason: str
    days: int
    amount: float
    is_open: bool
    is_late: bool = False


def disputes(found: Iterable[Dispute]) -> list[Reason]:
    """By reason, where most is open first."""
    by_reason: defaultdict[str, list[Dispute]] = defaultdict(list)
    for one in found:
        by_reason[one.reason].append(one)
    reasons = [_reason(name, some) for name, some in by_reason.items()]
    return sorted(reasons, key=lambda one: (-one.amount, -one.closed, one.reason))


def _reason(name: str, found: Sequence[Dispute]) -> Reason:
    ages = [0] * len(AGES)
    running, closed = [one for one in found if one.is_open], [one.days for one in found if not one.is_open]
    for one in running:
        ages[max(bisect_right(AGES, one.days) - 1, 0)] += 1
    return Reason(
        name,
        tuple(ages),
        sum(one.amount for one in running),
        sum(one.is_late for one in running),
        len(closed),
        sum(closed) / len(closed) if closed else None,
    )


# === COST === #


@dataclass(frozen=True, slots=True)
class Cost:
    """Messages that left by one channel, and what they cost."""

    channel: str
    count: int
    amount: float

    @property
    def each(self) -> float:
        return self.amount / self.count if self.count else 0.0


def cost_share(costs: Iterable[Cost], collected: float) -> float | None:
    """What reminders cost of what was collected; None where nothing was."""
    return sum(one.amount for one in costs) / collected if collected > 0 else None
