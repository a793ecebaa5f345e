"""Facts about customer invoices, drafts or posted: what firm orders of the customer stand behind, and what is paid."""

from odoo.tools import SQL

from ..exposure import claim, present_items
from . import prepaid

# Columns that are amounts of the invoice, its total apart.
AMOUNTS = ("covered", "counted", "ordered", "matched", "unbooked", "unmatched")


def facts(move_ids, receivable_account_ids, later_from, today):
    """One row an invoice, in the order given; each is looked at as if those before it were posted.

    Columns: id, commercial partner, whether it is posted, total, rate, number of lines from orders; what orders cover
    of it in its own currency, and in the company's as far as they count as orders; what of it comes from orders by its
    lines; what is paid of it and matched, also with a draft; paid online and not booked yet; booked but matched with
    nothing.

    An order covers what its claim is less once the invoice is posted: nothing more than it still claims.

    :param later_from: moment from which on an order does not count yet; None where every order counts
    :param today: the day until which a receipt that is matched with a draft counts
    """
    return SQL(
        """
        SELECT move.id, bill.commercial_partner_id AS partner_id, move.state = 'posted' AS is_posted,
               move.amount_total::float8 AS total,
               COALESCE(NULLIF(move.invoice_currency_rate, 0), 1)::float8 AS rate,
               COALESCE(covered.lines, 0)::int AS lines, COALESCE(covered.amount, 0)::float8 AS covered,
               COALESCE(covered.counted, 0)::float8 AS counted, COALESCE(ordered.amount, 0)::float8 AS ordered,
               COALESCE(matched.amount, move.amount_total - owed.amount, 0)::float8 AS matched,
               COALESCE(prepaid.unbooked, 0)::float8 AS unbooked, COALESCE(prepaid.unmatched, 0)::float8 AS unmatched
          FROM UNNEST(%(batch)s) WITH ORDINALITY AS invoice (id, position)
          JOIN account_move move ON move.id = invoice.id
     LEFT JOIN res_partner bill ON bill.id = move.partner_id
     LEFT JOIN LATERAL (%(covered)s) covered ON TRUE
     LEFT JOIN LATERAL (%(ordered)s) ordered ON move.state = 'draft'
     LEFT JOIN LATERAL (
               SELECT SUM(item.amount_residual_currency) AS amount
                 FROM account_move_line item
                WHERE item.move_id = move.id AND item.account_id = ANY(%(receivable)s)) owed
            ON move.state = 'posted'
     LEFT JOIN LATERAL (%(matched)s) matched ON move.state = 'draft'
     LEFT JOIN LATERAL (%(paid)s) prepaid ON TRUE
         ORDER BY invoice.position
        """,
        batch=_batch(move_ids),
        covered=_covered(move_ids, later_from),
        ordered=present_items.ORDERED,
        receivable=list(receivable_account_ids),
        matched=present_items.matched(SQL("%s::date", today)),
        paid=_prepaid(receivable_account_ids),
    )


def _batch(move_ids):
    return SQL("%s::int[]", list(move_ids))


def _covered(move_ids, later_from):
    """What firm orders of the customer claim less once the ``invoice`` is posted."""
    batch = _batch(move_ids)
    others = SQL("(move.state = 'posted' AND move.id <> ALL(%s))", batch)
    position = SQL("array_position(%s, move.id)", batch)
    condition = SQL("so.id = source.order_id AND so.state = 'sale'")
    later = SQL("TRUE")
    if later_from:
        later = SQL("before.commitment_date IS NULL OR before.commitment_date < %s", later_from)
    return SQL(
        """
        SELECT SUM(source.lines) AS lines,
               SUM((before.claim - after.claim)
                   * CASE WHEN before.currency_id = move.currency_id THEN 1
                          ELSE COALESCE(NULLIF(move.invoice_currency_rate, 0), 1)
                               / COALESCE(NULLIF(before.currency_rate, 0), 1) END) AS amount,
               SUM((before.claim - after.claim) / COALESCE(NULLIF(before.currency_rate, 0), 1))
                   FILTER (WHERE %(counts)s) AS counted
          FROM (SELECT line.order_id, COUNT(*) AS lines
                  FROM account_move_line item
                  JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = item.id
                  JOIN sale_order_line line ON line.id = rel.order_line_id
                 WHERE item.move_id = invoice.id
                 GROUP BY line.order_id) source
          JOIN LATERAL (%(before)s) before ON before.commercial_partner_id = bill.commercial_partner_id
          JOIN LATERAL (%(after)s) after ON TRUE
        """,
        counts=later,
        before=claim.orders(condition, taking=SQL("(%s OR %s < invoice.position)", others, position)),
        after=claim.orders(condition, taking=SQL("(%s OR %s <= invoice.position)", others, position)),
    )


def _prepaid(receivable_account_ids):
    """Payments made or authorised online for one invoice, and for no other one.

    A payment booked lowers the exposure by itself, as far as nothing is matched with it.
    """
    return prepaid.prepaid(
        SQL(
            """
            (SELECT paid.transaction_id
               FROM account_invoice_transaction_rel paid
               JOIN payment_transaction made ON made.id = paid.transaction_id
              WHERE paid.invoice_id = move.id AND made.state IN ('authorized', 'done')
                AND made.currency_id = move.currency_id
                AND NOT EXISTS (SELECT FROM account_invoice_transaction_rel other
                                  JOIN account_move invoiced ON invoiced.id = other.invoice_id
                                 WHERE other.transaction_id = made.id AND other.invoice_id <> move.id
                                   AND invoiced.state <> 'cancel'))
            """
        ),
        list(receivable_account_ids),
    )
