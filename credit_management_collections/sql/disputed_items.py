"""What policies let off of items in dispute: a source of open items, negative, of the due date of each item.

The twin of ``core.dispute.let_off``. Confirmed disputes alone, as far as their items are open and owed by the customer
of the dispute: an invoice may be billed anew to another one. Of a dispute about a part of several items the oldest
first, and so up to the limit of the policy, and to what the customer owes in all once credits that count and nobody has
matched are taken off: let off as well, they would make room for new orders. The policy in force on the day says how.
"""

from odoo.tools import SQL

from odoo.addons.credit_management.sql.exposure.due_dates import DUE
from odoo.addons.credit_management.sql.exposure.item_columns import details, item_id

from .owing_items import instalment

KIND = 6  # of the ids: see KINDS in scope

OPEN = SQL("dispute.state IN ('open', 'clarifying', 'answered')")
NOW = SQL(
    """
    SELECT CASE WHEN line.reconciled IS TRUE THEN 0 ELSE line.amount_residual END AS amount,
           line.amount_residual_currency AS currency
    """
)


def present(scope, detailed):
    today = scope.today("line")
    open_now = SQL("other.reconciled IS NOT TRUE AND (net.amount > 0 OR other.date <= %s)", today)
    room = _room(scope, SQL("other.amount_residual"), open_now)
    return _rows(scope, detailed, today, OPEN, NOW, room)


def concerns(partner_ids):
    return SQL(
        """
        EXISTS (SELECT FROM credit_account account
                  JOIN credit_dispute dispute ON dispute.account_id = account.id
                 WHERE account.partner_id = ANY(%s) AND %s)
        """,
        partner_ids,
        OPEN,
    )


def past(as_of, scope, detailed):
    """Disputes that stood on a past day, of what was open then."""
    day = SQL("%s::date", as_of)
    stood = SQL(
        "dispute.state <> 'draft' AND dispute.confirmed_on <= %(day)s"
        " AND (dispute.closed_on IS NULL OR dispute.closed_on > %(day)s)",
        day=day,
    )
    rest = SQL(
        """
        SELECT line.balance * rest.currency / NULLIF(line.amount_currency, 0) AS amount, rest.currency
          FROM (SELECT line.amount_currency - COALESCE((
                       SELECT SUM(settled.debit_amount_currency) FROM account_partial_reconcile settled
                        WHERE settled.debit_move_id = line.id AND settled.max_date <= %(day)s), 0) AS currency) rest
        """,
        day=day,
    )
    owed = SQL(
        """
        other.balance - COALESCE((SELECT SUM(settled.amount) FROM account_partial_reconcile settled
                                   WHERE settled.debit_move_id = other.id AND settled.max_date <= %(day)s), 0)
                      + COALESCE((SELECT SUM(settled.amount) FROM account_partial_reconcile settled
                                   WHERE settled.credit_move_id = other.id AND settled.max_date <= %(day)s), 0)
        """,
        day=day,
    )
    room = _room(scope, owed, SQL("other.date <= %s", day))
    return _rows(scope, detailed, day, SQL("%s AND line.date <= %s", stood, day), rest, room)


def _room(scope, owed, counts):
    """SELECT of what the customer owes in all, less its credits where the policy counts them; zero or more.

    :param owed: SQL of what is open of a line ``other``
    :param counts: SQL condition that such a line counts on the day
    """
    return SQL(
        """
        SELECT GREATEST(COALESCE(SUM(net.amount), 0), 0) AS amount
          FROM res_partner payer
          JOIN account_move_line other ON other.partner_id = payer.id
          JOIN res_company branch ON branch.id = other.company_id
    CROSS JOIN LATERAL (SELECT %(owed)s AS amount) net
         WHERE payer.commercial_partner_id = partner.commercial_partner_id AND %(accounts)s
           AND SPLIT_PART(branch.parent_path, '/', 1)::int = entity.root_id AND other.parent_state = 'posted'
           AND %(counts)s AND (net.amount > 0 OR policy.count_unallocated IS TRUE)
        """,
        owed=owed,
        accounts=scope.accounts("other.account_id"),
        counts=counts,
    )


