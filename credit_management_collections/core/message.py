"""Message: one to a customer with all that is overdue, credits set off against it, by currency; its amounts add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from .item import Credit, Item
from .money import LEAST, rounded
from .reminder import HELD, Reminder

INTEREST, FEE = CHARGES = ("interest", "fee")


@dataclass(frozen=True, slots=True)
class Charge:
    """Late interest on an item, or the fixed sum for recovering it, where a message shows it."""

    item_id: int
    currency: str
    amount: float
    kind: str = INTEREST

    def __post_init__(self) -> None:
        if self.kind not in CHARGES:
            raise ValueError(f"no such charge: {self.kind!r}")


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its days past due; ``level`` is 0 where it is only shown."""

    item: Item
    days: int
    level: int = 0
    asked: bool = False


@dataclass(frozen=True, slots=True)
class SetOff:
    """The part of a credit that is set off against the lines."""

    credit: Credit
    amount: float


@dataclass(frozen=True, slots=True)
class Section:
    """The part of a message in one currency. ``total`` = lines + charges - what is set off."""

    currency: str
    coin: float
    lines: tuple[Line, ...]
    set_off: tuple[SetOff, ...] = ()
    charges: tuple[Charge, ...] = ()

    @property
    def owed(self) -> float:
        return rounded(fsum(one.item.amount for one in self.lines), self.coin)

    @property
    def credited(self) -> float:
        return rounded(fsum(one.amount for one in self.set_off), self.coin)

    @property
    def charged(self) -> float:
        return rounded(fsum(rounded(one.amount, self.coin) for one in self.charges), self.coin)

    @property
    def total(self) -> float:
        """The amount that the customer is asked to pay in this currency."""
        return rounded(self.owed - self.credited + self.charged, self.coin)


@dataclass(frozen=True, slots=True)
class Message:
    """``held`` is what nobody asks for, by reason and currency: disputed, promised, stopped; said beside the total."""

    customer_id: int
    channel: str
    tone: str
    level: int
    sections: tuple[Section, ...]
    held: Mapping[tuple[str, str], float]

    @property
    def totals(self) -> dict[str, float]:
        return {one.currency: one.total for one in self.sections}


def compose(reminder: Reminder, coins: Mapping[str, float], charges: Iterable[Charge] = ()) -> Message | None:
    """The message of a reminder; None where it sends none.

    :param coins: the smallest coin of every currency
    :param charges: those on items that are not asked for are dropped
    """
    leading, channel = reminder.leading, reminder.channel
    if leading is None or channel is None:
        return None
    lines = _lines(reminder)
    ids = {line.item.id for line in lines}
    set_off = _set_off(reminder, ids)
    charges = [one for one in charges if any(line.asked and line.item.id == one.item_id for line in lines)]
    sections = tuple(
        Section(
            currency,
            coins[currency],
            tuple(line for line in lines if line.item.currency == currency),
            tuple(one for one in set_off if one.credit.currency == currency),
            tuple(one for one in charges if one.currency == currency),
        )
        for currency in sorted({line.item.currency for line in lines})
    )
    return Message(reminder.customer.id, channel, leading.step.tone, leading.level, sections, _held(reminder))


def _lines(reminder: Reminder) -> list[Line]:
    """The oldest due first, whether asked for or only shown."""
    lines = [Line(one.item, one.item.days(reminder.on), one.level, asked=True) for one in reminder.asked]
    lines += [Line(item, item.days(reminder.on)) for item in reminder.shown]
    return sorted(lines, key=lambda one: (one.item.due, one.item.id))


def _set_off(reminder: Reminder, item_ids: Iterable[int]) -> list[SetOff]:
    item_ids, used = set(item_ids), defaultdict[int, list[float]](list)
    for use in reminder.netting.uses:
        if use.item_id in item_ids:
            used[use.credit_id].append(use.amount)
    return [SetOff(one, fsum(used[one.id])) for one in reminder.credits if fsum(used[one.id]) > LEAST]


def _held(reminder: Reminder) -> dict[tuple[str, str], float]:
    found: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for one in reminder.left_out:
        if one.reason in HELD and one.item.days(reminder.on) > 0:
            found[one.reason, one.item.currency].append(one.item.amount)
    return {key: fsum(amounts) for key, amounts in found.items()}
