"""What a decision asks of orders and customers, as functions of the database."""

from odoo.tools import SQL

from ..exposure.functions import Choice
from . import customer_facts, order_facts

# Arguments and columns, as PostgreSQL declares them.
SIGNATURES = {
    "credit_order_facts": (
        "orders int[], accounts int[]",
        (
            "order_id int, partner_id int, confirmed boolean, claim float8, unbooked float8, unmatched float8,"
            " prepaid float8, sold_to_id int, lines float8, beyond float8, line_count int"
        ),
    ),
    "credit_customer_facts": (
        "partners int[], root int, today date",
        (
            "partner_id int, account_id int, status varchar, grade_id int, risk_class varchar, next_review date,"
            " limit_state text, limit_amount float8, limit_valid_to date, limit_expired boolean,"
            " limit_expired_amount float8, country_id int, industry_id int, team_id int,"
            " category_ids int[], payment_terms jsonb, group_id int, cap float8, members jsonb, group_state text,"
            " group_amount float8, group_valid_to date, group_expired boolean, group_expired_amount float8"
        ),
    ),
}


def queries(effective_limits):
    """The query of each function.

    :param effective_limits: gives the SQL of the limits in force on a day
    """
    return {
        "credit_order_facts": Choice(
            order_facts.touched(SQL("$1")),
            order_facts.facts(SQL("$1"), SQL("$2")),
            order_facts.facts(SQL("$1"), SQL("$2"), touched=False),
        ),
        "credit_customer_facts": customer_facts.facts(SQL("$1"), SQL("$2"), SQL("$3"), effective_limits(SQL("$3"))),
    }
