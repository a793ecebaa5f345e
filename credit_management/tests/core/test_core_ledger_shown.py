"""Workbooks show more than their cells hold: currencies, sides and signs that only number formats write."""

import io
from datetime import datetime

import openpyxl

from ...core.common.number_format import words_around
from .core_common import CoreCase
from .ledger_kinds_common import HEADERS, LedgerKinds, look, read

UNUSED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}  # bytes that cp1252 gives no sign
DAYS = (datetime(2026, 1, 13), datetime(2026, 2, 12))


def book(*forms):
    """Three invoices, whose amounts are written by these formats."""
    made = openpyxl.Workbook()
    made.active.append(HEADERS)
    for number, amount in enumerate((100.5, 250.0, 70.0), 1):
        made.active.append((("Alder", "Beech", "Cedar")[number - 1], f"A-{number}", *DAYS, amount))
        made.active.cell(number + 1, 5).number_format = forms[(number - 1) % len(forms)]
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


class TestNumberFormat(CoreCase):
    """The words that a format writes around a number."""

    def test_words(self):
        for form, sign, expected in (
            ("#,##0.00", 1, ""),
            ("0.00%", 1, ""),
            ('"Rs. "#,##0.00" Dr"', 1, "Rs. 1 Dr"),
            ("[$€-407] #,##0.00", 1, "€1"),
            ("#,##0.00\\ [$USD]", 1, "1USD"),
            ('_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)', 1, ""),
            ('_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)', -1, "(1)"),
            ('0.00" Dr";0.00" Cr"', -1, "1 Cr"),
            ('[Red]"-"0.00', 1, "-1"),
            ('[>=10000000]##\\,##\\,##\\,##0" Dr";[>=100000]##\\,##\\,##0" Dr";##,##0" Dr"', 1, "1 Dr"),
            ("x" * 400, 1, ""),
        ):
            with self.subTest(form, sign=sign):
                self.assertEqual(words_around(form, sign).strip(), expected)


class TestShown(LedgerKinds):
    """Amounts as a person sees them in the workbook."""

    def test_a_currency_in_the_format(self):
        for form in ("[$USD] #,##0.00", '#,##0.00" USD"', "_([$USD] * #,##0.00_);_([$USD] * (#,##0.00)"):
            with self.subTest(form):
                self.assertEqual({one.currency for one in read(book(form)).invoices}, {"USD"})

    def test_a_sign_that_several_share(self):
        self.assertOpen(read(book('"$"#,##0.00')), {"A-1": 100.5, "A-2": 250, "A-3": 70}, ["currency"])
        reading = read(book("[$$-409]#,##0.00"), currency="USD")
        self.assertEqual(({one.currency for one in reading.invoices}, reading.open_doubts), ({"USD"}, []))

    def test_currencies_that_differ_by_row(self):
        reading = read(book("[$£-809]#,##0.00", "[$€-2] #,##0.00"))
        self.assertEqual([one.currency for one in reading.invoices], ["GBP", "", "GBP"])

    def test_what_spreadsheets_have_built_in_tells_nothing(self):
        self.assertOpen(read(book(openpyxl.styles.numbers.BUILTIN_FORMATS[44])), {"A-1": 100.5, "A-2": 250, "A-3": 70})

    def test_sides_and_signs(self):
        for credit in ('""0.00" Cr"', '"Rs. "#,##0.00" Cr"', '"-"#,##0.00', '"("#,##0.00")"', '#,##0.00" H"'):
            with self.subTest(credit):
                forms = credit.replace("Cr", "Dr").replace("H", "S"), credit
                if credit[:3] in ('"-"', '"("'):
                    forms = "#,##0.00", credit
                _table, _columns, reading = look(book(*forms), own="INR")
                self.assertOpen(reading, {"A-1": 100.5, "A-2": -250, "A-3": 70})

    def test_thousands(self):
        for form in ('#,##0" TEUR"', '0.0"K"', '#,##0.0" Mio"'):
            with self.subTest(form):
                self.assertEqual([one.reason for one in read(book(form)).faults], ["scaled"])
        self.assertEqual(read(book('#,##0,"K"')).faults, [])  # shown in thousands, and stored in full

    def test_thousands_told_below_or_in_another_sheet(self):
        rows = "Alder,A-1,2026-01-13,2026-02-12,100.00\nTotal,,,,100.00\n\nAmounts in thousands,,,,\n"
        reading = read(f"{','.join(HEADERS)}\n{rows}".encode())
        self.assertEqual([one.reason for one in reading.faults], ["scaled"])
        made = openpyxl.load_workbook(io.BytesIO(book("0.00")))
        other = made.create_sheet("2026")
        for row in (("Offene Posten in TEUR",), HEADERS, ("Alder", "A-9", *DAYS, 5)):
            other.append(row)
        stream = io.BytesIO()
        made.save(stream)
        self.assertEqual([one.reason for one in read(stream.getvalue(), sheets="all").faults], ["scaled"])


