"""The claim: what a customer will owe for an order if it goes on as it stands, in the order's currency.

The one size of an order: open items, sums, past days and decisions read it here.

- A line counts the larger of ordered and delivered, whatever its product is invoiced by, less the quantity that
  posted invoices have taken, at its price with tax. Of an order closed short it counts what was delivered; what was
  invoiced and credited then is not invoiced again.
- An invoice line that belongs to several order lines, of whatever orders, is taken once: each has the share that its
  quantity, the larger of ordered and delivered, has in theirs; equal shares where none has any.
- Only invoices of the customer whom the order is billed to (the same commercial partner) take anything, and only
  once posted: a draft is part of the order still, an invoice of somebody else never is. So do tickets of a till.
- The claim is the sum over the lines and never below zero. A line of negative price or quantity lowers it by what was
  ordered of it, until it is invoiced. What is taken back on an order so lowers what is still to be invoiced on it, and
  no invoice posted before.
- A posted down payment is taken off the whole order by its amount: it is a receivable of its own. A line called down
  payment is goods at its price as far as no posted invoice backs it; a negative one gives nothing unless backed.
- An order of which nothing is invoiced and no line has changed claims its total: where tax is rounded on the whole
  order the lines add up to a cent more or less.
"""

from odoo.tools import SQL

# What the query reads, by table: whatever changes one of these may change a claim.
COLUMNS = {
    "sale_order": {
        "id", "state", "company_id", "partner_id", "partner_invoice_id", "payment_term_id", "currency_id",
        "currency_rate", "amount_total", "credit_closed_short", "date_order", "commitment_date", "name", "user_id",
    },
    "sale_order_line": {
        "id", "order_id", "display_type", "is_downpayment", "product_uom_id", "product_uom_qty", "qty_delivered",
        "price_total", "price_unit", "discount", "credit_price_of_one", "credit_qty_elsewhere",
    },
    "sale_order_line_invoice_rel": {"order_line_id", "invoice_line_id"},
    "account_move_line": {"id", "move_id", "quantity", "product_uom_id", "price_total", "is_downpayment"},
    "account_move": {"id", "state", "move_type", "partner_id", "currency_id", "invoice_currency_rate"},
    "res_partner": {"id", "commercial_partner_id"},
    "uom_uom": {"id", "factor"},
}  # fmt: skip


def orders(condition, when=None, measures=None, taking=None, empty=False):
    """SELECT of one row an order: what is known of it, and its claim.

    :param condition: SQL condition on the order, ``so``
    :param when: SQL condition on the posted invoices, ``move``, that count
    :param measures: further sums over the lines, ``{column: SQL}``: they see ``line``, ``taken`` and ``wanted``
    :param taking: SQL condition on the invoices that take something, instead of their being posted
    :param empty: whether with orders that have no lines or nobody to bill
    """
    measures = measures or {}
    return SQL(
        """
        SELECT so.id, so.state, so.company_id, so.date_order, so.currency_rate, so.currency_id, so.name, so.user_id,
               so.commitment_date, so.partner_invoice_id, so.partner_id, so.payment_term_id, bill.commercial_partner_id,
               GREATEST(CASE WHEN sums.unchanged THEN COALESCE(so.amount_total, sums.rest)
                             ELSE sums.rest END, 0) AS claim%(columns)s
          FROM sale_order so
    %(outer)s JOIN res_partner bill ON bill.id = so.partner_invoice_id
    %(outer)s JOIN LATERAL (  -- order by order: joined to all lines at once, PostgreSQL may try each with each order
               SELECT BOOL_AND(%(unchanged)s) AS unchanged, SUM(%(rest)s) AS rest%(measures)s
                 FROM sale_order_line line
           CROSS JOIN LATERAL (%(taken)s) taken
           CROSS JOIN LATERAL (SELECT %(wanted)s AS quantity, %(price)s AS price OFFSET 0) wanted  -- once
                WHERE line.order_id = so.id AND line.display_type IS NULL
               HAVING COUNT(*) > 0
               ) sums ON TRUE
         WHERE %(condition)s
        """,
        unchanged=UNCHANGED,
        rest=REST,
        columns=SQL("").join(SQL(", %s", SQL.identifier("sums", name)) for name in measures),
        measures=SQL("").join(SQL(", %s AS %s", sql, SQL.identifier(name)) for name, sql in measures.items()),
        taken=_taken(when, taking),
        wanted=WANTED,
        price=PRICE,
        condition=condition,
        outer=SQL("LEFT") if empty else SQL("INNER"),
    )


