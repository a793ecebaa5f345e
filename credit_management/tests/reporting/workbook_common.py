import io

from openpyxl import load_workbook


class WorkbookCommon:
    """Makes workbooks and opens them again, as their readers do."""

    def export(self, user=None, **options):
        values = {"company_ids": self.company.ids} | options
        return self.env["credit.workbook.export"].with_user(user or self.env.user).create(values)

    def content(self, export):
        """The workbook as bytes, and every step it was made in."""
        *steps, content = export.env["credit.workbook"]._stream(export)
        return content, steps

    def book(self, user=None, **options):
        """The workbook as opened again: formulas with the values they carry along."""
        content, _steps = self.content(self.export(user, **options))
        return self.opened(content)

    @staticmethod
    def opened(content):
        return load_workbook(io.BytesIO(content), data_only=True)

    def formulas(self, **options):
        content, _steps = self.content(self.export(**options))
        return load_workbook(io.BytesIO(content))

    @staticmethod
    def rows(sheet):
        """The rows of a sheet as dictionaries by title, without the totals; and the totals."""
        cells = list(sheet.iter_rows(values_only=True))
        titles = cells[4]
        rows = [dict(zip(titles, row, strict=True)) for row in cells[5:] if any(cell is not None for cell in row)]
        return rows[:-1], rows[-1]
