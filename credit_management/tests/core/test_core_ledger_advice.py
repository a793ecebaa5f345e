"""Advice of the import: whoever follows it gets what is right. A new reason without advice tried here fails."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from ...core.ledger import column as ledger_column
from ...core.ledger import doubt, ledger, reading
from ...core.ledger import file as ledger_file
from ...core.ledger import sheet as ledger_sheet
from ...core.ledger.doubt import Answers
from ...core.ledger.reading import Rules
from .core_common import CoreCase
from .ledger_kinds_common import CODES, HEADERS, TODAY
from .ledger_sheet_common import text_file, workbook

DAYS = ("2026-01-15", "2026-02-14")
ROW = ("Alder", "A-1", *DAYS, "100.00")
OTHER = ("Beech", "A-2", *DAYS, "50.00")
BOTH = {"A-1": 100, "A-2": 50}
EXAMPLES = ("Cedar", "A-7", *DAYS, "70.00"), ("Cedar", "A-8", *DAYS, "80.00")
THREE = {"A-1": 100, "A-7": 70, "A-8": 80}


@dataclass(frozen=True)
class Advice:
    """A file with something wrong, what follows from the advice, and what is open of each number then."""

    before: bytes
    opened: dict
    after: bytes = b""  # the same file when empty
    answers: dict = None
    wrong_answers: dict = None  # given before
    without: str = ""  # the heading whose meaning is taken away


def file(*rows, more=()):
    return text_file([(*HEADERS, *more), *rows])


def beside(heading, first, second=""):
    """Two rows with a further column."""
    return file((*ROW, first), (*OTHER, second), more=(heading,))


PAID = ("Payment Date",)
FAULTS = {
    reading.MISSING: Advice(file(ROW, ("Beech", "A-2", "", DAYS[1], "50.00")), BOTH, file(ROW, OTHER)),
    reading.NO_DATE: Advice(
        file(*EXAMPLES, (*ROW[:2], "2026-02-30", *ROW[3:])), THREE, file(*EXAMPLES, ROW)
    ),
    reading.NO_NUMBER: Advice(file(*EXAMPLES, (*ROW[:4], "1oo")), THREE, file(*EXAMPLES, ROW)),
    reading.ERROR_VALUE: Advice(
        workbook([HEADERS, (*ROW[:4], "#DIV/0!"), (*OTHER[:4], 50)]), BOTH,
        workbook([HEADERS, (*ROW[:4], 100), (*OTHER[:4], 50)]),
    ),
    reading.NOT_CALCULATED: Advice(
        workbook([HEADERS, (*ROW[:4], "=50+50"), (*OTHER[:4], 50)]), BOTH,
        workbook([HEADERS, (*ROW[:4], 100), (*OTHER[:4], 50)]),
    ),
    reading.UNKNOWN_CURRENCY: Advice(beside("Currency", "EURO1", "EUR"), BOTH, beside("Currency", "EUR", "EUR")),
    reading.NOT_READ: Advice(beside("Payment Date", "batch 1", "batch 2"), BOTH, without="Payment Date"),
    reading.UNKNOWN_KIND: Advice(
        file((*ROW, "Invoice"), (*OTHER, "Rvs"), (*EXAMPLES[0], "Invoice"), more=("Type",)),
        {"A-1": 100, "A-2": -50, "A-7": 70},
        file((*ROW, "Invoice"), (*OTHER, "Credit note"), (*EXAMPLES[0], "Invoice"), more=("Type",)),
    ),
    reading.UNKNOWN_STATE: Advice(
        file((*ROW, "Open"), (*OTHER, "Whatever"), (*EXAMPLES[0], "Open"), more=("Status",)), BOTH | {"A-7": 70},
        without="Status",
    ),
    reading.UNKNOWN_SIDE: Advice(
        file((*ROW, "D"), (*OTHER, "Q"), (*EXAMPLES[0], "D"), more=("D/C",)), {"A-1": 100, "A-2": -50, "A-7": 70},
        file((*ROW, "D"), (*OTHER, "C"), (*EXAMPLES[0], "D"), more=("D/C",)),
    ),
    reading.CURRENCY_DIFFERS: Advice(
        file((*ROW[:4], "£100.00", "EUR"), (*OTHER, "EUR"), more=("Currency",)), BOTH,
        file((*ROW, "EUR"), (*OTHER, "EUR"), more=("Currency",)),
    ),
    reading.STATE_DIFFERS: Advice(
        file((*ROW, "100.00", "Paid"), (*OTHER, "50.00", "Open"), more=("Open Balance", "Status")), BOTH,
        file((*ROW, "100.00", "Open"), (*OTHER, "50.00", "Open"), more=("Open Balance", "Status")),
    ),
    reading.SCALED: Advice(
        text_file([(*HEADERS[:4], "金额（万元）"), ROW, OTHER]), BOTH, file(ROW, OTHER)
    ),
    reading.PARTLY_PAID: Advice(
        beside("Status", "Partially Paid", "Open"), {"A-1": 40, "A-2": 50},
        file((*ROW, "Partially Paid", "40.00"), (*OTHER, "Open", "50.00"), more=("Status", "Open Balance")),
        {"list_date": date(2026, 10, 31)},
    ),
    reading.SIGN_UNCLEAR: Advice(
        file((*ROW, "Invoice"), ("B", "C-1", *DAYS, "-5", "Credit note"), ("B", "C-2", *DAYS, "6", "Credit note"),
             more=("Type",)), {"A-1": 100, "C-1": -5, "C-2": -6},
        file((*ROW, "Invoice"), ("B", "C-1", *DAYS, "-5", "Credit note"), ("B", "C-2", *DAYS, "-6", "Credit note"),
             more=("Type",)),
    ),
    reading.AMOUNT_DIFFERS: Advice(
        file((*ROW[:4], "84.00", "100.00", ""), (*OTHER[:4], "42.00", "50.00", ""), more=("Debit", "Credit")),
        BOTH, without="Amount",
    ),
    reading.TOO_LONG: Advice(
        b"Customer,Invoice No,Invoice Date,Due Date,Amount\nAlder,A-1,2026-01-15,2026-02-14,1,100.00\n", {"A-1": 1100},
        b"Customer;Invoice No;Invoice Date;Due Date;Amount\nAlder;A-1;2026-01-15;2026-02-14;1,100.00\n",
    ),
    reading.ROUNDED: Advice(
        file(("Alder", "1.80E+11", *ROW[2:]), ("Alder", "1.80E+11", DAYS[0], "2026-03-14", "50.00")),
        {"180000000001": 100, "180000000002": 50},
        file(("Alder", "180000000001", *ROW[2:]), ("Alder", "180000000002", DAYS[0], "2026-03-14", "50.00")),
    ),
    reading.LIST_TOO_EARLY: Advice(
        beside("Open Balance", "40.00", "50.00"), {"A-1": 40, "A-2": 50}, answers={"list_date": date(2026, 3, 31)},
        wrong_answers={"list_date": date(2026, 1, 1)},
    ),
    reading.TWICE: Advice(
        file(ROW, ("Alder", "A-1", "2026-03-15", "2026-04-14", "70.00")), {"A-1": 100, "A-1b": 70},
        file(ROW, ("Alder", "A-1b", "2026-03-15", "2026-04-14", "70.00")),
    ),
    reading.TWICE_SIGNS: Advice(
        file(ROW, ("Alder", "A-1", *DAYS, "-40.00")), {"A-1": 60},
        file((*ROW, "Invoice"), ("Alder", "A-1", *DAYS, "-40.00", "Payment"), more=("Document Type",)),
    ),
    reading.OPEN_DIFFERS: Advice(
        file((*ROW, "40.00", "50.00"), (*OTHER, "0.00", "50.00"), more=("Amount Paid", "Balance")),
        {"A-1": 50, "A-2": 50},
        answers={"list_date": date(2026, 10, 31)}, without="Amount Paid",
    ),
    reading.PAID_NOTHING: Advice(
        file((*ROW, "100.00", "2026-02-10"), (*OTHER, "50.00", ""), more=("Open Balance", *PAID)), BOTH,
        file((*ROW, "100.00", ""), (*OTHER, "50.00", ""), more=("Open Balance", *PAID)),
    ),
    ledger.ZERO: Advice(file(ROW, (*OTHER[:4], "0.00")), {"A-1": 100}, file(ROW)),
    ledger.FUTURE_INVOICE: Advice(
        file(ROW, ("Beech", "A-2", "2027-01-15", "2027-02-14", "50.00")), BOTH, file(ROW, OTHER)
    ),
    ledger.DUE_BEFORE_INVOICE: Advice(
        file(ROW, ("Beech", "A-2", DAYS[1], DAYS[0], "50.00")), BOTH, file(ROW, OTHER)
    ),
    ledger.DUE_LONG_AFTER: Advice(
        file(ROW, ("Beech", "A-2", DAYS[0], "2062-02-14", "50.00")), BOTH, file(ROW, OTHER)
    ),
    ledger.FUTURE_PAYMENT: Advice(
        beside("Payment Date", "2026-02-10", "2027-02-10"), {"A-1": 0, "A-2": 50}, beside("Payment Date", "2026-02-10")
    ),
    ledger.PAID_WITHOUT_DAY: Advice(
        file((*ROW, "100.00", "2026-02-10"), (*OTHER, "20.00", ""), more=("Amount Paid", *PAID)), {"A-1": 0, "A-2": 30},
        file((*ROW, "100.00", "2026-02-10"), (*OTHER, "20.00", "2026-02-11"), more=("Amount Paid", *PAID)),
    ),
    ledger.OVERPAID: Advice(
        file((*ROW, "120.00", "2026-02-10"), more=("Amount Paid", *PAID)), {"A-1": 0},
        file((*ROW, "100.00", "2026-02-10"), more=("Amount Paid", *PAID)),
    ),
    ledger.PAID_OTHER_SIGN: Advice(
        file((*ROW, "-40.00", "2026-02-10"), more=("Amount Paid", *PAID)), {"A-1": 60},
        file((*ROW, "40.00", "2026-02-10"), more=("Amount Paid", *PAID)),
    ),
}  # fmt: skip
# Those that only Odoo finds, and a number that no file leaves out: tests/ledger/test_ledger_import_advice.py.
ELSEWHERE = {reading.BOOKED_BEFORE, reading.SEVERAL_CUSTOMERS, ledger.NO_NUMBER}
WARNINGS = {reading.PREPAID, reading.IN_PART, reading.INSTALMENTS}

TURNED = workbook([
    HEADERS, ("Alder", "A-1", datetime(2026, 3, 4), datetime(2026, 3, 5), 100),
    ("Alder", "A-2", "13/04/2026", "13/05/2026", 50),
])  # fmt: skip
KINDS = text_file([
    (*HEADERS, "Type", "Payment Date"), (*ROW, "Invoice", "2026-02-10"), (*OTHER, "Invoice", ""),
    ("Alder", "P-1", *DAYS, "100.00", "Payment", ""),
])  # fmt: skip
SIDES = text_file([
    (*HEADERS[:4], "Debit", "Credit"), (*ROW[:4], "100.00", ""), ("Alder", "X-1", *DAYS, "", "30.00"),
])  # fmt: skip
QUOTED = b'Customer,Invoice No,Invoice Date,Due Date,Amount\n"Alder,A-1,2026-01-15,2026-02-14,100.00\n' + (
    b"Beech,A-2,2026-01-15,2026-02-14,50.00\n"
)
TURNED_SIGNS = file((*ROW[:4], "-100.00"), (*OTHER[:4], "-50.00"), ("Beech", "C-1", *DAYS, "20.00"))
NUMBERED = file(ROW, ("Beech", "CN-2", *OTHER[2:]))
LEVELS = text_file([
    HEADERS[1:], ("Alder", "", "", ""), ("High Street", "", "", ""), ROW[1:], ("Low Street", "", "", ""), OTHER[1:],
])  # fmt: skip
ANSWERED = (
    (doubt.ENCODING, file(("Cr\xe8me", *ROW[1:])).decode().encode("cp1252"), {"encoding": "cp1252"}, {"A-1": 100}),
    (doubt.QUOTES, QUOTED, {"quotes": "ignore"}, BOTH),
    (doubt.LIST_DATE, beside("Open Balance", "40.00", "50.00"), {"list_date": date(2026, 10, 31)},
     {"A-1": 40, "A-2": 50}),
    (doubt.PAID_DAY, beside("Status", "Paid", "Open"), {"paid_day": "due"}, {"A-1": 0, "A-2": 50}),
    (doubt.PAID_DAY, beside("Status", "Paid", "Open"), {"paid_day": "out"}, {"A-2": 50}),
    (doubt.REPEATED, file(ROW, ROW), {"repeated": "once"}, {"A-1": 100}),
    (doubt.REPEATED, file(ROW, (*ROW[:4], "40.00")), {"repeated": "sum"}, {"A-1": 140}),
    (doubt.CREDITS, SIDES, {"credits": "credit_note"}, {"A-1": 100, "X-1": -30}),
    (doubt.CREDITS, SIDES, {"credits": "payment"}, {"A-1": 100, "X-1": -30}),
    (doubt.PAYMENTS, KINDS, {"payments": "told"}, {"A-1": 0, "A-2": 50}),
    (doubt.PAYMENTS, KINDS, {"payments": "account"}, {"A-1": 0, "A-2": 50, "P-1": -100}),
    (doubt.TURNED, TURNED, {"turned": "turn"}, BOTH),
    (doubt.TURNED, TURNED, {"turned": "keep"}, BOTH),
    (doubt.MOVED, file((*ROW[:2], "2026-01-14T23:00:00Z", "2026-02-13T23:00:00Z", "100.00")), {"moved": "next"},
     {"A-1": 100}),
    (doubt.SIGNS, TURNED_SIGNS, {"signs": "turn"}, {"A-1": 100, "A-2": 50, "C-1": -20}),
    (doubt.SIGNS, TURNED_SIGNS, {"signs": "keep"}, {"A-1": -100, "A-2": -50, "C-1": 20}),
    (doubt.NUMBERED, NUMBERED, {"numbered": "credit_note"}, {"A-1": 100, "CN-2": -50}),
    (doubt.NUMBERED, NUMBERED, {"numbered": "invoice"}, {"A-1": 100, "CN-2": 50}),
    (doubt.LEVELS, LEVELS, {"levels": "outer"}, BOTH),
    (doubt.LEVELS, LEVELS, {"levels": "inner"}, BOTH),
    (doubt.CURRENCY, file((*ROW[:4], "kr 100.00")), {"currency": "NOK"}, {"A-1": 100}),
)  # fmt: skip
SHEETS = {doubt.SHEETS, doubt.HIDDEN}  # test_core_ledger_kinds.py: both ways


class TestLedgerAdvice(CoreCase):
    """Each fault and question: before, and after the advice is followed."""

    def reading_of(self, content, answers=None, without=""):
        told = Answers(**(answers or {}))
        table = ledger_file.load(content, answers=told)
        columns = ledger_column.guess(table.headers, table.rows, table.mac)
        columns = [replace(one, meaning="") if one.header == without else one for one in columns]
        return ledger_sheet.read(table, columns, Rules(TODAY, CODES, None, "EUR", told))

    def opened(self, found):
        return {one.number: round(one.amount - one.settled, 2) for one in found.invoices}

    def test_faults(self):
        for reason, advice in FAULTS.items():
            with self.subTest(reason):
                before = self.reading_of(advice.before, advice.wrong_answers)
                self.assertIn(reason, {one.reason for one in before.faults})
                after = self.reading_of(advice.after or advice.before, advice.answers, advice.without)
                self.assertEqual((after.faults, after.open_doubts), ([], []))
                self.assertEqual(self.opened(after), advice.opened)

    def test_questions(self):
        for kind, content, answers, expected in ANSWERED:
            with self.subTest(kind, answers=answers):
                self.assertEqual({one.kind for one in self.reading_of(content).open_doubts}, {kind})
                after = self.reading_of(content, answers)
                self.assertEqual((after.faults, after.open_doubts), ([], []))
                self.assertEqual(self.opened(after), expected)

    def test_all_are_tried(self):
        reasons = {
            value
            for module in (reading, ledger)
            for name, value in vars(module).items()
            if name.isupper() and isinstance(value, str) and name not in NO_FAULTS
        }
        self.assertEqual(reasons - FAULTS.keys() - ELSEWHERE - WARNINGS, set())
        self.assertEqual(set(doubt.KINDS) - {one[0] for one in ANSWERED} - SHEETS, set())


# Names of other things in these modules: remarks on a file, why rows are left out, and meanings of columns.
NO_FAULTS = {
    "RUNNING", "UNEXPLAINED", "NEGATIVE",
    "SAME_NUMBER", "FILLED", "WRONG_TOTAL", "ON_ACCOUNT", "ADDED_UP", "VOID", "DRAFT", "PAID_OUT",
    "SETTLING", "ONCE", "PAYABLE", "AMOUNT", "DUE", "INVOICED", "NUMBER", "PAID", "PAID_ON",
}  # fmt: skip
