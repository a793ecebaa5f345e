"""The kinds of alerts about cover: days until something has to be done, and amounts of cover that are gone."""

from odoo.addons.credit_management.core.monitoring.kinds import AMOUNT, DAYS, Kind, add_kind

EXPIRY, REPORT, CALL, LOST, REDUCED = COVER_KINDS = (
    "cover_expiry", "cover_report", "cover_call", "cover_lost", "cover_reduced",
)  # fmt: skip
LABELS = {
    EXPIRY: "Days Until Cover Ends",
    REPORT: "Days Until an Overdue Has to Be Reported",
    CALL: "Days Until Cover Has to Be Called",
    LOST: "Overdue Not Reported in Time",
    REDUCED: "Insured Limit Reduced By",
}


def _of(name):
    return lambda figures, _days: figures.more.get(name)


for name in (EXPIRY, REPORT, CALL):
    add_kind(name, Kind(DAYS, _of(name), rising=False))
for name in (LOST, REDUCED):
    add_kind(name, Kind(AMOUNT, _of(name)))
