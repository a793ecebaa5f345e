import numpy as np

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.credit_management.core.assessment.items import day_number

from ..core import kept
from ..core.habits import habits

TOGETHER = 5_000  # customers whose habits are in memory at once


class CreditForecastHabit(models.Model):
    """What a customer has paid, the recent more than the old, as it was known in the morning of a day.

    Written by the nightly job alone. What is open is read from the ledger when a forecast is made.
    """

    _name = "credit.forecast.habit"
    _description = "Paying Habit of a Customer"
    _rec_name = "partner_id"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", required=True, readonly=True, index=True, ondelete="cascade")
    date = fields.Date(string="As Of", required=True, readonly=True)
    content = fields.Json(readonly=True)

    _customer_unique = models.Constraint(
        "UNIQUE (company_id, partner_id)", "There is a habit of this customer already."
    )

    @api.model
    def _keep(self, root, day, customers, items):
        """Write down the habits of all customers anew.

        :param customers: ids of commercial partners by their number in the items
        """
        known = items.as_of(day_number(day)).sound()
        order = np.argsort(known.customer, kind="stable")
        known, there = known.take(order), np.unique(known.customer)
        self.env.cr.execute(SQL("DELETE FROM credit_forecast_habit WHERE company_id = %s", root.id))
        for begin in range(0, len(there), TOGETHER):
            some = there[begin : begin + TOGETHER]
            low, high = np.searchsorted(known.customer, [some[0], some[-1] + 1])
            found = habits(known.take(np.arange(low, high)), some, np.full(len(some), day_number(day)))
            rows = zip(some.tolist(), kept.habits_to_json(found), strict=True)
            values = [SQL("(%s, %s, %s, %s::jsonb)", root.id, customers[number], day, text) for number, text in rows]
            self.env.cr.execute(
                SQL(
                    "INSERT INTO credit_forecast_habit (company_id, partner_id, date, content) VALUES %s",
                    SQL(", ").join(values),
                )
            )
        self.invalidate_model()
