"""The open items as they are now, one SELECT a source."""

from odoo.tools import SQL

KINDS = 4  # of sources: each takes every fourth number for its ids, so that no two items share one
RECEIVABLE_ACCOUNTS = SQL(
    # An array built first keeps the index on (account, partner) usable; a join does not.
    "ARRAY(SELECT id FROM account_account WHERE account_type = 'asset_receivable' AND non_trade IS NOT TRUE)"
)
DRAFT = SQL("move.state = 'draft'")
# Amount of an invoice line in its order's currency, most often the invoice's own.
INVOICED = SQL(
    """
    CASE WHEN move.move_type = 'out_refund' THEN -1 ELSE 1 END * item.price_total
    * CASE WHEN move.currency_id = so.currency_id THEN 1
           ELSE COALESCE(NULLIF(so.currency_rate, 0), 1) / COALESCE(NULLIF(move.invoice_currency_rate, 0), 1) END
    """
)


def items(partners):
    sources = (receivable, draft_invoice, order, clearing)
    return SQL(" UNION ALL ").join(source(partners) for source in sources)


def receivable(partners):
    """What is left of posted receivables; what is left to the customer's good is unallocated."""
    return SQL(
        """
        SELECT line.id::bigint * %(kinds)s AS id,
               CASE WHEN line.amount_residual < 0 THEN 'unallocated' ELSE 'receivable' END AS category,
               line.move_name AS reference, partner.commercial_partner_id AS partner_id,
               line.partner_id AS document_partner_id, line.company_id, move.invoice_user_id AS user_id,
               line.move_id, NULL::int AS order_id, NULL::int AS payment_id,
               COALESCE(line.invoice_date, line.date) AS date,
               COALESCE(line.date_maturity, line.date) AS date_due,
               line.amount_residual AS amount, line.amount_residual_currency AS amount_currency, line.currency_id
          FROM account_move_line line
          JOIN res_partner partner ON partner.id = line.partner_id
     LEFT JOIN account_move move ON move.id = line.move_id
         WHERE line.account_id = ANY(%(accounts)s) AND line.reconciled IS NOT TRUE
           AND line.parent_state = 'posted' AND line.amount_residual <> 0 %(partners)s
        """,
        kinds=KINDS,
        accounts=RECEIVABLE_ACCOUNTS,
        partners=partners,
    )


def draft_invoice(partners, drafts=DRAFT):
    """Draft invoices as far as they come from no order: what does is part of the order until it is posted.

    Draft credit notes do not lower what is owed: nobody has granted them yet.

    :param drafts: SQL condition that tells a draft
    """
    return SQL(
        """
        SELECT move.id::bigint * %(kinds)s + 1, 'draft_invoice', NULLIF(move.name, '/'),
               partner.commercial_partner_id, move.partner_id, move.company_id, move.invoice_user_id,
               move.id, NULL, NULL,
               COALESCE(move.invoice_date, move.date), COALESCE(move.invoice_date_due, move.invoice_date, move.date),
               (move.amount_total - COALESCE(ordered.amount, 0)) / COALESCE(NULLIF(move.invoice_currency_rate, 0), 1),
               move.amount_total - COALESCE(ordered.amount, 0), move.currency_id
          FROM account_move move
          JOIN res_partner partner ON partner.id = move.commercial_partner_id
     LEFT JOIN LATERAL (
               SELECT SUM(line.price_total) AS amount FROM account_move_line line
                WHERE line.move_id = move.id AND line.display_type = 'product'
                  AND EXISTS (SELECT FROM sale_order_line_invoice_rel rel WHERE rel.invoice_line_id = line.id)
               ) ordered ON TRUE
         WHERE %(drafts)s AND move.move_type IN ('out_invoice', 'out_receipt')
           AND move.amount_total > COALESCE(ordered.amount, 0) %(partners)s
        """,
        kinds=KINDS,
        drafts=drafts,
        partners=partners,
    )


