"""Files as real programs write them, and what their owners mean: one test a kind of trouble."""

import io
from datetime import date, datetime

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from ...core.ledger import column as ledger_column
from ...core.ledger import file as ledger_file
from ...core.ledger import profile as ledger_profile
from ...core.ledger import sheet as ledger_sheet
from ...core.ledger.doubt import Answers
from ...core.ledger.reading import Rules
from ...core.ledger.titles import find_list_day
from . import ledger_files
from .core_common import CoreCase
from .test_core_ledger_sheet import text_file, workbook

TODAY = date(2026, 11, 28)
CODES = frozenset({"EUR", "USD", "GBP", "NOK", "INR", "CNY"})
HEADERS = ("Customer", "Invoice No", "Invoice Date", "Due Date", "Amount")


def look(content, own="EUR", days=None, **answers):
    """Table, columns with the profile of their program, and what is read."""
    told = Answers(**answers)
    table = ledger_file.load(content, answers=told)
    columns = ledger_column.guess(table.headers, table.rows, table.mac)
    profile = ledger_profile.recognise(table.headers)
    if profile:
        columns = ledger_profile.apply(profile, columns)
    return table, columns, ledger_sheet.read(table, columns, Rules(TODAY, CODES, days, own, told))


def read(content, **options):
    return look(content, **options)[2]


def lines(text):
    return text.encode()


class LedgerKinds(CoreCase):
    """What the tests below share."""

    def assertOpen(self, reading, expected, doubts=()):
        """What is open of each number, and what is asked."""
        found = {one.number: round(one.amount - one.settled, 2) for one in reading.invoices}
        self.assertEqual((found, reading.faults), (expected, []))
        self.assertEqual([one.kind for one in reading.open_doubts], list(doubts))

    def assertAsked(self, columns, *headers):
        self.assertEqual([one.header for one in columns if one.rivals or one.clash or one.found.ambiguous], [*headers])


class TestPlaceholders(LedgerKinds):
    """Kind 1: cells that say that there is nothing."""

    def test_placeholders_of_days(self):
        for nothing in (
            "00.00.0000", "0000-00-00", "01.01.1753", "31.12.9999", "n/a", "–", "-", "open", "0", "", "unpaid", "None",
            "01.01.1900", "00.00.00", "NULL", "offen", "#N/A", "  /  /    ",
        ):  # fmt: skip
            for paid in ("10.02.2026", nothing):
                with self.subTest(nothing, paid=paid):
                    reading = read(lines(
                        "Customer;Invoice No;Invoice Date;Due Date;Amount;Clearing Date\n"
                        f"Alder;A-1;13.01.2026;12.02.2026;100,50;{paid}\n"
                        f"Alder;A-2;14.02.2026;16.03.2026;200,50;{nothing}\n"
                        f"Beech;A-3;15.03.2026;14.04.2026;300,50;{nothing}\n"
                    ))  # fmt: skip
                    settled = 0 if paid == "10.02.2026" else 100.5
                    self.assertOpen(reading, {"A-1": settled, "A-2": 200.5, "A-3": 300.5})

    def test_paid_is_a_question(self):
        headers = (*HEADERS, "Paid On")
        row = ("Alder", "A-1", "2026-01-15", "2026-02-14", "100.00")
        content = text_file([headers, (*row, "2026-02-10"), ("Beech", "A-2", *row[2:], "PAID")])
        self.assertOpen(read(content), {"A-1": 0, "A-2": 0}, ["paid_day"])
        reading = read(content, paid_day="due")
        self.assertEqual(reading.invoices[1].paid_on, date(2026, 2, 14))
        reading = read(content, paid_day="out")
        self.assertEqual((len(reading.invoices), reading.left), (1, {"paid_out": [3]}))

    def test_a_column_that_does_not_read(self):
        """One note, whatever the number of cells; never dropped."""
        rows = [("Alder", f"A-{n}", "2026-01-15", "2026-02-14", "100.00", f"batch {n}") for n in range(50)]
        reading = read(text_file([(*HEADERS, "Payment Date"), *rows]))
        self.assertEqual([(one.reason, one.column) for one in reading.faults], [("not_read", "F")])


