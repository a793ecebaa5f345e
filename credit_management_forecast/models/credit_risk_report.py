from odoo import api, fields, models

FORECASTERS = "forecasters"
MONTHS = 13


class CreditRiskReport(models.AbstractModel):
    """How good forecasts were, month by month: each forecaster on the newest items it had not learnt from."""

    _inherit = "credit.risk.report"

    @api.model
    def _read(self, root, on):
        # EXTENDS 'credit_management'
        return super()._read(root, on) | {FORECASTERS: self._read_forecasters(root, on)}

    @api.model
    def _read_forecasters(self, root, on):
        """The last forecaster of each month until a day, the oldest first."""
        since = fields.Date.subtract(on, months=MONTHS - 1).replace(day=1)
        # Figures of no customer; who reads the report has been checked.
        models_ = self.env["credit.forecast.model"].sudo()
        found = models_.search(
            [("company_id", "=", root.id), ("date", ">=", since), ("date", "<=", on)], order="date, version"
        )
        last = {(model.date.year, model.date.month): model for model in found}
        return [self._prepare_forecaster(model) for model in last.values()]

    @api.model
    def _prepare_forecaster(self, model):
        """Figures of a forecaster as plain data; none where it could not be tested."""
        names = ("auc_0", "auc_30", "calibration_0", "calibration_30", "day_error")
        figures = {name: model[name] or False for name in names}
        if not model.tested_count:
            figures = dict.fromkeys(names, False)
        return figures | {"date": fields.Date.to_string(model.date), "tested": model.tested_count}

    @api.model
    def _sections(self, found):
        # EXTENDS 'credit_management'
        notes, columns, rows = self._forecaster_table(found.get(FORECASTERS, ()))
        title = self.env._("How Good Forecasts Were, by Month")
        section = {"key": FORECASTERS, "title": title, "notes": notes, "columns": columns, "rows": rows}
        return [*super()._sections(found), section]

    @api.model
    def _forecaster_table(self, forecasters):
        rows = [
            [
                one["date"], one["tested"], one["auc_0"], one["auc_30"], one["calibration_0"], one["calibration_30"],
                one["day_error"],
            ]
            for one in forecasters
        ]  # fmt: skip
        columns = [
            self._column(self.env._("Learnt On"), "date"),
            self._column(self.env._("Items Tested"), "number"),
            self._column(self.env._("AUC: Late"), "decimal"),
            self._column(self.env._("AUC: More Than 30 Days Late"), "decimal"),
            self._column(self.env._("Calibration Error: Late"), "decimal"),
            self._column(self.env._("Calibration Error: More Than 30 Days Late"), "decimal"),
            self._column(self.env._("Error of the Day"), "decimal"),
        ]
        notes = [
            self.env._(
                "The last forecaster of each month, on the newest three in ten of its items, which it had not learnt"
                " from. AUC: 0.5 is a coin, 1 is perfect. Calibration error: mean difference between the chance said"
                " and the share that came."
            )
        ]
        if not any(one["tested"] for one in forecasters):
            notes.append(self.env._("No forecaster has been tested yet: it takes 200 items."))
        return notes, columns, rows
