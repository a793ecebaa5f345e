from odoo import api, fields, models

FORECASTERS = "forecasters"
MONTHS = 13
# The figures of the champion, each beside that of its challenger.
FIGURES = (
    "auc_0", "challenger_auc_0", "auc_30", "challenger_auc_30", "calibration_0", "challenger_calibration_0",
    "calibration_30", "challenger_calibration_30", "day_error",
)  # fmt: skip


class CreditRiskReport(models.AbstractModel):
    """How good forecasts were, month by month: champion beside challenger, on items neither had learnt from."""

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
        figures = {name: (model.tested_count and model[name]) or False for name in FIGURES}
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
        rows = [[one["date"], one["tested"], *(one[name] for name in FIGURES)] for one in forecasters]
        fields_ = self.env["credit.forecast.model"]._fields
        columns = [
            self._column(self.env._("Learnt On"), "date"),
            self._column(self.env._("Items Tested"), "number"),
            *(self._column(fields_[name]._description_string(self.env), "decimal") for name in FIGURES),
        ]
        notes = [
            self.env._(
                "The last forecaster of each month, on the newest three in ten of its items, which it had not learnt"
                " from. AUC: 0.5 is a coin, 1 is perfect. Calibration error: mean difference between the chance said"
                " and the share that came. The challenger, gradient boosting, decides nothing; it is empty where there"
                " is none."
            )
        ]
        if not any(one["tested"] for one in forecasters):
            notes.append(self.env._("No forecaster has been tested yet: it takes 200 items."))
        return notes, columns, rows
