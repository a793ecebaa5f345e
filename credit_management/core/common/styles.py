"""How sheets look that the addon writes: one home for colours, number formats and pages of workbooks and templates."""

from typing import Any

TEXT, MONEY, NUMBER, DECIMAL, SHARE, DATE, TIME = ("text", "money", "number", "decimal", "share", "date", "time")
WIDTHS = {TEXT: 24, MONEY: 16, NUMBER: 10, DECIMAL: 12, SHARE: 11, DATE: 12, TIME: 17}
FORMATS = {
    MONEY: "#,##0.00", NUMBER: "#,##0", DECIMAL: "#,##0.00", SHARE: "0.0%", DATE: "d mmm yyyy",
    TIME: "d mmm yyyy hh:mm",
}  # fmt: skip
TITLE: dict[str, Any] = {"bold": True, "font_size": 14}
NOTE: dict[str, Any] = {"font_color": "#666666"}
HEADER: dict[str, Any] = {"bold": True, "bg_color": "#E7E9ED", "bottom": 1}
TOTAL: dict[str, Any] = {"bold": True, "top": 1}
LABEL: dict[str, Any] = {"font_color": "#666666", "valign": "top"}
LINK: dict[str, Any] = {"font_color": "#0B5394", "underline": 1}
INPUT: dict[str, Any] = {"bg_color": "#FFFBE6", "bottom": 4}
# Of cells that catch the eye: too late, too much; and what to look at.
BAD: dict[str, Any] = {"bg_color": "#F8D7DA", "font_color": "#7A1622"}
WARN: dict[str, Any] = {"bg_color": "#FFF0CC", "font_color": "#6B4A00"}
GOOD: dict[str, Any] = {"bg_color": "#DDF1E0", "font_color": "#1E5B2A"}
SHADES = ("#FFF7DB", "#FFE9B8", "#FFD6A5", "#F9BDA0", "#F2A197")  # of buckets, the older the darker
CHARTS = ({"fill": {"color": "#3B6EA8"}}, {"fill": {"color": "#E0A94B"}})  # of the series of a chart
TABLE_STYLE = "Table Style Light 1"
WIDEST_PRINT = 205  # characters: fitted to one page, wider tables could not be read
A4, LETTER = 9, 1


def shade(position: int, count: int) -> str:
    """The colour of one of several buckets, in their order."""
    return SHADES[min(position * len(SHADES) // max(count, 1), len(SHADES) - 1)]


def set_page(sheet: Any, paper: int, footer: str, landscape: bool = True, pages_high: int = 0) -> None:
    """A sheet on paper: one page wide, with the company, the file and the page below.

    :param footer: stands on the left; what a page itself knows is added
    """
    if landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.set_paper(paper)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.fit_to_pages(1, pages_high)
    # A space behind each size: a name that begins with a digit would make it larger.
    left = footer.replace("&", "&&")[:150]
    sheet.set_footer(f"&L&8 {left}&C&8 &A&R&8 &P / &N")
