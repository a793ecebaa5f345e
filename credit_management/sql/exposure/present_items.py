"""The open items as they are now, one SELECT a source.

Every source gives category, partner_id, company_id, date, date_due and amount; for rows to
be shown, DETAILS as well. Sums leave the details out: PostgreSQL does not drop them by
itself, and looking them up takes longer than summing.
"""

from dataclasses import replace

from odoo.tools import SQL

from . import claim, claims_at_once, receivables
from .item_columns import details, item_id

# Whether an order is beyond the horizon, for rows: their query knows the moment from which on it would be.
LATER = SQL(
    "so.commitment_date IS NOT NULL"
    " AND so.commitment_date >= (SELECT later_from FROM company WHERE company.id = so.company_id)"
)
DRAFT = SQL("move.state = 'draft'")
DRAFTED = SQL("move.move_type IN ('out_invoice', 'out_receipt')")
# The day of each company, for rows: their query knows it.
DRAFT_TODAY = SQL("(SELECT today FROM company WHERE company.id = move.company_id)")
PAYMENT_TODAY = SQL("(SELECT today FROM company WHERE company.id = payment.company_id)")


def items(scope, detailed):
    """
    :param detailed: whether with DETAILS, or the names of some of them
    """
    sources = (receivables.rows, draft_invoice, order, clearing, *(more.present for more in scope.more))
    rows = [source(scope, detailed) for source in sources]
    return scope.within(SQL(" UNION ALL ").join(rows), settled_later=receivables.settled_later(scope))


def summed(scope, days):
    """The same without whose they are: those of one company, of one category and of the same days as one row, with how
    many they are as ``items``.

    :param days: sql.exposure.days.Days
    """
    rows = [
        draft_invoice(scope, False, today=days.of("move")),
        order_rows(False, claims_at_once.orders(claims_at_once.open_orders()), days.is_later("so")),
        clearing(scope, False, days.of("payment")),
        *(more.present(replace(scope, today=days.of), False) for more in scope.more),
    ]
    added = SQL(
        """
        SELECT category, NULL::int, company_id, %(date)s, date_due, SUM(%(amount)s), COUNT(*)
          FROM (%(rows)s) single (category, partner_id, company_id, date, date_due, amount)
         GROUP BY category, company_id, %(dated)s date_due
        """,
        date=SQL("date") if days.dated else SQL("NULL::date"),
        dated=SQL("date,") if days.dated else SQL(),
        amount=days.rounded("single"),
        rows=SQL(" UNION ALL ").join(rows),
    )
    return scope.within(SQL("%s UNION ALL %s", receivables.summed(scope, days), added))


# What of an invoice, ``move``, comes from firm orders of its customer.
ORDERED = SQL(
    """
    SELECT SUM(line.price_total) AS amount FROM account_move_line line
     WHERE line.move_id = move.id AND line.display_type = 'product'
       AND EXISTS (
           -- One step after the other, each by its key, or PostgreSQL may go through all orders for each.
           SELECT FROM (SELECT rel.order_line_id FROM sale_order_line_invoice_rel rel
                         WHERE rel.invoice_line_id = line.id OFFSET 0) rel
       CROSS JOIN LATERAL (
                  SELECT so.partner_invoice_id
                    FROM sale_order_line ordered_line
                    JOIN sale_order so ON so.id = ordered_line.order_id AND so.state = 'sale'
                   WHERE ordered_line.id = rel.order_line_id OFFSET 0) so
            WHERE (SELECT commercial_partner_id FROM res_partner WHERE id = so.partner_invoice_id)
                  = move.commercial_partner_id)
    """
)


def matched(today):
    """SELECT of what a draft, ``move``, is paid already: matchings with posted receipts whose day has come.

    :param today: SQL of the day
    """
    return SQL(
        """
        SELECT SUM(settled.debit_amount_currency) AS amount
          -- One step after the other, each by its key, as above.
          FROM (SELECT id FROM account_move_line WHERE move_id = move.id OFFSET 0) item
    CROSS JOIN LATERAL (
               SELECT debit_amount_currency, credit_move_id FROM account_partial_reconcile
                WHERE debit_move_id = item.id OFFSET 0) settled
    CROSS JOIN LATERAL (
               SELECT FROM account_move_line receipt
                WHERE receipt.id = settled.credit_move_id AND receipt.parent_state = 'posted'
                  AND receipt.date <= %s OFFSET 0) receipt
        """,
        today,
    )


