from odoo import api, fields, models

from odoo.addons.credit_management.core.exposure.exposure import RECEIVABLE

from ..core.forecast import NEARLY_SURE, PROBABLY


class CreditOpenItem(models.Model):
    _inherit = "credit.open.item"

    forecast_date = fields.Date(
        string="Probably Paid On",
        compute="_compute_forecast",
        help="The day by which receivables like this one are paid in half of the cases. Empty where nothing has been"
        " learnt yet, and where that is more than 180 days after the due date.",
    )
    forecast_latest = fields.Date(
        string="Paid by at 90 %",
        compute="_compute_forecast",
        help="The day by which receivables like this one are paid in nine cases of ten. Empty where that is more than"
        " 180 days after the due date.",
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
            today = root.sudo()._credit_today()  # the day of a company is no secret
            for item, forecast in items._credit_forecasts(root).items():
                item.forecast_date = forecast.paid_on(PROBABLY, item.date_due, today)
                item.forecast_latest = forecast.paid_on(NEARLY_SURE, item.date_due, today)

    def _credit_forecasts(self, root):
        """:return: ``{item: core.forecast.Forecast}``, of receivables of one legal entity"""
        owed = {item: (item.partner_id.id, item.date, item.date_due, item.amount) for item in self}
        return self.env["credit.forecast"]._forecast_owed(root, owed)
