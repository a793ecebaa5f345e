import io
from datetime import date, datetime

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from . import ledger_files
from .ledger_kinds_common import HEADERS, LedgerKinds, lines, look, read
from .ledger_sheet_common import text_file, workbook


class TestParts(LedgerKinds):
    """Kinds 6 and 7: parts not read, days moved on the way."""

    def book(self):
        book = openpyxl.Workbook()
        book.active.title = "2025"
        book.active.append(HEADERS)
        book.active.append(("Alder", "A-1", datetime(2025, 5, 5), datetime(2025, 6, 4), 100))
        other = book.create_sheet("2026")
        other.append(HEADERS)
        other.append(("Alder", "A-2", datetime(2026, 5, 5), datetime(2026, 6, 4), 200))
        return book

    def saved(self, book):
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    def test_a_sheet_a_year(self):
        content = self.saved(self.book())
        self.assertOpen(read(content), {"A-1": 100}, ["sheets"])
        self.assertOpen(read(content, sheets="all"), {"A-1": 100, "A-2": 200})
        reading = read(content, sheets="one")
        self.assertOpen(reading, {"A-1": 100})
        self.assertEqual([one.value for one in reading.remarks], ["2026"])

    def test_rows_of_one_number_in_two_sheets(self):
        """What the payment in one sheet settles hides nothing of the other."""
        book = openpyxl.Workbook()
        book.active.title = "2025"
        other = book.create_sheet("2026")
        for sheet in book.worksheets:
            sheet.append((*HEADERS, "Type", "Clearing Document"))
        first, later = datetime(2025, 5, 5), datetime(2025, 6, 4)
        book.active.append(("Alder", "A-1", first, later, 100, "Invoice", "C-1"))
        book.active.append(("Alder", "R-1", later, later, -100, "Payment", "C-1"))
        other.append(("Beech", "A-2", first, later, 200, "Invoice", None))
        other.append(("Beech", "A-3", first, later, 300, "Invoice", None))
        self.assertOpen(read(self.saved(book), sheets="all"), {"A-1": 0, "A-2": 200, "A-3": 300})

    def test_a_hidden_row(self):
        book = self.book()
        book.remove(book["2026"])
        book.active.append(("Alder", "A-3", datetime(2025, 5, 5), datetime(2025, 6, 4), 300))
        book.active.row_dimensions[3].hidden = True
        content = self.saved(book)
        self.assertOpen(read(content), {"A-1": 100, "A-3": 300}, ["hidden"])
        self.assertOpen(read(content, hidden="with"), {"A-1": 100, "A-3": 300})
        self.assertOpen(read(content, hidden="without"), {"A-1": 100})

    def test_a_hidden_row_of_another_sheet(self):
        book = self.book()
        book["2026"].append(("Alder", "A-3", datetime(2026, 5, 5), datetime(2026, 6, 4), 300))
        book["2026"].row_dimensions[3].hidden = True
        content = self.saved(book)
        self.assertOpen(read(content, sheets="one"), {"A-1": 100})
        self.assertOpen(read(content, sheets="all"), {"A-1": 100, "A-2": 200, "A-3": 300}, ["hidden"])
        self.assertOpen(read(content, sheets="all", hidden="without"), {"A-1": 100, "A-2": 200})

    def test_what_is_left_out_of_one_sheet_is_none_of_another(self):
        book = self.book()
        for sheet, state in zip(book.worksheets, ("Void", "Open"), strict=True):
            sheet.cell(1, 6, "Status")
            sheet.cell(2, 6, state)
        reading = read(self.saved(book), sheets="all")
        self.assertOpen(reading, {"A-2": 200})
        self.assertEqual([(one.row, one.amount) for one in reading.left_documents], [(2, 100)])

    def test_a_hidden_sheet(self):
        book = self.book()
        book["2026"].sheet_state = "hidden"
        content = self.saved(book)
        self.assertOpen(read(content), {"A-1": 100}, ["sheets"])
        self.assertOpen(read(content, sheets="all"), {"A-1": 100, "A-2": 200})

    def test_a_fault_names_the_sheets_that_have_its_row(self):
        book = self.book()
        book["2025"].cell(2, 2).value = None
        faults = read(self.saved(book), sheets="all").faults
        self.assertEqual([(one.row, one.sheet) for one in faults], [(2, "2025, 2026")], "and not 2026 alone")

    def test_a_sheet_that_goes_on_without_a_header(self):
        book = self.book()
        book["2026"].delete_rows(1)
        content = self.saved(book)
        self.assertOpen(read(content), {"A-1": 100}, ["sheets"])
        self.assertOpen(read(content, sheets="all"), {"A-1": 100, "A-2": 200})

    def test_quotes_behind_a_backslash(self):
        header = ",".join(HEADERS)
        days = "2026-01-15,2026-02-14,100.00\n"
        content = f'{header}\n"Smith \\"Bob, Jim\\" Ltd","A-1",{days}"The \\"Elm\\"","A-2",{days}'
        names = ['Smith "Bob, Jim" Ltd', 'The "Elm"']
        self.assertEqual([one.customer for one in read(content.encode()).invoices], names)
        content = f'{header}\n"C:\\","A-1",{days}"Smith ""Bob"" \\","A-2",{days}'
        self.assertEqual([one.customer for one in read(content.encode()).invoices], ["C:\\", 'Smith "Bob" \\'])

    def test_a_quote_that_swallows_rows(self):
        content = lines(
            "Customer,Invoice No,Invoice Date,Due Date,Amount\nAlder,A-1,2026-01-15,2026-02-14,100.00\n"
            '"Beech,A-2,2026-01-16,2026-02-14,50.00\nCedar,A-3,2026-01-15,2026-02-14,100.00\n'
        )
        self.assertEqual([one.kind for one in read(content).open_doubts], ["quotes"])
        self.assertOpen(read(content, quotes="ignore"), {"A-1": 100, "A-2": 50, "A-3": 100})

    def test_more_cells_than_the_header(self):
        content = lines("Customer,Invoice No,Invoice Date,Due Date,Amount\nA,1,2026-01-15,2026-02-14,1,234.50\n")
        self.assertIn("too_long", [one.reason for one in read(content).faults])

    def test_days_half_turned(self):
        content = workbook([
            HEADERS, ("Alder", "A-1", datetime(2026, 3, 4), datetime(2026, 3, 5), 100),
            ("Alder", "A-2", "13/04/2026", "13/05/2026", 250),
        ])  # fmt: skip
        self.assertEqual([one.kind for one in read(content).open_doubts], ["turned"])
        reading = read(content, turned="turn")
        self.assertEqual([one.invoiced for one in reading.invoices], [date(2026, 4, 3), date(2026, 4, 13)])
        content = workbook([
            HEADERS, ("Alder", "A-1", datetime(2026, 3, 14), datetime(2026, 3, 25), 100),
            ("Alder", "A-2", "13/04/2026", "13/05/2026", 250),
        ])  # fmt: skip
        self.assertFalse(read(content).open_doubts)

    def test_midnight_of_another_place(self):
        content = text_file(
            [
                HEADERS,
                ("A", "1", "2026-01-14T23:00:00Z", "2026-02-13T23:00:00Z", "5.00"),
                ("A", "2", "2026-07-14T22:00:00Z", "2026-08-13T22:00:00Z", "5.00"),
            ]
        )
        self.assertEqual([one.kind for one in read(content).open_doubts], ["moved"])
        self.assertEqual(read(content, moved="next").invoices[0].invoiced, date(2026, 1, 15))

    def test_1904(self):
        book = openpyxl.Workbook()
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        book.active.append(HEADERS)
        book.active.append(("A", "1", 44588, 44618, 5))
        reading = read(self.saved(book))
        self.assertEqual(reading.invoices[0].invoiced, date(2026, 1, 28))


