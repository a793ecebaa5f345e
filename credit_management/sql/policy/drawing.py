"""All that a decision which draws on limits asks, as one query: each by itself costs as much to send as to answer."""

from odoo.tools import SQL

from ..exposure import functions as exposure
from . import customer_facts, order_facts

ARGUMENTS = (
    "orders int[], accounts int[], root int, companies int[], today date, decimals int, later_from timestamp,"
    " everybody boolean"
)
# What stands side by side in a row, one of them at a time.
PARTS = {
    "own": order_facts.COLUMNS,
    "known": f"{customer_facts.COLUMNS}, is_drawn boolean",
    "owed": exposure.SIGNATURES["credit_exposure_sums"][1],
}
COLUMNS = ", ".join(f"{part}_{column}" for part, columns in PARTS.items() for column in columns.split(", "))


def count(part):
    """How many columns a part of a row has."""
    return len(PARTS[part].split(", "))


# The customers of the orders: who is billed and who has ordered.
ASKED = SQL(
    """
    ARRAY(SELECT partner.commercial_partner_id
            FROM sale_order so
            JOIN res_partner partner ON partner.id IN (so.partner_invoice_id, so.partner_id)
           WHERE so.id = ANY($1))
    """
)
DRAWING = SQL("ARRAY(SELECT partner_id FROM drawing)")


def usual_facts(effective_limits, more):
    """The same rows as :func:`facts`, for orders on which nothing is invoiced or paid, of customers without a group and
    without what few have, ``asked``: without a function in the function, which takes as long as reading.

    :param effective_limits: gives the SQL of the limits in force on a day
    :param more: the sources of other addons
    """
    return _facts(
        order_facts.facts(SQL("$1"), SQL("$2"), touched=False),
        customer_facts.facts(SQL("asked"), SQL("$3"), SQL("$5"), effective_limits(SQL("$5")), grouped=False),
        exposure.usual_sums(DRAWING, more),
    )


def facts():
    """Rows of ``credit_order_facts``, of ``credit_customer_facts`` with whether the customer's pool has been drawn on,
    and of ``credit_exposure_sums`` for those.

    Drawn on are the pools of customers billed who have a limit, with ``everybody`` of all; of none where one belongs
    to a group: its pool comes before those of its members, see ``credit.pool``.
    """
    return _facts(
        SQL("SELECT * FROM credit_order_facts($1, $2)"),
        SQL("SELECT * FROM credit_customer_facts(asked, $3, $5)"),
        SQL("SELECT * FROM credit_exposure_sums(%s, $2, $3, $4, $5, $6, $7)", DRAWING),
    )


def _facts(own, known, owed):
    return SQL(
        """
        WITH own (%(own_names)s) AS MATERIALIZED (%(own)s),
             known (%(known_names)s) AS MATERIALIZED (%(known)s),
             drawing AS MATERIALIZED (
             SELECT partner_id FROM known
              WHERE partner_id = ANY(ARRAY(SELECT partner_id FROM own))
                AND ($8 OR COALESCE(limit_state, 'not_assessed') <> 'not_assessed')
                AND NOT EXISTS (SELECT FROM known WHERE group_id IS NOT NULL)),
             drawn AS (
             INSERT INTO credit_pool AS pool (partner_id, company_id, group_id, draws)
             SELECT partner_id, $3, NULL, 1 FROM drawing ORDER BY partner_id
             ON CONFLICT (COALESCE(group_id, 0), COALESCE(partner_id, 0), COALESCE(company_id, 0))
             DO UPDATE SET draws = pool.draws + 1),
             owed AS MATERIALIZED (%(owed)s)
        SELECT own.*, %(no_known)s, %(no_owed)s FROM own
         UNION ALL
        SELECT %(no_own)s, known.*, partner_id = ANY(%(drawing)s), %(no_owed)s FROM known
         UNION ALL
        SELECT %(no_own)s, %(no_known)s, owed.* FROM owed
        """,
        own=own,
        own_names=_names(order_facts.COLUMNS),
        known=known,
        known_names=_names(customer_facts.COLUMNS),
        owed=owed,
        drawing=DRAWING,
        **{f"no_{part}": _nothing(part) for part in PARTS},
    )


def _names(columns):
    return SQL(", ".join(column.split(" ", 1)[0] for column in columns.split(", ")))


def _nothing(part):
    """The columns of a part in the rows of others."""
    types = (column.split(" ", 1)[1] for column in PARTS[part].split(", "))
    return SQL(", ".join(f"NULL::{one}" for one in types))
