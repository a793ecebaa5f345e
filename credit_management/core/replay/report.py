"""One policy's replay as figures in all, by grade, by month and by rule; and two policies side by side."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Bools
from .figures import Figures, by, by_rule, figures, months
from .outcome import Outcomes
from .replay import Replay, Verdicts


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
    several: Figures  # of orders that more than one rule held


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
        figures(replay, outcome, np.array([len(rules) > 1 for rules in verdicts.rules], bool)),
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
