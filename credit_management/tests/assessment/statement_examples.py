"""Statements whose ratios are known, and any others."""

from hypothesis import strategies as st

from ...core.assessment.statement import LINES, Statement

# Worked by hand: every figure below follows with pencil and paper.
EXAMPLE = Statement(
    cash=50, short_term_investments=10, receivables=200, inventory=150, other_current_assets=40, current_assets=450,
    tangible_assets=400, intangible_assets=50, other_non_current_assets=100, non_current_assets=550, total_assets=1000,
    payables=120, short_term_debt=100, other_current_liabilities=30, current_liabilities=250,
    long_term_debt=300, other_non_current_liabilities=50, non_current_liabilities=350, total_liabilities=600,
    share_capital=150, retained_earnings=200, other_equity=50, equity=400, market_value=900,
    sales=1460, cost_of_sales=730, gross_profit=730, other_operating_income=20, operating_expenses=600,
    operating_result=150, financial_income=5, interest_expense=30, extraordinary_result=-5, result_before_tax=120,
    income_tax=20, net_result=100, depreciation=60,
    opening_cash=40, operating_cash_flow=125, investing_cash_flow=-90, financing_cash_flow=-25, exchange_effect=0,
    closing_cash=50, debt_repayment=75,
)  # fmt: skip

# American companies bankruptcy data set (Lombardo and others 2022, CC BY 4.0): company C_1 in 1999, in millions.
C_1 = Statement(
    current_assets=511.267, cost_of_sales=833.107, depreciation=18.373, inventory=336.018, net_result=35.163,
    receivables=128.348, market_value=372.7519, sales=1024.333, total_assets=740.998, operating_result=70.658,
    gross_profit=191.226, current_liabilities=163.816, retained_earnings=201.026, total_liabilities=401.483,
    equity=339.515,
)  # fmt: skip

amounts = st.none() | st.just(0.0) | st.integers(-(10**12), 10**12).map(lambda cents: cents / 100)
lines = st.fixed_dictionaries({name: amounts for name in LINES})
statements = st.builds(lambda months, values: Statement(months=months, **values), st.integers(1, 24), lines)
