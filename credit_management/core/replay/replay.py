"""The invoices of the past in their order + policies → what each policy would have decided on each of them.

An invoice stands for the order it came from: it is decided on at confirmation, on the day it was invoiced,
by the facts as known then, through the same :func:`core.policy.policy.decide` as at the gate. Items invoiced and
settlements made later do not exist yet. What a replay cannot know is what would have been different: history
is not written anew. An order that would have been held was shipped in life, and what it was owed with counts
for the orders after it, unless it is asked for without (``shipped=False``).

Days are whole numbers counted from 1970-01-01, as in :mod:`core.behaviour`; amounts are in the currency of
the company.
"""

import heapq
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ..arrays import Bools, Floats, Ints, Numbers, Objects
from ..assessment.behaviour import LEAST, YEAR, Ledger
from ..exposure.exposure import UNALLOCATED
from ..exposure.terms import Terms
from ..limit.limits import NOT_ASSESSED, EffectiveLimit
from ..policy.facts import NO_LIMIT, Facts
from ..policy.kinds import BLOCK, WARN
from ..policy.policy import CONFIRMATION, PASS, Policy, decide

NO_ORDER = -1  # an item that no order stands behind: owed, and not decided on
EPOCH = date(1970, 1, 1).toordinal()
SEVERITY = {PASS: 0, WARN: 1, BLOCK: 2}


def day_of(number: int) -> date:
    """The date a whole number of days means."""
    return date.fromordinal(EPOCH + int(number))


# === WHAT IS PLAYED === #


@dataclass(frozen=True)
class Orders:
    """One row an order, by day and then as they came.

    ``of_item`` says of each item of the ledger which row it belongs to. ``known`` holds, for each row, what
    else the policy may ask of it: ``{field of Facts: value}``.
    """

    customer: Ints
    day: Ints
    amount: Floats
    credit_days: Ints
    of_item: Ints
    source: Ints  # the number of the invoice each row was made from
    known: tuple[Mapping[str, Any], ...] = ()

    def __len__(self) -> int:
        return len(self.day)


def orders_of(
    ledger: Ledger, invoice: Ints | None = None, known: Mapping[int, Mapping[str, Any]] | None = None
) -> Orders:
    """The orders of a ledger: one an item, or one for all items of an invoice.

    :param invoice: a number for each item, the same for the instalments of one invoice; ``NO_ORDER`` for none
    :param known: ``{number of invoice: {field of Facts: value}}``
    """
    invoice = np.arange(len(ledger.amount)) if invoice is None else np.asarray(invoice)
    there = np.flatnonzero(invoice != NO_ORDER)
    source, first, group = np.unique(invoice[there], return_index=True, return_inverse=True)
    size, never = len(source), np.iinfo(np.int64)
    day, due = np.full(size, never.max), np.full(size, never.min)
    np.minimum.at(day, group, ledger.invoiced[there])
    np.maximum.at(due, group, ledger.due[there])
    order = np.lexsort((first, day))
    row = np.empty(size, np.int64)
    row[order] = np.arange(size)
    of_item = np.full(len(invoice), NO_ORDER)
    of_item[there] = row[group]
    return Orders(
        customer=ledger.customer[there][first][order],
        day=day[order],
        amount=np.bincount(group, weights=ledger.amount[there], minlength=size)[order],
        credit_days=np.maximum(due - day, 0)[order],
        of_item=of_item,
        source=source[order],
        known=tuple(known.get(number, {}) for number in source[order].tolist()) if known else (),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """A customer's file from a day on, until the next standing: limit, grade, status, review.

    ``grade`` is its name, to report by. A limit that ends needs a standing from the day after its last one.
    """

    since: int
    status: str = "active"
    limit: EffectiveLimit = NO_LIMIT
    grade: str = ""
    grade_id: int = 0
    risk_class: str = ""
    next_review: date | None = None
    approved_terms: Terms | None = None

    def facts(self) -> dict[str, Any]:
        return {
            "status": self.status,
            "limit": self.limit,
            "grade_id": self.grade_id,
            "risk_class": self.risk_class,
            "next_review": self.next_review,
            "approved_terms": self.approved_terms,
        }


NOBODY = Standing(since=np.iinfo(np.int64).min, status=NOT_ASSESSED)


class Standings:
    """The standings of all customers: ``{number of customer: standings}``, in any order."""

    def __init__(self, by_customer: Mapping[int, Iterable[Standing]]) -> None:
        self._steps = {
            customer: sorted(steps, key=lambda step: step.since) for customer, steps in by_customer.items() if steps
        }
        self._since = {customer: [step.since for step in steps] for customer, steps in self._steps.items()}

    def on(self, customer: int, day: int) -> Standing:
        """The standing on a day; nothing has been assessed before the first."""
        place = bisect_right(self._since.get(customer, ()), day)
        return self._steps[customer][place - 1] if place else NOBODY


@dataclass(frozen=True)
class Movements:
    """Other moves of the exposures: payments not matched yet, negative, and their matching, positive."""

    customer: Ints
    day: Ints
    amount: Floats


NO_MOVEMENTS = Movements(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, float))


