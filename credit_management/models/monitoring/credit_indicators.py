from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL, date_utils

from ...core.monitoring import indicators as core
from ...sql.gate import hold_figures

HISTORY = 12  # months of sales before the first one shown, to count back through


class CreditIndicators(models.AbstractModel):
    """The figures of whole companies, from month ends, exposures and holds.

    No access is checked: the caller has.
    """

    _name = "credit.indicators"
    _description = "Indicators"

    @api.model
    def _read(self, companies, on=None, months=12):
        """The figures of legal entities, in as many queries whatever their number.

        :param on: a day; the last month end by then is the last one read
        :param months: how many month ends, and how many months of holds
        :return: {root company: (collection by month end, concentration, holds)}, as core.indicators has them
        """
        roots = companies._credit_roots()
        if not roots:
            return {}
        month_end = self.env["credit.month.end"]
        days = month_end._days(month_end._last(roots, on), months)
        collection = self._read_collection(roots, days)
        concentration = self._read_concentration(roots, days[-1])
        holds = self._read_holds(roots, days)
        return {root: (collection[root], concentration[root], holds[root]) for root in roots}

    @api.model
    def _read_collection(self, roots, days):
        """:return: {root company: {month end: core.monitoring.indicators.Collection}}"""
        month_end = self.env["credit.month.end"]
        all_days = month_end._days(days[-1], len(days) + HISTORY)
        sales = month_end._read_sales(roots, all_days)
        balances = month_end._read_balances(roots, all_days[HISTORY - 1 :], (0, 1))
        found = {}
        for root in roots:
            months = [self._month(day, balances[root].get(day), sales[root][day]) for day in all_days]
            found[root] = {day: core.collection(months[: HISTORY + number + 1]) for number, day in enumerate(days)}
        return found

    @staticmethod
    def _month(day, balance, sales):
        current, overdue = balance or (0.0, 0.0)
        return core.Month(current + overdue, overdue, sales, day.day)

    @api.model
    def _read_concentration(self, roots, day):
        """:return: {root company: core.monitoring.indicators.Concentration}, of the exposures at the end of the day"""
        items = self.env["credit.open.item"]
        items._flush()
        query = SQL(
            "SELECT root_id, SUM(amount)::float8 FROM (%s) item WHERE counts AND root_id = ANY(%s)"
            " GROUP BY root_id, partner_id",
            items._aged_sql(day),
            roots.ids,
        )
        exposures = defaultdict(list)
        for root_id, amount in self.env.execute_query(query):
            exposures[root_id].append(amount)
        return {root: core.concentration(exposures[root.id]) for root in roots}

    @api.model
    def _read_holds(self, roots, days):
        """:return: {root company: core.monitoring.indicators.Holds}, of the months that end on these days"""
        self.env["credit.hold"].flush_model()
        self.env["credit.open.item"]._flush()
        companies = self.env["credit.month.end"]._entities(roots)
        period = date_utils.start_of(days[0], "month"), days[-1]
        outcomes = self.env.execute_query(hold_figures.outcomes(*period, companies))
        receivable = self.env["credit.open.item"]._receivable_account_ids()
        paid = defaultdict(list)
        for root_id, amount, late in self.env.execute_query(hold_figures.paid(*period, companies, receivable)):
            paid[root_id].append((amount, late))
        counts = {row[0]: row[1:] for row in outcomes}
        return {root: self._holds(*counts[root.id], paid[root.id]) for root in roots}

    @staticmethod
    def _holds(stopped, checked, hours, refused, paid):
        return core.holds(stopped, checked, hours or [], refused, paid)
