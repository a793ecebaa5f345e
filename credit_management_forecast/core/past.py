"""Forecasts of the past: what would have been said of an invoice in the morning of its day."""

from __future__ import annotations

import numpy as np

from .arrays import Ints
from .features import Asked
from .forecast import Forecast
from .forecaster import Forecaster
from .habits import habits
from .items import Items

TOGETHER = 4_000  # invoices whose chances of every day are in memory at once


def past_forecasts(forecaster: Forecaster, items: Items, customer: Ints, asked: Asked) -> list[Forecast]:
    """The forecast of each invoice asked about, without reasons: nobody reads those of thousands.

    :param forecaster: what had been learnt before the first of them
    :param items: all that is known today; each morning looks at no later day
    :param customer: whose each invoice is, by the numbers of the items; ``asked.row`` says nothing
    """
    found: list[Forecast] = [Forecast(())] * len(asked)
    order = np.lexsort((asked.invoiced, customer))
    by_customer = np.argsort(items.customer, kind="stable")
    owners = items.customer[by_customer]
    for begin in range(0, len(order), TOGETHER):
        own = order[begin : begin + TOGETHER]
        pairs, row = np.unique(np.column_stack([customer[own], asked.invoiced[own]]), axis=0, return_inverse=True)
        low, high = np.searchsorted(owners, [pairs[0, 0], pairs[-1, 0] + 1])
        habit = habits(items.take(by_customer[low:high]), pairs[:, 0], pairs[:, 1])
        some = Asked(row.ravel(), asked.invoiced[own], asked.due[own], asked.amount[own], asked.segments[own])
        chances = forecaster.chances(habit, some)[0].astype(np.float32)
        for place, of_one in zip(own.tolist(), chances, strict=True):
            found[place] = Forecast(of_one)
    return found
