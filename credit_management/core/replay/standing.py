"""Standings of customers in the past: limit, grade and status, each from a day on."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from ..exposure.terms import Terms
from ..limit.limits import NOT_ASSESSED, EffectiveLimit
from ..policy.facts import NO_LIMIT


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
