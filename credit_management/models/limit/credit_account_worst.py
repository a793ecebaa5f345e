from odoo import api, fields, models
from odoo.tools import SQL

from ...core.exposure.ratios import over
from ...core.limit.limits import LIMITED
from .credit_account import COMPARISONS

# Live figures that accounts are sorted by.
SORTED = ("over_by", "utilisation", "exposure", "overdue_amount", "oldest_days_past_due")


class CreditAccount(models.Model):
    """The worst accounts first: live figures to sort by, worked out in the database over all accounts at once."""

    _inherit = "credit.account"

    over_by = fields.Monetary(
        compute="_compute_over_by", help="By how much the exposure exceeds the limit; 0 within it, or without one."
    )

    @api.depends("exposure", "effective_limit", "limit_state")
    def _compute_over_by(self):
        for account in self:
            limited = account.limit_state == LIMITED
            account.over_by = over(account.exposure, account.effective_limit) if limited else 0.0

    # === SEARCH === #

    def _search_limit_valid_to(self, operator, value):
        """The last day of today's limit, as far as it has one."""
        if operator not in COMPARISONS:
            return NotImplemented
        operand = tuple(fields.Date.to_date(day) for day in value) if operator == "in" else fields.Date.to_date(value)
        return self._search_effective(SQL("effective.valid_to %s %s", SQL(COMPARISONS[operator]), operand))

    # === ORDER === #

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        # EXTENDS 'base': figures that are not stored, too
        if field_name not in SORTED:
            return super()._order_field_to_sql(alias, field_name, direction, nulls, query)
        self._check_field_access(self._fields[field_name], "read")
        joined = f"{alias}__live"
        if joined not in query._joins:
            condition = SQL("%s = %s", SQL.identifier(joined, "account_id"), SQL.identifier(alias, "id"))
            query.add_join("LEFT JOIN", joined, SQL("(%s)", self._sorted_sql()), condition)
        return SQL("%s %s NULLS LAST", SQL.identifier(joined, field_name), direction)

    @api.model
    def _sorted_sql(self):
        """One row an account with what it is sorted by: see ``_search_figure`` for its joins."""
        self.env["credit.open.item"]._flush()
        limits = self.env["credit.limit"]
        limits._flush_for_effective()
        # Compiling a query over every source takes PostgreSQL several times as long as running it.
        self.env.cr.execute("SET LOCAL jit = off")
        return SQL(
            """
            WITH summed AS MATERIALIZED (%(figures)s),
                 effective AS MATERIALIZED (%(limits)s)
            SELECT figures.account_id, figures.total AS exposure, figures.overdue AS overdue_amount,
                   figures.oldest_days_past_due,
                   CASE effective.state WHEN 'limited' THEN GREATEST(figures.total - effective.amount, 0)
                        ELSE 0 END AS over_by,
                   CASE effective.state WHEN 'limited' THEN figures.total / NULLIF(effective.amount, 0)
                        END AS utilisation
              FROM (SELECT account.id AS account_id, COALESCE(summed.total, 0) AS total,
                           COALESCE(summed.overdue, 0) AS overdue,
                           COALESCE(summed.oldest_days_past_due, 0) AS oldest_days_past_due
                      FROM credit_account account
                 FULL JOIN summed ON summed.partner_id = account.partner_id AND summed.root_id = account.company_id
                    OFFSET 0) figures
         FULL JOIN effective ON effective.account_id = figures.account_id
             WHERE figures.account_id IS NOT NULL
            """,
            figures=self.env["credit.exposure"]._figures_sql(),
            limits=limits._effective_sql(),
        )
