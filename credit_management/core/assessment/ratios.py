"""A customer's financial statement → the ratios that follow from it, or why there is none.

Ratios compare with the balance at the end of the period, never with an average, so that a first
statement gives the same figures as a second one. Flows of a period that is not twelve months long
are brought to twelve months wherever they meet a balance or another period; a year has 365 days.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from .statement import MONTHS, Statement, completed

DAYS = 365

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

BETTER, SAME, WORSE = TRENDS = ("better", "same", "worse")
NOTICEABLE = 0.005  # a smaller relative change is none
DISTRESS, GREY, SAFE = ("distress", "grey", "safe")


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


class _NoValueError(Exception):
    def __init__(self, reason: str, *lines: str) -> None:
        super().__init__(reason)
        self.reason, self.lines = reason, lines


DEFINITIONS: dict[str, Definition] = {}


def _ratio(group: str, unit: str, rising: bool = True) -> Callable[[Compute], Compute]:
    def register(function: Compute) -> Compute:
        code = function.__name__
        DEFINITIONS[code] = Definition(code, group, unit, rising, function)
        return function

    return register


def ratios(statement: Statement, previous: Statement | None = None) -> dict[str, Ratio]:
    """Every ratio of a statement, in the order of the definitions.

    :param previous: the statement growth is counted from
    """
    now = completed(statement)
    before = previous and completed(previous)
    return {code: _evaluate(definition, now, before) for code, definition in DEFINITIONS.items()}


def _evaluate(definition: Definition, now: Statement, before: Statement | None) -> Ratio:
    try:
        value = definition.compute(now, before)
    except _NoValueError as error:
        return Ratio(definition.code, None, error.reason, error.lines)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        return Ratio(definition.code, None, TOO_LARGE)
    return Ratio(definition.code, value)


def trend(code: str, value: float | None, previous: float | None) -> str | None:
    """How a ratio has moved: better, same or worse; None where one of the two has no value."""
    if value is None or previous is None:
        return None
    change = value - previous
    if abs(change) <= NOTICEABLE * max(abs(value), abs(previous)):
        return SAME
    return BETTER if (change > 0) == DEFINITIONS[code].rising else WORSE


def _lines(statement: Statement, *names: str) -> list[float]:
    """The amounts of these lines; all that are missing are named together."""
    if missing := [name for name in names if getattr(statement, name) is None]:
        raise _NoValueError(MISSING, *missing)
    return [getattr(statement, name) for name in names]


def _quotient(dividend: float, divisor: float, *names: str) -> float:
    """A quotient that means something: what it divides by, the ``names``, is above zero."""
    if divisor == 0:
        raise _NoValueError(ZERO, *names)
    if divisor < 0:
        raise _NoValueError(NEGATIVE, *names)
    return dividend / divisor


def _of_lines(statement: Statement, dividend: str, divisor: str) -> float:
    above, below = _lines(statement, dividend, divisor)
    return _quotient(above, below, divisor)


def _per_year(statement: Statement, amount: float) -> float:
    return amount * MONTHS / statement.months


@_ratio(LIQUIDITY, TIMES)
def current_ratio(now: Statement, _before: Statement | None) -> float:
    """Current assets / current liabilities. Times. Column X4 of the UCI data set 365."""
    return _of_lines(now, "current_assets", "current_liabilities")


@_ratio(LIQUIDITY, TIMES)
def quick_ratio(now: Statement, _before: Statement | None) -> float:
    """(Current assets − inventory) / current liabilities. Times. Column X46 of the UCI data set 365."""
    assets, inventory, liabilities = _lines(now, "current_assets", "inventory", "current_liabilities")
    return _quotient(assets - inventory, liabilities, "current_liabilities")


@_ratio(LIQUIDITY, TIMES)
def cash_ratio(now: Statement, _before: Statement | None) -> float:
    """(Cash + short-term investments) / current liabilities. Times. Brealey, Myers, Allen, Principles of
    Corporate Finance (Financial Analysis)."""
    cash, investments, liabilities = _lines(now, "cash", "short_term_investments", "current_liabilities")
    return _quotient(cash + investments, liabilities, "current_liabilities")


@_ratio(LIQUIDITY, TIMES)
def operating_cash_flow_ratio(now: Statement, _before: Statement | None) -> float:
    """Operating cash flow of twelve months / current liabilities. Times. Mills, Yamamura, The Power of Cash Flow
    Ratios, Journal of Accountancy, October 1998."""
    flow, liabilities = _lines(now, "operating_cash_flow", "current_liabilities")
    return _quotient(_per_year(now, flow), liabilities, "current_liabilities")


@_ratio(LEVERAGE, TIMES, rising=False)
def debt_to_equity(now: Statement, _before: Statement | None) -> float:
    """Total liabilities / equity. Times; none with equity of zero or less. White, Sondhi, Fried, The Analysis and
    Use of Financial Statements."""
    return _of_lines(now, "total_liabilities", "equity")


@_ratio(LEVERAGE, SHARE, rising=False)
def debt_to_assets(now: Statement, _before: Statement | None) -> float:
    """Total liabilities / total assets. Share. Column X2 of the UCI data set 365."""
    return _of_lines(now, "total_liabilities", "total_assets")


@_ratio(LEVERAGE, SHARE)
def equity_ratio(now: Statement, _before: Statement | None) -> float:
    """Equity / total assets. Share. Column X10 of the UCI data set 365."""
    return _of_lines(now, "equity", "total_assets")


@_ratio(LEVERAGE, TIMES)
def market_equity_to_liabilities(now: Statement, _before: Statement | None) -> float:
    """Market value of equity / total liabilities. Times. X4 of Altman, Financial Ratios, Discriminant Analysis and
    the Prediction of Corporate Bankruptcy, Journal of Finance 23/4, 1968."""
    return _of_lines(now, "market_value", "total_liabilities")


@_ratio(COVERAGE, TIMES)
def interest_coverage(now: Statement, _before: Statement | None) -> float:
    """Operating result / interest expense. Times. Brealey, Myers, Allen (times interest earned)."""
    return _of_lines(now, "operating_result", "interest_expense")


@_ratio(COVERAGE, TIMES)
def debt_service_coverage(now: Statement, _before: Statement | None) -> float:
    """(Operating result + depreciation) / (interest expense + scheduled repayment of debt). Times; before tax,
    as usual in loan covenants."""
    result, depreciation, interest, repayment = _lines(
        now, "operating_result", "depreciation", "interest_expense", "debt_repayment"
    )
    return _quotient(result + depreciation, interest + repayment, "interest_expense", "debt_repayment")


@_ratio(PROFITABILITY, SHARE)
def gross_margin(now: Statement, _before: Statement | None) -> float:
    """(Sales − cost of sales) / sales. Share; the gross profit as stated. Column X56 of the UCI data set 365."""
    return _of_lines(now, "gross_profit", "sales")


@_ratio(PROFITABILITY, SHARE)
def operating_margin(now: Statement, _before: Statement | None) -> float:
    """Operating result / sales. Share. Column X42 of the UCI data set 365."""
    return _of_lines(now, "operating_result", "sales")


@_ratio(PROFITABILITY, SHARE)
def net_margin(now: Statement, _before: Statement | None) -> float:
    """Net result / sales. Share. Column X23 of the UCI data set 365."""
    return _of_lines(now, "net_result", "sales")


@_ratio(PROFITABILITY, SHARE)
def return_on_assets(now: Statement, _before: Statement | None) -> float:
    """Net result of twelve months / total assets at the end. Share. Column X1 of the UCI data set 365."""
    result, assets = _lines(now, "net_result", "total_assets")
    return _quotient(_per_year(now, result), assets, "total_assets")


@_ratio(PROFITABILITY, SHARE)
def return_on_equity(now: Statement, _before: Statement | None) -> float:
    """Net result of twelve months / equity at the end. Share; none with equity of zero or less. Brealey, Myers,
    Allen."""
    result, equity = _lines(now, "net_result", "equity")
    return _quotient(_per_year(now, result), equity, "equity")


@_ratio(TURNOVER, IN_DAYS, rising=False)
def receivable_days(now: Statement, _before: Statement | None) -> float:
    """Receivables × 365 / sales of twelve months. Days. Column X44 of the UCI data set 365."""
    return _days(now, "receivables", "sales")


@_ratio(TURNOVER, IN_DAYS, rising=False)
def inventory_days(now: Statement, _before: Statement | None) -> float:
    """Inventory × 365 / cost of sales of twelve months. Days. Column X47 of the UCI data set 365."""
    return _days(now, "inventory", "cost_of_sales")


@_ratio(TURNOVER, IN_DAYS, rising=False)
def payable_days(now: Statement, _before: Statement | None) -> float:
    """Trade payables × 365 / cost of sales of twelve months. Days. Column X52 of the UCI data set 365, of trade
    payables only."""
    return _days(now, "payables", "cost_of_sales")


@_ratio(TURNOVER, IN_DAYS, rising=False)
def cash_conversion_cycle(now: Statement, before: Statement | None) -> float:
    """Receivable days + inventory days − payable days. Days. Richards, Laughlin, A Cash Conversion Cycle Approach
    to Liquidity Analysis, Financial Management 9/1, 1980."""
    _lines(now, "receivables", "inventory", "payables", "sales", "cost_of_sales")
    return receivable_days(now, before) + inventory_days(now, before) - payable_days(now, before)


@_ratio(TURNOVER, TIMES)
def asset_turnover(now: Statement, _before: Statement | None) -> float:
    """Sales of twelve months / total assets at the end. Times. Column X9 of the UCI data set 365."""
    sales, assets = _lines(now, "sales", "total_assets")
    return _quotient(_per_year(now, sales), assets, "total_assets")


@_ratio(GROWTH, SHARE)
def sales_growth(now: Statement, before: Statement | None) -> float:
    """Sales of twelve months / those of the period before − 1. Share. Column X21 of the UCI data set 365, less 1."""
    return _growth(now, before, "sales")


@_ratio(GROWTH, SHARE)
def result_growth(now: Statement, before: Statement | None) -> float:
    """Net result of twelve months / that of the period before − 1. Share; none after a loss or a zero."""
    return _growth(now, before, "net_result")


@_ratio(INSOLVENCY, SCORE)
def altman_z_double_prime(now: Statement, _before: Statement | None) -> float:
    """Z'' = 6.56 X1 + 3.26 X2 + 6.72 X3 + 1.05 X4, without a constant. Score; safe above 2.60, distress below 1.10.

    For non-manufacturers and unlisted companies: X1 working capital, X2 retained earnings, X3 operating result of
    twelve months, each / total assets; X4 book value of equity / total liabilities. Altman, Hartzell, Peck,
    Emerging Markets Corporate Bonds: A Scoring System, Salomon Brothers, 1995.
    """
    working_capital, retained, result = _altman_shares(now)
    equity, liabilities = _lines(now, "equity", "total_liabilities")
    own = _quotient(equity, liabilities, "total_liabilities")
    return 6.56 * working_capital + 3.26 * retained + 6.72 * result + 1.05 * own


@_ratio(INSOLVENCY, SCORE)
def altman_z_emerging(now: Statement, before: Statement | None) -> float:
    """EM score = 3.25 + Z'', with the constant. Score; safe above 5.85, distress below 4.35.

    The constant brings a bond in default (rated D) to a score of about zero; the zones are those of Z'' moved by it.
    Altman, Hartzell, Peck, 1995.
    """
    return 3.25 + altman_z_double_prime(now, before)


@_ratio(INSOLVENCY, SCORE)
def altman_z(now: Statement, _before: Statement | None) -> float:
    """Z = 1.2 X1 + 1.4 X2 + 3.3 X3 + 0.6 X4 + 0.999 X5. Score; safe above 2.99, distress below 1.81.

    For listed manufacturers: X1 to X3 as in Z''; X4 market value of equity / total liabilities; X5 sales of twelve
    months / total assets. Altman, Financial Ratios, Discriminant Analysis and the Prediction of Corporate
    Bankruptcy, Journal of Finance 23/4, 1968, there with X1 to X4 in percent.
    """
    working_capital, retained, result = _altman_shares(now)
    market_value, liabilities, sales, assets = _lines(now, "market_value", "total_liabilities", "sales", "total_assets")
    own = _quotient(market_value, liabilities, "total_liabilities")
    turnover = _quotient(_per_year(now, sales), assets, "total_assets")
    return 1.2 * working_capital + 1.4 * retained + 3.3 * result + 0.6 * own + 0.999 * turnover


# Below the first is distress, above the second is safe.
ZONES = {"altman_z_double_prime": (1.10, 2.60), "altman_z_emerging": (4.35, 5.85), "altman_z": (1.81, 2.99)}


def zone(code: str, value: float | None) -> str | None:
    """The zone of an Altman score: distress, grey or safe; None for everything else."""
    if value is None or code not in ZONES:
        return None
    low, high = ZONES[code]
    if value < low:
        return DISTRESS
    return SAFE if value > high else GREY


def _altman_shares(now: Statement) -> list[float]:
    """X1, X2 and X3 of Altman's functions, and everything these need named when it is missing."""
    assets, liabilities, retained, result, total = _lines(
        now, "current_assets", "current_liabilities", "retained_earnings", "operating_result", "total_assets"
    )
    amounts = (assets - liabilities, retained, _per_year(now, result))
    return [_quotient(amount, total, "total_assets") for amount in amounts]


def _days(now: Statement, balance: str, flow: str) -> float:
    held, moved = _lines(now, balance, flow)
    return _quotient(held * DAYS, _per_year(now, moved), flow)


def _growth(now: Statement, before: Statement | None, name: str) -> float:
    (amount,) = _lines(now, name)
    if before is None:
        raise _NoValueError(NO_PREVIOUS)
    if before.currency != now.currency:
        raise _NoValueError(CURRENCY)
    (base,) = _lines(before, name)
    return _quotient(_per_year(now, amount), _per_year(before, base), name) - 1
