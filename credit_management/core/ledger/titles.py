"""Lines above a table: they tell the day a list of open items was made."""

import re
from collections.abc import Sequence
from datetime import date

from .format import to_date

FORMS = ("ymd", "dmy", "mdy", "named")
BEGINS = re.compile(
    r"(?:.{0,60}\b)?(?:as of|as at|as on|open at key date|open at|key date|report date|stichtag|per|stand|zum|au"
    r"|arrêté au|al|alla data del|situazione al|à data de|posição em|a fecha|op|per datum|per den|na dzień|stan na"
    r"|截至|截止|基準日)(?![a-z])\s*:?\s*(?:date\s*:?\s*)?",
    re.IGNORECASE,
)
JAPANESE = re.compile(r"\s*(?:現在|時点).{0,20}$")  # stands behind the day


def find_list_day(titles: Sequence[str]) -> date | None:
    """The day of the list, where the titles name one that can be read in one way only."""
    for title in titles:
        if len(title) >= 120:
            continue
        match = BEGINS.match(title)
        text = title[match.end() :] if match else JAPANESE.sub("", title)
        if text == title:
            continue
        days = {day for form in FORMS if (day := to_date(text.strip(" .:"), form))}
        if len(days) == 1:
            return days.pop()
    return None
