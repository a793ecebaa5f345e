"""Notes that amounts are in thousands or millions: read as they stand they would be wrong in silence."""

import re
import unicodedata

from .number_format import Shown

UNITS = re.compile(
    r"(?:\W|^)(?:(?:in|en|w) (?:thousands?|millions?|tausend|tsd\.?|mio\.?|milliers|millones|miles|duizenden|miljoenen"
    r"|tys\.?|tysiącach|mln\.?|teur|keur)|t(?:eur|€|usd|gbp|chf|dm)|k(?:eur|€|usd|gbp|£|\$)|[€$£]\s?(?:000s?|k|m|mn)"
    r"|(?:eur|usd|gbp|chf) ?(?:000s?|k|mn|m)|000s|['’]000s?|mio\.? ?(?:eur|€|usd|chf)|tsd\.? ?(?:eur|€))(?:\W|$)"
    r"|[万千亿]元|单位\s*[:：]\s*[万千亿]",
    re.IGNORECASE,
)
ALONE = re.compile(r"[kmt]|mn|mio\.?|mln\.?|tsd\.?|tys\.?|bn|mrd\.?|[万千亿]", re.IGNORECASE)
LONGEST = 60  # characters of a note: longer texts explain


WRITTEN = re.compile(r"单位\s*[::]\s*(?:人民币)?\s*([十百千万亿]*)元")
UNIT_OF = {"": 1, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8}


def written(text: str) -> float | None:
    """The unit of amounts that a Chinese statement states above its table (单位:万元); None where it states none."""
    # Chinese writes wide signs: a colon or a bracket of its own.
    found = WRITTEN.search(unicodedata.normalize("NFKC", text)) if len(text) <= LONGEST else None
    return UNIT_OF.get(found[1]) if found else None


def is_named(text: str) -> bool:
    """Whether a short text says that amounts are in thousands or millions."""
    return len(text) <= LONGEST and bool(UNITS.search(text))


def is_shown(value: object) -> bool:
    """Whether the number format of a cell writes such a note beside the number."""
    if not isinstance(value, Shown):
        return False
    words = value.shown.replace("1", " ", 1)
    return is_named(words) or any(map(ALONE.fullmatch, words.split()))
