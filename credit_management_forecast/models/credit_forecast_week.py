from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..core.receipts import WEEKS
from ..sql import forecast_items

EXPECTED, RECEIVED = "expected", "received"


class CreditForecastWeek(models.Model):
    """Receipts of a legal entity by week: expected in the thirteen weeks to come, and what came in before.

    Written by the nightly job alone. Of a week that has begun, what was expected stays as it was known when it began.
    """

    _name = "credit.forecast.week"
    _description = "Expected Receipts of a Week"
    _order = "date, kind"
    _rec_name = "date"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    date = fields.Date(string="Week", required=True, readonly=True, index=True, help="Its Monday.")
    kind = fields.Selection([(EXPECTED, "Expected"), (RECEIVED, "Received")], required=True, readonly=True)
    amount = fields.Monetary(readonly=True, help="Expected to be received in this week, in the company's currency.")
    currency_id = fields.Many2one(related="company_id.currency_id")

    _week_unique = models.Constraint("UNIQUE (company_id, date, kind)", "There is an amount of this week already.")

    @api.model
    def _keep(self, root, day, expected):
        """Write down what is expected from a day on, and what came in before.

        :param root: a root company
        :param expected: amounts of the weeks, from that of the day on
        """
        monday = day - timedelta(days=day.weekday())
        rows = [(monday + timedelta(weeks=number), EXPECTED, amount) for number, amount in enumerate(expected)]
        known = Domain("company_id", "=", root.id) & Domain("date", "=", monday) & Domain("kind", "=", EXPECTED)
        if day > monday and self.search_count(known, limit=1):
            rows = rows[1:]
        self._write_down(root, rows + self._read_received(root, day, monday))

    @api.model
    def _read_received(self, root, day, monday):
        """What came in of each week before and of this one so far."""
        since = monday - timedelta(weeks=WEEKS)
        open_items = self.env["credit.open.item"]
        open_items._flush()
        query = forecast_items.receipts(root.id, open_items._receivable_account_ids(), since, day)
        total = {since + timedelta(weeks=number): 0.0 for number in range(WEEKS + 1)}
        for date, amount in self.env.execute_query(query):
            total[date - timedelta(days=date.weekday())] += amount
        return [(week, RECEIVED, amount) for week, amount in total.items()]

    @api.model
    def _write_down(self, root, rows):
        """:param rows: week, kind and amount each"""
        if not rows:
            return
        values = [
            SQL("(%s, %s, %s, %s)", root.id, week, kind, root.currency_id.round(float(amount)))
            for week, kind, amount in rows
        ]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO credit_forecast_week (company_id, date, kind, amount) VALUES %s
                ON CONFLICT (company_id, date, kind) DO UPDATE SET amount = EXCLUDED.amount
                """,
                SQL(", ").join(values),
            )
        )
        self.invalidate_model()
