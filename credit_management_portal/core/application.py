"""The form of an application: its steps, what each asks, and what is wrong with what somebody has typed.

Answers are kept as they were typed, so that nothing is lost by being wrong; they are read again whenever they count.
A browser sends numbers and days in one notation, whatever the reader's language: 1234.5 and 2026-03-31.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

COMPANY, PEOPLE, BUSINESS, REFERENCES, FIGURES, REQUEST, DOCUMENTS, CONSENT, REVIEW = STEPS = (
    "company", "people", "business", "references", "figures", "request", "documents", "consent", "review",
)  # fmt: skip
# Those with a form to fill in.
TYPED_STEPS = STEPS[: STEPS.index(DOCUMENTS)]
# Those that are sent on every way off the page, with what was typed or chosen there.
SENT_STEPS = (*TYPED_STEPS, DOCUMENTS, CONSENT)
# Where a section of the survey is asked.
SECTION_STEPS = {
    "company": COMPANY,
    "people": PEOPLE,
    "licences": BUSINESS,
    "business": BUSINESS,
    "risk": BUSINESS,
    "registry": BUSINESS,
    "references": REFERENCES,
}

TEXT, NUMBER, AMOUNT, WHOLE, SHARE, DAY, CHOICE, MAIL = KINDS = (
    "text", "number", "amount", "whole", "share", "day", "choice", "mail",
)  # fmt: skip

# What is wrong with an answer.
(
    TOO_LONG, NO_NUMBER, NEGATIVE, TOO_LARGE, NO_SHARE, NO_DAY, NO_CHOICE, NO_MAIL, NAMELESS, NO_VAT, NO_REGISTER,
    FUTURE,
) = FAULTS = (
    "too_long", "no_number", "negative", "too_large", "no_share", "no_day", "no_choice", "no_mail", "nameless",
    "no_vat", "no_register", "future",
)  # fmt: skip

MOST_LETTERS = 500
MOST_ROWS = 10
LARGEST = 1e15
MOST_DAYS = 3650
FIRST_YEAR, LAST_YEAR = 1900, 2199
MAIL_ADDRESS = re.compile(r"[^@\s<>\"',;]{1,64}@[^@\s<>\"',;]{1,190}\.[^@\s<>\"',;.]{2,63}")

Value: TypeAlias = str | float | int | date | None
Answers: TypeAlias = Mapping[str, str]


class FaultError(ValueError):
    """An answer that cannot be used; ``reason`` is one of FAULTS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to fill in.

    ``most`` is the largest number, ``past`` a day that is over; signed numbers may be negative.
    """

    code: str
    kind: str = TEXT
    choices: tuple[str, ...] = ()
    most: float = LARGEST
    signed: bool = False
    past: bool = False


def _reference(*more: Entry) -> tuple[Entry, ...]:
    return (Entry("name"), Entry("contact"), Entry("terms"), Entry("credit", AMOUNT), *more)


# Columns of the lists of a survey that a customer can fill; the first one names the row.
LISTS: dict[str, tuple[Entry, ...]] = {
    "owner_ids": (Entry("name"), Entry("role"), Entry("share", SHARE)),
    "licence_ids": (Entry("name"), Entry("number"), Entry("issuer"), Entry("expiry", DAY)),
    "trade_reference_ids": _reference(),
    "bank_reference_ids": _reference(),
    "site_ids": (
        Entry("name"),
        Entry("address"),
        Entry("premises", CHOICE, ("owned", "rented", "shared")),
        Entry("staff", WHOLE, most=1e7),
    ),
    "grade_ids": (Entry("agency"), Entry("agency_grade"), Entry("date", DAY, past=True)),
}

# Where the company is; its name and its tax number are questions of the survey.
ADDRESS = (Entry("street"), Entry("zip"), Entry("city"))
# What is typed of a balance sheet and an income statement; a workbook holds every line.
TYPED_LINES = (
    "cash", "receivables", "inventory", "current_assets", "total_assets", "current_liabilities", "total_liabilities",
    "equity", "sales", "operating_result", "interest_expense", "net_result",
)  # fmt: skip
SIGNED_LINES = {"equity", "operating_result", "net_result"}
REQUESTED = (
    Entry("requested_limit", AMOUNT),
    Entry("requested_days", WHOLE, most=MOST_DAYS),
    Entry("expected_purchases", AMOUNT),
    Entry("requested_reason"),
)
CONSENT_NAME = "consent_name"  # kept until somebody agrees by it


def figures(currencies: Iterable[str]) -> tuple[Entry, ...]:
    """What is typed of the last year, in one of these currencies."""
    head = (
        Entry("figures_end", DAY, past=True),
        Entry("figures_currency", CHOICE, tuple(currencies)),
        Entry("figures_audited", CHOICE, ("yes", "no")),
    )
    return (*head, *(Entry(f"figures_{name}", AMOUNT, signed=name in SIGNED_LINES) for name in TYPED_LINES))


def row_name(rows: str, number: int, column: str) -> str:
    """The name of a field of the form that stands in a row of a list."""
    return f"{rows}.{number}.{column}"


def rows_entries(rows: str) -> list[Entry]:
    """Every field of the form of one list, row by row."""
    return [
        Entry(row_name(rows, number, one.code), one.kind, one.choices, one.most, one.signed, one.past)
        for number in range(MOST_ROWS)
        for one in LISTS[rows]
    ]


def clean(text: object) -> str:
    """What was typed, without characters that are none, and no longer than is kept of anything."""
    if not isinstance(text, str):
        return ""
    visible = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(visible.split())[: 2 * MOST_LETTERS]


def read(entry: Entry, text: str, today: date) -> Value:
    """The value that was typed; None where nothing was.

    :raise FaultError: where it cannot be used
    """
    if not text:
        return None
    if len(text) > MOST_LETTERS:
        raise FaultError(TOO_LONG)
    match entry.kind:
        case "number" | "amount" | "whole" | "share":
            return _read_number(entry, text)
        case "day":
            return _read_day(text, today if entry.past else None)
        case "choice":
            if text not in entry.choices:
                raise FaultError(NO_CHOICE)
        case "mail":
            if not MAIL_ADDRESS.fullmatch(text):
                raise FaultError(NO_MAIL)
    return text


def _read_number(entry: Entry, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise FaultError(NO_NUMBER) from None
    if not math.isfinite(number) or entry.kind == WHOLE and number % 1:
        raise FaultError(NO_NUMBER)
    if entry.kind == SHARE and not 0 <= number <= 100:
        raise FaultError(NO_SHARE)
    if number < 0 and not entry.signed:
        raise FaultError(NEGATIVE)
    if abs(number) > entry.most:
        raise FaultError(TOO_LARGE)
    return number


def _read_day(text: str, until: date | None) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise FaultError(NO_DAY) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise FaultError(NO_DAY)
    if until and day > until:
        raise FaultError(FUTURE)
    return day


def faults(entries: Iterable[Entry], answers: Answers, today: date) -> dict[str, str]:
    """What is wrong with these answers: ``{name of the field: reason}``."""
    found = {}
    for entry in entries:
        try:
            read(entry, answers.get(entry.code, ""), today)
        except FaultError as fault:
            found[entry.code] = fault.reason
    return found


def nameless(rows: str, answers: Answers) -> dict[str, str]:
    """Rows of a list that say something, and not of whom."""
    first, *others = (one.code for one in LISTS[rows])
    found = {}
    for number in range(MOST_ROWS):
        name = row_name(rows, number, first)
        said = any(answers.get(row_name(rows, number, other)) for other in others)
        if said and not answers.get(name):
            found[name] = NAMELESS
    return found


def rows_of(rows: str, answers: Answers, today: date) -> list[dict[str, Value]]:
    """The rows of a list that have a name, with what of them can be used."""
    found = []
    for number in range(MOST_ROWS):
        row = {one.code: usable(one, answers.get(row_name(rows, number, one.code), ""), today) for one in LISTS[rows]}
        if row[LISTS[rows][0].code]:
            found.append(row)
    return found


def usable(entry: Entry, text: str, today: date) -> Value:
    """The value that was typed; None also where it cannot be used."""
    try:
        return read(entry, text, today)
    except FaultError:
        return None


def following(step: str) -> str:
    """The step after this one; the last one follows itself."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def progress(step: str) -> int:
    """How much of the way lies behind who stands at a step, in percent."""
    return 100 * STEPS.index(step) // (len(STEPS) - 1)
