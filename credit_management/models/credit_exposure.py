from odoo import api, models
from odoo.tools import SQL

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
        :return: {account: core.exposure.Exposure}
        """
        counted = {company: company._credit_counted_categories() for company in accounts.company_id}
        parts = {account.id: [] for account in accounts}
        if accounts.ids:
            self.env["credit.open.item"]._flush()
            for account_id, *part in self.env.execute_query(self._parts_sql(accounts.ids, as_of)):
                parts[account_id].append(part)
        return {account: self._sum_up(parts[account.id], counted.get(account.company_id)) for account in accounts}

    @api.model
    def _parts_sql(self, account_ids, as_of):
        """Sums by account, category and bucket."""
        partners = SQL("SELECT partner_id FROM credit_account WHERE id = ANY(%s)", account_ids)
        return SQL(
            """
            SELECT account.id, item.category, item.bucket, SUM(item.amount),
                   SUM(item.amount) FILTER (WHERE item.days_past_due > 0), MAX(item.days_past_due)
              FROM credit_account account
              JOIN (%(items)s) item ON item.partner_id = account.partner_id AND item.root_id = account.company_id
             WHERE account.id = ANY(%(ids)s)
             GROUP BY account.id, item.category, item.bucket
            """,
            items=self.env["credit.open.item"]._aged_sql(as_of, partners),
            ids=account_ids,
        )

    @api.model
    def _sum_up(self, parts, counted):
        by_category = dict.fromkeys(CATEGORIES, 0.0)
        buckets = {}
        overdue, oldest = 0.0, 0
        for category, bucket, amount, past_due, days in parts:
            by_category[category] += float(amount)
            overdue += float(past_due or 0)
            oldest = max(oldest, days)
            if bucket:
                buckets[bucket] = float(amount)
        return Exposure(
            by_category=by_category,
            counted=counted or frozenset(),
            overdue=overdue,
            oldest_days_past_due=oldest,
            buckets=tuple(buckets.get(number, 0.0) for number in range(1, max(buckets, default=0) + 1)),
        )

    @api.model
    def _figures_sql(self, as_of=None, partners=None):
        """Sums by customer and legal entity, for the database to search and sort by.

        :param partners: SQL of the commercial partners wanted; all when left out
        :return: SQL with the columns partner_id, root_id, one a category, overdue,
            oldest_days_past_due, total
        """
        sums = SQL(", ").join(
            SQL("COALESCE(SUM(amount) FILTER (WHERE category = %s), 0) AS %s", category, SQL.identifier(category))
            for category in CATEGORIES
        )
        return SQL(
            """
            SELECT partner_id, root_id, %(sums)s,
                   COALESCE(SUM(amount) FILTER (WHERE category = %(receivable)s AND days_past_due > 0), 0) AS overdue,
                   COALESCE(MAX(days_past_due) FILTER (WHERE category = %(receivable)s), 0) AS oldest_days_past_due,
                   COALESCE(SUM(amount) FILTER (WHERE counts), 0) AS total
              FROM (%(items)s) item
             GROUP BY partner_id, root_id
            """,
            sums=sums,
            receivable=RECEIVABLE,
            items=self.env["credit.open.item"]._aged_sql(as_of, partners),
        )
