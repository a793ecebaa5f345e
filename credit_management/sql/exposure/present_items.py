"""The open items as they are now, one SELECT a source.

Every source gives category, partner_id, company_id, date, date_due and amount; for rows to
be shown, DETAILS as well. Sums leave the details out: PostgreSQL does not drop them by
itself, and looking them up takes longer than summing.
"""

from dataclasses import dataclass

from odoo.tools import SQL

from . import claim

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


def rounded(amount, decimal_places):
    """An amount rounded as Odoo does: half a coin up, also where a division has left it a hair below the half."""
    return SQL("ROUND(ROUND((%s)::numeric, %s + 8), %s)", amount, decimal_places, decimal_places)


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
    """Draft invoices as far as they come from no order of the customer: what does is part of it until posted.

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
                  AND EXISTS (
                      SELECT FROM sale_order_line_invoice_rel rel
                        JOIN sale_order_line ordered_line ON ordered_line.id = rel.order_line_id
                        JOIN sale_order so ON so.id = ordered_line.order_id AND so.state = 'sale'
                        JOIN res_partner bill ON bill.id = so.partner_invoice_id
                       WHERE rel.invoice_line_id = line.id
                         AND bill.commercial_partner_id = move.commercial_partner_id)
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
    """Confirmed orders by their claim: as far as no posted invoice covers them, delivered or not.

    :param later: SQL condition that the order ``so`` is beyond the horizon
    """
    condition = SQL(
        "(so.invoice_status IS DISTINCT FROM 'invoiced' OR so.id IN (%s)) AND %s",
        claim.maybe_open(),
        scope.customers("so.partner_invoice_id"),
    )
    return order_rows(detailed, condition, later)


def order_rows(detailed, condition, later=LATER, when=None):
    """One row an order that claims something.

    :param condition: SQL condition on the order, ``so``
    :param later: SQL condition that the order is beyond the horizon
    :param when: SQL condition on the posted invoices, ``move``, that take something off it
    """
    return SQL(
        """
        SELECT CASE WHEN %(later)s THEN 'order_later' ELSE 'order' END,
               so.commercial_partner_id, so.company_id, so.date_order::date, NULL,
               so.claim / COALESCE(NULLIF(so.currency_rate, 0), 1) %(details)s
          FROM (%(orders)s
                OFFSET 0) so  -- or PostgreSQL plans and sums the claim a second time, for the condition
         WHERE so.claim > 0
        """,
        details=details(
            detailed,
            id=item_id("so", 2),
            reference=SQL("so.name"),
            document_partner_id=SQL("so.partner_invoice_id"),
            user_id=SQL("so.user_id"),
            order_id=SQL("so.id"),
            amount_currency=SQL("so.claim"),
            currency_id=SQL("so.currency_id"),
        ),
        orders=claim.orders(SQL("so.state = 'sale' AND %s", condition), when),
        later=later,
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
