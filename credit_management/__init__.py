from odoo.tools import SQL

from . import controllers
from . import demo
from . import models
from . import reports
from . import wizards


# They keep what has an external id: accounts and surveys of the demonstration, ready grades and rules.
KEEPERS = ("credit_hold", "credit_alert", "credit_review", "credit_snapshot", "credit_assessment", "credit_scorecard")


def uninstall(env):
    """Leave nothing in the database that the ORM does not know of, or cannot take away by itself."""
    for table in KEEPERS:
        env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(table)))
    env["credit.sql.function"]._drop()
