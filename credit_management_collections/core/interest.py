"""Late interest: simple interest on what was open of an item on each day after it was due.

The day it is due bears none, the day of a payment the last: an item due on the 1st and paid on the 11th bears ten days.
Interest bears none itself (Directive 2011/7/EU, article 2 (6): simple interest).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum

from .money import LEAST, rounded, spread
from .rates import Rates

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment, or a credit note, matched with an item."""

    day: date
    amount: float


@dataclass(frozen=True, slots=True)
class Debt:
    """An item as it was invoiced, with what was paid of it. ``charged_until`` is the last day charged already."""

    id: int
    amount: float
    due: date
    payments: tuple[Payment, ...] = ()
    charged_until: date | None = None

    def open_on(self, day: date) -> float:
        """The amount that bears interest on a day: not yet paid before it."""
        return self.amount - fsum(one.amount for one in self.payments if one.day < day)


@dataclass(frozen=True, slots=True)
class Terms:
    """The agreement on late interest. Nothing is charged on an item paid within ``grace`` days after due; from then on
    the grace bears interest, too. Interest of less than ``least`` is not charged at all.
    """

    rates: Rates
    grace: int = 0
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """Days from ``first`` to ``last``, both counted, on which neither amount nor rate changed."""

    first: date
    last: date
    base: float
    percent: float
    amount: float

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Interest:
    """The interest on an item in whole coins; the parts add up to it. ``unknown_days`` are days without a rate."""

    debt: Debt
    parts: tuple[Part, ...] = ()
    total: float = 0.0
    unknown_days: int = 0


def interest(debt: Debt, terms: Terms, until: date, coin: float) -> Interest:
    """The late interest on an item up to a day, that day counted, as far as it was not charged before."""
    first = debt.due + ONE_DAY
    if debt.open_on(first + timedelta(days=terms.grace)) <= LEAST or (until - debt.due).days <= terms.grace:
        return Interest(debt)
    if debt.charged_until is not None:
        first = max(first, debt.charged_until + ONE_DAY)
    raw, unknown = [], 0
    for part in _parts(debt, terms.rates, first, until):
        if isinstance(part, int):
            unknown += part
        else:
            raw.append(part)
    total = rounded(fsum(part.amount for part in raw), coin)
    if total < max(terms.least, LEAST):
        return Interest(debt, unknown_days=unknown)
    amounts = spread([part.amount for part in raw], coin)
    parts = (
        Part(part.first, part.last, part.base, part.percent, amount) for part, amount in zip(raw, amounts, strict=True)
    )
    return Interest(debt, tuple(parts), total, unknown)


def _parts(debt: Debt, rates: Rates, first: date, until: date) -> Iterable[Part | int]:
    """The days in parts; a number stands for so many days without a rate."""
    if first > until:
        return
    turns = {one.day + ONE_DAY for one in debt.payments} | set(rates.turns(first, until))
    begins = [first, *sorted(day for day in turns if first < day <= until)]
    for begin, after in zip(begins, [*begins[1:], until + ONE_DAY], strict=True):
        base, percent, days = debt.open_on(begin), rates.percent_on(begin), (after - begin).days
        if base <= LEAST:
            continue
        if percent is None:
            yield days
            continue
        yield Part(begin, after - ONE_DAY, base, percent, base * percent / 100 * days / rates.year_of(begin))


# === FEES === #


def fees(
    debts: Iterable[Debt], fee: float, on: date, charged_ids: Collection[int] = (), grace: int = 0
) -> dict[int, float]:
    """The fixed sum for recovery of each invoice that was late, once an invoice whatever becomes of it later.

    Source: Directive 2011/7/EU, article 6 (1): at least 40 EUR, wherever interest for late payment becomes payable.

    :param debts: with the id of the invoice; instalments of one invoice share it
    :param charged_ids: invoices it was charged for before, waived ones among them
    """
    found: dict[int, float] = {}
    for debt in debts:
        late_on = debt.due + timedelta(days=grace) + ONE_DAY
        if late_on <= on and debt.open_on(late_on) > LEAST and debt.id not in charged_ids:
            found[debt.id] = fee
    return found
