from odoo import api, models
from odoo.tools import SQL


class CreditAccount(models.Model):
    """The worst accounts first, also where there are so many that summing up all of them takes long."""

    _inherit = "credit.account"

    @api.model
    def _sorted_sql(self):
        # EXTENDS 'credit_management' (limit): by the last daily job where the overview shows its figures, too
        days = self._get_kept_days()
        if not days:
            return super()._sorted_sql()
        self.env["credit.snapshot"].flush_model()
        return SQL(
            """
            SELECT snapshot.account_id, snapshot.exposure, snapshot.overdue_amount, snapshot.oldest_days_past_due,
                   snapshot.excess_amount AS over_by, snapshot.utilisation
              FROM credit_snapshot snapshot
              JOIN (VALUES %s) kept (company_id, date) USING (company_id, date)
            """,
            SQL(", ").join(SQL("(%s, %s::date)", company_id, day) for company_id, day in days.items()),
        )

    @api.model
    def _get_kept_days(self):
        """The day of the last snapshots of each legal entity, as soon as one of them is large."""
        # How much there is decides how it is sorted, whatever the user may read.
        overview, runs = self.env["credit.overview"].sudo(), self.env["credit.job.run"]
        roots = self.env["res.company"]._credit_all_roots()
        if all(overview._is_small(root) for root in roots):
            return {}
        days = {root.id: runs._last_day(root) for root in roots}
        return {root_id: day for root_id, day in days.items() if day}
