"""Exposure of a customer, by category, and what it leaves of the limit."""

from dataclasses import dataclass, field

from .ratios import share

RECEIVABLE = "receivable"  # posted, still to be paid
DRAFT_INVOICE = "draft_invoice"  # invoiced, not yet posted, and not from an order
ORDER = "order"  # confirmed, not yet on a posted invoice
ORDER_LATER = "order_later"  # the same, to be delivered beyond the horizon of the policy: never counts
UNALLOCATED = "unallocated"  # payments and credit notes not yet matched: negative
CLEARING = "clearing"  # received, not yet confirmed by the bank: shown apart
BILL = "bill"  # received and not paid at maturity yet, by its share that counts; rows of an addon alone
DISPUTED = "disputed"  # of receivables in dispute, what a policy lets off: negative; rows of an addon alone

CATEGORIES = (RECEIVABLE, DRAFT_INVOICE, ORDER, ORDER_LATER, UNALLOCATED, CLEARING)
ALWAYS_COUNTED = frozenset({RECEIVABLE, BILL, DISPUTED})
COUNTED_BY_DEFAULT = ALWAYS_COUNTED | {DRAFT_INVOICE, ORDER, UNALLOCATED}


@dataclass(frozen=True)
class Exposure:
    """The open items of one credit account on one date, summed; amounts in its company's currency.

    ``buckets`` holds the overdue and current receivables, first bucket first.
    ``oldest_days_past_due`` is 0 when nothing is overdue.
    """

    by_category: dict[str, float] = field(default_factory=dict)
    counted: frozenset[str] = COUNTED_BY_DEFAULT
    overdue: float = 0.0
    oldest_days_past_due: int = 0
    buckets: tuple[float, ...] = ()
    is_broken: bool = False  # an amount in the ledger is no number: it is in none of these figures

    @property
    def total(self) -> float:
        """The exposure: the sum of the categories that count."""
        return sum(amount for category, amount in self.by_category.items() if category in self.counted)

    def of(self, category: str) -> float:
        return self.by_category.get(category, 0.0)

    def available(self, limit: float) -> float:
        """Amount that may still be ordered under a limit; negative when it is exceeded."""
        return limit - self.total

    def utilisation(self, limit: float) -> float | None:
        """Exposure / limit. None where the ratio says nothing: a limit of zero or less."""
        return share(self.total, limit)