def is_drafted(partner_ids):
    """SQL condition that there is a draft invoice of one of these commercial partners."""
    return SQL(
        """
        EXISTS (SELECT FROM account_move move
                 WHERE %s AND %s AND move.commercial_partner_id = ANY(ARRAY(
                       SELECT id FROM res_partner WHERE commercial_partner_id = ANY(%s))))
        """,
        DRAFT,
        DRAFTED,
        partner_ids,
    )


def draft_invoice(scope, detailed, drafts=DRAFT, today=DRAFT_TODAY):
    """Draft invoices as far as they are not paid and come from no order of the customer.

    What comes from an order is part of it until posted. A payment matched with a draft is no credit anywhere else, so
    it lowers the draft, as it lowers a posted invoice. Draft credit notes do not lower what is owed: nobody has granted
    them yet.

    :param drafts: SQL condition that tells a draft
    :param today: SQL of the day until which receipts count
    """
    rest = SQL("move.amount_total - COALESCE(ordered.amount, 0) - COALESCE(matched.amount, 0)")
    return SQL(
        """
        SELECT 'draft_invoice', partner.commercial_partner_id, move.company_id,
               COALESCE(move.invoice_date, move.date), COALESCE(move.invoice_date_due, move.invoice_date, move.date),
               (%(rest)s) / COALESCE(NULLIF(move.invoice_currency_rate, 0), 1) %(details)s
          FROM account_move move
          JOIN res_partner partner ON partner.id = move.commercial_partner_id
     LEFT JOIN LATERAL (%(ordered)s) ordered ON TRUE
     LEFT JOIN LATERAL (%(matched)s) matched ON TRUE
         WHERE %(drafts)s AND %(drafted)s AND %(rest)s > 0 AND %(partners)s
           AND %(chosen)s
        """,
        details=details(
            detailed,
            id=item_id("move", 1),
            reference=SQL("NULLIF(move.name, '/')"),
            document_partner_id=SQL("move.partner_id"),
            user_id=SQL("move.invoice_user_id"),
            move_id=SQL("move.id"),
            amount_currency=rest,
            currency_id=SQL("move.currency_id"),
        ),
        rest=rest,
        ordered=ORDERED,
        matched=matched(today),
        drafts=drafts,
        drafted=DRAFTED,
        partners=scope.customers("move.commercial_partner_id"),
        chosen=scope.chosen("move", 1),
    )


def order(scope, detailed, later=LATER):
    """Confirmed orders by their claim: as far as no posted invoice covers them, delivered or not.

    :param later: SQL condition that the order ``so`` is beyond the horizon
    """
    condition = SQL(
        "(so.invoice_status IS DISTINCT FROM 'invoiced' OR so.id IN (%s)) AND %s AND %s",
        claim.maybe_open(),
        scope.customers("so.partner_invoice_id"),
        scope.chosen("so", 2),
    )
    return order_rows(detailed, claim.orders(SQL("so.state = 'sale' AND %s", condition)), later)


def order_rows(detailed, claims, later=LATER):
    """One row an order that claims something.

    :param claims: SQL of firm orders with their claims
    :param later: SQL condition that the order is beyond the horizon
    """
    return SQL(
        """
        SELECT CASE WHEN %(later)s THEN 'order_later' ELSE 'order' END,
               so.commercial_partner_id, so.company_id, so.date_order::date, NULL::date,
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
        orders=claims,
        later=later,
    )


def clearing(scope, detailed, today=PAYMENT_TODAY):
    """Receipts posted but, as Odoo has it, still in process: not validated, not matched with the bank.

    One of a later day, a post-dated cheque for instance, has not come in: what it pays is open until its day.

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
           AND payment.date <= %(today)s AND %(chosen)s AND %(others)s
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
        chosen=scope.chosen("payment", 3),
        others=scope.not_shown_beside(),
        today=today,
    )