class TestColumns(LedgerKinds):
    """Kinds 2 and 3: which column is what, and which currency goes with which amount."""

    def meanings(self, headers, *rows):
        _table, columns, _reading = look(text_file([headers, *rows]))
        return {column.meaning: column.header for column in columns if column.meaning}, columns

    def test_other_things_are_ruled_out(self):
        day, other = "2026-01-15", "2026-01-20"
        for header in (
            "Last Payment Date", "Expected Payment Date", "Planned Date", "Promised Payment Date", "Next Payment Date",
            "Last Paid On", "Purchase Order Date", "PO Date", "Letzte Zahlung am", "Geplantes Zahlungsdatum",
            "Date de paiement prévue", "Fecha de último pago", "Verwachte betaaldatum", "上次付款日期", "预计付款日期",
        ):  # fmt: skip
            with self.subTest(header):
                found, _columns = self.meanings((*HEADERS, header), ("A", "1", day, "2026-02-14", "5.00", other))
                self.assertEqual(found.get("invoiced"), "Invoice Date")
                self.assertNotIn("paid_on", found)
        for header in ("Sub Total", "Net Amount", "Tax Amount", "Subtotal", "Line Amount", "Nettobetrag", "Total HT"):
            with self.subTest(header):
                headers = ("Customer", "Invoice No", "Invoice Date", "Due Date", header, "Grand Total")
                found, columns = self.meanings(headers, ("A", "1", day, day, "5.00", "6.00"))
                self.assertEqual(found["amount"], "Grand Total")
                self.assertAsked(columns)

    def test_an_account_beside_a_contact(self):
        headers = ("ContactName", "InvoiceNumber", "InvoiceDate", "DueDate", "Total", "AccountCode")
        rows = [
            ("Lowland", "1", "14/03/2026", "13/04/2026", "5.00", "200"),
            ("Fen", "2", "15/03/2026", "14/04/2026", "6.00", "200"),
        ]
        found, _columns = self.meanings(headers, *rows)
        self.assertEqual(found["customer"], "ContactName")
        self.assertNotIn("reference", found)

    def test_a_close_call_is_asked(self):
        headers = ("Customer", "Invoice No", "Invoice Date", "Due Date", "Amount", "Total")
        row = ("A", "1", "2026-01-15", "2026-02-14", "100.00", "120.00")
        _found, columns = self.meanings(headers, row)
        self.assertAsked(columns, "Amount")
        _found, columns = self.meanings(headers, (*row[:5], "100.00"))
        self.assertAsked(columns)

    def test_headings_in_seven_languages(self):
        for headers in (
            "Customer;Invoice No;Invoice Date;Due Date;Amount;Currency;Payment Date",
            "Kunde;Rechnungsnummer;Rechnungsdatum;Fälligkeit;Betrag;Währung;Zahlungsdatum",
            "Client;N° facture;Date de facture;Échéance;Montant TTC;Devise;Date de paiement",
            "Cliente;Nº factura;Fecha de factura;Fecha de vencimiento;Importe;Moneda;Fecha de pago",
            "Klant;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag;Valuta;Betaaldatum",
            "Klient;Nr faktury;Data wystawienia;Termin płatności;Kwota brutto;Waluta;Data zapłaty",
            "客户;发票号;开票日期;到期日;金额;币种;付款日期",
        ):  # fmt: skip
            with self.subTest(headers):
                found = ledger_column.guess(headers.split(";"), [])
                wanted = ["customer", "number", "invoiced", "due", "amount", "currency", "paid_on"]
                self.assertEqual([one.meaning for one in found], wanted)

    def test_amount_and_currency_of_one_side(self):
        document, local = ("Amount in doc. curr.", "Document currency"), ("Amount in local currency", "Local Currency")
        base = ("Harbour", "1", "2026-01-12", "2026-02-11")
        cells = dict(zip((*document, *local), ("1000.00", "EUR", "1100.00", "USD"), strict=True))
        for told, expected in (
            ((*document, *local), (1000, "")), ((*local, *document), (1000, "")), (local, (1100, "USD")),
            (document, (1000, "")), ((document[0], *local), (1100, "USD")),
        ):  # fmt: skip
            with self.subTest(told):
                content = text_file([(*HEADERS[:4], *told), (*base, *(cells[one] for one in told))])
                _table, columns, reading = look(content)
                self.assertAsked(columns)
                self.assertEqual([(one.amount, one.currency) for one in reading.invoices], [expected])
        for told in ((local[0], document[1]), (document[0], local[1]), (document[0],)):
            with self.subTest(told):
                content = text_file([(*HEADERS[:4], *told), (*base, *(cells[one] for one in told))])
                self.assertAsked(look(content)[1], told[0])

    def test_a_currency_in_the_heading(self):
        reading = read(text_file([(*HEADERS[:4], "Amount (USD)"), ("A", "1", "2026-01-12", "2026-02-11", "5.00")]))
        self.assertEqual(reading.invoices[0].currency, "USD")


