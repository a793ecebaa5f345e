"""Number formats of a workbook: they may write a currency or a side beside an amount that its cell does not hold.

``#,##0.00" Cr"`` shows 250 as 250.00 Cr, and ``[$USD] #,##0.00`` as USD 250.00: what a person reads on the
screen is part of the amount, although the file stores the bare number.
"""

import re
from functools import lru_cache

SECTION = re.compile(r"(?:\"[^\"]*\"|\\.|\[[^\]]*\]|[^;\"\\\[])+")
TOKEN = re.compile(r"\"(?P<text>[^\"]*)\"|\\(?P<sign>.)|[_*].|\[\$(?P<symbol>[^\]-]*)[^\]]*\]|\[[^\]]*\]|(?P<bare>.)")
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
SCALED = re.compile(r"[0#?],+(?![0#?,])")
PLACEHOLDERS = frozenset("0#?")
BETWEEN = frozenset(",.'%/Ee@ ")  # among placeholders, and no words
LONGEST = 300  # characters of a format that is looked at


class Shown(float):
    """A number with what its cell shows beside it: ``shown`` has the same words around the digit 1."""

    __slots__ = ("shown",)
    shown: str


def show(number: float, shown: str) -> Shown:
    made = Shown(number)
    made.shown = shown
    return made


@lru_cache(maxsize=4_000)
def words_around(form: str, sign: int) -> str:
    """The words that a format writes around a number, around the digit 1; "" where it writes none.

    :param sign: of the number: 1, 0 or -1
    """
    if len(form) > LONGEST:
        return ""
    sections = [match[0] for match in SECTION.finditer(form)]
    section = _section(sections, sign) if sections else ""
    if SCALED.search(section):  # the cell holds the whole number, and shows it in thousands
        return ""
    before, behind, digits = "", "", False
    for match in TOKEN.finditer(section):
        bare = match["bare"]
        if bare and bare in PLACEHOLDERS:
            digits = True
            continue
        text = next((part for part in (match["text"], match["sign"], match["symbol"]) if part), "")
        text = text or (bare if bare and bare not in BETWEEN else "")
        if match["sign"] and text in BETWEEN:
            continue
        if digits:
            behind += text
        else:
            before += text
    return f"{before}1{behind}" if digits and (before.strip() or behind.strip()) else ""


def _section(sections: list[str], sign: int) -> str:
    """The part of a format that writes numbers of this sign."""
    conditions = [CONDITION.search(section) for section in sections]
    if any(conditions):  # of sizes, as India groups its digits: all of them write the same words
        fitting = [
            section
            for section, found in zip(sections, conditions, strict=True)
            if found is None or (found[1][0] == "<") == (sign < 0)
        ]
        return (fitting or sections)[0]
    if sign < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if sign == 0 and len(sections) > 2 else sections[0]
