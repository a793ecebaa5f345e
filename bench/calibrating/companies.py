"""Files of companies that failed or not → ratios of core/assessment/ratios.py, one row a company."""

import numpy as np
import pandas as pd
from core.assessment.ratios import ratios
from core.assessment.statement import Statement

FOLDS = 10
US, POLISH = "us_bankruptcy_latest.csv.gz", "polish_1y_ahead.csv.gz"
# Lines of a statement as the US file calls them; the year is no line, and never looked at.
LINES = {
    "current_assets": "current_assets",
    "inventory": "inventory",
    "receivables": "receivables",
    "total_assets": "total_assets",
    "current_liabilities": "current_liabilities",
    "long_term_debt": "long_term_debt",
    "total_liabilities": "total_liabilities",
    "retained_earnings": "retained_earnings",
    "market_value": "market_value",
    "sales": "net_sales",
    "cost_of_sales": "cogs",
    "gross_profit": "gross_profit",
    "operating_result": "ebit",
    "depreciation": "depreciation_amortization",
    "net_result": "net_income",
}
# The ratios the Polish file has as well; return on equity is two of its columns.
IN_POLISH = {"debt_to_assets": "X2", "net_margin": "X23", "return_on_assets": "X1", "current_ratio": "X4"}


def load_us(folder):
    """The ratios of the last statement of each company, and whether it failed in the year after."""
    table = pd.read_csv(folder / US, usecols=["bankrupt", *LINES.values()])
    rows = [ratios(statement(row)) for row in table.to_dict("records")]
    values = pd.DataFrame([{code: ratio.value for code, ratio in row.items()} for row in rows], dtype=float)
    return values, table["bankrupt"].to_numpy(bool)


def statement(row):
    amounts = {line: row[column] for line, column in LINES.items()}
    return Statement(equity=row["total_assets"] - row["total_liabilities"], **amounts)


def load_polish(folder):
    """Companies with all the columns looked at: which are missing tells whether a company failed."""
    columns = [*IN_POLISH.values(), "X10"]
    table = pd.read_csv(folder / POLISH, usecols=[*columns, "class"]).dropna()
    values = pd.DataFrame({code: table[column] for code, column in IN_POLISH.items()})
    values["return_on_equity"] = (table["X1"] / table["X10"]).where(table["X10"] > 0)
    return values.reset_index(drop=True), table["class"].to_numpy(bool)


def stratified(bad, seed=1):
    """A fold for each company, every fold with as many failures as the others."""
    draw, fold = np.random.default_rng(seed), np.empty(len(bad), int)
    for kind in (True, False):
        rows = draw.permutation(np.flatnonzero(bad == kind))
        fold[rows] = np.arange(len(rows)) % FOLDS
    return fold
