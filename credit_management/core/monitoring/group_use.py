"""Use of shared limits: of each group, and of all that one customer leads, on whose account alerts are raised."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from ..limit.limits import LIMITED, EffectiveLimit

WHOLE = 100


def group_use(limit: EffectiveLimit, owed: float | None) -> float | None:
    """Percent of a shared limit in use; 0 where none is in force, None where nobody can tell what is owed.

    What is owed on a shared limit of zero is beyond every percent.
    """
    if limit.state != LIMITED:
        return 0.0
    if owed is None:
        return None
    if limit.amount <= 0:
        return inf if owed > 0 else 0.0
    return WHOLE * owed / limit.amount


def largest_use(uses: Iterable[float | None]) -> float | None:
    """The largest known use among the groups that one customer leads.

    None where one is not known and no other one is over: the alert that is open may be about that one.
    """
    uses = list(uses)
    largest = max((one for one in uses if one is not None), default=None)
    return None if None in uses and (largest is None or largest <= WHOLE) else largest
