from dataclasses import dataclass

import numpy as np

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.credit_management.core.assessment.items import day_number

from ..core import kept
from ..core.features import Asked
from ..core.forecast import forecasts
from ..core.habits import count_open
from ..core.items import LOST
from ..sql import functions


@dataclass(frozen=True)
class Invoice:
    """An invoice to forecast, or an order as if it were invoiced; days are dates."""

    customer_id: int
    invoiced: object
    due: object
    amount: float
    country_id: int = 0
    industry_id: int = 0
    team_id: int = 0


class CreditForecast(models.AbstractModel):
    """Forecasts of invoices and orders, in two queries for any number of them.

    No access is checked here: who asks has read the documents.
    """

    _name = "credit.forecast"
    _description = "Payment Forecast"

    @api.model
    def _forecast(self, root, invoices, today, are_open=False):
        """The forecast of each invoice; nothing where nothing has been learnt yet.

        :param invoices: ``{key: Invoice}``
        :param are_open: they are known not to have been paid before today
        :return: {key: core.forecast.Forecast}
        """
        forecaster = self._forecaster(root)
        if forecaster is None or not invoices:
            return {}
        habit, asked = self._asked(root, invoices, today, are_open)
        return dict(zip(invoices, forecasts(forecaster, habit, asked), strict=True))

    @api.model
    def _forecast_owed(self, root, owed):
        """The forecast of each item that is owed today, known not to have been paid before.

        :param owed: ``{key: (id of the customer, day of invoice, day due, amount)}``
        :return: ``{key: core.forecast.Forecast}``
        """
        root = root.sudo()  # what is known of customers is read for the forecast, not shown
        today = root._credit_today()
        known = self.env["credit.order.facts"]._read_customers(root, list({item[0] for item in owed.values()}), today)
        invoices = {}
        for key, (customer_id, invoiced, due, amount) in owed.items():
            customer = known.get(customer_id, {})
            segments = {name: customer.get(name) or 0 for name in ("country_id", "industry_id", "team_id")}
            invoices[key] = Invoice(customer_id, invoiced, due, abs(amount), **segments)
        return self._forecast(root, invoices, today, are_open=True)

    @api.model
    def _forecaster(self, root):
        return self.env["credit.forecast.model"]._forecaster_of(root.id)

    @api.model
    def _asked(self, root, invoices, today, are_open):
        """:return: core.habits.Habits of the customers, core.features.Asked"""
        customers = sorted({invoice.customer_id for invoice in invoices.values()})
        number = {id_: row for row, id_ in enumerate(customers)}
        habit = self._read_habits(root, customers, today)
        self._add_open(habit, root, number, today)
        all_ = list(invoices.values())
        morning = day_number(today)
        return habit, Asked(
            np.array([number[one.customer_id] for one in all_], dtype=np.int64),
            np.array([day_number(one.invoiced) for one in all_], dtype=np.int64),
            np.array([day_number(one.due) for one in all_], dtype=np.int64),
            np.array([one.amount for one in all_], dtype=float),
            np.array([(one.country_id, one.industry_id, one.team_id) for one in all_], dtype=np.int64),
            np.full(len(all_), morning) if are_open else None,
        )

    @api.model
    def _read_habits(self, root, customers, today):
        query = SQL(
            "SELECT partner_id, date, content FROM credit_forecast_habit"
            " WHERE company_id = %s AND partner_id = ANY(%s)",
            root.id,
            customers,
        )
        rows = {partner_id: row for partner_id, *row in self.env.execute_query(query)}
        age = [max((today - rows[id_][0]).days, 0) if id_ in rows else 0 for id_ in customers]
        return kept.habits_from_json([rows[id_][1] if id_ in rows else None for id_ in customers], np.array(age))

    @api.model
    def _add_open(self, habit, root, number, today):
        """Add what customers owe as of now."""
        open_items = self.env["credit.open.item"]
        open_items._flush()
        since = fields.Date.subtract(today, days=LOST)
        accounts = open_items._receivable_account_ids()
        rows = self.env.execute_query(functions.open_items(list(number), root.id, accounts, since))
        if not rows:
            return
        customer, due, count, amount = (np.array(column) for column in zip(*rows, strict=True))
        row = np.array([number[id_] for id_ in customer.tolist()], dtype=np.int64)
        morning = np.full(len(rows), day_number(today))
        count_open(habit, row, morning, due.astype(np.int64), amount.astype(float), count.astype(float))
