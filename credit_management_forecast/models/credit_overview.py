import statistics

from odoo import api, fields, models

from odoo.addons.credit_management.models.common.day import format_day
from odoo.addons.credit_management.models.common.number import format_number

COMPARED = 30  # versions before the newest one
DROP = 0.05  # of the area under the curve
WORSE = 0.05  # of the calibration error


class CreditOverview(models.AbstractModel):
    """Health of forecasts: learnt last night, and as good as they were."""

    _inherit = "credit.overview"

    @api.model
    def _check_health(self, company):
        # EXTENDS 'credit_management'
        return [*super()._check_health(company), self._check_forecast(company)]

    @api.model
    def _jobs(self):
        # EXTENDS 'credit_management'
        return [*super()._jobs(), "credit_management_forecast.credit_forecast_cron"]

    @api.model
    def _check_forecast(self, company):
        # How good forecasts are is for who runs the app to know; whose habits they learnt is not shown.
        versions = self.env["credit.forecast.model"].sudo().search(
            [("company_id", "=", company.id)], order="version DESC", limit=COMPARED + 1
        )  # fmt: skip
        newest, former = versions[:1], versions[1:].filtered("tested_count")
        text, ok = self._tell_forecast(newest, former, company)
        return self._check(
            "forecast", self.env._("Payment forecasts"), ok, text, self.env._("Versions"),
            "credit_management_forecast.credit_forecast_model_action",
        )  # fmt: skip

    @api.model
    def _tell_forecast(self, newest, former, company):
        """:return: what to say, and whether it is in order"""
        if not newest:
            return self.env._("Nothing has been learnt yet: the nightly job has not run."), False
        if newest.date < fields.Date.subtract(company._credit_today(), days=2):
            return self.env._(
                "The last version is of %s: the nightly job is behind.", format_day(self.env, newest.date)
            ), False
        if not newest.tested_count or not former:
            return self.env._("Learnt on %s; too little to compare.", format_day(self.env, newest.date)), True
        usual = statistics.median(former.mapped("auc_0"))
        usual_error = statistics.median(former.mapped("calibration_0"))
        figures = {
            "now": format_number(self.env, newest.auc_0, least=2),
            "usual": format_number(self.env, usual, least=2),
        }
        if newest.auc_0 < usual - DROP or newest.calibration_0 > usual_error + WORSE:
            return self.env._(
                "Forecasts have become worse: AUC %(now)s, usually %(usual)s; calibration error %(error)s,"
                " usually %(usual_error)s. Look at what has changed in how customers pay.",
                error=format_number(self.env, newest.calibration_0, least=2),
                usual_error=format_number(self.env, usual_error, least=2),
                **figures,
            ), False
        return self.env._("As good as before: AUC %(now)s, usually %(usual)s.", **figures), True
