"""Meanings of headers: claims of the table of headings, surer or less sure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from .heading_words import (
    CURRENCY_WORDS,
    FLAGS,
    HARMLESS,
    IN_DOCUMENT,
    IN_DOCUMENT_WITH,
    IN_LOCAL,
    OF_MONEY,
    OTHERS,
    PARTS_IN_DOCUMENT,
    PARTS_IN_LOCAL,
)  # fmt: skip
from .words import AMOUNTS, CURRENCY, HEADINGS, STATUS, fold

DOCUMENT, LOCAL = "document", "local"
EXACT, NEARLY, HELD = 0, 1, 2  # how surely a header says it


class Claim(NamedTuple):
    """Possible meaning of a header; the lower, the surer."""

    tier: int
    rank: int
    meaning: str
    side: str = ""


ALONE = frozenset(("document", "doc"))  # a number where they stand alone, and harmless among other words
TAXED = re.compile(
    r" (?:incl|inc|including|included|inkl|with|ttc)(?: (?:vat|gst|hst|sales tax|tax|taxes|mwst|ust|btw|iva|tva))?$"
)
CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
SHARE = re.compile(r"(?<!\d)(?<!\d )[%％]|\bper ?cent|prozent|pourcent|procent", re.IGNORECASE)  # and not: incl. 19 %
SEPARATORS = re.compile(r"[\W_]+")


@lru_cache(maxsize=5_000)
def plain(header: str) -> str:
    """A header as words: ``InvoiceNo.`` and ``invoice_no`` are the same."""
    text = unicodedata.normalize("NFC", str(header))[:200]
    return " ".join(fold(SEPARATORS.sub(" ", CAMEL.sub(" ", text))).split())


def _phrases() -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for name, heading in HEADINGS.items():
        for rank, phrases in enumerate(heading.ranks):
            for phrase in phrases:
                found.setdefault(plain(phrase), []).append((name, rank))
    return found


PHRASES = _phrases()
LONG = {phrase: told for phrase, told in PHRASES.items() if " " in phrase or (not phrase.isascii() and len(phrase) > 1)}


@lru_cache(maxsize=5_000)
def claims(header: str) -> tuple[Claim, ...]:
    """Possible meanings of a header, the surest first. Shares are no amounts."""
    return () if SHARE.search(header) else _claims(header)


def _claims(header: str) -> tuple[Claim, ...]:
    text = plain(header)
    if not text:
        return ()
    words = text.split()
    side = _side(words)
    if told := PHRASES.get(text):
        return tuple(Claim(EXACT, rank, meaning, side) for meaning, rank in told)
    if (told := PHRASES.get(TAXED.sub("", text))) and TAXED.search(text):
        return tuple(Claim(EXACT, 0, meaning, side) for meaning, _rank in told if meaning in AMOUNTS)
    if FLAGS.intersection(words) and len(words) <= 4:
        return (Claim(EXACT, 0, STATUS),)
    for harmless in (HARMLESS - (PHRASES.keys() - ALONE), HARMLESS):
        kept = " ".join(word for word in words if word not in harmless)
        of_money = bool(OF_MONEY.intersection(words) & harmless)
        if told := [one for one in PHRASES.get(kept, ()) if not of_money or one[0] in (*AMOUNTS, CURRENCY)]:
            return tuple(Claim(NEARLY, rank, meaning, side) for meaning, rank in told)
    return tuple(_held(text, kept, side))


def _held(text: str, kept: str, side: str) -> Iterator[Claim]:
    """Phrases of several words that a header holds among others, none of which makes it another thing."""
    best: dict[str, Claim] = {}
    for phrase, told in LONG.items():
        ascii_phrase = phrase.isascii()
        if not (f" {phrase} " in f" {text} " or f" {phrase} " in f" {kept} ") and (ascii_phrase or phrase not in text):
            continue
        rest = text.replace(phrase, " ")
        if OTHERS.intersection(rest.split()) or any(
            word in rest for word in OTHERS if not word.isascii() and len(word) > 1
        ):
            continue
        for meaning, rank in told:
            claim = Claim(HELD, rank * 1000 + len(text) - len(phrase), meaning, side)
            best[meaning] = min(best.get(meaning, claim), claim)
    yield from sorted(best.values())


def _side(words: list[str]) -> str:
    """Whether a header of money speaks of the document's currency or of the company's."""
    told = set(words)
    if "signed" in told:  # as Odoo names its own
        return DOCUMENT if "currency" in told else LOCAL
    if told & IN_LOCAL:
        return LOCAL
    text = " ".join(words)
    if any(part in text for part in PARTS_IN_LOCAL):
        return LOCAL
    of_document = (
        any(part in text for part in PARTS_IN_DOCUMENT)
        or told & IN_DOCUMENT
        or (told & IN_DOCUMENT_WITH and told & CURRENCY_WORDS)
    )
    return DOCUMENT if of_document or text.endswith("in currency") else ""


def is_header(cells: Sequence[Any]) -> int:
    """Number of these cells that read like headers."""
    return sum(bool(claims(cell)) for cell in cells if isinstance(cell, str) and 0 < len(cell) < 60)


def quality(cells: Sequence[Any]) -> int:
    """Certainty that cells are headers: more for those that say exactly what they are."""
    found = (claims(cell) for cell in cells if isinstance(cell, str) and 0 < len(cell) < 60)
    return sum(max(1, 6 - 2 * told[0].tier - min(told[0].rank, 2)) for told in found if told)


def is_credit_notes(header: str) -> bool:
    """Whether a column on the credit side holds credit notes by its header, and not also payments."""
    words = plain(header)
    return any(word in words for word in ("credit note", "gutschrift", "avoir"))
