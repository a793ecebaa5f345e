"""Open and paid items of customers → how they pay, as known at the end of a day.

All customers are read in one pass; days and amounts as in :mod:`core.assessment.items`. Where there is nothing
to tell, a characteristic has no value.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Floats
from . import paying_recent, paying_year
from .items import Ledger
from .known import Known

DEFINITIONS = {**paying_year.DEFINITIONS, **paying_recent.DEFINITIONS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """How one customer pays. None where there is nothing to tell. Each field is defined below by its name."""

    purchases_12m: float | None = None
    active_months: float | None = None
    days_beyond_terms: float | None = None
    late_share: float | None = None
    late_count_share: float | None = None
    worst_delay: float | None = None
    delay_trend: float | None = None
    highest_balance_paid_well: float | None = None
    relationship_months: float | None = None
    paid_items: float | None = None
    overdue_share: float | None = None
    overdue_days: float | None = None
    recent_late_share: float | None = None
    recent_30_days_late_share: float | None = None
    recent_delay: float | None = None
    same_days_late_share: float | None = None
    same_weekday_late_share: float | None = None

    def inputs(self) -> dict[str, float | None]:
        """Figures a scorecard looks at: ``{code: value}``."""
        return asdict(self)


def read(ledger: Ledger, on: ArrayLike, codes: Iterable[str] | None = None) -> dict[str, Floats]:
    """The characteristics of every customer.

    :param on: the day at whose end they are read: one for all, or one a customer
    :param codes: those wanted; all when left out
    :return: {code: array of a number a customer, NaN where there is nothing to tell}
    """
    known = Known(ledger, np.broadcast_to(np.asarray(on), ledger.customers))
    with np.errstate(divide="ignore", invalid="ignore"):
        return {code: DEFINITIONS[code].compute(known) for code in codes or DEFINITIONS}


def behaviours(figures: Mapping[str, Floats]) -> list[Behaviour]:
    """Results of ``read``, customer by customer and in plain numbers."""
    columns = [_plain(column) for column in figures.values()]
    return [Behaviour(**dict(zip(figures, row, strict=True))) for row in zip(*columns, strict=True)]


def _plain(column: Floats) -> list[float | None]:
    return [None if math.isnan(value) else value for value in column.tolist()]