@dataclass(frozen=True)
class History:
    """Everything a replay is played from.

    ``customers`` holds what is known of each customer beside its standing, by number, as in ``Orders.known``.
    ``lag`` is by how many days later a payment is known: with 1 an order is decided on by what was known on
    the evening before.
    """

    ledger: Ledger
    orders: Orders
    standings: Standings
    customers: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    unallocated: Movements = NO_MOVEMENTS
    lag: int = 0
    rounding: float = 0.01


# === WHAT WAS KNOWN === #


class Timeline:
    """One axis of time with every order a point of its own, so that what came before it is a matter of counting.

    The beginning of a day comes before its orders and after those of the day before. An order stands at an
    odd number, the beginning of a day at an even one.
    """

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self.length = 2 * len(orders) + 2
        self.at = 2 * np.arange(len(orders)) + 1
        self._key = orders.customer * self.length + self.at
        self._begin = orders.customer * self.length

    def begin(self, day: Ints) -> Ints:
        """The beginning of days."""
        return 2 * np.searchsorted(self.orders.day, day, side="left")

    def before(self, customer: Ints, time: Ints, values: Numbers) -> Floats:
        """Of each order, the sum of what its customer had before it.

        :param customer: whose, of each event
        :param time: when on this axis
        :param values: how much
        """
        key = customer * self.length + time
        order = np.argsort(key, kind="stable")
        key, sums = key[order], np.concatenate([[0.0], np.cumsum(np.asarray(values, float)[order])])
        return cast(Floats, sums[np.searchsorted(key, self._key)] - sums[np.searchsorted(key, self._begin)])


