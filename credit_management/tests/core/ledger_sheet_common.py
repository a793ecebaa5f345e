import csv
import io
from datetime import date

import openpyxl

from ...core.ledger import column as ledger_column
from ...core.ledger import file as ledger_file
from ...core.ledger import sheet as ledger_sheet
from ...core.ledger.reading import Rules
from .core_common import CoreCase

TODAY = date(2026, 1, 31)

RULES = Rules(TODAY, frozenset({"EUR", "USD"}), own_currency="USD")

HEADERS = (
    "Customer",
    "Customer No.",
    "Invoice Number",
    "Invoice Date",
    "Due Date",
    "Amount",
    "Payment Date",
    "Amount Paid",
    "Currency",
)


def text_file(rows, delimiter=",", encoding="utf-8"):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def workbook(rows, title="Ledger", before=()):
    book = openpyxl.Workbook()
    for name in before:
        book.active.title = name
        book.create_sheet(title)
    sheet = book.worksheets[-1]
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(content, rules=RULES, **options):
    table = ledger_file.load(content, **options)
    return ledger_sheet.read(table, ledger_column.guess(table.headers, table.rows), rules)


def read_rows(*rows, headers=HEADERS, rules=RULES):
    return read(text_file([headers, *rows]), rules)


class LedgerSheetCommon(CoreCase):
    """Faults of a reading."""

    def assertFaults(self, reading, *expected):
        self.assertEqual(
            [(fault.reason, fault.row, fault.column, fault.value) for fault in reading.faults], [*expected]
        )
