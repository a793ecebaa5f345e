"""The kinds of alerts about collection: broken promises, disputes nobody answers, customers nobody speaks to."""

from odoo.addons.credit_management.core.monitoring.kinds import AMOUNT, DAYS, Kind, add_kind

BROKEN, LATE, SILENT = COLLECTION_KINDS = ("promise_broken", "dispute_late", "no_contact")
LABELS = {
    BROKEN: "Missing of Broken Promises",
    LATE: "Days an Answer to a Dispute Is Late",
    SILENT: "Days Overdue without Any Contact",
}


def _of(name):
    return lambda figures, _days: figures.more.get(name)


add_kind(BROKEN, Kind(AMOUNT, _of(BROKEN)))
for name in (LATE, SILENT):
    add_kind(name, Kind(DAYS, _of(name)))
