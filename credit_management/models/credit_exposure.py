from odoo import api, models
from odoo.tools import SQL

from ..core import aging
from ..core.exposure import CATEGORIES, RECEIVABLE, Exposure


class CreditExposure(models.AbstractModel):
    """What customers owe, summed from the open items: the one definition of exposure."""

    _name = "credit.exposure"
    _description = "Exposure"

    @api.model
    def _read_figures(self, accounts, as_of=None):
        """The exposure of each credit account, in one query whatever their number.

        No access is checked: the caller has read the accounts.

        :param as_of: the date to look from; the company's today when left out
        :return: {account id: core.exposure.Exposure}
        """
        counted = {company: company._credit_counted_categories() for company in accounts.company_id}
        figures = {account.id: Exposure(counted=counted[account.company_id]) for account in accounts}
        ids = [account.id for account in accounts if isinstance(account.id, int)]
        if not ids:
            return figures
        self.env["credit.open.item"]._flush()
        partners = SQL("SELECT partner_id FROM credit_account WHERE id = ANY(%s)", ids)
        for row in self.env.execute_query_dict(
            SQL(
                "SELECT account.id, figures.* FROM credit_account account JOIN (%s) figures"
                " ON figures.partner_id = account.partner_id AND figures.root_id = account.company_id"
                " WHERE account.id = ANY(%s)",
                self._figures_sql(as_of, partners),
                ids,
            )
        ):
            figures[row["id"]] = self._figures_of(row, figures[row["id"]].counted)
        return figures

    @api.model
    def _figures_of(self, row, counted):
        return Exposure(
            by_category={category: float(row[category]) for category in CATEGORIES},
            counted=counted,
            overdue=float(row["overdue"]),
            oldest_days_past_due=row["oldest_days_past_due"],
            buckets=tuple(float(amount) for amount in row["buckets"]),
        )

    @api.model
    def _figures_sql(self, as_of=None, partners=None):
        """Sums by commercial partner and root company.

        :param partners: SQL of the commercial partners wanted; all when left out
        :return: SQL with the columns partner_id, root_id, one a category, overdue,
            oldest_days_past_due, buckets (array, one sum a bucket), total
        """
        sums = SQL(", ").join(
            SQL("COALESCE(SUM(amount) FILTER (WHERE category = %s), 0) AS %s", category, SQL.identifier(category))
            for category in CATEGORIES
        )
        buckets = SQL(", ").join(
            SQL("COALESCE(SUM(amount) FILTER (WHERE category = %s AND bucket = %s), 0)", RECEIVABLE, number)
            for number in range(1, self._bucket_count() + 1)
        )
        return SQL(
            """
            SELECT partner_id, root_id, %(sums)s,
                   COALESCE(SUM(amount) FILTER (WHERE category = %(receivable)s AND days_past_due > 0), 0) AS overdue,
                   COALESCE(MAX(days_past_due) FILTER (WHERE category = %(receivable)s), 0) AS oldest_days_past_due,
                   ARRAY[%(buckets)s] AS buckets,
                   COALESCE(SUM(amount) FILTER (WHERE counts), 0) AS total
              FROM (%(items)s) item
             GROUP BY partner_id, root_id
            """,
            sums=sums,
            receivable=RECEIVABLE,
            buckets=buckets,
            items=self.env["credit.open.item"]._aged_sql(as_of, partners),
        )

    @api.model
    def _bucket_count(self):
        """How many buckets the company with the most of them has."""
        [[most]] = self.env.execute_query(
            SQL("SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM credit_aging_bucket GROUP BY company_id) counts")
        )
        return most or len(aging.DEFAULT_STARTS)
