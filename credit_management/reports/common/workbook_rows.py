"""Rows of a sheet written as the XML they become, some hundred at a time and of these column by column.

The library makes an object of each cell, and writes it by way of a dozen calls: of a table of a hundred thousand rows
that is nine tenths of the time. Rows before and after are the library's own, into the same temporary file.
"""

import re
from math import isfinite
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name

from ...core.common.styles import DATE, TEXT, TIME

LONGEST_TEXT = 32_767
LONGEST_LINKED = 255
FIRST_DAY = 693_594  # ordinal of the day that spreadsheets count as 0
# Text that cannot stand as it is: marks of XML, characters it does not know, blanks at an end, what looks escaped.
ODD = re.compile(r"[&<>\x00-\x1F\uFFFE\uFFFF]|_x[0-9A-Fa-f]{4}_|^\s|\s$")
CONTROL, LIKE_ESCAPED = re.compile(r"[\x00-\x08\x0B-\x1F\uFFFE\uFFFF]"), re.compile(r"(_x[0-9A-Fa-f]{4}_)")
MOST_KEPT = 50_000  # values of a kind that are kept ready; most come again and again


class Made(dict):
    """The end of the cell of each value, made once; nothing for what a cell cannot hold."""

    def __init__(self, make):
        super().__init__()
        self._make = make

    def __missing__(self, value):
        made = self[value] = self._make(value)
        return made


class RowWriter:
    """Writes rows of the same columns into a sheet of a workbook with constant memory.

    :param formats: one a column, and the one of text that is a link
    """

    def __init__(self, sheet, kinds, formats, linked):
        self._sheet, self._linked_format = sheet, linked
        self._linked = f'" s="{linked._get_xf_index()}" t="inlineStr"><is>'
        figures, self._texts, moment = Made(_figure), Made(_text), sheet._convert_date_time
        made = {
            TEXT: self._texts,
            DATE: Made(lambda value: f"{value.toordinal() - FIRST_DAY}</v></c>"),
            TIME: Made(lambda value: f"{moment(value):.16G}</v></c>"),
        }
        self._made = (figures, *made.values())
        self._columns = [
            (
                f'<c r="{xl_col_to_name(place)}',
                f'" s="{style._get_xf_index()}"' + (' t="inlineStr"><is>' if kind == TEXT else "><v>"),
                made.get(kind, figures),
            )
            for place, (kind, style) in enumerate(zip(kinds, formats, strict=True))
        ]

    def add(self, first, rows, links):
        """Write rows one after the other.

        :param first: the number of the first one, as the library counts
        :param links: by the place of a row, addresses by the place of the column whose text they are behind
        """
        sheet, numbers = self._sheet, range(first + 1, first + 1 + len(rows))
        sheet._write_single_row(first)  # what the library has in hand
        columns = [
            [
                f"{start}{number}{style}{end}"
                if value is not None and value is not False and (end := made[value])
                else ""
                for number, value in zip(numbers, values, strict=True)
            ]
            for (start, style, made), values in zip(self._columns, zip(*rows, strict=True), strict=True)
        ]
        for place, addresses in links.items():
            for column, address in addresses.items():
                if columns[column][place]:
                    columns[column][place] = self._link_cell(first + place, column, rows[place][column], address)
        cells = zip(*columns, strict=True)
        sheet.row_data_fh.write(
            "".join([f'<row r="{number}">{"".join(row)}</row>' for number, row in zip(numbers, cells, strict=True)])
        )
        sheet.previous_row, sheet.dim_rowmax = first + len(rows), max(sheet.dim_rowmax, first + len(rows) - 1)
        for made in self._made:
            if len(made) > MOST_KEPT:
                made.clear()

    def _link_cell(self, row, place, value, address):
        text = str(value)[:LONGEST_LINKED]
        self._sheet.write_url(row, place, address, self._linked_format, string=text)
        self._sheet.table.clear()  # the link is kept elsewhere; its text is written here
        return f"{self._columns[place][0]}{row + 1}{self._linked}{self._texts[text]}"


def _figure(value):
    """What is no number is not known: a cell could not hold it."""
    return f"{value:.16G}</v></c>" if isfinite(value) else ""


def _text(value):
    text = str(value)[:LONGEST_TEXT]
    if not ODD.search(text):
        return f"<t>{text}</t></is></c>"
    blank = ' xml:space="preserve"' if text.strip() != text else ""
    escaped = LIKE_ESCAPED.sub(r"_x005F\1", text)
    escaped = CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", escaped)
    return f"<t{blank}>{escape(escaped)}</t></is></c>"
