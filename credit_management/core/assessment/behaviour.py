"""Open and paid items of customers → how they pay, as known at the end of a day.

All customers are read in one pass. Days are whole numbers, counted from 1970-01-01; amounts are in
the currency of the company. What happened after the day is not known: an item paid later is open,
an item invoiced later does not exist. Where there is nothing to tell, a characteristic has no value.

An item is one amount due on one day: an invoice, or an instalment of it. What a credit note takes off
was never owed and says nothing about paying. An item is *paid* on the day the last of it is paid,
and *judged* once it is paid or overdue: from then on it is known whether it was late.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..arrays import Bools, Floats, Ints, Numbers

YEAR = 365  # days; the window of everything that looks back
QUARTER = 91
QUARTERS = 4
QUARTERS_NEEDED = 3  # through two figures there is always a line
MONTH = 365.25 / 12
GRACE = 10  # days after the due date: a weekly payment run and the bank's days, no more
HALF_LIFE = 120  # days after which an item counts half
PRIOR_ITEMS = 2.0  # a customer begins as if it had shown so many items,
PRIOR_LATE = 0.4  # this share of them late, as in both files of docs/calibration.md
PRIOR_ON_TIME = 1.0  # and so many paid on the day
PRIOR_SAME_DAYS = 4.0  # and behaves alike on working days and at weekends, by so many items
DELAY_EARLY, DELAY_LATE = -30, 60  # an item beyond tells no more about the next one
PRIOR_SAME_WEEKDAY = 8.0  # and on every weekday of the same kind, by so many
WEEK, WEEKEND = 7, 5  # a week begins with Monday, 0
THURSDAY = 3  # 1970-01-01
LEAST = 0.005  # a smaller open amount is rounding
_KIND_OF_WEEKDAY = (np.arange(WEEK) >= WEEKEND).astype(np.int64)
NEVER = np.iinfo(np.int64).min

SHARE, AMOUNT, IN_DAYS, DAYS_PER_QUARTER, IN_MONTHS, COUNT = UNITS = (
    "share", "amount", "days", "days_per_quarter", "months", "count",
)  # fmt: skip


@dataclass(frozen=True)
class Definition:
    """How a characteristic is computed and read; ``rising`` is whether a larger one is better."""

    code: str
    unit: str
    rising: bool
    compute: "Compute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """How one customer pays. None where there is nothing to tell. Each field is defined below by its name."""

    purchases_12m: float | None = None
    days_beyond_terms: float | None = None
    late_share: float | None = None
    late_count_share: float | None = None
    worst_delay: float | None = None
    delay_trend: float | None = None
    highest_balance_paid_well: float | None = None
    relationship_months: float | None = None
    paid_items: float | None = None
    overdue_share: float | None = None
    overdue_days: float | None = None
    recent_late_share: float | None = None
    recent_delay: float | None = None
    same_days_late_share: float | None = None
    same_weekday_late_share: float | None = None

    def inputs(self) -> dict[str, float | None]:
        """Figures a scorecard looks at: ``{code: value}``."""
        return asdict(self)


# === WHAT IS READ === #


@dataclass(frozen=True)
class Ledger:
    """The items of many customers, and what settled them: columns of equal length.

    ``customer`` numbers the customers from 0, ``item`` is the position of an item. A settlement that is
    no payment is a credit note.
    """

    customers: int
    customer: Ints
    invoiced: Ints
    due: Ints
    amount: Floats
    item: Ints
    day: Ints
    settled: Floats
    is_payment: Bools


def day_number(day: date) -> int:
    """A date as days are counted here."""
    return (day - date(1970, 1, 1)).days


def ledger(customers: Sequence[int], items: NDArray[Any], settlements: NDArray[Any]) -> Ledger:
    """A ledger of records that name each other by id, in any order.

    :param customers: the ids of the customers, in the order wanted
    :param items: a structured array of id, customer, invoiced, due, amount
    :param settlements: a structured array of item, day, amount, is_payment
    """
    return Ledger(
        len(customers),
        _positions(np.asarray(customers), items["customer"]),
        items["invoiced"].astype(np.int64),
        items["due"].astype(np.int64),
        items["amount"].astype(float),
        _positions(items["id"], settlements["item"]),
        settlements["day"].astype(np.int64),
        settlements["amount"].astype(float),
        settlements["is_payment"].astype(bool),
    )


def _positions(ids: NDArray[Any], wanted: NDArray[Any]) -> Ints:
    ids, wanted = ids.astype(np.int64), wanted.astype(np.int64)
    order = np.argsort(ids, kind="stable")
    return order[np.searchsorted(ids, wanted, sorter=order)]


# === READING IT === #

DEFINITIONS: dict[str, Definition] = {}


def read(ledger: Ledger, on: ArrayLike, codes: Iterable[str] | None = None) -> dict[str, Floats]:
    """The characteristics of every customer.

    :param on: the day at whose end they are read: one for all, or one a customer
    :param codes: those wanted; all when left out
    :return: {code: array of a number a customer, NaN where there is nothing to tell}
    """
    known = Known(ledger, np.broadcast_to(np.asarray(on), ledger.customers))
    with np.errstate(divide="ignore", invalid="ignore"):
        return {code: DEFINITIONS[code].compute(known) for code in codes or DEFINITIONS}


def behaviours(figures: Mapping[str, Floats]) -> list[Behaviour]:
    """Results of ``read``, customer by customer and in plain numbers."""
    columns = [_plain(column) for column in figures.values()]
    return [Behaviour(**dict(zip(figures, row, strict=True))) for row in zip(*columns, strict=True)]


def _plain(column: Floats) -> list[float | None]:
    return [None if math.isnan(value) else value for value in column.tolist()]


@dataclass(frozen=True)
class Outcomes:
    """Amounts paid, or items judged: whose, due when, paid how many days later, how much, known for how many days."""

    customer: Ints
    due: Ints
    delay: Ints
    amount: Floats
    age: Ints

    @property
    def late(self) -> Floats:
        return (self.delay > 0).astype(float)

    @property
    def recency(self) -> Floats:
        """The weight of each: half after the half-life."""
        return 0.5 ** (self.age / HALF_LIFE)

    def where(self, chosen: Bools) -> "Outcomes":
        return Outcomes(
            self.customer[chosen], self.due[chosen], self.delay[chosen], self.amount[chosen], self.age[chosen]
        )


class Known:
    """Items of a ledger known at the end of a day."""

    def __init__(self, ledger: Ledger, on: Ints) -> None:
        self.on, self.customers = on, ledger.customers
        there = ledger.invoiced <= on[ledger.customer]
        self.number = np.cumsum(there) - 1  # of the items that were there, for the settlements to refer to
        self.customer, self.due = ledger.customer[there], ledger.due[there]
        self.invoiced, self.amount = ledger.invoiced[there], ledger.amount[there]
        then = there[ledger.item] & (ledger.day <= on[ledger.customer[ledger.item]])
        self.item, self.day = self.number[ledger.item][then], ledger.day[then]
        self.settled, self.is_payment = ledger.settled[then], ledger.is_payment[then]

    # === SUMS BY CUSTOMER === #

    def total(self, customer: Ints, values: Numbers | None = None) -> Floats:
        return np.bincount(customer, weights=values, minlength=self.customers).astype(float)

    def mean(self, customer: Ints, values: Numbers, weights: Floats) -> Floats:
        return self.total(customer, values * weights) / _none_if_zero(self.total(customer, weights))

    def largest(self, customer: Ints, values: Ints) -> Floats:
        found = np.full(self.customers, NEVER)
        np.maximum.at(found, customer, values)
        return np.where(found == NEVER, np.nan, found)

    def if_any(self, values: Floats) -> Floats:
        """None for who has had no item yet."""
        return np.where(self.total(self.customer) > 0, values, np.nan)

    # === ITEMS === #

    def of_item(self, values: Floats) -> Floats:
        """Sums of settlements by item."""
        return cast(Floats, np.bincount(self.item, weights=values, minlength=len(self.amount)))

    @cached_property
    def credited(self) -> Floats:
        return self.of_item(np.where(self.is_payment, 0.0, self.settled))

    @cached_property
    def open(self) -> Floats:
        rest = self.amount - self.of_item(self.settled)
        return np.where(rest > LEAST, rest, 0.0)

    @cached_property
    def last_paid(self) -> Ints:
        last = np.full(len(self.amount), NEVER)
        np.maximum.at(last, self.item[self.is_payment], self.day[self.is_payment])
        return last

    @cached_property
    def is_paid(self) -> Bools:
        return cast(Bools, (self.open == 0) & (self.last_paid != NEVER))

    @cached_property
    def is_overdue(self) -> Bools:
        return (self.open > 0) & (self.due < self.on[self.customer])

    # === OUTCOMES === #

    @cached_property
    def payments(self) -> Outcomes:
        """Every amount paid within the year."""
        item, day = self.item[self.is_payment], self.day[self.is_payment]
        customer, due = self.customer[item], self.due[item]
        every = Outcomes(customer, due, day - due, self.settled[self.is_payment], self.on[customer] - day)
        return every.where(every.age < YEAR)

    @cached_property
    def paid(self) -> Outcomes:
        """Items paid within the year."""
        every = self._items(self.is_paid, self.last_paid)
        return every.where(self.on[every.customer] - every.due - every.delay < YEAR)

    @cached_property
    def judged(self) -> Outcomes:
        """Items paid, or overdue by so many days so far. That an item is late is known from the day after it is due."""
        until = np.where(self.is_overdue, self.on[self.customer], self.last_paid)
        return self._items(self.is_paid | self.is_overdue, until)

    def _items(self, which: Bools, until: Ints) -> Outcomes:
        customer, due, until = self.customer[which], self.due[which], until[which]
        return Outcomes(customer, due, until - due, self.amount[which], self.on[customer] - np.minimum(until, due + 1))


Compute: TypeAlias = Callable[[Known], Floats]


def _none_if_zero(values: Floats) -> Floats:
    return np.where(values == 0, np.nan, values)


def _characteristic(unit: str, rising: bool = True) -> Callable[[Compute], Compute]:
    def register(function: Compute) -> Compute:
        code = function.__name__
        DEFINITIONS[code] = Definition(code, unit, rising, function)
        return function

    return register


# === CHARACTERISTICS === #


@_characteristic(AMOUNT)
def purchases_12m(known: Known) -> Floats:
    """Invoices of the year, less credit notes matched with them. Amount; zero for a customer of old."""
    of_year = known.on[known.customer] - known.invoiced < YEAR
    return known.if_any(known.total(known.customer, np.where(of_year, known.amount - known.credited, 0.0)))


@_characteristic(IN_DAYS, rising=False)
def days_beyond_terms(known: Known) -> Floats:
    """Payment date − due date of every amount paid within the year, weighted by amount. Days; early is negative.

    The measure of the commercial credit bureaus (Experian's DBT, the days of Dun & Bradstreet's Paydex). Its twin
    is ``days_beyond_terms`` of sql/exposure/paid_items.py, for few customers.
    """
    return known.mean(known.payments.customer, known.payments.delay, known.payments.amount)


@_characteristic(SHARE, rising=False)
def late_share(known: Known) -> Floats:
    """Payments after the due date / all payments of the year. Share of the amount."""
    return known.mean(known.payments.customer, known.payments.late, known.payments.amount)


@_characteristic(SHARE, rising=False)
def late_count_share(known: Known) -> Floats:
    """Items of which the last was paid after they were due / items paid, within the year. Share of the items."""
    return known.mean(known.paid.customer, known.paid.late, np.ones(len(known.paid.due)))


@_characteristic(IN_DAYS, rising=False)
def worst_delay(known: Known) -> Floats:
    """The longest delay of an amount paid within the year or overdue now. Days; negative if even that was early."""
    overdue = known.is_overdue
    customer = known.customer[overdue]
    delays = np.concatenate([known.payments.delay, known.on[customer] - known.due[overdue]])
    return known.largest(np.concatenate([known.payments.customer, customer]), delays)


@_characteristic(DAYS_PER_QUARTER, rising=False)
def delay_trend(known: Known) -> Floats:
    """By how much the days beyond terms grow from quarter to quarter. Days a quarter; positive is slower.

    The slope of a line by least squares through the days beyond terms of the last four quarters of 91
    days, each counting the same; none with payments in fewer than three of them.
    """
    paid, size = known.payments, known.customers * QUARTERS
    quarter = QUARTERS - 1 - np.minimum(paid.age // QUARTER, QUARTERS - 1)
    cell = paid.customer * QUARTERS + quarter
    amounts = cast(Floats, np.bincount(cell, weights=paid.amount, minlength=size))
    delays = np.bincount(cell, weights=paid.amount * paid.delay, minlength=size) / _none_if_zero(amounts)
    return _slopes(delays.reshape(known.customers, QUARTERS))


def _slopes(rows: Floats) -> Floats:
    """The least-squares slope of each row over its positions, as far as they have values."""
    there = ~np.isnan(rows)
    count = there.sum(axis=1)
    at = np.where(there, np.arange(rows.shape[1]), 0.0)
    away = np.where(there, at - (at.sum(axis=1) / count)[:, None], 0.0)
    slopes = (away * np.where(there, rows, 0.0)).sum(axis=1) / (away**2).sum(axis=1)
    return np.where(count >= QUARTERS_NEEDED, slopes, np.nan)


@_characteristic(AMOUNT)
def highest_balance_paid_well(known: Known) -> Floats:
    """The highest balance the customer has carried and paid in time, within the year. Amount.

    Counted are the items paid within the year, each no later than ten days after it was due, from their
    invoice to their payment; what else was owed meanwhile proves nothing and is left out. So it is the
    largest debt that was repaid as agreed: the "high credit" of a trade reference, of good items only.
    On one day payments come before invoices.
    """
    well = known.is_paid & (known.last_paid - known.due <= GRACE)
    well &= known.on[known.customer] - known.last_paid < YEAR
    paid = known.is_payment & well[known.item]
    customer = np.concatenate([known.customer[well], known.customer[known.item[paid]]])
    # An invoice paid before its date was never owed.
    paid_on = np.maximum(known.day[paid], known.invoiced[known.item[paid]])
    days = np.concatenate([known.invoiced[well], paid_on])
    amounts = np.concatenate([(known.amount - known.credited)[well], -known.settled[paid]])
    return _highest_balances(known, customer, days, amounts)


def _highest_balances(known: Known, customer: Ints, days: Ints, amounts: Floats) -> Floats:
    if not len(customer):
        return np.full(known.customers, np.nan)
    order = np.lexsort((amounts, days, customer))
    customer, amounts = customer[order], amounts[order]
    begins = np.flatnonzero(np.diff(customer, prepend=-1))
    balance = np.cumsum(amounts)
    before = np.repeat(balance[begins] - amounts[begins], np.diff(begins, append=len(customer)))
    highest = np.full(known.customers, np.nan)
    highest[customer[begins]] = np.maximum.reduceat(balance - before, begins)
    return np.where(highest > LEAST, highest, np.nan)


@_characteristic(IN_MONTHS)
def relationship_months(known: Known) -> Floats:
    """Time since the first item was invoiced. Months of 30.4 days."""
    return (known.on + known.largest(known.customer, -known.invoiced)) / MONTH


@_characteristic(COUNT)
def paid_items(known: Known) -> Floats:
    """Items paid within the year. Count; zero for a customer who has had items and paid none."""
    return known.if_any(known.total(known.paid.customer))


@_characteristic(SHARE, rising=False)
def overdue_share(known: Known) -> Floats:
    """Overdue / open items, now. Share of the amount; zero for a customer of old who owes nothing."""
    owed = known.total(known.customer, known.open)
    overdue = known.total(known.customer, np.where(known.is_overdue, known.open, 0.0))
    return known.if_any(np.where(owed > 0, overdue / owed, 0.0))


@_characteristic(IN_DAYS, rising=False)
def overdue_days(known: Known) -> Floats:
    """Days the oldest overdue item is past due, now. Days; zero when nothing is overdue."""
    late = known.is_overdue
    oldest = known.largest(known.customer[late], known.on[known.customer[late]] - known.due[late])
    return known.if_any(np.nan_to_num(oldest))


@_characteristic(SHARE, rising=False)
def recent_late_share(known: Known) -> Floats:
    """Late items / items judged, each counting half after 120 days. Share of the items, of all time.

    A customer begins as if it had shown two items with two in five late (the beta-binomial mean with a
    fixed prior): one late item is no habit, and one paid in time no proof.
    """
    late, count = _late_and_all(known)
    return np.where(count > 0, _shrunken(late, count), np.nan)


def _late_and_all(known: Known) -> tuple[Floats, Floats]:
    judged = known.judged
    return known.total(judged.customer, judged.recency * judged.late), known.total(judged.customer, judged.recency)


def _shrunken(late: Floats, count: Floats) -> Floats:
    return (late + PRIOR_ITEMS * PRIOR_LATE) / (count + PRIOR_ITEMS)


@_characteristic(IN_DAYS, rising=False)
def recent_delay(known: Known) -> Floats:
    """Days late of the items judged, each counting half after 120 days. Days; early is negative.

    Days from 30 early to 60 late, so that one forgotten invoice is not the whole figure, and one item
    paid on the day beforehand.
    """
    judged = known.judged
    days = np.clip(judged.delay, DELAY_EARLY, DELAY_LATE)
    _late, count = _late_and_all(known)
    mean = known.total(judged.customer, judged.recency * days) / (count + PRIOR_ON_TIME)
    return np.where(count > 0, mean, np.nan)


@_characteristic(SHARE, rising=False)
def same_days_late_share(known: Known) -> Floats:
    """The recent late share of items due on days like those of the last invoice. Share of the items.

    Days are alike if both are working days or both at the weekend, when banks do not pay: many a customer
    pays what is due on a Saturday on Monday. It begins from the recent late share of all items, as if four
    items had shown that. If the items of the last invoice are due on different days, their mean.
    """
    return _of_last_invoice(known, _late_by_kind_of_day(known)[:, _KIND_OF_WEEKDAY])


@_characteristic(SHARE, rising=False)
def same_weekday_late_share(known: Known) -> Floats:
    """The recent late share of items due on the same weekday as the last invoice. Share of the items.

    Customers pay on the day of their payment run: what is due the day before is in time, what is due the
    day after is late. It begins from the share of days alike, as if eight items had shown that.
    """
    judged, size = known.judged, known.customers * WEEK
    cell = judged.customer * WEEK + _weekday(judged.due)
    late = np.bincount(cell, weights=judged.recency * judged.late, minlength=size).reshape(-1, WEEK)
    count = np.bincount(cell, weights=judged.recency, minlength=size).reshape(-1, WEEK)
    begin = _late_by_kind_of_day(known)[:, _KIND_OF_WEEKDAY]
    return _of_last_invoice(known, (late + PRIOR_SAME_WEEKDAY * begin) / (count + PRIOR_SAME_WEEKDAY))


def _late_by_kind_of_day(known: Known) -> Floats:
    """The late share on working days and at weekends, a column each."""
    judged, size = known.judged, known.customers * 2
    cell = judged.customer * 2 + _KIND_OF_WEEKDAY[_weekday(judged.due)]
    late = np.bincount(cell, weights=judged.recency * judged.late, minlength=size).reshape(-1, 2)
    count = np.bincount(cell, weights=judged.recency, minlength=size).reshape(-1, 2)
    overall = _shrunken(late.sum(axis=1), count.sum(axis=1))
    return (late + PRIOR_SAME_DAYS * overall[:, None]) / (count + PRIOR_SAME_DAYS)


def _of_last_invoice(known: Known, by_weekday: Floats) -> Floats:
    """Weekdays on which the items invoiced last are due; none before an item is judged."""
    newest = known.invoiced == known.largest(known.customer, known.invoiced)[known.customer]
    customer = known.customer[newest]
    mean = known.mean(customer, by_weekday[customer, _weekday(known.due[newest])], np.ones(len(customer)))
    return np.where(known.total(known.judged.customer) > 0, mean, np.nan)


def _weekday(day: Ints) -> Ints:
    return (day + THURSDAY) % WEEK
