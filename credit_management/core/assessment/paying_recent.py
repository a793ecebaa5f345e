"""Characteristics of the items judged, in which what is recent counts for more; for what is paid next."""

import numpy as np

from ..arrays import Floats, Ints
from .known import Known
from .paying import IN_DAYS, SHARE, Definition, registrar

PRIOR_ITEMS = 2.0  # a customer begins as if it had shown so many items,
PRIOR_LATE = 0.4  # this share of them late, as in both files of docs/calibration.md
PRIOR_ON_TIME = 1.0  # and so many paid on the day
PRIOR_SAME_DAYS = 4.0  # and behaves alike on working days and at weekends, by so many items
SERIOUS_DAYS = 30
PRIOR_SERIOUS_ITEMS = 4.0  # of serious lateness it begins with so many items,
PRIOR_SERIOUS = 0.03  # this share of them so late
DELAY_EARLY, DELAY_LATE = -30, 60  # an item beyond tells no more about the next one
PRIOR_SAME_WEEKDAY = 8.0  # and on every weekday of the same kind, by so many
WEEK, WEEKEND = 7, 5  # a week begins with Monday, 0
THURSDAY = 3  # 1970-01-01
_KIND_OF_WEEKDAY = (np.arange(WEEK) >= WEEKEND).astype(np.int64)

DEFINITIONS: dict[str, Definition] = {}
_characteristic = registrar(DEFINITIONS)


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


@_characteristic(SHARE, rising=False)
def recent_30_days_late_share(known: Known) -> Floats:
    """Items more than 30 days late / items judged, each counting half after 120 days. Share of the items, of all time.

    A customer begins as if it had shown four items with three in a hundred so late.
    """
    judged = known.judged
    late = known.total(judged.customer, judged.recency * (judged.delay > SERIOUS_DAYS))
    count = known.total(judged.customer, judged.recency)
    share = (late + PRIOR_SERIOUS_ITEMS * PRIOR_SERIOUS) / (count + PRIOR_SERIOUS_ITEMS)
    return np.where(count > 0, share, np.nan)


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
