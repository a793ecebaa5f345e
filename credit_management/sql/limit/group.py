"""Groups of customers on a day: who belongs to them, and what they may owe together."""

from odoo.tools import SQL


def members(today):
    """Memberships in force: id, group_id, account_id, partner_id, company_id, cap (NULL without one) and rate.

    The rate is what one unit of the member's company costs in the group's currency, by the table of the group's
    company as Odoo reads it; NULL where a currency has none.

    :param today: SQL of the day
    """
    return SQL(
        """
        SELECT member.id, member.group_id, member.account_id, account.partner_id, account.company_id,
               CASE WHEN member.has_cap THEN COALESCE(member.cap, 0)::float8 END AS cap,
               CASE WHEN own.currency_id = shared.currency_id THEN 1
                    ELSE %(of_group)s / NULLIF(%(of_member)s, 0)
                END::float8 AS rate
          FROM credit_group_member member
          JOIN credit_account account ON account.id = member.account_id
          JOIN res_company own ON own.id = account.company_id
          JOIN credit_group grp ON grp.id = member.group_id
          JOIN credit_account lead ON lead.id = grp.lead_id
          JOIN res_company shared ON shared.id = lead.company_id
         WHERE member.counts IS TRUE AND member.valid_from <= %(today)s
           AND (member.valid_to IS NULL OR member.valid_to >= %(today)s)
        """,
        of_group=_rate(SQL("shared"), SQL("shared.currency_id"), today),
        of_member=_rate(SQL("shared"), SQL("own.currency_id"), today),
        today=today,
    )


def _rate(company, currency, today):
    """The rate of a currency on a day in a company; 1 for the company's own where its table is silent."""
    return SQL(
        """
        COALESCE((SELECT rate.rate FROM res_currency_rate rate
                   WHERE rate.currency_id = %(currency)s AND rate.name <= %(today)s
                     AND (rate.company_id IS NULL OR rate.company_id = %(company)s.id)
                ORDER BY rate.company_id, rate.name DESC LIMIT 1),
                 CASE WHEN %(currency)s = %(company)s.currency_id THEN 1 END)
        """,
        currency=currency,
        company=company,
        today=today,
    )


def limits(today):
    """The limit that each group shares: group_id, state, amount, valid_to, expired, expired_amount.

    The one that began last governs, and once it is over nothing is granted: the twin of
    :func:`core.limit.limits.effective_limit` for base limits.

    :param today: SQL of the day
    """
    return SQL(
        """
        SELECT grp.id AS group_id,
               CASE WHEN part.id IS NULL THEN 'not_assessed' ELSE 'limited' END AS state,
               CASE WHEN part.id IS NULL OR part.expired THEN 0 ELSE part.amount END::float8 AS amount,
               part.valid_to, COALESCE(part.expired, FALSE) AS expired,
               CASE WHEN part.expired THEN part.amount ELSE 0 END::float8 AS expired_amount
          FROM credit_group grp
     LEFT JOIN LATERAL (
               SELECT part.id, COALESCE(part.amount, 0) AS amount, part.valid_to,
                      COALESCE(part.valid_to < %(today)s, FALSE) AS expired
                 FROM credit_group_limit part
                WHERE part.counts IS TRUE AND part.group_id = grp.id AND part.valid_from <= %(today)s
             ORDER BY part.valid_from DESC, part.approved_on DESC, part.id DESC
                LIMIT 1
               ) AS part ON TRUE
        """,
        today=today,
    )