# Quantity of an order line that goes on: nobody delivers a discount.
WANTED = SQL(
    """
    CASE WHEN line.price_unit < 0 THEN line.product_uom_qty
         WHEN so.credit_closed_short THEN line.qty_delivered
         WHEN line.product_uom_qty < 0 THEN line.product_uom_qty
         ELSE GREATEST(line.product_uom_qty, line.qty_delivered) END
    """
)
# Price of one, with tax; a line of which nothing is ordered has no total to divide.
PRICE = SQL(
    """
    COALESCE(line.price_total / NULLIF(line.product_uom_qty, 0), line.credit_price_of_one,
             line.price_unit * (1 - COALESCE(line.discount, 0) / 100))
    """
)
# What goes on of a line of negative quantity is negative, and so is what is left of it.
REST = SQL(
    """
    CASE WHEN line.is_downpayment AND wanted.quantity * wanted.price < 0
         THEN GREATEST(wanted.quantity * wanted.price, LEAST(taken.amount, 0)) - taken.amount
         WHEN line.is_downpayment THEN wanted.quantity * wanted.price - taken.amount
         WHEN line.product_uom_qty < 0 THEN LEAST(wanted.quantity - taken.quantity, 0) * wanted.price
         ELSE GREATEST(wanted.quantity - taken.quantity, 0) * wanted.price END
    """
)
UNCHANGED = SQL(
    """
    taken.lines = 0 AND taken.quantity = 0 AND wanted.quantity = line.product_uom_qty
    AND (line.is_downpayment IS NOT TRUE OR line.price_total >= 0)
    """
)
# Whether an invoice line is given back, and what that makes of its amounts.
SIGN = SQL("CASE WHEN move.move_type = 'out_refund' THEN -1 ELSE 1 END")
# Quantity of an invoice line in the unit of its order line, most often its own.
QUANTITY = SQL(
    """
    item.quantity * CASE WHEN item.product_uom_id IS NULL OR item.product_uom_id = line.product_uom_id THEN 1
                         ELSE (SELECT factor FROM uom_uom WHERE id = item.product_uom_id)
                              / (SELECT factor FROM uom_uom WHERE id = line.product_uom_id) END
    """
)
# Amount of an invoice line in its order's currency, most often the invoice's own.
AMOUNT = SQL(
    """
    item.price_total
    * CASE WHEN move.currency_id = so.currency_id THEN 1
           ELSE COALESCE(NULLIF(so.currency_rate, 0), 1) / COALESCE(NULLIF(move.invoice_currency_rate, 0), 1) END
    """
)


# Share of an order line in an invoice line: nearly always the whole.
SHARE = SQL(
    """
    CASE WHEN NOT EXISTS (SELECT FROM sale_order_line_invoice_rel other
                           WHERE other.invoice_line_id = item.id AND other.order_line_id <> line.id) THEN 1
         ELSE (SELECT COALESCE(SUM(each.quantity) FILTER (WHERE shared.id = line.id) / NULLIF(SUM(each.quantity), 0),
                               1.0 / COUNT(*))
                 FROM sale_order_line_invoice_rel other
                 JOIN sale_order_line shared ON shared.id = other.order_line_id
           CROSS JOIN LATERAL (SELECT GREATEST(ABS(shared.product_uom_qty), ABS(shared.qty_delivered), 0)
                               AS quantity) each
                WHERE other.invoice_line_id = item.id) END
    """
)


