"""What an old ledger says of invoices, and the receipts it takes to settle them as it says.

Several invoices that a customer settled on one day are settled by one receipt, as in life. An invoice
paid in part has a receipt of its own, since nothing says how a shared one would be split; so has one in
another currency, whose receipt is booked at the rate of the invoice: the gain or loss on it was booked
in the old ledger. Credit notes settled on a day are paid out that day, so that every document is settled
on the day the old ledger tells.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

# What is wrong with an invoice by itself.
NO_NUMBER = "no_number"
ZERO = "zero"
FUTURE_INVOICE = "future_invoice"
FUTURE_PAYMENT = "future_payment"
DUE_BEFORE_INVOICE = "due_before_invoice"
PAID_WITHOUT_DAY = "paid_without_day"  # money received, and nobody knows when
OVERPAID = "overpaid"
PAID_OTHER_SIGN = "paid_other_sign"


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice, or a credit note when the amount is negative."""

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

    @property
    def settled(self):
        """What was paid, with the sign of the amount."""
        if self.paid_on is None:
            return 0.0
        return self.amount if self.paid is None else self.paid

    @property
    def paid_in_part(self):
        return bool(self.settled) and self.settled != self.amount


def fault(invoice, today):
    """Why this cannot be booked, or None.

    :param today: the company's day
    """
    paid = invoice.paid or 0.0
    checks = (
        (NO_NUMBER, not invoice.number),
        (ZERO, not invoice.amount),
        (FUTURE_INVOICE, invoice.invoiced > today),
        (DUE_BEFORE_INVOICE, invoice.due < invoice.invoiced),
        (FUTURE_PAYMENT, invoice.paid_on is not None and invoice.paid_on > today),
        (PAID_WITHOUT_DAY, invoice.paid_on is None and paid != 0),
        (PAID_OTHER_SIGN, paid * invoice.amount < 0),
        (OVERPAID, abs(paid) > abs(invoice.amount)),
    )
    return next((reason for reason, wrong in checks if wrong), None)


def receipts(invoices, own_currency):
    """The invoices that each receipt settles, as positions in the list given; the oldest first.

    :param own_currency: the code of the company's currency
    """
    groups = defaultdict(list)
    for position, invoice in enumerate(invoices):
        if not invoice.settled:
            continue
        alone = invoice.paid_in_part or (invoice.currency or own_currency) != own_currency
        key = invoice.paid_on, invoice.partner_id, invoice.amount < 0, position if alone else -1
        groups[key].append(position)
    return [tuple(groups[key]) for key in sorted(groups)]


def parts(invoices, size):
    """The invoices in parts of about this size, as positions; none tears apart what one receipt settles."""
    order = sorted(range(len(invoices)), key=lambda position: _place(invoices[position]))
    found, part, last = [], [], None
    for position in order:
        group = _place(invoices[position])[:2]
        if len(part) >= size and group != last:
            found.append(part)
            part = []
        part.append(position)
        last = group
    return [*found, part] if part else found


def _place(invoice):
    return invoice.partner_id, invoice.paid_on or date.max, invoice.invoiced, invoice.number
