"""Acceptance bills as open items: by their share that counts as ``bill``, the rest as receipts in clearing.

The receipt itself has settled the invoice on its day. One of a later day has not come in, as with any receipt: what it
pays is open until then. A bill counts as long as its entry is posted, whatever state the receipt shows: Odoo calls it
paid as soon as the invoice is. What was paid by a bill that was dishonoured later was paid until then: ``undone``.
"""

from odoo.tools import SQL

from odoo.addons.credit_management.sql.exposure.item_columns import details
from odoo.addons.credit_management.sql.exposure.scope import KINDS

KIND, KIND_IN_CLEARING = 8, 9  # of the ids: see KINDS in scope
OWN_RECEIPTS = SQL("payment.credit_bill_kind IS NOT NULL")
# Of a commercial bill everything; of a bank's what is said of the bank, else of all banks.
SHARE = SQL(
    """
    CASE payment.credit_bill_kind WHEN 'commercial' THEN 1
         ELSE COALESCE(
              (SELECT bank.share FROM credit_bill_bank bank
                WHERE bank.bank_id = payment.credit_bill_bank_id AND bank.active AND bank.company_id = entity.id),
              entity.credit_bill_share, 0) / 100 END
    """
)


def running(day):
    """SQL condition that a bill has been received and its money is still to come.

    The twin of ``core.bill.is_running``.
    """
    return SQL(
        "payment.date <= %(day)s AND (payment.credit_bill_ended_on IS NULL OR payment.credit_bill_ended_on > %(day)s)"
        " AND (payment.credit_bill_kind = 'commercial' OR payment.credit_bill_matures_on > %(day)s)",
        day=day,
    )


def present(scope, detailed):
    return _rows(scope, detailed, SQL("payment.credit_bill_ended_on IS NULL AND %s", running(scope.today("payment"))))


def concerns(partner_ids):
    return SQL(
        """
        EXISTS (SELECT FROM res_partner partner
                  JOIN account_payment payment ON payment.partner_id = partner.id
                 WHERE partner.commercial_partner_id = ANY(%s)
                   AND payment.credit_bill_kind IS NOT NULL AND payment.credit_bill_ended_on IS NULL)
        """,
        partner_ids,
    )


def past(as_of, scope, detailed):
    return _rows(scope, detailed, running(SQL("%s::date", as_of)))


def undone(as_of):
    """Matchings of bills that were dishonoured after that day."""
    return SQL(
        "SELECT debit_move_id, credit_move_id, amount, debit_amount_currency, credit_amount_currency, max_date"
        " FROM credit_bill_matching WHERE undone_on > %s::date",
        as_of,
    )


def bills(condition, customers):
    """FROM and WHERE of bills received: each ``payment`` with its ``partner``, legal ``entity`` and ``share``."""
    return SQL(
        """
          FROM account_payment payment
          JOIN account_move entry ON entry.id = payment.move_id AND entry.state = 'posted'
          JOIN res_partner partner ON partner.id = payment.partner_id
          JOIN res_company company ON company.id = payment.company_id
          JOIN res_company entity ON entity.id = SPLIT_PART(company.parent_path, '/', 1)::int
    CROSS JOIN LATERAL (SELECT (%(share)s)::float8 AS part) share
         WHERE payment.credit_bill_kind IS NOT NULL AND payment.payment_type = 'inbound'
           AND payment.partner_type = 'customer' AND %(customers)s AND %(condition)s
        """,
        share=SHARE,
        customers=customers,
        condition=condition,
    )


def _rows(scope, detailed, condition):
    return SQL(
        """
        SELECT piece.category, partner.commercial_partner_id, payment.company_id, payment.date,
               payment.credit_bill_matures_on, payment.amount_company_currency_signed * piece.part %(details)s
          FROM (SELECT payment.id, share.part %(bills)s) running
          JOIN account_payment payment ON payment.id = running.id
          JOIN res_partner partner ON partner.id = payment.partner_id
    CROSS JOIN LATERAL (VALUES ('bill', running.part, %(kind)s), ('clearing', 1 - running.part, %(beside)s))
               piece (category, part, kind)
         WHERE piece.part > 0 AND %(chosen)s
        """,
        details=details(
            detailed,
            id=SQL("payment.id::bigint * %s + piece.kind", KINDS),
            reference=SQL("COALESCE(payment.credit_bill_number, payment.name)"),
            document_partner_id=SQL("payment.partner_id"),
            move_id=SQL("payment.move_id"),
            payment_id=SQL("payment.id"),
            amount_currency=SQL("payment.amount * piece.part"),
            currency_id=SQL("payment.currency_id"),
        ),
        bills=bills(condition, scope.customers("payment.partner_id")),
        kind=KIND,
        beside=KIND_IN_CLEARING,
        chosen=_chosen(scope),
    )


def _chosen(scope):
    if scope.item_ids is None:
        return SQL("TRUE")
    return SQL(
        "(piece.kind = %s AND %s OR piece.kind = %s AND %s)",
        KIND, scope.chosen("payment", KIND), KIND_IN_CLEARING, scope.chosen("payment", KIND_IN_CLEARING),
    )  # fmt: skip


def movements(root_id):
    """What counted as exposure from one day until another, for a replay. Columns: commercial partner, day, amount.

    Days are counted from 1970-01-01.
    """
    ends = SQL(
        "CASE payment.credit_bill_kind WHEN 'commercial' THEN payment.credit_bill_ended_on"
        " ELSE LEAST(payment.credit_bill_ended_on, payment.credit_bill_matures_on) END"
    )
    return SQL(
        """
        SELECT partner.commercial_partner_id, moved.day - DATE '1970-01-01', moved.amount::float8
          FROM (SELECT payment.id, share.part, %(ends)s AS ends %(bills)s AND entity.id = %(root)s) counted
          JOIN account_payment payment ON payment.id = counted.id
          JOIN res_partner partner ON partner.id = payment.partner_id
    CROSS JOIN LATERAL (VALUES
               (payment.date, payment.amount_company_currency_signed * counted.part),
               (CASE WHEN counted.ends IS NOT NULL THEN GREATEST(counted.ends, payment.date) END,
                -payment.amount_company_currency_signed * counted.part)
               ) moved (day, amount)
         WHERE counted.part > 0 AND moved.day IS NOT NULL
        """,
        ends=ends,
        bills=bills(SQL("TRUE"), SQL("TRUE")),
        root=root_id,
    )
