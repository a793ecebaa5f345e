"""The criteria of the ready scorecards: how a customer pays, and what its statements say.

Each tuple is a card of its own, of 100 percent. A ready card takes it in with a share of its weight.
"""

from dataclasses import replace

from .scorecard import DIGITS, LEAVE_OUT, WHOLE, Bin, Criterion


def steps(*edges_and_points):
    """Bins from ``points, edge, points, edge, points``: the points below, between and from the edges on."""
    points, edges = edges_and_points[::2], (None, *edges_and_points[1::2])
    return tuple(Bin(given, lower) for given, lower in zip(points, edges, strict=True))


def number(code, weight, *edges_and_points):
    """A criterion about a number; what is not known is left out, for the card asks for a minimum of what is."""
    return Criterion(code, code, weight, steps(*edges_and_points), missing=LEAVE_OUT)


BEHAVIOUR = (
    number("days_beyond_terms", 30, 100, 1, 85, 8, 60, 16, 35, 31, 10, 61, 0),
    number("late_share", 20, 100, 0.05, 80, 0.15, 55, 0.35, 25, 0.6, 0),
    number("overdue_days", 15, 100, 1, 70, 16, 45, 31, 15, 61, 0),
    number("overdue_share", 10, 100, 0.05, 70, 0.2, 35, 0.5, 0),
    number("delay_trend", 10, 100, -2, 75, 2, 45, 8, 0),
    number("relationship_months", 15, 20, 6, 40, 12, 60, 36, 80, 72, 100),
)

FINANCIAL = (
    number("altman_z_double_prime", 25, 0, 1.1, 50, 2.6, 100),
    number("equity_ratio", 20, 0, 0.05, 25, 0.15, 50, 0.3, 80, 0.5, 100),
    number("current_ratio", 15, 0, 0.8, 30, 1, 55, 1.3, 80, 1.8, 100),
    number("interest_coverage", 15, 0, 1, 35, 2, 65, 4, 100),
    number("return_on_assets", 15, 0, 0, 45, 0.03, 75, 0.08, 100),
    number("sales_growth", 10, 15, -0.1, 50, 0, 75, 0.05, 100),
)


def scaled(criteria, share):
    """The same criteria with ``share`` percent of a card among them.

    Weights stay round figures; what rounding leaves over goes to the heaviest, so that they add up to the share.
    """
    whole = sum(criterion.weight for criterion in criteria)
    weights = [round(criterion.weight * share / whole, DIGITS) for criterion in criteria]
    heaviest = weights.index(max(weights))
    weights[heaviest] = round(weights[heaviest] + share - sum(weights), DIGITS)
    return tuple(replace(criterion, weight=weight) for criterion, weight in zip(criteria, weights, strict=True))


def is_whole(criteria):
    """Whether these make a card of their own."""
    return abs(sum(criterion.weight for criterion in criteria) - WHOLE) < 1e-6
