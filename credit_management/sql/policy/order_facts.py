"""Facts about orders whatever their state, one row an order: its claim, and what is paid for it."""

from odoo.tools import SQL

from ..exposure import claim, order_size
from ..exposure.scope import array


def facts(order_ids, receivable_account_ids):
    """One row an order.

    Columns: id, the commercial partner it is billed to, whether it is confirmed, claim, what is
    prepaid and not booked yet, what is prepaid and booked but matched with nothing, all that is
    prepaid, all in the order's currency; the commercial partner it is sold to; what its lines come to, what posted
    invoices took beyond them, and the number of lines of both.
    """
    return SQL(
        """
        SELECT so.id, bill.commercial_partner_id, so.state = 'sale', COALESCE(claimed.claim, 0)::float8,
               COALESCE(prepaid.unbooked, 0)::float8, COALESCE(prepaid.unmatched, 0)::float8,
               COALESCE(prepaid.total, 0)::float8, sold.commercial_partner_id, COALESCE(claimed.lines, 0)::float8,
               COALESCE(claimed.beyond, 0)::float8, COALESCE(claimed.line_count, 0)::int
          FROM sale_order so
     LEFT JOIN res_partner bill ON bill.id = so.partner_invoice_id
     LEFT JOIN res_partner sold ON sold.id = so.partner_id
     LEFT JOIN (%(claims)s) claimed ON claimed.id = so.id
     LEFT JOIN LATERAL (%(prepaid)s) prepaid ON TRUE
         WHERE so.id = ANY(%(orders)s)
        """,
        claims=claim.orders(SQL("so.id = ANY(%s)", order_ids), measures=order_size.MEASURES),
        prepaid=_prepaid(receivable_account_ids),
        orders=order_ids,
    )


def _prepaid(receivable_account_ids):
    """Payments made or authorised online for one order, and for no other one.

    A payment booked lowers the exposure by itself, as far as nothing is matched with it.
    """
    return SQL(
        """
        SELECT SUM(tx.amount) AS total, SUM(tx.amount) FILTER (WHERE payment.move_id IS NULL) AS unbooked,
               SUM((SELECT -SUM(item.amount_residual_currency) FROM account_move_line item
                     WHERE item.move_id = payment.move_id AND item.account_id = ANY(%s))) AS unmatched
          FROM sale_order_transaction_rel rel
          JOIN payment_transaction tx ON tx.id = rel.transaction_id
     LEFT JOIN account_payment payment ON payment.id = tx.payment_id
         WHERE rel.sale_order_id = so.id AND tx.state IN ('authorized', 'done') AND tx.currency_id = so.currency_id
           AND NOT EXISTS (SELECT FROM sale_order_transaction_rel other
                            WHERE other.transaction_id = tx.id AND other.sale_order_id <> so.id)
        """,
        array(receivable_account_ids),
    )
