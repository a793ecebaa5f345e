"""Proposals of assessments in the past: grade and limit of every customer, from review to review.

A company that has just imported its history has no limits of the past to play it with. Here every customer is
assessed as soon as enough is known of it, on the first day of a month, and again when the review interval of
its grade is over; each time by what was known on the evening before.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

import numpy as np

from ..arrays import Floats
from ..assessment.assessment import Case, Result, assess
from ..assessment.behaviour import behaviours, read
from ..assessment.items import YEAR, Ledger, day_number, day_of
from ..assessment.limit_proposal import Basis, Parameters, yearly
from ..assessment.relationship import FIRST_REVIEW, review_months
from ..assessment.scorecard import Known, Scorecard
from ..limit.limits import LIMITED, NOT_ASSESSED, EffectiveLimit
from ..rating import Band
from .standing import Standing, Standings

USUAL = Parameters()
CaseOf: TypeAlias = Callable[[int, Mapping[str, Known]], Case | None]


@dataclass(frozen=True)
class Grade:
    """One step of the rating scale; ``months`` is its review interval."""

    name: str
    score_min: float
    factor: float
    risk_class: str
    months: int
    id: int = 0


# As the addon installs them: data/credit_grade_data.xml.
READY_GRADES = (
    Grade("AAA", 90, 1.2, "low", 12),
    Grade("AA", 80, 1.0, "low", 12),
    Grade("A", 65, 0.9, "medium", 6),
    Grade("B", 50, 0.75, "medium", 6),
    Grade("C", 30, 0.5, "high", 3),
    Grade("D", 0, 0.0, "high", 3),
)


def later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_begins(first: int, last: int) -> list[int]:
    """The first days of the months from that of ``first`` to that of ``last``: numbers of days."""
    day, end, found = day_of(first).replace(day=1), day_of(last), []
    while day <= end:
        found.append(day_number(day))
        day = later(day, 1)
    return found


def proposed(
    days: Iterable[int],
    customers: int,
    assess_on: Callable[[int, Sequence[int]], Mapping[int, Result]],
    grades: Iterable[Grade],
    monthly: bool = False,
    first_review: int = FIRST_REVIEW,
) -> Standings:
    """The standings as assessments on some days would have made them.

    :param days: numbers of the days on which assessments are made, in order
    :param customers: how many there are
    :param assess_on: called with a day and the numbers of the customers to assess; gives ``{customer:
        core.assessment.Result}`` by what was known on the evening before. One who is not in it, or has no
        grade, stays as it was and is asked about again next time.
    :param monthly: assess everybody every time, whatever the review interval
    :param first_review: months after which a first assessment is looked at again at the latest; 0 for its interval
    """
    by_name = {grade.name: grade for grade in grades}
    steps: defaultdict[int, list[Standing]] = defaultdict(list)
    due = np.full(customers, np.iinfo(np.int64).min)
    for day in days:
        asked = np.arange(customers) if monthly else np.flatnonzero(due <= day)
        for customer, result in assess_on(day, asked.tolist()).items():
            if result.grade is None:
                continue
            grade = by_name[result.grade]
            review = later(day_of(day), review_months(grade.months, not steps[customer], first_review))
            due[customer] = day_number(review)
            steps[customer].append(_standing(day, grade, result.proposal.amount, review))
    return Standings(steps)


def _standing(day: int, grade: Grade, amount: float | None, review: date) -> Standing:
    return Standing(
        since=day,
        limit=EffectiveLimit(NOT_ASSESSED) if amount is None else EffectiveLimit(LIMITED, amount),
        grade=grade.name,
        grade_id=grade.id,
        risk_class=grade.risk_class,
        next_review=review,
    )


class ByBehaviour:
    """Assesses customers by how they have paid alone, on any day: for ``proposed``.

    What a customer needs is what it bought within the year, for as many days as it had to pay on average.

    :param case_of: called with the number of a customer and what is known of it, ``{characteristic: value}``;
        gives the core.assessment.Case to be filled with it, None where no card is for the customer
    """

    def __init__(self, ledger: Ledger, case_of: CaseOf) -> None:
        self.ledger, self.case_of = ledger, case_of

    def __call__(self, day: int, customers: Iterable[int]) -> dict[int, Result]:
        known, credit_days = behaviours(read(self.ledger, day - 1)), self._credit_days(day)
        found = {}
        for customer in customers:
            own = known[customer]
            if own.relationship_months is None:
                continue  # no customer yet
            inputs = {name: value for name, value in own.inputs().items() if value is not None}
            case = self.case_of(customer, inputs)
            if case is None:
                continue
            basis = Basis(
                purchases=yearly(own.purchases_12m, own.relationship_months) or None,
                credit_days=None if np.isnan(credit_days[customer]) else round(float(credit_days[customer])),
                highest_balance=own.highest_balance_paid_well,
            )
            found[customer] = assess(replace(case, inputs={**case.inputs, **inputs}, basis=basis))
        return found

    def _credit_days(self, day: int) -> Floats:
        """Days from invoice to due date of what was invoiced within the year, by amount."""
        ledger = self.ledger
        of_year = (ledger.invoiced < day) & (ledger.invoiced >= day - YEAR)
        customer, amount = ledger.customer[of_year], ledger.amount[of_year]
        weighted = np.bincount(customer, amount * (ledger.due - ledger.invoiced)[of_year], ledger.customers)
        with np.errstate(divide="ignore", invalid="ignore"):
            return weighted / np.bincount(customer, amount, ledger.customers)


def one_card(
    card: Scorecard,
    grades: Sequence[Grade] = READY_GRADES,
    parameters: Parameters = USUAL,
    caps: Mapping[str, str] | None = None,
) -> CaseOf:
    """The same card for every customer: for ``ByBehaviour``."""
    case = empty_case(card, grades, parameters, caps or {})
    return lambda _customer, _inputs: case


def empty_case(
    card: Scorecard,
    grades: Sequence[Grade],
    parameters: Parameters,
    caps: Mapping[str, str],
    second: Scorecard | None = None,
) -> Case:
    """A case of which nothing is known yet.

    :param caps: which grade each knock-out of the card caps at
    :param second: the card beside it, of which the worse grade counts
    """
    bands = tuple(Band(grade.name, grade.score_min) for grade in grades)
    factors = {grade.name: grade.factor for grade in grades}
    return Case(card, {}, bands, caps, factors, parameters=parameters, second=second)