def order(partners):
    """Confirmed orders as far as no posted invoice covers them, delivered or not.

    Each line counts for the quantity not yet invoiced; what lies on a draft invoice
    counts with the draft's amount. Posted down payments are taken off the order: they
    are receivables of their own. An order closed short counts what was delivered.
    """
    return SQL(
        """
        SELECT so.id::bigint * %(kinds)s + 2, 'order', so.name, partner.commercial_partner_id,
               so.partner_invoice_id, so.company_id, so.user_id, NULL, so.id, NULL,
               so.date_order::date, NULL,
               rest.amount / COALESCE(NULLIF(so.currency_rate, 0), 1), rest.amount, so.currency_id
          FROM sale_order so
          JOIN res_partner partner ON partner.id = so.partner_invoice_id
          JOIN LATERAL (
               SELECT SUM(CASE WHEN line.is_downpayment THEN -COALESCE(invoiced.posted, 0)
                          ELSE %(uninvoiced)s + COALESCE(invoiced.draft, 0) END) AS amount
                 FROM sale_order_line line
            LEFT JOIN product_product product ON product.id = line.product_id
            LEFT JOIN product_template template ON template.id = product.product_tmpl_id
            LEFT JOIN LATERAL (%(invoiced)s) invoiced ON TRUE
                WHERE line.order_id = so.id AND line.display_type IS NULL
               ) rest ON rest.amount > 0
         WHERE so.state = 'sale' AND (so.invoice_status IS DISTINCT FROM 'invoiced'
               OR so.id IN (%(half_invoiced)s)) %(partners)s
        """,
        kinds=KINDS,
        uninvoiced=uninvoiced(),
        invoiced=line_invoiced(),
        half_invoiced=half_invoiced(),
        partners=partners,
    )


def half_invoiced():
    """Orders that Odoo calls invoiced though a part is on a draft, or a down payment was taken back."""
    return SQL(
        """
        SELECT line.order_id
          FROM account_move move
          JOIN account_move_line item ON item.move_id = move.id
          JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = item.id
          JOIN sale_order_line line ON line.id = rel.order_line_id
         WHERE %s AND move.move_type IN ('out_invoice', 'out_refund')
         UNION
        SELECT order_id FROM sale_order_line WHERE is_downpayment AND qty_invoiced < 0
        """,
        DRAFT,
    )


def uninvoiced():
    """Amount of an order line not yet on any invoice, taxes included.

    Where deliveries are invoiced, what went out beyond the ordered quantity is owed
    too. A line without ordered quantity has no total: its price stands in, untaxed.
    """
    quantity = SQL(
        """
        (CASE WHEN so.credit_closed_short THEN line.qty_delivered
             WHEN template.invoice_policy = 'delivery' THEN GREATEST(line.product_uom_qty, line.qty_delivered)
             ELSE line.product_uom_qty END)
        """
    )
    price = SQL(
        """
        COALESCE(line.price_total / NULLIF(line.product_uom_qty, 0),
                 line.price_unit * (1 - COALESCE(line.discount, 0) / 100))
        """
    )
    rest = SQL("%s - line.qty_invoiced", quantity)
    return SQL(
        # A line of returned goods has a negative quantity, and nothing left of it is negative.
        "(CASE WHEN line.product_uom_qty < 0 THEN LEAST(%(rest)s, 0) ELSE GREATEST(%(rest)s, 0) END) * %(price)s",
        rest=rest,
        price=price,
    )


def line_invoiced():
    """What of an order line is invoiced, in the order's currency: on drafts, and posted."""
    return SQL(
        """
        SELECT SUM(signed.amount) FILTER (WHERE signed.parent_state = 'draft') AS draft,
               SUM(signed.amount) FILTER (WHERE signed.parent_state = 'posted') AS posted
          FROM (
               SELECT item.parent_state, %s AS amount
                 FROM sale_order_line_invoice_rel rel
                 JOIN account_move_line item ON item.id = rel.invoice_line_id
                 JOIN account_move move ON move.id = item.move_id
                WHERE rel.order_line_id = line.id) signed
        """,
        INVOICED,
    )


def clearing(partners):
    """Receipts posted but, as Odoo has it, still in process: not validated, not matched with the bank.

    Without a bank reconciliation app Odoo takes a receipt for confirmed as soon as its
    invoices are paid in full.
    """
    return SQL(
        """
        SELECT payment.id::bigint * %(kinds)s + 3, 'clearing', payment.name, partner.commercial_partner_id,
               payment.partner_id, payment.company_id, NULL, payment.move_id, NULL, payment.id,
               payment.date, payment.date, payment.amount_company_currency_signed, payment.amount, payment.currency_id
          FROM account_payment payment
          JOIN res_partner partner ON partner.id = payment.partner_id
         WHERE payment.state = 'in_process' AND payment.payment_type = 'inbound'
           AND payment.partner_type = 'customer' AND payment.move_id IS NOT NULL %(partners)s
        """,
        kinds=KINDS,
        partners=partners,
    )
