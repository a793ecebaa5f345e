"""My Credit: which parts of the page a customer is shown, and how its account stands in one word."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

PAGE, LIMIT, ITEMS, PAYMENTS, TERMS, ORDERS, STATEMENT, PAY, PROBLEM, PROMISE, MORE = PARTS = (
    "page", "limit", "items", "payments", "terms", "orders", "statement", "pay", "problem", "promise", "more",
)  # fmt: skip
# What cannot be used without another part: an item is chosen among those that are shown.
NEEDS = {PAY: ITEMS}

ON, OFF, AS_COMPANY = "on", "off", "company"

CLOSED, STOPPED, NOT_ASSESSED, ENDED, UNLIMITED, OVER, FREE = VERDICTS = (
    "closed", "stopped", "not_assessed", "ended", "unlimited", "over", "free",
)  # fmt: skip


def shown(company: Mapping[str, bool], customer: Mapping[str, str | bool | None]) -> frozenset[str]:
    """The parts a customer is shown: as the company says, unless the customer's own account says otherwise."""
    parts = {part for part in PARTS if _is_on(company.get(part, False), customer.get(part))}
    if PAGE not in parts:
        return frozenset()
    return frozenset(part for part in parts if part not in NEEDS or NEEDS[part] in parts)


def _is_on(company: bool, customer: str | bool | None) -> bool:
    return customer == ON or (customer != OFF and company)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the account stands, and how much of the limit is used in percent, between 0 and 100."""

    kind: str
    share: float = 0.0


def verdict(status: str, limit_state: str, expired: bool, limit: float, used: float) -> Verdict:
    """:param status: of the account; *watch* is ours to know and reads as any other
    :param limit: of the day, where it is limited
    """
    if status == "closed":
        return Verdict(CLOSED)
    if status == "stop":
        return Verdict(STOPPED)
    if limit_state == "not_assessed":
        return Verdict(NOT_ASSESSED)
    if expired:
        return Verdict(ENDED)
    if limit_state == "unlimited":
        return Verdict(UNLIMITED)
    if used > limit:
        return Verdict(OVER, 100.0)
    return Verdict(FREE, min(max(100.0 * used / limit if limit else 0.0, 0.0), 100.0))


def askable(kind: str, waiting: Collection[str]) -> bool:
    """Whether a higher limit can be asked for: there is something to raise, and no request for it waits already."""
    return kind not in (CLOSED, STOPPED, UNLIMITED) and not waiting
