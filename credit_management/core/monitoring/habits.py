"""Customers against their own past: how much slower they pay, and what they usually order."""

from datetime import date

import numpy as np

from ..assessment.known import Known

RECENT = 60  # days; of payments that count as recent
RECENT_NEEDED, PAST_NEEDED = 2, 5  # payments, or one slow invoice would be a habit
MONTH = 30
MONTHS_NEEDED = 3  # of orders to compare with


def slowing(known: Known) -> list[float | None]:
    """By how many days customers pay later than they used to; None where they have paid too little to tell.

    Days beyond terms of the last 60 days, and of what is overdue now, less those of the ten months
    before, both weighted by amount: a customer is compared with nobody but itself.

    :param known: what is known of a ledger
    """
    paid = known.payments
    is_recent = paid.age < RECENT
    late = known.is_overdue
    customer = np.concatenate([paid.customer[is_recent], known.customer[late]])
    delay = np.concatenate([paid.delay[is_recent], (known.on[known.customer] - known.due)[late]])
    amount = np.concatenate([paid.amount[is_recent], known.open[late]])
    past = paid.where(~is_recent)
    with np.errstate(divide="ignore", invalid="ignore"):
        slower = known.mean(customer, delay, amount) - known.mean(past.customer, past.delay, past.amount)
    enough = (known.total(customer) >= RECENT_NEEDED) & (known.total(past.customer) >= PAST_NEEDED)
    told = enough & ~np.isnan(slower)
    return [days if tells else None for days, tells in zip(slower.tolist(), told.tolist(), strict=True)]


def usually(amount: float, first: date, until: date) -> float | None:
    """The part of 30 days in an amount since a first day; None where that is too short a time to tell."""
    months = (until - first).days / MONTH
    return amount / months if months >= MONTHS_NEEDED else None
