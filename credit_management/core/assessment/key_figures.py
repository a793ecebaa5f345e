"""Key figures of a financial statement: liquidity, leverage, coverage, profitability, turnover and growth."""

from .ratio import (
    COVERAGE,
    CURRENCY,
    GROWTH,
    IN_DAYS,
    LEVERAGE,
    LIQUIDITY,
    NO_PREVIOUS,
    PROFITABILITY,
    SHARE,
    TIMES,
    TURNOVER,
    Definition,
    NoValueError,
    lines,
    of_lines,
    per_year,
    quotient,
    registrar,
)  # fmt: skip
from .statement import Statement

DAYS = 365

DEFINITIONS: dict[str, Definition] = {}
_ratio = registrar(DEFINITIONS)


@_ratio(LIQUIDITY, TIMES)
def current_ratio(now: Statement, _before: Statement | None) -> float:
    """Current assets / current liabilities. Times. Column X4 of the UCI data set 365."""
    return of_lines(now, "current_assets", "current_liabilities")


@_ratio(LIQUIDITY, TIMES)
def quick_ratio(now: Statement, _before: Statement | None) -> float:
    """(Current assets − inventory) / current liabilities. Times. Column X46 of the UCI data set 365."""
    assets, inventory, liabilities = lines(now, "current_assets", "inventory", "current_liabilities")
    return quotient(assets - inventory, liabilities, "current_liabilities")


@_ratio(LIQUIDITY, TIMES)
def cash_ratio(now: Statement, _before: Statement | None) -> float:
    """(Cash + short-term investments) / current liabilities. Times. Brealey, Myers, Allen, Principles of
    Corporate Finance (Financial Analysis)."""
    cash, investments, liabilities = lines(now, "cash", "short_term_investments", "current_liabilities")
    return quotient(cash + investments, liabilities, "current_liabilities")


@_ratio(LIQUIDITY, TIMES)
def operating_cash_flow_ratio(now: Statement, _before: Statement | None) -> float:
    """Operating cash flow of twelve months / current liabilities. Times. Mills, Yamamura, The Power of Cash Flow
    Ratios, Journal of Accountancy, October 1998."""
    flow, liabilities = lines(now, "operating_cash_flow", "current_liabilities")
    return quotient(per_year(now, flow), liabilities, "current_liabilities")


@_ratio(LEVERAGE, TIMES, rising=False)
def debt_to_equity(now: Statement, _before: Statement | None) -> float:
    """Total liabilities / equity. Times; none with equity of zero or less. White, Sondhi, Fried, The Analysis and
    Use of Financial Statements."""
    return of_lines(now, "total_liabilities", "equity")


@_ratio(LEVERAGE, SHARE, rising=False)
def debt_to_assets(now: Statement, _before: Statement | None) -> float:
    """Total liabilities / total assets. Share. Column X2 of the UCI data set 365."""
    return of_lines(now, "total_liabilities", "total_assets")


@_ratio(LEVERAGE, SHARE)
def equity_ratio(now: Statement, _before: Statement | None) -> float:
    """Equity / total assets. Share. Column X10 of the UCI data set 365."""
    return of_lines(now, "equity", "total_assets")


@_ratio(LEVERAGE, TIMES)
def market_equity_to_liabilities(now: Statement, _before: Statement | None) -> float:
    """Market value of equity / total liabilities. Times. X4 of Altman, Financial Ratios, Discriminant Analysis and
    the Prediction of Corporate Bankruptcy, Journal of Finance 23/4, 1968."""
    return of_lines(now, "market_value", "total_liabilities")


@_ratio(COVERAGE, TIMES)
def interest_coverage(now: Statement, _before: Statement | None) -> float:
    """Operating result / interest expense. Times. Brealey, Myers, Allen (times interest earned)."""
    return of_lines(now, "operating_result", "interest_expense")


@_ratio(COVERAGE, TIMES)
def debt_service_coverage(now: Statement, _before: Statement | None) -> float:
    """(Operating result + depreciation) / (interest expense + scheduled repayment of debt). Times; before tax,
    as usual in loan covenants."""
    result, depreciation, interest, repayment = lines(
        now, "operating_result", "depreciation", "interest_expense", "debt_repayment"
    )
    return quotient(result + depreciation, interest + repayment, "interest_expense", "debt_repayment")


@_ratio(PROFITABILITY, SHARE)
def gross_margin(now: Statement, _before: Statement | None) -> float:
    """(Sales − cost of sales) / sales. Share; the gross profit as stated. Column X56 of the UCI data set 365."""
    return of_lines(now, "gross_profit", "sales")


@_ratio(PROFITABILITY, SHARE)
def operating_margin(now: Statement, _before: Statement | None) -> float:
    """Operating result / sales. Share. Column X42 of the UCI data set 365."""
    return of_lines(now, "operating_result", "sales")


@_ratio(PROFITABILITY, SHARE)
def net_margin(now: Statement, _before: Statement | None) -> float:
    """Net result / sales. Share. Column X23 of the UCI data set 365."""
    return of_lines(now, "net_result", "sales")


@_ratio(PROFITABILITY, SHARE)
def return_on_assets(now: Statement, _before: Statement | None) -> float:
    """Net result of twelve months / total assets at the end. Share. Column X1 of the UCI data set 365."""
    result, assets = lines(now, "net_result", "total_assets")
    return quotient(per_year(now, result), assets, "total_assets")


@_ratio(PROFITABILITY, SHARE)
def return_on_equity(now: Statement, _before: Statement | None) -> float:
    """Net result of twelve months / equity at the end. Share; none with equity of zero or less. Brealey, Myers,
    Allen."""
    result, equity = lines(now, "net_result", "equity")
    return quotient(per_year(now, result), equity, "equity")


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
    lines(now, "receivables", "inventory", "payables", "sales", "cost_of_sales")
    return receivable_days(now, before) + inventory_days(now, before) - payable_days(now, before)


@_ratio(TURNOVER, TIMES)
def asset_turnover(now: Statement, _before: Statement | None) -> float:
    """Sales of twelve months / total assets at the end. Times. Column X9 of the UCI data set 365."""
    sales, assets = lines(now, "sales", "total_assets")
    return quotient(per_year(now, sales), assets, "total_assets")


@_ratio(GROWTH, SHARE)
def sales_growth(now: Statement, before: Statement | None) -> float:
    """Sales of twelve months / those of the period before − 1. Share. Column X21 of the UCI data set 365, less 1."""
    return _growth(now, before, "sales")


@_ratio(GROWTH, SHARE)
def result_growth(now: Statement, before: Statement | None) -> float:
    """Net result of twelve months / that of the period before − 1. Share; none after a loss or a zero."""
    return _growth(now, before, "net_result")


def _days(now: Statement, balance: str, flow: str) -> float:
    held, moved = lines(now, balance, flow)
    return quotient(held * DAYS, per_year(now, moved), flow)


def _growth(now: Statement, before: Statement | None, name: str) -> float:
    (amount,) = lines(now, name)
    if before is None:
        raise NoValueError(NO_PREVIOUS)
    if before.currency != now.currency:
        raise NoValueError(CURRENCY)
    (base,) = lines(before, name)
    return quotient(per_year(now, amount), per_year(before, base), name) - 1
