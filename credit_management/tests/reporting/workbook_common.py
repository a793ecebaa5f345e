import io

from openpyxl import load_workbook

from ..exposure.ledger_common import LedgerCommon


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
        if rows[-1][titles[0]] == "Share of Receivables":
            rows.pop()
        return rows[:-1], rows[-1]


class WorkbookLedgerCommon(WorkbookCommon, LedgerCommon):
    """Two customers who owe in every way."""

    def customers(self):
        """Two customers with something of every kind, one amount with cents that floats dislike."""
        second = self.env["res.partner"].create({"name": "Second", "is_company": True})
        self.invoice(100.10, due=-40)
        self.invoice(200.20, due=5)
        self.invoice(400, due=-3, currency=self.euro)
        self.invoice(50, due=0, move_type="out_refund")
        self.order(3)
        self.invoice(0.30, partner=second, due=-100)
        self.invoice(70, partner=second, post=False)
        self.receive(30.05, partner=second)
        return self.customer, second

    def accounts(self, *customers):
        partners = self.env["res.partner"].concat(*customers)
        return self.env["credit.account"]._for(partners, self.company)
