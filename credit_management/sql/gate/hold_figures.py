"""Outcomes of the orders stopped in a period."""

from odoo.tools import SQL

from ..exposure.month_ends import entities
from ..exposure.paid_items import DUE, IS_ITEM, IS_PAYMENT, SETTLED, SETTLED_BY

ASKED = SQL("(hold.requested_on AT TIME ZONE 'UTC' AT TIME ZONE company.zone)::date")
DECIDED = SQL("(hold.decided_on AT TIME ZONE 'UTC' AT TIME ZONE company.zone)::date")
ORDERED = SQL("(so.date_order AT TIME ZONE 'UTC' AT TIME ZONE company.zone)::date")
# A document keeps its holds when it is deleted: then its number tells it.
STOPPED_ORDER = SQL("COALESCE(hold.order_id::text, 'invoice ' || hold.move_id, hold.order_name)")
WAS_RELEASED = SQL("hold.release_valid_until IS NOT NULL")


def outcomes(first, last, companies):
    """One row a legal entity. Columns: root_id, orders stopped, orders confirmed or stopped, hours to each release,
    refusals.

    Stopped is what was stopped in the period; released and refused what was decided in it.
    """
    return SQL(
        """
        WITH stopped AS (
             SELECT DISTINCT company.root_id, %(stopped_order)s AS number
               FROM credit_hold hold JOIN %(companies)s ON company.id = hold.company_id
              WHERE %(asked)s BETWEEN %(first)s AND %(last)s),
             checked AS (
             SELECT root_id, number FROM stopped
              UNION
             SELECT company.root_id, so.id::text
               FROM sale_order so JOIN %(companies)s ON company.id = so.company_id
              WHERE so.state = 'sale' AND %(ordered)s BETWEEN %(first)s AND %(last)s),
             decided AS (
             SELECT company.root_id,
                    ARRAY_AGG(EXTRACT(EPOCH FROM hold.decided_on - hold.requested_on)::float8 / 3600)
                    FILTER (WHERE %(released)s) AS hours,
                    COUNT(*) FILTER (WHERE hold.state = 'refused') AS refused
               FROM credit_hold hold JOIN %(companies)s ON company.id = hold.company_id
              WHERE %(decided)s BETWEEN %(first)s AND %(last)s
              GROUP BY company.root_id)
        SELECT root.id, (SELECT COUNT(*) FROM stopped WHERE root_id = root.id),
               (SELECT COUNT(*) FROM checked WHERE root_id = root.id), decided.hours, COALESCE(decided.refused, 0)
          FROM (SELECT DISTINCT root_id AS id FROM %(companies)s) root
     LEFT JOIN decided ON decided.root_id = root.id
        """,
        stopped_order=STOPPED_ORDER,
        companies=entities(companies),
        asked=ASKED,
        ordered=ORDERED,
        decided=DECIDED,
        released=WAS_RELEASED,
        first=first,
        last=last,
    )


def by_seller(first, last, companies):
    """Documents stopped in a period, let through by a release, and confirmed or stopped, by salesperson and team.

    Columns: user, team, stopped, released, checked. The team is that of the order or invoice.
    """
    return SQL(
        """
        WITH stopped AS (
             SELECT hold.salesperson_id AS user_id, COALESCE(so.team_id, move.team_id) AS team_id,
                    %(stopped_order)s AS number, BOOL_OR(%(released)s) AS is_released
               FROM credit_hold hold
               JOIN %(companies)s ON company.id = hold.company_id
          LEFT JOIN sale_order so ON so.id = hold.order_id
          LEFT JOIN account_move move ON move.id = hold.move_id
              WHERE %(asked)s BETWEEN %(first)s AND %(last)s
              GROUP BY 1, 2, 3),
             checked AS (
             SELECT user_id, team_id, number, is_released, TRUE AS is_stopped FROM stopped
              UNION ALL
             SELECT so.user_id, so.team_id, so.id::text, FALSE, FALSE
               FROM sale_order so JOIN %(companies)s ON company.id = so.company_id
              WHERE so.state = 'sale' AND %(ordered)s BETWEEN %(first)s AND %(last)s
                AND so.id::text NOT IN (SELECT number FROM stopped WHERE number IS NOT NULL))
        SELECT user_id, team_id, COUNT(*) FILTER (WHERE is_stopped), COUNT(*) FILTER (WHERE is_released), COUNT(*)
          FROM checked GROUP BY user_id, team_id
        """,
        stopped_order=STOPPED_ORDER,
        companies=entities(companies),
        asked=ASKED,
        ordered=ORDERED,
        released=WAS_RELEASED,
        first=first,
        last=last,
    )


def paid(first, last, companies, receivable_account_ids):
    """Payments, by its end, of orders released in a period. Columns: root_id, amount, days late."""
    return SQL(
        """
          WITH invoice AS (
               SELECT DISTINCT company.root_id, product.move_id
                 FROM credit_hold hold
                 JOIN %(companies)s ON company.id = hold.company_id
                 JOIN sale_order_line ordered ON ordered.order_id = hold.order_id
                 JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = ordered.id
                 JOIN account_move_line product ON product.id = rel.invoice_line_id
                WHERE %(released)s AND %(decided)s BETWEEN %(first)s AND %(last)s)
        SELECT invoice.root_id, (%(amount)s)::float8, settled.max_date - %(due)s
          FROM invoice
          JOIN account_move_line line ON line.move_id = invoice.move_id AND line.account_id = ANY(%(receivable)s)
          %(joined)s
         WHERE %(is_item)s AND (%(is_payment)s) AND settled.max_date <= %(last)s
        """,
        companies=entities(companies),
        released=WAS_RELEASED,
        decided=DECIDED,
        amount=SETTLED,
        due=DUE,
        receivable=list(receivable_account_ids),
        joined=SETTLED_BY,
        is_item=IS_ITEM,
        is_payment=IS_PAYMENT,
        first=first,
        last=last,
    )
