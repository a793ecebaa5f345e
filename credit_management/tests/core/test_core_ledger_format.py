from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from ...core.ledger import column as ledger_column
from ...core.ledger import file as ledger_file
from ...core.ledger import format as ledger_format
from ...core.ledger.format import find_date_format, to_date
from ...core.ledger.number import find_number_format, to_number
from .core_common import CoreCase

WRITTEN = {
    "ymd": (
        "{0:%Y}-{0:%m}-{0:%d}", "{0:%Y}/{0:%m}/{0:%d}", "{0:%Y}-{0:%m}-{0:%d} 08:30:00",
        "{0.year}年{0.month}月{0.day}日",
    ),
    "dmy": ("{0:%d}.{0:%m}.{0:%Y}", "{0.day}/{0.month}/{0.year}", "{0:%d}-{0:%m}-{0:%Y}", "{0:%d}.{0:%m}.{0:%y}"),
    "mdy": ("{0:%m}/{0:%d}/{0:%Y}", "{0.month}/{0.day}/{0:%y}", "{0:%m}/{0:%d}/{0:%Y} 12:00 AM"),
    "named": ("{0.day} {0:%b} {0:%Y}", "{0:%d}-{0:%b}-{0:%y}", "{0:%B} {0.day}, {0:%Y}"),
    "compact": ("{0:%Y}{0:%m}{0:%d}",),
}  # fmt: skip
days = st.dates(date(1970, 1, 1), date(2068, 12, 31))
amounts = st.integers(-(10**11), 10**11).map(lambda cents: cents / 100)


def written(number, decimal, thousands, sign):
    text = f"{abs(number):,.2f}".replace(",", "T").replace(".", decimal).replace("T", thousands)
    return {"-1": f"-{text}", "1-": f"{text}-", "(1)": f"({text})"}[sign] if number < 0 else text


