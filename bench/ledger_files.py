"""The reader of old ledgers: 100,000 rows in time and memory, and thousands of files made to break it.

    ./dev/bench ledger_files              100,000 rows as text and as a workbook, then 10,000 files
    ./dev/bench ledger_files --files 500 --from 7
    ./dev/bench ledger_files --rows 0 --files 0 --bytes 40000000

A file that is neither refused in a sentence nor read whole is named by its number, which makes it again.
"""

import argparse
import io
import resource
import sys
import time
import traceback
from datetime import date, timedelta
from pathlib import Path
from random import Random
from types import ModuleType

ADDON = Path(__file__).parent.parent / "credit_management"
for name in ("credit_management", "credit_management.tests", "credit_management.tests.core"):
    module = ModuleType(name)  # the packages without their own code, which needs Odoo
    module.__path__ = [str(ADDON.parent.joinpath(*name.split(".")))]
    sys.modules[name] = module

from credit_management.core.ledger import column, file, sheet
from credit_management.tests.core import ledger_files

HEADERS = [
    "Customer",
    "Customer No",
    "Invoice Number",
    "Invoice Date",
    "Due Date",
    "Amount",
    "Payment Date",
    "Amount Paid",
    "Currency",
]


def rows(count):
    for number in range(count):
        day = date(2020, 1, 1) + timedelta(days=number % 2000)
        paid = day + timedelta(days=35) if number % 5 else None
        yield (
            f"Customer {number % 3000}", f"K{number % 3000}", f"INV{number}", day, day + timedelta(days=30),
            round(100 + number * 1.37 % 9000, 2), paid, None, "EUR",
        )  # fmt: skip


def text(count):
    lines = [HEADERS, *([("" if cell is None else str(cell)) for cell in row] for row in rows(count))]
    return "\n".join(map(",".join, lines)).encode()


def of_size(size):
    """As many rows as a file may have, with a text in each that fills it up."""
    head, *lines = text(199_000).splitlines()
    filler = b"," + b"x" * (size // len(lines) - len(lines[-1]) - 2)
    return b"\n".join([head + b",Text", *(line + filler for line in lines)])


def workbook(count):
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet()
        for number, row in enumerate([HEADERS, *rows(count)]):
            page.write_row(number, 0, row)
    return stream.getvalue()


def measure(name, content):
    begin = time.process_time()
    table = file.load(content)
    columns = column.guess(table.headers, table.body, table.mac)
    reading = sheet.read(table, columns, ledger_files.RULES)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"| {name} | {len(reading.invoices):,} | {time.process_time() - begin:.1f} s | {memory} MB at most |")


def fuzz(name, first, count, make, look):
    failed, slowest = 0, 0.0
    for seed in range(first, first + count):
        content, begin = make(seed), time.process_time()
        try:
            problems = look(content)
        except Exception:  # noqa: BLE001 - any is a finding
            problems = [traceback.format_exc(limit=-2)]
        slowest = max(slowest, time.process_time() - begin)
        failed += bool(problems)
        if problems:
            print(f"{name} {seed}: {problems[0]}")
    print(f"| {count:,} {name}s | {failed} neither read whole nor refused | slowest {slowest:.2f} s |")


def main():
    parser = argparse.ArgumentParser(prog="./dev/bench ledger_files", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--bytes", type=int, default=0, help="also a text of so many bytes")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--from", type=int, default=0, dest="first")
    options = parser.parse_args()
    if options.rows:
        measure("text", text(options.rows))
        measure("workbook", workbook(options.rows))
    if options.bytes:
        measure(f"{options.bytes:,} bytes of text", of_size(options.bytes))
    fuzz("ledger", options.first, options.files, ledger_files.make, ledger_files.problems)
    fuzz(
        "statement", options.first, options.files // 2, lambda seed: ledger_files.statement(Random(seed)),
        ledger_files.statement_problems,
    )  # fmt: skip


main()
