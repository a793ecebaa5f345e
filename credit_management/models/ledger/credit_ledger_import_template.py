import io
from datetime import timedelta

import xlsxwriter

from odoo import api, models

from ...core.ledger.words import AMOUNTS, CURRENCY, CUSTOMER, DATES, TEMPLATE


class CreditLedgerImport(models.Model):
    """The workbook to fill in, for those whose old program exports nothing fit."""

    _inherit = "credit.ledger.import"

    @api.model
    def _template_content(self):
        """
        :rtype: bytes
        """
        labels = self._meaning_labels()
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
            sheet = book.add_worksheet(self.env._("Invoices"))
            bold = book.add_format({"bold": True, "bg_color": "#E7E9ED"})
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            money = book.add_format({"num_format": "#,##0.00"})
            for index, (name, value) in enumerate(self._template_example().items()):
                style = day if name in DATES else money if name in AMOUNTS else None
                sheet.set_column(index, index, 18, style)
                sheet.write_string(0, index, labels[name], bold)
                sheet.write(1, index, value, style)
            sheet.freeze_panes(1, 0)
        return stream.getvalue()

    @api.model
    def _template_example(self):
        """An invoice paid five days late, by what each column means."""
        due = self.env.company._credit_today() - timedelta(days=40)
        example = {name: due + value if isinstance(value, timedelta) else value for name, value in TEMPLATE.items()}
        example[CUSTOMER] = self.env._("Example Customer: overwrite this row")
        example[CURRENCY] = self.env.company.currency_id.name
        return example
