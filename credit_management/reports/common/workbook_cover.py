"""The first sheet of a workbook: what it is, whose, of which day and choice, its sums, and a picture."""

import textwrap
import unicodedata
from dataclasses import dataclass, field

from ...core.common import styles
from ...core.common.cells import figure_width

FIGURES = 2  # the column in which they begin
WIDTH = 20  # of such a column, at least
TEXT = 44  # characters of a line of the text
LINE = 15  # points of a line


@dataclass
class Chart:
    """One picture that answers a question: labels and amounts, the largest question first.

    :param points: a label with its amounts, one for each name; just one where there are no names
    """

    question: str
    points: list[tuple[str | float, ...]]
    kind: str = "column"
    format: str = "#,##0"
    names: tuple[str, ...] = ()


@dataclass
class Cover:
    """What stands on the first sheet: lines of a label and what it is, sums of each sheet, and a chart."""

    title: str
    lines: list[tuple[str, str, str]]  # label, text, link
    sheets_label: str
    rows_label: str
    name: str  # of the sheet
    charts: list[Chart] = field(default_factory=list)


def write_cover(book, sheet, workbook):
    """
    :param book: of the library
    :param sheet: of the library, the first of the book
    :param workbook: with its cover and all its sheets
    """
    cover = workbook.cover
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, TEXT)
    for column in (FIGURES, FIGURES + 1):
        sheet.set_column(column, column, _figures_width(workbook))
    styles.set_page(sheet, workbook.paper, workbook.footer, landscape=False, pages_high=1)
    sheet.write_string(0, 0, cover.title, workbook.format(**styles.TITLE))
    row, label = 2, workbook.format(**styles.LABEL)
    wrapped = workbook.format(text_wrap=True, valign="top")
    for name, text, link in cover.lines:
        sheet.write_string(row, 0, name, label)
        if link:
            sheet.write_url(row, 1, link, workbook.format(**styles.LINK), string=text[:255])
        else:
            sheet.write_string(row, 1, text, wrapped)
            if (high := lines(text)) > 1:  # not every program makes a row as high as its text
                sheet.set_row(row, high * LINE)
        row += 1
    row = _write_contents(sheet, row + 1, workbook)
    for chart in cover.charts:
        row = _draw(book, sheet, row + 1, chart, workbook)


def lines(text):
    """How many lines a text takes in its column; words are kept whole, and letters of Chinese are as wide as two."""
    wide = "".join(sign + " " * (unicodedata.east_asian_width(sign) in "WF") for sign in text)
    return sum(max(len(textwrap.wrap(line, TEXT)), 1) for line in wide.splitlines()) or 1


def _figures_width(workbook):
    """As wide as the largest sum or amount of a chart."""
    figures = [(value, form) for sheet in workbook.sheets for _title, _cell, value, form in sheet.sums]
    for chart in workbook.cover.charts:
        figures += [(value, chart.format) for _label, *values in chart.points for value in values]
    return max([WIDTH, *(figure_width(value, form) for value, form in figures)])


def _write_contents(sheet, row, workbook):
    """Each sheet with its rows and sums, calculated there; the same sum by another key is not said again."""
    said = set()
    header = workbook.format(**styles.HEADER)
    for column, title in enumerate((workbook.cover.sheets_label, "", workbook.cover.rows_label)):
        sheet.write_string(row, column, title, header)
    for one in workbook.sheets:
        row += 1
        name = one.name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{name}'!A1", workbook.format(**styles.LINK), string=one.name)
        sheet.write_number(row, 2, one.count, workbook.format(num_format="#,##0"))
        for title, cell, value, money in one.sums:
            if (title, value) in said:
                continue
            said.add((title, value))
            row += 1
            sheet.write_string(row, 1, title, workbook.format(**styles.NOTE))
            sheet.write_formula(row, 2, f"='{name}'!{cell}", workbook.format(num_format=money), value)
    return row + 1


def _draw(book, sheet, row, chart, workbook):
    """The points of a chart, and the chart beside nothing else."""
    sheet.write_string(row, 0, chart.question, workbook.format(bold=True))
    for column, name in enumerate(chart.names, FIGURES):
        sheet.write_string(row, column, name, workbook.format(bold=True, align="right"))
    first, figure = row + 1, workbook.format(num_format=chart.format)
    for number, (label, *values) in enumerate(chart.points):
        sheet.write_string(first + number, 0, label[:60])
        for column, value in enumerate(values, FIGURES):
            sheet.write_number(first + number, column, value, figure)
    last = first + len(chart.points) - 1
    drawn = book.add_chart({"type": chart.kind})
    front = sheet.get_name()
    for number, colour in zip(range(max(len(chart.names), 1)), styles.CHARTS, strict=False):
        column = FIGURES + number
        series = {"categories": [front, first, 0, last, 0], "values": [front, first, column, last, column], "gap": 60}
        named = {"name": [front, row, column]} if chart.names else {}
        drawn.add_series(series | named | colour)
    drawn.set_title({"name": chart.question, "name_font": {"size": 11}})
    drawn.set_legend({"position": "bottom"} if chart.names else {"none": True})
    axis = {"num_format": chart.format, "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}}
    names = {"reverse": True} if chart.kind == "bar" else {}
    drawn.set_x_axis(axis if chart.kind == "bar" else {})
    drawn.set_y_axis(names if chart.kind == "bar" else axis)
    drawn.set_size({"width": 760, "height": 300})
    sheet.insert_chart(last + 2, 0, drawn)
    return last + 18
