"""Receivables of companies at the ends of past days, and their sales on credit by month."""

from odoo.tools import SQL

from . import past_items


def entities(companies):
    """Companies with their legal entity, decimal places and time zone, to be joined.

    :param companies: tuples of company id, root id, decimal places, time zone
    """
    rows = SQL(", ").join(SQL("(%s, %s, %s, %s)", *one) for one in companies)
    return SQL("(VALUES %s) company (id, root_id, decimal_places, zone)", rows)


def balances(days, starts, companies, scope, by_age=False):
    """Receivables by days past due, at the ends of several days. Columns: day, root_id, band, amount.

    A band is counted from 0. Due dates decide, whatever the company's aging goes by.

    :param starts: first day past due of every band
    :param by_age: by the days since the invoice instead, for provisions by the age of a debt
    """
    rows = (_balances(SQL("%s::date", day), day, starts, companies, scope, by_age) for day in days)
    return scope.within(SQL(" UNION ALL ").join(rows))


def customer_balances(day, starts, companies, scope, by_age=False):
    """The same by customer, at the end of one day. Columns: customer, root_id, band, amount."""
    return scope.within(_balances(SQL("item.partner_id"), day, starts, companies, scope, by_age))


def _balances(whose, day, starts, companies, scope, by_age=False):
    return SQL(
        """
        SELECT %(whose)s, company.root_id,
               WIDTH_BUCKET(GREATEST(%(day)s::date - %(since)s, 0), %(starts)s) - 1 AS band,
               SUM(ROUND(item.amount::numeric, company.decimal_places))::float8
          FROM (%(items)s) item
          JOIN %(companies)s ON company.id = item.company_id
         WHERE item.category = 'receivable'
         GROUP BY 1, company.root_id, band
        """,
        whose=whose,
        since=SQL("item.date") if by_age else SQL("item.date_due"),
        day=day,
        starts=list(starts),
        items=past_items.receivable(day, scope, False),
        companies=entities(companies),
    )


def sales(first, last, companies, scope):
    """Invoices less credit notes by month, taxes included. Columns: first day of the month, root_id, amount."""
    return SQL(
        """
        SELECT DATE_TRUNC('month', line.date)::date, company.root_id, SUM(line.balance)::float8
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
           AND move.move_type IN ('out_invoice', 'out_receipt', 'out_refund')
          JOIN %(companies)s ON company.id = line.company_id
         WHERE %(accounts)s AND line.parent_state = 'posted'
           AND line.date BETWEEN %(first)s AND %(last)s
         GROUP BY 1, 2
        """,
        companies=entities(companies),
        accounts=scope.accounts("line.account_id"),
        first=first,
        last=last,
    )
