import io
from datetime import date

import openpyxl

from ...core.ledger.reading import Rules
from .ledger_sheet_common import HEADERS, TODAY, LedgerSheetCommon, read, read_rows, text_file


class TestLedgerRow(LedgerSheetCommon):
    """Rows as invoices, and the place of every fault."""

    def row(self, **values):
        base = ("A", "K1", "1", "2025-01-01", "2025-01-31", "100.00", "", "", "")
        meanings = ("customer", "reference", "number", "invoiced", "due", "amount", "paid_on", "paid", "currency")
        return tuple(values.get(meaning, value) for meaning, value in zip(meanings, base, strict=True))

    def test_every_fault_has_its_place(self):
        others = [self.row(number=str(number)) for number in range(100, 110)]  # they show how the columns are written
        for values, expected in (
            ({"customer": "", "reference": ""}, ("missing", 12, "A", "")),
            ({"number": ""}, ("missing", 12, "C", "")),
            ({"invoiced": ""}, ("missing", 12, "D", "")),
            ({"invoiced": "2025-02-30"}, ("no_date", 12, "D", "2025-02-30")),
            ({"due": ""}, ("missing", 12, "E", "")),
            ({"due": "soon"}, ("no_date", 12, "E", "soon")),
            ({"due": "2024-12-31"}, ("due_before_invoice", 12, "E", "2024-12-31")),
            ({"due": "2062-01-31"}, ("due_long_after", 12, "E", "2062-01-31")),
            ({"amount": ""}, ("missing", 12, "F", "")),
            ({"amount": "0.00"}, ("zero", 12, "F", "0.00")),
            ({"amount": "a lot"}, ("no_amount", 12, "F", "a lot")),
            ({"invoiced": "2026-02-01", "due": "2026-02-01"}, ("future_invoice", 12, "D", "2026-02-01")),
            ({"paid_on": "2026-02-01"}, ("future_payment", 12, "G", "2026-02-01")),
            ({"paid": "5.00"}, ("paid_without_day", 12, "G", "")),
            ({"paid_on": "2025-02-01", "paid": "100.01"}, ("overpaid", 12, "H", "100.01")),
            ({"paid_on": "2025-02-01", "paid": "-5.00"}, ("paid_other_sign", 12, "H", "-5.00")),
            ({"paid_on": "2025-02-01", "paid": "0.00"}, ("paid_nothing", 12, "H", "2025-02-01")),
            ({"currency": "XQZ"}, ("unknown_currency", 12, "I", "XQZ")),
            ({"number": "100", "invoiced": "2025-01-02"}, ("twice", 12, "C", "100 (2)")),
            ({"number": "100", "amount": "-100.00"}, ("twice_signs", 12, "C", "100 (2)")),
        ):  # fmt: skip
            with self.subTest(values):
                reading = read_rows(*others, self.row(**values))
                self.assertFaults(reading, expected)
                self.assertEqual(len(reading.invoices), 10)

    def test_several_faults_of_a_row(self):
        rows = [self.row(number=number) for number in "789"]
        reading = read_rows(*rows, self.row(number="", amount="x", due="never"))
        self.assertFaults(reading, ("missing", 5, "C", ""), ("no_date", 5, "E", "never"), ("no_amount", 5, "F", "x"))

    def test_warnings(self):
        reading = read_rows(
            self.row(paid_on="2024-12-20"), self.row(number="2", paid_on="2025-02-01", paid="40.00"),
            self.row(number="3"),
        )  # fmt: skip
        found = [(fault.reason, fault.row, fault.column, fault.value) for fault in reading.warnings]
        self.assertEqual(found, [("prepaid", 2, "G", "2024-12-20"), ("in_part", 3, "H", "40.00")])
        self.assertEqual(len(reading.invoices), 3)

    def test_same_number_of_another_customer(self):
        reading = read_rows(self.row(), self.row(reference="K2"), self.row(reference="", customer="B"))
        self.assertFalse(reading.faults)
        reading = read_rows(self.row(reference="", customer="ACME"), self.row(reference="", customer="Acme"))
        self.assertEqual([(one.kind, one.row) for one in reading.open_doubts], [("repeated", 3)])

    def test_open_balance(self):
        headers = (
            "Customer",
            "Invoice Number",
            "Invoice Date",
            "Due Date",
            "Amount",
            "Payment Date",
            "Open Balance",
            "Paid Amount",
        )
        day = "2025-01-01"
        reading = read_rows(
            ("A", "1", day, day, "100.00", day, "0.00", ""), ("A", "2", day, day, "100.00", day, "30.00", ""),
            ("A", "3", day, day, "100.00", "", "100.00", ""), ("A", "4", day, day, "100.00", "", "99.00", ""),
            ("A", "5", day, day, "100.00", day, "30.00", "70.00"),
            ("A", "6", day, day, "100.00", day, "30.00", "60.00"),
            ("A", "7", day, day, "-100.00", day, "-30.00", ""), headers=headers,
        )  # fmt: skip
        self.assertEqual(
            [(one.number, one.settled) for one in reading.invoices],
            [("1", 100), ("2", 70), ("3", 0), ("5", 70), ("7", -70)],
        )
        self.assertFaults(reading, ("paid_without_day", 5, "F", ""), ("open_differs", 7, "G", "30.00"))

    def test_days_to_pay(self):
        """Where no due date is given, so many days after the invoice; else each needs one."""
        headers = ("Customer", "Invoice Number", "Invoice Date", "Amount")
        content = text_file([headers, ("A", "1", "2025-01-01", "5.00")])
        self.assertFaults(read(content), ("missing", 2, "", ""))
        rules = Rules(TODAY, days=30)
        self.assertEqual(read(content, rules).invoices[0].due, date(2025, 1, 31))
        reading = read_rows(self.row(due=""), self.row(number="2"), rules=Rules(TODAY, days=14))
        self.assertEqual([one.due for one in reading.invoices], [date(2025, 1, 15), date(2025, 1, 31)])

    def test_cells_without_a_value(self):
        book = openpyxl.Workbook()
        book.active.append(HEADERS)
        row = ["A", "K1", "1", date(2025, 1, 1), date(2025, 1, 31), "=1+1", None, None, None]
        book.active.append(row)
        book.active.append(["A", "K1", "2", date(2025, 1, 1), date(2025, 1, 31), 5, None, None, None])
        book.active["F3"].data_type, book.active["F3"].value = "e", "#DIV/0!"
        stream = io.BytesIO()
        book.save(stream)
        self.assertFaults(
            read(stream.getvalue()), ("not_calculated", 2, "F", "=1+1"), ("error_value", 3, "F", "#DIV/0!")
        )

    def test_own_currency_and_signs(self):
        reading = read_rows(
            self.row(currency="USD"), self.row(number="2", currency="$"), self.row(number="3", currency="eur")
        )
        self.assertEqual([one.currency for one in reading.invoices], ["", "", "EUR"])
