"""What policies let off of items in dispute: a source of open items, negative, of the due date of each item.

The twin of ``core.dispute.let_off``. Confirmed disputes alone, as far as their items are open and owed by the customer
of the dispute: an invoice may be billed anew to another one. Of a dispute about a part of several items the oldest
first, and so up to the limit of the policy. The policy in force on the day says how.
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
    return _rows(scope, detailed, scope.today("line"), OPEN, NOW)


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
    return _rows(scope, detailed, day, SQL("%s AND line.date <= %s", stood, day), rest)


def _rows(scope, detailed, today, condition, rest):
    """
    :param today: SQL of the day, for ``line``
    :param condition: SQL condition on the ``dispute`` and its ``line``
    :param rest: SELECT of what is open of the ``line``: amount, currency
    """
    return SQL(
        """
        SELECT 'disputed', piece.partner_id, piece.company_id, piece.date, piece.date_due, -piece.amount %(details)s
          FROM (SELECT part.*,
                       CASE part.how WHEN 'not' THEN part.whole
                            ELSE LEAST(part.whole, GREATEST(part.most - (
                                 SUM(part.whole) OVER (PARTITION BY part.partner_id, part.root_id
                                                       ORDER BY part.date_due, part.id) - part.whole), 0)) END AS amount
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
        parts=_parts(scope, today, condition, rest),
        chosen=scope.chosen("piece", KIND),
    )


def _parts(scope, today, condition, rest):
    """Items in dispute with how much of each is, in the company's currency, and what the policy in force says."""
    return SQL(
        """
        SELECT item.id, partner.commercial_partner_id AS partner_id, line.partner_id AS document_partner_id,
               line.company_id, COALESCE(line.invoice_date, line.date) AS date, %(due)s AS date_due, line.move_id,
               line.move_name AS reference, line.currency_id, rest.currency / NULLIF(rest.amount, 0) AS rate,
               entity.root_id, policy.dispute_counts AS how, COALESCE(policy.dispute_limit, 0) AS most,
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
    CROSS JOIN LATERAL (SELECT dispute_counts, dispute_limit, dispute_longest FROM credit_policy
                         WHERE company_id = entity.root_id AND state = 'published' AND valid_from <= %(today)s
                         ORDER BY valid_from DESC, version DESC LIMIT 1) policy
         WHERE account.company_id = entity.root_id AND dispute.confirmed_by_id IS NOT NULL AND %(condition)s
           AND rest.amount > 0 AND rest.currency > 0
           AND policy.dispute_counts IN ('not', 'own_limit') AND %(customers)s
           AND (COALESCE(policy.dispute_longest, 0) = 0 OR %(today)s - dispute.opened_on <= policy.dispute_longest)
        """,
        due=DUE,
        accounts=scope.accounts("line.account_id"),
        instalment=instalment(),
        rest=rest,
        today=today,
        condition=condition,
        customers=scope.customers("line.partner_id"),
    )
