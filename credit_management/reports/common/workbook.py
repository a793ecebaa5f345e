"""Workbooks written row by row: memory does not grow with their rows.

Text is written as text, whatever it looks like. Totals are formulas that follow the filters, and carry
their value along for programs that open the workbook without calculating. The first sheet is the cover, which is
written last: it names totals that are known by then.
"""

import math
import re
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from ...core.common import styles
from ...core.common.cells import LINE, figure_width, heading_lines
from ...core.common.styles import DECIMAL, FORMATS, MONEY, NUMBER, SHARE, TEXT, WIDTHS
from .workbook_cover import write_cover
from .workbook_rows import RowWriter

SHARE_DIGITS = 3  # of a share, as it is shown: 12.3 %
MOST_ROWS = 1_048_000  # a sheet ends at 1,048,576, heading and totals included
AT_ONCE = 500  # rows that are written together
MOST_LINKED = 20_000  # rows with links and as a table of the spreadsheet: both are kept in memory
NAME_FAULTS = re.compile(r"[\[\]:*?/\\]|^'|'$")
LONGEST_NAME = 31
HEADER_LINES = 2  # of a heading, at least
FIGURES = (MONEY, DECIMAL, NUMBER)  # kinds of columns that are as wide as their largest figure
USE, LATE, AGE = ("use", "late", "age")  # what catches the eye: a share used up, days late, an age
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "default_date_format": "d mmm yyyy",
}


class FullSheetError(Exception):
    """More rows than a sheet can hold."""


@dataclass(frozen=True)
class Column:
    """A column; ``total`` says whether its numbers are summed below, ``mark`` what of it catches the eye."""

    title: str
    kind: str = TEXT
    total: bool = False
    width: int | None = None
    mark: str = ""
    shade: str = ""  # the colour of an age


def money_format(symbol, before, decimals):
    """How amounts of a currency are shown: its symbol on its side, its decimals, red below zero, – for nothing."""
    quoted = '"{}"'.format(symbol.replace('"', "")) if symbol else ""
    number = "#,##0" + ("." + "0" * decimals if decimals else "")
    shown = f"{quoted}{number}" if before else f"{number} {quoted}".rstrip()
    return f'{shown};[Red]-{shown};"–"'


