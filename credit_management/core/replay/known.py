"""Facts known before each order of the past. Items invoiced and settlements made later do not exist yet."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

import numpy as np

from ..arrays import Floats, Ints, Numbers
from ..assessment.items import LEAST, YEAR, day_of
from ..exposure.terms import Terms
from ..policy.facts import Facts
from .history import History
from .orders import NO_ORDER, Orders


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
        """The open part of the earlier invoices, and what counted beside them. Amount."""
        beside = self.history.beside
        moved = self.timeline.before(beside.customer, self.timeline.begin(beside.day), beside.amount)
        return self._rounded(self._owed(self.invoiced) + moved)

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