class TestRowKinds(LedgerKinds):
    """Kinds 4 and 5: sides, types, states, running balances."""

    def test_sides(self):
        for debit, credit in (
            ("S", "H"),
            ("Soll", "Haben"),
            ("D", "C"),
            ("Dr", "Cr"),
            ("Debit", "Credit"),
            ("借", "贷"),
        ):
            with self.subTest(debit):
                content = text_file([
                    (*HEADERS[:4], "Balance", "S/H"), ("A", "1", "2026-01-12", "2026-02-11", "1190.00", debit),
                    ("A", "2", "2026-03-09", "2026-03-09", "119.00", credit),
                ])  # fmt: skip
                self.assertOpen(read(content), {"1": 1190, "2": -119})
        for text in ("119.00-", "(119.00)", "-119.00", "119.00 Cr", "119.00 H", "−119.00"):
            with self.subTest(text):
                content = text_file(
                    [
                        HEADERS,
                        ("A", "1", "2026-01-12", "2026-02-11", "1190.00"),
                        ("A", "2", "2026-03-09", "2026-03-09", text),
                    ]
                )
                self.assertOpen(read(content), {"1": 1190, "2": -119})

    def typed(self, *rows):
        return text_file([(*HEADERS, "Type", "Status"), *(
            ("A", number, "2026-03-14", "2026-04-13", amount, kind, state) for number, amount, kind, state in rows
        )])  # fmt: skip

    def test_types_and_states(self):
        content = self.typed(
            ("1", "360.00", "Sales invoice", "Awaiting Payment"), ("2", "24.00", "Sales credit note", "Open"),
            ("3", "480.00", "Sales invoice", "Voided"), ("4", "5.00", "Invoice", "Draft"),
            ("5", "7.00", "Payment", "Open"),
        )  # fmt: skip
        reading = read(content)
        self.assertOpen(reading, {"1": 360, "2": -24, "5": -7})
        self.assertEqual([one.payment for one in reading.invoices], [False, False, True])
        self.assertEqual(reading.left, {"void": [4], "draft": [5]})

    def test_what_is_not_known_is_said(self):
        reading = read(self.typed(
            ("1", "5.00", "Invoice", "Open"), ("2", "5.00", "Invoice", "Open"), ("3", "5.00", "Foo", "Open"),
            ("4", "5.00", "Foo", "Open"), ("5", "5.00", "Invoice", "Strange"),
        ))  # fmt: skip
        self.assertEqual(
            [(one.reason, one.value) for one in reading.faults], [("unknown_kind", "Foo"), ("unknown_state", "Strange")]
        )

    def test_a_credit_note_among_negative_ones(self):
        reading = read(self.typed(("1", "-5.00", "Credit note", "Open"), ("2", "5.00", "Credit note", "Open")))
        self.assertEqual([(one.reason, one.row) for one in reading.faults], [("sign_unclear", 3)])

    def test_payments_of_sap(self):
        headers = (
            "Customer",
            "Name 1",
            "Document Number",
            "Document Type",
            "Document Date",
            "Net due date",
            "Amount in local currency",
            "Local Currency",
            "Clearing date",
            "Clearing Document",
        )
        day = datetime(2026, 2, 20)
        content = workbook([
            headers,
            ("0000100234", "Harbour", "18", "RV", datetime(2026, 1, 12), datetime(2026, 2, 11), 1190, "EUR", day, "14"),
            ("0000100234", "Harbour", "14", "DZ", day, day, -1190, "EUR", day, "14"),
            ("0000100234", "Harbour", "16", "DG", day, day, -119, "EUR", None, None),
        ])  # fmt: skip
        reading = read(content)
        self.assertOpen(reading, {"18": 0, "16": -119})
        self.assertEqual(reading.invoices[0].paid_on, day.date())
        self.assertEqual((reading.invoices[0].reference, reading.left), ("100234", {"settling": [3]}))

    def test_running_balance(self):
        content = lines(
            "Customer,Document No,Document Date,Due Date,Debit,Credit,Balance\n"
            "Alder,A-1,2026-01-15,2026-02-14,100.00,,100.00\n"
            "Alder,A-2,2026-01-20,2026-02-19,250.00,,350.00\n"
            "Alder,A-3,2026-01-28,2026-02-27,,50.00,300.00\n"
        )
        self.assertOpen(read(content), {"A-1": 100, "A-2": 250, "A-3": -50}, ["credits"])
        reading = read(content, credits="payment")
        self.assertEqual([one.payment for one in reading.invoices], [False, False, True])
        self.assertEqual([one.kind for one in reading.remarks], ["running", "on_account"])

    def test_a_balance_alone_that_rises_is_asked(self):
        for amounts, asked in (((100, 350, 400), True), ((100, 50, 400), False), ((100, 350), False)):
            rows = [("A", str(n), "2026-01-15", "2026-02-14", str(amount)) for n, amount in enumerate(amounts)]
            _table, columns, _reading = look(text_file([(*HEADERS[:4], "Balance"), *rows]))
            self.assertEqual([one.header for one in columns if one.rising], ["Balance"] * asked)

    def test_open_balances_that_happen_to_add_up(self):
        rows = [
            ("A", "1", "2026-01-15", "2026-02-14", "100.00", "100.00"),
            ("A", "2", *["2026-01-15"] * 2, "100.00", "0"),
        ]
        self.assertOpen(read(text_file([(*HEADERS, "Open"), *rows])), {"1": 100, "2": 0}, ["paid_day"])

    def test_a_flag_is_a_state(self):
        for header, left, doubts in (("Paid", {}, ["paid_day"]), ("Cancelled", {"void": [3]}, [])):
            rows = [
                ("A", "1", "2026-01-15", "2026-02-14", "5.00", "No"),
                ("A", "2", "2026-01-15", "2026-02-14", "5.00", "Yes"),
            ]
            reading = read(text_file([(*HEADERS, header), *rows]))
            self.assertEqual((reading.left, [one.kind for one in reading.doubts]), (left, doubts))

    @given(st.lists(st.integers(1, 10**6), min_size=2, max_size=20, unique=True))
    def test_any_running_balance(self, cents):
        rows, balance = [], 0
        for number, amount in enumerate(cents):
            balance += amount
            rows.append(("A", f"N{number}", "2026-01-15", "2026-02-14", f"{amount / 100:.2f}", f"{balance / 100:.2f}"))
        reading = read(text_file([(*HEADERS, "Balance"), *rows]))
        self.assertEqual([round(one.amount * 100) for one in reading.invoices], cents)
        self.assertFalse(any(one.settled for one in reading.invoices))


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

    def test_a_hidden_sheet(self):
        book = self.book()
        book["2026"].sheet_state = "hidden"
        content = self.saved(book)
        self.assertOpen(read(content), {"A-1": 100}, ["sheets"])
        self.assertOpen(read(content, sheets="all"), {"A-1": 100, "A-2": 200})

    def test_a_sheet_that_goes_on_without_a_header(self):
        book = self.book()
        book["2026"].delete_rows(1)
        content = self.saved(book)
        self.assertOpen(read(content), {"A-1": 100}, ["sheets"])
        self.assertOpen(read(content, sheets="all"), {"A-1": 100, "A-2": 200})

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


