"""Posted receivables as they are now: the open rest of each, as rows or added up."""

from odoo.tools import SQL

from .due_dates import DUE, MOVED_TO
from .item_columns import details, item_id, wanted

# Columns of a receivable that items are made of, all of them in one index; and those that rows to be shown need beside.
LINE = SQL(
    "line.id, line.partner_id, line.company_id, line.date, line.invoice_date, line.date_maturity, line.credit_date_due"
)
LINE_SHOWN = SQL("%s, line.move_id, line.move_name, line.currency_id", LINE)
# The day of each company, for rows: their query knows it.
TODAY = SQL("(SELECT today FROM company WHERE company.id = line.company_id)")
RECEIPT_TODAY = SQL("(SELECT today FROM company WHERE company.id = receipt.company_id)")
FIRST_TODAY = SQL("(SELECT MIN(today) FROM company)")


def line_details(detailed, amount_currency):
    """The details of a receivable ``line``; being the first rows of all, they name the columns.

    The salesperson is left to whoever shows rows: looking each up in its entry takes longer than all else.
    """
    return details(
        detailed,
        id=SQL("%s AS id", item_id("line", 0)),
        reference=SQL("line.move_name AS reference"),
        document_partner_id=SQL("line.partner_id AS document_partner_id"),
        user_id=SQL("NULL::int AS user_id"),
        move_id=SQL("line.move_id"),
        order_id=SQL("NULL::int AS order_id"),
        payment_id=SQL("NULL::int AS payment_id"),
        amount_currency=SQL("%s AS amount_currency", amount_currency),
        currency_id=SQL("line.currency_id"),
        date_moved_to=SQL("%s AS date_moved_to", MOVED_TO),
    )


def rows(scope, detailed):
    """The open rest of posted receivables; a rest to the customer's good is unallocated.

    Receivables without a customer are among those of all. What settles an item counts from its day on: until then a
    receipt, credit note or write-off of a later day is not there, and the item stands open as if not matched with it.
    """
    return SQL(
        """
        SELECT CASE WHEN line.rest < 0 THEN 'unallocated' ELSE 'receivable' END AS category,
               partner.commercial_partner_id AS partner_id, line.company_id,
               COALESCE(line.invoice_date, line.date) AS date, %(due)s AS date_due,
               line.rest AS amount %(details)s
          FROM (%(lines)s) line
     LEFT JOIN res_partner partner ON partner.id = line.partner_id
        """,
        details=line_details(detailed, SQL("line.rest_currency")),
        due=DUE,
        lines=_lines(scope, len(wanted(detailed)) > 1),
    )


def summed(scope, days):
    """The same without whose they are, receivables of the same days added up.

    :param days: sql.exposure.days.Days
    """
    return SQL(
        """
        SELECT CASE WHEN day.is_credit THEN 'unallocated' ELSE 'receivable' END AS category, NULL::int AS partner_id,
               day.company_id, day.date, day.due AS date_due, day.amount, day.items
          FROM (SELECT line.rest < 0 AS is_credit, line.company_id, %(due)s AS due, %(date)s AS date,
                       SUM(NULLIF(line.rest, 'NaN')) AS amount, COUNT(*) AS items
                  FROM (%(lines)s) line
                 GROUP BY is_credit, line.company_id, due %(dated)s) day
        """,
        due=DUE,
        date=SQL("COALESCE(line.invoice_date, line.date)") if days.dated else SQL("NULL::date"),
        dated=SQL(", COALESCE(line.invoice_date, line.date)") if days.dated else SQL(),
        lines=_lines(scope, False, days.of("line"), days.settled),
    )


