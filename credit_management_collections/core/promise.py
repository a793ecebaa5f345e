"""Promise to pay: one or more amounts on days, judged by what was really received.

A part is judged the day after its day and a grace, and over all parts together: what was received until then against
what was promised until then, so money that came early counts for what is due later. A receipt that bounced was none,
whenever it bounced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import fsum

from .money import LEAST, spread

OPEN, KEPT, PARTLY, BROKEN = STATES = ("open", "kept", "partly", "broken")
# Why a promise cannot be taken.
EMPTY, NOT_POSITIVE, IN_THE_PAST, OUT_OF_ORDER, TOO_LATE, TOO_MUCH, PROMISED_ALREADY = (
    "empty", "not_positive", "in_the_past", "out_of_order", "too_late", "too_much", "promised_already",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Instalment:
    due: date
    amount: float


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money received for the items of a promise, in its currency; ``bounced_on`` is the day it was taken back.

    ``booked`` is whether the ledger has it as the customer's, rather than waiting for the bank or a statement.
    """

    day: date
    amount: float
    bounced_on: date | None = None
    booked: bool = True


@dataclass(frozen=True, slots=True)
class Promise:
    """``grace`` are the days by which a part may come late. Where one missed part makes ``all_due``, the promise ends
    with it: usual in a written plan (还款协议). ``item_ids`` are the items it is about. One that is ``cancelled_on`` a
    day ends there: what was past its day by then, and had not come, is missed, for no grace is left to it.
    """

    made_on: date
    parts: tuple[Instalment, ...]
    item_ids: frozenset[int] = frozenset()
    grace: int = 0
    all_due: bool = True
    id: int = 0
    cancelled_on: date | None = None

    @property
    def amount(self) -> float:
        return fsum(part.amount for part in self.parts)

    @property
    def last(self) -> date:
        return max(part.due for part in self.parts)

    def judged_after(self, part: Instalment) -> date:
        """The last day on which a part may come; it is judged on the day after."""
        last = part.due + timedelta(days=self.grace)
        if self.cancelled_on is not None and part.due < self.cancelled_on:
            return min(last, self.cancelled_on - timedelta(days=1))
        return last

    @property
    def ends(self) -> bool:
        """Whether nothing is waited for once a part is missed."""
        return self.all_due or self.cancelled_on is not None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The state of a promise on a day and of each part; ``received`` since it was made, ``in_time`` by each part's
    last day, never more than was promised.
    """

    promise: Promise
    state: str
    parts: tuple[str, ...]
    received: float
    in_time: float

    @property
    def missing(self) -> float:
        return max(self.promise.amount - self.received, 0.0)

    @property
    def holds(self) -> bool:
        """Whether its items are still left out of reminders: until a part is missed, or all is judged."""
        missed = {PARTLY, BROKEN} & set(self.parts)
        return OPEN in self.parts and not (missed and self.promise.ends)


def judge(promise: Promise, receipts: Iterable[Receipt], on: date) -> Judgement:
    """How a promise stands on a day.

    The whole is kept when every part is; broken when nothing came in time; partly in between. It is open until the
    last part is judged, or until one is missed that makes all due, or that was past its day when it was cancelled.

    :param receipts: for the items of the promise, matched or not; those before it was made do not count
    """
    real = [
        one for one in receipts if promise.made_on <= one.day <= on and (one.bounced_on is None or one.bounced_on > on)
    ]
    until = _until(real)
    states, asked, in_time = [], 0.0, 0.0
    for part in sorted(promise.parts, key=lambda one: one.due):
        before, asked = asked, asked + part.amount
        came = until(min(promise.judged_after(part), on))
        given_up = promise.cancelled_on is not None and part.due >= promise.cancelled_on  # missed no more, either
        in_time = in_time if given_up else max(in_time, min(came, asked))
        if came >= asked - LEAST:
            states.append(KEPT)
        elif given_up or on <= promise.judged_after(part):
            states.append(OPEN)
        else:
            states.append(PARTLY if came > before + LEAST else BROKEN)
    return Judgement(promise, _whole(promise, states, in_time), tuple(states), until(on), in_time)


def _until(receipts: Sequence[Receipt]) -> Callable[[date], float]:
    def until(day: date) -> float:
        return fsum(one.amount for one in receipts if one.day <= day)

    return until


def _whole(promise: Promise, states: Sequence[str], in_time: float) -> str:
    missed = any(state in (PARTLY, BROKEN) for state in states)
    if OPEN in states and not (missed and promise.ends):
        return OPEN
    if not missed:
        return KEPT
    return PARTLY if in_time > LEAST else BROKEN


# === TAKEN === #


def obstacles(promise: Promise, owed: float, longest: int, promised_ids: Iterable[int] = ()) -> list[str]:
    """Why a promise cannot be taken as it is.

    :param owed: what its items come to
    :param longest: days from the day it is made to its last part, as the role of who takes it may go
    :param promised_ids: items of promises that still run
    """
    if not promise.parts:
        return [EMPTY]
    days = [part.due for part in promise.parts]
    found = {
        NOT_POSITIVE: any(not part.amount > LEAST for part in promise.parts),
        IN_THE_PAST: min(days) < promise.made_on,
        OUT_OF_ORDER: days != sorted(set(days)),
        TOO_LATE: (promise.last - promise.made_on).days > longest,
        TOO_MUCH: promise.amount > owed + LEAST,
        PROMISED_ALREADY: bool(promise.item_ids & set(promised_ids)),
    }
    return [reason for reason, stands in found.items() if stands]


def plan(amount: float, days: Sequence[date], coin: float) -> tuple[Instalment, ...]:
    """Equal instalments on these days, in whole coins, that add up to the amount."""
    parts = spread([amount / len(days)] * len(days), coin) if days else []
    return tuple(Instalment(day, part) for day, part in zip(days, parts, strict=True))


# === HISTORY === #

MENDS = 0.5  # of what is missing of broken promises: one kept of so much ends their row, a smaller one does not


@dataclass(frozen=True, slots=True)
class History:
    """The record of a customer's promises. Shares are 0 to 1, None where none is judged yet: nothing is known then.

    ``broken_in_a_row`` are the last ones judged, one after the other, that were not kept, small kept ones in between
    left out; ``missing`` is what has not come of these.
    """

    kept: int = 0
    partly: int = 0
    broken: int = 0
    open: int = 0
    kept_share: float | None = None
    amount_share: float | None = None
    broken_in_a_row: int = 0
    last_broken: date | None = None
    missing: float = 0.0


def converted(judgement: Judgement, rate: float) -> Judgement:
    """The same in another currency: promises in several do not add up."""
    parts = tuple(replace(part, amount=part.amount * rate) for part in judgement.promise.parts)
    promise = replace(judgement.promise, parts=parts)
    return replace(judgement, promise=promise, received=judgement.received * rate, in_time=judgement.in_time * rate)


def history(judgements: Iterable[Judgement]) -> History:
    """Figures for scorecards (promises kept) and the gate (days since one was broken), of amounts in one currency."""
    judgements = sorted(judgements, key=lambda one: (one.promise.last, one.promise.id))
    judged = [one for one in judgements if one.state != OPEN]
    count = {state: sum(one.state == state for one in judgements) for state in STATES}
    promised = fsum(one.promise.amount for one in judged)
    row, missing = 0, 0.0
    for one in judged:
        if one.state != KEPT:
            row, missing = row + 1, missing + one.missing
        elif one.promise.amount >= missing * MENDS - LEAST:
            row, missing = 0, 0.0
    broken = [day for one in judged if (day := broken_on(one)) is not None]
    return History(
        count[KEPT],
        count[PARTLY],
        count[BROKEN],
        count[OPEN],
        count[KEPT] / len(judged) if judged else None,
        fsum(one.in_time for one in judged) / promised if promised > LEAST else None,
        row,
        max(broken, default=None),
        missing,
    )


def broken_on(judgement: Judgement) -> date | None:
    """The day on which a promise turned out not to be kept: after the grace of the first part missed."""
    if judgement.state not in (PARTLY, BROKEN):
        return None
    parts = sorted(judgement.promise.parts, key=lambda one: one.due)
    missed = (part for part, state in zip(parts, judgement.parts, strict=True) if state in (PARTLY, BROKEN))
    return judgement.promise.judged_after(next(missed)) + timedelta(days=1)
