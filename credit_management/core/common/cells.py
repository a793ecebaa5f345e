"""How wide a column of a sheet must be, and how high its heading: counted as spreadsheets count, in digits."""

import re

from .columns import BOLD, DIGIT, ROOM, lines, measure

NUMBER = re.compile(r"#,##0(?:\.(0+))?")
MARGIN = 2  # digits left and right of a figure
LINE = 16  # points


def shown(value: float, form: str) -> str:
    """A number as a format shows it where it is positive: its separators, decimals and sign of a currency."""
    section = form.split(";")[0].replace('"', "")
    found = NUMBER.search(section)
    if not found:
        return section
    number = f"{abs(value):,.{len(found[1] or '')}f}"
    return section[: found.start()] + number + section[found.end() :]


def figure_width(value: float, form: str) -> int:
    """Digits a column needs for a figure of this size, below zero and in bold too."""
    return -(-round(measure(f"-{shown(value, form)}", 1, bold=True) * 100 / DIGIT) // 100) + MARGIN


def heading_lines(title: str, width: float) -> int:
    """Lines a heading in bold takes in a column of so many digits."""
    return lines(title, width * DIGIT / BOLD + ROOM, 1)
