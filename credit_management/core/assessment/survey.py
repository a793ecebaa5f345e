"""Questions to a customer + answers → completeness, contradictions, facts for a score.

A survey is a checklist. Which of its questions must be answered follows from the case: how much is asked for, and
whether the customer is a new one. What nobody answered is None, which is neither zero nor "no".
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias, TypeVar

from .relationship import NEW
from .scorecard import CHOICE, FLAG, NUMBER

# When an answer is required.
OPTIONAL, ALWAYS, NEW_CUSTOMER, LARGE, NEW_OR_LARGE = REQUIRED = (
    "optional", "always", "new", "large", "new_or_large",
)  # fmt: skip

UNVERIFIED, CONFIRMED, CONTRADICTED = VERIFICATIONS = ("unverified", "confirmed", "contradicted")

YEARS, AMOUNT, AMOUNT_A_YEAR, PEOPLE, DAYS = ("years", "amount", "amount_a_year", "people", "days")

LEGAL_FORMS = ("listed", "limited", "partnership", "sole_trader", "public", "other")
PREMISES = ("owned", "rented", "shared")
GOOD, FAIR, POOR, NONE = REFERENCES = ("good", "fair", "poor", "none")
GRADES = ("AAA", "AA", "A", "BBB", "BB", "B", "CCC", "D")
BANK, TRADE = REFERENCE_KINDS = ("bank", "trade")


@dataclass(frozen=True, slots=True)
class Case:
    """Facts that decide which answers are required.

    ``large_from`` of zero: no amount is a large one. Up to ``short_to`` the first questions are enough; zero: never.
    """

    relationship: str
    requested: float | None = None
    large_from: float = 0.0
    rounding: float = 0.01
    short_to: float = 0.0

    @property
    def large(self) -> bool:
        if not self.large_from or self.requested is None:
            return False
        return self.requested - self.large_from > -self.rounding / 2

    @property
    def short(self) -> bool:
        """Whether so little is asked for that the first questions are enough; a large amount never is so little."""
        if not self.short_to or self.requested is None or self.large:
            return False
        return self.requested - self.short_to < self.rounding / 2

    def requires(self, when: str, first: bool = False) -> bool:
        """Whether what is required ``when`` is required in this case; a ``first`` question always is."""
        if first or self.short:
            return first
        new = self.relationship == NEW
        return {
            OPTIONAL: False,
            ALWAYS: True,
            NEW_CUSTOMER: new,
            LARGE: self.large,
            NEW_OR_LARGE: new or self.large,
        }[when]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a survey. ``required`` is one of :data:`REQUIRED`, ``value`` None where nobody answered.

    ``name`` is how people call it, for messages.
    """

    code: str
    value: object = None
    required: str = OPTIONAL
    verification: str = UNVERIFIED
    resolved: bool = False
    name: str = ""
    first: bool = False

    @property
    def answered(self) -> bool:
        return self.value is not None

    @property
    def contradicted(self) -> bool:
        """Another source says otherwise, and nobody has said yet which of the two stands."""
        return self.verification == CONTRADICTED and not self.resolved


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence or certificate; without ``expiry`` it has no end."""

    required: bool = True
    expiry: date | None = None

    def valid(self, on: date) -> bool:
        return self.expiry is None or on <= self.expiry


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody who knows the customer; ``pays`` is what they say, None while they have not answered."""

    kind: str
    pays: str | None = None


@dataclass(frozen=True, slots=True)
class OutsideGrade:
    """Grade of an agency, on our scale."""

    grade: str
    day: date
    valid_until: date | None = None

    def valid(self, on: date) -> bool:
        return self.day <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Answers:
    """All that a survey knows, as far as a score may use it. ``values`` are the answers by their code."""

    values: Mapping[str, Any] = field(default_factory=dict)
    licences: tuple[Licence, ...] = ()
    references: tuple[Reference, ...] = ()
    grades: tuple[OutsideGrade, ...] = ()


# === CHECKLIST === #


def missing(facts: Iterable[Fact], case: Case) -> list[Fact]:
    """The required ones that nobody has answered, in their order."""
    return [fact for fact in facts if case.requires(fact.required, fact.first) and not fact.answered]


def contradictions(facts: Iterable[Fact]) -> list[Fact]:
    """The ones that another source contradicts and nobody has resolved."""
    return [fact for fact in facts if fact.contradicted]


def completeness(facts: Sequence[Fact], case: Case) -> int:
    """The answered share of what is required, in whole percent; 100 only when nothing is missing."""
    required = sum(case.requires(fact.required, fact.first) for fact in facts)
    return 100 * (required - len(missing(facts, case))) // required if required else 100


# === FACTS === #


Value: TypeAlias = float | str | bool | None  # None where it is not known
Function = TypeVar("Function", bound=Callable[[Answers, date], Any])


