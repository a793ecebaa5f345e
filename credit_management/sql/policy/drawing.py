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


def facts():
    """Rows of ``credit_order_facts``, of ``credit_customer_facts`` with whether the customer's pool has been drawn on,
    and of ``credit_exposure_sums`` for those.

    Drawn on are the pools of customers billed who have a limit, with ``everybody`` of all; of none where one belongs
    to a group: its pool comes before those of its members, see ``credit.pool``.
    """
    return SQL(
        """
        WITH own AS MATERIALIZED (SELECT * FROM credit_order_facts($1, $2)),
             known AS MATERIALIZED (
             SELECT * FROM credit_customer_facts(
                    ARRAY(SELECT partner_id FROM own UNION SELECT sold_to_id FROM own), $3, $5)),
             drawing AS MATERIALIZED (
             SELECT partner_id FROM known
              WHERE partner_id IN (SELECT partner_id FROM own)
                AND ($8 OR COALESCE(limit_state, 'not_assessed') <> 'not_assessed')
                AND NOT EXISTS (SELECT FROM known WHERE group_id IS NOT NULL)),
             drawn AS (
             INSERT INTO credit_pool AS pool (partner_id, company_id, group_id, draws)
             SELECT partner_id, $3, NULL, 1 FROM drawing ORDER BY partner_id
             ON CONFLICT (COALESCE(group_id, 0), COALESCE(partner_id, 0), COALESCE(company_id, 0))
             DO UPDATE SET draws = pool.draws + 1),
             owed AS MATERIALIZED (
             SELECT * FROM credit_exposure_sums(ARRAY(SELECT partner_id FROM drawing), $2, $3, $4, $5, $6, $7))
        SELECT own.*, known.*, owed.*
          FROM own
     FULL JOIN (SELECT known.*, partner_id IN (SELECT partner_id FROM drawing) FROM known) known ON FALSE
     FULL JOIN owed ON FALSE
        """
    )
