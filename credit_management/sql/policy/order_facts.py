"""Facts about orders whatever their state, one row an order: its claim, and what is paid for it."""

from odoo.tools import SQL

from ..exposure import claim, order_size
from ..exposure.scope import array
from . import prepaid

# As PostgreSQL declares them.
COLUMNS = (
    "order_id int, partner_id int, confirmed boolean, claim float8, unbooked float8, unmatched float8,"
    " prepaid float8, sold_to_id int, lines float8, beyond float8, line_count int"
)


def touched(order_ids):
    """SQL condition that something has been invoiced on one of these orders, or paid for it."""
    return SQL(
        "EXISTS (SELECT FROM sale_order_transaction_rel WHERE sale_order_id = ANY(%s)) OR %s",
        order_ids,
        claim.is_invoiced(order_ids),
    )


def facts(order_ids, receivable_account_ids, touched=True):
    """One row an order.

    Columns: id, the commercial partner it is billed to, whether it is confirmed, claim, what is
    prepaid and not booked yet, what is prepaid and booked but matched with nothing, all that is
    prepaid, all in the order's currency; the commercial partner it is sold to; what its lines come to, what posted
    invoices took beyond them, and the number of lines of both.

    :param touched: whether something may have been invoiced or paid; the query is shorter where nothing has
    """
    return SQL(
        """
        SELECT so.id, so.commercial_partner_id, so.state = 'sale', COALESCE(so.claim, 0)::float8,
               COALESCE(prepaid.unbooked, 0)::float8, COALESCE(prepaid.unmatched, 0)::float8,
               COALESCE(prepaid.total, 0)::float8, sold.commercial_partner_id, COALESCE(so.lines, 0)::float8,
               COALESCE(so.beyond, 0)::float8, COALESCE(so.line_count, 0)::int
          FROM (%(claims)s) so
     LEFT JOIN res_partner sold ON sold.id = so.partner_id
     LEFT JOIN LATERAL (%(paid)s) prepaid ON TRUE
        """,
        claims=claim.orders(
            SQL("so.id = ANY(%s)", order_ids),
            measures=order_size.MEASURES,
            taking=None if touched else claim.NOTHING,
            empty=True,
        ),
        paid=_prepaid(receivable_account_ids) if touched else SQL("SELECT 0 AS total, 0 AS unbooked, 0 AS unmatched"),
    )


def _prepaid(receivable_account_ids):
    """Payments made or authorised online for one order, and for no other one.

    A payment booked lowers the exposure by itself, as far as nothing is matched with it. What settles invoices of the
    order has been paid for it, less what was credited on it since: that is to be invoiced again.
    """
    return prepaid.prepaid(
        SQL(
            """
            (SELECT paid.transaction_id
               FROM sale_order_transaction_rel paid
               JOIN payment_transaction made ON made.id = paid.transaction_id
              WHERE paid.sale_order_id = so.id AND made.state IN ('authorized', 'done')
                AND made.currency_id = so.currency_id
                AND NOT EXISTS (SELECT FROM sale_order_transaction_rel other
                                 WHERE other.transaction_id = made.id AND other.sale_order_id <> so.id))
            """
        ),
        array(receivable_account_ids),
        own=SQL(
            """
            EXISTS (SELECT FROM sale_order_line_invoice_rel rel
                      JOIN sale_order_line line ON line.id = rel.order_line_id
                     WHERE rel.invoice_line_id = item.id AND line.order_id = so.id)
            """
        ),
        credited=SQL(
            """
            COALESCE((SELECT SUM(%s)
                        FROM sale_order_line line
                        JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = line.id
                        JOIN account_move_line item ON item.id = rel.invoice_line_id
                        JOIN account_move move ON move.id = item.move_id
                       WHERE line.order_id = so.id AND move.state = 'posted' AND move.move_type = 'out_refund'), 0)
            """,
            claim.AMOUNT,
        ),
    )