class Workbook:
    """An XLSX file; a context manager that closes it.

    :param path: where it is written, temporary files beside it
    :param properties: title, subject, author, company, comments, created
    :param cover: what stands on the first sheet, see ``Cover``
    :param footer: stands below each page
    """

    def __init__(self, path, folder, properties, cover, footer="", paper=styles.A4):
        self._book = xlsxwriter.Workbook(path, OPTIONS | {"tmpdir": folder})
        self._book.set_properties(properties)
        self._names, self._formats = set(), {}
        self.cover, self.footer, self.paper, self.sheets = cover, footer, paper, []
        self._front = self._book.add_worksheet(self._unused(cover.name))

    def __enter__(self):
        return self

    def __exit__(self, kind, _error, _trace):
        if kind is None:
            write_cover(self._book, self._front, self)
            self._book.close()
        self._book.fileclosed = True  # or, given up half-way, it would try again when it is thrown away
        return False

    def sheet(self, name, heading, columns, money=""):
        """A new sheet.

        :param heading: lines above the table, the first one being the title
        :param money: the number format of its amounts, see ``money_format``
        """
        sheet = Sheet(self, self._book.add_worksheet(self._unused(name)), heading, columns, money)
        self.sheets.append(sheet)
        return sheet

    def format(self, **style):
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(style)
        return self._formats[key]

    def number_of(self, sheet):
        return self.sheets.index(sheet) + 1

    def _unused(self, name):
        """The name without what no sheet may be called, and not used yet."""
        clean = self._shorten(NAME_FAULTS.sub(" ", name).strip()) or "-"
        unused, number = clean, 1
        while unused.lower() in self._names:
            number += 1
            ending = f" {number}"
            unused = clean[: LONGEST_NAME - len(ending)] + ending
        self._names.add(unused.lower())
        return unused

    @staticmethod
    def _shorten(name):
        """The name as far as it fits, by whole words where they are not too long."""
        if len(name) <= LONGEST_NAME:
            return name
        head = name[: LONGEST_NAME - 1]
        words = head.rpartition(" ")[0]
        return (words if len(words) > LONGEST_NAME // 2 else head).rstrip(" ,–-") + "…"


class Sheet:
    """A table under a heading, with a frozen header, filters, and totals once all rows are written."""

    def __init__(self, workbook, worksheet, heading, columns, money):
        self._workbook, self._sheet, self.columns, self._money = workbook, worksheet, columns, money
        self.name, self.sums = worksheet.get_name(), []
        self._formats = [workbook.format(**self._style(column, money)) for column in columns]
        self._totals = [workbook.format(bold=True, top=1, **self._style(column, money)) for column in columns]
        self._linked = workbook.format(indent=1, **styles.LINK)
        self._sums = [[] if column.total else None for column in columns]
        self._summed = [(number, sums) for number, sums in enumerate(self._sums) if sums is not None]
        self._widths = [column.width or WIDTHS[column.kind] for column in columns]
        self._largest = {
            number: 0.0 for number, column in enumerate(columns) if column.kind in FIGURES and not column.total
        }
        self._first = self._row = self._write_heading(heading)
        self._waiting, self._links = [], {}  # rows to be written, and the links in them
        self._rows = RowWriter(worksheet, [column.kind for column in columns], self._formats, self._linked)

    @staticmethod
    def _style(column, money):
        formats = FORMATS | {MONEY: money}
        # Text after a number would touch it.
        return {"num_format": formats[column.kind]} if column.kind in formats else {"indent": 1}

    def _write_heading(self, heading):
        sheet, bold = self._sheet, self._workbook.format(**styles.TITLE)
        grey = self._workbook.format(**styles.NOTE)
        for row, line in enumerate(heading):
            sheet.write_string(row, 0, line, grey if row else bold)
        row = len(heading) + 1
        titles = zip(self.columns, self._widths, strict=True)
        high = max(heading_lines(column.title, width) for column, width in titles)
        sheet.set_row(row, LINE * max(high, HEADER_LINES))
        header = styles.HEADER | {"text_wrap": True, "valign": "vcenter"}
        for number, column in enumerate(self.columns):
            side = {"align": "left", "indent": 1} if column.kind == TEXT else {"align": "right"}
            sheet.write_string(row, number, column.title, self._workbook.format(**header, **side))
        sheet.freeze_panes(row + 1, 1)
        styles.set_page(sheet, self._workbook.paper, self._workbook.footer)
        sheet.repeat_rows(row)
        return row + 1

    @property
    def count(self):
        return self._row - self._first

    @property
    def linked(self):
        """Whether the next row may have links."""
        return self.count < MOST_LINKED

    def add(self, values, links=()):
        """One row: a value a column, None where there is none.

        :param links: addresses of records, by the place of the column that names them
        """
        if self._row - self._first >= MOST_ROWS:
            raise FullSheetError(self._sheet.get_name())
        if links and self.linked:
            self._links[len(self._waiting)] = {place: link for place, link in dict(links).items() if link}
        self._waiting.append(values)
        self._row += 1
        if len(self._waiting) >= AT_ONCE:
            self._write_waiting()

    def _write_waiting(self):
        if not (rows := self._waiting):
            return
        self._rows.add(self._row - len(rows), rows, self._links)
        for number, sums in self._summed:
            sums.extend([row[number] for row in rows if row[number]])
        for number, largest in self._largest.items():
            values = [abs(row[number]) for row in rows if row[number] and abs(row[number]) > largest]
            self._largest[number] = max(values, default=largest)
        self._waiting, self._links = [], {}

    def close(self, label, decimals=2, shares=None):
        """Filters over the rows, and a row of totals; no row may follow.

        :param label: what the row of totals is called
        :param decimals: of the currency, to which totals are rounded
        :param shares: of a row below: its label, the places of columns, and that of the column they are shares of
        """
        self._write_waiting()
        last = max(self._row - 1, self._first)
        self._set_widths()
        self._add_table(last)
        self._mark(last)
        self._set_print_area(last + 1 + bool(shares))
        if any(column.total for column in self.columns):
            self._write_totals(label, last, decimals)
        if shares:
            self._write_shares(last + 2, *shares)

    def _write_totals(self, label, last, decimals):
        for number, column in enumerate(self.columns):
            style = self._totals[number]
            if column.total:
                cells = f"{xl_rowcol_to_cell(self._first, number)}:{xl_rowcol_to_cell(last, number)}"
                value = round(math.fsum(self._sums[number]), decimals)
                self._sheet.write_formula(last + 1, number, f"=SUBTOTAL(9,{cells})", style, value)
                shown = self._style(column, self._money)["num_format"]
                self.sums.append((column.title, xl_rowcol_to_cell(last + 1, number), value, shown))
            elif number == 0:
                self._sheet.write_string(last + 1, number, label, style)
            else:
                self._sheet.write_blank(last + 1, number, None, style)

    def _write_shares(self, row, label, places, whole_place):
        """Formulas that follow the filters as the totals above them do."""
        plain = self._workbook.format(indent=1, **styles.NOTE)
        style = self._workbook.format(num_format=f'{FORMATS[SHARE]};-{FORMATS[SHARE]};"–"', **styles.NOTE)
        whole, cell = math.fsum(self._sums[whole_place]), xl_rowcol_to_cell(row - 1, whole_place)
        self._sheet.write_string(row, 0, label, plain)
        for place in (*places, whole_place):
            formula = f"=IF({cell}=0,0,{xl_rowcol_to_cell(row - 1, place)}/{cell})"
            self._sheet.write_formula(row, place, formula, style, math.fsum(self._sums[place]) / whole if whole else 0)

    def _add_table(self, last):
        """The rows as a table of the spreadsheet, or with filters where they are too many for one."""
        width, titles = len(self.columns) - 1, [column.title for column in self.columns]
        if last - self._first >= MOST_LINKED or len({title.casefold() for title in titles}) <= width:
            self._sheet.autofilter(self._first - 1, 0, last, width)
            return
        if not self.count:  # else the heading would be in hand yet, and be written again
            self._sheet.write_blank(self._first, 0, None, self._formats[0])
        columns = [{"header": title} for title in titles]
        # The library refuses tables of rows that are written already, as it would write their heading again.
        self._sheet.constant_memory = False
        try:
            options = {"columns": columns, "style": styles.TABLE_STYLE, "name": f"Rows{self._workbook.number_of(self)}"}
            self._sheet.add_table(self._first - 1, 0, last, width, options)
        finally:
            self._sheet.constant_memory = True

    def _mark(self, last):
        """What catches the eye: limits used up, what is long overdue, and old buckets."""
        for number, column in enumerate(self.columns):
            for criteria, value, style in self._marks_of(column):
                rule = {"type": "cell", "criteria": criteria, "value": value, "format": self._workbook.format(**style)}
                self._sheet.conditional_format(self._first, number, last, number, rule)

    @staticmethod
    def _marks_of(column):
        if column.mark == USE:
            return (">", 1, styles.BAD), (">", 0.8, styles.WARN)
        if column.mark == LATE:
            return (">", 60, styles.BAD), (">", 30, styles.WARN)
        return ((">", 0, {"bg_color": column.shade}),) if column.mark == AGE else ()

    def _set_widths(self):
        """No figure is cut, however large: neither one of a row nor the total."""
        figures = [(number, sums) for number, sums in self._summed if self.columns[number].kind in FIGURES]
        largest = self._largest | {number: math.fsum(map(abs, sums)) for number, sums in figures}
        for number, value in largest.items():
            form = self._style(self.columns[number], self._money)["num_format"]
            self._widths[number] = max(self._widths[number], figure_width(value, form))
        for number, width in enumerate(self._widths):
            self._sheet.set_column(number, number, width)

    def _set_print_area(self, last):
        """Columns that fit on a page and can still be read; those behind stay on the screen.

        By the widths they are given: however large amounts are, the same columns are printed.
        """
        width, fitting = 0, 0
        for column in self.columns:
            width += column.width or WIDTHS[column.kind]
            fitting += width <= styles.WIDEST_PRINT
        self._sheet.print_area(0, 0, last, max(fitting, 1) - 1)
