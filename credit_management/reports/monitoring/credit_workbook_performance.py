from dateutil.relativedelta import relativedelta

from odoo import models

from ...core.common.styles import DECIMAL, MONEY, NUMBER, SHARE
from ...core.monitoring import performance as core
from ...wizards.monitoring.credit_performance import RATES
from ..common.workbook import Column

MONTHS = 12
AMOUNTS = ("opening", "sales", "collected", "lost", "closing")
COUNTS = ("owing", "agreed", "stopped", "released", "checked")


class CreditWorkbook(models.AbstractModel):
    """How well those who sell collect what they sold, on sheets of the portfolio."""

    _inherit = "credit.workbook"

    def _write_performance(self, book, export, root):
        """The twelve months to the last month end, by salesperson and by team."""
        last = self.env["credit.month.end"]._last(root, export.date)
        first = last + relativedelta(days=1) - relativedelta(months=MONTHS)
        titles = {"user": self.env._("By Salesperson"), "team": self.env._("By Sales Team")}
        for group_by, title in titles.items():
            periods = self.env["credit.performance"]._read(root, group_by, first, last)
            sellers = self.env[{"user": "res.users", "team": "crm.team"}[group_by]].sudo()  # names of who has sold
            names = {one.id: one.name for one in sellers.browse([key for key in periods if key])}
            sheet = self._sheet(book, export, root, title, self._performance_columns())
            for key, period in periods.items():
                figures = [getattr(period, name) for name in AMOUNTS + COUNTS]
                rates = [getattr(core, name)(period) for name in RATES]
                sheet.add((names.get(key, self.env._("Nobody")), *figures, *rates))
            self._close(sheet, root)

    def _performance_columns(self):
        labels = {
            name: field._description_string(self.env)
            for name, field in self.env["credit.performance.line"]._fields.items()
        }
        amounts = [Column(labels[name], MONEY, total=True) for name in AMOUNTS]
        counts = [Column(labels[name], NUMBER, width=12) for name in COUNTS]
        rates = [Column(labels[name], DECIMAL if name == "turnover" else SHARE, width=14) for name in RATES]
        return [Column(self.env._("Who"), width=28), *amounts, *counts, *rates]
