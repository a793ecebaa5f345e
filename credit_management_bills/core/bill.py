"""Acceptance bills: what of a bill counts as exposure on a day, and what is merely in clearing.

A bill settles the invoice on the day it is received. Whether money comes of it is known at maturity: of a bank bill it
comes unless the bank fails, so a share of it counts, by bank; of a commercial bill once its acceptor has paid.
"""

from dataclasses import dataclass
from datetime import date

BANK, COMMERCIAL = KINDS = ("bank", "commercial")
HELD, HONOURED, DISHONOURED = STATES = ("held", "honoured", "dishonoured")
# The payment methods of Odoo by which bills are received.
METHODS = {"credit_bank_bill": BANK, "credit_commercial_bill": COMMERCIAL}
NO_NUMBER, NO_MATURITY, TOO_EARLY, NO_ACCEPTOR, NOT_FROM_CUSTOMER = (
    "no_number", "no_maturity", "too_early", "no_acceptor", "not_from_customer",
)  # fmt: skip
NOT_HELD, BEFORE_RECEIPT, BEFORE_MATURITY, AHEAD = "not_held", "before_receipt", "before_maturity", "ahead"


@dataclass(frozen=True)
class Bill:
    """A bill received from a customer.

    ``share`` is what of it counts, from 0 to 1; ``ended`` the day it was honoured or dishonoured.
    """

    kind: str
    received: date
    matures: date
    amount: float
    share: float = 1.0
    ended: date | None = None


@dataclass(frozen=True)
class Standing:
    """What of a bill counts as exposure, and what is in clearing beside."""

    counts: float = 0.0
    clearing: float = 0.0


def is_running(bill: Bill, on: date) -> bool:
    """Whether a bill has been received and its money is still to come. On the day it matures a bank bill is money.

    The twin of ``sql.bill_items.running``.
    """
    if bill.received > on or (bill.ended is not None and bill.ended <= on):
        return False
    return bill.kind == COMMERCIAL or bill.matures > on


def standing(bill: Bill, on: date) -> Standing:
    if not is_running(bill, on):
        return Standing()
    share = 1.0 if bill.kind == COMMERCIAL else min(max(bill.share, 0.0), 1.0)
    return Standing(bill.amount * share, bill.amount * (1 - share))


def flaw(kind: str, is_receipt: bool, number: str, received: date, matures: date | None, acceptor: bool) -> str:
    """The reason why a receipt cannot be posted as a bill; empty when it can."""
    if kind and not is_receipt:
        return NOT_FROM_CUSTOMER
    if not number.strip():
        return NO_NUMBER
    if matures is None:
        return NO_MATURITY
    if matures < received:
        return TOO_EARLY
    return "" if acceptor else NO_ACCEPTOR


def end_flaw(bill: Bill, state: str, to: str, on: date, today: date) -> str:
    """The reason why a bill cannot be recorded as honoured or dishonoured on a day; empty when it can.

    A bill may be refused before it matures: its acceptor is insolvent. Nobody has paid it before then.
    """
    if state != HELD:
        return NOT_HELD
    if on > today:
        return AHEAD
    if on < bill.received:
        return BEFORE_RECEIPT
    return BEFORE_MATURITY if to == HONOURED and on < bill.matures else ""
