"""What has been paid online for one document, as far as it is still there for it.

A payment that was given back is none, whoever gave it back and however: by the provider, by a payment out that was
matched with it, or by a credit note. Neither is one that was cancelled after it had been booked, nor one that has
settled something else by now. What was authorised counts until it is captured, in part or as a whole, or voided.
"""

from odoo.tools import SQL


def prepaid(linked, receivable_account_ids, own=None, credited=None):
    """SELECT of one row: ``total``; of it ``unbooked``, and ``unmatched``: booked, but matched with nothing.

    ``unbooked`` is what the ledger does not know: below zero where it knows a payment that is being given back.

    :param linked: SQL of a table ``rel`` of the document's transactions, with its condition on them
    :param own: SQL condition on an invoice line, ``item`` of ``debit.move_id``: it is one of the document
    :param credited: SQL of the amount of credit notes, that is of what was paid of the document's invoices for nothing
    """
    return SQL(
        """
        SELECT SUM(kept.total)
               - CASE WHEN SUM(kept.own) > 0 THEN LEAST(SUM(kept.own), %(credited)s) ELSE 0 END AS total,
               COALESCE(SUM(kept.total) FILTER (WHERE payment.move_id IS NULL), 0)
               - COALESCE(SUM(money.due_back) FILTER (WHERE payment.move_id IS NOT NULL), 0) AS unbooked,
               SUM(LEAST(kept.total + money.due_back, booked.unmatched)) FILTER (WHERE payment.move_id IS NOT NULL)
               AS unmatched
          FROM %(linked)s AS rel
          JOIN payment_transaction tx ON tx.id = rel.transaction_id
    CROSS JOIN LATERAL (%(money)s) money
     LEFT JOIN account_payment payment ON payment.id = money.payment_id
     LEFT JOIN LATERAL (%(booked)s) booked ON payment.move_id IS NOT NULL
    CROSS JOIN LATERAL (
               SELECT CASE WHEN payment.state IN ('draft', 'canceled', 'rejected') THEN 0
                           ELSE GREATEST(LEAST(money.amount, booked.unmatched + booked.own), 0) END AS total,
                      booked.own AS own) kept
        """,
        linked=linked,
        money=MONEY,
        booked=_booked(receivable_account_ids, own),
        credited=credited or SQL("0"),
    )


# The transaction less what was given back, captured or voided of it; and what was captured, less what was given back.
# What the provider gives back of a payment that is booked is in the ledger a little later: until then it is due back.
MONEY = SQL(
    """
    SELECT money.payment_id, money.amount + refunded.amount AS amount, -refunded.unbooked AS due_back
      FROM (SELECT tx.id, tx.payment_id,
                   tx.amount - COALESCE((SELECT SUM(part.amount) FROM payment_transaction part
                                          WHERE part.source_transaction_id = tx.id AND part.operation = tx.operation
                                            AND part.state IN ('done', 'cancel')), 0) AS amount
             UNION ALL
            SELECT part.id, part.payment_id, part.amount
              FROM payment_transaction part
             WHERE part.source_transaction_id = tx.id AND part.operation = tx.operation AND part.state = 'done') money
CROSS JOIN LATERAL (
           SELECT COALESCE(SUM(refund.amount), 0) AS amount,
                  COALESCE(SUM(refund.amount) FILTER (WHERE refund.payment_id IS NULL), 0) AS unbooked
             FROM payment_transaction refund
            WHERE refund.source_transaction_id = money.id AND refund.operation = 'refund'
              AND refund.state IN ('pending', 'authorized', 'done')) refunded
    """
)


def _booked(receivable_account_ids, own):
    """How much of the ``payment`` is matched with nothing, and how much with invoices of the document itself."""
    matched = SQL("0")
    if own:
        matched = SQL(
            """
            COALESCE((SELECT SUM(matched.credit_amount_currency)
                        FROM account_move_line receipt
                        JOIN account_partial_reconcile matched ON matched.credit_move_id = receipt.id
                        JOIN account_move_line debit ON debit.id = matched.debit_move_id
                       WHERE receipt.move_id = payment.move_id AND receipt.account_id = ANY(%(accounts)s)
                         AND EXISTS (SELECT FROM account_move_line item WHERE item.move_id = debit.move_id AND %(own)s)
                     ), 0)
            """,
            accounts=receivable_account_ids,
            own=own,
        )
    return SQL(
        """
        SELECT COALESCE(-SUM(receipt.amount_residual_currency), 0) AS unmatched, %(matched)s AS own
          FROM account_move_line receipt
         WHERE receipt.move_id = payment.move_id AND receipt.account_id = ANY(%(accounts)s)
           AND receipt.parent_state = 'posted'
        """,
        accounts=receivable_account_ids,
        matched=matched,
    )