class Known:
    """Facts of the customer of each order just before it: a column each, in the order of the orders."""

    def __init__(self, history: History) -> None:
        self.history, self.ledger, self.orders = history, history.ledger, history.orders
        self.timeline = Timeline(self.orders)
        ledger, item, row = self.ledger, self.ledger.item, self.orders.of_item
        self.invoiced = ledger.invoiced.copy()
        self.invoiced[row != NO_ORDER] = self.orders.day[row[row != NO_ORDER]]
        # Nothing is settled before it exists; a payment made earlier is known when there is something to pay.
        self.settled_on = np.maximum(ledger.day + history.lag, self.invoiced[item])
        self.appears = self._time(self.invoiced, np.arange(len(ledger.amount)))
        self.settles = self._time(self.settled_on, item)

    def _time(self, day: Ints, item: Ints) -> Ints:
        """When something happens to items: with their own order on its day, else before the orders of the day."""
        row = self.orders.of_item[item]
        own = (row != NO_ORDER) & (day == self.invoiced[item])
        return np.where(own, 2 * row + 1, self.timeline.begin(day))

    def _owed(self, since: Ints) -> Floats:
        """The open part of the items, each counted from a day of its own on."""
        ledger, item = self.ledger, self.ledger.item
        appears = np.maximum(self.appears, self._time(np.maximum(since, self.invoiced), np.arange(len(since))))
        settles = np.maximum(self.settles, appears[item])
        customer = np.concatenate([ledger.customer, ledger.customer[item]])
        amounts = np.concatenate([ledger.amount, -ledger.settled])
        return self.timeline.before(customer, np.concatenate([appears, settles]), amounts)

    def receivable(self) -> Floats:
        """The open part of the earlier invoices. Amount."""
        return self._rounded(self._owed(self.invoiced))

    def unallocated(self) -> Floats:
        """Payments not matched with anything, as negative. Amount."""
        moved = self.history.unallocated
        return self._rounded(self.timeline.before(moved.customer, self.timeline.begin(moved.day), moved.amount))

    def overdue(self) -> Floats:
        """The past due part of it: from the day after it was due. Amount."""
        return np.maximum(self._rounded(self._owed(self.ledger.due + 1)), 0.0)

    def oldest_days_past_due(self) -> Ints:
        """Days the oldest open item was past due; zero when nothing was."""
        closed, due = self.closed(), self.ledger.due
        waiting, found = self.by_customer(self.appears), np.zeros(len(self.orders), np.int64)
        open_items: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for row, (customer, day) in enumerate(
            zip(self.orders.customer.tolist(), self.orders.day.tolist(), strict=True)
        ):
            heap, queue, now = open_items[customer], waiting[customer], 2 * row + 1
            while queue and self.appears[queue[-1]] < now:
                item = queue.pop()
                heapq.heappush(heap, (due[item], item))
            while heap and closed[heap[0][1]] < now:
                heapq.heappop(heap)
            found[row] = max(day - heap[0][0], 0) if heap else 0
        return found

    def closed(self) -> Ints:
        """When each item was settled in full, on the axis of time; its length for never."""
        order = np.lexsort((self.settles, self.ledger.item))
        item, sums = self.ledger.item[order], np.cumsum(self.ledger.settled[order])
        begins = np.flatnonzero(np.diff(item, prepend=-1))
        before = np.concatenate([[0.0], sums])[begins]
        sums = sums - np.repeat(before, np.diff(begins, append=len(item)))
        full = sums >= self.ledger.amount[item] - LEAST
        closed = np.full(len(self.ledger.amount), self.timeline.length)
        np.minimum.at(closed, item[full], self.settles[order][full])
        return closed

    def by_customer(self, time: Ints) -> defaultdict[int, list[int]]:
        """The items of each customer, the earliest last."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for item in np.argsort(-time, kind="stable").tolist():
            found[int(self.ledger.customer[item])].append(item)
        return found

    def days_beyond_terms(self) -> Floats:
        """How late what was paid within the year was paid, by amount; the house's definition. Days, NaN for none.

        What is paid on the very day it is invoiced is known the day after.
        """
        ledger = self.ledger
        paid_for = ledger.is_payment
        item, day, settled = ledger.item[paid_for], ledger.day[paid_for], ledger.settled[paid_for]
        begins = np.maximum(day + self.history.lag, self.invoiced[item] + 1)
        ends = np.maximum(day + YEAR, begins)
        customer = np.tile(ledger.customer[item], 2)
        time = self.timeline.begin(np.concatenate([begins, ends]))
        amounts = np.concatenate([settled, -settled])
        paid = self.timeline.before(customer, time, amounts)
        late = self.timeline.before(customer, time, amounts * np.tile(day - ledger.due[item], 2))
        return np.where(paid > LEAST, late / np.where(paid > LEAST, paid, 1.0), np.nan)

    def earlier_orders(self) -> Ints:
        """How many orders came before."""
        ones = np.ones(len(self.orders))
        return self.timeline.before(self.orders.customer, self.timeline.at, ones).astype(np.int64)

    def _rounded(self, amounts: Floats) -> Floats:
        unit = self.history.rounding
        return np.round(np.round(amounts / unit) * unit, 6) + 0.0  # never minus zero


@dataclass(frozen=True)
class Columns:
    """Facts before each order, as the policy and a baseline look at them."""

    receivable: Floats
    unallocated: Floats
    overdue: Floats
    oldest_days_past_due: Ints
    days_beyond_terms: Floats
    earlier_orders: Ints


def columns(history: History) -> Columns:
    """All that was known before each order."""
    known = Known(history)
    return Columns(*(getattr(known, name)() for name in Columns.__dataclass_fields__))


def facts(history: History, rows: Iterable[int] | None = None, given: Columns | None = None) -> Iterator[Facts]:
    """Facts before each order; the payments not matched are in no exposure yet, see ``decided_on``.

    :param rows: those wanted; all when left out
    :param given: the columns, where they have been read already
    """
    orders = history.orders
    given = given or columns(history)
    rows = range(len(orders)) if rows is None else rows
    for row in rows:
        customer, day = int(orders.customer[row]), int(orders.day[row])
        amount = float(orders.amount[row])
        late = given.days_beyond_terms[row]
        # As at the gate, less the customer's own payments not matched; what they cover in part keeps its age.
        overdue = max(float(given.overdue[row]) + min(float(given.unallocated[row]), 0.0), 0.0)
        yield Facts(
            **{
                "today": day_of(day),
                "customer_id": customer,
                "exposure": float(given.receivable[row]),
                "overdue": overdue,
                "oldest_days_past_due": int(given.oldest_days_past_due[row]) if overdue else 0,
                "days_beyond_terms": None if np.isnan(late) else float(late),
                "earlier_orders": int(given.earlier_orders[row]),
                "claim": amount,
                "total": amount,
                "value": amount,
                "terms": Terms(int(orders.credit_days[row])),
                "rounding": history.rounding,
                **history.customers.get(customer, {}),
                **history.standings.on(customer, day).facts(),
                **(orders.known[row] if orders.known else {}),
            }
        )


# === WHAT WOULD HAVE BEEN DECIDED === #


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


class Withheld:
    """The orders one policy has held so far, which are owed in life and would not have been."""

    def __init__(self, history: History) -> None:
        self.history, self.known = history, Known(history)
        self.closed = self.known.closed()
        self.items: defaultdict[int, list[int]] = defaultdict(list)
        self.settlements: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        for item, row in enumerate(history.orders.of_item.tolist()):
            self.items[row].append(item)
        settled = zip(
            history.ledger.item.tolist(), self.known.settles.tolist(), history.ledger.settled.tolist(), strict=True
        )
        for item, time, amount in settled:
            self.settlements[item].append((time, amount))
        self.waiting = self.known.by_customer(self.known.appears)
        self.open: defaultdict[int, list[int]] = defaultdict(list)
        self.held: set[int] = set()

    def hold(self, row: int) -> None:
        self.held.add(row)

    def without(self, fact: Facts, row: int) -> Facts:
        """The facts as they would be had none of the orders held been shipped."""
        ledger, now = self.history.ledger, 2 * row + 1
        customer, day = int(self.history.orders.customer[row]), int(self.history.orders.day[row])
        items, queue = self.open[customer], self.waiting[customer]
        while queue and self.known.appears[queue[-1]] < now:
            items.append(queue.pop())
        items[:] = [item for item in items if self.closed[item] >= now]
        exposure, overdue, oldest = fact.exposure, fact.overdue, 0
        for item in items:
            past_due = day - int(ledger.due[item])
            if self.history.orders.of_item[item] not in self.held:
                oldest = max(oldest, past_due)
                continue
            rest = float(ledger.amount[item]) - sum(amount for time, amount in self.settlements[item] if time < now)
            exposure -= rest
            overdue -= rest if past_due > 0 else 0.0
        unit = fact.rounding
        exposure, overdue = (round(round(amount / unit) * unit, 6) for amount in (exposure, overdue))
        return replace(fact, exposure=exposure, overdue=max(overdue, 0.0), oldest_days_past_due=max(oldest, 0))
