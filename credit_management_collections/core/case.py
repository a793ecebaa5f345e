"""Case: when the collection of an account begins and ends, in which stage it is, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from .item import Credit, Item
from .money import LEAST
from .netting import net, oldest_first
from .reminder import AGENCY, INSOLVENT, LEGAL

# Moves of a case.
NONE, OPENS, STAYS, CLOSES = ("none", "opens", "stays", "closes")
# Why it closes.
PAID, SMALL = ("paid", "small")
# Stages, in the order of the columns.
NEW, REMINDED, PROMISED, DISPUTED, FINAL = ("new", "reminded", "promised", "disputed", "final")
STAGES = (NEW, REMINDED, PROMISED, DISPUTED, FINAL, INSOLVENT, AGENCY, LEGAL)
# Next steps; of one day, the first of these.
HAND_OVER, CHECK_PROMISE, ANSWER_DISPUTE, CALL_BACK, SEND, WAIT = NEXT = (
    "hand_over", "check_promise", "answer_dispute", "call_back", "send", "wait",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overdue:
    """The amount overdue in a currency, net of credits. ``oldest`` is the due day of the oldest item not yet covered.

    ``promised`` and ``disputed`` are what of it nobody asks for.
    """

    currency: str
    amount: float
    covered: float
    oldest: date | None
    promised: float = 0.0
    disputed: float = 0.0
    level: int = 0

    @property
    def free(self) -> float:
        """The amount asked for: neither promised nor disputed."""
        return max(self.amount - self.promised - self.disputed, 0.0)


def overdue(items: Iterable[Item], credits: Iterable[Credit], on: date) -> list[Overdue]:
    """The amounts overdue of an account by currency; what is unmatched pays the oldest first."""
    late = [item for item in oldest_first(items) if item.days(on) > 0 and item.amount > LEAST]
    paid = net(credits, late).paid()
    found = []
    for currency in sorted({item.currency for item in late}):
        rows = [
            (item, item.amount - paid.get(item.id, 0.0))
            for item in late
            if item.currency == currency and item.amount - paid.get(item.id, 0.0) > LEAST
        ]
        found.append(
            Overdue(
                currency,
                fsum(amount for _item, amount in rows),
                fsum(paid.get(item.id, 0.0) for item in late if item.currency == currency),
                rows[0][0].due if rows else None,
                fsum(amount for item, amount in rows if item.promised and not item.disputed),
                fsum(amount for item, amount in rows if item.disputed),
                max((item.level for item, _amount in rows), default=0),
            )
        )
    return found


def move(
    was_open: bool, amounts: Iterable[Overdue], minimums: Mapping[str, float], is_bound: bool = False
) -> tuple[str, str]:
    """The move of a case today, and why where it closes.

    It opens from the minimum of a currency on. It closes when all is paid, or when what is left is too small to open
    one; it stays while it is bound.

    :param minimums: by currency; in one that is not named, anything opens a case
    :param is_bound: by a plan that runs, an open dispute, an agency or a court, whatever is overdue today
    """
    left = [one for one in amounts if one.amount > LEAST]
    enough = any(one.amount >= minimums.get(one.currency, 0.0) - LEAST for one in left)
    if enough:
        return (STAYS if was_open else OPENS), ""
    if not was_open:
        return NONE, ""
    if is_bound:
        return STAYS, ""
    return CLOSES, SMALL if left else PAID


def stage(amounts: Sequence[Overdue], last_level: int, stop: str = "") -> str:
    """The stage of an open case, by what is behind it.

    :param last_level: the number of levels of its strategy, 0 for none
    :param stop: insolvent, agency, legal; it goes before all else
    """
    if stop:
        return stop
    left = [one for one in amounts if one.amount > LEAST]
    if left and all(one.free <= LEAST for one in left):
        return DISPUTED if any(one.disputed > LEAST for one in left) else PROMISED
    level = max((one.level for one in left), default=0)
    if last_level and level >= last_level:
        return FINAL
    return REMINDED if level else NEW


def next_step(days: Mapping[str, date | None], on: date) -> tuple[str, date | None]:
    """The next step of a case and its day: the earliest, today where its day is past.

    :param days: by next step, as far as there is one: the day after the grace of a promise, the day an answer to a
        dispute is due, the day agreed for a call, the strategy's next day, the day it is handed over
    """
    found = [(max(day, on), NEXT.index(kind), kind) for kind, day in days.items() if day is not None]
    if not found:
        return WAIT, None
    day, _place, kind = min(found)
    return kind, day


def silent_days(oldest_days: int, contacted_days: int | None) -> int:
    """Days for which a customer has owed something overdue and heard of nobody.

    :param contacted_days: since the last contact; None without any
    """
    return oldest_days if contacted_days is None else max(min(oldest_days, contacted_days), 0)
