"""Indicators of how well a company is paid, and how its holds end.

Receivables are those of the aging, before payments not yet matched with them; sales are those on credit,
taxes included, as receivables are. Nothing known gives None, never zero.
"""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

LARGEST = 10  # customers counted as the largest

DAYS, SHARE, HOURS, INDEX = UNITS = ("days", "share", "hours", "index")


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a company: what was open at its end, and what was sold on credit in it."""

    receivables: float
    overdue: float
    sales: float
    days: int

    @property
    def current(self) -> float:
        return self.receivables - self.overdue


@dataclass(frozen=True, slots=True)
class Collection:
    """Speed at which receivables become money."""

    dso: float | None = None
    dso_count_back: float | None = None
    best_possible_dso: float | None = None
    average_days_delinquent: float | None = None
    collection_effectiveness: float | None = None
    overdue_ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Concentration:
    """Concentration: how much hangs on few customers."""

    share_of_largest: float | None = None
    herfindahl: float | None = None


@dataclass(frozen=True, slots=True)
class Holds:
    """Outcome of the orders that were stopped."""

    hold_rate: float | None = None
    release_rate: float | None = None
    median_hours_to_release: float | None = None
    released_days_beyond_terms: float | None = None
    released_late_share: float | None = None


UNIT_OF = {
    "dso": DAYS, "dso_count_back": DAYS, "best_possible_dso": DAYS, "average_days_delinquent": DAYS,
    "collection_effectiveness": SHARE, "overdue_ratio": SHARE, "share_of_largest": SHARE, "herfindahl": INDEX,
    "hold_rate": SHARE, "release_rate": SHARE, "median_hours_to_release": HOURS,
    "released_days_beyond_terms": DAYS, "released_late_share": SHARE,
}  # fmt: skip
CODES = tuple(field.name for one in (Collection, Concentration, Holds) for field in fields(one))


def collection(months: Sequence[Month], sales_months: int = 3) -> Collection:
    """The figures of the last of these months.

    :param months: one after the other, the oldest first
    :param sales_months: over how many of them sales are summed for days sales outstanding
    """
    if not months:
        return Collection()
    last, period = months[-1], months[-sales_months:]
    known = len(period) == sales_months
    sales, days = (sum(one.sales for one in period), sum(one.days for one in period)) if known else (None, None)
    dso = days_sales_outstanding(last.receivables, sales, days)
    best = best_possible_dso(last.current, sales, days)
    before = months[-2].receivables if len(months) > 1 else None
    return Collection(
        dso=dso,
        dso_count_back=count_back_dso(last.receivables, [(one.sales, one.days) for one in reversed(months)]),
        best_possible_dso=best,
        average_days_delinquent=average_days_delinquent(dso, best),
        collection_effectiveness=collection_effectiveness(before, last.sales, last.receivables, last.current),
        overdue_ratio=overdue_ratio(last.overdue, last.receivables),
    )


# === COLLECTION === #


def days_sales_outstanding(receivables: float | None, sales: float | None, days: int | None) -> float | None:
    """Receivables × days of the period / credit sales of the period. Days.

    Source: Credit Research Foundation, quarterly National Summary of Domestic Trade Receivables; CFO.com, Days of
    Delinquency (2006).
    """
    return _per_day(receivables, sales, days)


def best_possible_dso(current: float | None, sales: float | None, days: int | None) -> float | None:
    """Receivables not yet due × days of the period / credit sales of the period. Days.

    What DSO would be if nobody were late. Source: Credit Research Foundation, as above; example of growfin.ai,
    Best Possible DSO.
    """
    return _per_day(current, sales, days)


def average_days_delinquent(dso: float | None, best: float | None) -> float | None:
    """DSO − best possible DSO. Days. Source: Credit Research Foundation, as above."""
    return None if dso is None or best is None else dso - best


def count_back_dso(receivables: float | None, sales_by_month: Sequence[tuple[float, int]]) -> float | None:
    """Days of the latest sales that make up the receivables. Days; None where the months do not reach back so far.

    Take the latest month's sales from the receivables and count its days, then those of the month before, as long
    as more is left than the month sold; of the month that is more than the rest, the share that the rest is of it.
    Source: Benji Pays, Mastering DSO Calculation: The Count-Back Method Explained.

    :param sales_by_month: pairs of sales and days, the latest month first; what a month took back counts as none
    """
    if receivables is None or not any(sales > 0 for sales, _days in sales_by_month):
        return None
    left, counted = max(receivables, 0.0), 0.0
    for sales, days in sales_by_month:
        if left <= 0:
            return counted
        if left < sales:
            return counted + days * left / sales
        left -= max(sales, 0.0)
        counted += days
    return counted if left <= 0 else None


def collection_effectiveness(
    beginning: float | None, sales: float | None, ending: float, ending_current: float, months: int = 1
) -> float | None:
    """(Beginning receivables + sales / N − ending receivables) / (the same − ending current receivables). Share.

    What was collected of what could have been; 1 is best. N is the number of months. None where nothing was to be
    collected, and where more is open than there ever was: then matchings were undone. Source: Credit Research
    Foundation; Creditguru, Collection Effectiveness Index, with its example.
    """
    if beginning is None or sales is None:
        return None
    available = beginning + sales / months
    collected, collectable = available - ending, available - ending_current
    return collected / collectable if collectable > 0 and collected >= 0 else None


def overdue_ratio(overdue: float, receivables: float | None) -> float | None:
    """Overdue receivables / receivables. Share. Source: the percentages past due of an aging, Credit Research
    Foundation."""
    return overdue / receivables if receivables and receivables > 0 else None


def _per_day(amount: float | None, sales: float | None, days: int | None) -> float | None:
    if amount is None or sales is None or days is None or sales <= 0:
        return None
    return amount * days / sales


# === CONCENTRATION === #


def concentration(exposures: Sequence[float], largest: int = LARGEST) -> Concentration:
    return Concentration(share_of_largest(exposures, largest), herfindahl(exposures))


def share_of_largest(exposures: Iterable[float], largest: int = LARGEST) -> float | None:
    """Exposure of the largest customers / exposure of all. Share; who has credit with us counts as none.

    Source: Open Risk Manual, Name Concentration Measurement (concentration ratio).
    """
    owing = sorted((amount for amount in exposures if amount > 0), reverse=True)
    whole = sum(owing)
    return min(sum(owing[:largest]) / whole, 1.0) if whole else None


def herfindahl(exposures: Iterable[float]) -> float | None:
    """Sum of the squares of each customer's share of the exposure. Index from 1 / number of customers to 1.

    Source: Open Risk Manual, Herfindahl-Hirschman Index.
    """
    owing = [amount for amount in exposures if amount > 0]
    whole = sum(owing)
    return min(sum((amount / whole) ** 2 for amount in owing), 1.0) if whole else None


# === HOLDS: definitions of this project, where no common ones are published === #


def holds(
    stopped: int, checked: int, hours: Sequence[float], refused: int, paid: Sequence[tuple[float, float]]
) -> Holds:
    """Outcome of orders stopped in a period.

    :param stopped: how many orders were stopped
    :param checked: how many were confirmed or stopped
    :param hours: how long each released one waited for it
    :param refused: how many were refused
    :param paid: pairs of amount and days late, of what was paid of invoices of released orders
    """
    return Holds(
        hold_rate=_share(stopped, checked),
        release_rate=_share(len(hours), len(hours) + refused),
        median_hours_to_release=statistics.median(hours) if hours else None,
        released_days_beyond_terms=days_beyond_terms(paid),
        released_late_share=late_share(paid),
    )


def days_beyond_terms(paid: Sequence[tuple[float, float]]) -> float | None:
    """Days late of payments, weighted with their amounts; early ones are negative. Days. As paying_year's."""
    whole = sum(amount for amount, _days in paid)
    return sum(amount * days for amount, days in paid) / whole if whole else None


def late_share(paid: Sequence[tuple[float, float]]) -> float | None:
    """Amount paid after the due date / amount paid. Share. As paying_year's."""
    return _share(sum(amount for amount, days in paid if days > 0), sum(amount for amount, _days in paid))


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
