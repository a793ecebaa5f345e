"""A row of a ledger as a document: an invoice, a credit note, or a payment, with its amounts signed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from .ledger import SMALLEST, Instalment, Invoice
from .name import plain_name
from .reading import Reading, Rules

Note = Callable[[str, int, str, str], None]


@dataclass(slots=True)
class Document:
    """One row with its amounts signed."""

    row: int
    number: str
    invoiced: date
    due: date
    amount: float
    kind: str = ""
    open: float | None = None
    paid: float | None = None
    paid_on: date | None = None
    state: str = ""
    currency: str = ""
    customer: str = ""
    reference: str = ""
    clearing: str = ""
    part: str = ""  # which instalment, where a column numbers them

    @property
    def key(self) -> tuple[str, str]:
        """Of one customer, numbers that differ in nothing but capitals are one."""
        return self.reference or plain_name(self.customer), self.number.casefold()

    @property
    def due_part(self) -> Instalment:
        return Instalment(self.due, self.amount, self.paid_on, self.paid)

    @property
    def invoice(self) -> Invoice:
        return Invoice(
            number=self.number, invoiced=self.invoiced, due=self.due, amount=self.amount, paid_on=self.paid_on,
            paid=self.paid, currency=self.currency, customer=self.customer, reference=self.reference, row=self.row,
        )  # fmt: skip

    @property
    def on_account(self) -> Invoice:
        """A payment that settles none of the invoices."""
        return Invoice(
            number=self.number, invoiced=self.invoiced, due=max(self.due, self.invoiced), amount=self.amount,
            currency=self.currency, customer=self.customer, reference=self.reference, row=self.row, payment=True,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Work:
    """Context of all steps from rows to documents: what the columns mean, the rules, and where to note things."""

    known: set[str]
    rules: Rules
    reading: Reading
    note: Note
    repeated: str = ""  # once or sum, where the rows themselves tell what several of one number are


def same(one: float, other: float) -> bool:
    return abs(one - other) < SMALLEST


def follow_sign(one: Document) -> None:
    """Make open and paid negative where the amount is, and the file leaves them positive."""
    if one.amount < 0:
        if one.open is not None and one.open > 0:
            one.open = -one.open
        if one.paid is not None and one.paid > 0:
            one.paid = -one.paid
