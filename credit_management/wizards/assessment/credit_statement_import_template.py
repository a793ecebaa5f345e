import io

import xlsxwriter

from odoo import api, models

from ...core.assessment.statement import LINES, TOTALS
from ...core.assessment.statement_sheet import CHOICES, DATES, HEAD

PERIODS = 3
FIRST_PERIOD = 2
# The first line of each part of the sheet.
SECTIONS = {"cash", "payables", "sales", "opening_cash"}


class CreditStatementImport(models.TransientModel):
    """The workbook to fill in."""

    _inherit = "credit.statement.import"

    @api.model
    def _template_content(self, account):
        """An empty workbook for the statements of an account: labelled rows, one column a period.

        :rtype: bytes
        """
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
            sheet = book.add_worksheet(self.env._("Statements"))
            sheet.set_column(0, 0, 12, None, {"hidden": True})
            sheet.set_column(1, 1, 44)
            sheet.set_column(FIRST_PERIOD, FIRST_PERIOD + PERIODS - 1, 18)
            row = self._write_instructions(book, sheet, account)
            sheet.freeze_panes(row, FIRST_PERIOD)
            self._write_lines(book, sheet, row)
        return stream.getvalue()

    def _write_instructions(self, book, sheet, account):
        title = self.env._("Financial statements of %(partner)s", partner=account.partner_id.display_name)
        sheet.write_string(0, 1, title, book.add_format({"bold": True, "font_size": 14}))
        texts = [
            self.env._(
                "Fill in one column for each period, beginning with column C; columns may be added to the right."
            ),
            self.env._("Write amounts as whole numbers or decimals in one currency, not in thousands."),
            self.env._("Costs and debts are positive; losses and outflows are negative."),
            self.env._("Empty cells are not given. A total left empty is the sum of its parts."),
            self.env._("Keep the labels: a line is known by its label, whichever row it stands in."),
        ]
        grey = book.add_format({"font_color": "#666666"})
        for row, text in enumerate(texts, 1):
            sheet.write_string(row, 1, text, grey)
        return len(texts) + 2

    def _write_lines(self, book, sheet, row):
        titles = self._section_titles()
        bold = book.add_format({"bold": True, "bg_color": "#E7E9ED"})
        for name in (*HEAD, *LINES):
            if name in SECTIONS:
                sheet.write_string(row + 1, 1, titles[name], bold)
                row += 2
            self._write_line(book, sheet, row, name)
            row += 1

    def _write_line(self, book, sheet, row, name):
        total = {"bold": True, "top": 1} if name in TOTALS else {}
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, self._label(name), book.add_format(total))
        number = {"num_format": "#,##0.00", "bottom": 4}
        style = {"num_format": "yyyy-mm-dd", "align": "right"} if name in DATES else {"align": "right"}
        empty = book.add_format((number if name in LINES else style) | total)
        for column in range(FIRST_PERIOD, FIRST_PERIOD + PERIODS):
            sheet.write_blank(row, column, None, empty)
            if name in CHOICES:
                sheet.data_validation(row, column, row, column, {"validate": "list", "source": self._words(name)})

    def _section_titles(self):
        return {
            "cash": self.env._("Balance sheet: assets"),
            "payables": self.env._("Balance sheet: liabilities and equity"),
            "sales": self.env._("Income"),
            "opening_cash": self.env._("Cash flow"),
        }
