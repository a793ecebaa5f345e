"""Orders a replay held + their outcome → figures to compare policies by.

Every figure says what it is, in which unit, and what it is made from. An order is *late* if money of it was
paid more than so many days after it was due, or is still owed and as much past due; *good* if all of it was
paid before that; *not known yet* if some of it is open and not so late: such orders are shown, and are in no
share.
"""

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ..arrays import Bools, Floats, Numbers, Objects
from ..assessment.behaviour import LEAST, Ledger
from .replay import NO_ORDER, Replay, Verdicts, day_of

LATE_DAYS = 30


# === WHAT BECAME OF THE ORDERS === #


@dataclass(frozen=True)
class Outcomes:
    """Outcome of each order decided on, as far as known at the end of a day.

    - ``late_amount``: what was paid more than ``late_days`` after it was due, or is open and as much past due.
      Amount; credit notes take off what was never owed.
    - ``days_late``: payment date − due date, by amount; of what is open, the days past due so far, at least
      zero. Days, early is negative; NaN for an order credited in full.
    - ``open_amount``: what is still owed. Amount.
    """

    late_amount: Floats
    days_late: Floats
    open_amount: Floats
    late_days: int

    @property
    def late(self) -> Bools:
        return self.late_amount > LEAST

    @property
    def unknown(self) -> Bools:
        return ~self.late & (self.open_amount > LEAST)

    @property
    def good(self) -> Bools:
        return ~self.late & ~self.unknown


def outcomes(replay: Replay, until: int | None = None, late_days: int = LATE_DAYS) -> Outcomes:
    """Outcome of the orders.

    :param until: the last day that is known; that of the ledger when left out
    :param late_days: how many days late an order may be paid and still be good; 0 for late at all
    """
    ledger, row = replay.history.ledger, replay.orders.of_item
    until = last_known(ledger) if until is None else until
    then = (row[ledger.item] != NO_ORDER) & (ledger.day <= until)
    item, day, settled = ledger.item[then], ledger.day[then], ledger.settled[then]
    paid = ledger.is_payment[then]
    rest = ledger.amount - np.bincount(item, weights=settled, minlength=len(ledger.amount))
    rest = np.where((rest > LEAST) & (row != NO_ORDER), rest, 0.0)
    past_due = np.maximum(until - ledger.due, 0)
    delay = day - ledger.due[item]
    # Paid and open items, one after the other.
    rows = np.concatenate([row[item[paid]], row[rest > 0]])
    amounts = np.concatenate([settled[paid], rest[rest > 0]])
    days = np.concatenate([delay[paid], past_due[rest > 0]])

    def by_order(weights: Floats) -> Floats:
        sums = cast(Floats, np.bincount(rows, weights=weights, minlength=len(replay.orders)))
        return sums[replay.rows]

    owed = by_order(amounts)
    with np.errstate(divide="ignore", invalid="ignore"):
        days_late = np.where(owed > LEAST, by_order(amounts * days) / owed, np.nan)
    still_open = cast(Floats, np.bincount(row[rest > 0], weights=rest[rest > 0], minlength=len(replay.orders)))
    return Outcomes(by_order(np.where(days > late_days, amounts, 0.0)), days_late, still_open[replay.rows], late_days)


def last_known(ledger: Ledger) -> int:
    """The day of the last invoice or settlement."""
    return int(max(ledger.invoiced.max(initial=0), ledger.day.max(initial=0)))


# === FIGURES === #


