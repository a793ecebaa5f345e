from odoo.tools import SQL

from . import controllers
from . import demo
from . import models
from . import reports
from . import wizards

REASONED = ("credit_limit_request", "credit_limit", "credit_assessment", "credit_account_change")


def uninstall(env):
    """Agreements and applications would keep the accounts they are of, and decisions the reasons chosen."""
    env.flush_all()
    for table in REASONED:
        env.cr.execute(SQL("UPDATE %s SET customer_reason_id = NULL", SQL.identifier(table)))
    env.cr.execute(SQL("UPDATE credit_limit_condition SET agreement_id = NULL"))
    env.cr.execute(SQL("UPDATE credit_agreement SET renews_id = NULL"))
    for table in ("credit_agreement", "credit_application"):
        env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(table)))
    env.invalidate_all()