@dataclass(frozen=True, slots=True)
class Definition:
    """A fact a scorecard may use, and how it follows from the answers on a day."""

    code: str
    kind: str
    unit: str | None
    choices: tuple[str, ...]
    compute: Callable[[Answers, date], Value]


DEFINITIONS: dict[str, Definition] = {}


def _fact(kind: str, unit: str | None = None, choices: tuple[str, ...] = ()) -> Callable[[Function], Function]:
    def register(function: Function) -> Function:
        code = function.__name__
        DEFINITIONS[code] = Definition(code, kind, unit, choices, function)
        return function

    return register


def facts(answers: Answers, on: date) -> dict[str, Value]:
    """Every fact of a survey on a day, in the order of the definitions; None where it is not known."""
    return {code: definition.compute(answers, on) for code, definition in DEFINITIONS.items()}


def _choice(answers: Answers, code: str, choices: Sequence[str], otherwise: str | None = None) -> str | None:
    value: str | None = answers.values.get(code)
    return value if value is None or value in choices else otherwise


@_fact(NUMBER, YEARS)
def company_age_years(answers: Answers, on: date) -> int | None:
    """Whole calendar years since the company was founded."""
    founded = answers.values.get("founding_year")
    return on.year - int(founded) if founded is not None and founded <= on.year else None


@_fact(NUMBER, AMOUNT)
def registered_capital(answers: Answers, _on: date) -> float | None:
    """In the currency of the company."""
    return answers.values.get("registered_capital")


@_fact(NUMBER, PEOPLE)
def staff(answers: Answers, _on: date) -> float | None:
    """How many people work there."""
    return answers.values.get("staff")


@_fact(CHOICE, choices=LEGAL_FORMS)
def legal_form(answers: Answers, _on: date) -> str | None:
    """Legal form of the customer; a form of one's own making is another one."""
    return _choice(answers, "legal_form", LEGAL_FORMS, otherwise="other")


@_fact(CHOICE, choices=PREMISES)
def premises(answers: Answers, _on: date) -> str | None:
    """Whether the customer owns the place it works at."""
    return _choice(answers, "premises", PREMISES)


def _worst_reference(answers: Answers, kind: str) -> str | None:
    """The worst of what they say decides; with nobody asked there is none, with nobody answering it is not known."""
    asked = [reference.pays for reference in answers.references if reference.kind == kind]
    if not asked:
        return NONE
    return max(filter(None, asked), key=REFERENCES.index, default=None)


@_fact(CHOICE, choices=REFERENCES)
def trade_references(answers: Answers, _on: date) -> str | None:
    """How other suppliers say it pays."""
    return _worst_reference(answers, TRADE)


@_fact(CHOICE, choices=REFERENCES)
def bank_reference(answers: Answers, _on: date) -> str | None:
    """References of its banks."""
    return _worst_reference(answers, BANK)


@_fact(CHOICE, choices=GRADES)
def outside_grade(answers: Answers, on: date) -> str | None:
    """The newest grade still valid; of two of one day the worse."""
    valid = [grade for grade in answers.grades if grade.valid(on)]
    newest = max(valid, key=lambda grade: (grade.day, GRADES.index(grade.grade)), default=None)
    return newest.grade if newest else None


@_fact(FLAG)
def licences_valid(answers: Answers, on: date) -> bool | None:
    """Whether every required licence and certificate is unexpired; not known where there is none."""
    required = [licence for licence in answers.licences if licence.required]
    return all(licence.valid(on) for licence in required) if required else None


@_fact(FLAG)
def litigation(answers: Answers, _on: date) -> bool | None:
    """Whether the customer is in court over debts."""
    return answers.values.get("litigation")


@_fact(FLAG)
def insolvency(answers: Answers, _on: date) -> bool | None:
    """Whether insolvency proceedings have been opened or applied for."""
    return answers.values.get("insolvency")


def _answered(code: str) -> Callable[[Answers, date], Value]:
    return lambda answers, _on: answers.values.get(code)


# On a public list of debtors who could pay and do not; enforced against by a court; listed by the register for no
# yearly report, or for nobody at its address.
for _code in ("dishonest_debtor", "enforcement", "abnormal_operation"):
    DEFINITIONS[_code] = Definition(_code, FLAG, None, (), _answered(_code))


@_fact(NUMBER, AMOUNT_A_YEAR)
def expected_purchases(answers: Answers, _on: date) -> float | None:
    """Purchases the customer expects to make from us in a year."""
    return answers.values.get("expected_purchases")


@_fact(NUMBER, AMOUNT)
def requested_limit(answers: Answers, _on: date) -> float | None:
    """The limit the customer asks for."""
    return answers.values.get("requested_limit")


@_fact(NUMBER, DAYS)
def requested_days(answers: Answers, _on: date) -> float | None:
    """The days of credit the customer asks for."""
    return answers.values.get("requested_days")
