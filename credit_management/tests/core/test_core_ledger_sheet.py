from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ...core.common import bounds
from ...core.common.bounds import UnreadableError
from ...core.ledger import column as ledger_column
from ...core.ledger import file as ledger_file
from ...core.ledger import ledger, marks
from ...core.ledger import sheet as ledger_sheet
from ...core.ledger.ledger import Invoice
from .ledger_sheet_common import HEADERS, TODAY, LedgerSheetCommon, read, text_file, workbook

names = st.text(st.characters(codec="cp1252", exclude_categories=["C", "Z"]), min_size=1, max_size=15).filter(
    lambda text: text.strip() == text and not marks.is_nothing(text)
)

ways = st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%Y%m%d", "%d %b %Y"])


@st.composite
def ledgers(draw):
    found = []
    for number in range(draw(st.integers(1, 20))):
        invoiced = draw(st.dates(date(2000, 1, 1), TODAY))
        amount = draw(st.integers(1, 10**8)) / 100 * draw(st.sampled_from([1, 1, -1]))
        paid_on = draw(st.none() | st.dates(date(2000, 1, 1), TODAY))
        part = draw(st.booleans())
        paid = round(amount / 2, 2) if paid_on and part and round(amount / 2, 2) not in (0, amount) else None
        found.append(
            Invoice(
                f"N{number}", invoiced, invoiced + timedelta(days=draw(st.integers(0, 90))), amount, paid_on, paid,
                draw(st.sampled_from(["", "EUR"])), draw(names), f"K{draw(st.integers(1, 3))}", number + 2,
            )
        )  # fmt: skip
    return found


def as_rows(invoices, way="%Y-%m-%d", decimal="."):
    def number(value):
        return "" if value is None else f"{value:.2f}".replace(".", decimal)

    yield HEADERS
    for one in invoices:
        paid_on = one.paid_on.strftime(way) if one.paid_on else ""
        yield (
            one.customer, one.reference, one.number, one.invoiced.strftime(way), one.due.strftime(way),
            number(one.amount), paid_on, number(one.paid), one.currency,
        )  # fmt: skip


