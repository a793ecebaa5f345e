"""What grades have meant so far: of the invoices written to customers of a grade, the shares paid late and lost.

An invoice counts with the grade its customer had on its day, once it is known whether it was so many days late:
that many days after it was due, paid or not. An early payer and a late one so count from the same day on. One that
was written off was never paid.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..arrays import Bools, Ints
from .items import LEAST, Ledger
from .known import Known

DAYS_LATE = (0, 30, 90)
YEARS = 2  # looked back
SURE = 1.96  # standard errors on either side: 95 times of 100

Grade = Hashable


@dataclass(frozen=True, slots=True)
class Share:
    """``bad`` of ``count``, with the interval the true share lies in 95 times of 100 (Wilson's)."""

    bad: int
    count: int

    @property
    def share(self) -> float | None:
        return self.bad / self.count if self.count else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson, Probable Inference, Journal of the American Statistical Association 22, 1927."""
        if not self.count:
            return None
        share, weight = self.bad / self.count, SURE**2 / self.count
        middle = (share + weight / 2) / (1 + weight)
        half = SURE * math.sqrt(share * (1 - share) / self.count + weight / self.count / 4) / (1 + weight)
        return max(middle - half, 0.0), min(middle + half, 1.0)


Record = tuple[Share, ...]  # one for each of DAYS_LATE, and one for what was written off


@dataclass(frozen=True)
class Judged:
    """Invoices of customers who had been judged by their day, a row each.

    ``place`` says by which of ``judgements``. ``delay`` is how late an invoice was paid, or is so far.
    """

    judgements: tuple[Any, ...]
    on: int
    place: Ints
    invoiced: Ints
    due: Ints
    delay: Ints
    lost: Bools

    def is_known(self, days: int) -> Bools:
        """Whether it is known by now if an invoice was more than so many days late."""
        return self.due + days < self.on

    def is_late(self, days: int) -> Bools:
        return self.delay > days


def judged(ledger: Ledger, on: int, steps: Mapping[int, Iterable[tuple[int, Any]]], since: int = 0) -> Judged:
    """The invoices of those who had been judged.

    :param on: the day at whose end to look
    :param steps: ``{number of customer: pairs of day and judgement}``: from when on it had which
    :param since: the day of the first invoice that counts
    """
    known = Known(ledger, np.full(ledger.customers, on))
    owed = known.owed > LEAST
    delay = np.where(known.is_paid, known.last_paid, on) - known.due
    ordered = {customer: sorted(some, key=lambda step: step[0]) for customer, some in steps.items()}
    begins = {customer: [step[0] for step in some] for customer, some in ordered.items()}
    first: dict[int, int] = {}
    judgements: list[Any] = []
    for customer, some in ordered.items():
        first[customer] = len(judgements)
        judgements += [judgement for _day, judgement in some]
    rows, places = [], []
    wanted = np.flatnonzero(owed & (known.invoiced >= since))
    whose = zip(wanted.tolist(), known.customer[wanted].tolist(), known.invoiced[wanted].tolist(), strict=True)
    for row, customer, day in whose:
        if number := bisect_right(begins.get(customer, ()), day):
            rows.append(row)
            places.append(first[customer] + number - 1)
    there = np.array(rows, np.int64)
    return Judged(
        tuple(judgements),
        on,
        np.array(places, np.int64),
        known.invoiced[there],
        known.due[there],
        delay[there],
        known.is_lost[there],
    )


def records_by(invoices: Judged, key: Callable[[Any], Grade]) -> dict[Any, Record]:
    """The record of the invoices of each key.

    :param key: what a judgement counts for, its grade for example
    """
    keys = [key(one) for one in invoices.judgements]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(keys))}
    of_row = np.array([numbers[name] for name in keys], np.int64)[invoices.place]
    found = [(invoices.is_known(days), invoices.is_known(days) & invoices.is_late(days)) for days in DAYS_LATE]
    settled = invoices.is_known(DAYS_LATE[-1])
    found.append((settled, settled & invoices.lost))
    counts = [
        [np.bincount(of_row, weights=which, minlength=len(numbers)).astype(int).tolist() for which in pair]
        for pair in found
    ]
    there = np.bincount(of_row, minlength=len(numbers)).tolist()
    return {
        name: tuple(Share(bad[number], count[number]) for count, bad in counts)
        for name, number in numbers.items()
        if there[number]
    }


def records(
    ledger: Ledger, on: int, grades: Mapping[int, Iterable[tuple[int, Any]]], since: int = 0
) -> dict[Any, Record]:
    """The record of each grade; see ``judged``."""
    return records_by(judged(ledger, on, grades, since), lambda grade: grade)
