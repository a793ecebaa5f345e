"""A credit agreement: its text from a template, the digest of what was shown, and how it stands on a day."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# States that are stored; a step back is a draft again.
DRAFT, APPROVED, SENT, SIGNED, COUNTERSIGNED, DECLINED, REPLACED, ENDED = STATES = (
    "draft", "approved", "sent", "signed", "countersigned", "declined", "replaced", "ended",
)  # fmt: skip
# Signed by the customer: from here on nothing of what was signed changes.
KEPT = frozenset({SIGNED, COUNTERSIGNED, REPLACED, ENDED})
# Of one that both have signed, by the day.
COMING, IN_FORCE, OVER = PHASES = ("coming", "in_force", "over")
# When a section is part of the agreement.
ALWAYS, WITH_INTEREST, WITH_RETENTION, WITH_GUARANTEES, WITH_SPECIAL, WITH_NOTICE = CONDITIONS = (
    "always", "interest", "retention", "guarantees", "special", "notice",
)  # fmt: skip
# What a section may name in braces.
PLACEHOLDERS = (
    "company", "customer", "limit", "limit_in_words", "payment_terms", "late_interest", "late_interest_agreed",
    "first_day", "last_day", "notice_days", "guarantees", "special_terms",
)  # fmt: skip

LONGEST_NAME = 120
MOST_BYTES = 1_000_000  # of a signature
PNG = b"\x89PNG\r\n\x1a\n"
BRACES = re.compile(r"\{([^{}]*)\}")

# Why nobody can sign, in the order in which it is looked at.
NOT_SENT, TOO_LATE, CHANGED, NO_NAME, NO_SIGNATURE = "not_sent", "too_late", "changed", "no_name", "no_signature"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a template, with the condition under which it is part of an agreement."""

    title: str
    text: str
    condition: str = ALWAYS


def unknown(text: str) -> list[str]:
    """The names in braces that no agreement fills, in their order."""
    return [name for name in dict.fromkeys(BRACES.findall(text)) if name not in PLACEHOLDERS]


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with every known name in braces replaced once: what a value contains is never read as a name."""
    return BRACES.sub(lambda found: values.get(found[1], found[0]), text)


def clauses(sections: Iterable[Section], holds: Iterable[str], values: Mapping[str, str]) -> list[list[str]]:
    """The numbered text of an agreement: ``[[title, text]]``.

    :param holds: the conditions that are met, beside ``ALWAYS``
    """
    met = {ALWAYS, *holds}
    chosen = [section for section in sections if section.condition in met]
    return [
        [f"{number}. {fill(section.title, values)}", fill(section.text, values)]
        for number, section in enumerate(chosen, 1)
    ]


def digest(content: object) -> str:
    """SHA-256 of what an agreement says."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def obstacle(
    state: str, last: date | None, today: date, shown: str, standing: str, name: str, signature: bytes
) -> str | None:
    """Why this cannot be signed; None where it can.

    :param last: the last day on which it can be signed
    :param shown: the digest of what the customer saw, ``standing`` that of what is to be signed
    """
    if state != SENT:
        return NOT_SENT
    if last and today > last:
        return TOO_LATE
    if not standing or shown != standing:
        return CHANGED
    if not name or len(name) > LONGEST_NAME:
        return NO_NAME
    if not signature.startswith(PNG) or len(signature) > MOST_BYTES:
        return NO_SIGNATURE
    return None


def phase(state: str, first: date, last: date | None, today: date) -> str | None:
    """How an agreement stands that both have signed.

    :param last: its last day, whether agreed or because it was ended or replaced
    """
    if state not in (COUNTERSIGNED, REPLACED, ENDED):
        return None
    if last and last < today:
        return OVER
    return COMING if first > today else IN_FORCE


def link_until(state: str, sign_until: date | None, last: date | None, days: int) -> date | None:
    """The last day on which the link of an agreement opens its page; None while no end is known.

    :param sign_until: the last day to sign it; it ends what nobody signed
    :param last: its last day, whether agreed or because it was ended or replaced
    """
    end = last if state in KEPT else sign_until
    return end and end + timedelta(days=days)


def remind_on(last: date, notice_days: int, ahead: int) -> date:
    """The day from which somebody is reminded: so many days before notice has to be given."""
    return last - timedelta(days=notice_days + ahead)


def next_term(first: date, last: date) -> tuple[date, date]:
    """First and last day of as long a time again, right after this one."""
    begin = last + timedelta(days=1)
    return begin, begin + (last - first)


def changes(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """What differs: label, before, after; a label that one of them lacks is a dash there."""
    old, new = dict(before), dict(after)
    labels = dict.fromkeys([*old, *new])
    return [(label, old.get(label, "–"), new.get(label, "–")) for label in labels if old.get(label) != new.get(label)]