class TestLedgerSheet(LedgerSheetCommon):
    """Files as they come, and what is read from them."""

    # === WHAT IS WRITTEN IS READ === #

    @settings(deadline=None)
    @given(
        ledgers(), ways, st.sampled_from([".", ","]), st.sampled_from([";", "\t", "|"]),
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    )  # fmt: skip
    def test_text(self, invoices, way, decimal, delimiter, encoding):
        reading = read(text_file(as_rows(invoices, way, decimal), delimiter, encoding))
        self.assertEqual((reading.invoices, reading.faults), (invoices, []))

    @settings(deadline=None, max_examples=30)
    @given(ledgers())
    def test_workbook(self, invoices):
        rows = [
            (
                one.customer, one.reference, one.number, one.invoiced, one.due, one.amount, one.paid_on, one.paid,
                one.currency or None,
            )
            for one in invoices
            if not one.customer.startswith("=")
        ]  # fmt: skip
        reading = read(workbook([HEADERS, *rows]))
        kept = [one for one in invoices if not one.customer.startswith("=")]
        self.assertEqual([one.number for one in reading.invoices], [one.number for one in kept])
        self.assertEqual([one.settled for one in reading.invoices], [one.settled for one in kept])
        self.assertEqual([one.due for one in reading.invoices], [one.due for one in kept])

    def test_western_text(self):
        row = ("Müller & Söhne", "K1", "1", "2025-01-01", "2025-01-31", "5", "", "", "€")
        self.assertEqual(read(text_file([HEADERS, row], encoding="cp1252")).invoices[0].customer, "Müller & Söhne")

    def test_chinese_text(self):
        headers = ("客户名称", "客户编码", "发票号码", "开票日期", "到期日", "收款日期", "价税合计", "已收金额", "币种")
        rows = [
            (
                "北京市海淀区信用有限公司",
                f"K{n}",
                f"{n}",
                "2025年1月1日",
                "2025年1月31日",
                "2025年2月3日",
                "1,234.50",
                "",
                "",
            )
            for n in range(30)
        ]
        for encoding in ("gb18030", "utf-8"):
            reading = read(text_file([headers, *rows], encoding=encoding))
            self.assertFalse(reading.faults)
            self.assertEqual(reading.invoices[0].customer, "北京市海淀区信用有限公司")
            self.assertEqual((reading.invoices[0].amount, reading.invoices[0].paid_on), (1234.5, date(2025, 2, 3)))

    def test_title_lines_empty_lines_and_quotes(self):
        content = (
            b"Open and paid items\r\n\r\nCustomer;Invoice No;Invoice Date;Due Date;Amount\r\n"
            b'"Smith; Jones\nand ""Sons""";1;01.02.2025;03.03.2025;1.234,50\r\n\r\nOther;2;13.02.2025;03.03.2025;7\r\n'
        )
        reading = read(content)
        self.assertEqual([one.customer for one in reading.invoices], ['Smith; Jones and "Sons"', "Other"])
        self.assertEqual([one.row for one in reading.invoices], [4, 6])
        self.assertEqual(reading.invoices[0].amount, 1234.5)

    def test_a_number_that_a_spreadsheet_has_made_a_date_of(self):
        """2026-1 and 1/26 are the first of January there: two invoices, and one number."""
        days = date(2025, 1, 1), date(2025, 1, 31)
        rows = [("A", "K1", date(2026, 1, 1), *days, 5), ("A", "K1", "26-2", *days, 7)]
        reading = read(workbook([HEADERS[:6], *rows]))
        self.assertEqual([(one.reason, one.row, one.value) for one in reading.faults], [("rounded", 2, "2026-01-01")])
        self.assertEqual([one.number for one in reading.invoices], ["26-2"])

    def test_hint_of_a_spreadsheet(self):
        reading = read(b"sep=;\r\nCustomer;Invoice No;Invoice Date;Due Date;Amount\r\nA;1;2025-01-01;2025-01-31;5\r\n")
        self.assertEqual((len(reading.invoices), reading.invoices[0].row), (1, 3))

    def test_the_sheet_that_has_the_ledger(self):
        row = ("A", "K1", 4711.0, date(2025, 1, 1), date(2025, 1, 31), 5, None, None, None)
        invoice = read(workbook([HEADERS, row], before=["Notes"])).invoices[0]
        self.assertEqual(invoice.number, "4711")

    def test_what_is_no_table(self):
        for content, reason in (
            (b"", bounds.EMPTY), (b" \n ", bounds.EMPTY), (b"PK\x03\x04broken", bounds.DAMAGED),
            (b"\xd0\xcf\x11\xe0 old", bounds.OLD_WORKBOOK), (b"a,b\n1,2\n3,\x004\n", bounds.NULL_BYTE),
            (workbook([]), bounds.EMPTY), (b"Customer,Amount\n", bounds.EMPTY),
            (b"<html><table><tr><td>Customer</td><td>Amount</td></tr></table></html>", bounds.OLD_WORKBOOK),
            (b'<?xml version="1.0"?>\n<Workbook>\n<Row><Cell>Customer</Cell></Row>\n</Workbook>', bounds.OLD_WORKBOOK),
        ):  # fmt: skip
            with self.subTest(content[:10]), self.assertRaises(UnreadableError) as caught:
                ledger_file.load(content)
            self.assertEqual(caught.exception.reason, reason)

    def test_signs_that_nobody_sees(self):
        """They make no other customer, no other number, and no amount that does not read."""
        plain = ("Müller", "K1", "A-1", "2025-01-01", "2025-01-31", "5.00", "", "", "")
        unseen = ("Mu\u0308ller\u200b", "K1\u00ad", "\ufeffA-1", "\u200e2025-01-01", "2025-01-31", "\u202d5.00\u202c")
        reading = read(text_file([HEADERS, plain, (*unseen, "", "", "")]))
        self.assertEqual([(one.customer, one.number, one.amount) for one in reading.invoices], [("Müller", "A-1", 5)])
        self.assertEqual((reading.faults, [one.kind for one in reading.doubts]), ([], ["repeated"]))

    # === WHICH COLUMN IS WHAT === #

    def test_headers_of_programs(self):
        """``-`` for what is none of ours."""
        for told in (
            """row_id:- invoice_id:number customer_id:reference customer_name:customer currency_est:currency
               amount:amount due_date:due clear_date:paid_on days_late:- terms_code_est:- net_days_est:-
               net_days_source:- invoice_date_est:invoiced""",
            """doc_id:number business_code:- customer_id:reference customer_name_raw:customer posting_date:invoiced
               baseline_create_date:- due_date:due terms_code:- amount_usd:amount""",
            """countryCode:- customerID:reference PaperlessDate:- invoiceNumber:number InvoiceDate:invoiced DueDate:due
               InvoiceAmount:amount Disputed:- SettledDate:paid_on PaperlessBill:- DaysToSettle:- DaysLate:-""",
            """InvoiceNo:number customer_id:reference country:- order_datetime:invoiced lines:- quantity:- amount:amount
               cancelled:- adjustment:-""",
            """cust_number:reference name_customer:customer clear_date:paid_on doc_id:number posting_date:invoiced
               document_create_date:- due_in_date:due invoice_currency:currency document_type:kind
               total_open_amount:amount cust_payment_terms:- isOpen:-""",
            """Kunde:customer Kundennr.:reference Rechnungsnr.:number Rechnungsdatum:invoiced Fällig_am:due
               Bezahlt_am:paid_on Bruttobetrag:amount Offener_Betrag:open Währung:currency""",
            """Debitorennummer:reference Debitorenname:customer Belegnummer:number Belegdatum:invoiced
               Nettofälligkeit:due Ausgleichsdatum:paid_on Betrag:amount WKZ:currency Text:-""",
            """客户编号:reference 客户名称:customer 单据编号:number 单据日期:invoiced 到期日期:due 收款日期:paid_on
               应收金额:amount 未收金额:open 币别:currency 备注:-""",
        ):  # fmt: skip
            pairs = [pair.split(":") for pair in told.split()]
            with self.subTest(pairs[0][0]):
                found = ledger_column.guess([header for header, _meaning in pairs], [])
                expected = ["" if meaning == "-" else meaning for _header, meaning in pairs]
                self.assertEqual([column.meaning for column in found], expected)

    def test_a_column_that_is_mostly_empty_is_not_the_number(self):
        rows = [[f"R{n}", None] for n in range(9)] + [["R9", "I9"]]
        found = ledger_column.guess(["row_id", "invoice_id"], rows)
        self.assertEqual([column.meaning for column in found], ["number", ""])

    def test_a_header_that_promises_what_is_not_there(self):
        found = ledger_column.guess(["Due Date", "Maturity", "Amount", "Total"], [["yes", "2025-01-01", "n/a", "5.00"]])
        self.assertEqual([column.meaning for column in found], ["", "due", "", "amount"])

    def test_missing_columns(self):
        found = ledger_column.guess(["Customer No", "Date"], [["K1", "2025-01-01"]])
        self.assertEqual(ledger_sheet.missing(found), ["number", "amount"])
        self.assertEqual(ledger_sheet.missing([]), ["customer", "number", "invoiced", "amount"])

    @settings(deadline=None)
    @given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
    def test_any_file_is_read_or_refused(self, content):
        try:
            reading = read(content)
        except UnreadableError:
            return
        for fault in reading.faults:
            self.assertGreaterEqual(fault.row, 1)
        for one in reading.invoices:
            self.assertIsNone(ledger.fault(one, TODAY))