@dataclass(frozen=True)
class Figures:
    """Orders and amounts, counted; ``held`` is what a policy would have held. Amounts are in the company's currency.

    - ``orders``, ``amount``: decided on.
    - ``held``, ``held_amount``: would have been blocked. ``warned``, ``warned_amount``: would have passed with a
      warning.
    - ``late``, ``late_amount``: orders paid late, and the money of theirs that was. ``late_held``,
      ``late_held_amount``: of these, held.
    - ``good``, ``good_amount``: orders paid in time. ``good_held``, ``good_held_amount``: of these, held.
    - ``unknown``, ``unknown_held``: orders of which it is not known yet.
    """

    orders: int = 0
    amount: float = 0.0
    held: int = 0
    held_amount: float = 0.0
    warned: int = 0
    warned_amount: float = 0.0
    late: int = 0
    late_amount: float = 0.0
    late_held: int = 0
    late_held_amount: float = 0.0
    good: int = 0
    good_amount: float = 0.0
    good_held: int = 0
    good_held_amount: float = 0.0
    unknown: int = 0
    unknown_held: int = 0

    @property
    def share_held(self) -> float | None:
        """Orders held / orders decided on."""
        return _share(self.held, self.orders)

    @property
    def late_money_held(self) -> float | None:
        """Late money on orders held / all late money: how much of the trouble is seen. None where none was late."""
        return _share(self.late_held_amount, self.late_amount)

    @property
    def late_orders_held(self) -> float | None:
        """Late orders held / late orders."""
        return _share(self.late_held, self.late)

    @property
    def good_orders_held(self) -> float | None:
        """Good orders held / good orders: the false alarms. None where none was good."""
        return _share(self.good_held, self.good)

    @property
    def precision(self) -> float | None:
        """Late orders held / orders held of which the outcome is known: how many holds were right."""
        return _share(self.late_held, self.late_held + self.good_held)


SHARES = ("share_held", "late_money_held", "late_orders_held", "good_orders_held", "precision")


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def figures(
    replay: Replay, outcome: Outcomes, held: Bools, warned: Bools | None = None, where: Bools | None = None
) -> Figures:
    """The figures of some orders.

    :param held: whether each order was held: by a policy, or by anything else that tells good from late
    :param where: the orders to count; all when left out
    """
    there = np.ones(len(replay.rows), bool) if where is None else where
    warned = np.zeros(len(replay.rows), bool) if warned is None else warned
    found: dict[str, Any] = {}

    def count(name: str, which: Bools, amounts: Floats | None = None) -> None:
        found[name] = int((which & there).sum())
        if amounts is not None:
            found["amount" if name == "orders" else f"{name}_amount"] = float(amounts[which & there].sum())

    amount = replay.amount
    count("orders", there, amount)
    count("held", held, amount)
    count("warned", warned, amount)
    count("late", outcome.late, outcome.late_amount)
    count("late_held", outcome.late & held, outcome.late_amount)
    count("good", outcome.good, amount)
    count("good_held", outcome.good & held, amount)
    count("unknown", outcome.unknown)
    count("unknown_held", outcome.unknown & held)
    return Figures(**found)


def by(
    replay: Replay, outcome: Outcomes, held: Bools, keys: NDArray[Any], warned: Bools | None = None
) -> dict[Any, Figures]:
    """The figures of each group of orders, ``{key: Figures}`` in the order of the keys.

    :param keys: of each order, what it is grouped by; see ``months`` and ``Replay.grade``
    """
    keys = np.asarray(keys)
    return {key: figures(replay, outcome, held, warned, keys == key) for key in sorted(set(keys.tolist()))}


def months(replay: Replay) -> Objects:
    """The month of each order, as 2026-01."""
    return np.array([day_of(day).strftime("%Y-%m") for day in replay.day.tolist()], dtype=object)


def by_rule(replay: Replay, outcome: Outcomes, verdicts: Verdicts) -> dict[int, tuple[Figures, Figures]]:
    """Figures of each rule, ``{rule id: (Figures, Figures)}``: of all orders it held, and of those it alone held.

    The shares are of all orders: an order that two rules hold is counted with both.
    """
    found = {}
    for rule_id in sorted({name for rules in verdicts.rules for name in rules}):
        held = np.array([rule_id in rules for rules in verdicts.rules], bool)
        alone = np.array([rules == (rule_id,) for rules in verdicts.rules], bool)
        found[rule_id] = (figures(replay, outcome, held), figures(replay, outcome, alone))
    return found


# === WHAT WOULD NOT HAVE BEEN OWED === #


@dataclass(frozen=True)
class Avoided:
    """Amounts that would not have been owed, had orders not been shipped.

    - ``largest``: the most of it on the evening of any day. Amount.
    - ``average``: its mean over the evenings from the first order decided on to the last. Amount.
    """

    largest: float = 0.0
    average: float = 0.0


