"""The ready scorecards: which criteria each has, for whom it is, and which findings cap the grade.

The addon creates these on installation, with names in every language; replays on files score with the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .characteristics import judgement
from .ready_cards import BEHAVIOUR, FINANCIAL, GRADED_BEHAVIOUR, SERIOUS_BEHAVIOUR, number, scaled, steps
from .scorecard import BELOW, CHOICE, FLAG, IS, LEAVE_OUT, Bin, Criterion, KnockOut, Known, Scorecard

ANY = "any"
FIRST, SECOND = PURPOSES = ("first", "second")  # the card of a customer; one beside it, and the worse grade counts


def choice(code: str, weight: float, **points: float) -> Criterion:
    """A criterion about an answer; an unknown one is left out."""
    bins = tuple(Bin(given, answer=answer) for answer, given in points.items())
    return Criterion(code, code, weight, bins, CHOICE, LEAVE_OUT)


def judged(code: str, weight: float) -> Criterion:
    """Judgements from 0 to 100 count as they are, in steps."""
    bins = steps(0, 20, 25, 40, 50, 60, 75, 80, 100)
    return Criterion(code, judgement(code), weight, bins, missing=LEAVE_OUT)


INDUSTRY = number("industry_risk", 10, 0, 20, 25, 40, 50, 55, 75, 70, 100)
PAYING = number("days_beyond_terms", 10, 100, 1, 80, 8, 60, 16, 30, 31, 0)
AGE = number("company_age_years", 10, 10, 2, 40, 5, 70, 10, 100)
FORM = choice(
    "legal_form", 5, listed=100, public=100, limited=70, partnership=50, sole_trader=40, other=40
)  # fmt: skip
PREMISES = choice("premises", 5, owned=100, rented=60, shared=20)
TRADE = choice("trade_references", 10, good=100, fair=60, poor=10, none=30)
BANK = choice("bank_reference", 10, good=100, fair=60, poor=10, none=40)
OUTSIDE = choice("outside_grade", 15, AAA=100, AA=95, A=85, BBB=70, BB=50, B=30, CCC=10, D=0)
LICENCES = Criterion("licences_valid", "licences_valid", 5, (Bin(100, answer="yes"), Bin(0, answer="no")), FLAG)
MANAGEMENT, MARKET = judged("management", 5), judged("market_position", 5)

# The same for every ready card; ``cap`` is the code of the ready grade.
KNOCK_OUTS = (
    KnockOut("insolvency", "insolvency", IS, "yes", "D"),
    KnockOut("dishonest_debtor", "dishonest_debtor", IS, "yes", "D"),
    KnockOut("equity", "equity", BELOW, 0.0, "C"),
    KnockOut("current_ratio", "current_ratio", BELOW, 1.0, "C"),  # working capital below zero
    KnockOut("litigation", "litigation", IS, "yes", "C"),
)


@dataclass(frozen=True)
class Ready:
    """A card that comes with the addon: shares of its weight, each with the criteria it goes to.

    ``industry`` is the letter of a division of Odoo's industries.
    """

    code: str
    sequence: int
    shares: tuple[tuple[float, tuple[Criterion, ...]], ...]
    relationship: str = ANY
    amount_max: float = 0.0
    industry: str | None = None
    coverage_min: float = 50.0
    published: bool = True  # otherwise a draft, to try on customers and to compare with
    purpose: str = FIRST

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(criterion for share, criteria in self.shares for criterion in scaled(criteria, share))

    @property
    def card(self) -> Scorecard:
        return Scorecard(self.criteria, KNOCK_OUTS if self.purpose == FIRST else (), self.coverage_min)


def fits(relationship: str, amount_max: float, known: Mapping[str, Known]) -> bool:
    """Whether a customer is in the segment of a card, its industry left aside.

    :param relationship: of the customers the card is for
    :param amount_max: the most they ask for; 0 for any
    """
    if relationship not in (ANY, known.get("relationship", "new")):
        return False
    asked = known.get("requested_limit")
    return not amount_max or (isinstance(asked, float | int) and asked <= amount_max)


def in_force(known: Mapping[str, Known], cards: Iterable[Ready] | None = None, purpose: str = FIRST) -> Ready | None:
    """The ready card that scores a customer of no particular industry; None where none is for it."""
    cards = [one for one in (CARDS if cards is None else cards) if one.published and one.purpose == purpose]
    return next(
        (one for one in cards if not one.industry and fits(one.relationship, one.amount_max, known)),
        None,
    )


FACTS = (AGE, FORM, PREMISES, TRADE, BANK, LICENCES)
CARDS = (
    Ready(
        "small",
        10,
        ((40, (PAYING,)), (45, (AGE, TRADE, BANK, LICENCES)), (15, (INDUSTRY,))),
        amount_max=5000.0,
        coverage_min=25.0,
    ),
    Ready(
        "construction",
        20,
        ((35, GRADED_BEHAVIOUR), (35, FINANCIAL), (20, (AGE, TRADE, BANK)), (10, (OUTSIDE,))),
        industry="F",
        coverage_min=40.0,
    ),
    Ready(
        "new",
        30,
        ((40, FINANCIAL), (30, FACTS), (15, (OUTSIDE,)), (5, (INDUSTRY,)), (10, (MANAGEMENT, MARKET))),
        relationship="new",
        coverage_min=40.0,
    ),
    Ready(
        "existing",
        40,
        ((60, GRADED_BEHAVIOUR), (20, FINANCIAL), (10, (OUTSIDE, TRADE)), (5, (INDUSTRY,)), (5, (MANAGEMENT,))),
        relationship="existing",
    ),
    Ready("serious", 50, ((100, SERIOUS_BEHAVIOUR),), relationship="existing", purpose=SECOND),
    # Moves with the weekday on which the last invoice is due: right for one invoice, wrong for a grade.
    Ready("next_invoice", 90, ((100, BEHAVIOUR),), relationship="existing", published=False),
)