class TestShapes(LedgerKinds):
    """Kinds 9 and 10: rows that are no documents, documents of several rows, and lists of what is open."""

    def test_totals_headings_and_dashes(self):
        content = lines(
            ",Type,Date,Num,Name,Due Date,Open Balance\nCurrent,,,,,,\n"
            ",Invoice,10/20/2026,1050,Total Energies,11/19/2026,200.00\nTotal Current,,,,,,200.00\n"
            "1 - 30,,,,,,\n,Credit Memo,09/25/2026,1051,Juniper,09/25/2026,-75.00\n-----,,,,,,-----\n"
            "Total 1 - 30,,,,,,-75.00\nTOTAL,,,,,,125.00\n,Type,Date,Num,Name,Due Date,Open Balance\n"
            "Printed today,,,,,,\n"
        )
        reading = read(content)
        self.assertOpen(reading, {"1050": 200, "1051": -75})
        self.assertEqual(
            {reason: len(rows) for reason, rows in reading.left.items()},
            {"heading": 3, "total": 3, "dashes": 1, "header": 1},
        )
        wrong = read(content.replace(b"TOTAL,,,,,,125", b"TOTAL,,,,,,126"))
        self.assertEqual([(one.kind, one.row) for one in wrong.remarks], [("wrong_total", 9)])

    def test_a_total_without_a_label(self):
        rows = [("A", "1", "2026-01-15", "2026-02-14", "5.00"), ("A", "2", "2026-01-15", "2026-02-14", "6.00")]
        reading = read(text_file([HEADERS, *rows, ("", "", "", "", "11.00")]))
        self.assertEqual((len(reading.invoices), reading.left), (2, {"total": [4]}))
        reading = read(text_file([HEADERS, *rows, ("", "", "", "", "12.00")]))
        self.assertEqual({one.reason for one in reading.faults}, {"missing"})

    def test_a_customer_above_its_rows(self):
        content = lines(
            ",Type,Date,Num,Due Date,Amount\nAlder,,,,,\n,Invoice,10/20/2026,1050,11/19/2026,200.00\n"
            "Total Alder,,,,,200.00\nBeech,,,,,\n,Invoice,10/21/2026,1052,11/20/2026,300.00\nTotal Beech,,,,,300.00\n"
        )
        reading = read(content)
        self.assertEqual([one.customer for one in reading.invoices], ["Alder", "Beech"])
        rows = [("Alder", "1"), ("", "2"), ("Beech", "3"), ("", "4")]
        told = [(name, number, "2026-01-15", "2026-02-14", "5.00") for name, number in rows]
        self.assertEqual(
            [one.customer for one in read(text_file([HEADERS, *told])).invoices], ["Alder", "Alder", "Beech", "Beech"]
        )
        told[1] = ("Alder", *told[1][1:])  # customers are repeated, so an empty cell is a hole
        self.assertEqual([one.reason for one in read(text_file([HEADERS, *told])).faults], ["missing"])

    def test_two_rows_of_headings(self):
        content = lines(
            "Customer,,Invoice,,,Amount\nName,No,Number,Date,Due Date,Gross\nAlder,7,A-1,2026-01-15,2026-02-14,100.50\n"
        )
        one = read(content).invoices[0]
        self.assertEqual((one.customer, one.reference, one.number), ("Alder", "7", "A-1"))

    def test_instalments(self):
        rows = [
            ("Alder", "A-1", "2026-01-15", "2026-02-14", "100.00"),
            ("Alder", "A-1", "2026-01-15", "2026-03-16", "50"),
        ]
        [one] = read(text_file([HEADERS, *rows])).invoices
        self.assertEqual((one.amount, one.due), (150, date(2026, 3, 16)))
        self.assertEqual([(part.due.month, part.amount) for part in one.instalments], [(2, 100), (3, 50)])

    def test_the_same_number_again(self):
        row = ("Alder", "A-1", "2026-01-15", "2026-02-14", "100.00")
        for again in (row, ("ALDER ", *row[1:]), (*row[:3], "2026-03-16", "100.00")):
            with self.subTest(again):
                content = text_file([HEADERS, row, again])
                self.assertEqual([one.kind for one in read(content).open_doubts], ["repeated"])
                self.assertOpen(read(content, repeated="once"), {"A-1": 100})
                self.assertOpen(read(content, repeated="sum"), {"A-1": 200})
        different = text_file([HEADERS, row, (*row[:4], "50.00")])
        self.assertOpen(read(different, repeated="sum"), {"A-1": 150})
        self.assertEqual([one.kind for one in read(different, repeated="once").open_doubts], ["repeated"])

    def test_a_list_of_open_items(self):
        content = text_file([
            ("Customer", "Invoice No", "Invoice Date", "Due Date", "Invoice Amount", "Open Balance"),
            ("Alder", "A-1", "2026-01-15", "2026-02-14", "100.00", "100.00"),
            ("Alder", "A-2", "2026-01-20", "2026-02-19", "250.00", "130.00"),
        ])  # fmt: skip
        self.assertOpen(read(content), {"A-1": 100, "A-2": 130}, ["list_date"])
        reading = read(content, list_date=date(2026, 10, 31))
        self.assertOpen(reading, {"A-1": 100, "A-2": 130})
        self.assertEqual(reading.invoices[1].paid_on, date(2026, 10, 31))
        early = read(content, list_date=date(2026, 1, 16))
        self.assertEqual([one.reason for one in early.faults], ["list_too_early"])

    def test_the_day_of_the_list_in_a_title(self):
        for title, expected in (
            ("As of October 31, 2026", date(2026, 10, 31)), ("Stichtag: 31.10.2026", date(2026, 10, 31)),
            ("Open at Key Date 31.10.2026", date(2026, 10, 31)), ("截止 2026年10月31日", date(2026, 10, 31)),
            ("A/R Aging Detail as of 31 Oct 2026", date(2026, 10, 31)), ("As of 03/04/2026", None),
            ("A/R Aging Detail", None), ("Alder Ltd, Per 5", None),
        ):  # fmt: skip
            with self.subTest(title):
                self.assertEqual(find_list_day(["Alder Ltd", title]), expected)

    def test_credit_notes_beside_invoices(self):
        content = lines(
            "Customer,No,Date,Due Date,Invoice,Credit Note\nAlder,A-1,2026-01-15,2026-02-14,100.50,\n"
            "Beech,C-3,2026-01-15,2026-02-14,,20.10\n"
        )
        self.assertOpen(read(content), {"A-1": 100.5, "C-3": -20.1})


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
