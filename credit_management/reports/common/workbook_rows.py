"""Rows of a sheet written as the XML they become, a whole row at a time.

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
MOST_KEPT = 50_000  # texts that are kept ready; most come again and again


class RowWriter:
    """Writes rows of the same columns into a sheet of a workbook with constant memory.

    :param formats: one a column, and the one of text that is a link
    """

    def __init__(self, sheet, kinds, formats, linked):
        self._sheet = sheet
        self._writers = [
            self._writer(kind, xl_col_to_name(place), style._get_xf_index())
            for place, (kind, style) in enumerate(zip(kinds, formats, strict=True))
        ]
        self._linked_format, self._linked = linked, f'" s="{linked._get_xf_index()}" t="inlineStr"><is>'
        self._names = [xl_col_to_name(place) for place in range(len(kinds))]
        self._texts = {}

    def add(self, row, values, links=()):
        """:param links: addresses by the place of the column whose text they are behind"""
        sheet, number = self._sheet, row + 1
        sheet._write_single_row(row)  # what the library has in hand
        cells = [
            self._link_cell(number, place, value, links[place]) if place in links else writer(number, value)
            for place, (writer, value) in enumerate(zip(self._writers, values, strict=True))
            if value is not None and value is not False
        ]
        sheet.row_data_fh.write(f'<row r="{number}">{"".join(cells)}</row>')
        sheet.previous_row, sheet.dim_rowmax = number, max(sheet.dim_rowmax, row)

    def _writer(self, kind, column, style):
        """Function of a row number and a value, that gives the cell."""
        head, number, text = f'<c r="{column}', f'" s="{style}"><v>', f'" s="{style}" t="inlineStr"><is>'
        if kind == TEXT:
            return lambda row, value: f"{head}{row}{text}{self._text(value)}</is></c>"
        if kind == DATE:
            return lambda row, value: f"{head}{row}{number}{value.toordinal() - FIRST_DAY}</v></c>"
        if kind == TIME:
            convert = self._sheet._convert_date_time
            return lambda row, value: f"{head}{row}{number}{convert(value):.16G}</v></c>"
        # What is no number is not known: a cell could not hold it.
        return lambda row, value: f"{head}{row}{number}{value:.16G}</v></c>" if isfinite(value) else ""

    def _text(self, value):
        """The text as an element; those that come again are made once."""
        made = self._texts.get(value)
        if made is None:
            if len(self._texts) > MOST_KEPT:
                self._texts.clear()
            made = self._texts[value] = self._make_text(str(value)[:LONGEST_TEXT])
        return made

    @staticmethod
    def _make_text(text):
        if not ODD.search(text):
            return f"<t>{text}</t>"
        blank = ' xml:space="preserve"' if text.strip() != text else ""
        escaped = LIKE_ESCAPED.sub(r"_x005F_\1", text)
        escaped = CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", escaped)
        return f"<t{blank}>{escape(escaped)}</t>"

    def _link_cell(self, row, place, value, address):
        text = str(value)[:LONGEST_LINKED]
        self._sheet.write_url(row - 1, place, address, self._linked_format, string=text)
        self._sheet.table.clear()  # the link is kept elsewhere; its text is written here
        return f'<c r="{self._names[place]}{row}{self._linked}{self._text(text)}</is></c>'
