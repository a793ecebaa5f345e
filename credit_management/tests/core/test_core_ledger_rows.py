from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from ...core.ledger.titles import find_list_day
from .ledger_kinds_common import HEADERS, LedgerKinds, lines, look, read
from .ledger_sheet_common import text_file, workbook


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

    def test_a_wrong_total_says_whose_and_by_how_much(self):
        told = "Alder,A-1,2026-01-15,2026-02-14,100.00\nTotal Alder,,,,120.00\n"
        other = "Beech,A-2,2026-01-15,2026-02-14,50.00\nTotal Beech,,,,50.00\nTotal,,,,170.00\n"
        remarks = read(lines(f"{','.join(HEADERS)}\n{told}{other}")).remarks
        self.assertEqual(
            [(one.row, one.customer, one.value, one.read) for one in remarks],
            [(3, "Alder", "120.00", "100.00"), (6, "", "170.00", "150.00")],
        )

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

    def test_payments_of_an_invoice_that_are_more_than_it(self):
        day, later = ("A", "1", "2026-01-12", "2026-02-11", "100.00"), "2026-03-01"
        content = text_file([(*HEADERS, "Paid", "Payment Date"), (*day, "80.00", "2026-02-01"), (*day, "60.00", later)])
        reading = read(content, repeated="once")
        self.assertEqual(([one.reason for one in reading.faults], reading.invoices), (["overpaid"], []))

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

    def test_paid_by_its_state_and_in_part_by_its_amount(self):
        """A cash discount, perhaps: the two per cent would be overdue for ever."""
        row = ("A", "1", "2026-01-12", "2026-02-11", "100.00", "98.00", "2026-02-01", "Paid")
        content = text_file([(*HEADERS, "Amount Paid", "Payment Date", "Status"), row])
        self.assertEqual([(one.reason, one.value) for one in read(content).faults], [("state_differs", "2.00")])

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