def _rows(scope, detailed, today, condition, rest, room):
    """
    :param today: SQL of the day, for ``line``
    :param condition: SQL condition on the ``dispute`` and its ``line``
    :param rest: SELECT of what is open of the ``line``: amount, currency
    :param room: see ``_room``
    """
    return SQL(
        """
        SELECT 'disputed', piece.partner_id, piece.company_id, piece.date, piece.date_due, -piece.amount %(details)s
          FROM (SELECT part.*,
                       LEAST(part.whole, GREATEST(part.most - (
                            SUM(part.whole) OVER (PARTITION BY part.partner_id, part.root_id
                                                  ORDER BY part.date_due, part.id) - part.whole), 0)) AS amount
                  FROM (%(parts)s) part
                 WHERE part.whole > 0) piece
         WHERE piece.amount > 0 AND %(chosen)s
        """,
        details=details(
            detailed,
            id=item_id("piece", KIND),
            reference=SQL("piece.reference"),
            document_partner_id=SQL("piece.document_partner_id"),
            move_id=SQL("piece.move_id"),
            amount_currency=SQL("-piece.amount * piece.rate"),
            currency_id=SQL("piece.currency_id"),
        ),
        parts=_parts(scope, today, condition, rest, room),
        chosen=scope.chosen("piece", KIND),
    )


def _parts(scope, today, condition, rest, room):
    """Items in dispute with how much of each is, in the company's currency, and what the policy in force says."""
    return SQL(
        """
        SELECT item.id, partner.commercial_partner_id AS partner_id, line.partner_id AS document_partner_id,
               line.company_id, COALESCE(line.invoice_date, line.date) AS date, %(due)s AS date_due, line.move_id,
               line.move_name AS reference, line.currency_id, rest.currency / NULLIF(rest.amount, 0) AS rate,
               entity.root_id, LEAST(CASE policy.dispute_counts WHEN 'own_limit' THEN COALESCE(policy.dispute_limit, 0)
                                     END, room.amount) AS most,  -- of no limit and an amount the latter is the least
               rest.amount / NULLIF(rest.currency, 0) * LEAST(rest.currency, GREATEST(dispute.amount - (
                    SUM(rest.currency) OVER (PARTITION BY dispute.id ORDER BY %(due)s, item.id) - rest.currency), 0)
               ) AS whole
          FROM credit_dispute dispute
          JOIN credit_dispute_item item ON item.dispute_id = dispute.id AND item.chosen IS TRUE
          JOIN account_move move ON move.id = item.move_id AND move.state = 'posted'
          JOIN account_move_line line ON line.move_id = move.id AND line.balance > 0 AND %(accounts)s
           AND item.instalment = CASE move.move_type WHEN 'entry' THEN line.id ELSE %(instalment)s END
          JOIN res_partner partner ON partner.id = line.partner_id
          JOIN credit_account account ON account.id = dispute.account_id
           AND account.partner_id = partner.commercial_partner_id
    CROSS JOIN LATERAL (%(rest)s) rest
    CROSS JOIN LATERAL (SELECT SPLIT_PART(parent_path, '/', 1)::int AS root_id
                          FROM res_company WHERE id = line.company_id) entity
    CROSS JOIN LATERAL (SELECT dispute_counts, dispute_limit, dispute_longest, count_unallocated FROM credit_policy
                         WHERE company_id = entity.root_id AND state = 'published' AND valid_from <= %(today)s
                         ORDER BY valid_from DESC, version DESC LIMIT 1) policy
    CROSS JOIN LATERAL (%(room)s) room
         WHERE account.company_id = entity.root_id AND dispute.confirmed_by_id IS NOT NULL AND %(condition)s
           AND rest.amount > 0 AND rest.currency > 0
           AND policy.dispute_counts IN ('not', 'own_limit') AND %(customers)s
           AND (COALESCE(policy.dispute_longest, 0) = 0 OR %(today)s - dispute.opened_on <= policy.dispute_longest)
        """,
        due=DUE,
        accounts=scope.accounts("line.account_id"),
        instalment=instalment(),
        rest=rest,
        room=room,
        today=today,
        condition=condition,
        customers=scope.customers("line.partner_id"),
    )
