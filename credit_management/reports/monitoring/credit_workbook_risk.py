from odoo import fields, models

from ...core.common.styles import DATE
from ..common.workbook import Column


class CreditWorkbook(models.AbstractModel):
    """The risk report: a sheet a question, with the figures its charts are drawn from."""

    _inherit = "credit.workbook"

    def _count_risk(self, export, root):
        report = self.env["credit.risk.report"]
        report._check_reader()
        return len(report._sections({"grades": [], "steps": [], "quarters": [], "months": []}))

    def _write_risk(self, book, export, root):
        report = self.env["credit.risk.report"]
        report._check_reader()
        found = report._read(root, export.date)
        self._ask(book, root, export, self.env._("Do worse grades pay later?"), self._late_by_grade(found), share=True)
        sections = report._sections(found)
        for number, section in enumerate(sections, start=1):
            columns = [Column(one["title"], one["kind"]) for one in section["columns"]]
            sheet = self._sheet(book, export, root, section["title"], columns)
            for row in section["rows"]:
                sheet.add([self._risk_cell(value, column) for value, column in zip(row, columns, strict=True)])
            self._close(sheet, root)
            yield number

    def _late_by_grade(self, found):
        """Shares paid more than 30 days late, the best grade first; over all cards, where invoices are known."""
        shares = {row["grade"]: row["shares"][1] for row in found["grades"] if row["card"] is None}
        return [
            (grade.code, shares[grade.id][0] / shares[grade.id][1])
            for grade in self.env["credit.grade"]._get_all()
            if grade.id in shares and shares[grade.id][1]
        ]

    def _risk_cell(self, value, column):
        return fields.Date.to_date(value) if column.kind == DATE else value
