"""The criteria of the ready scorecards: how a customer pays, and what its statements say.

Each tuple is a card of its own, of 100 percent. A ready card takes it in with a share of its weight.
The tables are fitted to real data and written by ``./dev/bench calibration --write``: see
docs/calibration.md, and change the method there, not the figures here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .scorecard import DIGITS, LEAVE_OUT, WHOLE, Bin, Criterion


def steps(*edges_and_points: float) -> tuple[Bin, ...]:
    """Bins from ``points, edge, points, edge, points``: the points below, between and from the edges on."""
    points, edges = edges_and_points[::2], (None, *edges_and_points[1::2])
    return tuple(Bin(given, lower) for given, lower in zip(points, edges, strict=True))


def number(code: str, weight: float, *edges_and_points: float) -> Criterion:
    """A criterion about a number; what is not known is left out, for the card asks for a minimum of what is."""
    return Criterion(code, code, weight, steps(*edges_and_points), missing=LEAVE_OUT)


# How the customer has paid: characteristics of behaviour.py. Fitted on whether an invoice was paid late at
# all: 24,755 invoices of 646 customers (HighRadius, 2019 and 2020) and 1,514 of 61 (IBM, 2012 and 2013), each
# file counting the same and no customer for more than 5 % of it. Beyond the days where hardly any invoice there is
# in time, bins go on as made-up ledgers of customers 10 and 30 days late have it. The first two criteria look at
# the weekday on which the last invoice is due, so that the score moves with it.
BEHAVIOUR = (
    number("same_weekday_late_share", 35, 100, 0.15, 78, 0.25, 63, 0.5, 30, 0.75, 0),
    number("recent_delay", 35, 100, -5, 82, -1, 70, 1, 56, 3, 45, 5, 38, 9, 31, 11, 26, 15, 20, 20, 11, 30, 0),
    number("same_days_late_share", 30, 100, 0.15, 80, 0.25, 60, 0.5, 28, 0.75, 0),
)

# The same without the weekday, for a grade that holds for months. Fitted on the same invoices.
STEADY_BEHAVIOUR = (
    number("recent_delay", 41, 100, -5, 82, -1, 70, 1, 56, 3, 45, 5, 38, 9, 31, 11, 26, 15, 20, 20, 11, 30, 0),
    number("recent_late_share", 26, 100, 0.2, 77, 0.3, 58, 0.5, 26, 0.7, 0),
    number("days_beyond_terms", 21, 100, -6, 85, -1, 69, 1, 59, 3, 47, 6, 42, 8, 36, 13, 29, 20, 21, 27, 13, 36, 0),
    number("late_share", 12, 100, 0.05, 83, 0.3, 62, 0.5, 26, 0.75, 0),
)

# Serious lateness, of which the share of invoices late at all says little. Fitted on the same invoices, each asked
# whether it was more than 10 and more than 30 days late.
SERIOUS_BEHAVIOUR = (
    number("recent_delay", 95, 100, 2, 82, 3, 72, 5, 61, 8, 42, 9, 38, 10, 34, 12, 31, 15, 27, 17, 22, 20, 17, 25, 4,
           31, 0),
    number("recent_30_days_late_share", 5, 100, 0.02, 0),
)  # fmt: skip

# The last financial statement: ratios of ratios.py. Fitted on 2,194 listed US companies, of which 71 failed
# within the year after. Most customers have no market value: they are scored by the rest.
FINANCIAL = (
    number("market_equity_to_liabilities", 28, 0, 0.7, 73, 2.9, 100),
    number("debt_to_assets", 23, 100, 0.31, 48, 0.86, 0),
    number("net_margin", 16, 0, -0.04, 35, 0.03, 72, 0.09, 100),
    number("return_on_assets", 14, 0, -0.04, 32, 0.03, 67, 0.07, 100),
    number("return_on_equity", 11, 0, -0.37, 17, -0.02, 70, 0.08, 100),
    number("current_ratio", 8, 0, 0.9, 49, 1.4, 68, 3.5, 100),
)


def scaled(criteria: Sequence[Criterion], share: float) -> tuple[Criterion, ...]:
    """The same criteria with ``share`` percent of a card among them.

    Weights stay round figures; what rounding leaves over goes to the heaviest, so that they add up to the share.
    """
    whole = sum(criterion.weight for criterion in criteria)
    weights = [round(criterion.weight * share / whole, DIGITS) for criterion in criteria]
    heaviest = weights.index(max(weights))
    weights[heaviest] = round(weights[heaviest] + share - sum(weights), DIGITS)
    return tuple(replace(criterion, weight=weight) for criterion, weight in zip(criteria, weights, strict=True))


def lifted(criteria: Iterable[Criterion], floor: float) -> tuple[Criterion, ...]:
    """The same criteria with points from ``floor`` to 100 instead of from 0: whole numbers, in the same order."""
    return tuple(
        replace(
            criterion,
            bins=tuple(
                replace(bin_, points=round(floor + bin_.points * (WHOLE - floor) / WHOLE)) for bin_ in criterion.bins
            ),
        )
        for criterion in criteria
    )


# Behaviour as it counts for a grade, on one scale with the statements. Of companies in the worst bins of those one
# in four failed; of the invoices of the worst payers one in thirty was more than a month late, and most of the rest
# by days: so the worst payer is not worth as little. docs/replay.md has what came of it.
FLOOR = 20
GRADED_BEHAVIOUR = lifted(STEADY_BEHAVIOUR, FLOOR)


def is_whole(criteria: Iterable[Criterion]) -> bool:
    """Whether these make a card of their own."""
    return abs(sum(criterion.weight for criterion in criteria) - WHOLE) < 1e-6
