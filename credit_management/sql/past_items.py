"""The open items as they were at the end of a past day.

Postings and matchings after that day are undone. What Odoo keeps no history of is seen
as it is now: quantities and prices of an order, and whether it was cancelled since.
Receipts in clearing are left out.
"""

from odoo.tools import SQL

from . import present_items
from .present_items import INVOICED, KINDS, RECEIVABLE_ACCOUNTS


def items(as_of, partners):
    sources = (receivable, draft_invoice, order)
    return SQL(" UNION ALL ").join(source(as_of, partners) for source in sources)


def receivable(as_of, partners):
    """Receivables posted by then, less what was matched by then.

    The rest in foreign currency decides: exchange entries are dated at the end of the
    month, and until then company amounts leave a remainder on what is paid. Lines
    without foreign amount are those entries themselves.
    """
    return SQL(
        """
        SELECT id, CASE WHEN amount < 0 THEN 'unallocated' ELSE 'receivable' END AS category, reference, partner_id,
               document_partner_id, company_id, user_id, move_id, NULL::int AS order_id, NULL::int AS payment_id,
               date, date_due, amount, amount_currency, currency_id
          FROM (
        SELECT line.id::bigint * %(kinds)s AS id, line.move_name AS reference,
               partner.commercial_partner_id AS partner_id, line.partner_id AS document_partner_id,
               line.company_id, move.invoice_user_id AS user_id, line.move_id,
               COALESCE(line.invoice_date, line.date) AS date, COALESCE(line.date_maturity, line.date) AS date_due,
               CASE WHEN line.currency_id = line.company_currency_id
                    THEN line.balance - COALESCE(debit.amount, 0) + COALESCE(credit.amount, 0)
                    ELSE line.balance * (line.amount_currency - COALESCE(debit.currency, 0)
                         + COALESCE(credit.currency, 0)) / NULLIF(line.amount_currency, 0) END AS amount,
               line.amount_currency - COALESCE(debit.currency, 0) + COALESCE(credit.currency, 0) AS amount_currency,
               line.currency_id
          FROM account_move_line line
          JOIN res_partner partner ON partner.id = line.partner_id
     LEFT JOIN account_move move ON move.id = line.move_id
     LEFT JOIN LATERAL (
               SELECT SUM(amount) AS amount, SUM(debit_amount_currency) AS currency
                 FROM account_partial_reconcile WHERE debit_move_id = line.id AND max_date <= %(as_of)s) debit ON TRUE
     LEFT JOIN LATERAL (
               SELECT SUM(amount) AS amount, SUM(credit_amount_currency) AS currency
                 FROM account_partial_reconcile WHERE credit_move_id = line.id AND max_date <= %(as_of)s) credit ON TRUE
         WHERE line.account_id = ANY(%(accounts)s) AND line.parent_state = 'posted' AND line.date <= %(as_of)s
           AND NOT (line.amount_currency = 0 AND line.currency_id <> line.company_currency_id) %(partners)s) line
         WHERE ROUND(amount, 6) <> 0
        """,
        kinds=KINDS,
        accounts=RECEIVABLE_ACCOUNTS,
        as_of=as_of,
        partners=partners,
    )


def draft_invoice(as_of, partners):
    """Invoices made by then and posted later, if at all, as far as they come from no order."""
    return present_items.draft_invoice(
        partners,
        SQL(
            "(move.state = 'draft' OR (move.state = 'posted' AND move.date > %(as_of)s))"
            " AND move.create_date::date <= %(as_of)s",
            as_of=as_of,
        ),
    )


def order(as_of, partners):
    """Orders confirmed by then, as far as no invoice posted by then covers them."""
    return SQL(
        """
        SELECT so.id::bigint * %(kinds)s + 2, 'order', so.name, partner.commercial_partner_id,
               so.partner_invoice_id, so.company_id, so.user_id, NULL, so.id, NULL,
               so.date_order::date, NULL,
               rest.amount / COALESCE(NULLIF(so.currency_rate, 0), 1), rest.amount, so.currency_id
          FROM sale_order so
          JOIN res_partner partner ON partner.id = so.partner_invoice_id
          JOIN LATERAL (
               SELECT SUM(CASE WHEN line.is_downpayment THEN 0 WHEN so.credit_closed_short
                          THEN line.qty_delivered * line.price_total / NULLIF(line.product_uom_qty, 0)
                          ELSE line.price_total END - COALESCE(invoiced.amount, 0)) AS amount
                 FROM sale_order_line line
            LEFT JOIN LATERAL (
                      SELECT SUM(%(invoiced)s) AS amount
                        FROM sale_order_line_invoice_rel rel
                        JOIN account_move_line item ON item.id = rel.invoice_line_id
                        JOIN account_move move ON move.id = item.move_id
                       WHERE rel.order_line_id = line.id AND move.state = 'posted' AND move.date <= %(as_of)s
                      ) invoiced ON TRUE
                WHERE line.order_id = so.id AND line.display_type IS NULL
               ) rest ON rest.amount > 0
         WHERE so.state = 'sale' AND so.date_order < %(as_of)s::date + 1 %(partners)s
        """,
        kinds=KINDS,
        invoiced=INVOICED,
        as_of=as_of,
        partners=partners,
    )
