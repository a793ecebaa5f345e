from odoo.tools import SQL

from . import demo
from . import models
from . import reports
from . import wizards
from .models.alert_kinds import COVER_KINDS


def uninstall(env):
    """What cover has secured of limits ends on the day: nobody is left who would take it back.

    Covers would keep the accounts they are of, and alerts the rules they were raised by.
    """
    env["credit.cover"]._end_all_secured()
    env.flush_all()
    for table in ("credit_cover_claim", "credit_cover"):
        env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(table)))
    env.cr.execute(SQL("DELETE FROM credit_alert WHERE kind = ANY(%s)", list(COVER_KINDS)))
    env.invalidate_all()
