"""Rows of a table that are no documents by what stands in them: totals, ages, dashes."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from .header import plain
from .words import fold

TOTALS = re.compile(
    fold(
        r"(?:grand |sub|sub-|sub |report |customer |running )?totals?\b.*|.* totals?"
        r"|totaux\b.*|(?:sub)?total(?:[ei]|es)\b.*|totalt\b.*|(?:del|slut)summa\b.*|sums?\b.*|.* sum|summe\b.*|.*summe"
        r"|gesamt\b.*|gesamtbetrag|zwischensumme.*|endsumme.*|insgesamt\b.*|sous[- ]total.*|total general.*|suma\b.*"
        r"|razem\b.*|ogolem\b.*|(?:sub)?totaal\b.*|eindtotaal.*|合计.*|小计.*|总计.*|本页合计.*|.*合计|.*小计|共计.*"
        r"|合計.*|小計.*|総計.*|総合計.*|計|.*[先客]計"
        r"|итого\b.*|всего\b.*|celkem\b.*|soucet\b.*|(?:mind)?osszesen\b.*|yhteensa\b.*|i alt\b.*|toplam\b.*"
        r"|percent(?:age)? of total.*|(?:carried|brought) forward.*|[bc]/f(?:wd)?|ubertrag.*|a reporter|\*+(?: .*)?"
    )
)
PERCENT = re.compile(r"%|percent|prozent|pourcent|procent|％")
BUCKET = re.compile(
    r"(?:[<>=≥≤]*\s*\d+\s*(?:-|–|~|〜|to|bis|à|a|tot|do|till)?\s*\d*\+?|current|older|not due|over|overdue|nicht fallig"
    r"|fallig|ej forfall\w*|forfall\w*|a scadere|non scadut\w*"
    r"|scadut\w*|a vencer|vencid\w*|期限内|期限前)\b.*"
    r"(?:days?|tage|jours?|dias|dagen|dni|giorni|dagar|日|past due|overdue|due)?.*"
)
ONLY_DASHES = re.compile(r"[-=_*.·~+|\s–—═─]+")
LONGEST = 200  # characters of a heading


@lru_cache(maxsize=20_000)
def _is_total(text: str) -> bool:
    return bool(TOTALS.fullmatch(fold(text.strip(" :"))))


def is_total(value: Any) -> bool:
    return isinstance(value, str) and len(value) < LONGEST and _is_total(value)


def is_share(value: Any) -> bool:
    """Whether a row of this label holds shares and no money."""
    return isinstance(value, str) and bool(PERCENT.search(value.casefold()))


def is_bucket(value: str) -> bool:
    """Whether a heading names an age and no customer."""
    return bool(BUCKET.fullmatch(fold(value.strip())))


def is_dashes(value: Any) -> bool:
    return isinstance(value, str) and bool(ONLY_DASHES.fullmatch(value))


def is_heading(row: Sequence[Any], heading: Sequence[str]) -> bool:
    """Whether a row repeats the headings."""
    return all(
        isinstance(value, str) and plain(value) == heading[index]
        for index, value in enumerate(row)
        if value is not None
    )


def is_extra(row: Sequence[Any], width: int) -> bool:
    """Whether a row says nothing of how its columns are written: a heading, a line of dashes or a total."""
    told = [value for value in row if value is not None]
    if len(told) <= 1:
        return width > 2
    if len(told) * 4 > width * 3:  # as full as documents are
        return False
    first = next((value for value in told if isinstance(value, str)), None)
    return is_total(first) or all(is_dashes(value) for value in told)
