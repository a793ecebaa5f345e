"""Lights of ratios: a customer's figure beside those of its industry, or beside thresholds where too few are known."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from .altman import DISTRESS, GREY, SAFE
from .ratios import DEFINITIONS

GOOD, FAIR, WEAK = LIGHTS = ("good", "fair", "weak")
FEWEST = 5  # customers of an industry, for its median to say something
ZONES = {SAFE: GOOD, GREY: FAIR, DISTRESS: WEAK}

# From which figure on a ratio is weak, and from which on it is good: rules of thumb of those who lend, for a company
# whose industry says nothing. Ratios whose size says nothing by itself have none.
THRESHOLDS: dict[str, tuple[float, float]] = {
    "current_ratio": (1.0, 1.5),
    "quick_ratio": (0.5, 1.0),
    "cash_ratio": (0.1, 0.2),
    "operating_cash_flow_ratio": (0.1, 0.4),
    "debt_to_equity": (3.0, 1.5),
    "debt_to_assets": (0.8, 0.6),
    "equity_ratio": (0.1, 0.25),
    "interest_coverage": (1.0, 3.0),
    "debt_service_coverage": (1.0, 1.25),
    "operating_margin": (0.0, 0.05),
    "net_margin": (0.0, 0.02),
    "return_on_assets": (0.0, 0.03),
    "return_on_equity": (0.0, 0.08),
    "receivable_days": (90.0, 60.0),
    "inventory_days": (150.0, 90.0),
    "payable_days": (120.0, 75.0),
    "cash_conversion_cycle": (120.0, 60.0),
    "sales_growth": (-0.1, 0.0),
    "result_growth": (-0.25, 0.0),
}


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Figures a ratio is read against: ``good`` from here on, ``weak`` up to there."""

    weak: float
    good: float
    customers: int = 0  # whose median ``good`` is; none where both are thresholds


def benchmark(code: str, of_industry: Sequence[float]) -> Benchmark | None:
    """The median of an industry and its worse quarter, else the thresholds; None where there are none.

    :param of_industry: the figure of each customer of the industry, one a customer
    """
    if len(of_industry) >= FEWEST:
        lower, median, upper = statistics.quantiles(of_industry, n=4, method="inclusive")
        return Benchmark(lower if DEFINITIONS[code].rising else upper, median, len(of_industry))
    if code in THRESHOLDS:
        return Benchmark(*THRESHOLDS[code])
    return None


def light(code: str, value: float | None, against: Benchmark | None, zone: str | None = None) -> str | None:
    """Good, fair or weak; by the zone of a score that has zones of its own, None where nothing can be said."""
    if value is None:
        return None
    if zone:
        return ZONES[zone]
    if against is None:
        return None
    sign = 1 if DEFINITIONS[code].rising else -1
    if sign * value >= sign * against.good:
        return GOOD
    beyond = sign * value > sign * against.weak or (sign * value == sign * against.weak and not against.customers)
    return FAIR if beyond else WEAK