def _lines(scope, shown, today=TODAY, settled=None):
    """The receivables with the open ``rest`` of each; with ``rest_currency`` where rows are shown.

    :param settled: the rows of ``settled_later``, where they have been read; else the query has them as a table
    """
    later, is_open = SQL("settled_later"), SQL("line.id NOT IN (SELECT line_id FROM settled_later)")
    if settled is not None:
        ids, amounts, currencies = ([row[place] for row in settled] for place in (0, 2, 1))
        later = SQL("UNNEST(%s::int[], %s::numeric[], %s::numeric[])", ids, amounts, currencies)
        later = SQL("(SELECT * FROM %s AS later (line_id, amount, currency))", later)
        is_open = SQL("line.id <> ALL(%s::int[])", ids) if ids else SQL("TRUE")
    open_ = _open_lines(scope, shown, today, is_open)
    return open_ if settled == () else SQL("%s UNION ALL %s", open_, _settled_lines(scope, shown, later))


def _open_lines(scope, shown, today, is_open):
    return SQL(
        """
        SELECT %(columns)s, line.amount_residual AS rest %(currency)s
          FROM account_move_line line
         WHERE %(accounts)s AND line.reconciled IS NOT TRUE
           AND line.parent_state = 'posted' AND line.amount_residual <> 0 AND %(partners)s AND %(chosen)s
           AND (line.amount_residual > 0 OR line.date <= %(today)s)
           AND %(is_open)s
        """,
        columns=LINE_SHOWN if shown else LINE,
        currency=SQL(", line.amount_residual_currency AS rest_currency") if shown else SQL(),
        accounts=scope.accounts("line.account_id"),
        partners=scope.customers("line.partner_id"),
        chosen=scope.chosen("line", 0),
        today=today,
        is_open=is_open,
    )


def _settled_lines(scope, shown, later):
    return SQL(
        """
        SELECT %(columns)s, line.amount_residual + later.amount AS rest %(currency)s
          FROM %(later)s later
          JOIN account_move_line line ON line.id = later.line_id
         WHERE %(accounts)s AND line.parent_state = 'posted' AND %(partners)s AND %(chosen)s
        """,
        columns=LINE_SHOWN if shown else LINE,
        currency=SQL(", line.amount_residual_currency + later.currency AS rest_currency") if shown else SQL(),
        later=later,
        accounts=scope.accounts("line.account_id"),
        partners=scope.customers("line.partner_id"),
        chosen=scope.chosen("line", 0),
    )


def first_due(scope, count):
    """The due date of the last of so many open receivables, those due first before others: read from the index."""
    return SQL(
        """
        SELECT MAX(due) FROM (
               SELECT %(due)s AS due FROM account_move_line line
                WHERE line.reconciled IS NOT TRUE AND line.parent_state = 'posted' AND line.amount_residual <> 0
                  AND %(accounts)s
                ORDER BY %(due)s LIMIT %(count)s) line
        """,
        due=DUE,
        accounts=scope.accounts("line.account_id"),
        count=count,
    )


def settled_later(scope, today=RECEIPT_TODAY, first=None):
    """SELECT of receivables by what of them is matched with something of a later day: line_id, amount, currency.

    The amount is that of the matchings, with those of exchange differences: it is what the rest was lowered by.

    :param today: SQL of the day, of the company of ``receipt``
    :param first: SQL of the earliest of these days, where it is not the same for all
    """
    return SQL(
        """
        SELECT line.id AS line_id, SUM(settled.debit_amount_currency) AS currency,
               SUM(settled.amount) AS amount
          FROM account_partial_reconcile settled
          JOIN account_move_line receipt ON receipt.id = settled.credit_move_id AND receipt.date > %(today)s
          JOIN account_move_line line ON line.id = settled.debit_move_id
         WHERE %(later)s AND %(partners)s
           AND NOT (line.amount_currency = 0 AND line.currency_id <> line.company_currency_id)
         GROUP BY line.id
        """,
        today=today,
        later=_later(first or (FIRST_TODAY if today is RECEIPT_TODAY else today)),
        partners=scope.customers("line.partner_id"),
    )


def is_settled_later(today):
    """SQL condition that anything is matched with something of a later day, whoever owes it."""
    return SQL("EXISTS (SELECT FROM account_partial_reconcile settled WHERE %s)", _later(today))


def _later(today):
    # A range: for one bound alone, whose value it does not know, PostgreSQL expects a third of all matchings.
    return SQL("settled.max_date > %s AND settled.max_date < 'infinity'::date", today)
