from odoo import api, fields, models
from odoo.tools import LazyTranslate, formatLang

from ...core.assessment import characteristics
from ...core.assessment.characteristics import (
    AMOUNT,
    CATALOGUE,
    DAYS_PER_QUARTER,
    IN_DAYS,
    MONTHS,
    SHARE,
    YEARS,
    characteristic,
)
from ...core.assessment.dimension import BEHAVIOUR, DIMENSIONS, INDUSTRY, JUDGED, OTHER, SURVEY
from ...core.assessment.scorecard import CHOICE, FLAG
from ..common.number import format_number, format_percent

_lt = LazyTranslate(__name__)

SOURCES = {
    "ratio": _lt("Statement"),
    "behaviour": _lt("Behaviour"),
    "survey": _lt("Survey"),
    "industry": _lt("Industry"),
    "judgement": _lt("Judgement"),
}
# Ratios have their labels already, at credit.financial.ratio.
LABELS = {
    "purchases_12m": _lt("Purchases of Twelve Months"),
    "active_months": _lt("Months with Purchases"),
    "days_beyond_terms": _lt("Days Beyond Terms"),
    "late_share": _lt("Share of Amount Paid Late"),
    "late_count_share": _lt("Share of Items Paid Late"),
    "worst_delay": _lt("Longest Delay"),
    "delay_trend": _lt("Trend of Delay"),
    "highest_balance_paid_well": _lt("Highest Balance Paid Well"),
    "relationship_months": _lt("Length of Relationship"),
    "paid_items": _lt("Items Paid"),
    "overdue_share": _lt("Share Overdue Today"),
    "overdue_days": _lt("Oldest (Days Past Due)"),
    "recent_late_share": _lt("Share Late Lately"),
    "recent_30_days_late_share": _lt("Share More Than 30 Days Late, Lately"),
    "recent_delay": _lt("Days Late Lately"),
    "same_days_late_share": _lt("Share Late, on Such Days"),
    "same_weekday_late_share": _lt("Share Late, on That Weekday"),
    "company_age_years": _lt("Age of the Company"),
    "registered_capital": _lt("Registered Capital"),
    "staff": _lt("Staff"),
    "legal_form": _lt("Legal Form"),
    "premises": _lt("Premises"),
    "trade_references": _lt("Trade References"),
    "bank_reference": _lt("Bank Reference"),
    "outside_grade": _lt("Outside Grade"),
    "licences_valid": _lt("Licences Valid"),
    "litigation": _lt("Litigation"),
    "insolvency": _lt("Insolvency"),
    "dishonest_debtor": _lt("Dishonest Debtor"),
    "enforcement": _lt("Enforcement by a Court"),
    "abnormal_operation": _lt("Abnormal Operation"),
    "expected_purchases": _lt("Expected Purchases"),
    "requested_limit": _lt("Limit Asked For"),
    "requested_days": _lt("Credit Days Asked For"),
    "equity": _lt("Equity"),
    "industry_risk": _lt("Industry Risk"),
    "judgement": _lt("Expert Judgement"),
}
ANSWERS = {
    "yes": _lt("Yes"),
    "no": _lt("No"),
    "listed": _lt("Listed Company"),
    "public": _lt("Public Body"),
    "limited": _lt("Limited Company"),
    "partnership": _lt("Partnership"),
    "sole_trader": _lt("Sole Trader"),
    "other": _lt("Other"),
    "owned": _lt("Owned"),
    "rented": _lt("Rented"),
    "shared": _lt("Shared"),
    "good": _lt("Good"),
    "fair": _lt("Fair"),
    "poor": _lt("Poor"),
    "none": _lt("None"),
}


