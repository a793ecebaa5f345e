from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.credit_management.core.exposure.exposure import RECEIVABLE

from .credit_forecast import Invoice


class CreditOpenItem(models.Model):
    _inherit = "credit.open.item"

    forecast_date = fields.Date(
        string="Probably Paid On",
        compute="_compute_forecast",
        help="The day by which receivables like this one are paid in half of the cases. Empty where nothing has been"
        " learnt yet.",
    )
    forecast_latest = fields.Date(
        string="Paid by at 90 %",
        compute="_compute_forecast",
        help="The day by which receivables like this one are paid in nine cases of ten.",
    )

    @api.depends("category", "partner_id", "date", "date_due", "amount", "root_id")
    @api.depends_context("credit_as_of")
    def _compute_forecast(self):
        """Forecasts of what is owed now; the past has its payments."""
        self.forecast_date = self.forecast_latest = False
        if self.env.context.get("credit_as_of"):
            return
        owed = self.filtered(lambda item: item.category == RECEIVABLE and item.partner_id and item.date_due)
        for root, items in owed.grouped("root_id").items():
            for item, forecast in items._credit_forecasts(root).items():
                item.forecast_date = item.date_due + timedelta(days=forecast.median)
                item.forecast_latest = item.date_due + timedelta(days=forecast.interval[1])

    def _credit_forecasts(self, root):
        """:return: ``{item: core.forecast.Forecast}``, of receivables of one legal entity"""
        # What is known of customers is read for the forecast, not shown. The items themselves were.
        root = root.sudo()
        today = root._credit_today()
        known = self.env["credit.order.facts"]._read_customers(root, self.partner_id.ids, today)
        invoices = {}
        for item in self:
            customer = known.get(item.partner_id.id, {})
            segments = {name: customer.get(name) or 0 for name in ("country_id", "industry_id", "team_id")}
            invoices[item] = Invoice(item.partner_id.id, item.date, item.date_due, abs(item.amount), **segments)
        return self.env["credit.forecast"]._forecast(root, invoices, today, are_open=True)
