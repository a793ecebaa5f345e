"""One ledger in the words, signs and orders of many programs: read as it is meant, or asked."""

from ...core.ledger import sheet as ledger_sheet
from .ledger_dialects import DIALECTS
from .ledger_kinds_common import LedgerKinds, look
from .ledger_sheet_common import text_file

SEEDS = (1, 2, 3)


class TestLedgerDialects(LedgerKinds):
    """What is read of each is what is true; where it cannot be, something says so."""

    def test_each(self):
        for dialect in DIALECTS:
            for seed in SEEDS:
                with self.subTest(dialect.name, seed=seed):
                    self.check(dialect, seed)

    def check(self, dialect, seed):
        content = dialect.content(seed)
        _table, columns, reading = look(content, dialect.own)
        faults = sorted({one.reason for one in reading.faults})
        if missing := ledger_sheet.missing(columns):
            faults = [f"no {one}" for one in missing]
        self.assertEqual(tuple(faults), dialect.faults)
        asked = [one.header for one in columns if self.is_doubtful(one)]
        self.assertEqual(
            (tuple(asked), tuple(one.kind for one in reading.open_doubts)), (dialect.asked, dialect.doubts)
        )
        if dialect.faults or dialect.asked:
            return
        _table, _columns, reading = look(content, dialect.own, **dialect.answers)
        self.assertOpen(reading, dialect.expected(seed))
        entries = {one.number: one for one in dialect.entries(seed)}
        for one in reading.invoices:
            told = entries[one.number]
            self.assertEqual((one.invoiced, one.due, round(one.amount, 2)), (told.invoiced, told.due, told.amount))
            self.assertEqual(one.currency, told.currency)
            self.assertEqual(one.customer, told.customer)
        void = sum(one.state in ("void", "draft") for one in entries.values())
        self.assertEqual(sum(len(reading.left.get(reason, ())) for reason in ("void", "draft")), void)

    @staticmethod
    def is_doubtful(one):
        return bool(one.rivals or one.clash or one.rising or one.overlooked or one.untaxed or one.found.ambiguous)


class TestUnknownHeadings(LedgerKinds):
    """Columns whose headings nobody knows, and that may tell what is paid: asked, whatever the language."""

    HEADERS = ("Customer", "Invoice No", "Invoice Date", "Due Date", "Amount")
    DAYS = ("2026-01-15", "2026-02-14")

    def overlooked(self, heading, *cells, more=(), beside=()):
        rows = [("Alder", f"A-{n}", *self.DAYS, f"{n + 1}00.00", cell, *beside) for n, cell in enumerate(cells)]
        content = text_file([(*self.HEADERS, heading, *more), *rows])
        return [one.header for one in look(content)[1] if one.overlooked]

    def test_days_in_some_rows(self):
        self.assertEqual(self.overlooked("Makstud", "2026-02-10", "", ""), ["Makstud"])
        self.assertEqual(self.overlooked("Printed", "2026-01-10", "", ""), [])  # before the invoice
        self.assertEqual(self.overlooked("Last Reminder", "2026-03-10", "", ""), [])
        self.assertEqual(self.overlooked("Makstud", "2026-02-10", "2026-02-10", "2026-02-11"), [])
        told = self.overlooked("Makstud", "2026-02-10", "", "", more=("Payment Date",), beside=("2026-02-11",))
        self.assertEqual(told, [])

    def test_all_or_nothing(self):
        self.assertEqual(self.overlooked("Tasumata", "100.00", "0.00", "300.00"), ["Tasumata"])
        self.assertEqual(self.overlooked("Weight", "100.00", "2.00", "300.00"), [])
        self.assertEqual(self.overlooked("Older", "100.00", "0.00", "300.00"), [])
        self.assertEqual(self.overlooked("Goods", "100.00", "200.00", "300.00"), [])

    def test_hints_in_japanese(self):
        self.assertEqual(self.overlooked("最新入金状態額", "50.00", "10.00", "300.00"), ["最新入金状態額"])

    def test_letters_behind_amounts_are_no_sides(self):
        content = text_file([self.HEADERS, ("Alder", "A-1", *self.DAYS, "12 K")])
        self.assertNotEqual(look(content)[2].faults, [])
        content = text_file(
            [
                (*self.HEADERS, "D/K"),
                ("Alder", "A-1", *self.DAYS, "12.00", "D"),
                ("Alder", "A-2", *self.DAYS, "5.00", "K"),
            ]
        )
        self.assertOpen(look(content)[2], {"A-1": 12, "A-2": -5})
