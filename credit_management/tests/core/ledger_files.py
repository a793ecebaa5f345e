"""Whole files as they might come, sound and damaged, made from a number: for the tests, and for long runs outside."""

import csv
import io
import math
import zipfile
from datetime import date, datetime
from random import Random

import openpyxl

from ...core.assessment import statement_sheet
from ...core.common.bounds import UnreadableError
from ...core.ledger import column as ledger_column
from ...core.ledger import file as ledger_file
from ...core.ledger import sheet as ledger_sheet
from ...core.ledger.reading import Rules

RULES = Rules(date(2026, 11, 28), frozenset({"EUR", "USD", "GBP"}), 30, "EUR")
HEADINGS = (
    "Customer", "Name", "Customer No", "Invoice No", "Invoice Date", "Due Date", "Amount", "Total",
    "Open Balance", "Debit",
    "Credit", "S/H", "Type", "Status", "Payment Date", "Currency", "Amount Paid",
    "Clearing Document", "", "Text", "客户",
    "Rechnungsnummer", "Échéance", "Sub Total", "Last Payment Date", "Amount in local currency",
    "Document currency", "Posting key", "Instalment", "Remaining Amt. (LCY)", "VAT", "Balance", "Open", "Document",
    "Account", "Contact", "Company", "Paid", "Closed at date", "Sign", "Invoice #", "Opening Amount", "D/C",
)  # fmt: skip
CELLS = (
    "", " ", "-", "–", "0", "0.00", "0.001", "1e999", "1e308", "9" * 400, "1" + " " * 2000, "nan",
    "inf", "#REF!", "=1+1",
    "00.00.0000", "0001-01-01", "31.12.9999", "2026-02-30", "12/13/2026", "13/12/2026",
    "2026-01-05", "05.01.2026",
    "5 janvier 2026", "open", "PAID", "Void", "Invoice", "Credit note", "Payment", "S", "H", "EUR",
    "$", "€ 5", "kr 5",
    "1.234,50", "1,234.50", "(5)", "5-", "Total", "Summe", "Alder Garage", "Beech \n Gym",
    'a "b" c', "A-1", "A-2", "A;B",
    "\N{REPLACEMENT CHARACTER}", "客户", "x" * 300, "'", '"',
)  # fmt: skip


def _cell(random, typed):
    chance = random.random()
    if typed and chance < 0.3:
        return random.choice(
            (1, 0, -5.5, 1e308, float("1e15"), True, datetime(2026, 1, 5), date(1900, 1, 1), 45000, None)
        )
    if chance < 0.6:
        return random.choice(CELLS)
    return random.choice(
        (f"N{random.randrange(30)}", f"{random.randrange(10**6) / 100:.2f}", f"2026-0{random.randint(1, 9)}-15")
    )


def table(random, typed=False):
    """A header and rows that fit it more or less."""
    headings = random.sample(HEADINGS, random.randint(2, 12))
    if random.random() < 0.8:  # mostly one that can be read
        headings[:0] = ["Customer", "Invoice No", "Invoice Date", "Due Date", "Amount"]
    rows = [[_cell(random, typed) for _heading in headings] for _row in range(random.randint(0, 12))]
    for row in rows:
        if random.random() < 0.6 and len(row) > 5:
            day = datetime(2026, 1, random.randint(1, 28)) if typed else f"2026-01-{random.randint(1, 28):02d}"
            row[:5] = [random.choice(("Alder", "Beech")), f"A-{random.randrange(9)}", day, day, "100.00"]
        if random.random() < 0.05:
            row.append(_cell(random, typed))
    for _extra in range(random.choice((0, 0, 0, 1, 3))):  # groups, totals, and lines that name a customer
        place, blank = random.randint(0, len(rows)), [""] * (len(headings) - 1)
        text = random.choice(("Alder Garage", "Total", "Total Alder", "Customer: K1", "1 - 30", "-----", "Page 2"))
        rows.insert(place, [text, *blank[1:], random.choice(("", "100.00", "7"))] if blank else [text])
    return [headings, *rows]


def text(random):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=random.choice(",;\t|")).writerows(table(random))
    return stream.getvalue().encode(random.choice(("utf-8", "utf-16", "gb18030", "utf-16-le", "cp1252")), "replace")


