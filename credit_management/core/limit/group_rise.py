"""By how much a change of memberships lets a customer owe more: what deciding on it needs authority for.

Each day to come is looked at, as for limits (authority.py): a shared limit that begins tomorrow counts for who joins
today, and so does the end of a membership that ends another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from .group import Membership, member_limit
from .limits import NOT_ASSESSED, ONE_DAY, Component, effective_limit


class Term(NamedTuple):
    """A membership with the limits of its group, of any day.

    ``rate`` is what one unit of the customer's company costs in the group's currency; None where there is none.
    """

    membership: Membership
    shared: tuple[Component, ...] = ()
    rate: float | None = 1.0

    def holds(self, on: date) -> bool:
        return self.membership.holds(on)


def ceiling(own: Sequence[Component], terms: Iterable[Term], on: date) -> float:
    """What the customer may owe on a day by its own limit, its cap and what its group shares, in its own currency."""
    alone = effective_limit(own, on)
    term = next((one for one in terms if one.holds(on)), None)
    if term is None:
        return alone.ceiling
    shared = effective_limit(term.shared, on)
    limit = member_limit(alone, term.membership.cap, shared, term.rate)
    if shared.state == NOT_ASSESSED or not term.rate:
        return limit.ceiling
    return min(limit.ceiling, shared.ceiling / term.rate)


def rise(
    own: Sequence[Component],
    standing: Sequence[Term],
    changed: Sequence[Term],
    on: date,
    earlier: Iterable[Term] = (),
) -> float:
    """By how much a change raises what the customer may owe on any day from today on.

    A day on which it rises is compared with the least of what would hold without the change, without any group, and by
    each membership of the window as if it held then: so steps add up.

    :param own: the components of the customer's own limit
    :param standing: its memberships without the change
    :param changed: those with it
    :param on: today
    :param earlier: memberships that held within the window
    """
    earlier = list(earlier)
    found = 0.0
    for day in _days(own, [*standing, *changed, *earlier], on):
        after, before = ceiling(own, changed, day), ceiling(own, standing, day)
        if after > before:
            lowest = [before, ceiling(own, (), day), *(_as_if(own, one, day) for one in earlier)]
            found = max(found, after - min(lowest))
    return found


def leaves(standing: Sequence[Term], changed: Sequence[Term], on: date) -> bool:
    """Whether there is a day to come on which the customer is in no group any more, and would have been in one."""
    days = _days((), [*standing, *changed], on)
    return any(any(one.holds(day) for one in standing) and not any(one.holds(day) for one in changed) for day in days)


def _as_if(own: Sequence[Component], term: Term, day: date) -> float:
    return ceiling(own, [term._replace(membership=replace(term.membership, first=day, last=day))], day)


def _days(own: Sequence[Component], terms: Sequence[Term], on: date) -> list[date]:
    """The days from today on on which anything can change."""
    components = [*own, *(component for term in terms for component in term.shared)]
    days = {on, *(one.valid_from for one in components), *(term.membership.first for term in terms)}
    lasts = [*(one.valid_to for one in components), *(term.membership.last for term in terms)]
    days |= {last + ONE_DAY for last in lasts if last is not None and last < date.max}
    return sorted(day for day in days if day >= on)
