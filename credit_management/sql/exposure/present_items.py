"""The open items as they are now, one SELECT a source.

Every source gives category, partner_id, company_id, date, date_due and amount; for rows to
be shown, DETAILS as well. Sums leave the details out: PostgreSQL does not drop them by
itself, and looking them up takes longer than summing.
"""

from dataclasses import dataclass

from odoo.tools import SQL

KINDS = 4  # of sources: each takes every fourth number for its ids, so that no two items share one
DETAILS = (
    "id", "reference", "document_partner_id", "user_id", "move_id", "order_id", "payment_id", "amount_currency",
    "currency_id",
)  # fmt: skip
NOTHING = SQL("NULL::int")
# Whether an order is beyond the horizon, for rows: their query knows the moment from which on it would be.
LATER = SQL(
    "so.commitment_date IS NOT NULL"
    " AND so.commitment_date >= (SELECT later_from FROM company WHERE company.id = so.company_id)"
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


def array(values):
    """Values as an array for SQL; what is SQL already, a function's argument for instance, as it is."""
    return values if isinstance(values, SQL) else list(values)


@dataclass(frozen=True)
class Scope:
    """Which items: those of the commercial partners given (None for all), on these receivable accounts.

    The accounts come as numbers, not as a subquery: so the planner knows how many lines they hold.
    """

    account_ids: tuple
    partner_ids: tuple | None = None

    def accounts(self, column):
        return SQL("%s = ANY(%s)", SQL(column), array(self.account_ids))

    def customers(self, column):
        """Condition that ``column`` is one of the customers or a contact of theirs, for a query given to ``within``.

        An array built first keeps the indexes on the column usable.
        """
        if self.partner_ids is None:
            return SQL("TRUE")
        return SQL("%s = ANY(ARRAY(SELECT id FROM customer))", SQL(column))

    def customer_of(self, column):
        """The commercial partner of the partner in ``column``, for a query given to ``within``.

        For sums: most partners are their own, and asking for them one by one takes longer.
        Rows join res_partner instead, for its index to find those of one customer.
        """
        return SQL(
            """
            CASE WHEN %(column)s IN (SELECT id FROM customer WHERE commercial_partner_id = id) THEN %(column)s
                 ELSE (SELECT commercial_partner_id FROM res_partner WHERE id = %(column)s) END
            """,
            column=SQL(column),
        )

    def within(self, query):
        """The query, with the customers looked up once for all its sources."""
        wanted = SQL("TRUE")
        if self.partner_ids is not None:
            ids = self.partner_ids
            if not isinstance(ids, SQL):
                ids = "{" + ",".join(map(str, ids)) + "}"  # read by PostgreSQL far faster than ARRAY[…]
            wanted = SQL("commercial_partner_id = ANY(%s::int[])", ids)
        customers = SQL("SELECT id, commercial_partner_id FROM res_partner WHERE %s", wanted)
        return SQL("WITH customer AS MATERIALIZED (%s) %s", customers, query)


def items(scope, detailed):
    sources = (receivable, draft_invoice, order, clearing)
    return scope.within(SQL(" UNION ALL ").join(source(scope, detailed) for source in sources))


def details(detailed, **columns):
    """The columns of DETAILS, those left out being empty; nothing at all when they are not wanted."""
    if not detailed:
        return SQL()
    return SQL(", %s", SQL(", ").join(columns.get(name, NOTHING) for name in DETAILS))


def item_id(table, kind):
    return SQL("%s::bigint * %s + %s", SQL.identifier(table, "id"), KINDS, kind)


def line_details(detailed, amount_currency):
    """The details of a receivable ``line``; being the first rows of all, they name the columns."""
    return details(
        detailed,
        id=SQL("%s AS id", item_id("line", 0)),
        reference=SQL("line.move_name AS reference"),
        document_partner_id=SQL("line.partner_id AS document_partner_id"),
        user_id=SQL("(SELECT invoice_user_id FROM account_move WHERE id = line.move_id) AS user_id"),
        move_id=SQL("line.move_id"),
        order_id=SQL("NULL::int AS order_id"),
        payment_id=SQL("NULL::int AS payment_id"),
        amount_currency=SQL("%s AS amount_currency", amount_currency),
        currency_id=SQL("line.currency_id"),
    )


def receivable(scope, detailed):
    """What is left of posted receivables; what is left to the customer's good is unallocated."""
    return SQL(
        """
        SELECT CASE WHEN line.amount_residual < 0 THEN 'unallocated' ELSE 'receivable' END AS category,
               partner.commercial_partner_id AS partner_id, line.company_id,
               COALESCE(line.invoice_date, line.date) AS date, COALESCE(line.date_maturity, line.date) AS date_due,
               line.amount_residual AS amount %(details)s
          FROM account_move_line line
          JOIN res_partner partner ON partner.id = line.partner_id
         WHERE %(accounts)s AND line.reconciled IS NOT TRUE
           AND line.parent_state = 'posted' AND line.amount_residual <> 0 AND %(partners)s
        """,
        details=line_details(detailed, SQL("line.amount_residual_currency")),
        accounts=scope.accounts("line.account_id"),
        partners=scope.customers("line.partner_id"),
    )


def draft_invoice(scope, detailed, drafts=DRAFT):
    """Draft invoices as far as they come from no order: what does is part of the order until it is posted.

    Draft credit notes do not lower what is owed: nobody has granted them yet.

    :param drafts: SQL condition that tells a draft
    """
    return SQL(
        """
        SELECT 'draft_invoice', partner.commercial_partner_id, move.company_id,
               COALESCE(move.invoice_date, move.date), COALESCE(move.invoice_date_due, move.invoice_date, move.date),
               (move.amount_total - COALESCE(ordered.amount, 0)) / COALESCE(NULLIF(move.invoice_currency_rate, 0), 1)
               %(details)s
          FROM account_move move
          JOIN res_partner partner ON partner.id = move.commercial_partner_id
     LEFT JOIN LATERAL (
               SELECT SUM(line.price_total) AS amount FROM account_move_line line
                WHERE line.move_id = move.id AND line.display_type = 'product'
                  AND EXISTS (SELECT FROM sale_order_line_invoice_rel rel WHERE rel.invoice_line_id = line.id)
               ) ordered ON TRUE
         WHERE %(drafts)s AND move.move_type IN ('out_invoice', 'out_receipt')
           AND move.amount_total > COALESCE(ordered.amount, 0) AND %(partners)s
        """,
        details=details(
            detailed,
            id=item_id("move", 1),
            reference=SQL("NULLIF(move.name, '/')"),
            document_partner_id=SQL("move.partner_id"),
            user_id=SQL("move.invoice_user_id"),
            move_id=SQL("move.id"),
            amount_currency=SQL("move.amount_total - COALESCE(ordered.amount, 0)"),
            currency_id=SQL("move.currency_id"),
        ),
        drafts=drafts,
        partners=scope.customers("move.commercial_partner_id"),
    )


def order(scope, detailed, later=LATER):
    """Confirmed orders as far as no posted invoice covers them, delivered or not.

    Each line counts for the quantity not yet invoiced; what lies on a draft invoice
    counts with the draft's amount. Posted down payments are taken off the order: they
    are receivables of their own. An order closed short counts what was delivered.

    :param later: SQL condition that the order ``so`` is beyond the horizon
    """
    uncovered = SQL(
        "(so.invoice_status IS DISTINCT FROM 'invoiced' OR so.id IN (%s)) AND %s",
        half_invoiced(),
        scope.customers("so.partner_invoice_id"),
    )
    drafts = SQL("LEFT JOIN drafted draft ON draft.order_line_id = line.id")
    left = rest(SQL("COALESCE(draft.amount, 0)"))
    return order_rows(detailed, left, drafts, uncovered, SQL("WITH drafted AS MATERIALIZED (%s)", on_drafts()), later)


def rest(drafted):
    """What is left of an order ``line``: what is on no invoice or on a draft, less what was paid down.

    :param drafted: SQL of what lies on draft invoices
    """
    return SQL(
        # A down payment has no price on its line; one that has is goods that somebody calls so.
        """
        CASE WHEN line.is_downpayment THEN GREATEST(line.price_total, 0) - COALESCE((%s), 0) ELSE %s + %s END
        """,
        line_posted(SQL("TRUE")),
        uninvoiced(),
        drafted,
    )


def order_rows(detailed, rest, join, condition, before=None, later=LATER):
    """One row an order of which something is left.

    :param rest: SQL of what is left of ``line``, in the order's currency
    :param join: SQL of what ``rest`` needs besides
    :param condition: SQL condition on the order, ``so``
    :param before: SQL of what the SELECT begins with
    :param later: SQL condition that the order is beyond the horizon
    """
    return SQL(
        """
        SELECT CASE WHEN %(later)s THEN 'order_later' ELSE 'order' END,
               so.commercial_partner_id, so.company_id, so.date_order::date, NULL,
               so.rest / COALESCE(NULLIF(so.currency_rate, 0), 1) %(details)s
          FROM (%(before)s
                SELECT so.id, so.company_id, so.date_order, so.currency_rate, so.currency_id, so.name, so.user_id,
                       so.commitment_date, so.partner_invoice_id, partner.commercial_partner_id, SUM(%(rest)s) AS rest
                  FROM sale_order so
                  JOIN res_partner partner ON partner.id = so.partner_invoice_id
                  JOIN sale_order_line line ON line.order_id = so.id AND line.display_type IS NULL
                       %(join)s
                 WHERE so.state = 'sale' AND %(condition)s
                 GROUP BY so.id, partner.id
                OFFSET 0) so  -- or PostgreSQL plans and sums what is left a second time, for the condition
         WHERE so.rest > 0
        """,
        details=details(
            detailed,
            id=item_id("so", 2),
            reference=SQL("so.name"),
            document_partner_id=SQL("so.partner_invoice_id"),
            user_id=SQL("so.user_id"),
            order_id=SQL("so.id"),
            amount_currency=SQL("so.rest"),
            currency_id=SQL("so.currency_id"),
        ),
        rest=rest,
        join=join,
        condition=condition,
        before=before or SQL(),
        later=later,
    )


def uninvoiced():
    """Amount of an order line not yet on any invoice, taxes included.

    Where deliveries are invoiced, what went out beyond the ordered quantity is owed too.
    A line without ordered quantity has no total: its price stands in, untaxed.
    """
    policy = SQL(
        """
        (SELECT template.invoice_policy FROM product_product product
           JOIN product_template template ON template.id = product.product_tmpl_id WHERE product.id = line.product_id)
        """
    )
    quantity = SQL(
        """
        (CASE WHEN so.credit_closed_short THEN line.qty_delivered
              WHEN line.qty_delivered > line.product_uom_qty AND %s = 'delivery' THEN line.qty_delivered
              ELSE line.product_uom_qty END)
        """,
        policy,
    )
    price = SQL(
        """
        COALESCE(line.price_total / NULLIF(line.product_uom_qty, 0),
                 line.price_unit * (1 - COALESCE(line.discount, 0) / 100))
        """
    )
    return SQL(
        # A line of returned goods has a negative quantity, and nothing left of it is negative.
        "%(sign)s * GREATEST(%(sign)s * (%(quantity)s - COALESCE(line.qty_invoiced, 0)), 0) * %(price)s",
        sign=SQL("(CASE WHEN line.product_uom_qty < 0 THEN -1 ELSE 1 END)"),
        quantity=quantity,
        price=price,
    )


def on_drafts():
    """What of each order line lies on draft invoices, in the order's currency."""
    return SQL(
        """
        SELECT rel.order_line_id, SUM(%s) AS amount
          FROM account_move move
          JOIN account_move_line item ON item.move_id = move.id
          JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = item.id
          JOIN sale_order_line line ON line.id = rel.order_line_id
          JOIN sale_order so ON so.id = line.order_id
         WHERE %s AND move.move_type IN ('out_invoice', 'out_refund') GROUP BY rel.order_line_id
        """,
        INVOICED,
        DRAFT,
    )


def half_invoiced():
    """Orders that Odoo calls invoiced though a part is on a draft, or a down payment was taken back."""
    return SQL(
        """
        SELECT line.order_id FROM drafted JOIN sale_order_line line ON line.id = drafted.order_line_id
         UNION
        SELECT order_id FROM sale_order_line WHERE is_downpayment AND qty_invoiced < 0
        """
    )


def line_posted(when):
    """What of an order line is on posted invoices, in the order's currency.

    :param when: SQL condition on the invoice, ``move``
    """
    return line_invoiced(SQL("move.state = 'posted' AND %s", when))


def line_invoiced(condition):
    """What of an order line is on the invoices a condition on ``move`` tells, in the order's currency."""
    return SQL(
        """
        SELECT SUM(%s) AS amount
          FROM sale_order_line_invoice_rel rel
          JOIN account_move_line item ON item.id = rel.invoice_line_id
          JOIN account_move move ON move.id = item.move_id
         WHERE rel.order_line_id = line.id AND %s
        """,
        INVOICED,
        condition,
    )


def clearing(scope, detailed):
    """Receipts posted but, as Odoo has it, still in process: not validated, not matched with the bank.

    Without a bank reconciliation app Odoo takes a receipt for confirmed as soon as its
    invoices are paid in full.
    """
    return SQL(
        """
        SELECT 'clearing', partner.commercial_partner_id, payment.company_id, payment.date, payment.date,
               payment.amount_company_currency_signed %(details)s
          FROM account_payment payment
          JOIN res_partner partner ON partner.id = payment.partner_id
         WHERE payment.state = 'in_process' AND payment.payment_type = 'inbound'
           AND payment.partner_type = 'customer' AND payment.move_id IS NOT NULL AND %(partners)s
        """,
        details=details(
            detailed,
            id=item_id("payment", 3),
            reference=SQL("payment.name"),
            document_partner_id=SQL("payment.partner_id"),
            move_id=SQL("payment.move_id"),
            payment_id=SQL("payment.id"),
            amount_currency=SQL("payment.amount"),
            currency_id=SQL("payment.currency_id"),
        ),
        partners=scope.customers("payment.partner_id"),
    )
