"""Groups: customers that belong together, with one shared limit and caps of the members.

A member draws on two pools at once: its own limit, held down by its cap, and the limit of its group. What is free is
the least of both. Amounts of a group are in its own currency; each pool says how it converts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import fsum, inf
from typing import NamedTuple

from ..common.rounding import adding_up
from .limits import LIMITED, NOT_ASSESSED, UNLIMITED, EffectiveLimit

ACCOUNT, GROUP = POOLS = ("account", "group")
NO_LIMIT = EffectiveLimit(NOT_ASSESSED)


# === MEMBERS === #


@dataclass(frozen=True, slots=True)
class Membership:
    """An account in a group, between two days, both included. ``cap`` is in the currency of the account."""

    account_id: int
    group_id: int
    first: date = date.min
    last: date | None = None
    cap: float | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError("a membership cannot end before it begins")
        if self.cap is not None and self.cap < 0:
            raise ValueError(f"a cap cannot be negative: {self.cap}")

    def holds(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)


class Overlap(NamedTuple):
    """Two memberships of one account that hold on the same day, the first such day."""

    one: Membership
    other: Membership
    day: date


def overlaps(memberships: Iterable[Membership]) -> list[Overlap]:
    """Memberships that meet: an account belongs to one group at a time, and to that once.

    Each membership is held against the one with the latest end before it, which is enough to find every account that
    has an overlap.
    """
    by_account: defaultdict[int, list[Membership]] = defaultdict(list)
    for membership in memberships:
        by_account[membership.account_id].append(membership)
    found = []
    for of_account in by_account.values():
        ordered = sorted(of_account, key=lambda one: (one.first, one.group_id))
        latest = ordered[0]
        for one in ordered[1:]:
            if latest.last is None or latest.last >= one.first:
                found.append(Overlap(latest, one, one.first))
            if latest.last is not None and (one.last is None or one.last > latest.last):
                latest = one
    return found


def cycle(parents: Mapping[int, int | None], group_id: int) -> tuple[int, ...]:
    """The groups on the way up from a group back to it; empty where the way ends.

    :param parents: the group that each one belongs to
    """
    way = [group_id]
    while (parent := parents.get(way[-1])) is not None:
        if parent in way:
            return (*way[way.index(parent) :], parent)
        way.append(parent)
    return ()


def member_of(memberships: Iterable[Membership], account_id: int, on: date) -> Membership | None:
    """The membership of an account on a day."""
    return next((one for one in memberships if one.account_id == account_id and one.holds(on)), None)


# === LIMIT OF A MEMBER === #


def member_limit(
    own: EffectiveLimit, cap: float | None, shared: EffectiveLimit, rate: float | None = 1.0
) -> EffectiveLimit:
    """The limit of a member's own pool, in the currency of its account: what was granted to it, held down by its cap.

    A member to whom nothing was granted itself draws on what the group shares, as far as its cap goes. A cap grants
    nothing by itself, and a limit that is over stays over.

    :param rate: what one unit of the account's currency costs in the group's; without one the group grants nothing
    """
    if own.state == NOT_ASSESSED and rate:
        own = replace(shared, amount=shared.amount / rate, expired_amount=shared.expired_amount / rate)
    if cap is None or own.state == NOT_ASSESSED:
        return own
    if own.state == UNLIMITED:
        return EffectiveLimit(LIMITED, cap, own.valid_to)
    return replace(own, amount=min(own.amount, cap), expired_amount=min(own.expired_amount, cap))


# === POOLS === #


@dataclass(frozen=True, slots=True)
class Pool:
    """A limit that orders draw on, and what draws on it.

    ``rate`` is what one unit of the order's company costs in the pool's currency.
    """

    kind: str
    id: int
    limit: EffectiveLimit
    used: float
    rate: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in POOLS:
            raise ValueError(f"unknown kind of pool: {self.kind!r}")
        if not self.rate > 0:
            raise ValueError("a pool needs a rate")

    @property
    def free(self) -> float:
        """What may still be drawn, in the currency of the order's company; negative where it is exceeded."""
        return (self.limit.ceiling - self.used) / self.rate

    @property
    def binds(self) -> bool:
        """Whether it holds anything down: a group whose limit nobody has approved has no pool yet."""
        return self.kind == ACCOUNT or self.limit.state != NOT_ASSESSED


def binding(pools: Iterable[Pool]) -> Pool | None:
    """The pool with the least that is free; of equal ones the customer's own, which is nearer to who reads it."""
    return min(
        (pool for pool in pools if pool.binds),
        key=lambda pool: (pool.free, POOLS.index(pool.kind), pool.id),
        default=None,
    )


def free(pools: Iterable[Pool]) -> float:
    """What may still be drawn on all of them at once; infinite without any."""
    least = binding(pools)
    return inf if least is None else least.free


def claim_order(keys: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The pools of a transaction in the one order in which everybody updates them, each once.

    Groups come first: the fewer rows, on which waiting is likely; who waits there holds no account yet.
    """
    return sorted(set(keys), key=lambda key: (-POOLS.index(key[0]), key[1]))


# === EXPOSURE === #


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a member owes, in the currency of its company; ``rate`` is what one unit of that costs in the group's.

    ``rate`` is None where there is none: then nobody can tell what the group owes.
    """

    account_id: int
    exposure: float
    rate: float | None = 1.0
    limit: EffectiveLimit = NO_LIMIT  # of its own pool, see member_limit


def group_exposure(drawn: Iterable[Drawn], deciding: int | None = None) -> float | None:
    """What the members owe together, in the group's currency. A member in credit lowers nobody else's debt.

    None where a member's currency has no rate and it owes something.

    :param deciding: the account whose order is decided on: money it has in advance pays its own order
    """
    amounts = []
    for one in drawn:
        if one.exposure == 0 or (one.exposure < 0 and one.account_id != deciding):
            continue
        if not one.rate:
            return None
        amounts.append(one.exposure * one.rate)
    return fsum(amounts)


class Part(NamedTuple):
    """A member's part of the shared limit: what it uses, percent of the shared limit and of what all use, and what it
    may still draw. ``free`` is in the member's own currency.
    """

    account_id: int
    used: float
    of_limit: float | None
    of_use: float | None
    free: float


def split(drawn: Sequence[Drawn], shared: EffectiveLimit, digits: int = 1) -> list[Part]:
    """How a shared limit is used, member by member, in the group's currency; shares of the use add up to a hundred.

    Members without a rate have to be left out.
    """
    used = [max(one.exposure, 0.0) * (one.rate or 0.0) for one in drawn]
    whole = fsum(used)
    shares = adding_up([100 * one / whole for one in used], digits, 100) if whole > 0 else []
    rest = shared.ceiling - whole if shared.state != NOT_ASSESSED else inf
    parts = []
    for place, one in enumerate(drawn):
        of_limit = 100 * used[place] / shared.amount if shared.state == LIMITED and shared.amount > 0 else None
        own = one.limit.ceiling - one.exposure
        left = min(own, rest / one.rate) if one.rate else own
        parts.append(Part(one.account_id, used[place], of_limit, shares[place] if shares else None, left))
    return parts
