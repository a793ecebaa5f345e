"""By how much a mass change raises limits, customer by customer, and the few that decide who may approve it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import fsum, inf

from .authority import Authority, Dated, plans, rise, weakest
from .limits import BASE, Component, next_sequence
from .mass_row import Line


@dataclass(frozen=True, slots=True)
class Needs:
    """What approving a batch takes: of customers alike in all that decides the largest rise, and all rises together."""

    rises: tuple[tuple[int, float], ...] = ()
    total: float = 0.0

    @property
    def largest(self) -> float:
        return max((raised for _account, raised in self.rises), default=0.0)


def rises(
    lines: Iterable[Line],
    unlimited: Collection[int],
    dated: Mapping[int, Sequence[Dated]],
    on: date,
    window: int,
    since: datetime,
) -> dict[int, float]:
    """By how much each customer may owe more, counted over the window as for a single limit.

    :param unlimited: the accounts whose new limit has no ceiling
    :param dated: the decided components of each account
    :param since: the moment the window begins
    """
    found: dict[int, float] = {}
    for line in lines:
        of_account = dated.get(line.account_id, ())
        standing = [one.component for one in of_account if not one.withdrawn]
        base = Component(BASE, line.after, line.account_id in unlimited, on, line.new_valid_to, next_sequence(standing))
        raised = rise(standing, [*standing, base], on, window, plans(of_account, since))
        found[line.account_id] = max(raised, found.get(line.account_id, 0.0))
    return found


def needs(
    raised: Mapping[int, float],
    keys: Mapping[int, Hashable],
    thresholds: Iterable[float],
    rounded: Callable[[float], float],
) -> Needs:
    """Of all customers that are alike in what decides on authority, and between the same steps, the largest rise.

    :param keys: what decides on authority over each account, beside the amount
    :param thresholds: the amounts above which more people decide
    """
    steps = sorted(set(thresholds))
    largest: dict[tuple[Hashable, int], tuple[int, float]] = {}
    amounts = {account: amount if amount == inf else rounded(amount) for account, amount in raised.items()}
    for account, amount in amounts.items():
        key = keys.get(account), bisect_left(steps, amount)
        if key not in largest or largest[key][1] < amount:
            largest[key] = account, amount
    total = inf if inf in amounts.values() else rounded(fsum(amounts.values()))
    return Needs(tuple(sorted(largest.values())), total)


def over_all(authorities: Mapping[int, Authority | None], wanted: Needs) -> Authority | None:
    """The authority of somebody over a batch; None where it does not suffice for every customer of it.

    :param authorities: over each account that decides
    """
    found = [authorities.get(account) for account, _raised in wanted.rises]
    least = weakest(found)
    if least is None or not all(
        one is not None and one.covers(raised) for one, (_account, raised) in zip(found, wanted.rises, strict=True)
    ):
        return None
    if least.unlimited or least.amount >= wanted.largest:
        return least
    # Small rises of risky customers beside large ones of good customers: enough for each, hence for all.
    return Authority(wanted.largest, wanted.largest == inf, least.source, least.lent_by)
