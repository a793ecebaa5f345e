"""The open items as they are now, summed: what present_items gives row by row, fit for many items.

Receivables are summed by partner and bucket before anything is looked up for them; of the
other sources there are few rows. What a legal entity decides about its aging comes as
constants: a join for it would cost as much as the sums. The tests hold these sums against
the rows.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from odoo.tools import SQL

from ...core.exposure.exposure import DISPUTED
from . import present_items, receivables
from .due_dates import DUE
from .item_columns import rounded
from .scope import array

# The entry of a line, where somebody has sold it: the condition is that of the index _credit_sold_by.
SOLD_BY = SQL("LEFT JOIN account_move move ON move.id = line.move_id AND move.invoice_user_id IS NOT NULL")


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
    exact: bool = True  # else the sums of each customer are floats, for who rounds what they add up to
    settled_later: bool = True  # whether anything may be matched with a receipt of a later day: see receivables
    drafts: bool = True  # whether there may be draft invoices


def sums(views, scope, others, with_more=True):
    """SELECT of partner_id, root_id, category, amount, overdue, days_past_due and buckets.

    ``overdue`` is the overdue part of the amount, ``days_past_due`` the age of the oldest
    item in it, ``buckets`` an array of the amounts by bucket; all three are for receivables
    only. A customer may have several rows of a kind.

    :param others: gives the SQL of what is no receivable, for a view and a scope; None for receivables alone
    :param with_more: whether with the items of other addons, where there may be any
    """
    sources = (receivable, *((others,) if others else ()), *((beside,) if scope.more and with_more else ()))
    return scope.within(SQL(" UNION ALL ").join(source(view, scope) for view in views for source in sources))


def is_long(view, scope):
    """SQL condition that sums of certain customers need what only few have: items matched with a receipt of a later
    day, draft invoices.
    """
    return SQL("%s OR %s", receivables.is_settled_later(view.today), present_items.is_drafted(scope.partner_ids))


def not_receivable(view, scope):
    later = SQL("so.commitment_date >= %s", view.later_from) if view.later_from else SQL("FALSE")
    today = SQL("%s::date", view.today)
    sources = [present_items.order(scope, False, later), present_items.clearing(scope, False, today)]
    if view.drafts:
        sources.append(present_items.draft_invoice(scope, False, today=today))
    return SQL(
        """
        SELECT partner_id, %(root)s, category, (%(amount)s)::float8, 0::float8, 0, NULL::float8[]
          FROM (%(items)s) item (category, partner_id, company_id, date, date_due, amount)
         WHERE company_id = ANY(%(companies)s)
        """,
        root=view.root_id,
        amount=rounded(SQL("amount"), view.decimal_places),
        items=SQL(" UNION ALL ").join(sources),
        companies=array(view.company_ids),
    )


def beside(view, scope, by_user=False):
    """The items of other addons; receivables among them have their age and bucket, as rows have."""
    today = SQL("%s::date", view.today)
    dated = SQL("date") if view.by_invoice_date else SQL("date_due")
    scope = replace(scope, today=lambda _table: today)
    owed = SQL("category = 'receivable'")
    amount = SQL("(%s)::float8", rounded(SQL("amount"), view.decimal_places))
    bucket = SQL("COALESCE(GREATEST(WIDTH_BUCKET(%s - %s, %s), 1), 1)", today, dated, list(view.bucket_starts))
    buckets = SQL(", ").join(
        SQL("CASE WHEN %s = %s THEN %s ELSE 0 END", bucket, number, amount)
        for number in range(1, len(view.bucket_starts) + 1)
    )
    return SQL(
        """
        SELECT partner_id, %(root)s, category, %(amount)s,
               CASE WHEN %(owed)s AND date_due < %(today)s THEN %(amount)s ELSE 0 END::float8,
               CASE WHEN %(owed)s THEN COALESCE(GREATEST(%(today)s - date_due, 0), 0) ELSE 0 END,
               CASE WHEN %(owed)s THEN ARRAY[%(buckets)s]::float8[] END %(user)s
          FROM (%(items)s) item (category, partner_id, company_id, date, date_due, amount %(user)s)
         WHERE company_id = ANY(%(companies)s)
        """,
        root=view.root_id,
        user=SQL(", user_id") if by_user else SQL(),
        amount=amount,
        owed=owed,
        today=today,
        buckets=buckets,
        items=SQL(" UNION ALL ").join(more.present(scope, ("user_id",) if by_user else False) for more in scope.more),
        companies=array(view.company_ids),
    )


def receivable(view, scope, by_user=False):
    """Sums by partner, of what is owed and of what is to the customer's good, in one pass over the lines.

    :param by_user: and by the salesperson of the invoice, in a column ``user_id`` after the others
    """
    return SQL(
        """
        SELECT %(customer)s AS partner_id, %(root)s AS root_id,
               CASE WHEN line.owed THEN 'receivable' ELSE 'unallocated' END AS category,
               (%(amount)s)::float8 AS amount,
               CASE WHEN line.owed THEN line.late ELSE 0 END::float8 AS overdue,
               CASE WHEN line.owed THEN GREATEST(%(today)s - line.oldest_due, 0) ELSE 0 END AS days_past_due,
               CASE WHEN line.owed THEN ARRAY[%(buckets)s]::float8[] END AS buckets %(user)s
          FROM (SELECT partner_id, amount > 0 AS owed, COALESCE(SUM(amount) FILTER (WHERE due < %(today)s), 0) AS late,
                       MIN(due) AS oldest_due, %(bucket_sums)s %(user)s
                  FROM (%(lines)s) line
                 GROUP BY partner_id, owed %(user)s) line
        """,
        user=SQL(", user_id") if by_user else SQL(),
        customer=scope.customer_of("line.partner_id"),
        root=view.root_id,
        today=SQL("%s::date", view.today),
        amount=SQL(" + ").join(bucket_columns(view)),
        buckets=SQL(", ").join(bucket_columns(view)),
        bucket_sums=SQL(", ").join(bucket_sums(view)),
        lines=_lines(view, scope, by_user),
    )


def _lines(view, scope, by_user=False):
    """The open rest of each line, as the rows of receivables have it: partner_id, amount, due and dated."""
    dated = SQL("COALESCE(line.invoice_date, line.date)") if view.by_invoice_date else DUE
    today = SQL("%s::date", view.today)
    shared = {
        "due": DUE,
        "dated": dated,
        "user": SQL(", move.invoice_user_id AS user_id") if by_user else SQL(),
        "move": SOLD_BY if by_user else SQL(),
        "accounts": scope.accounts("line.account_id"),
        "companies": array(view.company_ids),
    }
    open_ = SQL(
        """
        SELECT line.partner_id, line.amount_residual AS amount, %(due)s AS due, %(dated)s AS dated %(user)s
          FROM account_move_line line %(move)s
         WHERE %(accounts)s AND line.reconciled IS NOT TRUE AND line.parent_state = 'posted'
           AND line.amount_residual <> 0 AND line.company_id = ANY(%(companies)s) AND %(wanted)s
           AND (line.amount_residual > 0 OR line.date <= %(today)s)
        """,
        today=today,
        wanted=scope.customers("line.partner_id"),
        **shared,
    )
    if not view.settled_later:
        return open_  # alone, and nothing between it and its sums: PostgreSQL adds up with several processes
    return SQL(
        """
        (%(open)s
         OFFSET 0)  -- apart, or PostgreSQL works out the dates anew for each sum
          UNION ALL
         SELECT line.partner_id, later.amount, %(due)s, %(dated)s %(user)s
           FROM (%(later)s) later
           JOIN account_move_line line ON line.id = later.line_id %(move)s
          WHERE %(accounts)s AND line.parent_state = 'posted' AND line.company_id = ANY(%(companies)s)
        """,
        open=open_,
        later=receivables.settled_later(scope, today),
        **shared,
    )


def overdue(view, scope):
    """Overdue items of certain customers. Columns: partner_id, days past due, amount."""
    return scope.within(
        SQL(
            """
            SELECT %(customer)s, %(today)s::date - line.due, line.amount::float8
              FROM (%(lines)s) line
             WHERE line.amount > 0 AND line.due < %(today)s
            """,
            customer=scope.customer_of("line.partner_id"),
            today=view.today,
            lines=_lines(view, scope),
        )
    )


def let_off(view, scope):
    """What does not count of overdue items of certain customers, as other addons say, with the columns of overdue."""
    today = SQL("%s::date", view.today)
    scope = replace(scope, today=lambda _table: today)
    return scope.within(
        SQL(
            """
            SELECT partner_id, %(today)s - date_due, -(%(amount)s)::float8
              FROM (%(items)s) item (category, partner_id, company_id, date, date_due, amount)
             WHERE category = %(disputed)s AND date_due < %(today)s AND company_id = ANY(%(companies)s)
            """,
            today=today,
            amount=rounded(SQL("amount"), view.decimal_places),
            items=SQL(" UNION ALL ").join(more.present(scope, False) for more in scope.more),
            disputed=DISPUTED,
            companies=array(view.company_ids),
        )
    )


def bucket_columns(view):
    return [SQL.identifier(f"bucket_{number}") for number in range(1, len(view.bucket_starts) + 1)]


def bucket_sums(view):
    """The sum of each bucket, by days: comparing dates is cheaper than counting the days of each line.

    The first bucket takes what is younger than its start as well.
    """
    newest = [day_before(view.today, start) for start in view.bucket_starts[1:]]
    since = [SQL("dated > %s::date", day) for day in newest]
    until = [SQL("dated <= %s::date", day) for day in newest]
    cast = SQL() if view.exact else SQL("::float8")  # here, or it would be done again wherever the sum is read
    conditions = zip([SQL("TRUE"), *until], [*since, SQL("TRUE")], strict=True)
    for column, (younger, older) in zip(bucket_columns(view), conditions, strict=True):
        yield SQL("COALESCE(SUM(amount) FILTER (WHERE %s AND %s), 0)%s AS %s", younger, older, cast, column)


def day_before(day, days):
    farthest = (day - date.min).days  # no date lies before
    return day - timedelta(days=min(days, farthest))
