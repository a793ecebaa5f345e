from dataclasses import astuple

from odoo import models

from ...core.common.styles import DATE, DECIMAL, SHARE
from ...core.monitoring import indicators as core
from ..common.workbook import Column

MONTHS = 12


class CreditWorkbook(models.AbstractModel):
    """The figures of the whole company, on sheets of the portfolio."""

    _inherit = "credit.workbook"

    def _write_indicators(self, book, export, root):
        """The last twelve month ends, and what became of holds in those months."""
        collection, concentration, holds = self.env["credit.indicators"]._read(root, export.date, MONTHS)[root]
        self._write_collection(book, export, root, collection)
        sheet = self._sheet(book, export, root, self.env._("Concentration and Holds"), self._single_columns())
        labels = self._indicator_labels()
        for figures in (concentration, holds):
            for code in type(figures).__dataclass_fields__:
                value = getattr(figures, code)
                in_percent = core.UNIT_OF[code] == core.SHARE
                sheet.add((labels[code], value if in_percent else None, None if in_percent else value))
        self._close(sheet, root)

    def _write_collection(self, book, export, root, collection):
        labels, fields = self._indicator_labels(), core.Collection.__dataclass_fields__
        kinds = {core.SHARE: SHARE, core.DAYS: DECIMAL}
        columns = [Column(self.env._("Month End"), DATE, width=14)]
        columns += [Column(labels[code], kinds[core.UNIT_OF[code]], width=16) for code in fields]
        sheet = self._sheet(book, export, root, self.env._("Collection"), columns)
        for day, figures in collection.items():
            sheet.add((day, *astuple(figures)))
        self._close(sheet, root)

    def _single_columns(self):
        return [
            Column(self.env._("Figure"), width=44),
            Column(self.env._("Share"), SHARE),
            Column(self.env._("Days, Hours or Index"), DECIMAL, width=20),
        ]

    def _indicator_labels(self):
        return {
            "dso": self.env._("Days Sales Outstanding"),
            "dso_count_back": self.env._("Days Sales Outstanding, Count-Back"),
            "best_possible_dso": self.env._("Best Possible DSO"),
            "average_days_delinquent": self.env._("Average Days Delinquent"),
            "collection_effectiveness": self.env._("Collection Effectiveness"),
            "overdue_ratio": self.env._("Overdue Ratio"),
            "share_of_largest": self.env._("Exposure of the Ten Largest"),
            "herfindahl": self.env._("Concentration (Herfindahl Index)"),
            "hold_rate": self.env._("Orders Stopped (Hold Rate)"),
            "release_rate": self.env._("Holds Released (Release Rate)"),
            "median_hours_to_release": self.env._("Median Hours to Release"),
            "released_days_beyond_terms": self.env._("Released Orders: Days Beyond Terms"),
            "released_late_share": self.env._("Released Orders: Share Paid Late"),
        }
