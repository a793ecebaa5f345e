"""The kinds of alerts about bills: what was dishonoured lately, and days for which nobody has said how one ended."""

from odoo.addons.credit_management.core.monitoring.kinds import AMOUNT, DAYS, Kind, add_kind

DISHONOURED, UNSETTLED = BILL_KINDS = ("bill_dishonoured", "bill_unsettled")
LABELS = {
    DISHONOURED: "Acceptance Bills Dishonoured",
    UNSETTLED: "Days Since a Commercial Bill Matured",
}


def _of(name):
    return lambda figures, _days: figures.more.get(name)


add_kind(DISHONOURED, Kind(AMOUNT, _of(DISHONOURED)))
add_kind(UNSETTLED, Kind(DAYS, _of(UNSETTLED)))
