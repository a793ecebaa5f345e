from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import date_utils

from ...sql.exposure import month_ends


class CreditMonthEnd(models.AbstractModel):
    """Receivables at past month ends and sales by month, for figures and loss rates.

    No access is checked: the caller has.
    """

    _name = "credit.month.end"
    _description = "Month Ends"

    @api.model
    def _last(self, companies, on=None):
        """The last month end that is over for all of these companies, or was on a day."""
        today = min(company._credit_today() for company in companies)
        day = min(on, today) if on else today - relativedelta(days=1)
        end = date_utils.end_of(day, "month")
        return day if day == end else date_utils.start_of(day, "month") - relativedelta(days=1)

    @api.model
    def _days(self, last, months):
        """Month ends, the oldest first."""
        first = date_utils.start_of(last, "month")
        return [date_utils.end_of(first - relativedelta(months=back), "month") for back in range(months - 1, -1, -1)]

    @api.model
    def _read_balances(self, roots, days, starts, by_age=False):
        """Receivables by days past due, in one query.

        :param starts: first day past due of every band
        :param by_age: by the days since the invoice instead
        :return: {root company: {day: [amount of each band]}}
        """
        items = self.env["credit.open.item"]
        items._flush()
        query = month_ends.balances(days, starts, self._entities(roots), items._scope(), by_age)
        found = {root.id: {day: [0.0] * len(starts) for day in days} for root in roots}
        for day, root_id, band, amount in self.env.execute_query(query):
            found[root_id][day][band] = amount
        return {root: found[root.id] for root in roots}

    @api.model
    def _read_sales(self, roots, days):
        """Sales on credit of the months that end on these days, in one query.

        :return: {root company: {day: amount}}
        """
        items = self.env["credit.open.item"]
        items._flush()
        first = date_utils.start_of(days[0], "month")
        query = month_ends.sales(first, days[-1], self._entities(roots), items._scope())
        found = defaultdict(float)
        for month, root_id, amount in self.env.execute_query(query):
            found[root_id, date_utils.end_of(month, "month")] = amount
        return {root: {day: found[root.id, day] for day in days} for root in roots}

    @api.model
    def _entities(self, roots):
        """Companies and branches as the queries want them."""
        return [
            (company.id, root.id, root.currency_id.decimal_places, str(root._credit_zone()))
            for root in roots.sudo()  # settings of companies the caller has chosen
            for company in root._credit_family()
        ]
