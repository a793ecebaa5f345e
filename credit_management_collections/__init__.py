from odoo.tools import SQL

from . import demo, models, wizards
from . import reports
from .models.case.alert_kinds import COLLECTION_KINDS


# They keep accounts of the demonstration, and the people who made them.
KEEPERS = (
    "credit_write_off_recovery",
    "credit_write_off",
    "credit_account_allowance",
    "credit_charge",
    "credit_contact",
    "credit_dispute",
    "credit_promise",
    "credit_handover",
    "credit_reminder",
    "credit_reminder_run",
)


def uninstall(env):
    """Decisions read nothing of this addon any more: items in dispute count fully again.

    Alerts would keep the rules they were raised by.
    """
    env["credit.sql.function"]._install_without_disputes()
    env.flush_all()
    for table in KEEPERS:
        env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(table)))
    env.cr.execute(SQL("DELETE FROM credit_alert WHERE kind = ANY(%s)", list(COLLECTION_KINDS)))
    env.invalidate_all()