def take(share):
    """What invoice lines, each ``item`` on its ``move``, take of an order line: quantity, amount, the part of the
    amount that is no down payment, and how many they are; nothing where there is none.

    :param share: SQL of the part of an invoice line that is the order line's
    """
    return SQL(
        """
        COALESCE(line.credit_qty_elsewhere, 0) + COALESCE(SUM(%(sign)s * %(share)s * %(quantity)s) FILTER (
            WHERE item.id IS NOT NULL AND (move.move_type = 'out_invoice' OR so.credit_closed_short IS NOT TRUE)), 0)
        AS quantity,
        COALESCE(SUM(%(sign)s * %(share)s * %(amount)s) FILTER (WHERE item.id IS NOT NULL), 0) AS amount,
        COALESCE(SUM(%(sign)s * %(share)s * %(amount)s) FILTER (
            WHERE item.id IS NOT NULL AND item.is_downpayment IS NOT TRUE), 0) AS goods,
        COUNT(item.id) AS lines
        """,
        sign=SIGN,
        share=share,
        quantity=QUANTITY,
        amount=AMOUNT,
    )


# Condition on invoices that none meets; and what they have taken of a line then.
NOTHING = SQL("FALSE")
NOTHING_TAKEN = SQL(
    """
    SELECT COALESCE(line.credit_qty_elsewhere, 0) AS quantity, 0::numeric AS amount, 0::numeric AS goods,
           0::bigint AS lines
    """
)


def is_invoiced(order_ids):
    """SQL condition that an invoice line comes from one of these orders, posted or not."""
    return SQL(
        """
        EXISTS (SELECT FROM sale_order_line line
                  JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = line.id
                 WHERE line.order_id = ANY(%s))
        """,
        order_ids,
    )


def _taken(when, taking=None):
    """What posted invoices of the order's customer have taken of its ``line``: see :func:`take`."""
    if NOTHING in (when, taking):
        return NOTHING_TAKEN
    return SQL(
        """
        SELECT %(taken)s
          -- One step after the other, each by its key: left to itself PostgreSQL may go through all invoices of the
          -- customer for each line of an order.
          FROM (SELECT rel.invoice_line_id FROM sale_order_line_invoice_rel rel
                 WHERE rel.order_line_id = line.id OFFSET 0) rel
    CROSS JOIN LATERAL (
               SELECT item.id, item.move_id, item.quantity, item.product_uom_id, item.price_total,
                      item.is_downpayment
                 FROM account_move_line item WHERE item.id = rel.invoice_line_id OFFSET 0) item
    CROSS JOIN LATERAL (
               SELECT move.move_type, move.currency_id, move.invoice_currency_rate
                 FROM account_move move
                 JOIN res_partner billed ON billed.id = move.partner_id
                  AND billed.commercial_partner_id = bill.commercial_partner_id
                WHERE move.id = item.move_id AND %(taking)s
                  AND move.move_type IN ('out_invoice', 'out_refund') AND %(when)s OFFSET 0) move
    CROSS JOIN LATERAL (SELECT %(share)s AS part OFFSET 0) share  -- once
        """,
        taken=take(SQL("share.part")),
        share=SHARE,
        when=when or SQL("TRUE"),
        taking=taking or SQL("move.state = 'posted'"),
    )


def maybe_open():
    """Orders that Odoo calls invoiced and that may claim something all the same.

    A part of them lies on a draft, on an invoice of another customer or on an invoice line that other orders share, or
    a down payment was taken back, or goods are called one. Odoo's own word for all others is what keeps the orders of
    years from being read at each sum; a client cannot write it, see models/exposure/sale_order.py.
    """
    return SQL(
        """
        SELECT line.order_id
          FROM account_move move
          JOIN account_move_line item ON item.move_id = move.id
          JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = item.id
          JOIN sale_order_line line ON line.id = rel.order_line_id
         WHERE move.state = 'draft' AND move.move_type IN ('out_invoice', 'out_refund')
         UNION ALL
        SELECT line.order_id
          FROM account_move move
          JOIN account_move_line item ON item.move_id = move.id
          JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = item.id
          JOIN sale_order_line line ON line.id = rel.order_line_id
         WHERE move.credit_takes_less
         UNION ALL
        SELECT order_id FROM sale_order_line
         WHERE is_downpayment AND (qty_invoiced < 0 OR product_uom_qty <> 0 OR qty_delivered <> 0)
        """
    )