def owed(replay: Replay, which: Bools) -> Avoided:
    """Amounts owed in life on some of the orders, of all orders decided on.

    :param which: of each order, whether it counts; those held for the exposure avoided
    """
    if not len(replay.rows):
        return Avoided()
    ledger, first, last = replay.history.ledger, int(replay.day.min()), int(replay.day.max())
    chosen = np.zeros(len(replay.orders) + 1, bool)  # the last one for items without an order
    chosen[replay.rows[which]] = True
    of_item = chosen[replay.orders.of_item]
    settles = of_item[ledger.item]
    days = np.concatenate([ledger.invoiced[of_item], np.maximum(ledger.day, ledger.invoiced[ledger.item])[settles]])
    amounts = np.concatenate([ledger.amount[of_item], -ledger.settled[settles]])
    there = days <= last
    changes = np.bincount(days[there] - first, weights=amounts[there], minlength=last - first + 1)
    balance = np.cumsum(changes)
    return Avoided(float(max(balance.max(), 0.0)), float(balance.mean()))


# === TWO SIDE BY SIDE === #

BOTH, ONLY_FIRST, ONLY_SECOND, NEITHER = CELLS = ("both", "only_first", "only_second", "neither")


def cell_of(first: Bools, second: Bools) -> NDArray[np.str_]:
    """Of each order, by which of two it was held."""
    return np.select([first & second, first, second], [BOTH, ONLY_FIRST, ONLY_SECOND], NEITHER)


@dataclass(frozen=True)
class Side:
    """One policy's report: its figures in all, what would not have been owed, by grade, by month, by rule."""

    figures: Figures
    avoided: Avoided
    by_grade: dict[str, Figures]
    by_month: dict[str, Figures]
    by_rule: dict[int, tuple[Figures, Figures]]


@dataclass(frozen=True)
class Comparison:
    """Two policies on the same orders; ``cells`` are the figures of the orders both, one, or none of them held.

    In a cell ``held`` counts what the first one held, so that its shares are 0 or 1: its orders, amounts and
    late money are what it is for. ``exposure`` is what all of the orders were owed with.
    """

    first: Side
    second: Side
    cells: dict[str, Figures]
    exposure: Avoided


def side(replay: Replay, outcome: Outcomes, verdicts: Verdicts) -> Side:
    """The report of one policy.

    :param verdicts: one of ``replay.verdicts``
    """
    held, warned = verdicts.held, verdicts.warned
    return Side(
        figures(replay, outcome, held, warned),
        owed(replay, held),
        by(replay, outcome, held, replay.grade, warned),
        by(replay, outcome, held, months(replay), warned),
        by_rule(replay, outcome, verdicts),
    )


def compare(replay: Replay, outcome: Outcomes, first: int = 0, second: int = 1) -> Comparison:
    """Two of the policies that were replayed, side by side."""
    one, other = replay.verdicts[first], replay.verdicts[second]
    cells = by(replay, outcome, one.held, cell_of(one.held, other.held))
    everything = owed(replay, np.ones(len(replay.rows), bool))
    return Comparison(
        side(replay, outcome, one),
        side(replay, outcome, other),
        {name: cells.get(name, Figures()) for name in CELLS},
        everything,
    )


# === WHAT ELSE COULD HOLD ORDERS === #


def held_by(scores: Floats, most: float, sizes: Numbers | None = None) -> Bools:
    """The orders of the highest scores, as many as are no more than ``most``; a score of NaN never.

    For a baseline that holds as many orders as a policy did. Orders of the same score are held together or
    not at all: no threshold tells them apart.

    :param sizes: what each order counts for, its amount for example; 1 when left out
    """
    sizes = np.ones(len(scores)) if sizes is None else sizes
    values, group = np.unique(scores[~np.isnan(scores)], return_inverse=True)
    weights = np.bincount(group, weights=sizes[~np.isnan(scores)], minlength=len(values))
    taken = int((np.cumsum(weights[::-1]) <= most).sum())
    return scores >= values[len(values) - taken] if taken else np.zeros(len(scores), bool)
