"""Lines above a table: they tell the day a list of open items was made."""

import re
from collections.abc import Sequence
from datetime import date

from .format import to_date

FORMS = ("ymd", "dmy", "mdy", "named")
BEGINS = re.compile(
    r"(?:.{0,60}\b)?(?:as of|as at|as on|open at key date|open at|key date|report date|stichtag|per|stand|zum|au"
    r"|arrêté au|al|a fecha|op|per datum|na dzień|stan na|截至|截止)(?![a-z])\s*:?\s*(?:date\s*:?\s*)?",
    re.IGNORECASE,
)


def find_list_day(titles: Sequence[str]) -> date | None:
    """The day of the list, where the titles name one that can be read in one way only."""
    for title in titles:
        match = BEGINS.match(title) if len(title) < 120 else None
        if not match:
            continue
        days = {day for form in FORMS if (day := to_date(title[match.end() :].strip(" .:"), form))}
        if len(days) == 1:
            return days.pop()
    return None
