"""A scorecard and the ledger of a company → the same questions about paying, with bins, points and weights of its own.

By the method of docs/calibration.md, on the company's own invoices: whether an invoice was paid late is held against
what was known of its customer on the evening before. What the card asks of statements, surveys and people stays.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Bools, Floats, Ints
from .behaviour import DEFINITIONS, read
from .fitting import EVEN, TAIL, Binned, Candidate, NothingTellsError, extended, fit
from .grade_record import judged
from .items import Ledger
from .measures import auc, ks
from .paying import IN_DAYS
from .ready_cards import lifted, scaled
from .scorecard import WHOLE, Criterion, Scorecard, scores

EARLIER = 0.7  # of the invoices, by their day: a card fitted on them is measured on the others
MOST = 0.05  # of the invoices that one customer may count for
FEWEST, FEWEST_LATE, FEWEST_CUSTOMERS = 300, 30, 15
FEWEST_MEASURED = 5  # late ones, and punctual ones, of those a card is measured on
MANY = 20_000  # invoices from which on customers are looked at by the week, not by the day
MIDDLE = 50.0  # of the scale of scores: where nothing is known
STEPS = {"share": 0.05, IN_DAYS: 1.0}
STEP = 0.1  # of what is neither
SERIOUS_STEP = 0.02  # of a share of what is rare
QUESTIONS, SERIOUS_QUESTIONS = (0,), (10, 30)  # days late


@dataclass(frozen=True)
class Panel:
    """Invoices, a row each: what was known of the customer on the evening before, and how late they were paid."""

    on: int
    values: Mapping[str, Floats]
    delay: Ints
    customer: Ints
    invoiced: Ints
    due: Ints

    def __len__(self) -> int:
        return len(self.delay)

    def where(self, chosen: Bools) -> "Panel":
        values = {code: column[chosen] for code, column in self.values.items()}
        columns = (self.delay, self.customer, self.invoiced, self.due)
        return Panel(self.on, values, *(column[chosen] for column in columns))

    @property
    def weights(self) -> Floats:
        """What each row counts for: one, less for a customer with very many."""
        _ids, place, count = np.unique(self.customer, return_inverse=True, return_counts=True)
        found: Floats = np.minimum(1.0, MOST * max(len(self), 1) / count[place])
        return found


@dataclass(frozen=True)
class Thin:
    """Too little history to fit by: invoices whose outcome is known, how many of them were so late, customers."""

    invoices: int
    late: int
    customers: int


@dataclass(frozen=True)
class Measured:
    """How well criteria told the late from the others."""

    auc: float
    ks: float


@dataclass(frozen=True)
class Refit:
    """The criteria of the whole card as proposed, and how well those about paying told the newest invoices.

    ``days``: late by more than so many. ``before`` are the card's own criteria, ``after`` such as were fitted on the
    older invoices alone.
    """

    criteria: tuple[Criterion, ...]
    invoices: int
    late: int
    customers: int
    tested: int
    days: int
    before: Measured
    after: Measured


def asked_of(criteria: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """The criteria that ask how the customer pays."""
    return tuple(one for one in criteria if one.characteristic in DEFINITIONS)


def panel(ledger: Ledger, on: int, codes: Sequence[str], since: int) -> Panel:
    """The invoices from a day on whose outcome can be known.

    :param on: the day at whose end to look
    """
    invoices = judged(ledger, on, {customer: [(0, customer)] for customer in range(ledger.customers)}, since)
    customer = np.array(invoices.judgements, np.int64)[invoices.place]
    days = invoices.invoiced - 1
    if len(days) > MANY:
        days = days - (days - since) % 7
    values = {code: np.full(len(days), np.nan) for code in codes}
    for day in np.unique(days):
        rows = np.flatnonzero(days == day)
        found = read(ledger, day, codes)
        for code in codes:
            values[code][rows] = found[code][customer[rows]]
    return Panel(on, values, invoices.delay, customer, invoices.invoiced, invoices.due)


def refit(card: Scorecard, rows: Panel, is_second: bool) -> Refit | Thin:
    """The card with the criteria about paying fitted anew.

    :param rows: what is known of the characteristics of those criteria
    :param is_second: whether it is a card for serious lateness
    """
    questions = SERIOUS_QUESTIONS if is_second else QUESTIONS
    days, asked = questions[0], asked_of(card.criteria)
    known = rows.where(rows.due + questions[-1] < rows.on)
    thin = Thin(len(known), int((known.delay > days).sum()), len(np.unique(known.customer)))
    cut = int(np.quantile(known.invoiced, EARLIER)) if len(known) else 0
    older = known.where((known.invoiced <= cut) & (known.due + questions[-1] < cut))
    newer = known.where(known.invoiced > cut)
    if _is_thin(thin) or _is_thin_to_measure(newer.delay > days) or _is_thin_to_measure(older.delay > days):
        return thin
    try:
        proposed, by_older = (_fitted(asked, part, questions) for part in (known, older))
    except NothingTellsError:
        return thin
    bad = newer.delay > days
    return Refit(
        _put_in(card.criteria, _as_before(asked, proposed)),
        thin.invoices,
        thin.late,
        thin.customers,
        len(newer),
        days,
        _measured(asked, newer, bad),
        _measured(by_older, newer, bad),
    )


def _is_thin(thin: Thin) -> bool:
    few = min(thin.late, thin.invoices - thin.late)
    return thin.invoices < FEWEST or few < FEWEST_LATE or thin.customers < FEWEST_CUSTOMERS


def _is_thin_to_measure(bad: Bools) -> bool:
    return min(int(bad.sum()), int((~bad).sum())) < FEWEST_MEASURED


def _fitted(asked: Iterable[Criterion], rows: Panel, questions: Sequence[int]) -> tuple[Criterion, ...]:
    """Criteria for these questions, as a card of their own: each invoice is asked each of them."""
    rare = len(questions) > 1
    codes = [one.characteristic for one in asked]
    candidates = [Candidate(code, DEFINITIONS[code].rising, _step(DEFINITIONS[code].unit, rare)) for code in codes]
    values = {code: np.tile(rows.values[code], len(questions)) for code in codes}
    bad = np.concatenate([rows.delay > days for days in questions])
    weights = np.tile(rows.weights, len(questions))

    def widen(binned: Binned) -> Binned:
        if DEFINITIONS[binned.candidate.code].unit != IN_DAYS:
            return binned
        return extended(binned, rows.values[binned.candidate.code], rows.delay.astype(float), rows.weights)

    return fit(values, bad, weights, candidates, widen, TAIL if rare else EVEN)


def _step(unit: str, rare: bool) -> float:
    return SERIOUS_STEP if rare and unit == "share" else STEPS.get(unit, STEP)


def _as_before(asked: Sequence[Criterion], proposed: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """With the same share of the card among them, and points that go as far down as they did."""
    share, floor = sum(one.weight for one in asked), min(one.worst for one in asked)
    own = {one.characteristic: one for one in asked}
    return tuple(
        replace(own[one.characteristic], weight=one.weight, bins=one.bins)
        for one in lifted(scaled(proposed, share), floor)
    )


def _put_in(criteria: Iterable[Criterion], fitted: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """All criteria, in their order: those about paying as fitted, or left out where they told nothing."""
    own = {one.characteristic: one for one in fitted}
    found = (own.get(one.characteristic) if one.characteristic in DEFINITIONS else one for one in criteria)
    return tuple(one for one in found if one is not None)


def _measured(criteria: Sequence[Criterion], rows: Panel, bad: Bools) -> Measured:
    codes = [one.characteristic for one in criteria]
    table = np.column_stack([rows.values[code] for code in codes]).tolist()
    inputs = [
        {code: None if math.isnan(value) else value for code, value in zip(codes, row, strict=True)} for row in table
    ]
    found = [one.value for one in scores(Scorecard(scaled(criteria, WHOLE)), inputs)]
    score = np.array([MIDDLE if one is None else one for one in found], float)
    return Measured(auc(bad, score), ks(bad, score))
