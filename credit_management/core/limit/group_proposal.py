"""Customers that seem to belong together: by their parent, their tax number, their owners.

Only proposed: people say who belongs to a group. Names that many share prove nothing and join nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ..account.resemblance import plain_name

PARENT, TAX_NUMBER, OWNER = GROUNDS = ("parent", "tax_number", "owner")
MOST_ALIKE = 50  # customers with one owner's name: more is a name that many people have
TAX_PLACES = 6  # letters and digits; what is shorter is no tax number


@dataclass(frozen=True, slots=True)
class Known:
    """What says to whom a customer belongs. ``parent_id`` is another customer's id."""

    id: int
    parent_id: int | None = None
    tax_number: str = ""
    owners: tuple[str, ...] = ()


class Proposal(NamedTuple):
    """Customers that seem to belong together, and on which grounds, the strongest first."""

    ids: tuple[int, ...]
    grounds: tuple[str, ...]


def proposals(customers: Iterable[Known]) -> list[Proposal]:
    """Groups of two customers or more, the largest first; each customer is in one at most."""
    customers = list(customers)
    roots = {customer.id: customer.id for customer in customers}

    def root(one: int) -> int:
        while roots[one] != one:
            roots[one] = one = roots[roots[one]]
        return one

    joined = []
    for ground, alike in _alike(customers):
        known = [one for one in alike if one in roots]
        for other in known[1:]:
            roots[root(other)] = root(known[0])
        if len(known) > 1:
            joined.append((ground, known[0]))
    grounds: defaultdict[int, set[str]] = defaultdict(set)
    for ground, one in joined:
        grounds[root(one)].add(ground)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for customer in customers:
        members[root(customer.id)].append(customer.id)
    found = [
        Proposal(tuple(sorted(ids)), tuple(ground for ground in GROUNDS if ground in grounds[one]))
        for one, ids in members.items()
        if len(ids) > 1
    ]
    return sorted(found, key=lambda proposal: (-len(proposal.ids), proposal.ids))


def _alike(customers: Iterable[Known]) -> Iterable[tuple[str, list[int]]]:
    """The customers that one ground joins."""
    by_key: defaultdict[tuple[str, str], dict[int, None]] = defaultdict(dict)
    for customer in customers:
        if customer.parent_id is not None:
            by_key[PARENT, str(customer.parent_id)] |= {customer.parent_id: None, customer.id: None}
        number = "".join(sign for sign in customer.tax_number.upper() if sign.isalnum())
        if len(number) >= TAX_PLACES and any(sign.isdigit() for sign in number):
            by_key[TAX_NUMBER, number][customer.id] = None
        for owner in customer.owners:
            if name := plain_name(owner):
                by_key[OWNER, name][customer.id] = None
    for (ground, _key), ids in by_key.items():
        if ground != OWNER or len(ids) <= MOST_ALIKE:
            yield ground, list(ids)
