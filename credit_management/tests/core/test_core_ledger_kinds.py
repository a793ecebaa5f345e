"""Files as real programs write them, and what their owners mean: one test a kind of trouble."""

import io
from datetime import date

import openpyxl

from ...core.ledger import column as ledger_column
from .ledger_kinds_common import HEADERS, LedgerKinds, lines, look, read
from .ledger_sheet_common import text_file


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

    def test_shares_are_no_amounts(self):
        row = ("A", "1", "2026-01-12", "2026-02-11", "500.00", "10", "90")
        self.assertOpen(read(text_file([(*HEADERS, "Paid %", "Open (%)"), row])), {"1": 500})

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

    def test_headings_in_many_languages(self):
        for headers in (
            "Customer;Invoice No;Invoice Date;Due Date;Amount;Currency;Payment Date",
            "Kunde;Rechnungsnummer;Rechnungsdatum;Fälligkeit;Betrag;Währung;Zahlungsdatum",
            "Client;N° facture;Date de facture;Échéance;Montant TTC;Devise;Date de paiement",
            "Cliente;Nº factura;Fecha de factura;Fecha de vencimiento;Importe;Moneda;Fecha de pago",
            "Klant;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag;Valuta;Betaaldatum",
            "Klient;Nr faktury;Data wystawienia;Termin płatności;Kwota brutto;Waluta;Data zapłaty",
            "客户;发票号;开票日期;到期日;金额;币种;付款日期",
            "Cliente;Numero fattura;Data fattura;Data scadenza;Totale fattura;Valuta;Data incasso",
            "Kund;Fakturanummer;Fakturadatum;Förfallodatum;Belopp;Valuta;Betalningsdatum",
            "Cliente;Nº fatura;Data de emissão;Data de vencimento;Valor total;Moeda;Data de recebimento",
            "得意先名;請求書番号;請求日;支払期限;請求金額;通貨;入金日",
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

    def test_a_currency_beside_the_table(self):
        """In a title, in a row above others, in headings of debit and credit: never the company's own in silence."""
        rows = "Alder,A-1,2026-01-12,2026-02-11,5.00\n", "Beech,A-2,2026-01-12,2026-02-11,7.00\n"
        header = ",".join(HEADERS) + "\n"
        for content, expected in (
            (f"Open items\nCurrency: USD\n{header}{''.join(rows)}", ["USD", "USD"]),
            (f"Aged Receivables (GBP)\n{header}{''.join(rows)}", ["GBP", "GBP"]),
            (f"Liste,\nWährung,USD\n{header}{''.join(rows)}", ["USD", "USD"]),
            (f"{header}EUR,,,,\n{rows[0]}USD,,,,\n{rows[1]}", ["", "USD"]),
            (f"Alder USD Trading Ltd\nRates: EUR 1 is USD 1.08\n{header}{''.join(rows)}", ["", ""]),
            (f"All in USD\n{header.strip()},Currency\n{rows[0].strip()},EUR\n{rows[1].strip()},GBP\n", ["", "GBP"]),
            (f"{header.replace('Amount', 'Debit USD,Credit USD')}{rows[0]}{rows[1]}", ["USD", "USD"]),
        ):  # fmt: skip
            with self.subTest(content):
                reading = read(content.encode())
                self.assertEqual(([one.currency for one in reading.invoices], reading.faults), (expected, []))

    def test_a_sheet_a_currency(self):
        book = openpyxl.Workbook()
        book.active.title = "Open items EUR"
        for sheet, number in ((book.active, "A-1"), (book.create_sheet("USD"), "A-2")):
            sheet.append(HEADERS)
            sheet.append(("Alder", number, date(2026, 1, 12), date(2026, 2, 11), 5))
        stream = io.BytesIO()
        book.save(stream)
        self.assertEqual([one.currency for one in read(stream.getvalue(), sheets="all").invoices], ["", "USD"])
