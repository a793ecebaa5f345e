"""The open items as they are now, summed: what present_items gives row by row, fit for many items.

Receivables are summed by partner and bucket before anything is looked up for them; of the
other sources there are few rows. What a legal entity decides about its aging comes as
constants: a join for it would cost as much as the sums. The tests hold these sums against
the rows.
"""

from dataclasses import dataclass
from datetime import date, datetime

from odoo.tools import SQL

from . import present_items


@dataclass(frozen=True)
class View:
    """How a legal entity looks at its items: itself and its branches, its day, its buckets, its horizon."""

    root_id: int
    company_ids: tuple
    today: date
    bucket_starts: tuple
    by_invoice_date: bool
    decimal_places: int
    later_from: datetime | None = None  # orders to be delivered from then on (UTC) do not count yet


def sums(views, scope):
    """SELECT of category, partner_id, root_id, amount, overdue, days_past_due and buckets.

    ``overdue`` is the overdue part of the amount, ``days_past_due`` the age of the oldest
    item in it, ``buckets`` an array of the amounts by bucket; all three are for receivables
    only. A customer may have several rows of a kind.

    """
    return SQL(" UNION ALL ").join(
        SQL("%s UNION ALL %s", receivable(view, scope), others(view, scope)) for view in views
    )


def others(view, scope):
    later = SQL("so.commitment_date >= %s", view.later_from) if view.later_from else SQL("FALSE")
    sources = (
        present_items.draft_invoice(scope, False),
        present_items.order(scope, False, later),
        present_items.clearing(scope, False),
    )
    return SQL(
        """
        SELECT category, partner_id, %(root)s, ROUND(amount, %(decimals)s)::float8, 0, 0, NULL
          FROM (%(items)s) item (category, partner_id, company_id, date, date_due, amount)
         WHERE company_id = ANY(%(companies)s)
        """,
        root=view.root_id,
        decimals=view.decimal_places,
        items=SQL(" UNION ALL ").join(sources),
        companies=list(view.company_ids),
    )


def receivable(view, scope):
    """Two sums: first by bucket, over all the lines, then by partner, over the few that are left."""
    due = SQL("COALESCE(line.date_maturity, line.date)")
    dated = SQL("COALESCE(line.invoice_date, line.date)")
    buckets = SQL(", ").join(
        SQL("COALESCE(SUM(amount) FILTER (WHERE owed AND GREATEST(bucket, 1) = %s), 0)", number)
        for number in range(1, len(view.bucket_starts) + 1)
    )
    return SQL(
        """
        SELECT * FROM (
          WITH bucketed AS MATERIALIZED (  -- apart, or PostgreSQL sorts all lines for the second sum's sake
               SELECT line.partner_id, line.amount_residual > 0 AS owed, %(due)s < %(today)s AS late,
                      WIDTH_BUCKET(%(today)s - %(dated)s, %(starts)s::int[]) AS bucket,
                      SUM(line.amount_residual)::float8 AS amount, MIN(%(due)s) AS oldest_due
                 FROM account_move_line line
                WHERE %(accounts)s AND line.reconciled IS NOT TRUE AND line.parent_state = 'posted'
                  AND line.amount_residual <> 0 AND line.company_id = ANY(%(companies)s) AND %(wanted)s
                GROUP BY 1, 2, 3, 4)
        SELECT CASE WHEN line.owed THEN 'receivable' ELSE 'unallocated' END AS category,
               partner.commercial_partner_id AS partner_id, %(root)s AS root_id, line.amount, line.overdue,
               CASE WHEN line.oldest_due < %(today)s THEN %(today)s - line.oldest_due ELSE 0 END AS days_past_due,
               line.buckets
          FROM (SELECT partner_id, owed, SUM(amount) AS amount,
                       COALESCE(SUM(amount) FILTER (WHERE owed AND late), 0) AS overdue,
                       MIN(oldest_due) FILTER (WHERE owed) AS oldest_due, ARRAY[%(buckets)s] AS buckets
                  FROM bucketed GROUP BY partner_id, owed) line
          JOIN res_partner partner ON partner.id = line.partner_id) receivable
        """,
        root=view.root_id,
        today=SQL("%s::date", view.today),
        starts=list(view.bucket_starts),
        buckets=buckets,
        due=due,
        dated=dated if view.by_invoice_date else due,
        accounts=scope.accounts("line.account_id"),
        companies=list(view.company_ids),
        wanted=scope.customers("line.partner_id"),
    )
