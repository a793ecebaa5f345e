"""Doubts a file leaves, and the answers of a person: whatever a file does not say itself."""

from dataclasses import dataclass, fields
from datetime import date

# Kinds of doubts; the answer to each is the field of Answers of that name.
ENCODING = "encoding"  # letters can be read in several ways
SHEETS = "sheets"  # other sheets hold a ledger, too
HIDDEN = "hidden"  # rows nobody sees: filtered out, or hidden
QUOTES = "quotes"  # a quote swallows rows
LIST_DATE = "list_date"  # paid in part, and the day of the list is not known
PAID_DAY = "paid_day"  # paid, and no day says when
REPEATED = "repeated"  # a number in several rows: the whole invoice in each, or a part
CREDITS = "credits"  # amounts on the credit side, and nothing says what they are
PAYMENTS = "payments"  # rows of payments beside invoices that are paid already
TURNED = "turned"  # days and months that a spreadsheet has turned
MOVED = "moved"  # midnight of another place
SIGNS = "signs"  # invoices are written below zero
NUMBERED = "numbered"  # amounts above zero under numbers that begin as those of credit notes do
LEVELS = "levels"  # names above names: which of them is the customer
CURRENCY = "currency"  # a sign that several currencies share


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of a person to each doubt; empty where nothing was said."""

    encoding: str = ""
    sheets: str = ""  # one, all
    hidden: str = ""  # with, without
    quotes: str = ""  # keep, ignore
    list_date: date | None = None
    paid_day: str = ""  # due, out
    repeated: str = ""  # once, sum
    credits: str = ""  # credit_note, payment
    payments: str = ""  # told, account
    turned: str = ""  # turn, keep
    moved: str = ""  # next, keep
    signs: str = ""  # turn, keep
    numbered: str = ""  # credit_note, invoice
    levels: str = ""  # outer, inner
    currency: str = ""  # a code


KINDS = tuple(one.name for one in fields(Answers))
NO_ANSWERS = Answers()


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question to a person: how often it arises, where first, and an example."""

    kind: str
    count: int = 1
    row: int = 0
    value: str = ""
    answered: bool = False
    beside: str = ""  # what is read meanwhile


@dataclass(frozen=True, slots=True)
class Remark:
    """Remarks about a file as a whole."""

    kind: str
    count: int = 0
    value: str = ""
    row: int = 0
    customer: str = ""  # whose
    read: str = ""  # what was read, beside the value that the file says


OTHER_SHEET = "other_sheet"
MAC = "mac"
