"""Orders held + their outcome → figures to compare policies by.

Every figure says what it is, in which unit, and what it is made from.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Bools, Floats, Numbers, Objects
from ..assessment.items import day_of
from .outcome import Outcomes
from .replay import Replay, Verdicts


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
