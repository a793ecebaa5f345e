from odoo.tools import SQL

from . import controllers
from . import demo
from . import models
from . import reports
from . import wizards


# They keep what has an external id: accounts and surveys of the demonstration, ready grades and rules.
KEEPERS = (
    "credit_hold",
    "credit_alert",
    "credit_review",
    "credit_snapshot",
    "credit_assessment",
    "credit_survey",
    "credit_financial_statement",
    "credit_limit",
    "credit_scorecard",
)
# Records of the demonstration in the books of other apps stay there: they cannot be deleted once booked.
BOOKED = ("account.move", "account.payment", "product.product", "product.template", "res.partner", "sale.order")


def uninstall(env):
    """Leave nothing in the database that the ORM does not know of, or cannot remove alone."""
    for table in KEEPERS:
        env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(table)))
    env["ir.model.data"].search([("module", "=", "credit_management"), ("model", "in", BOOKED)]).unlink()
    env["credit.sql.function"]._drop()
    env["account.move.line"]._credit_drop_due()
    env["credit.admission"]._drop_watch()
    env["res.partner"]._credit_drop_sold()
    env.cr.execute("DROP TABLE IF EXISTS credit_sold")
