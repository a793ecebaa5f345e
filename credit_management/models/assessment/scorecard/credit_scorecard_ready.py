from dataclasses import dataclass

from odoo import Command, api, models
from odoo.tools import LazyTranslate
from odoo.tools.misc import clean_context

from ....core.assessment.characteristics import judgement
from ....core.assessment.ready_cards import BEHAVIOUR, FINANCIAL, GRADED_BEHAVIOUR, number, scaled, steps
from ....core.assessment.scorecard import BELOW, CHOICE, FIXED, FLAG, IS, LEAVE_OUT, Bin, Criterion

_lt = LazyTranslate(__name__, default_lang="en_US")


def choice(code, weight, missing_points=None, **points):
    """A criterion about an answer; without points for an unknown one it is left out."""
    bins = tuple(Bin(given, answer=answer) for answer, given in points.items())
    missing = LEAVE_OUT if missing_points is None else FIXED
    return Criterion(code, code, weight, bins, CHOICE, missing, missing_points or 0.0)


def judged(code, weight):
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
TRADE = choice("trade_references", 10, 30, good=100, fair=60, poor=10, none=30)
BANK = choice("bank_reference", 10, 40, good=100, fair=60, poor=10, none=40)
OUTSIDE = choice("outside_grade", 15, AAA=100, AA=95, A=85, BBB=70, BB=50, B=30, CCC=10, D=0)
LICENCES = Criterion("licences_valid", "licences_valid", 5, (Bin(100, answer="yes"), Bin(0, answer="no")), FLAG)
MANAGEMENT, MARKET = judged("management", 5), judged("market_position", 5)
# Names of judgements; every other criterion is called what its characteristic is.
JUDGEMENTS = {"management": _lt("Management"), "market_position": _lt("Market Position")}

# Characteristic, test, and the id of the grade it caps at: the same for every ready card.
KNOCK_OUTS = (
    ("insolvency", IS, {"answer": "yes"}, "credit_grade_d"),
    ("equity", BELOW, {"value": 0.0}, "credit_grade_c"),
    ("litigation", IS, {"answer": "yes"}, "credit_grade_c"),
)


@dataclass(frozen=True)
class Ready:
    """A card that comes with the addon: shares of its weight, each with the criteria it goes to."""

    name: str
    sequence: int
    shares: tuple
    relationship: str = "any"
    amount_max: float = 0.0
    industry: str | None = None
    coverage_min: float = 50.0
    published: bool = True  # otherwise a draft, to try on customers and to compare with

    @property
    def criteria(self):
        return tuple(criterion for share, criteria in self.shares for criterion in scaled(criteria, share))


FACTS = (AGE, FORM, PREMISES, TRADE, BANK, LICENCES)
CARDS = (
    Ready(
        _lt("Small Customer"),
        10,
        ((40, (PAYING,)), (45, (AGE, TRADE, BANK, LICENCES)), (15, (INDUSTRY,))),
        amount_max=5000.0,
        coverage_min=25.0,
    ),
    Ready(
        _lt("Construction"),
        20,
        ((35, GRADED_BEHAVIOUR), (35, FINANCIAL), (20, (AGE, TRADE, BANK)), (10, (OUTSIDE,))),
        industry="base.res_partner_industry_F",
        coverage_min=40.0,
    ),
    Ready(
        _lt("New Customer"),
        30,
        ((40, FINANCIAL), (30, FACTS), (15, (OUTSIDE,)), (5, (INDUSTRY,)), (10, (MANAGEMENT, MARKET))),
        relationship="new",
        coverage_min=40.0,
    ),
    Ready(
        _lt("Existing Customer"),
        40,
        ((60, GRADED_BEHAVIOUR), (20, FINANCIAL), (10, (OUTSIDE, TRADE)), (5, (INDUSTRY,)), (5, (MANAGEMENT,))),
        relationship="existing",
    ),
    # Moves with the weekday on which the last invoice is due: right for one invoice, wrong for a grade.
    Ready(_lt("Will the Next Invoice Be Late?"), 90, ((100, BEHAVIOUR),), relationship="existing", published=False),
)


class CreditScorecard(models.Model):
    """The cards the addon comes with, in force from the day it is installed."""

    _inherit = "credit.scorecard"

    @api.model
    def _create_ready_cards(self):
        context = clean_context({**self.env.context, "lang": "en_US"})
        cards = self.sudo().with_context(context)  # pylint: disable=context-overridden
        for ready in CARDS:
            if ready.industry and not self.env.ref(ready.industry, raise_if_not_found=False):
                continue  # without its industry it would be for everybody
            card = cards.create(cards._prepare_ready_vals(ready))
            card._translate_ready(ready)
            if ready.published:
                card._set_published()

    @api.model
    def _prepare_ready_vals(self, ready):
        prepare = self.env["credit.scorecard.criterion"]._prepare_vals
        return {
            "name": ready.name._translate("en_US"),
            "sequence": ready.sequence,
            "relationship": ready.relationship,
            "amount_max": ready.amount_max,
            "industry_ids": [Command.link(self.env.ref(ready.industry).id)] if ready.industry else [],
            "coverage_min": ready.coverage_min,
            "criterion_ids": [
                Command.create(prepare(criterion) | {"sequence": 10 * place, "name": criterion.code})
                for place, criterion in enumerate(ready.criteria, 1)
            ],
            "knockout_ids": [Command.create(vals) for vals in self._prepare_ready_knockouts()],
        }

    @api.model
    def _prepare_ready_knockouts(self):
        for place, (code, operator, compared, grade) in enumerate(KNOCK_OUTS, 1):
            if cap := self.env.ref(f"credit_management.{grade}", raise_if_not_found=False):
                vals = {"sequence": 10 * place, "characteristic": code, "operator": operator, "grade_id": cap.id}
                yield vals | compared

    def _translate_ready(self, ready):
        """Names in every language installed; they are no data with ids that Odoo would translate."""
        self.ensure_one()
        for code, _name in self.env["res.lang"].get_installed():
            card = self.with_context(lang=code)
            card.name = ready.name._translate(code)
            labels = card.env["credit.characteristic"]._characteristic_labels()
            labels |= {judged: name._translate(code) for judged, name in JUDGEMENTS.items()}
            for part in (*card.criterion_ids, *card.knockout_ids):
                part.name = labels[part.code if part._name == "credit.scorecard.criterion" else part.characteristic]
