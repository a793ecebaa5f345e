"""History that policies are played on: the ledger, its orders and the standings of the customers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..arrays import Floats, Ints
from ..assessment.items import Ledger
from .orders import Orders
from .standing import Standings


@dataclass(frozen=True)
class Movements:
    """Other moves of the exposures: payments not matched yet, negative, and their matching, positive."""

    customer: Ints
    day: Ints
    amount: Floats


NO_MOVEMENTS = Movements(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, float))


@dataclass(frozen=True)
class History:
    """Everything a replay is played from.

    ``customers`` holds what is known of each customer beside its standing, by number, as in ``Orders.known``.
    ``lag`` is by how many days later a payment is known: with 1 an order is decided on by what was known on
    the evening before. ``beside`` is what counted as owed on no invoice, from a day on and until another: acceptance
    bills for instance.
    """

    ledger: Ledger
    orders: Orders
    standings: Standings
    customers: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    unallocated: Movements = NO_MOVEMENTS
    beside: Movements = NO_MOVEMENTS
    lag: int = 0
    rounding: float = 0.01
