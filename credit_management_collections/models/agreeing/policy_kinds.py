"""The kind of rule that asks for promises, and the characteristics of scorecards that do."""

from odoo.addons.credit_management.core.assessment.characteristics import (
    BEHAVIOUR,
    SHARE,
    Characteristic,
    add_characteristic,
)
from odoo.addons.credit_management.core.assessment.characteristics import (
    COUNT as PIECES,
)
from odoo.addons.credit_management.core.policy.kinds import ASK, COUNT, DAYS, PAY, Kind, Remedy, add_kind
from odoo.addons.credit_management.models.policy.credit_explanation_kind import LABELS

from ...core.promise_record import is_broken

PROMISES = "promises"  # the name of what such a rule needs


def broken_promise(facts, rule):
    """So many promises in a row were not kept, the last within so many days, and money of them is still missing."""
    record = facts.more.get(PROMISES)
    if record is None:
        return False, 0, max(rule.count, 1), ()
    met = is_broken(record, facts.today, rule.count, rule.days) and facts.exceeds(record.missing, 0.0)
    remedies = (Remedy(PAY, record.missing), Remedy(ASK)) if met else ()
    return met, record.in_a_row, max(rule.count, 1), remedies


add_kind("broken_promise", Kind(condition=broken_promise, reads=(COUNT, DAYS), needs=PROMISES, looks_at_sold_to=True))
LABELS["broken_promise"] = "Promises Broken"

add_characteristic(Characteristic("promises_kept", BEHAVIOUR, unit=SHARE))
add_characteristic(Characteristic("promises_broken_in_a_row", BEHAVIOUR, unit=PIECES, rising=False))
