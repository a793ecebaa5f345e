"""The currency that stands beside a table: in a title, in a row of its own above others, or in the name of a sheet.

A list of what is owed in dollars that says so only above its table would be read as one in the company's currency.
"""

import re
from collections.abc import Sequence
from typing import Any

from ..common.currency import CODE

CODES = re.compile(CODE.pattern)  # in capital letters alone: Ron is a name
WORDS = r"currency|curr|währung|devise|monnaie|valuta|moneda|divisa|moeda|waluta"
CODE_ALONE = rf"(?-i:{CODE.pattern})[\s)\]）.]*"
IN_TITLE = re.compile(
    rf"(?:.{{0,60}}(?:\b(?:in|en|w|{WORDS})\b|币种|通貨)[\s:：,]*|.{{0,60}}[(\[（])?{CODE_ALONE}", re.IGNORECASE
)
IN_ROW = re.compile(rf"(?:(?:{WORDS}|币种|通貨)[\s:：]*)?{CODE_ALONE}", re.IGNORECASE)


def in_text(text: Any, form: re.Pattern[str]) -> str:
    """The code that a text gives as the currency of all below it; "" where it gives none."""
    if not isinstance(text, str) or len(text) > 100 or len(set(CODES.findall(text))) != 1:
        return ""
    match = form.fullmatch(" ".join(text.split()))
    return match[1] if match else ""


def of_sheet(name: str) -> str:
    """The one code in the name of a sheet."""
    found = set(CODES.findall(name.replace("_", " ")))
    return found.pop() if len(found) == 1 else ""


def by_row(titles: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[str, ...]:
    """For each row the code in the last row of one cell above it, or in a title."""
    codes = {code for title in titles if (code := in_text(title, IN_TITLE))}
    current, found = codes.pop() if len(codes) == 1 else "", []
    for row in rows:
        told = [value for value in row if value is not None]
        current = in_text(told[0], IN_ROW) or current if len(told) == 1 else current
        found.append(current)
    return tuple(found)
