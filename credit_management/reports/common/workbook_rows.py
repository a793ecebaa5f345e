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
MOST_LINKS = 65_530
MOST_KEPT = 50_000  # values of a kind that are kept ready; most come again and again


class Made(dict):
    """The end of the cell of each value, made once; nothing for what a cell cannot hold."""

    def __init__(self, make):
        super().__init__()
        self._make = make
        self.forget()

    def forget(self):
        self.clear()
        self[None] = ""

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
        self._addresses = {}  # what the library keeps of a link, by its address

    def add(self, first, rows, links):
        """Write rows one after the other.

        :param first: the number of the first one, as the library counts
        :param links: by the place of a row, addresses by the place of the column whose text they are behind
        """
        sheet = self._sheet
        sheet._write_single_row(first)  # what the library has in hand
        numbers = [str(number) for number in range(first + 1, first + 1 + len(rows))]
        linked = {column for addresses in links.values() for column in addresses}
        # A pattern of the whole row: one operation for a row costs less than one for each of its cells.
        pattern, parts, whole = ['<row r="%s">'], [numbers], {}
        for place, ((start, style, made), values) in enumerate(
            zip(self._columns, zip(*rows, strict=True), strict=True)
        ):
            ends = list(map(made.__getitem__, self._known(values)))
            if place in linked or not all(ends):
                cells = [f"{start}{n}{style}{end}" if end else "" for n, end in zip(numbers, ends, strict=True)]
                whole[place] = cells
                pattern.append("%s")
                parts.append(cells)
            else:
                pattern.append(f"{start}%s{style}%s")
                parts += [numbers, ends]
        pattern.append("</row>")
        self._link(first, rows, links, whole)
        sheet.row_data_fh.write("".join(map("".join(pattern).__mod__, zip(*parts, strict=True))))
        sheet.previous_row, sheet.dim_rowmax = first + len(rows), max(sheet.dim_rowmax, first + len(rows) - 1)
        for made in self._made:
            if len(made) > MOST_KEPT:
                made.forget()
        if len(self._addresses) > MOST_KEPT:
            self._addresses.clear()

    @staticmethod
    def _known(values):
        """What there is: False stands for nothing, and would be taken for 0."""
        return values if bool not in set(map(type, values)) else [None if one is False else one for one in values]

    def _link(self, first, rows, links, whole):
        """Give cells their links, row by row: the library takes none of a row before the last one.

        :param whole: the XML of the cells of each column with links, changed here
        """
        for place, addresses in links.items():
            for column, address in addresses.items():
                if whole[column][place]:
                    text = str(rows[place][column])[:LONGEST_LINKED]
                    self._keep_link(first + place, column, text, address)
                    cell = f"{self._columns[column][0]}{first + place + 1}{self._linked}{self._texts[text]}"
                    whole[column][place] = cell

    def _keep_link(self, row, column, text, address):
        """Tell the library of a link; the text is written here. Reading an address takes it longer than a whole row."""
        sheet, known = self._sheet, self._addresses.get(address)
        if known is None or sheet.hlink_count >= MOST_LINKS:  # it refuses those that a sheet cannot hold
            sheet.write_url(row, column, address, self._linked_format, string=text)
            sheet.table.clear()
            self._addresses[address] = sheet.hyperlinks.get(row, {}).get(column)
        else:
            sheet.hyperlinks[row][column] = known
            sheet.hlink_count += 1


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
