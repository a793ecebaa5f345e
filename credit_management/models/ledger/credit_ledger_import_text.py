from odoo import models

from ...core.ledger import file as ledger_file
from ...core.ledger import sheet as ledger_sheet

HOLE = "\N{REPLACEMENT CHARACTER}"  # where the value stands in a sentence


class CreditLedgerImport(models.Model):
    """Faults of a file in sentences: where, what, and what to do."""

    _inherit = "credit.ledger.import"

    def _meaning_labels(self):
        return dict(self.env["credit.ledger.column"]._fields["meaning"]._description_selection(self.env))

    def _describe(self, faults):
        """One sentence for each fault; a file may have as many of them as rows."""
        labels, texts = self._meaning_labels(), self._texts(HOLE)
        for fault in faults:
            text, label = texts[fault.reason].replace(HOLE, fault.value), labels.get(fault.meaning, "")
            if not fault.column:
                yield self.env._("Row %(row)s: %(label)s: %(text)s", row=fault.row, label=label, text=text)
            else:
                yield self.env._(
                    "Row %(row)s, column %(column)s (%(label)s): %(text)s",
                    row=fault.row, column=fault.column, label=label, text=text,
                )  # fmt: skip

    def _texts(self, value):
        """What each reason says of the value found."""
        return self.env["credit.ledger"]._fault_texts() | {
            ledger_sheet.MISSING: self.env._("this cell is empty. Fill it in."),
            ledger_sheet.NO_DATE: self.env._(
                "“%(value)s” is no date as this column writes them. Correct it, or choose another way of writing.",
                value=value,
            ),
            ledger_sheet.NO_NUMBER: self.env._(
                "“%(value)s” is no amount as this column writes them. Correct it, or choose another way of writing.",
                value=value,
            ),
            ledger_sheet.ERROR_VALUE: self.env._("the formula ends in %(value)s. Write the value itself.", value=value),
            ledger_sheet.NOT_CALCULATED: self.env._(
                "the formula has no stored result. Open the file in a spreadsheet program, save it, choose it again."
            ),
            ledger_sheet.UNKNOWN_CURRENCY: self.env._(
                "“%(value)s” is no currency in use here. Activate it under Currencies, or correct it.", value=value
            ),
            ledger_sheet.TWICE: self.env._(
                "%(value)s: the row in brackets has the same number for the same customer. Keep one of them.",
                value=value,
            ),
            ledger_sheet.OPEN_DIFFERS: self.env._(
                "%(value)s open and what is paid are not the amount together. Correct one of the three.", value=value
            ),
            ledger_sheet.PAID_NOTHING: self.env._(
                "paid on %(value)s, and nothing is paid. Take the date out, or give the amount.", value=value
            ),
            ledger_sheet.PREPAID: self.env._(
                "paid on %(value)s, before the invoice. It counts as paid on the day of the invoice.", value=value
            ),
            ledger_sheet.IN_PART: self.env._("paid in part only: %(value)s. The rest stays open.", value=value),
            ledger_sheet.BOOKED_BEFORE: self.env._(
                "%(value)s is in Odoo for this customer already. Leave it out.", value=value
            ),
            ledger_sheet.SEVERAL_CUSTOMERS: self.env._(
                "several customers here are called “%(value)s”. Give each its reference in Odoo, and a column with it.",
                value=value,
            ),
        }

    def _file_texts(self):
        return {
            ledger_file.UNREADABLE: self.env._(
                "This file can be read neither as text nor as a workbook. Save it as .xlsx or .csv without a password."
            ),
            ledger_file.OLD_WORKBOOK: self.env._(
                "This is a workbook of an old kind (.xls). Open it in a spreadsheet program and save it as .xlsx."
            ),
            ledger_file.EMPTY: self.env._(
                "There is nothing in this file but a heading. Choose the file with the ledger."
            ),
            ledger_file.TOO_LARGE: self.env._(
                "This file has more than %(rows)s rows. Divide it, by year for instance, and import the parts.",
                rows=f"{ledger_file.MOST_ROWS:,}",
            ),
        }