class TestSpellings(LedgerKinds):
    """Kind 8: currencies in amounts and code pages; days are in test_core_ledger_format.py."""

    def amounts(self, *texts, **options):
        rows = [("A", str(number), "2026-01-10", "2026-02-10", text) for number, text in enumerate(texts)]
        return read(text_file([HEADERS, *rows], delimiter=";"), **options)

    def test_currencies_in_amounts(self):
        for text, own, amount, code in (
            ("€100.00", "USD", 100, "EUR"), ("GBP 5", "EUR", 5, "GBP"), ("$1,480.00", "USD", 1480, ""),
            ("£5", "GBP", 5, ""), ("Rs. 1,23,456.50", "INR", 123456.5, ""), ("5 元", "EUR", 5, "CNY"),
            ("kr 1 234,50", "NOK", 1234.5, ""),
        ):  # fmt: skip
            with self.subTest(text):
                reading = self.amounts(text, own=own)
                self.assertEqual([(one.amount, one.currency) for one in reading.invoices], [(amount, code)])
                self.assertFalse(reading.open_doubts or reading.faults)
        self.assertEqual([one.kind for one in self.amounts("kr 5").open_doubts], ["currency"])
        self.assertEqual(self.amounts("kr 5", currency="NOK").invoices[0].currency, "NOK")
        self.assertEqual([one.reason for one in self.amounts("zł 5").faults], ["unknown_currency"])

    def test_letters_that_are_no_side(self):
        """A letter for thousands is neither debit nor credit."""
        for text in ("1.5K", "2k", "3M", "4 %", "1.5E3"):
            reading = self.amounts(text, text)
            self.assertEqual((reading.invoices, [one.reason for one in reading.faults]), ([], ["not_read"]), text)

    def test_code_pages(self):
        headers = "Customer;Invoice No;Invoice Date;Due Date;Amount\n"
        for page, name in (
            ("cp1252", "Müller Gerätebau"), ("cp1250", "Łódź Zieleń Sp."), ("cp1251", "Иванов"), 
            ("gb18030", "北京信用公司"),
            ("cp932", "株式会社サクラ"), ("cp850", "Müller Gerätebau"), ("utf-16-le", "Müller"), ("utf-16", "Müller"),
        ):  # fmt: skip
            with self.subTest(page):
                content = (headers + f"{name};A-1;05.01.2026;04.02.2026;1.100,00\n").encode(page)
                table, _columns, reading = look(content)
                asked = any(one.kind == "encoding" for one in reading.open_doubts)
                offered = [sample for _page, sample in table.samples]
                self.assertTrue(reading.invoices[0].customer == name or (asked and name in offered), table.samples)


