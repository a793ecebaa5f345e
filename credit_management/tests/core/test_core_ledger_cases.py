"""Some ninety small files close to those that programs write: read as their owners mean them."""

import re
from pathlib import Path

from .test_core_ledger_kinds import LedgerKinds, look

CASES = Path(__file__).with_name("ledger_cases.txt")
HEAD = re.compile(r"^=== (.+)$", re.MULTILINE)
NUMBERS = {"days": int}


def cases():
    """Name, text, what is open by number, what is asked, and the options of each."""
    _intro, *parts = HEAD.split(CASES.read_text())
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

    @staticmethod
    def is_doubtful(one):
        flags = (one.rivals, one.clash, one.rising, one.overlooked, one.untaxed, one.found.ambiguous)
        return any(flags)

    def test_there_are_many(self):
        self.assertGreater(len(list(cases())), 90)
