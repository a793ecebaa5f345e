"""The kinds of rules that ask how an order is covered. Where no cover is on record, two of three find nothing wrong."""

from odoo.addons.credit_management.core.policy.kinds import (
    AGREE_TERMS,
    AMOUNT,
    ASK,
    DAYS,
    GRACE,
    PAY,
    REDUCE,
    Kind,
    Remedy,
    add_kind,
)
from odoo.addons.credit_management.models.policy.credit_explanation_kind import LABELS

from ..core.covered import days_after_end, terms_beyond

COVER = "cover"  # the name of what such a rule needs


def uncovered(facts, rule):
    """With this order more than the amount is owed that no cover pays."""
    standing = facts.more.get(COVER)
    if standing is None:
        return False, None, rule.amount, ()
    exposure, claim = facts.exposure, facts.claim_unpaid
    found = standing.uncovered(exposure, claim)
    if not facts.exceeds(claim, 0.0) or not facts.exceeds(found, rule.amount):
        return False, found, rule.amount, ()
    remedies = [Remedy(ASK)]
    if reduction := standing.reduction(exposure, claim, rule.amount, facts.rounding):
        remedies.insert(0, Remedy(REDUCE, reduction))
    if payment := standing.payment(exposure, claim, rule.amount, facts.rounding):
        remedies.insert(0, Remedy(PAY, payment))
    return True, found, rule.amount, tuple(remedies)


def terms_beyond_cover(facts, rule):
    """The order gives the customer longer to pay than any insurance that would take it covers."""
    standing = facts.more.get(COVER)
    days = None if standing is None else terms_beyond(standing.covers, standing.order(facts.claim_unpaid))
    met = days is not None and days > rule.grace and facts.exceeds(facts.claim_unpaid, 0.0)
    return met, days, rule.grace, (Remedy(AGREE_TERMS), Remedy(ASK)) if met else ()


def cover_ends(facts, rule):
    """The order falls due so many days after the last guarantee or letter of credit ends."""
    standing = facts.more.get(COVER)
    order = None if standing is None else standing.order(facts.claim_unpaid)
    days = None if standing is None else days_after_end(standing.covers, order, standing.on)
    met = days is not None and days > rule.days and facts.exceeds(facts.claim_unpaid, 0.0)
    return met, days, rule.days, (Remedy(ASK),) if met else ()


add_kind("uncovered", Kind(condition=uncovered, unit=AMOUNT, reads=(AMOUNT,), needs=COVER, reads_exposure=True))
add_kind("terms_beyond_cover", Kind(condition=terms_beyond_cover, reads=(GRACE,), needs=COVER))
add_kind("cover_ends", Kind(condition=cover_ends, reads=(DAYS,), needs=COVER))
LABELS["uncovered"] = "Uncovered Exposure Over"
LABELS["terms_beyond_cover"] = "Terms Longer Than Insured"
LABELS["cover_ends"] = "Cover Ends Before the Due Date"
