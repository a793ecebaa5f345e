"""Facts about one order and its customer when it is decided on."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ..exposure.terms import AT_ONCE, Terms
from ..limit.limits import NOT_ASSESSED, EffectiveLimit

NO_LIMIT = EffectiveLimit(NOT_ASSESSED)
PAYMENTS_WINDOW = timedelta(days=365)  # what was paid within is what days beyond terms are an average of


@dataclass(frozen=True, slots=True)
class Release:
    """An authorised override for one order: of one customer, up to an amount in the order's currency, until a day.

    ``kinds`` are those of the rules that had failed: it says nothing of any other; None for all of them.
    ``sold_to_id`` is the customer who ordered, where that is not the one billed.
    """

    cap: float
    currency_id: int
    valid_until: date
    prepayment: float = 0.0
    terms: Terms | None = None
    customer_id: int = 0
    sold_to_id: int = 0
    company_id: int = 0
    kinds: frozenset[str] | None = None

    def covers(self, facts: Facts, failed: AbstractSet[str] = frozenset(), grace: int = 0) -> bool:
        """Whether the order as it stands is within what was released.

        :param failed: kinds of the rules that stop it now
        :param int grace: days after the last one on which it still holds
        """
        return (
            facts.currency_id == self.currency_id
            and facts.customer_id == self.customer_id
            and facts.sold_to_id == (self.sold_to_id or self.customer_id)
            and facts.company_id == self.company_id
            and (self.kinds is None or failed <= self.kinds)
            and facts.total - self.cap <= facts.total_rounding / 2
            and (facts.today - self.valid_until).days <= grace
            and self.prepayment - facts.prepaid_total <= facts.total_rounding / 2
            and (self.terms is None or not facts.terms.better_than(self.terms))
        )


@dataclass(frozen=True, slots=True)
class Shared:
    """The limit that a customer shares with its group, in the currency of the order's company.

    ``exposure`` is what all members owe without the order, see :func:`core.limit.group.group_exposure`.
    """

    group_id: int
    limit: EffectiveLimit
    exposure: float = 0.0


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts about one order and its customer at one moment.

    ``exposure`` is that of the customer without this order; ``claim`` is what the order adds to
    it, ``counted`` what it adds already; ``overdue`` is less the customer's own unmatched credits, and without what is
    ``let_off``: past due beside it, in dispute or paid by a plan that is kept;
    ``unmatched`` those credits as far as the exposure does not know them; ``prepaid`` is what has
    been paid for it and does not lower the exposure yet. ``total``, ``prepaid_total``,
    ``total_rounding`` and ``currency_id`` are the order's own, for a release to be held against;
    ``total`` is what the order comes to, with what was invoiced on it and is not on its lines any
    more: no negative line makes it small (see core.exposure.order_size). ``value`` is the same in
    the company's currency. ``sold_to`` has the facts about the
    customer who ordered, where another one is billed, and ``payer_agreed`` is whether that was
    agreed. ``shared`` is the limit of the customer's group; its own is held down by its cap already, see
    :func:`core.limit.group.member_limit`. ``more`` is what kinds of rules of other addons ask for, by its name in
    ``Kind.needs``.
    """

    today: date
    customer_id: int = 0
    company_id: int = 0
    account_id: int = 0
    status: str = NOT_ASSESSED
    limit: EffectiveLimit = NO_LIMIT
    exposure: float = 0.0
    counted: float = 0.0
    overdue: float = 0.0
    oldest_days_past_due: int = 0
    let_off: float = 0.0
    unmatched: float = 0.0
    claim: float = 0.0
    prepaid: float = 0.0
    total: float = 0.0
    prepaid_total: float = 0.0
    total_rounding: float = 0.01
    currency_id: int = 0
    value: float = 0.0
    terms: Terms = AT_ONCE
    approved_terms: Terms | None = None
    next_review: date | None = None
    days_beyond_terms: float | None = None
    earlier_orders: int | None = None
    grade_id: int = 0
    risk_class: str = ""
    category_ids: frozenset[int] = frozenset()
    team_id: int = 0
    country_id: int = 0
    industry_id: int = 0
    tag_ids: frozenset[int] = frozenset()
    release: Release | None = None
    rounding: float = 0.01
    sold_to: Facts | None = None
    payer_agreed: bool = False
    shared: Shared | None = None
    more: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def sold_to_id(self) -> int:
        """The customer who ordered, billed or not."""
        return self.customer_id if self.sold_to is None else self.sold_to.customer_id

    @property
    def claim_unpaid(self) -> float:
        """Part of the order that would be owed: a prepayment lowers it, and never below nothing."""
        return max(self.claim - self.prepaid, 0.0)

    @property
    def exposure_after(self) -> float:
        return self.exposure + self.claim_unpaid

    @property
    def assessed(self) -> bool:
        return self.limit.state != NOT_ASSESSED

    @property
    def of_group(self) -> Facts | None:
        """The same order held against what its group may owe; None where nobody has granted the group anything."""
        if self.shared is None or self.shared.limit.state == NOT_ASSESSED:
            return None
        return replace(self, limit=self.shared.limit, exposure=self.shared.exposure, shared=None)

    def exceeds(self, amount: float, allowed: float) -> bool:
        """Whether an amount is larger by at least the smallest coin."""
        return amount - allowed > self.rounding / 2
