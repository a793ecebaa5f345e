"""Some two hundred small files close to those that programs write: read as their owners mean them."""

import csv
import io
import re
from pathlib import Path
from random import Random

from ...core.common import text as common_text
from ...core.common.bounds import Clock
from .ledger_kinds_common import LedgerKinds, look
from .ledger_sheet_common import workbook

CASES = [Path(__file__).with_name(name) for name in ("ledger_cases.txt", "ledger_program_cases.txt")]
HEAD = re.compile(r"^=== (.+)$", re.MULTILINE)
ALL_WAYS = 90  # files that are saved in all ways; each of the others in one, for the time it takes
NUMBERS = {"days": int}


def cases():
    """Name, text, what is open by number, what is asked, and the options of each."""
    parts = [part for path in CASES for part in HEAD.split(path.read_text())[1:]]
    for head, body in zip(parts[::2], parts[1::2], strict=True):
        name, *options = head.split(" | ")
        told = dict(one.split("=", 1) for one in options)
        text, _mark, opened = body.strip("\n").rpartition("\n--- ")
        pairs = (one.rsplit(" = ", 1) for one in opened.strip().split("; "))
        asked = told.pop("asked", "")
        options = {key: NUMBERS.get(key, str)(value) for key, value in told.items()}
        yield name, text, {number: float(amount) for number, amount in pairs}, asked, options


class TestLedgerCases(LedgerKinds):
    """Close kinds of what the other tests read."""

    def test_each_file(self):
        for name, text, expected, asked, options in cases():
            with self.subTest(name):
                _table, columns, reading = look(text.encode(), **options)
                found = {}
                for one in reading.invoices:
                    found[one.number] = round(found.get(one.number, 0) + one.amount - one.settled, 2)
                self.assertEqual((found, reading.faults), (expected, []))
                told = [one.kind for one in reading.open_doubts]
                told += [f"col:{one.header}" for one in columns if self.is_doubtful(one)]
                self.assertEqual(",".join(sorted(told)), asked)

    def test_saved_otherwise(self):
        """The same table with another delimiter, in other letters, under a title, as a workbook, its columns mixed."""
        for position, (name, text, expected, asked, options) in enumerate(cases()):
            rows = common_text.load(text.encode(), None, False, Clock()).rows
            if "quotes" in asked or not rows[0]:
                continue
            ways = list(self.ways(rows))
            for way, content in ways if position < ALL_WAYS else [ways[position % len(ways)]]:
                with self.subTest(name, way=way):
                    reading = look(content, **options)[2]
                    found = {}
                    for one in reading.invoices:
                        number = one.number.split(" (")[0]  # a payment without a number is named after its row
                        found[number] = round(found.get(number, 0) + one.amount - one.settled, 2)
                    self.assertEqual(found, {number.split(" (")[0]: amount for number, amount in expected.items()})

    def ways(self, rows):
        yield "utf-16", self.text(rows, "\t").encode("utf-16")
        yield "title", self.text([["Report of open items"], [], *rows], ";").encode()
        if not any(cell.startswith("=") for row in rows for cell in row):  # a formula there
            yield "workbook", workbook([[cell if cell != "" else None for cell in row] for row in rows])
        width = max(map(len, rows))
        if all(rows[0]) and all(len(row) == width for row in rows) and len(rows[0]) == width:
            order = Random(1).sample(range(width), width)
            yield "mixed", self.text([[row[place] for place in order] for row in rows], ",").encode()

    @staticmethod
    def text(rows, delimiter):
        stream = io.StringIO(newline="")
        csv.writer(stream, delimiter=delimiter).writerows(rows)
        return stream.getvalue()

    @staticmethod
    def is_doubtful(one):
        flags = (one.rivals, one.clash, one.rising, one.overlooked, one.untaxed, one.found.ambiguous)
        return any(flags)

    def test_there_are_many(self):
        self.assertGreater(len(list(cases())), 170)


class TestRefused(LedgerKinds):
    """Files that cannot be read as they are meant: a fault says so, and nothing is guessed."""

    def assertFault(self, text, reason, own="EUR"):
        self.assertIn(reason, {one.reason for one in look(text.encode(), own=own, days=30)[2].faults})

    def test_what_is_open_left_empty(self):
        head = "Customer,Invoice No,Invoice Date,Due Date,Amount,Open"
        rows = "A,1,2026-01-13,2026-02-12,100.00,\nB,2,2026-01-14,2026-02-13,50.00,50.00\n"
        self.assertFault(f"{head}\n{rows}", "missing")

    def test_two_currencies_in_one_row(self):
        head = "Customer,Invoice No,Invoice Date,Due Date,Amount,Open"
        self.assertFault(f"{head}\nA,1,2026-01-13,2026-02-12,$110.00,€100.00\n", "currency_differs")

    def test_a_list_of_bills_to_pay(self):
        head = "Type,Date,Num,Name,Due Date,Open Balance"
        rows = "Bill,01/13/2026,8891,Mill,02/12/2026,80.00\nBill Credit,01/14/2026,77,Mill,01/14/2026,-9.00\n"
        self.assertFault(f"{head}\n{rows}", "unknown_kind")
