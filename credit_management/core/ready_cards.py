"""The criteria of the ready scorecards, as fitted to real data: each table adds up to 100 percent.

Written by ``./dev/bench calibration --write``, see docs/calibration.md: change the method there, not the
figures here. Bins are read as everywhere: a value on an edge belongs to the bin that begins with it.
"""

from .scorecard import FIXED, LEAVE_OUT, Bin, Criterion

# How the customer has paid, for customers with a history: characteristics of core/behaviour.py.
# Fitted on whether an invoice was paid late at all: 24,755 invoices of 646 customers (HighRadius, 2019 and
# 2020) and 1,514 of 61 (IBM, 2012 and 2013), each file counting the same and no customer more than 5 % of it.
# The first two look at the weekday on which the last invoice is due, so the score moves with it.
BEHAVIOUR = (
    Criterion(
        "same_weekday_late_share",
        "same_weekday_late_share",
        40,
        (
            Bin(100),
            Bin(78, 0.15),
            Bin(63, 0.25),
            Bin(30, 0.5),
            Bin(0, 0.75),
        ),
        missing=FIXED,
        missing_points=44,
    ),
    Criterion(
        "same_days_late_share",
        "same_days_late_share",
        34,
        (
            Bin(100),
            Bin(80, 0.15),
            Bin(60, 0.25),
            Bin(28, 0.5),
            Bin(0, 0.75),
        ),
        missing=FIXED,
        missing_points=43,
    ),
    Criterion(
        "recent_delay",
        "recent_delay",
        21,
        (
            Bin(100),
            Bin(68, -5),
            Bin(46, -1),
            Bin(20, 1),
            Bin(0, 3),
        ),
        missing=FIXED,
        missing_points=35,
    ),
    Criterion(
        "recent_late_share",
        "recent_late_share",
        5,
        (
            Bin(100),
            Bin(77, 0.2),
            Bin(58, 0.3),
            Bin(26, 0.5),
            Bin(0, 0.7),
        ),
        missing=FIXED,
        missing_points=42,
    ),
)

# The same without the day of the week, for a grade that holds for months. Fitted on the same invoices.
STEADY_BEHAVIOUR = (
    Criterion(
        "recent_late_share",
        "recent_late_share",
        36,
        (
            Bin(100),
            Bin(77, 0.2),
            Bin(58, 0.3),
            Bin(26, 0.5),
            Bin(0, 0.7),
        ),
        missing=FIXED,
        missing_points=42,
    ),
    Criterion(
        "recent_delay",
        "recent_delay",
        31,
        (
            Bin(100),
            Bin(68, -5),
            Bin(46, -1),
            Bin(20, 1),
            Bin(0, 3),
        ),
        missing=FIXED,
        missing_points=35,
    ),
    Criterion(
        "late_share",
        "late_share",
        18,
        (
            Bin(100),
            Bin(83, 0.05),
            Bin(62, 0.3),
            Bin(26, 0.5),
            Bin(0, 0.75),
        ),
        missing=FIXED,
        missing_points=38,
    ),
    Criterion(
        "days_beyond_terms",
        "days_beyond_terms",
        15,
        (
            Bin(100),
            Bin(71, -6),
            Bin(41, -1),
            Bin(22, 1),
            Bin(0, 3),
        ),
        missing=FIXED,
        missing_points=31,
    ),
)

# The last financial statement: ratios of core/ratios.py. Fitted on 2,194 listed US companies, of which 71
# failed within the year after. Of a customer without a market value that line is left out.
FINANCIAL = (
    Criterion(
        "market_equity_to_liabilities",
        "market_equity_to_liabilities",
        28,
        (
            Bin(0),
            Bin(73, 0.7),
            Bin(100, 2.9),
        ),
        missing=LEAVE_OUT,
    ),
    Criterion(
        "debt_to_assets",
        "debt_to_assets",
        22,
        (
            Bin(100),
            Bin(48, 0.31),
            Bin(0, 0.86),
        ),
        missing=FIXED,
        missing_points=33,
    ),
    Criterion(
        "net_margin",
        "net_margin",
        16,
        (
            Bin(0),
            Bin(35, -0.04),
            Bin(72, 0.03),
            Bin(100, 0.09),
        ),
        missing=FIXED,
        missing_points=23,
    ),
    Criterion(
        "return_on_assets",
        "return_on_assets",
        13,
        (
            Bin(0),
            Bin(32, -0.04),
            Bin(67, 0.03),
            Bin(100, 0.07),
        ),
        missing=FIXED,
        missing_points=23,
    ),
    Criterion(
        "return_on_equity",
        "return_on_equity",
        13,
        (
            Bin(0),
            Bin(17, -0.37),
            Bin(70, -0.02),
            Bin(100, 0.08),
        ),
        missing=FIXED,
    ),
    Criterion(
        "current_ratio",
        "current_ratio",
        8,
        (
            Bin(0),
            Bin(49, 0.9),
            Bin(68, 1.4),
            Bin(100, 3.5),
        ),
        missing=FIXED,
        missing_points=44,
    ),
)
