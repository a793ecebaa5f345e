import io
from datetime import date

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from odoo import api, models

from ...core.assessment.statement import IDENTITIES, LINES, TOTALS
from ...core.assessment.statement_check import CHECK
from ...core.assessment.statement_sheet import CHOICES, DATES, HEAD
from ...core.common import styles

PERIODS = 3
FIRST_PERIOD = 2
WIDTH = 25  # the largest amount that may be typed
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
            sheet.set_column(FIRST_PERIOD, FIRST_PERIOD + PERIODS - 1, WIDTH)
            root = account.company_id.sudo()  # the paper of the company is no secret to who may read the account
            paper = styles.LETTER if root.paperformat_id.format == "Letter" else styles.A4
            footer = f"{root.name} · {account.partner_id.display_name}"
            styles.set_page(sheet, paper, footer, landscape=False, pages_high=1)
            row = self._write_instructions(book, sheet, account)
            sheet.freeze_panes(row, FIRST_PERIOD)
            rows = self._write_lines(book, sheet, row)
            self._write_totals(book, sheet, rows)
            self._write_check(book, sheet, rows)
        return stream.getvalue()

    def _write_instructions(self, book, sheet, account):
        title = self.env._("Financial statements of %(partner)s", partner=account.partner_id.display_name)
        sheet.write_string(0, 1, title, book.add_format(styles.TITLE))
        texts = [
            self.env._(
                "Fill in one column for each period, beginning with column C; columns may be added to the right."
            ),
            self.env._("Write amounts as whole numbers or decimals in one currency, not in thousands."),
            self.env._("Costs and debts are positive; losses and outflows are negative."),
            self.env._("Empty cells are not given. A total is calculated once its parts are; it may be typed over."),
            self.env._("Keep the labels: a line is known by its label, whichever row it stands in."),
        ]
        grey = book.add_format(styles.NOTE)
        for row, text in enumerate(texts, 1):
            sheet.write_string(row, 1, text, grey)
        return len(texts) + 2

    def _write_lines(self, book, sheet, row):
        titles, rows = self._section_titles(), {}
        bold = book.add_format(styles.HEADER)
        for name in (*HEAD, *LINES):
            if name in SECTIONS:
                sheet.write_string(row + 1, 1, titles[name], bold)
                row += 2
            self._write_line(book, sheet, row, name)
            rows[name] = row
            row += 1
        return rows

    def _write_totals(self, book, sheet, rows):
        """Totals as formulas over their parts, empty until all parts are given."""
        style = book.add_format(styles.INPUT | styles.TOTAL | {"num_format": styles.FORMATS[styles.MONEY]})
        for name in TOTALS:
            for column in range(FIRST_PERIOD, FIRST_PERIOD + PERIODS):
                formula = '""'
                for identity in reversed([one for one in IDENTITIES if one.total == name and one.name != "balance"]):
                    formula = self._total_formula(identity, rows, column, formula)
                sheet.write_formula(rows[name], column, f"={formula}", style, "")

    @staticmethod
    def _total_formula(identity, rows, column, otherwise):
        plus, minus = (
            [xl_rowcol_to_cell(rows[part], column) for part in parts] for parts in (identity.plus, identity.minus)
        )
        sums = f"SUM({','.join(plus)})" + (f"-SUM({','.join(minus)})" if minus else "")
        return f"IF(COUNT({','.join(plus + minus)})={len(plus + minus)},{sums},{otherwise})"

    def _write_check(self, book, sheet, rows):
        """One row below all: what assets exceed liabilities and equity by."""
        row = max(rows.values()) + 2
        sheet.write_string(row, 0, CHECK)
        sheet.write_string(row, 1, self._check_label(), book.add_format(styles.LABEL))
        style = book.add_format(styles.TOTAL | {"num_format": styles.FORMATS[styles.MONEY]})
        for column in range(FIRST_PERIOD, FIRST_PERIOD + PERIODS):
            names = ("total_assets", "total_liabilities", "equity")
            assets, *owed = (xl_rowcol_to_cell(rows[name], column) for name in names)
            formula = f'=IF(COUNT({assets},{",".join(owed)})=3,{assets}-{owed[0]}-{owed[1]},"")'
            sheet.write_formula(row, column, formula, style, "")
        rule = {"type": "cell", "criteria": "not between", "minimum": -1, "maximum": 1}
        last = FIRST_PERIOD + PERIODS - 1
        blanks = {"type": "blanks", "stop_if_true": True, "format": None}
        sheet.conditional_format(row, FIRST_PERIOD, row, last, blanks)
        sheet.conditional_format(row, FIRST_PERIOD, row, last, rule | {"format": book.add_format(styles.BAD)})

    def _write_line(self, book, sheet, row, name):
        total = {"bold": True, "top": 1} if name in TOTALS else {}
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, self._label(name), book.add_format(total))
        number = styles.INPUT | {"num_format": styles.FORMATS[styles.MONEY]}
        style = {"num_format": styles.FORMATS[styles.DATE], "align": "right"} if name in DATES else {"align": "right"}
        empty = book.add_format((number if name in LINES else styles.INPUT | style) | total)
        for column in range(FIRST_PERIOD, FIRST_PERIOD + PERIODS):
            sheet.write_blank(row, column, None, empty)
            if name in CHOICES:
                sheet.data_validation(row, column, row, column, {"validate": "list", "source": self._words(name)})
            elif name in LINES:
                error = self.env._("An amount, please: a number without a currency sign.")
                rule = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
                sheet.data_validation(row, column, row, column, rule | {"error_message": error})
            elif name in DATES:
                rule = {"validate": "date", "criteria": "between", "minimum": date(1970, 1, 1)}
                sheet.data_validation(row, column, row, column, rule | {"maximum": date(2099, 12, 31)})

    @api.model
    def _check_label(self):
        return self.env._("Check: assets less liabilities and equity (0 is right)")

    def _section_titles(self):
        return {
            "cash": self.env._("Balance sheet: assets"),
            "payables": self.env._("Balance sheet: liabilities and equity"),
            "sales": self.env._("Income"),
            "opening_cash": self.env._("Cash flow"),
        }
