"""The open items as they were at the end of a past day.

Postings and matchings after that day are undone. What Odoo keeps no history of is seen
as it is now: quantities and prices of an order, and whether it was cancelled since.
Receipts in clearing are left out.
"""

from odoo.tools import SQL

from . import present_items
from .present_items import RECEIVABLE_ACCOUNTS, details, item_id


def items(as_of, partners, detailed):
    sources = (receivable, draft_invoice, order)
    return SQL(" UNION ALL ").join(source(as_of, partners, detailed) for source in sources)


def receivable(as_of, partners, detailed):
    """Receivables posted by then, less what was matched by then.

    The rest in foreign currency decides: exchange entries are dated at the end of the
    month, and until then company amounts leave a remainder on what is paid. Lines
    without foreign amount are those entries themselves.
    """
    return SQL(
        """
        SELECT CASE WHEN rest.amount < 0 THEN 'unallocated' ELSE 'receivable' END AS category,
               partner.commercial_partner_id AS partner_id, line.company_id,
               COALESCE(line.invoice_date, line.date) AS date, COALESCE(line.date_maturity, line.date) AS date_due,
               rest.amount %(details)s
          FROM account_move_line line
          JOIN res_partner partner ON partner.id = line.partner_id
    CROSS JOIN LATERAL (
               SELECT COALESCE(SUM(amount), 0) AS amount, COALESCE(SUM(debit_amount_currency), 0) AS currency
                 FROM account_partial_reconcile WHERE debit_move_id = line.id AND max_date <= %(as_of)s) debit
    CROSS JOIN LATERAL (
               SELECT COALESCE(SUM(amount), 0) AS amount, COALESCE(SUM(credit_amount_currency), 0) AS currency
                 FROM account_partial_reconcile WHERE credit_move_id = line.id AND max_date <= %(as_of)s) credit
    CROSS JOIN LATERAL (
               SELECT line.amount_currency - debit.currency + credit.currency AS currency,
                      CASE WHEN line.currency_id = line.company_currency_id
                           THEN line.balance - debit.amount + credit.amount
                           ELSE line.balance * (line.amount_currency - debit.currency + credit.currency)
                                / NULLIF(line.amount_currency, 0) END AS amount) rest
         WHERE line.account_id = ANY(%(accounts)s) AND line.parent_state = 'posted' AND line.date <= %(as_of)s
           AND NOT (line.amount_currency = 0 AND line.currency_id <> line.company_currency_id)
           AND ROUND(rest.amount, 6) <> 0 %(partners)s
        """,
        details=details(
            detailed,
            id=SQL("%s AS id", item_id("line", 0)),
            reference=SQL("line.move_name AS reference"),
            document_partner_id=SQL("line.partner_id AS document_partner_id"),
            user_id=SQL("(SELECT invoice_user_id FROM account_move WHERE id = line.move_id) AS user_id"),
            move_id=SQL("line.move_id"),
            order_id=SQL("NULL::int AS order_id"),
            payment_id=SQL("NULL::int AS payment_id"),
            amount_currency=SQL("rest.currency AS amount_currency"),
            currency_id=SQL("line.currency_id"),
        ),
        accounts=RECEIVABLE_ACCOUNTS,
        as_of=as_of,
        partners=partners,
    )


def draft_invoice(as_of, partners, detailed):
    """Invoices made by then and posted later, if at all, as far as they come from no order."""
    return present_items.draft_invoice(
        partners,
        detailed,
        SQL(
            "(move.state = 'draft' OR (move.state = 'posted' AND move.date > %(as_of)s))"
            " AND move.create_date::date <= %(as_of)s",
            as_of=as_of,
        ),
    )


def order(as_of, partners, detailed):
    """Orders confirmed by then, as far as no invoice posted by then covers them."""
    return present_items.order_rows(
        detailed,
        SQL(
            """
            SELECT so.id, partner.commercial_partner_id,
                   SUM(CASE WHEN line.is_downpayment THEN 0 WHEN so.credit_closed_short
                            THEN line.qty_delivered * line.price_total / NULLIF(line.product_uom_qty, 0)
                            ELSE line.price_total END - COALESCE(invoiced.amount, 0)) AS amount
              FROM sale_order so
              JOIN res_partner partner ON partner.id = so.partner_invoice_id
              JOIN sale_order_line line ON line.order_id = so.id AND line.display_type IS NULL
         LEFT JOIN LATERAL (%(posted)s) invoiced ON TRUE
             WHERE so.state = 'sale' AND so.date_order < %(as_of)s::date + 1 %(partners)s
             GROUP BY so.id, partner.commercial_partner_id
            """,
            posted=present_items.line_posted(SQL("move.date <= %s", as_of)),
            as_of=as_of,
            partners=partners,
        ),
    )
