"""The table of an old ledger and what its columns mean → invoices, or every fault with its row and column.

Nothing is left out in silence: a row that holds anything is an invoice or a fault. What an accountant
would only want to know, a payment before the invoice for instance, is a warning.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from . import ledger
from .column import DATES
from .file import BadCell
from .format import to_date, to_number
from .ledger import Invoice
from .words import AMOUNT, CURRENCY, CUSTOMER, DUE, INVOICED, NUMBER, OPEN, PAID, PAID_ON, REFERENCE

# What is wrong with a cell or a row, beyond what is wrong with an invoice by itself (core/ledger.py).
MISSING = "missing"  # an empty cell where each invoice has something
NO_DATE = "no_date"
NO_NUMBER = "no_amount"
ERROR_VALUE = "error_value"  # #DIV/0!
NOT_CALCULATED = "not_calculated"  # a formula without a stored value
UNKNOWN_CURRENCY = "unknown_currency"
TWICE = "twice"  # the number of this customer stands in another row as well
OPEN_DIFFERS = "open_differs"  # paid and open together are not the amount
PAID_NOTHING = "paid_nothing"  # a day of payment, and nothing paid
# What only Odoo knows.
BOOKED_BEFORE = "booked_before"  # the customer has had an invoice of this number
SEVERAL_CUSTOMERS = "several_customers"  # of this name or reference
# Warnings.
PREPAID = "prepaid"
IN_PART = "in_part"

# Where a fault of an invoice is to be looked for.
PLACES = {
    ledger.NO_NUMBER: NUMBER, ledger.ZERO: AMOUNT, ledger.FUTURE_INVOICE: INVOICED, ledger.FUTURE_PAYMENT: PAID_ON,
    ledger.DUE_BEFORE_INVOICE: DUE, ledger.PAID_WITHOUT_DAY: PAID_ON, ledger.OVERPAID: PAID,
    ledger.PAID_OTHER_SIGN: PAID,
}  # fmt: skip
SMALLEST = 0.005  # amounts nearer than this are the same


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and where: the row and the letter of the column as a spreadsheet shows them."""

    reason: str
    row: int
    column: str = ""
    meaning: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a file does not say itself."""

    today: date
    currencies: frozenset = frozenset()  # codes in use
    days: int | None = None  # to pay, where no due date is given; None where each must be
    own_currency: str = ""


@dataclass(slots=True)
class Reading:
    """What became of a file."""

    invoices: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    warnings: list = field(default_factory=list)


class _BadCellError(Exception):
    def __init__(self, reason, value=""):
        super().__init__(reason)
        self.reason, self.value = reason, value


def missing(columns):
    """What the columns do not tell and must: meanings, the customer standing for name or reference."""
    known = {column.meaning for column in columns}
    wanted = [meaning for meaning in (NUMBER, INVOICED, AMOUNT) if meaning not in known]
    return wanted if known & {CUSTOMER, REFERENCE} else [CUSTOMER, *wanted]


def read(table, columns, rules):
    """
    :param table: core.ledger.file.Table
    :param columns: of core.ledger_column; each meaning at most once
    :param rules: Rules
    :rtype: Reading
    """
    reader = _Reader({column.meaning: column for column in columns if column.meaning}, rules)
    for number, cells in zip(table.numbers, table.rows, strict=True):
        reader.row(number, cells)
    reader.find_twins()
    for found in (reader.reading.faults, reader.reading.warnings):
        found.sort(key=lambda fault: (fault.row, len(fault.column), fault.column))
    return reader.reading


class _Reader:
    """Reads row by row and notes what is wrong on the way."""

    def __init__(self, columns, rules):
        self.columns, self.rules = columns, rules
        self.reading = Reading()

    def row(self, number, cells):
        values, sound = {}, True
        for meaning, column in self.columns.items():
            cell = cells[column.index]
            try:
                values[meaning] = self._value(column, cell)
            except _BadCellError as bad:
                self._note(bad.reason, number, meaning, bad.value)
                sound = False
        for meaning in (NUMBER, INVOICED, AMOUNT):
            sound &= self._require(number, meaning, values)
        if not values.get(CUSTOMER) and not values.get(REFERENCE):
            self._note(MISSING, number, CUSTOMER if CUSTOMER in self.columns else REFERENCE)
            sound = False
        unread = DUE in self.columns and DUE not in values
        if not unread and not values.get(DUE) and self.rules.days is None:
            self._note(MISSING, number, DUE)
            sound = False
        if sound:
            self._take(number, values)

    def _require(self, number, meaning, values):
        if meaning not in self.columns or meaning not in values:
            return False  # said already, of the column or of the cell
        if values[meaning] in (None, ""):
            self._note(MISSING, number, meaning)
            return False
        return True

    def _take(self, number, values):
        """One sound row, as an invoice or a fault of it as a whole."""
        amount, paid_on = values[AMOUNT], values.get(PAID_ON)
        try:
            paid = self._paid(values, amount, paid_on)
        except _BadCellError as bad:
            self._note(bad.reason, number, OPEN if OPEN in self.columns else PAID, bad.value)
            return
        invoice = Invoice(
            number=values[NUMBER],
            invoiced=values[INVOICED],
            due=values.get(DUE) or values[INVOICED] + timedelta(days=self.rules.days or 0),
            amount=amount,
            paid_on=paid_on,
            paid=paid,
            currency=values.get(CURRENCY) or "",
            customer=values.get(CUSTOMER) or "",
            reference=values.get(REFERENCE) or "",
            row=number,
        )
        reason = ledger.fault(invoice, self.rules.today)
        if reason:
            self._note(reason, number, PLACES[reason], self._shown(PLACES[reason], values))
            return
        if paid_on and paid_on < invoice.invoiced:
            self._warn(PREPAID, number, PAID_ON, paid_on.isoformat())
        if invoice.paid_in_part:
            self._warn(IN_PART, number, PAID if PAID in self.columns else OPEN, f"{invoice.settled:.2f}")
        self.reading.invoices.append(invoice)

    @staticmethod
    def _paid(values, amount, paid_on):
        """What was paid: as given, or what is not open any more; None for all of it, or for nothing."""
        paid, still_open = values.get(PAID), values.get(OPEN)
        if paid is None and still_open is None:
            return None
        if paid is None:
            paid = round(amount - still_open, 6)
        elif still_open is not None and abs(paid + still_open - amount) > SMALLEST:
            raise _BadCellError(OPEN_DIFFERS, f"{still_open:.2f}")
        if abs(paid) < SMALLEST:
            if paid_on:
                raise _BadCellError(PAID_NOTHING, paid_on.isoformat())
            return None
        return None if paid_on and abs(paid - amount) < SMALLEST else paid

    def _value(self, column, cell):
        if isinstance(cell, BadCell):
            raise _BadCellError(ERROR_VALUE if cell.calculated else NOT_CALCULATED, cell.text)
        if cell is None:
            return None
        if column.meaning in DATES:
            return self._read(to_date, cell, column, NO_DATE)
        if column.meaning in (AMOUNT, PAID, OPEN):
            return self._read(to_number, cell, column, NO_NUMBER)
        text = as_text(cell)
        return self._currency(text) if column.meaning == CURRENCY else text

    @staticmethod
    def _read(reader, cell, column, reason):
        value = reader(cell, column.found.form) if column.found.form else None
        if value is None:
            raise _BadCellError(reason, as_text(cell))
        return value

    def _currency(self, text):
        """The code in use for it; nothing for the company's own."""
        code = SYMBOLS.get(text, text).upper()
        if code == self.rules.own_currency:
            return ""
        if code not in self.rules.currencies:
            raise _BadCellError(UNKNOWN_CURRENCY, text)
        return code

    def find_twins(self):
        """Rows of one customer with the same number: all but the first are faults."""
        first, sound = {}, []
        for invoice in self.reading.invoices:
            key = invoice.reference or invoice.customer.casefold(), invoice.number
            if key in first:
                self._note(TWICE, invoice.row, NUMBER, f"{invoice.number} ({first[key]})")
            else:
                first[key] = invoice.row
                sound.append(invoice)
        self.reading.invoices = sound

    def _shown(self, meaning, values):
        value = values.get(meaning)
        if value is None:
            return ""
        return f"{value:.2f}" if isinstance(value, float) else str(value)

    def _note(self, reason, row, meaning, value=""):
        self.reading.faults.append(self._fault(reason, row, meaning, value))

    def _warn(self, reason, row, meaning, value=""):
        self.reading.warnings.append(self._fault(reason, row, meaning, value))

    def _fault(self, reason, row, meaning, value):
        column = self.columns.get(meaning)
        return Fault(reason, row, letter(column.index) if column else "", meaning, str(value)[:80])


SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "RMB": "CNY", "元": "CNY", "人民币": "CNY"}


def as_text(cell):
    """A cell as a person reads it: numbers of documents come as numbers from workbooks."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def letter(index):
    """The letter of a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
