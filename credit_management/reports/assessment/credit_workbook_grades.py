from odoo import models
from odoo.fields import Domain

from ...core.common.rounding import adding_up
from ...core.common.styles import NUMBER, SHARE
from ..common.workbook import SHARE_DIGITS, Column


class CreditWorkbook(models.AbstractModel):
    """Grades: how many customers have each, and how often invoices to customers of it have been late."""

    _inherit = "credit.workbook"

    def _write_grades(self, book, export, root):
        sheet = self._sheet(book, export, root, self.env._("Grades"), self._grade_columns())
        grades = self.env["credit.grade"].with_context(active_test=False).search(Domain.TRUE)
        counts = dict(self.env["credit.account"]._read_group([("company_id", "=", root.id)], ["grade_id"], ["__count"]))
        records = grades._read_records(root, export.date)
        shown = [grade for grade in grades if grade in records or counts.get(grade)]
        customers = [counts.get(grade, 0) for grade in shown]
        shares = adding_up([count / (sum(customers) or 1) for count in customers], SHARE_DIGITS)
        for grade, count, share in zip(shown, customers, shares, strict=True):
            sheet.add((grade.code, count, share, *self._grade_cells(records.get(grade))))
        self._close(sheet, root)

    def _grade_cells(self, record):
        """Four cells for each number of days; of what nobody knows the invoices known, and nothing else."""
        if record is None:
            return [None] * 4 * len(self.env["credit.calibration"]._late_names())
        return [value for one in record for value in (one.count, one.share, *(one.interval or (None, None)))]

    def _grade_columns(self):
        columns = [
            Column(self.env._("Grade"), width=10),
            Column(self.env._("Customers"), NUMBER, total=True),
            Column(self.env._("Share"), SHARE, total=True),
        ]
        for late in self.env["credit.calibration"]._late_names():
            columns += [
                Column(self.env._("Invoices Known: %s", late), NUMBER, width=16),
                Column(late, SHARE, width=12),
                Column(self.env._("%s: at Least", late), SHARE, width=12),
                Column(self.env._("%s: at Most", late), SHARE, width=12),
            ]
        return columns
