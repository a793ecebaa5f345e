"""The invoices of the past in their order + policies → what each policy would have decided on each of them.

An invoice stands for the order it came from: it is decided on at confirmation, on the day it was invoiced,
by the facts as known then, through the same :func:`core.policy.policy.decide` as at the gate. Items invoiced and
settlements made later do not exist yet. What a replay cannot know is what would have been different: history
is not written anew. An order that would have been held was shipped in life, and what it was owed with counts
for the orders after it, unless it is asked for without (``shipped=False``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from ..arrays import Bools, Floats, Ints, Numbers, Objects
from ..exposure.exposure import UNALLOCATED
from ..limit.limits import NOT_ASSESSED
from ..policy.facts import Facts
from ..policy.kinds import BLOCK, KINDS, WARN
from ..policy.policy import CONFIRMATION, PASS, Policy, decide
from .history import History
from .known import Columns, columns, facts
from .orders import Orders
from .withheld import Withheld

SEVERITY = {PASS: 0, WARN: 1, BLOCK: 2}


@dataclass(frozen=True)
class Verdicts:
    """Decisions of one policy: for each row, its severity and the ids of the rules behind it."""

    severity: NDArray[np.int8]
    rules: tuple[tuple[int, ...], ...]  # of the rules that would have held it
    warnings: tuple[tuple[int, ...], ...]

    @property
    def held(self) -> Bools:
        return cast(Bools, self.severity == SEVERITY[BLOCK])

    @property
    def warned(self) -> Bools:
        return cast(Bools, self.severity == SEVERITY[WARN])


@dataclass(frozen=True)
class Replay:
    """Orders decided on, by their rows in the history; what was known; and one policy's verdicts each.

    ``grade`` is the name of the grade each order's customer had on the day, empty for none.
    """

    history: History
    rows: Ints
    columns: Columns
    grade: Objects
    limit: Floats  # amount that was granted; NaN where nothing was assessed
    verdicts: tuple[Verdicts, ...]

    @property
    def orders(self) -> Orders:
        return self.history.orders

    @property
    def customer(self) -> Ints:
        return self.orders.customer[self.rows]

    @property
    def day(self) -> Ints:
        return self.orders.day[self.rows]

    @property
    def amount(self) -> Floats:
        return self.orders.amount[self.rows]

    def known(self, name: str) -> Numbers:
        """One column of what was known, for the orders decided on."""
        return cast(Numbers, getattr(self.columns, name)[self.rows])


def replay(
    history: History,
    policies: Sequence[Policy],
    first: int | None = None,
    last: int | None = None,
    checkpoint: str = CONFIRMATION,
    shipped: bool = True,
) -> Replay:
    """Let each policy decide on the orders of a stretch, both days included.

    :param history: all that is known, also of the time before
    :param shipped: whether the orders a policy holds were shipped all the same, as in life. If not, they are
        left out of what is owed by the orders after them; how the customer paid stays as it was.
    """
    orders = history.orders
    rows = np.flatnonzero(
        (orders.day >= (orders.day.min(initial=0) if first is None else first))
        & (orders.day <= (orders.day.max(initial=0) if last is None else last))
    )
    given = columns(history)
    standing = [history.standings.on(int(orders.customer[row]), int(orders.day[row])) for row in rows]
    return Replay(
        history=history,
        rows=rows,
        columns=given,
        grade=np.array([one.grade for one in standing], dtype=object),
        limit=np.array([np.nan if one.limit.state == NOT_ASSESSED else one.limit.ceiling for one in standing]),
        verdicts=_verdicts(history, policies, rows, given, checkpoint, shipped),
    )


def needs(policies: Iterable[Policy]) -> frozenset[str]:
    """What has to be read beside the ledger for the rules of these policies."""
    return frozenset(need for policy in policies for rule in policy.rules if (need := KINDS[rule.kind].needs))


def decided_on(fact: Facts, policy: Policy, unallocated: float) -> Facts:
    """The facts as one policy counts them: with the payments that nothing is matched with, or without."""
    return (
        replace(fact, exposure=fact.exposure + unallocated) if unallocated and UNALLOCATED in policy.counted else fact
    )


def _verdicts(
    history: History, policies: Sequence[Policy], rows: Ints, given: Columns, checkpoint: str, shipped: bool
) -> tuple[Verdicts, ...]:
    """One pass over the orders: the facts of each are made once and forgotten."""
    rules = [policy.rules_at(checkpoint) for policy in policies]
    severity = np.zeros((len(policies), len(rows)), np.int8)
    held: list[list[tuple[int, ...]]] = [[] for _policy in policies]
    warned: list[list[tuple[int, ...]]] = [[] for _policy in policies]
    withheld = [] if shipped else [Withheld(history) for _policy in policies]
    same: dict[tuple[int, ...], tuple[int, ...]] = {}  # one tuple for all orders that fail by the same rules
    for place, (row, fact) in enumerate(zip(rows.tolist(), facts(history, rows, given), strict=True)):
        for number, policy in enumerate(policies):
            own = decided_on(fact, policy, float(given.unallocated[row]))
            if not shipped:
                own = withheld[number].without(own, row)
            decision = decide(own, policy, checkpoint, rules[number])
            severity[number, place] = SEVERITY[decision.outcome]
            for outcome, found in ((BLOCK, held), (WARN, warned)):
                names = tuple(one.rule_id for one in decision.results if one.outcome == outcome)
                found[number].append(same.setdefault(names, names))
            if not shipped and decision.blocked:
                withheld[number].hold(row)
    return tuple(Verdicts(severity[n], tuple(held[n]), tuple(warned[n])) for n in range(len(policies)))
