"""Receivables whose stored rest differs from what their entry and matchings say: Odoo keeps it, others may write it."""

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
