"""Catalogue of all characteristics that a criterion or a knock-out of a scorecard may look at.

Another addon brings one by :func:`add_characteristic`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from . import behaviour, paying, ratio, ratios
from .scorecard import CHOICE, FLAG, IS, NUMBER, Fault, KnockOut, Scorecard

RATIO, BEHAVIOUR, SURVEY, INDUSTRY, JUDGED = SOURCES = ("ratio", "behaviour", "survey", "industry", "judgement")
SHARE, TIMES, IN_DAYS, SCORE = ratio.UNITS
_SHARE, AMOUNT, _DAYS, DAYS_PER_QUARTER, MONTHS, COUNT = paying.UNITS
YEARS, POINTS = ("years", "points")

YES, NO = ANSWERS = ("yes", "no")
# A card may ask for several judgements: each is known as this and the code of its criterion.
JUDGEMENT = "judgement"

REFERENCES = ("good", "fair", "poor", "none")


@dataclass(frozen=True)
class Characteristic:
    """``rising`` is whether more is better; None where neither more nor less is. ``choices`` are best first."""

    code: str
    source: str
    kind: str = NUMBER
    unit: str | None = None
    rising: bool | None = True
    choices: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[str, ...]:
        """Everything it can be answered with; nothing for a number."""
        return ANSWERS if self.kind == FLAG else self.choices


def _number(code: str, unit: str, rising: bool | None = True) -> Characteristic:
    return Characteristic(code, SURVEY, NUMBER, unit, rising)


def _choice(code: str, *choices: str) -> Characteristic:
    return Characteristic(code, SURVEY, CHOICE, choices=choices)


def _flag(code: str, rising: bool) -> Characteristic:
    return Characteristic(code, SURVEY, FLAG, rising=rising)


FROM_RATIOS = tuple(
    Characteristic(definition.code, RATIO, NUMBER, definition.unit, definition.rising)
    for definition in ratios.DEFINITIONS.values()
)
FROM_BEHAVIOUR = tuple(
    Characteristic(definition.code, BEHAVIOUR, NUMBER, definition.unit, definition.rising)
    for definition in behaviour.DEFINITIONS.values()
)
FROM_SURVEY = (
    _number("company_age_years", YEARS),
    _number("registered_capital", AMOUNT),
    _number("staff", COUNT),
    _choice("legal_form", "listed", "public", "limited", "partnership", "sole_trader", "other"),
    _choice("premises", "owned", "rented", "shared"),
    _choice("trade_references", *REFERENCES),
    _choice("bank_reference", *REFERENCES),
    _choice("outside_grade", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "D"),
    _flag("licences_valid", rising=True),
    _flag("litigation", rising=False),
    _flag("insolvency", rising=False),
    _flag("dishonest_debtor", rising=False),
    _flag("enforcement", rising=False),
    _flag("abnormal_operation", rising=False),
    _number("expected_purchases", AMOUNT),
    _number("requested_limit", AMOUNT, rising=None),
    _number("requested_days", IN_DAYS, rising=None),
)
OTHERS = (
    Characteristic("equity", RATIO, NUMBER, AMOUNT),
    Characteristic("industry_risk", INDUSTRY, NUMBER, POINTS),
    Characteristic(JUDGEMENT, JUDGED, NUMBER, POINTS),
)
CATALOGUE = {one.code: one for one in (*FROM_RATIOS, *FROM_BEHAVIOUR, *FROM_SURVEY, *OTHERS)}


def add_characteristic(one: Characteristic) -> None:
    """Let scorecards look at a characteristic of another addon.

    Loaded once for all databases of a server: where the addon is not installed, no form offers it.
    """
    CATALOGUE[one.code] = one


def characteristic(code: str) -> Characteristic | None:
    """The characteristic of the code a criterion names, that of a judgement included; None for no such thing."""
    return CATALOGUE.get(JUDGEMENT if is_judgement(code) else code)


def is_judgement(code: str) -> bool:
    return code.partition(":")[0] == JUDGEMENT


def judgement(code: str) -> str:
    """The name under which the judgement of the criterion ``code`` is known."""
    return f"{JUDGEMENT}:{code}"


def misfits(card: Scorecard) -> Iterator[Fault]:
    """A question of a card without such an answer: ``reason`` is unknown, answer, operator, answer_out or judged_out.

    Such a card would give scores, but some of its ranges could never be met.
    """
    for criterion in card.criteria:
        looked_at = characteristic(criterion.characteristic)
        if looked_at is None or looked_at.kind != criterion.kind:
            yield Fault("unknown", criterion.code, criterion.characteristic)
        elif criterion.kind != NUMBER:
            wrong = [bin_.answer for bin_ in criterion.bins if bin_.answer not in looked_at.answers]
            yield from (Fault("answer", criterion.code, answer) for answer in wrong)
    for rule in card.knock_outs:
        yield from _knock_out_misfits(rule)


def _knock_out_misfits(rule: KnockOut) -> Iterator[Fault]:
    looked_at = characteristic(rule.characteristic)
    if looked_at is None:
        yield Fault("unknown_out", rule.code, rule.characteristic)
    elif looked_at.code == JUDGEMENT:
        yield Fault("judged_out", rule.code)  # which of the judgements it would be cannot be said
    elif (looked_at.kind == NUMBER) == (rule.operator == IS):
        yield Fault("operator", rule.code)
    elif looked_at.kind != NUMBER and rule.value not in looked_at.answers:
        yield Fault("answer_out", rule.code, rule.value or "")
