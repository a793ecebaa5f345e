"""The size of an order: what its customer owes and will owe for it, invoiced or not, in the order's currency.

The claim is what is left to invoice, and a line that is emptied once it is invoiced claims nothing: filled again
elsewhere, the order would be as large as before and be owed twice. So authority and releases are held against the
size, which keeps what posted invoices have taken beyond the lines as they stand.
"""

from odoo.tools import SQL

from . import claim


def beyond(condition):
    """SELECT of one row an order: its id, and what posted invoices took beyond its lines, as far as that is more than
    rounding: a coin a line, of the order or of an invoice.

    :param condition: SQL condition on the order, ``so``
    """
    return SQL(
        """
        SELECT size.id,
               CASE WHEN size.beyond > (size.line_count + 0.5) * currency.rounding THEN size.beyond ELSE 0 END AS beyond
          FROM (%s) size
          JOIN res_currency currency ON currency.id = size.currency_id
        """,
        claim.orders(condition, measures=MEASURES),
    )


# What a line comes to if nothing of it were invoiced: the claim of one that no invoice has taken.
STANDS = SQL(
    """
    CASE WHEN line.is_downpayment THEN GREATEST(wanted.quantity * wanted.price, 0)
         WHEN line.product_uom_qty < 0
         THEN LEAST(wanted.quantity - COALESCE(line.credit_qty_elsewhere, 0), 0) * wanted.price
         ELSE GREATEST(wanted.quantity - COALESCE(line.credit_qty_elsewhere, 0), 0) * wanted.price END
    """
)
# What is left to invoice of that. A line turned negative gives back nothing that was invoiced before.
LEFT = SQL(
    """
    CASE WHEN line.is_downpayment THEN GREATEST(%(rest)s, 0)
         WHEN line.product_uom_qty < 0 THEN LEAST(wanted.quantity - LEAST(taken.quantity, 0), 0) * wanted.price
         ELSE %(rest)s END
    """,
    rest=claim.REST,
)
# Invoices for more than the line is, or for a line that is less by now, whatever became of it, take beyond it. Invoiced
# down payments are taken off the whole order, so they never do; goods that are called one by now do.
BEYOND = SQL("GREATEST(taken.goods - (%s - %s), 0)", STANDS, LEFT)
MEASURES = {
    "lines": SQL("SUM(%s)", STANDS),
    "beyond": SQL("COALESCE(SUM(%s) FILTER (WHERE taken.lines > 0), 0)", BEYOND),
    "line_count": SQL("COUNT(*) + SUM(taken.lines)"),
}
