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
# What the demonstration put in the books of other apps stays there: it cannot be deleted once it is booked.
BOOKED = ("account.move", "account.payment", "product.product", "product.template", "res.partner", "sale.order")


def uninstall(env):
    """Leave nothing in the database that the ORM does not know of, or cannot take away by itself."""
    for table in KEEPERS:
        env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(table)))
    env["ir.model.data"].search([("module", "=", "credit_management"), ("model", "in", BOOKED)]).unlink()
    env["credit.sql.function"]._drop()
    env["credit.admission"]._drop_watch()
