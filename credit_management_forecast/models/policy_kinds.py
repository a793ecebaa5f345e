"""The kinds of rules that ask a forecast. Where there is none, nothing is found wrong."""

from odoo.addons.credit_management.core.policy.kinds import AMOUNT, ASK, DAYS, PERCENT, Kind, Remedy, add_kind
from odoo.addons.credit_management.models.policy.credit_explanation_kind import LABELS

from ..core.risk import risk

FORECAST = "forecast"  # the name of what such a rule needs


def _risk(facts, rule):
    forecast = facts.more.get(FORECAST)
    return None if forecast is None else risk(forecast, rule.days, facts.claim_unpaid)


def late_risk(facts, rule):
    """The order is likelier than the percent to be paid more than so many days late. What is prepaid is paid."""
    found = _risk(facts, rule)
    if found is None:
        return False, None, rule.percent, ()
    met = facts.exceeds(facts.claim_unpaid, 0.0) and found.is_above(rule.percent)
    observed = {
        "percent": round(found.percent, 1),
        "days": found.days,
        "reasons": [[reason.name, reason.value] for reason in found.reasons],
    }
    return met, observed, rule.percent, (Remedy(ASK),) if met else ()


def expected_loss(facts, rule):
    """The claim of the order times the chance that it is paid more than so many days late is more than the amount."""
    found = _risk(facts, rule)
    if found is None:
        return False, None, rule.amount, ()
    met = facts.exceeds(found.loss, rule.amount)
    return met, found.loss, rule.amount, (Remedy(ASK),) if met else ()


add_kind("late_risk", Kind(condition=late_risk, reads=(PERCENT, DAYS), needs=FORECAST, weighs_risk=True))
add_kind(
    "expected_loss",
    Kind(condition=expected_loss, unit=AMOUNT, reads=(AMOUNT, DAYS), needs=FORECAST, weighs_risk=True),
)
LABELS["late_risk"] = "Risk of the Order"
LABELS["expected_loss"] = "Expected Loss of the Order"
