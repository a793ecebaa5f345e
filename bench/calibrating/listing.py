"""Criteria → the module that holds them."""

BEGINNING = '''"""The criteria of the ready scorecards, as fitted to real data: each table adds up to 100 percent.

Written by ``./dev/bench calibration --write``, see docs/calibration.md: change the method there, not the
figures here. Bins are read as everywhere: a value on an edge belongs to the bin that begins with it.
"""

from .scorecard import FIXED, LEAVE_OUT, Bin, Criterion
'''
TABLES = {
    "BEHAVIOUR": (
        "How the customer has paid, for customers with a history: characteristics of core/behaviour.py.",
        "Fitted on whether an invoice was paid late at all: 24,755 invoices of 646 customers (HighRadius, 2019 and",
        "2020) and 1,514 of 61 (IBM, 2012 and 2013), each file counting the same and no customer more than 5 % of it.",
        "The first two look at the weekday on which the last invoice is due, so the score moves with it.",
    ),
    "STEADY_BEHAVIOUR": (
        "The same without the day of the week, for a grade that holds for months. Fitted on the same invoices.",
    ),
    "FINANCIAL": (
        "The last financial statement: ratios of core/ratios.py. Fitted on 2,194 listed US companies, of which 71",
        "failed within the year after. Of a customer without a market value that line is left out.",
    ),
}


def write(path, cards):
    text = BEGINNING
    for name, comment in TABLES.items():
        text += "\n" + "".join(f"# {one}\n" for one in comment) + f"{name} = (\n"
        text += "".join(_criterion(criterion) for criterion in getattr(cards, name)) + ")\n"
    path.write_text(text)


def _criterion(criterion):
    bins = "".join(f"            {_bin(one)},\n" for one in criterion.bins)
    missing = f"        missing={criterion.missing.upper()},\n"
    if criterion.missing_points:
        missing += f"        missing_points={criterion.missing_points},\n"
    return (
        f'    Criterion(\n        "{criterion.code}",\n        "{criterion.characteristic}",\n'
        f"        {criterion.weight},\n        (\n{bins}        ),\n{missing}    ),\n"
    )


def _bin(one):
    return f"Bin({one.points})" if one.lower is None else f"Bin({one.points}, {one.lower:g})"