class TestLedgerFormat(CoreCase):
    """Dates and numbers, and in which way a column writes them."""

    @given(days, st.sampled_from([(form, way) for form, ways in WRITTEN.items() for way in ways]))
    def test_a_date_is_read_as_written(self, day, form_and_way):
        form, way = form_and_way
        self.assertEqual(to_date(way.format(day), form), day)

    @given(
        st.lists(days, min_size=1, max_size=50),
        st.sampled_from([(form, way) for form, ways in WRITTEN.items() for way in ways]),
    )
    def test_the_format_is_found_or_ambiguous(self, some, form_and_way):
        """Never another one: where two formats read everything and differently, both are named."""
        form, way = form_and_way
        found = find_date_format([way.format(day) for day in some])
        possible = (found.form, *found.rivals)
        if form not in possible:  # another format reads the same days
            self.assertFalse(found.ambiguous)
            self.assertEqual([to_date(way.format(day), found.form) for day in some], some)
        elif form in ("dmy", "mdy") and any(day.day > 12 for day in some) and "ymd_two" not in possible:
            self.assertEqual((found.form, found.rivals, found.unread), (form, (), 0))

    def test_days_and_months_mixed_up(self):
        self.assertEqual(find_date_format(["03/04/2025", "05/06/2025"]).rivals, ("mdy",))
        self.assertEqual(find_date_format(["03/04/2025", "13/06/2025"]).form, "dmy")
        self.assertEqual(find_date_format(["03/04/2025", "06/13/2025"]).form, "mdy")
        self.assertFalse(find_date_format(["03.04.2025"]).ambiguous, "nobody writes the month first with dots")
        self.assertFalse(find_date_format(["05/05/2025"]).ambiguous, "both readings are the same")
        both = find_date_format(["13/04/2025", "04/13/2025", "03/04/2025"])
        self.assertEqual((both.rivals, both.unread), (("mdy",), 1))

    def test_what_is_no_date(self):
        for text in (
            "",
            "31.02.2025",
            "2025-13-01",
            "yesterday",
            "1.1.",
            "99999999",
            "12",
            "5 Foo 2025",
            "2025-01-01x",
        ):
            with self.subTest(text):
                self.assertEqual({to_date(text, form) for form in ledger_format.DATE_FORMATS}, {None})
        self.assertIsNone(to_date(True, "serial"))
        self.assertEqual(find_date_format(["soon", "unknown", "01.02.2025"]).form, "")

    def test_spreadsheet_dates(self):
        self.assertEqual(to_date(datetime(2025, 1, 31, 8, 30), "mdy"), date(2025, 1, 31))
        self.assertEqual(to_date(date(2025, 1, 31), ""), date(2025, 1, 31))
        for value in (45688, 45688.0, 45688.25, "45688"):
            self.assertEqual(to_date(value, "serial"), date(2025, 1, 31))
        self.assertEqual(find_date_format([45688.0, 45689.0]).form, "serial")
        self.assertEqual(find_date_format([20250131.0]).form, "compact")
        self.assertEqual(find_date_format([datetime(2025, 1, 31)]), ledger_format.Found("ymd"))

    def test_two_digits_of_the_year(self):
        self.assertEqual(to_date("01.01.68", "dmy"), date(2068, 1, 1))
        self.assertEqual(to_date("01.01.70", "dmy"), date(1970, 1, 1))

    def test_two_digits_of_the_year_in_front(self):
        """Read as the day, the year would spread the days of the month over decades."""
        found = find_date_format(["26/01/05", "26/02/14", "25/12/31"])
        self.assertEqual((found.form, found.rivals), ("ymd_two", ("dmy",)))
        self.assertEqual(to_date("26/01/05", "ymd_two"), date(2026, 1, 5))
        self.assertTrue(find_date_format(["32/01/05"]).certain, "no month has so many days")
        for clear in (["05.01.26", "14.02.26"], ["27.12.25", "27.01.26"], ["31.12.25", "31.01.26"], ["12/31/25"]):
            with self.subTest(clear):
                self.assertTrue(find_date_format(clear).certain)

    def test_one_column_with_years_in_front_tells_of_another(self):
        content = "Customer,Invoice No,Invoice Date,Due Date,Amount\nA,1,26/01/05,26/02/14,5\nB,2,26/01/28,26/02/16,7\n"
        table = ledger_file.load(content.encode())
        columns = ledger_column.guess(table.headers, table.body)
        found = [one.found for one in columns][2:4]
        self.assertEqual([(one.form, one.ambiguous) for one in found], [("ymd_two", False)] * 2, "none due before made")

    @given(amounts, st.sampled_from(["-1", "1-", "(1)"]), st.sampled_from([",", "", " ", "\u00a0", "'"]))
    def test_a_number_with_a_point(self, number, sign, thousands):
        self.assertEqual(to_number(written(number, ".", thousands, sign), "."), number)

    @given(amounts, st.sampled_from(["-1", "1-", "(1)"]), st.sampled_from([".", "", " ", "\u202f"]))
    def test_a_number_with_a_comma(self, number, sign, thousands):
        self.assertEqual(to_number(written(number, ",", thousands, sign), ","), number)

    @given(
        st.lists(amounts, min_size=1, max_size=50),
        st.sampled_from([(".", ","), (",", "."), (".", ""), (",", ""), (",", " ")]),
    )
    def test_the_decimal_sign_is_found(self, some, signs):
        """Two decimals everywhere leave no doubt."""
        found = find_number_format([written(number, *signs, "-1") for number in some])
        self.assertEqual((found.form, found.rivals, found.unread), (signs[0], (), 0))

    def test_numbers_that_read_two_ways(self):
        self.assertEqual(find_number_format(["1,234", "5,678"]).rivals, (",",))
        self.assertEqual(find_number_format(["1,234", "5.5"]), ledger_format.Found(".", (), 0, True))
        self.assertFalse(find_number_format(["1234", "17"]).ambiguous)
        self.assertFalse(find_number_format([1234.5, 17]).ambiguous)

    def test_other_ways_of_writing(self):
        for text, expected in (
            ("$1,234.50", 1234.5), ("EUR 5", 5), ("5 €", 5), ("-$5", -5), ("￥1，234.50", 1234.5),
            ("1,23,456.78", 123456.78),
            ("-", 0), ("+5", 5), (".5", 0.5), ("5.", 5), ("−5", -5), ("(5 USD)", -5),
        ):  # fmt: skip
            with self.subTest(text):
                self.assertEqual(to_number(text, "."), expected)
        for text in ("", "abc", "1.2.3", "1,2", "--5", "-(5)", "5 5", "1e5", "12 34", "EUR", "1,2345", True, None):
            with self.subTest(text):
                self.assertIsNone(to_number(text, "."))

    def test_a_file_writes_in_one_way(self):
        clear, unclear = find_date_format(["04/13/2025"]), find_date_format(["03/04/2025"])
        settled = ledger_format.settle({"due": unclear, "paid": clear})
        self.assertEqual((settled["due"].form, settled["due"].ambiguous), ("mdy", False))
        other = find_date_format(["13/04/2025"])
        self.assertTrue(ledger_format.settle({"due": unclear, "paid": clear, "made": other})["due"].ambiguous)
        self.assertTrue(ledger_format.settle({"due": unclear})["due"].ambiguous)
        whole = find_number_format(["17"])
        unclear = find_number_format(["1,234"])
        self.assertTrue(ledger_format.settle({1: whole, 2: unclear})[2].ambiguous, "whole numbers tell nothing")