class CreditCharacteristic(models.AbstractModel):
    """A record about one characteristic, and the words for it and for its values."""

    _name = "credit.characteristic"
    _description = "About One Characteristic of a Customer"

    characteristic = fields.Selection("_selection_characteristic", string="Looks At", required=True)
    kind = fields.Selection(
        [("number", "Numeric Value"), ("choice", "Choice"), ("flag", "Yes or No")],
        compute="_compute_characteristic_kind",
    )

    @api.depends("characteristic")
    def _compute_characteristic_kind(self):
        for record in self:
            looked_at = CATALOGUE.get(record.characteristic)  # none of an app that is not installed any more
            record.kind = looked_at.kind if looked_at else False

    # === SELECTIONS === #

    @api.model
    def _selection_characteristic(self):
        """Sorted as the catalogue is, each with where it comes from: a search for the source finds them all.

        Those of an addon that is not installed in this database have no label in it.
        """
        sources = {source: self.env._(label) for source, label in SOURCES.items()}
        labels = self._characteristic_labels()
        return [(code, f"{sources[one.source]}: {labels[code]}") for code, one in CATALOGUE.items() if code in labels]

    @api.model
    def _characteristic_labels(self):
        """The label of each characteristic by its code; for addons that bring one to extend."""
        ratios = dict(self.env["credit.financial.ratio"]._fields["code"]._description_selection(self.env))
        own = {code: self.env._(label) for code, label in LABELS.items()}
        return ratios | own

    @api.model
    def _dimension_labels(self):
        """The dimensions of an evaluation in the order of its form, with their names."""
        groups = dict(self.env["credit.financial.ratio"]._fields["group"]._description_selection(self.env))
        own = {
            SURVEY: self.env._("Basic Situation"),
            BEHAVIOUR: self.env._("Credit Standing"),
            INDUSTRY: self.env._("Industry"),
            JUDGED: self.env._("Judgement"),
            OTHER: self.env._("Other"),
        }
        return {code: own.get(code) or groups[code] for code in DIMENSIONS}

    @api.model
    def _selection_answer(self):
        codes = {answer: None for one in CATALOGUE.values() for answer in one.answers}  # grades speak for themselves
        return [(code, self._answer_text(code)) for code in codes]

    # === WORDS === #

    @api.model
    def _answer_text(self, answer):
        return self.env._(ANSWERS[answer]) if answer in ANSWERS else answer

    @api.model
    def _value_text(self, code, value):
        """A value of a characteristic as a person reads it; None where it is not known.

        :param code: as a criterion names it, that of a judgement included
        """
        looked_at = characteristic(code)
        if value is None:
            return self.env._("Not known")
        if looked_at is None:  # of an app that is not installed any more
            return str(value)
        if looked_at.kind == FLAG:
            return self._answer_text(characteristics.YES if value else characteristics.NO)
        if looked_at.kind == CHOICE:
            return self._answer_text(value)
        return self._number_text(looked_at.unit, value)

    @api.model
    def _number_text(self, unit, value):
        if unit == SHARE:
            return format_percent(self.env, value * 100)
        number = format_number(self.env, value)
        if number == "1":
            ones = {
                IN_DAYS: self.env._("1 day"),
                DAYS_PER_QUARTER: self.env._("1 day a quarter"),
                MONTHS: self.env._("1 month"),
                YEARS: self.env._("1 year"),
            }
            if unit in ones:
                return ones[unit]
        texts = {
            IN_DAYS: self.env._("%(number)s days", number=number),
            DAYS_PER_QUARTER: self.env._("%(number)s days a quarter", number=number),
            MONTHS: self.env._("%(number)s months", number=number),
            YEARS: self.env._("%(number)s years", number=number),
            AMOUNT: formatLang(self.env, value, digits=0),
        }
        return texts.get(unit) or format_number(self.env, value, least=2 if unit in ("times", "score") else 0)

    def _answers(self):
        """Everything this can be answered with; nothing for a number."""
        self.ensure_one()
        looked_at = CATALOGUE.get(self.characteristic)
        return looked_at.answers if looked_at else ()
