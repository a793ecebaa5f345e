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
        sections = report._sections(report._read(root, export.date))
        for number, section in enumerate(sections, start=1):
            columns = [Column(one["title"], one["kind"]) for one in section["columns"]]
            sheet = self._sheet(book, export, root, section["title"], columns)
            for row in section["rows"]:
                sheet.add([self._risk_cell(value, column) for value, column in zip(row, columns, strict=True)])
            self._close(sheet, root)
            yield number

    def _risk_cell(self, value, column):
        return fields.Date.to_date(value) if column.kind == DATE else value