class TestCodePages(LedgerKinds):
    """Letters that no reading writes without an odd word are asked, and headings of a language tell its code page."""

    def test_a_word_of_foreign_letters(self):
        text = "Kontrahent;Nr faktury;Data wystawienia;Termin płatności;Kwota\nŁódź;F/1;13.01.2026;27.01.2026;10,00\n"
        reading = read(text.encode("cp1250"), own="PLN")
        self.assertEqual([one.customer for one in reading.invoices], ["Łódź"])

    def test_letters_encoded_twice(self):
        text = f"{','.join(HEADERS)}\n{{}},A-1,2026-01-13,2026-02-12,5.00\n"
        for name in ("Müller & Söhne “Á”", "北京明远", "Łódź", "Café Rosé"):
            with self.subTest(name):
                content = text.format(name).encode()
                western = "".join(chr(byte) if byte in UNUSED else bytes((byte,)).decode("cp1252") for byte in content)
                for one in (content, western.encode()):
                    self.assertEqual([found.customer for found in read(one).invoices], [name])

    def test_french_headings(self):
        text = "Client;N° facture;Date facture;Échéance;Montant TTC\nCrème;F1;13/01/2026;12/02/2026;10,00\n"
        reading = read(text.encode("cp1252"))
        self.assertEqual(([one.customer for one in reading.invoices], reading.open_doubts), (["Crème"], []))


class TestNames(LedgerKinds):
    """Names above rows: groups of Odoo, and names above names."""

    ROWS = "Number,Date,Due Date,Total\n{0}\nI1,2026-01-13,2026-02-12,100.00\n{1}\nI2,2026-01-14,2026-02-13,50.00\n"

    def customers(self, *names, **answers):
        reading = read(self.ROWS.format(*names).encode(), **answers)
        return [one.customer for one in reading.invoices], [one.kind for one in reading.open_doubts]

    def test_counts_are_no_part_of_a_name(self):
        self.assertEqual(self.customers("Alder (1),,,100.00", "Beech (1),,,50.00"), (["Alder", "Beech"], []))
        self.assertEqual(self.customers("Alder (UK),,,100.00", "Beech,,,50.00"), (["Alder (UK)", "Beech"], []))

    def test_states_and_months_are_no_names(self):
        self.assertEqual(self.customers("Posted (1),,,100.00", "Draft (1),,,50.00")[0], [])
        names = "January 2026 (1),,,100.00\n    Alder (1),,,100.00", "    Beech (1),,,50.00"
        self.assertEqual(self.customers(*names), (["Alder", "Beech"], []))

    def test_names_above_names(self):
        names = "Bob Stone (2),,,150.00\n    Alder (1),,,100.00", "    Beech (1),,,50.00"
        self.assertEqual(self.customers(*names), (["Bob Stone", "Bob Stone"], ["levels"]))
        self.assertEqual(self.customers(*names, levels="outer"), (["Bob Stone", "Bob Stone"], []))
        self.assertEqual(self.customers(*names, levels="inner"), (["Alder", "Beech"], []))
