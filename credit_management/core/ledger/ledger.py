"""Invoices as an old ledger tells them, and the receipts it takes to settle them as it says.

Several invoices that a customer settled on one day are settled by one receipt, as in life. An invoice
paid in part has a receipt of its own, since nothing says how a shared one would be split; so has one in
another currency, whose receipt is booked at the rate of the invoice: the gain or loss on it was booked
in the old ledger. Credit notes settled on a day are paid out that day, so that every document is settled
on the day the old ledger tells.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# Faults of an invoice by itself.
NO_NUMBER = "no_number"
ZERO = "zero"
FUTURE_INVOICE = "future_invoice"
FUTURE_PAYMENT = "future_payment"
DUE_BEFORE_INVOICE = "due_before_invoice"
DUE_LONG_AFTER = "due_long_after"  # so long after the invoice that a year is mistyped, and it would never be overdue
PAID_WITHOUT_DAY = "paid_without_day"  # money received, and nobody knows when
OVERPAID = "overpaid"
PAID_OTHER_SIGN = "paid_other_sign"
LONGEST_TERM = 10  # years from an invoice to its due date
SMALLEST = 0.005  # amounts nearer than this are the same


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of an invoice with a due date of its own."""

    due: date
    amount: float
    paid_on: date | None = None
    paid: float | None = None

    @property
    def settled(self) -> float:
        if self.paid_on is None:
            return 0.0
        return self.amount if self.paid is None else self.paid


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice, or a credit note when the amount is negative, or a payment that settles none yet."""

    number: str
    invoiced: date
    due: date
    amount: float
    paid_on: date | None = None
    paid: float | None = None  # with a day of payment and no amount: all of it
    currency: str = ""  # the company's own
    customer: str = ""  # its name, as the old ledger has it
    reference: str = ""  # of the customer
    row: int = 0  # in the file, as a spreadsheet shows it
    partner_id: int = 0
    payment: bool = False  # money on account: negative, as it lowers what is owed
    instalments: tuple[Instalment, ...] = ()  # together the amount; each settled by itself

    @property
    def settled(self) -> float:
        """Amount paid, with the sign of the amount."""
        if self.instalments:
            return math.fsum(part.settled for part in self.instalments)
        if self.paid_on is None:
            return 0.0
        return self.amount if self.paid is None else self.paid

    @property
    def paid_in_part(self) -> bool:
        return bool(self.settled) and self.settled != self.amount


def fault(invoice: Invoice, today: date) -> str | None:
    """Why this cannot be booked, or None.

    :param today: the company's day
    """
    parts: Sequence[Invoice | Instalment] = invoice.instalments or (invoice,)
    paid = [(part, part.paid or 0.0) for part in parts]
    checks = (
        (NO_NUMBER, not invoice.number),
        (ZERO, not math.isfinite(invoice.amount) or abs(invoice.amount) < SMALLEST),
        (FUTURE_INVOICE, invoice.invoiced > today),
        (DUE_BEFORE_INVOICE, any(part.due < invoice.invoiced for part in parts)),
        (DUE_LONG_AFTER, any(part.due.year - invoice.invoiced.year > LONGEST_TERM for part in parts)),
        (FUTURE_PAYMENT, any(part.paid_on is not None and part.paid_on > today for part in parts)),
        (PAID_OTHER_SIGN, any(amount * part.amount < 0 for part, amount in paid)),
        (PAID_WITHOUT_DAY, any(part.paid_on is None and amount != 0 for part, amount in paid)),
        (OVERPAID, any(abs(amount) > abs(part.amount) for part, amount in paid)),
    )
    return next((reason for reason, wrong in checks if wrong), None)


def receipts(invoices: Sequence[Invoice], own_currency: str) -> list[tuple[int, ...]]:
    """The invoices that each receipt settles, as positions in the list given; the oldest first.

    :param own_currency: the code of the company's currency
    """
    groups = defaultdict(list)
    for position, invoice in enumerate(invoices):
        if not invoice.settled or invoice.instalments or invoice.paid_on is None:
            continue
        alone = invoice.paid_in_part or (invoice.currency or own_currency) != own_currency
        key = invoice.paid_on, invoice.partner_id, invoice.amount < 0, position if alone else -1
        groups[key].append(position)
    return [tuple(groups[key]) for key in sorted(groups)]


def instalment_receipts(invoices: Sequence[Invoice]) -> list[tuple[int, int]]:
    """The instalments that have a receipt, each one of its own, as positions of invoice and instalment."""
    return [
        (position, number)
        for position, invoice in enumerate(invoices)
        for number, part in enumerate(invoice.instalments)
        if part.settled
    ]


def parts(invoices: Sequence[Invoice], size: int) -> list[list[int]]:
    """The invoices in parts of about this size, as positions; none tears apart what one receipt settles."""
    order = sorted(range(len(invoices)), key=lambda position: _place(invoices[position]))
    found: list[list[int]] = []
    part: list[int] = []
    last = None
    for position in order:
        group = _place(invoices[position])[:2]
        if len(part) >= size and group != last:
            found.append(part)
            part = []
        part.append(position)
        last = group
    return [*found, part] if part else found


def _place(invoice: Invoice) -> tuple[int, date, date, str]:
    return invoice.partner_id, invoice.paid_on or date.max, invoice.invoiced, invoice.number
