"""Characteristics of what a customer bought, paid and owed within the year."""

from typing import cast

import numpy as np

from ..arrays import Floats, Ints
from .items import LEAST, YEAR
from .known import Known, Outcomes, none_if_zero
from .paying import AMOUNT, COUNT, DAYS_PER_QUARTER, IN_DAYS, IN_MONTHS, SHARE, Definition, registrar

QUARTER = 91
QUARTERS = 4
QUARTERS_NEEDED = 3  # through two figures there is always a line
MONTH = 365.25 / 12
MONTHS = 12
GRACE = 10  # days after the due date: a weekly payment run and the bank's days, no more

DEFINITIONS: dict[str, Definition] = {}
_characteristic = registrar(DEFINITIONS)


@_characteristic(AMOUNT)
def purchases_12m(known: Known) -> Floats:
    """Invoices of the year, less credit notes matched with them. Amount; zero for a customer of old."""
    of_year = known.on[known.customer] - known.invoiced < YEAR
    return known.if_any(known.total(known.customer, np.where(of_year, known.amount - known.credited, 0.0)))


@_characteristic(COUNT)
def active_months(known: Known) -> Floats:
    """Months of the year in which the customer was invoiced. Count, of twelve; a month is 30.4 days back from the day.

    What credit notes took off in full was no purchase.
    """
    age = known.on[known.customer] - known.invoiced
    bought = (age < YEAR) & (known.amount - known.credited > LEAST)
    month = np.minimum(age[bought] / MONTH, MONTHS - 1).astype(np.int64)
    cells = np.unique(known.customer[bought] * MONTHS + month)
    return known.if_any(known.total(cells // MONTHS))


@_characteristic(IN_DAYS, rising=False)
def days_beyond_terms(known: Known) -> Floats:
    """Payment date − due date of every amount paid within the year, weighted by amount. Days; early is negative.

    The measure of the commercial credit bureaus (Experian's DBT, the days of Dun & Bradstreet's Paydex). Its twin
    is ``days_beyond_terms`` of sql/exposure/paid_items.py, for few customers.
    """
    return known.mean(known.payments.customer, known.payments.delay, known.payments.amount)


@_characteristic(SHARE, rising=False)
def late_share(known: Known) -> Floats:
    """Payments after the due date / all payments of the year. Share of the amount; what was written off is late."""
    return _late(known, known.payments, amounts=True)


@_characteristic(SHARE, rising=False)
def late_count_share(known: Known) -> Floats:
    """Items of which the last was paid after they were due / items paid, within the year. Share of the items.

    Those written off count as late.
    """
    return _late(known, known.paid, amounts=False)


def _late(known: Known, paid: Outcomes, amounts: bool) -> Floats:
    lost = known.lost
    weights = np.concatenate([one.amount if amounts else np.ones(len(one.due)) for one in (paid, lost)])
    late = np.concatenate([paid.late, lost.late])
    return known.mean(np.concatenate([paid.customer, lost.customer]), late, weights)


@_characteristic(IN_DAYS, rising=False)
def worst_delay(known: Known) -> Floats:
    """The longest delay of an amount paid within the year or overdue now. Days; negative if even that was early.

    What was written off within the year was late until then.
    """
    overdue, lost = known.is_overdue, known.lost
    customer = known.customer[overdue]
    delays = np.concatenate([known.payments.delay, known.on[customer] - known.due[overdue], lost.delay])
    return known.largest(np.concatenate([known.payments.customer, customer, lost.customer]), delays)


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
    delays = np.bincount(cell, weights=paid.amount * paid.delay, minlength=size) / none_if_zero(amounts)
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
