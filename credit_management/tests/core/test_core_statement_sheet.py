import io
from datetime import date, datetime
from random import Random
from unittest.mock import patch

import openpyxl
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from ...core.assessment.statement_sheet import read, to_amount, to_date
from ...core.common import bounds
from . import ledger_files
from .core_common import CoreCase

CHOICES = {"kind": {"Annual": "annual", "annual": "annual"}}


def workbook(rows, sheet="Books", form=None):
    """A file whose rows are ``[key, label, value, …]``, and the number format of its last cell."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    if form:
        book.active.cell(len(rows), len(rows[-1])).number_format = form
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class TestStatementSheet(CoreCase):
    """Figures read, and faults that say where they are."""

    def faults(self, *rows, form=None):
        rows = [["period_end", "", date(2025, 12, 31)], *rows]
        sheet = read(workbook(rows, form=form), {"Sales of the Year": "sales"}, CHOICES)
        return [(fault.reason, fault.sheet, fault.row, fault.column, fault.value) for fault in sheet.faults]

    def test_values(self):
        sheet = read(
            workbook(
                [
                    ["", "Statements of somebody"],
                    ["period_end", "", datetime(2025, 12, 31), "31.12.2024"],
                    ["kind", "", " annual ", None],
                    ["", "Sales of the  year", 1460, "1.168,50"],
                    ["cash", "", 12.5, None],
                ]
            ),
            {"Sales of the Year": "sales"},
            CHOICES,
        )
        self.assertEqual(sheet.faults, ())
        self.assertEqual([period.column for period in sheet.periods], ["C", "D"])
        first, second = (period.values for period in sheet.periods)
        self.assertEqual(first, {"period_end": date(2025, 12, 31), "kind": "annual", "sales": 1460.0, "cash": 12.5})
        self.assertEqual(second, {"period_end": date(2024, 12, 31), "sales": 1168.5})

    def test_a_chinese_statement(self):
        """As it is printed: names with numbers and notes, several of one line, in ten thousands."""
        rows = [
            ["", "编制单位:某公司", "单位:万元"],
            ["", "报表日期", date(2025, 12, 31), date(2024, 12, 31)],
            ["", "流动资产:"],
            ["", "货币资金", 120, 100],
            ["", "应收票据", 10, None],
            ["", "预付款项", 5.5, 2],
            ["", "一、营业收入", 1000, 900],
            ["", "减:营业成本", 700, 650],
            ["", "税金及附加", 10, 9],
            ["", "销售费用", 50, 40],
            ["", "财务费用", 30, 25],
            ["", "其中:利息费用", 20, None],
            ["", "二、营业利润(亏损以“-”号填列)", 210, 176],
            ["", "加:营业外收入", 5, None],
            ["", "减:营业外支出", 3, None],
            ["", "三、利润总额(亏损总额以“-”号填列)", 212, 176],
            ["", "四、净利润(净亏损以“-”号填列)", 159, 132],
        ]
        sheet = read(workbook(rows), {"Sales of the Year": "sales"}, CHOICES)
        self.assertEqual(sheet.faults, ())
        first, second = (period.values for period in sheet.periods)
        expected = {
            "cash": 1_200_000, "other_current_assets": 155_000, "sales": 10_000_000, "cost_of_sales": 7_000_000,
            "operating_expenses": 600_000, "interest_expense": 200_000, "extraordinary_result": 20_000,
            "result_before_tax": 2_120_000, "net_result": 1_590_000, "period_end": date(2025, 12, 31),
            "operating_result": 2_300_000,
        }  # fmt: skip
        self.assertEqual(first, expected, "the operating result is before interest and what is extraordinary")
        self.assertNotIn("operating_result", second, "nothing is known of the interest of that year")
        self.assertEqual(sheet.periods[0].rows["operating_result"], 16)

    def test_labels_of_the_template_come_before_chinese_names(self):
        rows = [["", "报表日期", date(2025, 12, 31)], ["", "营业利润", 7], ["", "资本公积", 1], ["", "盈余公积", 2]]
        sheet = read(workbook(rows), {"营业利润": "operating_result"}, CHOICES)
        self.assertEqual(sheet.periods[0].values["operating_result"], 7)
        self.assertEqual(sheet.periods[0].values["other_equity"], 3)

    def test_amounts(self):
        cases = {
            "1234": 1234, "1234,5": 1234.5, "1234.56": 1234.56, "1.234,56": 1234.56, "1,234.56": 1234.56,
            "1 234,56": 1234.56, "1'234.56": 1234.56, "1.234,56-": -1234.56, "€ 5": 5, "5,50 EUR": 5.5, "-5 zł": -5,
            "1,23,456.50": 123456.5, "(5,50 €)": -5.5, "(5)": -5,
            "1.234.567": 1234567, "1,234,567.8": 1234567.8, "0,123": 0.123,
            "12345.678": 12345.678, "-5": -5, "−5": -5, "(1,5)": -1.5, "–": 0, 7: 7, 0.5: 0.5,
        }  # fmt: skip
        for text, amount in cases.items():
            with self.subTest(text):
                self.assertAlmostEqual(to_amount(text), amount, places=9)

    def test_dates(self):
        cases = ["2025-12-31", "2025/12/31", "31.12.2025", "31/12/2025", "12/31/2025", date(2025, 12, 31)]
        for value in cases:
            with self.subTest(value=value):
                self.assertEqual(to_date(value), date(2025, 12, 31))
        self.assertEqual(to_date("1.2.2025"), date(2025, 2, 1))
        self.assertEqual(to_date("03/03/2025"), date(2025, 3, 3))

    def test_dates_in_words(self):
        for text in (
            "31 December 2025", "31. Dezember 2025", "31-Dec-2025", "December 31, 2025", "31 décembre 2025",
            "31 de diciembre de 2025", "31 grudnia 2025", "2025年12月31日", "20251231", "2025-12-31 00:00:00",
        ):  # fmt: skip
            with self.subTest(text):
                self.assertEqual(to_date(text), date(2025, 12, 31))

    def test_cells_that_say_nothing(self):
        for text in ("n/a", "N.A.", "k.A.", " ", "/", "None"):
            with self.subTest(text):
                sheet = read(workbook([["period_end", "", "2025-12-31"], ["sales", "", text], ["cash", "", 5]]))
                self.assertEqual((sheet.faults, set(sheet.periods[0].values)), ((), {"period_end", "cash"}))

    def test_a_currency_in_an_amount(self):
        """It is the one of the statement, or a fault: never thrown away."""
        self.assertEqual(self.faults(["sales", "", "€ 5"]), [("currency", "Books", 2, "C", "€ 5")])
        self.assertEqual(self.faults(["currency", "", "EUR"], ["sales", "", "€ 5"]), [])
        self.assertEqual(self.faults(["currency", "", "EUR"], ["sales", "", "$ 5"])[0][0], "currency")

    def test_thousands_are_said(self):
        for note in ("in TEUR", "Angaben in T€", "EUR '000", "in thousands", "€m", "in Mio. EUR", "单位：万美元", "k€"):
            with self.subTest(note):
                self.assertEqual([fault[0] for fault in self.faults(["", note], ["sales", "", 5])], ["unit"])
        long = "Write amounts as whole numbers or decimals in one currency, not in thousands."
        for note in (long, "Tea Ltd", "Kmart", "Mio Ltd"):
            self.assertEqual(self.faults(["", note], ["sales", "", 5]), [])

    def test_what_only_number_formats_write(self):
        """A currency, thousands and a sign below zero are read as they are shown."""
        for form, reasons in (
            ("#,##0.00", []), ("[$EUR] #,##0", ["currency"]), ('#,##0" T€"', ["unit"]), ('0.0"K"', ["unit"]),
            ('#,##0,"K"', []), ('"$"#,##0.00', ["currency"]),
        ):  # fmt: skip
            with self.subTest(form):
                told = self.faults(["currency", "", "GBP"], ["sales", "", 1460], form=form)
                self.assertEqual([fault[0] for fault in told], reasons)
        rows = [["period_end", "", date(2025, 12, 31)], ["profit", "", 12]]
        self.assertEqual(read(workbook(rows, form='"("0")"')).periods[0].values.get("profit", -12), -12)

    def test_a_sheet_a_year(self):
        book = openpyxl.load_workbook(io.BytesIO(workbook([["period_end", "", "2025-12-31"], ["sales", "", 5]])))
        for row in (["period_end", "", "2024-12-31"], ["sales", "", 4]):
            (book["2024"] if "2024" in book.sheetnames else book.create_sheet("2024")).append(row)
        stream = io.BytesIO()
        book.save(stream)
        periods = read(stream.getvalue()).periods
        self.assertEqual([(one.sheet, one.values["sales"]) for one in periods], [("Books", 5), ("2024", 4)])

    def test_text(self):
        labels = {"Last Day": "period_end", "Sales of the Year": "sales"}
        for content in (
            "Last Day;2025-12-31;31.12.2024\nSales of the Year;1.234,50;100\n",
            ",Last Day,2025-12-31,2024-12-31\nsales,Sales of the Year,1234.5,100\n",
        ):
            sheet = read(content.encode(), labels)
            self.assertEqual(sheet.faults, ())
            self.assertEqual([one.values["sales"] for one in sheet.periods], [1234.5, 100])
        letters = read("Last Day;2025-12-31\nUmsätze;5\n".encode("cp1252"), labels)
        self.assertEqual([fault.reason for fault in letters.faults], ["letters"])

    def test_faults_in_cells(self):
        cases = [
            ("text", "sales", "12 34"),
            ("text", "sales", "1,2,3"),
            ("text", "sales", True),
            ("text", "sales", date(2025, 1, 1)),
            ("unclear_number", "sales", "1,234"),
            ("unclear_number", "sales", "1.234"),
            ("error_value", "sales", "#DIV/0!"),
            ("not_calculated", "sales", "=1+1"),
            ("no_date", "period_start", "spring"),
            ("no_date", "period_start", 45658),
            ("no_date", "period_start", "31.02.2025"),
            ("no_date", "period_start", "31.12.25"),
            ("unclear_date", "period_start", "01/02/2025"),
            ("no_choice", "kind", "weekly"),
        ]
        for reason, line, value in cases:
            with self.subTest(reason=reason, value=value):
                ((found, sheet, row, column, text),) = self.faults([line, "", value])
                self.assertEqual((found, sheet, row, column), (reason, "Books", 2, "C"))
                self.assertTrue(str(value)[:4] in text)

    def test_faults_of_rows_and_columns(self):
        self.assertEqual(self.faults(["", "Goodwill", 5]), [("unknown_row", "Books", 2, "C", "Goodwill")])
        self.assertEqual(
            self.faults(["sales", "", 5], ["", "Sales of the year", 5]), [("repeated_row", "Books", 3, "B", "")]
        )
        self.assertEqual(self.faults(["sales", "", None, 5]), [("no_period_end", "Books", 1, "D", "")])
        self.assertEqual(self.faults(["", "Only words"]), [])

    def test_all_faults_at_once_in_their_order(self):
        found = self.faults(["sales", "", "x", "y"], ["cash", "", "z"])
        self.assertEqual(
            [(reason, row, column) for reason, _sheet, row, column, _value in found],
            [("no_period_end", 1, "D"), ("text", 2, "C"), ("text", 2, "D"), ("text", 3, "C")],
        )

    def test_what_is_too_large(self):
        wide = [["period_end", "", date(2025, 12, 31), *[None] * 60, 5]]
        self.assertIn("too_large", [fault.reason for fault in read(workbook(wide)).faults])
        long = [["period_end", "", date(2025, 12, 31)], *[["", ""]] * 350, ["sales", "", 5]]
        self.assertIn("too_large", [fault.reason for fault in read(workbook(long)).faults])

    def test_files(self):
        cases = [
            ("unreadable", b""),
            ("unreadable", b"PK\x03\x04 no archive"),
            ("unreadable", workbook([["period_end"]])[:200]),
            ("no_periods", workbook([["Title"], ["", "Anything", 5]])),
            ("no_periods", workbook([["period_end", "", None]])),
        ]
        for reason, content in cases:
            with self.subTest(reason):
                sheet = read(content)
                self.assertEqual([fault.reason for fault in sheet.faults], [reason])
                self.assertEqual(sheet.periods, ())

    def test_a_small_file_that_holds_a_large_one(self):
        content = workbook([["period_end", "", date(2025, 12, 31)]])
        self.assertEqual(read(content).faults, ())
        with patch.object(bounds, "MOST_BYTES", 1000):
            self.assertEqual([fault.reason for fault in read(content).faults], ["too_big"])
        many = workbook([["period_end", "", date(2025, 12, 31)], *[["sales", ""] + [5] * 900] * 300])
        self.assertEqual([fault.reason for fault in read(many).faults], ["too_big"])

    def test_numbers_and_days_are_sensible(self):
        for value in ("9" * 400, 1e308, "1 " * 100, -1e15):
            self.assertEqual([fault[0] for fault in self.faults(["sales", "", value])], ["text"])
        for value in (date(1901, 1, 1), "0001-01-01", "2100-01-01", "1" + " " * 30_000):
            sheet = read(workbook([["period_end", "", value], ["sales", "", 5]]))
            self.assertEqual([fault.reason for fault in sheet.faults], ["no_date"])

    @settings(deadline=None, max_examples=200)
    @given(st.integers(0, 10**12))
    def test_any_file_is_read_or_refused(self, seed):
        """Statements, sound and damaged, and files of ledgers."""
        random = Random(seed)
        self.assertEqual(ledger_files.statement_problems(ledger_files.statement(random)), [])
        self.assertEqual(ledger_files.statement_problems(ledger_files.make(seed)), [])

    def test_a_chinese_statement_with_wide_signs(self):
        rows = [
            ["", "编制单位\uff1a某公司", "单位\uff1a万元"],
            ["", "报表日期", "2025-12-31"],
            ["", "一、营业收入", 1000],
            ["", "减\uff1a营业成本", 600],
            ["", "四、净利润\uff08净亏损以“\uff0d”号填列\uff09", 80],
            ["", "所有者权益\uff08或股东权益\uff09合计", 900],
        ]
        sheet = read(workbook(rows))
        self.assertFalse(sheet.faults)
        values = [sheet.periods[0].values[line] for line in ("sales", "cost_of_sales", "net_result", "equity")]
        self.assertEqual(values, [10_000_000, 6_000_000, 800_000, 9_000_000])

    def test_the_stored_value_of_a_formula(self):
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            sheet = book.add_worksheet("Calculated")
            sheet.write_row(0, 0, ["period_end", "", "2025-12-31"])
            sheet.write_row(1, 0, ["sales", ""])
            sheet.write_formula(1, 2, "=700+30", value=730)
        (period,) = read(stream.getvalue()).periods
        self.assertEqual(period.values["sales"], 730)

    def test_two_units_in_one_sheet(self):
        rows = [
            ["", "单位:万元"], ["", "报表日期", "2025-12-31"], ["", "资产总计", 2000],
            ["", "单位:元"], ["", "营业收入", 5_000_000],
        ]  # fmt: skip
        self.assertEqual([fault.reason for fault in read(workbook(rows)).faults], ["unit"])

    def test_the_sheet_that_has_the_periods(self):
        book = openpyxl.load_workbook(io.BytesIO(workbook([["Read me first"]], sheet="Cover")))
        sheet = book.create_sheet("Figures")
        sheet.append(["period_end", "", "2025-12-31"])
        stream = io.BytesIO()
        book.save(stream)
        self.assertEqual(read(stream.getvalue()).name, "Figures")
