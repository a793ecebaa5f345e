"""The claims of all orders there are, with the formulas of ``claim``, for lists and reports."""

from odoo.tools import SQL

from . import claim

# What is read of an order.
ORDER = SQL(
    """
    id, company_id, date_order, currency_id, currency_rate, commitment_date, amount_total, partner_invoice_id,
    credit_closed_short
    """
)
# What the one invoice line of an order line has taken of it, as claim.take adds it up where there may be several.
TAKEN = SQL(
    """
    SELECT COALESCE(line.credit_qty_elsewhere, 0)
           + CASE WHEN move.move_type = 'out_invoice' OR so.credit_closed_short IS NOT TRUE
                  THEN COALESCE(%(sign)s * item.quantity, 0) ELSE 0 END AS quantity,
           COALESCE(%(sign)s * %(amount)s, 0) AS amount,
           CASE WHEN item.id IS NULL THEN 0 ELSE 1 END AS lines
    """,
    sign=claim.SIGN,
    amount=claim.AMOUNT,
)
# Orders of which more is to be known: an order line that several invoice lines come from, an invoice line that is
# shared or another customer's, or in another unit.
INVOLVED = SQL(
    """
    other.order_line_id IS NOT NULL OR move.credit_takes_less IS TRUE
    OR (item.product_uom_id <> line.product_uom_id) IS TRUE
    """
)


def orders(chosen):
    """The claims of ``claim.orders`` for who sums up all there are: lines and what they have left are found by several
    processes of PostgreSQL at once, which it leaves to one as soon as a query stands within an expression. The few
    orders that need such queries are read one after the other, by ``claim.orders`` itself.

    :param chosen: SELECT of the columns ORDER of the orders, each once; PostgreSQL should know about how many they are
    """
    return SQL(
        """
        SELECT one.id, one.company_id, one.date_order, one.currency_rate, one.commitment_date,
               one.commercial_partner_id,
               CASE WHEN one.involved THEN (SELECT claim FROM (%(alone)s) alone)
                    ELSE GREATEST(CASE WHEN one.unchanged THEN COALESCE(one.amount_total, one.rest)
                                       ELSE one.rest END, 0) END AS claim
          FROM (SELECT id, company_id, currency_rate, amount_total, MIN(date_order) AS date_order,
                       MIN(commitment_date) AS commitment_date, MIN(commercial_partner_id) AS commercial_partner_id,
                       BOOL_OR(involved) AS involved, BOOL_AND(unchanged) AS unchanged, SUM(rest) AS rest
                  FROM (%(lines)s) line
                 GROUP BY id, company_id, currency_rate, amount_total) one
        """,
        alone=claim.orders(SQL("so.id = one.id")),
        lines=_lines(chosen),
    )


def _lines(chosen):
    """The lines of orders: what is left of each, and the facts of its order."""
    return SQL(
        """
        SELECT so.id, so.company_id, so.date_order, so.currency_rate, so.commitment_date, so.amount_total,
               bill.commercial_partner_id, %(involved)s AS involved, %(unchanged)s AS unchanged, %(rest)s AS rest
          FROM (%(chosen)s) so
     LEFT JOIN res_partner bill ON bill.id = so.partner_invoice_id
          JOIN sale_order_line line ON line.order_id = so.id AND line.display_type IS NULL
     LEFT JOIN (sale_order_line_invoice_rel rel
                JOIN account_move_line item ON item.id = rel.invoice_line_id
                JOIN account_move move ON move.id = item.move_id AND move.state = 'posted'
                 AND move.move_type IN ('out_invoice', 'out_refund')) ON rel.order_line_id = line.id
     LEFT JOIN sale_order_line_invoice_rel other
            ON other.order_line_id = rel.order_line_id AND other.invoice_line_id <> rel.invoice_line_id
    CROSS JOIN LATERAL (%(taken)s) taken
    CROSS JOIN LATERAL (SELECT %(wanted)s AS quantity, %(price)s AS price) wanted
        OFFSET 0  -- or the formulas are worked out by the one process that adds up
        """,
        involved=INVOLVED,
        unchanged=claim.UNCHANGED,
        rest=claim.REST,
        taken=TAKEN,
        wanted=claim.WANTED,
        price=claim.PRICE,
        chosen=chosen,
    )


def open_orders():
    """SELECT of all firm orders that may claim something, each once; written so that PostgreSQL estimates how many."""
    return SQL(
        """
        SELECT %(order)s FROM sale_order WHERE state = 'sale' AND invoice_status IS DISTINCT FROM 'invoiced'
         UNION ALL
        SELECT %(order)s FROM sale_order
         WHERE state = 'sale' AND invoice_status = 'invoiced' AND id IN (%(maybe_open)s)
        """,
        order=ORDER,
        maybe_open=claim.maybe_open(),
    )
