"""What an invoice asks of the credit of its customer: as much of it as no firm order stands behind."""

from __future__ import annotations

from dataclasses import dataclass

# A sales receipt is owed, too, until a payment comes: its name pays nothing.
OWED_TYPES = ("out_invoice", "out_receipt")


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice, in its own currency.

    ``covered`` is what firm orders of the customer claim less once it is posted; ``lines`` is how many of its lines
    come from orders: each may be a coin apart from its order by rounding.
    """

    total: float
    covered: float = 0.0
    lines: int = 0
    rounding: float = 0.01

    @property
    def claim(self) -> float:
        """Part of the invoice that no order covers; nothing where only rounding is left."""
        beyond = self.total - self.covered
        return beyond if beyond > self.rounding * (self.lines + 0.5) else 0.0


@dataclass(frozen=True, slots=True)
class Counted:
    """How an invoice stands in the exposure of its customer, in the company's currency.

    ``amount`` is what it comes to; ``draft`` what the exposure has of it as long as it is a draft; ``ordered`` what
    the exposure has of it as a part of orders; ``matched`` what is paid of it and matched with it.
    """

    amount: float
    claim: float
    draft: float = 0.0
    ordered: float = 0.0
    matched: float = 0.0
    is_posted: bool = False

    @property
    def already(self) -> float:
        """What to take off the exposure for the rest of it and the claim to be what is owed once it is posted."""
        if self.is_posted:
            return max(self.claim - self.matched, 0.0)
        return self.claim + self.draft + self.ordered - self.amount
