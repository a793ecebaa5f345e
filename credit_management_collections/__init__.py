from odoo.tools import SQL

from . import demo, models, wizards
from . import reports
from .models.case.alert_kinds import COLLECTION_KINDS


def uninstall(env):
    """Decisions read nothing of this addon any more: items in dispute count fully again.

    Alerts would keep the rules they were raised by.
    """
    env["credit.sql.function"]._install_without_disputes()
    env.flush_all()
    env.cr.execute(SQL("DELETE FROM credit_alert WHERE kind = ANY(%s)", list(COLLECTION_KINDS)))
    env.invalidate_all()
