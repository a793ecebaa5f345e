from dataclasses import dataclass

from odoo import models

from ...core.common.bounds import UnreadableError
from ...core.ledger import file as ledger_file
from ...core.ledger import sheet as ledger_sheet
from ...core.ledger.reading import BOOKED_BEFORE, Fault, Rules
from ...core.ledger.titles import find_list_day

# Fields that reading a file fills on the form.
FOUND = (
    "row_count", "invoice_count", "known_count", "new_count", "first_date", "last_date", "amount_text", "open_text",
    "fault_count", "warning_count", "fault_text", "warning_text", "fault_file", "fault_file_name", "preview", "ready",
    "billed_count", "credit_note_count", "payment_count", "oldest_open", "open_total", "currency_count", "left_text",
    "asked", "question_text", "profile_name", "similar_count",
)  # fmt: skip


@dataclass
class Look:
    """Reading of a file: what to book, of whom, and everything that is wrong with it."""

    invoices: list
    faults: list
    warnings: list
    customers: dict  # of each key: id of a customer, or 0
    names: dict  # of each key: how the file calls the customer
    left: dict  # of each reason: rows left out
    left_documents: list
    doubts: list
    remarks: list


class CreditLedgerImport(models.Model):
    """Reading the file: columns, what they say, and what is wrong with it."""

    _inherit = "credit.ledger.import"

    def _look(self, anew=False):
        """Read the files and note what they say.

        :param anew: guess the columns, whatever was chosen
        :return: the Look at the last one; None where its rows cannot be read yet
        """
        look = None
        for one in self:
            vals, look = one._found(anew)
            one._credit_by_method().write(dict.fromkeys(FOUND, False) | vals)
        return look

    def _found(self, anew):
        """:return: what to note, and the Look or None"""
        try:
            if self.file:
                return self._look_at(self._load(), anew)
        except UnreadableError as error:
            self.column_ids.unlink()
            return {"fault_count": 1, "fault_text": self._file_texts()[error.reason]}, None
        if anew:
            self.column_ids.unlink()
        return {}, None

    def _load(self):
        return ledger_file.load(self._content(), self.encoding or None, self._answers())

    def _look_at(self, table, anew):
        if anew or not self.column_ids:
            self._keep_columns(table, self._guess(table))
        self._choose_formats(table)
        vals = {"row_count": len(table.rows), "profile_name": self._profile_name(table)}
        if not self.list_date and (day := find_list_day(table.titles)):
            self._credit_by_method().list_date = day
        if sentence := self._columns_missing():
            vals |= self._questions(table.doubts, table.samples)
            return vals | {"fault_count": 1, "fault_text": sentence}, None
        look = self._read(table)
        vals |= self._totals(look) | self._complaints(look) | self._note_missing(look)
        self._keep_totals(look)
        vals |= self._questions(look.doubts, table.samples)
        vals["ready"] = vals["ready"] and not vals["question_text"]
        return vals, look

    # === ROWS === #

    def _read(self, table):
        """
        :rtype: Look
        """
        reading = ledger_sheet.read(table, self._columns(), self._rules())
        customers, names, faults = self._match(reading.invoices)
        look = Look(
            reading.invoices, reading.faults + faults, reading.warnings, customers, names, reading.left,
            reading.left_documents, reading.doubts, reading.remarks,
        )  # fmt: skip
        if not look.faults:
            look.faults += self._booked_before(look)
        look.faults.sort(key=lambda fault: fault.row)
        return look

    def _rules(self):
        return Rules(
            self.company_id._credit_today(),
            frozenset(self.env["res.currency"]._credit_by_code()),
            self.due_days if self.assume_due else None,
            self.company_id.currency_id.name,
            self._answers(),
        )

    def _booked_before(self, look):
        keys = {
            (look.customers[self._key(one)], one.number): one for one in look.invoices if look.customers[self._key(one)]
        }
        # A number counts as used, whoever may see the invoice.
        there = self.env["credit.ledger"].sudo()._already_there(self.company_id, keys)
        column = next((column.letter for column in self.column_ids if column.meaning == "number"), "")
        return [Fault(BOOKED_BEFORE, keys[key].row, column, "number", keys[key].number) for key in there]

    # === WHAT IS SHOWN === #

    def _totals(self, look):
        invoices = look.invoices
        days = [one.invoiced for one in invoices] + [one.paid_on for one in invoices if one.paid_on]
        return {
            "invoice_count": len(invoices),
            "known_count": sum(map(bool, look.customers.values())),
            "new_count": sum(not customer for customer in look.customers.values()),
            "first_date": min(days, default=False),
            "last_date": max(days, default=False),
            "amount_text": self._sum(invoices, lambda one: one.amount),
            "open_text": self._sum(invoices, lambda one: one.amount - one.settled),
            "preview": self._draw(look),
            "left_text": self._left_text(look.left),
            **self._figures(look),
            "ready": not look.faults and bool(invoices),
        }
