from odoo import api, models
from odoo.tools import SQL

from ...core.limit.authority import Dated
from ...core.limit.limits import NOT_ASSESSED, Component, EffectiveLimit


class CreditLimit(models.Model):
    """The limit in force on a day, read from the components that count."""

    _inherit = "credit.limit"

    @api.model
    def _effective(self, accounts, on=None):
        """The limit in force of each account, in one query for all of them.

        :param on: the day; without it, today in each account's company
        :return: ``{account: core.limit.limits.EffectiveLimit}``
        """
        self._flush_for_effective()
        rows = self.env.execute_query(
            SQL(
                "SELECT account_id, state, amount, valid_to, expired, expired_amount FROM (%s) AS effective"
                " WHERE account_id = ANY(%s)",
                self._effective_sql(on, accounts.sudo().company_id),  # only the days of their companies are read
                accounts.ids,
            )
        )
        found = {
            account_id: EffectiveLimit(state, float(amount), valid_to, expired, float(expired_amount))
            for account_id, state, amount, valid_to, expired, expired_amount in rows
        }
        unsaved = EffectiveLimit(NOT_ASSESSED)
        return {account: found.get(account._origin.id, unsaved) for account in accounts}

    @api.model
    def _flush_for_effective(self):
        self.flush_model(
            ["account_id", "kind", "amount", "unlimited", "valid_from", "valid_to", "approved_on", "counts"]
        )
        self.env["credit.account"].flush_model(["company_id"])

    @api.model
    def _effective_sql(self, on=None, companies=None):
        """A subquery with the limit in force of every account; the twin of ``core.limit.limits.effective_limit``.

        Columns: account_id, state, amount (0 unless limited), valid_to, expired, expired_amount. Flush with
        :meth:`_flush_for_effective` first.

        :param on: the day; without it, today in each account's company
        :param companies: those of the accounts asked for, where they are known
        """
        day = SQL("%s::date", on) if on else self._today_sql(companies)
        return SQL(
            """
            SELECT account.id AS account_id,
                   CASE WHEN base.unlimited AND NOT base.expired THEN 'unlimited'
                        WHEN base.id IS NULL AND extra.amount IS NULL THEN 'not_assessed'
                        ELSE 'limited'
                    END AS state,
                   CASE WHEN base.unlimited AND NOT base.expired THEN 0
                        WHEN base.expired THEN COALESCE(extra.amount, 0)
                        ELSE COALESCE(base.amount, 0) + COALESCE(extra.amount, 0)
                    END AS amount,
                   CASE WHEN base.expired OR base.unlimited THEN base.valid_to
                        ELSE LEAST(base.valid_to, extra.valid_to)
                    END AS valid_to,
                   COALESCE(base.expired, FALSE) AS expired,
                   CASE WHEN base.expired IS NOT TRUE THEN 0
                        WHEN base.unlimited THEN 'Infinity'::float8
                        ELSE COALESCE(base.amount, 0)
                    END AS expired_amount
              FROM credit_account account
        CROSS JOIN LATERAL (SELECT %(day)s AS today) AS calendar
         LEFT JOIN LATERAL (
                   SELECT part.id,
                          COALESCE(part.amount, 0) AS amount,
                          COALESCE(part.unlimited, FALSE) AS unlimited,
                          part.valid_to,
                          COALESCE(part.valid_to < calendar.today, FALSE) AS expired
                     FROM credit_limit part
                    WHERE part.counts IS TRUE AND part.account_id = account.id
                      AND part.kind = 'base' AND part.valid_from <= calendar.today
                 ORDER BY part.valid_from DESC, part.approved_on DESC, part.id DESC
                    LIMIT 1
                   ) AS base ON TRUE
         LEFT JOIN LATERAL (
                   SELECT SUM(COALESCE(part.amount, 0)) AS amount, MIN(part.valid_to) AS valid_to
                     FROM credit_limit part
                    WHERE part.counts IS TRUE AND part.account_id = account.id
                      AND part.kind <> 'base' AND part.valid_from <= calendar.today
                      AND (part.valid_to IS NULL OR part.valid_to >= calendar.today)
                   ) AS extra ON TRUE
            """,
            day=day,
        )

    @api.model
    def _today_sql(self, companies=None):
        """Today at each account's company: companies lie in different time zones."""
        companies = companies or self.env["res.company"]._credit_all_roots()
        cases = (SQL("WHEN %s THEN %s::date", company.id, company._credit_today()) for company in companies)
        return SQL("CASE account.company_id %s END", SQL(" ").join(cases))

    def _to_core(self, sequence):
        """This record as the plain data core computes with; later approvals have a larger sequence."""
        self.ensure_one()
        return Component(
            kind=self.kind,
            amount=self.amount,
            unlimited=self.unlimited,
            valid_from=self.valid_from,
            valid_to=self.valid_to or None,
            sequence=sequence,
        )

    def _to_core_dated(self, sequence):
        """The same with the moments at which it was approved and ended."""
        return Dated(
            self._to_core(sequence),
            self.approved_on or self.create_date,
            self.ended_on or None,
            self.agreed_to or None,
            withdrawn=not self.counts,
        )
