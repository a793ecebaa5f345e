"""The claims of all orders there are, with the formulas of ``claim``, for lists and reports."""

from odoo.tools import SQL

from . import claim


def orders(ids):
    """The claims of ``claim.orders`` for who sums up all there are: the same lines, invoices and formulas, all joined
    at once by several processes of PostgreSQL.

    :param ids: SELECT of the ids of the orders, each once; PostgreSQL should know about how many they are
    """
    return SQL(
        """
        SELECT one.id, one.company_id, one.date_order, one.currency_rate, one.commitment_date,
               one.commercial_partner_id,
               GREATEST(CASE WHEN BOOL_AND(%(unchanged)s) THEN COALESCE(one.amount_total, SUM(%(rest)s))
                             ELSE SUM(%(rest)s) END, 0) AS claim
          FROM (SELECT so.id, so.company_id, so.date_order, so.currency_rate, so.commitment_date, so.amount_total,
                       so.credit_closed_short, bill.commercial_partner_id, line.price_unit, line.product_uom_qty,
                       line.qty_delivered, line.price_total, line.credit_price_of_one, line.discount,
                       line.is_downpayment, %(taken)s
                  FROM (%(ids)s) chosen
                  JOIN sale_order so ON so.id = chosen.id
                  JOIN res_partner bill ON bill.id = so.partner_invoice_id
                  JOIN sale_order_line line ON line.order_id = so.id AND line.display_type IS NULL
             LEFT JOIN (sale_order_line_invoice_rel rel
                        JOIN account_move_line item ON item.id = rel.invoice_line_id
                        JOIN account_move move ON move.id = item.move_id AND move.state = 'posted'
                         AND move.move_type IN ('out_invoice', 'out_refund')
                        JOIN res_partner billed ON billed.id = move.partner_id)
                    ON rel.order_line_id = line.id AND billed.commercial_partner_id = bill.commercial_partner_id
                 GROUP BY so.id, bill.id, line.id) one
    CROSS JOIN LATERAL (SELECT one.credit_closed_short) so
    CROSS JOIN LATERAL (
               SELECT one.price_unit, one.product_uom_qty, one.qty_delivered, one.price_total,
                      one.credit_price_of_one, one.discount, one.is_downpayment) line
    CROSS JOIN LATERAL (SELECT one.quantity, one.amount, one.lines) taken
    CROSS JOIN LATERAL (SELECT %(wanted)s AS quantity, %(price)s AS price) wanted
         GROUP BY one.id, one.company_id, one.date_order, one.currency_rate, one.commitment_date, one.amount_total,
                  one.commercial_partner_id
        """,
        unchanged=claim.UNCHANGED,
        rest=claim.REST,
        taken=claim.take(claim.SHARE),
        wanted=claim.WANTED,
        price=claim.PRICE,
        ids=ids,
    )
