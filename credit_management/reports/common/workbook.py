"""Workbooks written row by row: memory does not grow with their rows.

Text is written as text, whatever it looks like. Totals are formulas that follow the filters, and carry
their value along for programs that open the workbook without calculating.
"""

import math
import re
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

SHARE_DIGITS = 3  # of a share, as it is shown: 12.3 %
TEXT, MONEY, NUMBER, DECIMAL, SHARE, DATE, TIME = ("text", "money", "number", "decimal", "share", "date", "time")
WIDTHS = {TEXT: 24, MONEY: 16, NUMBER: 10, DECIMAL: 12, SHARE: 11, DATE: 12, TIME: 17}
LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_000  # a sheet ends at 1,048,576, heading and totals included
NAME_FAULTS = re.compile(r"[\[\]:*?/\\]|^'|'$")
LONGEST_NAME = 31
HEADER_HEIGHT = 32  # two lines
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "default_date_format": "yyyy-mm-dd",
}


class FullSheetError(Exception):
    """More rows than a sheet can hold."""


@dataclass(frozen=True)
class Column:
    """A column; ``total`` says whether its numbers are summed below."""

    title: str
    kind: str = TEXT
    total: bool = False
    width: int | None = None


def money_format(symbol, before, decimals):
    """How amounts of a currency are shown: its symbol on its side, its decimals, negative ones in red."""
    quoted = '"{}"'.format(symbol.replace('"', "")) if symbol else ""
    number = "#,##0" + ("." + "0" * decimals if decimals else "")
    shown = f"{quoted}{number}" if before else f"{number} {quoted}".rstrip()
    return f"{shown};[Red]-{shown}"


class Workbook:
    """An XLSX file; a context manager that closes it.

    :param path: where it is written, temporary files beside it
    :param properties: title, subject, author, company, comments, created
    """

    def __init__(self, path, folder, properties):
        self._book = xlsxwriter.Workbook(path, OPTIONS | {"tmpdir": folder})
        self._book.set_properties(properties)
        self._names, self._formats = set(), {}

    def __enter__(self):
        return self

    def __exit__(self, kind, _error, _trace):
        if kind is None:
            self._book.close()
        self._book.fileclosed = True  # or, given up half-way, it would try again when it is thrown away
        return False

    def sheet(self, name, heading, columns, money=""):
        """A new sheet.

        :param heading: lines above the table, the first one being the title
        :param money: the number format of its amounts, see ``money_format``
        """
        return Sheet(self, self._book.add_worksheet(self._unused(name)), heading, columns, money)

    def format(self, **style):
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(style)
        return self._formats[key]

    def _unused(self, name):
        """The name without what no sheet may be called, and not used yet."""
        clean = NAME_FAULTS.sub(" ", name).strip()[:LONGEST_NAME] or "-"
        unused, number = clean, 1
        while unused.lower() in self._names:
            number += 1
            ending = f" {number}"
            unused = clean[: LONGEST_NAME - len(ending)] + ending
        self._names.add(unused.lower())
        return unused


class Sheet:
    """A table under a heading, with a frozen header, filters, and totals once all rows are written."""

    def __init__(self, workbook, worksheet, heading, columns, money):
        self._workbook, self._sheet, self.columns = workbook, worksheet, columns
        self._formats = [workbook.format(**self._style(column, money)) for column in columns]
        self._totals = [workbook.format(bold=True, top=1, **self._style(column, money)) for column in columns]
        self._sums = [[] if column.total else None for column in columns]
        self._first = self._row = self._write_heading(heading)

    @staticmethod
    def _style(column, money):
        formats = {
            MONEY: money, NUMBER: "#,##0", DECIMAL: "#,##0.00", SHARE: "0.0%", DATE: "yyyy-mm-dd",
            TIME: "yyyy-mm-dd hh:mm",
        }  # fmt: skip
        # Text after a number would touch it.
        return {"num_format": formats[column.kind]} if column.kind in formats else {"indent": 1}

    def _write_heading(self, heading):
        sheet, bold = self._sheet, self._workbook.format(bold=True, font_size=14)
        grey = self._workbook.format(font_color="#666666")
        for number, column in enumerate(self.columns):
            sheet.set_column(number, number, column.width or WIDTHS[column.kind])
        for row, line in enumerate(heading):
            sheet.write_string(row, 0, line, grey if row else bold)
        row = len(heading) + 1
        sheet.set_row(row, HEADER_HEIGHT)
        header = {"bold": True, "bg_color": "#E7E9ED", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        for number, column in enumerate(self.columns):
            side = {"align": "left", "indent": 1} if column.kind == TEXT else {"align": "right"}
            sheet.write_string(row, number, column.title, self._workbook.format(**header, **side))
        sheet.freeze_panes(row + 1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(row)
        return row + 1

    def add(self, values):
        """One row: a value a column, None where there is none."""
        if self._row - self._first >= MOST_ROWS:
            raise FullSheetError(self._sheet.get_name())
        for number, (column, value, style) in enumerate(zip(self.columns, values, self._formats, strict=True)):
            if value is None or value is False:
                continue
            if column.kind == TEXT:
                self._sheet.write_string(self._row, number, str(value)[:LONGEST_TEXT], style)
            elif column.kind in (DATE, TIME):
                self._sheet.write_datetime(self._row, number, value, style)
            else:
                self._sheet.write_number(self._row, number, value, style)
                if column.total:
                    self._sums[number].append(value)
        self._row += 1

    def close(self, label, decimals=2):
        """Filters over the rows, and a row of totals; no row may follow.

        :param label: what the row of totals is called
        :param decimals: of the currency, to which totals are rounded
        """
        last = max(self._row - 1, self._first)
        self._sheet.autofilter(self._first - 1, 0, last, len(self.columns) - 1)
        if not any(column.total for column in self.columns):
            return
        for number, column in enumerate(self.columns):
            style = self._totals[number]
            if column.total:
                cells = f"{xl_rowcol_to_cell(self._first, number)}:{xl_rowcol_to_cell(last, number)}"
                value = round(math.fsum(self._sums[number]), decimals)
                self._sheet.write_formula(last + 1, number, f"=SUBTOTAL(9,{cells})", style, value)
            elif number == 0:
                self._sheet.write_string(last + 1, number, label, style)
            else:
                self._sheet.write_blank(last + 1, number, None, style)
