"""The accounts of a mass change of limits as they stand: read for any number of them at once."""

from odoo.tools import SQL

from ..exposure import claim


def accounts(ids, today):
    """What the base limit of each account is today, and what stands before another one.

    Columns: account_id, partner_id, base (NULL where none has begun), unlimited, expired, valid_to, ended, suspended,
    on_top, status, grade_id, ahead (another base limit begins later), pending (a limit is proposed, or a request is
    open or waits for its conditions). The base is found as ``_effective_sql`` finds it (``models/limit``).

    :param ids: ids of accounts
    :param today: the day at their company
    """
    return SQL(
        """
        SELECT account.id AS account_id, account.partner_id, base.amount AS base,
               COALESCE(base.unlimited, FALSE) AS unlimited,
               COALESCE(base.valid_to < %(today)s, FALSE) AS expired, base.valid_to,
               COALESCE(base.ended, FALSE) AS ended,
               COALESCE(base.suspended, FALSE) AS suspended, COALESCE(extra.amount, 0)::float8 AS on_top,
               account.status, account.grade_id,
               EXISTS (SELECT FROM credit_limit one
                        WHERE one.account_id = account.id AND one.counts IS TRUE AND one.kind = 'base'
                          AND one.valid_from > %(today)s) AS ahead,
               EXISTS (SELECT FROM credit_limit one
                        WHERE one.account_id = account.id AND one.state = 'proposed')
               OR EXISTS (SELECT FROM credit_limit_request one
                           WHERE one.account_id = account.id
                             AND (one.state IN ('submitted', 'returned')
                                  OR (one.state IN ('approved', 'partly') AND one.applied_on IS NULL
                                      AND NOT EXISTS (SELECT FROM credit_limit_condition missed
                                                       WHERE missed.request_id = one.id AND missed.met_on IS NULL
                                                         AND missed.due < %(today)s)))) AS pending
          FROM credit_account account
     LEFT JOIN LATERAL (
               SELECT COALESCE(part.amount, 0)::float8 AS amount, COALESCE(part.unlimited, FALSE) AS unlimited,
                      part.valid_to, part.state = 'ended' AS ended,
                      request.kind = 'suspend' AND COALESCE(part.amount, 0) = 0 AND part.unlimited IS NOT TRUE
                          AS suspended
                 FROM credit_limit part
            LEFT JOIN credit_limit_request request ON request.id = part.request_id
                WHERE part.counts IS TRUE AND part.account_id = account.id
                  AND part.kind = 'base' AND part.valid_from <= %(today)s
             ORDER BY part.valid_from DESC, part.approved_on DESC, part.id DESC
                LIMIT 1
               ) AS base ON TRUE
     LEFT JOIN LATERAL (
               SELECT SUM(COALESCE(part.amount, 0)) AS amount
                 FROM credit_limit part
                WHERE part.counts IS TRUE AND part.account_id = account.id
                  AND part.kind <> 'base' AND part.valid_from <= %(today)s
                  AND (part.valid_to IS NULL OR part.valid_to >= %(today)s)
               ) AS extra ON TRUE
         WHERE account.id = ANY(%(ids)s)
         ORDER BY account.id
        """,
        ids=list(ids),
        today=SQL("%s::date", today),
    )


def quotations(company_ids):
    """What each quotation would come to, in the company's currency. Columns: partner_id of who is billed, amount."""
    return SQL(
        """
        SELECT quoted.commercial_partner_id AS partner_id,
               (quoted.claim / COALESCE(NULLIF(quoted.currency_rate, 0), 1))::float8 AS amount
          FROM (%s) quoted
         WHERE quoted.claim > 0
        """,
        claim.orders(SQL("so.state IN ('draft', 'sent') AND so.company_id = ANY(%s)", list(company_ids))),
    )


def dated(batch_id):
    """The decided limits of the accounts that a batch changes, in the order of their approval.

    Columns: account_id, kind, amount, unlimited, valid_from, valid_to, approved_on, ended_on, agreed_to, counts. As
    ``_dated_limits`` of an account finds them (``models/limit``).
    """
    return SQL(
        """
        SELECT part.account_id, part.kind, COALESCE(part.amount, 0)::float8, COALESCE(part.unlimited, FALSE),
               part.valid_from, part.valid_to, COALESCE(part.approved_on, part.create_date), part.ended_on,
               part.agreed_to, COALESCE(part.counts, FALSE)
          FROM credit_limit part
          JOIN credit_limit_batch_line line ON line.account_id = part.account_id
         WHERE line.batch_id = %s AND line.left_out IS NULL AND line.refused_on IS NULL
           AND (part.counts IS TRUE OR part.ended_on IS NOT NULL)
         ORDER BY part.approved_on, part.id
        """,
        batch_id,
    )


def insert_lines(batch_id, columns):
    """Lines of a preview.

    :param columns: ``{column: (SQL type, values)}``, one value a line
    """
    return SQL(
        "INSERT INTO credit_limit_batch_line (batch_id, %s) SELECT %s, given.* FROM unnest(%s) AS given",
        SQL(", ").join(SQL.identifier(name) for name in columns),
        batch_id,
        SQL(", ").join(SQL("%s::%s[]", values, SQL(kind)) for kind, values in columns.values()),
    )


def claim_accounts(batch_id):
    """Let everything that decides on these limits pass one after the other; in the order of ids, so that two batches
    wait for each other and not both. Whoever only refers to these accounts, as an order held meanwhile, waits for none.
    """
    return SQL(
        """
        UPDATE credit_account SET id = id
         WHERE id IN (SELECT account.id FROM credit_account account
                       WHERE account.id IN (SELECT line.account_id FROM credit_limit_batch_line line
                                             WHERE line.batch_id = %s AND line.left_out IS NULL
                                               AND line.refused_on IS NULL)
                       ORDER BY account.id FOR NO KEY UPDATE)
        """,
        batch_id,
    )


def insert_limits(batch_id, values):
    """The limits that an approved batch becomes.

    :param values: what all of them have: today, author, approver, moment, reason
    """
    return SQL(
        """
        INSERT INTO credit_limit (account_id, partner_id, company_id, kind, amount, unlimited, valid_from, valid_to,
                                  origin, reason, state, counts, author_id, approver_id, approved_on, batch_id,
                                  create_uid, create_date, write_uid, write_date)
        SELECT account.id, account.partner_id, account.company_id, 'base', line.after, line.unlimited, %(today)s,
               line.new_valid_to, 'batch', %(reason)s, 'approved', TRUE, %(author)s, %(approver)s, %(moment)s,
               line.batch_id, %(approver)s, %(moment)s, %(approver)s, %(moment)s
          FROM credit_limit_batch_line line
          JOIN credit_account account ON account.id = line.account_id
         WHERE line.batch_id = %(batch)s AND line.left_out IS NULL AND line.refused_on IS NULL
        """,
        batch=batch_id,
        **values,
    )
