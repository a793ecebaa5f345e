"""The open items as they were at the end of a past day.

Postings and matchings after that day are undone. What Odoo keeps no history of is seen
as it is now: quantities and prices of an order, and whether it was cancelled since.
Receipts in clearing are left out, but for those of other addons, which keep when they were.
"""

from odoo.tools import SQL

from . import claim, present_items
from .due_dates import DUE
from .receivables import line_details


def items(as_of, scope, detailed):
    sources = (receivable, draft_invoice, order, *(more.past for more in scope.more))
    return scope.within(SQL(" UNION ALL ").join(source(as_of, scope, detailed) for source in sources))


def receivable(as_of, scope, detailed):
    """Receivables posted by then, less what was matched by then.

    The rest in foreign currency decides: exchange entries are dated at the end of the
    month, and until then company amounts leave a remainder on what is paid. Lines
    without foreign amount are those entries themselves.
    """
    return SQL(
        """
        SELECT CASE WHEN rest.amount < 0 THEN 'unallocated' ELSE 'receivable' END AS category,
               partner.commercial_partner_id AS partner_id, line.company_id,
               COALESCE(line.invoice_date, line.date) AS date, %(due)s AS date_due,
               rest.amount %(details)s
          FROM account_move_line line
     LEFT JOIN res_partner partner ON partner.id = line.partner_id
    CROSS JOIN LATERAL (
               SELECT COALESCE(SUM(amount), 0) AS amount, COALESCE(SUM(debit_amount_currency), 0) AS currency
                 FROM %(matchings)s WHERE debit_move_id = line.id AND max_date <= %(as_of)s) debit
    CROSS JOIN LATERAL (
               SELECT COALESCE(SUM(amount), 0) AS amount, COALESCE(SUM(credit_amount_currency), 0) AS currency
                 FROM %(matchings)s WHERE credit_move_id = line.id AND max_date <= %(as_of)s) credit
    CROSS JOIN LATERAL (
               SELECT line.amount_currency - debit.currency + credit.currency AS currency,
                      CASE WHEN line.currency_id = line.company_currency_id
                           THEN line.balance - debit.amount + credit.amount
                           ELSE line.balance * (line.amount_currency - debit.currency + credit.currency)
                                / NULLIF(line.amount_currency, 0) END AS amount) rest
         WHERE %(accounts)s AND line.parent_state = 'posted' AND line.date <= %(as_of)s
           AND NOT (line.amount_currency = 0 AND line.currency_id <> line.company_currency_id)
           AND ROUND(rest.amount, 6) <> 0 AND %(partners)s AND %(chosen)s
        """,
        details=line_details(detailed, SQL("rest.currency")),
        due=DUE,
        accounts=scope.accounts("line.account_id"),
        matchings=scope.matchings(as_of),
        as_of=as_of,
        partners=scope.customers("line.partner_id"),
        chosen=scope.chosen("line", 0),
    )


def draft_invoice(as_of, scope, detailed):
    """Invoices made by then and posted later, if at all, as far as they come from no order."""
    return present_items.draft_invoice(
        scope,
        detailed,
        SQL(
            "(move.state = 'draft' OR (move.state = 'posted' AND move.date > %(as_of)s))"
            " AND move.create_date::date <= %(as_of)s",
            as_of=as_of,
        ),
        today=SQL("%s::date", as_of),
    )


def order(as_of, scope, detailed):
    """Orders confirmed by then, as far as no invoice posted by then covers them."""
    condition = SQL(
        "so.state = 'sale' AND so.date_order < %s::date + 1 AND %s AND %s",
        as_of,
        scope.customers("so.partner_invoice_id"),
        scope.chosen("so", 2),
    )
    return present_items.order_rows(detailed, claim.orders(condition, when=SQL("move.date <= %s", as_of)))
