"""What grades have meant so far: of the invoices written to customers of a grade, the share paid late.

An invoice counts with the grade its customer had on its day, once it is known whether it was so many days late:
that many days after it was due, paid or not. An early payer and a late one so count from the same day on.
"""

import math
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

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


Record = tuple[Share, ...]  # one for each of DAYS_LATE


def records(
    ledger: Ledger, on: int, grades: Mapping[int, Iterable[tuple[int, Any]]], since: int = 0
) -> dict[Any, Record]:
    """The record of each grade.

    :param on: the day at whose end to look
    :param grades: ``{number of customer: pairs of day and grade}``: from when on it had which
    :param since: the day of the first invoice that counts
    """
    known = Known(ledger, np.full(ledger.customers, on))
    owed = known.amount - known.credited > LEAST
    delay = np.where(known.is_paid, known.last_paid, on) - known.due
    steps = {customer: sorted(some, key=lambda step: step[0]) for customer, some in grades.items()}
    begins = {customer: [step[0] for step in some] for customer, some in steps.items()}
    counts: dict[Any, list[list[int]]] = {}
    rows = np.flatnonzero(owed & (known.invoiced >= since))
    columns = (known.customer, known.invoiced, known.due, delay)
    for customer, day, due, late in zip(*(column[rows].tolist() for column in columns), strict=True):
        place = bisect_right(begins.get(customer, ()), day)
        if not place:
            continue
        of_grade = counts.setdefault(steps[customer][place - 1][1], [[0, 0] for _days in DAYS_LATE])
        for count, days in zip(of_grade, DAYS_LATE, strict=True):
            if due + days < on:
                count[0] += late > days
                count[1] += 1
    return {grade: tuple(Share(*one) for one in found) for grade, found in counts.items()}
