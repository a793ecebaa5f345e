from odoo import models

from ...core.assessment.grade_record import Share


class CreditGrade(models.Model):
    """What a grade has meant so far, on the company's own ledger."""

    _inherit = "credit.grade"

    def _read_records(self, root, on):
        """How often invoices to customers of each grade have been late, by the grade approved on their day.

        No access is checked: it sees everything, and tells sums.

        :param root: a root company
        :param on: the day at whose end to look
        :return: ``{credit.grade: core.assessment.grade_record.Record}``, without grades nobody has had
        """
        found = self.env["credit.calibration"]._work_out(root, on, drift=[])["grades"]
        return {
            self.browse(row["grade"]): tuple(Share(*pair) for pair in row["shares"])
            for row in found
            if row["card"] is None
        }
