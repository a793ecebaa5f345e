import datetime
import random
import tempfile
import zipfile
from math import isnan
from pathlib import Path
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from odoo.tests import BaseCase, tagged

from ...core.common.styles import DATE, DECIMAL, MONEY, NUMBER, TEXT, TIME
from ...reports.common import workbook, workbook_rows
from ...reports.common.workbook_cover import Cover

KINDS = (TEXT, DATE, TIME, NUMBER, MONEY, DECIMAL, TEXT)
FIRST = 4  # the row of the first values, as a spreadsheet counts
TEXTS = ("Acme", "=1+1", " blank ", "a < b & c", "_x0041_", "\u4fe1\u7528", "line\nbreak", "007", "31–60")


@tagged("post_install", "-at_install")
class TestWorkbookRows(BaseCase):
    """Rows are written some hundred at a time, column by column: each cell is that of its row all the same."""

    def setUp(self):
        super().setUp()
        self.random = random.Random(20261129)

    def value(self, kind):
        if self.random.random() < 0.2:
            return self.random.choice([None, False])
        if kind == TEXT:
            return self.random.choice([*TEXTS, f"B/{self.random.randint(1, 9999)}"])
        day = datetime.date(2026, 1, 1) + datetime.timedelta(days=self.random.randint(-900, 900))
        if kind == DATE:
            return day
        if kind == TIME:
            return datetime.datetime.combine(day, datetime.time(self.random.randint(0, 23), 30))
        broken = () if kind == MONEY else (float("nan"),)  # an amount that is no number is none, see _aged_sql
        return self.random.choice([0, self.random.randint(-99, 99), 0.1, 1e9, *broken])

    def written(self, rows, links):
        """The sheet as opened again, and its part of the file."""
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "rows.xlsx")
            columns = [workbook.Column(f"{kind} {place}", kind, kind == MONEY) for place, kind in enumerate(KINDS)]
            with workbook.Workbook(path, folder, {}, Cover("Rows", [], "Sheets", "Rows", "Cover")) as book:
                sheet = book.sheet("Rows", ["Rows"], columns, "#,##0.00")
                for row, addresses in zip(rows, links, strict=True):
                    sheet.add(row, addresses)
                self.assertEqual(sheet.count, len(rows))
                sheet.close("Total")
            with zipfile.ZipFile(path) as file:
                part = file.read("xl/worksheets/sheet2.xml")
            return load_workbook(path)["Rows"], load_workbook(path, data_only=True)["Rows"], part

    def test_each_cell_is_that_of_its_row(self):
        count = 2 * workbook.AT_ONCE + 3
        self.patch(workbook, "MOST_LINKED", workbook.AT_ONCE + 7)
        self.patch(workbook_rows, "MOST_KEPT", 50)
        rows = [tuple(self.value(kind) for kind in KINDS) for _number in range(count)]
        links = [
            {place: f"https://example.com/{number}/{place}" for place in (0, 6) if self.random.random() < 0.7}
            for number in range(count)
        ]
        sheet, values, part = self.written(rows, links)
        for number, (row, addresses) in enumerate(zip(rows, links, strict=True)):
            for place, (value, cell) in enumerate(zip(row, sheet[FIRST + number], strict=True)):
                with self.subTest(row=number, place=place, value=value):
                    self.check_cell(KINDS[place], value, cell)
                    linked = place in addresses and number < workbook.MOST_LINKED and value not in (None, False)
                    target = cell.hyperlink.target if cell.hyperlink else None
                    self.assertEqual(target, addresses[place] if linked else None)
        total = sum(row[4] for row in rows if row[4])
        self.assertAlmostEqual(values.cell(FIRST + count, 5).value, total, 2)
        numbers = [int(row.get("r")) for row in ElementTree.fromstring(part).iter() if row.tag.endswith("}row")]
        self.assertEqual(numbers, sorted(set(numbers)), "rows stand in their order, each once")

    def check_cell(self, kind, value, cell):
        if value is None or value is False or (isinstance(value, float) and isnan(value)):
            self.assertIsNone(cell.value)
        elif kind == DATE:
            self.assertEqual(cell.value.date(), value)
        elif kind == TIME:
            self.assertEqual(cell.value, value)
        elif kind == TEXT:
            self.assertEqual((unescape(cell.value), cell.data_type), (value, "s"))
        else:
            self.assertEqual(cell.value, value)
