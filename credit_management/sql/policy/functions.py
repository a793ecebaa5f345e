"""What a decision asks of orders and customers, as functions of the database."""

from odoo.tools import SQL

from ..exposure.functions import Choice, Given, Writing, is_unusual
from . import customer_facts, drawing, order_facts

# Arguments and columns, as PostgreSQL declares them.
SIGNATURES = {
    "credit_order_facts": (
        "orders int[], accounts int[]",
        order_facts.COLUMNS,
    ),
    "credit_customer_facts": (
        "partners int[], root int, today date",
        customer_facts.COLUMNS,
    ),
    "credit_drawing_facts": (drawing.ARGUMENTS, drawing.COLUMNS),
}


def queries(effective_limits, more=()):
    """The query of each function.

    :param effective_limits: gives the SQL of the limits in force on a day
    :param more: the sources of other addons, see Scope
    """
    asked = SQL("asked")
    is_long = SQL(" OR ").join(
        [order_facts.touched(SQL("$1")), customer_facts.grouped(asked, SQL("$3")), is_unusual(asked, more)]
    )
    customers = (SQL("$1"), SQL("$2"), SQL("$3"), effective_limits(SQL("$3")))
    return {
        "credit_order_facts": Choice(
            order_facts.touched(SQL("$1")),
            order_facts.facts(SQL("$1"), SQL("$2")),
            order_facts.facts(SQL("$1"), SQL("$2"), touched=False),
        ),
        "credit_customer_facts": Choice(
            customer_facts.grouped(SQL("$1"), SQL("$2")),
            customer_facts.facts(*customers),
            customer_facts.facts(*customers, grouped=False),
        ),
        "credit_drawing_facts": Writing(
            Given("asked", drawing.ASKED, Choice(is_long, drawing.facts(), drawing.usual_facts(effective_limits, more)))
        ),
    }
