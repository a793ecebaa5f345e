"""Stored figures that differ from what they follow from: Odoo keeps them, who writes beside it may change them.

Receivables whose rest is another one than entry and matchings say, orders whose total is another one than their lines.
"""

from odoo.tools import SQL


def by_customer(receivable_account_ids):
    """SELECT of commercial partner, root company and the number of such journal items."""
    return SQL(
        """
        SELECT bill.commercial_partner_id, SPLIT_PART(company.parent_path, '/', 1)::int, COUNT(*)
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
          JOIN res_company company ON company.id = line.company_id
          JOIN res_currency currency ON currency.id = company.currency_id
     LEFT JOIN res_partner bill ON bill.id = line.partner_id
     LEFT JOIN (SELECT debit_move_id AS id, SUM(amount) AS amount FROM account_partial_reconcile GROUP BY 1) paid
            ON paid.id = line.id
     LEFT JOIN (SELECT credit_move_id AS id, SUM(amount) AS amount FROM account_partial_reconcile GROUP BY 1) used
            ON used.id = line.id
    CROSS JOIN LATERAL (SELECT line.balance - COALESCE(paid.amount, 0) + COALESCE(used.amount, 0) AS amount) rest
         WHERE line.account_id = ANY(%s)
           AND (line.parent_state IS DISTINCT FROM move.state
                OR (move.state = 'posted'
                    AND (ABS(line.amount_residual - rest.amount) >= currency.rounding / 2
                         OR (line.reconciled AND ABS(rest.amount) >= currency.rounding / 2)
                         OR line.amount_residual IS NULL)))
         GROUP BY 1, 2
        """,
        list(receivable_account_ids),
    )


def orders_by_customer():
    """SELECT of commercial partner, root company and the names of open orders that say another total than their lines.

    A claim believes the total of an order of which nothing is invoiced. Tax rounded on the whole order makes up to a
    coin a line; a discount for early payment that lowers the tax is part of no line.
    """
    return SQL(
        """
        SELECT bill.commercial_partner_id, SPLIT_PART(company.parent_path, '/', 1)::int,
               STRING_AGG(so.name, ', ' ORDER BY so.id)
          FROM sale_order so
          JOIN res_partner bill ON bill.id = so.partner_invoice_id
          JOIN res_company company ON company.id = so.company_id
          JOIN res_currency currency ON currency.id = so.currency_id
     LEFT JOIN account_payment_term term ON term.id = so.payment_term_id
    CROSS JOIN LATERAL (SELECT COALESCE(SUM(price_total), 0) AS total, COUNT(*) AS count
                          FROM sale_order_line line
                         WHERE line.order_id = so.id AND line.display_type IS NULL) lines
         WHERE so.state = 'sale' AND so.invoice_status IS DISTINCT FROM 'invoiced'
           AND (term.early_discount AND term.early_pay_discount_computation = 'mixed') IS NOT TRUE
           AND ABS(COALESCE(so.amount_total, 0) - lines.total) > lines.count * currency.rounding + 0.000001
         GROUP BY 1, 2
        """
    )
