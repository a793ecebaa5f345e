from odoo.tools import SQL

from . import models
from . import wizards
from .models.alert_kinds import BILL_KINDS


def uninstall(env):
    """Decisions read no bills any more, and no alert keeps the rule it was raised by."""
    env["credit.sql.function"]._install_without_bills()
    env.cr.execute(SQL("DELETE FROM credit_alert WHERE kind = ANY(%s)", list(BILL_KINDS)))
    env.invalidate_all()
