import base64
import csv
import io
from collections import defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from odoo import models
from odoo.tools import format_date, formatLang

from ...core.common.bounds import UnreadableError
from ...core.ledger import column as ledger_column
from ...core.ledger import file as ledger_file
from ...core.ledger import sheet as ledger_sheet
from ...core.ledger.cells import as_text
from ...core.ledger.column import Column
from ...core.ledger.format import Found
from ...core.ledger.reading import BOOKED_BEFORE, Fault, Rules, letter
from ...core.ledger.titles import find_list_day

SHOWN_ROWS, SHOWN_FAULTS, SHOWN_VALUES = 8, 50, 3
# What reading a file leaves on the form.
FOUND = (
    "row_count", "invoice_count", "known_count", "new_count", "first_date", "last_date", "amount_text", "open_text",
    "fault_count", "warning_count", "fault_text", "warning_text", "fault_file", "fault_file_name", "preview", "ready",
    "billed_count", "credit_note_count", "payment_count", "oldest_open", "open_total", "currency_count", "left_text",
    "customer_table", "asked", "question_text", "profile_name",
)  # fmt: skip


@dataclass
class Look:
    """What was found in a file: what to book, of whom, and everything that is wrong with it."""

    invoices: list
    faults: list
    warnings: list
    customers: dict  # of each key: id of a customer, or 0
    names: dict  # of each key: how the file calls the customer
    left: dict  # of each reason: rows left out
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
        vals |= self._totals(look) | self._complaints(look) | self._questions(look.doubts, table.samples)
        vals["ready"] = vals["ready"] and not vals["question_text"]
        return vals, look

    # === COLUMNS === #

    def _keep_columns(self, table, guessed):
        self.column_ids.unlink()
        self.env["credit.ledger.column"].create(
            [
                {
                    "import_id": self.id,
                    "position": column.index,
                    "letter": letter(column.index),
                    "header": column.header,
                    "sample": self._sample(table, column.index),
                    "meaning": column.meaning or False,
                    "doubt": self._column_doubt(column, table),
                    **self._form_vals(column),
                }
                for column in guessed
            ]
        )

    def _form_vals(self, column):
        """The way of writing that a profile has told."""
        name = self.env["credit.ledger.column"]._form_of(column.meaning)
        return {name: column.found.form} if name and column.found.form and not column.found.ambiguous else {}

    def _column_doubt(self, column, table):
        """Why a person has to say whether the column is what it was taken for."""
        if column.clash:
            return self.env._(
                "Column %(letter)s (%(header)s) is in one currency, and no column says in which. Choose the amount and"
                " its currency, or confirm the columns.",
                letter=letter(column.index), header=column.header,
            )  # fmt: skip
        if column.rising:
            return self.env._(
                "Column %(letter)s (%(header)s) rises from row to row: it may be a running balance, and no amount of"
                " the row. Choose the amount, or confirm the columns.",
                letter=letter(column.index), header=column.header,
            )  # fmt: skip
        if not column.rivals:
            return False
        others = ", ".join(f"{letter(index)} ({table.headers[index]})" for index in column.rivals)
        return self.env._(
            "%(meaning)s was taken from column %(letter)s (%(header)s); it could also be column %(others)s. Choose, or"
            " confirm the columns.",
            meaning=self._meaning_labels()[column.meaning], letter=letter(column.index), header=column.header,
            others=others,
        )  # fmt: skip

    @staticmethod
    def _sample(table, index):
        found = dict.fromkeys(as_text(row[index]) for row in table.rows[:200] if row[index] is not None)
        return " · ".join(list(found)[:SHOWN_VALUES])[:120]

    def _choose_formats(self, table):
        """The format of each column that has none yet; where it can be read in two ways a person chooses."""
        told = [(column.position, column.header, column.meaning or "") for column in self.column_ids]
        values = {position: [row[position] for row in table.rows] for position, _header, _meaning in told}
        found = {column.index: column.found for column in ledger_column.formats(told, values, table.mac)}
        for column in self.column_ids:
            name, one = column._form_of(column.meaning), found[column.position]
            vals = {"date_format": False, "number_format": False, "note": False}
            if name:
                vals[name] = column[name] or (False if one.ambiguous else one.form) or False
                vals["note"] = self._column_note(one) if not vals[name] else False
            if any(column[key] != value for key, value in vals.items()):
                column.write(vals)

    def _column_note(self, found):
        if found.ambiguous:
            return self.env._("Can be read in two ways: choose how it is written.")
        return self.env._("Not written in any known way: choose another meaning, or correct the file.")

    def _columns_missing(self):
        """One sentence on what has to be chosen before the rows can be read."""
        columns = self._columns()
        label = self._meaning_labels()
        twice = [what for what in label if sum(column.meaning == what for column in columns) > 1]
        if twice:
            return self.env._("Two columns are called “%(meaning)s”. Keep one of them.", meaning=label[twice[0]])
        if missing := ledger_sheet.missing(columns):
            names = ", ".join(f"“{label[what]}”" for what in missing)
            return self.env._("No column was found for %(names)s. Choose which one it is.", names=names)
        for column in self.column_ids:
            if column.note:
                return self.env._(
                    "Column %(letter)s (%(header)s): %(note)s", letter=column.letter, header=column.header,
                    note=column.note,
                )  # fmt: skip
        return None

    def _columns(self):
        return [
            Column(column.position, column.header or "", column.meaning or "", Found(column._form()))
            for column in self.column_ids
        ]

    # === ROWS === #

    def _read(self, table):
        """
        :rtype: Look
        """
        reading = ledger_sheet.read(table, self._columns(), self._rules())
        customers, names, faults = self._match(reading.invoices)
        look = Look(
            reading.invoices, reading.faults + faults, reading.warnings, customers, names, reading.left, reading.doubts,
            reading.remarks,
        )  # fmt: skip
        if not look.faults:
            look.faults += self._booked_before(look)
        look.faults.sort(key=lambda fault: fault.row)
        return look

    def _rules(self):
        currencies = self.env["res.currency"].search([("active", "=", True)])
        return Rules(
            self.company_id._credit_today(),
            frozenset(currencies.mapped("name")),
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

    def _sum(self, invoices, amount_of):
        sums = defaultdict(float)
        for one in invoices:
            sums[one.currency or self.company_id.currency_id.name] += amount_of(one)
        return " · ".join(f"{code} {formatLang(self.env, total, 2)}" for code, total in sorted(sums.items()))

    def _draw(self, look):
        """The first invoices as they will be booked."""
        labels = self._meaning_labels()
        heads = [labels[name] for name in ("customer", "number", "invoiced", "due", "amount", "paid_on", "open")]
        cell, head = Markup("<td>{}</td>"), Markup("<th>{}</th>")
        row = Markup("<tr>{}</tr>")
        rows = Markup().join(
            row.format(Markup().join(cell.format(text) for text in self._shown(one, look)))
            for one in look.invoices[:SHOWN_ROWS]
        )
        table = Markup('<table class="table table-sm"><thead>{}</thead><tbody>{}</tbody></table>')
        return Markup('<div class="table-responsive">{}</div>').format(
            table.format(row.format(Markup().join(head.format(text) for text in heads)), rows)
        )

    def _shown(self, one, look):
        customer = self.env["res.partner"].browse(look.customers[self._key(one)])
        code = one.currency or self.company_id.currency_id.name
        name = customer.display_name or self.env._("%(name)s (new)", name=look.names[self._key(one)])
        still_open = one.amount - one.settled
        return (
            name,
            one.number,
            format_date(self.env, one.invoiced),
            format_date(self.env, one.due),
            f"{code} {formatLang(self.env, one.amount, 2)}",
            format_date(self.env, one.paid_on) if one.paid_on else "",
            f"{code} {formatLang(self.env, still_open, 2)}" if still_open else "",
        )

    def _complaints(self, look):
        vals = {
            "fault_count": len(look.faults),
            "warning_count": len(look.warnings) + len(look.remarks),
            "fault_text": self._first_of(look.faults) or False,
            "warning_text": "\n".join([*self._remark_texts(look.remarks), *self._first_lines(look.warnings)]) or False,
        }
        if look.faults or look.warnings:
            content = self._list_of(look.faults, look.warnings)
            vals |= {"fault_file": base64.b64encode(content), "fault_file_name": self.env._("Faults.csv")}
        return vals

    def _first_of(self, faults):
        return "\n".join(self._first_lines(faults))

    def _first_lines(self, faults):
        lines = list(self._describe(faults[:SHOWN_FAULTS]))
        if len(faults) > SHOWN_FAULTS:
            lines.append(self.env._("… and %(count)s more", count=len(faults) - SHOWN_FAULTS))
        return lines

    def _list_of(self, faults, warnings):
        """All of them as a file for a spreadsheet; what comes from the file is never read as a formula."""
        stream = io.StringIO(newline="")
        writer = csv.writer(stream)
        writer.writerow(
            [self.env._("Kind"), self.env._("Row"), self.env._("Column"), self.env._("Value"), self.env._("What")]
        )
        for kind, found in ((self.env._("Fault"), faults), (self.env._("Warning"), warnings)):
            for fault, text in zip(found, self._describe(found), strict=True):
                value = f"'{fault.value}" if fault.value.startswith(("=", "+", "-", "@", "\t", "\r")) else fault.value
                writer.writerow([kind, fault.row, fault.column, value, text])
        return stream.getvalue().encode("utf-8-sig")