class TestProperties(LedgerKinds):
    """Whatever else a file holds, its money is neither lost nor doubled."""

    @settings(deadline=None)
    @given(
        st.lists(st.tuples(st.integers(1, 10**7), st.sampled_from(["Invoice", "Credit Memo", "Payment"])),
                 min_size=1, max_size=15),
        st.lists(st.integers(0, 15), max_size=6), st.booleans(),
    )  # fmt: skip
    def test_totals_anywhere(self, documents, groups, negative):
        rows, expected, group, total = [], 0, 0, 0
        for number, (cents, kind) in enumerate(documents):
            signed = cents if kind == "Invoice" else -cents
            written = signed if negative else cents
            if number in groups:
                rows.append(("Total of group", "", "", "", f"{group / 100:.2f}", ""))
                group = 0
            rows.append((f"C{number}", f"N{number}", "2026-01-15", "2026-02-14", f"{written / 100:.2f}", kind))
            expected, group, total = expected + signed, group + written, total + written
        rows.append(("TOTAL", "", "", "", f"{total / 100:.2f}", ""))
        reading = read(text_file([(*HEADERS, "Type"), *rows]))
        self.assertEqual(reading.faults, [])
        self.assertEqual(round(sum(one.amount for one in reading.invoices) * 100), expected)
        self.assertEqual(len(reading.invoices) + sum(map(len, reading.left.values())), len(rows))
        self.assertFalse([one for one in reading.remarks if one.kind == "wrong_total"])


class TestWholeFiles(LedgerKinds):
    """Any file is read whole, or refused in a sentence."""

    @settings(deadline=None, max_examples=400)
    @given(st.integers(0, 10**12))
    def test_any_file(self, seed):
        self.assertEqual(ledger_files.problems(ledger_files.make(seed)), [])
