import re

from odoo import api, models

from ...core.common import bounds
from ...core.ledger import doubt, reading, rows
from ..common.day import format_day
from ..common.number import format_number

# Reasons whose value has been computed and is written as core writes numbers and days; others quote the file.
COMPUTED = {
    reading.AMOUNT_DIFFERS, reading.IN_PART, reading.LIST_TOO_EARLY, reading.OPEN_DIFFERS, reading.PAID_NOTHING,
    reading.PREPAID, reading.SIGN_UNCLEAR, reading.STATE_DIFFERS,
}  # fmt: skip
NUMBER, DAY = re.compile(r"-?\d+\.\d\d"), re.compile(r"\d{4}-\d\d-\d\d")
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
            value = self._computed_text(fault.value) if fault.reason in COMPUTED else fault.value
            text, label = texts[fault.reason].replace(HOLE, value), labels.get(fault.meaning, "")
            if fault.sheet:
                text = self.env._("%(text)s (sheet %(sheet)s)", text=text, sheet=fault.sheet)
            if not fault.column:
                yield self.env._("Row %(row)s: %(label)s: %(text)s", row=fault.row, label=label, text=text)
            else:
                yield self.env._(
                    "Row %(row)s, column %(column)s (%(label)s): %(text)s",
                    row=fault.row, column=fault.column, label=label, text=text,
                )  # fmt: skip

    @api.model
    def _computed_text(self, value):
        """A number or a day of core as the reader writes it."""
        if NUMBER.fullmatch(value):
            return format_number(self.env, float(value), least=2)
        return format_day(self.env, value) if DAY.fullmatch(value) else value

    def _texts(self, value):
        """Sentences of each reason about the value found."""
        return self.env["credit.ledger"]._fault_texts() | {
            reading.MISSING: self.env._("this cell is empty. Fill it in."),
            reading.NO_DATE: self.env._(
                "“%(value)s” is no date as this column writes them. Correct it, or choose another way of writing.",
                value=value,
            ),
            reading.NO_NUMBER: self.env._(
                "“%(value)s” is no amount as this column writes them. Correct it, or choose another way of writing.",
                value=value,
            ),
            reading.ERROR_VALUE: self.env._("the formula ends in %(value)s. Write the value itself.", value=value),
            reading.NOT_CALCULATED: self.env._(
                "the formula has no stored result. Open the file in a spreadsheet program, save it, choose it again."
            ),
            reading.UNKNOWN_CURRENCY: self.env._(
                "“%(value)s” is no currency in use here. Activate it under Currencies, or correct it.", value=value
            ),
            reading.NOT_READ: self.env._(
                "the cells of this column are not what its heading says, “%(value)s” for instance. Choose another"
                " meaning or way of writing, or correct the file.",
                value=value,
            ),
            reading.UNKNOWN_KIND: self.env._(
                "“%(value)s” is no type of document known here. Write invoice, credit note or payment, or leave the"
                " column without a meaning where it says nothing of that.",
                value=value,
            ),
            reading.UNKNOWN_STATE: self.env._(
                "“%(value)s” is no status known here. Write open, paid, draft or void, or leave the column without a"
                " meaning where it says nothing of that.",
                value=value,
            ),
            reading.UNKNOWN_SIDE: self.env._(
                "“%(value)s” is neither debit nor credit. Write D or C, or choose another meaning.", value=value
            ),
            reading.CURRENCY_DIFFERS: self.env._(
                "“%(value)s” stands in the amount, and the row is in another currency. Correct one of the two.",
                value=value,
            ),
            reading.STATE_DIFFERS: self.env._(
                "the status says one thing and “%(value)s” another. Correct the one that is wrong.", value=value
            ),
            reading.SCALED: self.env._(
                "“%(value)s”: amounts seem to be in thousands or millions. Export them in full, without this note.",
                value=value,
            ),
            reading.PARTLY_PAID: self.env._(
                "paid in part, and no column says how much is open. Export the file with the open amounts."
            ),
            reading.SIGN_UNCLEAR: self.env._(
                "%(value)s is positive, while other credit notes of the file are negative. Give it the sign it has.",
                value=value,
            ),
            reading.AMOUNT_DIFFERS: self.env._(
                "%(value)s is not debit less credit. Correct one of them, or leave the amount without a meaning.",
                value=value,
            ),
            reading.TOO_LONG: self.env._(
                "%(value)s rows have more cells than the heading, as when an amount holds the sign that divides the"
                " cells. Export the file with another delimiter, or as a workbook.",
                value=value,
            ),
            reading.ROUNDED: self.env._(
                "%(value)s: a spreadsheet has rounded this number or made a date of it, and what told it from others is"
                " lost. Export the file again, and do not save it in a spreadsheet program in between.",
                value=value,
            ),
            reading.LIST_TOO_EARLY: self.env._(
                "the day of the list lies before %(value)s, the date of this invoice. Choose a later one.", value=value
            ),
            reading.TWICE: self.env._(
                "%(value)s: the row in brackets has the same number for the same customer and another date. If both are"
                " owed, give each a number of its own, for instance with the year; if one is a copy, delete the copy.",
                value=value,
            ),
            reading.TWICE_SIGNS: self.env._(
                "%(value)s: the row in brackets has the same number and the other sign. Say in a column Document Type"
                " whether this is a payment or a credit note, and give a credit note a number of its own.",
                value=value,
            ),
            reading.INSTALMENTS: self.env._(
                "%(value)s rows with dates of their own: booked as one invoice in instalments.", value=value
            ),
            reading.OPEN_DIFFERS: self.env._(
                "%(value)s open and what is paid are not the amount together. Where a discount or a write-off makes the"
                " difference, take the meaning from the column Amount Paid: then what is open counts.",
                value=value,
            ),
            reading.PAID_NOTHING: self.env._(
                "paid on %(value)s, and nothing is paid. Take the date out, or give the amount.", value=value
            ),
            reading.PREPAID: self.env._(
                "paid on %(value)s, before the invoice. It counts as paid on the day of the invoice.", value=value
            ),
            reading.IN_PART: self.env._("paid in part only: %(value)s. The rest stays open.", value=value),
            reading.BOOKED_BEFORE: self.env._(
                "%(value)s is in Odoo for this customer already. Leave it out.", value=value
            ),
            reading.SEVERAL_CUSTOMERS: self.env._(
                "several customers here are called “%(value)s”. Give each its reference in Odoo, and a column with it.",
                value=value,
            ),
        }

    def _left_texts(self):
        return {
            rows.TOTAL: self.env._("Totals"),
            rows.HEADING: self.env._("Headings and footers"),
            rows.DASHES: self.env._("Lines of dashes"),
            rows.HEADER: self.env._("Headings of columns, repeated"),
            reading.VOID: self.env._("Void or cancelled"),
            reading.DRAFT: self.env._("Drafts"),
            reading.PAYABLE: self.env._("What the company owes itself"),
            reading.PAID_OUT: self.env._("Paid without a day, left out as chosen"),
            reading.SETTLING: self.env._("Payments of invoices that the file marks as paid"),
            reading.ONCE: self.env._("Further rows of an invoice that is counted once"),
        }

    def _remark_texts(self, remarks):
        """Remarks about the file as a whole."""
        for one in remarks:
            value = self._computed_text(one.value) if one.kind in (reading.UNEXPLAINED, reading.NEGATIVE) else one.value
            of = {"count": one.count, "row": one.row, "value": value}
            yield {
                doubt.OTHER_SHEET: self.env._("Sheet “%(value)s” (rows: %(count)s) is not read.", **of),
                doubt.MAC: self.env._("The workbook counts its days from 1904, as some Macintosh programs do."),
                reading.RUNNING: self.env._(
                    "“%(value)s” adds up row by row: it is a running balance and no amount of the row.", **of
                ),
                reading.UNEXPLAINED: self.env._(
                    "The running balance begins with %(value)s that no row of the file explains. Export the file from"
                    " the beginning, or with what was open then.",
                    **of,
                ),
                reading.NEGATIVE: self.env._(
                    "All together %(value)s is open: more is owed to customers than they owe. Where the old program"
                    " writes debts below zero, turn the signs in the file.",
                    **of,
                ),
                reading.SAME_NUMBER: self.env._(
                    "Numbers that begin anew each year: %(count)s, %(value)s for instance, booked with the year"
                    " behind.",
                    **of,
                ),
                reading.ADDED_UP: self.env._(
                    "Rows that are further lines of an invoice: %(count)s, %(value)s for instance, added up.", **of
                ),
                reading.FILLED: self.env._("Rows that take their customer from a row above: %(count)s.", **of),
                reading.WRONG_TOTAL: self._wrong_total(one),
                reading.ON_ACCOUNT: self.env._(
                    "Payments that settle no invoice of the file: %(count)s, row %(row)s for instance, booked on"
                    " account.",
                    **of,
                ),
            }[one.kind]

    def _wrong_total(self, one):
        """How far a total of the file is from what its rows come to, and whose it is."""
        of = {"row": one.row, "customer": one.customer}
        of |= {"told": self._computed_text(one.value), "read": self._computed_text(one.read), "difference": ""}
        if one.read:
            of["difference"] = format_number(self.env, float(one.value or 0) - float(one.read), least=2)
        if one.customer:
            return self.env._(
                "The total of %(customer)s in row %(row)s says %(told)s; its rows come to %(read)s, %(difference)s"
                " apart.",
                **of,
            )
        return self.env._(
            "The total in row %(row)s says %(told)s; the rows above it come to %(read)s, %(difference)s apart.", **of
        )

    def _file_texts(self):
        return {
            bounds.UNREADABLE: self.env._("This file can be read neither as text nor as a workbook. Save it as .xlsx."),
            bounds.DAMAGED: self.env._(
                "This workbook is damaged. Open it in a spreadsheet program, save it anew as .xlsx, choose it again."
            ),
            bounds.LOCKED: self.env._("This workbook has a password. Save it without one, and choose it again."),
            bounds.NULL_BYTE: self.env._(
                "There are zero bytes in this text: it is no text, or was cut off. Export it anew, or save it as .xlsx."
            ),
            bounds.NO_TEXT: self.env._(
                "This file can be read in other characters only than those chosen. Choose others, or leave them empty."
            ),
            bounds.TOO_LONG_CELL: self.env._(
                "One cell has more than %(size)s characters, as when a quotation mark is not closed. Correct the file.",
                size=format_number(self.env, bounds.MOST_CELL),
            ),
            bounds.TOO_WIDE: self.env._(
                "This file has more than %(columns)s columns. Keep those of the invoices, and choose it again.",
                columns=bounds.MOST_COLUMNS,
            ),
            bounds.TOO_SLOW: self.env._(
                "Reading this file takes too long. Save it as .csv, or divide it, by year for instance."
            ),
            bounds.OLD_WORKBOOK: self.env._(
                "This is a workbook of an old kind (.xls). Open it in a spreadsheet program and save it as .xlsx."
            ),
            bounds.EMPTY: self.env._("There is nothing in this file but a heading. Choose the file with the ledger."),
            bounds.TOO_LARGE: self.env._(
                "This file is larger than can be read at once. Divide it, by year for instance, and import the parts."
            ),
            bounds.TOO_MANY_ROWS: self.env._(
                "This file has more than %(rows)s rows. Divide it, by year for instance, and import the parts.",
                rows=format_number(self.env, bounds.MOST_ROWS),
            ),
        }