def workbook(random):
    book = openpyxl.Workbook()
    for _sheet in range(random.randint(0, 2)):
        book.create_sheet()
    for sheet in book.worksheets:
        for row in table(random, typed=True):
            sheet.append(row)
        if random.random() < 0.2:
            sheet.row_dimensions[random.randint(1, 9)].hidden = True
        if random.random() < 0.1:
            sheet.cell(random.choice((3, 5000)), random.choice((3, 16384)), "far")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def damaged(random, content):
    """Some bytes changed, cut off or doubled; of a workbook also inside what it packs."""
    if content.startswith(b"PK") and random.random() < 0.6:
        return _damaged_inside(random, content)
    changed = bytearray(content)
    for _time in range(random.randint(1, 8)):
        if changed:
            place = random.randrange(len(changed))
            changed[place : place + random.randint(0, 3)] = random.randbytes(random.randint(0, 3))
    cut = random.randrange(len(changed) + 1) if random.random() < 0.2 else len(changed)
    return bytes(changed[:cut])


def _damaged_inside(random, content):
    target, stream = random.randrange(8), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as result:
        for number, entry in enumerate(source.infolist()):
            inner = source.read(entry)
            result.writestr(entry.filename, damaged(random, inner) if number == target else inner)
    return stream.getvalue()


def make(seed):
    """
    :rtype: bytes
    """
    random = Random(seed)
    content = (text if random.random() < 0.6 else workbook)(random)
    return damaged(random, content) if random.random() < 0.5 else content


def statement_problems(content):
    """What is wrong with how a file of statements is read: nothing, where it is refused or its figures are sensible."""
    found = []
    for period in statement_sheet.read(content, choices={"kind": {"annual": "annual"}}).periods:
        for value in period.values.values():
            if isinstance(value, float) and not abs(value) < 1e15:
                found.append(f"amount {value}")
            if isinstance(value, date) and not 1970 <= value.year < 2100:
                found.append(f"day {value}")
    return found


def statement(random):
    """A workbook or text with statements, sound or damaged."""
    rows = [["period_end", "", *(_cell(random, True) for _period in range(random.randint(0, 3)))]]
    rows[0][2:3] = [random.choice((datetime(2025, 12, 31), "31.12.2025", "31 December 2025"))]
    for line in random.sample(("sales", "cash", "equity", "kind", "currency", "audited", "unknown"), 4):
        rows.append([line, random.choice(("", "Label", "in TEUR")), *(_cell(random, True) for _period in rows[0][2:])])
    if random.random() < 0.3:
        stream = io.StringIO(newline="")
        csv.writer(stream, delimiter=random.choice(",;\t")).writerows(rows)
        content = stream.getvalue().encode(random.choice(("utf-8", "utf-16", "cp1252")), "replace")
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        packed = io.BytesIO()
        book.save(packed)
        content = packed.getvalue()
    return damaged(random, content) if random.random() < 0.5 else content


def problems(content):
    """What is wrong with how a file is read: nothing,
    where it is refused in a sentence or read whole and sensibly."""
    try:
        table_ = ledger_file.load(content)
        columns = ledger_column.guess(table_.headers, table_.rows, table_.mac)
        reading = ledger_sheet.read(table_, columns, RULES)
    except UnreadableError:
        return []
    found = []
    for one in reading.invoices:
        if not math.isfinite(one.amount) or not 0.005 <= abs(one.amount) < 1e15:
            found.append(f"amount {one.amount}")
        days = [day for day in (one.invoiced, one.due, one.paid_on) if day]
        if any(not 1970 <= day.year <= 2100 for day in days):
            found.append(f"days {days}")
    told = {one.row for one in reading.invoices} | {row for rows in reading.left.values() for row in rows}
    told |= {one.row for one in (*reading.faults, *reading.warnings)}
    broken = any(one.row == 0 or one.reason.startswith("unknown") for one in reading.faults)  # said once for many rows
    repeated = {"repeated"} & {one.kind for one in reading.doubts} or any(one.instalments for one in reading.invoices)
    repeated = repeated or any(one.kind == "added_up" for one in reading.remarks)  # lines of invoices
    reasons = {one.reason for one in reading.faults}
    if not broken and not repeated and not ledger_sheet.missing(columns) and not reasons & {"twice", "twice_signs"}:
        found += [f"row {row} is dropped" for row in table_.numbers if row not in told]
    return found
