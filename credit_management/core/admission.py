"""An order as it stands, held against what a decision has let in: is it more?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .exposure.terms import Terms

RATE_TOLERANCE = 1e-9  # relative: rates are stored to more digits than anybody states


@dataclass(frozen=True, slots=True)
class Standing:
    """What an order comes to, invoiced or not: of whom, how much, on which terms.

    ``amount`` is in the order's currency; ``rate`` is what one unit of the company's currency costs in it;
    ``needed`` is the moment, in UTC, from which on the goods are wanted, None for at once. ``beyond`` is what posted
    invoices took beyond its lines.
    """

    customer_id: int
    sold_to_id: int
    company_id: int
    currency_id: int
    amount: float
    rate: float
    terms: Terms
    needed: datetime | None = None
    beyond: float = 0.0


def is_raised(
    now: Standing,
    admitted: Standing | None,
    rounding: float,
    later_from: datetime | None,
    reshaped: bool = True,
) -> bool:
    """Whether an order is more than was admitted, and has to be judged again.

    :param admitted: what was let in; None where nothing was
    :param rounding: the smallest coin of the order's currency
    :param later_from: the moment from which on an order does not count yet; None where every order counts
    :param reshaped: whether the order itself was written: invoices alone, for whatever amount, ask nobody
    """
    if admitted is None:
        return True
    if (now.customer_id, now.sold_to_id, now.company_id, now.currency_id) != (
        admitted.customer_id,
        admitted.sold_to_id,
        admitted.company_id,
        admitted.currency_id,
    ):
        return True
    larger = now.amount - admitted.amount > rounding / 2
    owed_more = now.amount + now.beyond - (admitted.amount + admitted.beyond) > rounding / 2
    return (
        larger
        or (reshaped and owed_more)
        or now.terms.better_than(admitted.terms)
        or _begins_to_count(now, admitted, later_from)
    )


def is_cheapened(now: Standing, admitted: Standing | None) -> bool:
    """Whether another rate makes the same order count less in the company's currency than when it was admitted."""
    if admitted is None or now.currency_id != admitted.currency_id:
        return False
    return now.rate > admitted.rate * (1 + RATE_TOLERANCE)


def _begins_to_count(now: Standing, admitted: Standing, later_from: datetime | None) -> bool:
    """Whether an order to be delivered later than the policy looks has come near."""
    if later_from is None or admitted.needed is None or admitted.needed < later_from:
        return False
    return now.needed is None or now.needed < later_from
