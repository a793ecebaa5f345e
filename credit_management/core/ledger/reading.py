"""Outcome of reading a file: invoices, faults, warnings, doubts, and what was left out and why."""

from dataclasses import dataclass, field
from datetime import date

from . import ledger
from .doubt import NO_ANSWERS, Answers, Doubt, Remark
from .ledger import Invoice
from .words import AMOUNT, DUE, INVOICED, NUMBER, PAID, PAID_ON

# Faults of a cell or a row, beyond those of an invoice by itself (core/ledger/ledger.py).
MISSING = "missing"  # an empty cell where each invoice has something
NO_DATE = "no_date"
NO_NUMBER = "no_amount"
ERROR_VALUE = "error_value"  # #DIV/0!
NOT_CALCULATED = "not_calculated"  # a formula without a stored value
NOT_READ = "not_read"  # a whole column that does not hold what it is said to
UNKNOWN_CURRENCY = "unknown_currency"
CURRENCY_DIFFERS = "currency_differs"  # the sign in the amount is not the currency of the row
UNKNOWN_KIND = "unknown_kind"
UNKNOWN_STATE = "unknown_state"
UNKNOWN_SIDE = "unknown_side"
STATE_DIFFERS = "state_differs"  # open by its state, and paid by its other cells; or the other way round
SCALED = "scaled"  # a note that amounts are in thousands or millions
PARTLY_PAID = "partly_paid"  # by its state, and nothing says how much
SIGN_UNCLEAR = "sign_unclear"  # some credit notes are negative, and this one is not
AMOUNT_DIFFERS = "amount_differs"  # debit less credit is not the amount
TWICE = "twice"  # the number of this customer stands in another row as well, of another day
TWICE_SIGNS = "twice_signs"  # the same, once positive and once negative
OPEN_DIFFERS = "open_differs"  # paid and open together are not the amount
PAID_NOTHING = "paid_nothing"  # a day of payment, and nothing paid
ROUNDED = "rounded"  # a number of a document as 1.8E+11, or as a date: a spreadsheet has lost what told it from others
TOO_LONG = "too_long"  # more cells than the header has
LIST_TOO_EARLY = "list_too_early"  # the day of the list lies before the invoice
# Faults that only Odoo knows.
BOOKED_BEFORE = "booked_before"  # the customer has had an invoice of this number
SEVERAL_CUSTOMERS = "several_customers"  # of this name or reference
# Warnings.
PREPAID = "prepaid"
IN_PART = "in_part"
INSTALMENTS = "instalments"
# Of a file as a whole.
RUNNING = "running"  # a column of balances that add up row by row
UNEXPLAINED = "unexplained"  # what such balances begin with, and no row of the file tells
NEGATIVE = "negative"  # all together customers owe less than nothing
SAME_NUMBER = "same_number"  # numbers that begin anew each year
FILLED = "filled"  # customers taken from above
WRONG_TOTAL = "wrong_total"
ON_ACCOUNT = "on_account"
ADDED_UP = "added_up"  # rows that are lines of an invoice
# Why a row is left out, beyond what rows.py tells.
VOID, DRAFT, PAID_OUT, SETTLING, ONCE, PAYABLE = "void", "draft", "paid_out", "settling", "once", "payable"

# Columns in which a fault of an invoice is to be looked for.
PLACES = {
    ledger.NO_NUMBER: NUMBER, ledger.ZERO: AMOUNT, ledger.FUTURE_INVOICE: INVOICED, ledger.FUTURE_PAYMENT: PAID_ON,
    ledger.DUE_BEFORE_INVOICE: DUE, ledger.DUE_LONG_AFTER: DUE, ledger.PAID_WITHOUT_DAY: PAID_ON, ledger.OVERPAID: PAID,
    ledger.PAID_OTHER_SIGN: PAID,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """Fault and its place: the row and the letter of the column as a spreadsheet shows them."""

    reason: str
    row: int
    column: str = ""
    meaning: str = ""
    value: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """Facts a file does not say itself."""

    today: date
    currencies: frozenset[str] = frozenset()  # codes in use
    days: int | None = None  # to pay, where no due date is given; None where each must be
    own_currency: str = ""
    answers: Answers = NO_ANSWERS


@dataclass(frozen=True, slots=True)
class Left:
    """A row of a customer that is left out, with its amount as far as it is told."""

    row: int
    customer: tuple[str, str]  # reference and name
    amount: float = 0.0
    currency: str = ""


@dataclass(slots=True)
class Reading:
    """Outcome of reading a file."""

    invoices: list[Invoice] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    left: dict[str, list[int]] = field(default_factory=dict)  # by reason: row numbers
    left_documents: list[Left] = field(default_factory=list)  # those of them that are documents

    @property
    def open_doubts(self) -> list[Doubt]:
        return [one for one in self.doubts if not one.answered]

    def ask(self, kind: str, answered: bool, row: int = 0, value: str = "") -> None:
        """A doubt more of its kind."""
        for position, one in enumerate(self.doubts):
            if one.kind == kind:
                self.doubts[position] = Doubt(kind, one.count + 1, one.row, one.value, answered)
                return
        self.doubts.append(Doubt(kind, 1, row, value, answered))

    def remark(self, kind: str, value: str) -> None:
        """A remark more of its kind."""
        for position, one in enumerate(self.remarks):
            if one.kind == kind:
                self.remarks[position] = Remark(kind, one.count + 1, one.value, one.row)
                return
        self.remarks.append(Remark(kind, 1, value))

    def leave(self, reason: str, row: int) -> None:
        self.left.setdefault(reason, []).append(row)


def letter(index: int) -> str:
    """The letter of a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def shown(meaning: str, invoice: Invoice) -> str:
    value = getattr(invoice, meaning, None)
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, float) else str(value)
