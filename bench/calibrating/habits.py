"""Made-up ledgers of customers who pay late as a custom: the two real files have hardly any who pay a month late."""

from functools import cache

import numpy as np
import pandas as pd

from . import invoices

DAYS_LATE = (10, 30)  # on average, in each ledger
CUSTOMERS, INVOICES = 60, 24
FIRST, SPAN, TERMS = 18000, 600, 30  # days
SHAPE = 4.0  # of the gamma distributions of habits and of single payments: a spread of half the mean


def table(days_late):
    """Invoices of customers with habits of their own around so many days late; the seed is the days."""
    draw, size = np.random.default_rng(days_late), CUSTOMERS * INVOICES
    customer = np.repeat(np.arange(CUSTOMERS), INVOICES)
    invoiced = FIRST + np.sort(draw.integers(0, SPAN, (CUSTOMERS, INVOICES)), axis=1).ravel()
    habit = draw.gamma(SHAPE, days_late / SHAPE, CUSTOMERS)[customer]
    due, delay = invoiced + TERMS, np.round(draw.gamma(SHAPE, 1 / SHAPE, size) * habit).astype(int)
    amount = draw.integers(50, 500, size).astype(float)
    columns = {"customer": customer, "invoiced": invoiced, "due": due, "paid": due + delay, "amount": amount}
    return pd.DataFrame(columns)


@cache
def panels(codes):
    return tuple(invoices.panel(f"{days} days late as a custom", table(days), codes) for days in DAYS_LATE)
