"""Definition of a ratio of a financial statement, and what its formula is written with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from .statement import MONTHS, Statement

SHARE, TIMES, IN_DAYS, SCORE = UNITS = ("share", "times", "days", "score")
LIQUIDITY, LEVERAGE, COVERAGE, PROFITABILITY, TURNOVER, GROWTH, INSOLVENCY = GROUPS = (
    "liquidity", "leverage", "coverage", "profitability", "turnover", "growth", "insolvency",
)  # fmt: skip

# Why a ratio has no value.
MISSING = "missing"  # lines it needs have not been given
ZERO = "zero"  # it would divide by zero
NEGATIVE = "negative"  # what it divides by is below zero, and the quotient would mislead
NO_PREVIOUS = "no_previous"  # there is no period before to compare with
CURRENCY = "currency"  # the period before is in another currency
TOO_LARGE = "too_large"  # the result is beyond what a computer counts
REASONS = (MISSING, ZERO, NEGATIVE, NO_PREVIOUS, CURRENCY, TOO_LARGE)


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure. Without a value ``reason`` says why, and ``lines`` which lines are the cause."""

    code: str
    value: float | None = None
    reason: str | None = None
    lines: tuple[str, ...] = ()


# Of a statement and, where there is one, that of the period before.
Compute: TypeAlias = Callable[[Statement, Statement | None], float]


@dataclass(frozen=True, slots=True)
class Definition:
    """How a ratio is computed and read; ``rising`` is whether a larger one is better."""

    code: str
    group: str
    unit: str
    rising: bool
    compute: Compute


class NoValueError(Exception):
    def __init__(self, reason: str, *lines: str) -> None:
        super().__init__(reason)
        self.reason, self.lines = reason, lines


def registrar(definitions: dict[str, Definition]) -> Callable[..., Callable[[Compute], Compute]]:
    """A decorator that enters a formula into ``definitions`` by its name."""

    def ratio(group: str, unit: str, rising: bool = True) -> Callable[[Compute], Compute]:
        def register(function: Compute) -> Compute:
            code = function.__name__
            definitions[code] = Definition(code, group, unit, rising, function)
            return function

        return register

    return ratio


def lines(statement: Statement, *names: str) -> list[float]:
    """The amounts of these lines; all that are missing are named together."""
    if missing := [name for name in names if getattr(statement, name) is None]:
        raise NoValueError(MISSING, *missing)
    return [getattr(statement, name) for name in names]


def quotient(dividend: float, divisor: float, *names: str) -> float:
    """A quotient that means something: what it divides by, the ``names``, is above zero."""
    if divisor == 0:
        raise NoValueError(ZERO, *names)
    if divisor < 0:
        raise NoValueError(NEGATIVE, *names)
    return dividend / divisor


def of_lines(statement: Statement, dividend: str, divisor: str) -> float:
    above, below = lines(statement, dividend, divisor)
    return quotient(above, below, divisor)


def per_year(statement: Statement, amount: float) -> float:
    return amount * MONTHS / statement.months
