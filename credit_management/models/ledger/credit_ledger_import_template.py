import io
from datetime import date, timedelta

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from odoo import api, models

from ...core.common import styles
from ...core.ledger.words import ALWAYS, AMOUNT, AMOUNTS, CURRENCY, CUSTOMER, DATES, NUMBER, TEMPLATE

HEADER_ROW = 5  # counted from 0: above it what the workbook comes to
ROWS = 2000  # with rules for what is typed; more rows may follow
WIDTH, NAME_WIDTH = 22, 38  # of the largest amount that may be typed, and of names
MOST_CODES = 60  # currencies to choose from


class CreditLedgerImport(models.Model):
    """The workbook to fill in, for those whose old program exports nothing fit."""

    _inherit = "credit.ledger.import"

    @api.model
    def _template_content(self):
        """
        :rtype: bytes
        """
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
            sheet = book.add_worksheet(self.env._("Invoices"))
            example = self._template_example()
            styles.set_page(sheet, self._template_paper(), self.env.company.name)
            sheet.repeat_rows(HEADER_ROW)
            self._write_template_head(book, sheet, list(example))
            labels, header = self._meaning_labels(), book.add_format(styles.HEADER)
            for index, (name, value) in enumerate(example.items()):
                style = book.add_format(self._template_style(name))
                sheet.set_column(index, index, NAME_WIDTH if name == CUSTOMER else WIDTH)
                sheet.write_string(HEADER_ROW, index, labels[name], header)
                for row in range(HEADER_ROW + 2, HEADER_ROW + 1 + ROWS):
                    sheet.write_blank(row, index, None, style)
                sheet.write(HEADER_ROW + 1, index, value, style)
                if rule := self._template_rule(name):
                    sheet.data_validation(HEADER_ROW + 1, index, HEADER_ROW + ROWS, index, rule)
            sheet.freeze_panes(HEADER_ROW + 1, 0)
        return stream.getvalue()

    @api.model
    def _template_paper(self):
        return styles.LETTER if self.env.company.paperformat_id.format == "Letter" else styles.A4

    @api.model
    def _template_style(self, name):
        kind = styles.DATE if name in DATES else styles.MONEY if name in AMOUNTS else None
        return styles.INPUT | ({"num_format": styles.FORMATS[kind]} if kind else {"indent": 1})  # apart from figures

    @api.model
    def _write_template_head(self, book, sheet, names):
        """What the rows come to, and how many are not complete: calculated while they are filled in."""
        cells = {
            name: xl_range_abs(HEADER_ROW + 1, index, HEADER_ROW + ROWS, index) for index, name in enumerate(names)
        }
        sheet.write_string(0, 0, self.env._("Paid and open invoices"), book.add_format(styles.TITLE))
        note = self.env._("One row an invoice. Overwrite the example; leave the day of payment empty where it is open.")
        sheet.write_string(1, 0, note, book.add_format(styles.NOTE))
        filled, amounts = cells[NUMBER], cells[AMOUNT]
        lacking = "+".join(f'({cells[name]}="")' for name in (CUSTOMER, *ALWAYS) if name in cells)
        any_filled = "+".join(f'({cells[name]}<>"")' for name in (CUSTOMER, *ALWAYS) if name in cells)
        told = (
            (self.env._("Rows"), f"=COUNTA({filled})", "#,##0", 1),
            (self.env._("Sum"), f"=SUM({amounts})", styles.FORMATS[styles.MONEY], TEMPLATE[AMOUNT]),
            (self.env._("Rows Not Complete"), f"=SUMPRODUCT((({any_filled})>0)*(({lacking})>0))", "#,##0", 0),
        )
        label = book.add_format(styles.LABEL | {"indent": 1})
        for position, (text, formula, form, value) in enumerate(told):
            sheet.write_string(3, 2 * position, text, label)
            sheet.write_formula(
                3, 2 * position + 1, formula, book.add_format(styles.TOTAL | {"num_format": form}), value
            )
        rule = {"type": "cell", "criteria": ">", "value": 0, "format": book.add_format(styles.BAD)}
        sheet.conditional_format(3, 5, 3, 5, rule)

    @api.model
    def _template_rule(self, name):
        """What may be typed in a column."""
        if name in DATES:
            title = self.env._("A day, please, between 1970 and 2099.")
            return {
                "validate": "date", "criteria": "between", "minimum": date(1970, 1, 1), "maximum": date(2099, 12, 31),
                "error_message": title,
            }  # fmt: skip
        if name in AMOUNTS:
            return {
                "validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12,
                "error_message": self.env._("An amount, please: a number without a currency sign."),
            }  # fmt: skip
        if name == CURRENCY:
            codes = self.env["res.currency"].search([], limit=MOST_CODES).mapped("name")
            return {"validate": "list", "source": codes}  # a list of 255 characters is the longest there is
        return None

    @api.model
    def _template_example(self):
        """An invoice paid five days late, by what each column means."""
        due = self.env.company._credit_today() - timedelta(days=40)
        example = {name: due + value if isinstance(value, timedelta) else value for name, value in TEMPLATE.items()}
        example[CUSTOMER] = self.env._("Example Customer: overwrite this row")
        example[CURRENCY] = self.env.company.currency_id.name
        return example
