from odoo import models

from ...core.ledger import column as ledger_column
from ...core.ledger import sheet as ledger_sheet
from ...core.ledger.cells import as_text
from ...core.ledger.column import Column
from ...core.ledger.format import Found
from ...core.ledger.reading import letter

SHOWN_VALUES = 3


class CreditLedgerImport(models.Model):
    """The columns of a file: guessed, kept, and chosen by a person."""

    _inherit = "credit.ledger.import"

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
        of = {"letter": letter(column.index), "header": column.header}
        if column.clash:
            return self.env._(
                "Column %(letter)s (%(header)s) is in another currency than the rest, or no column says in which."
                " Choose the amounts and their currency, or confirm the columns.",
                **of,
            )
        if column.rising:
            return self.env._(
                "Column %(letter)s (%(header)s) may be a balance of the customer, and no amount of the row: it rises"
                " from row to row, or is the same in all rows of a customer. Choose the amount, or confirm the"
                " columns.",
                **of,
            )
        if column.untaxed:
            return self.env._(
                "Column %(letter)s (%(header)s) stands beside a tax, and nothing says whether it holds it. Choose the"
                " amount with tax, or confirm the columns.",
                **of,
            )
        if column.overlooked:
            return self.env._(
                "Column %(letter)s (%(header)s) is not read, and may say what is paid or open, or which documents are"
                " no debts. Choose what it means, or confirm the columns.",
                **of,
            )
        if not column.rivals:
            return False
        others = ", ".join(f"{letter(index)} ({table.headers[index]})" for index in column.rivals)
        return self.env._(
            "%(meaning)s was taken from column %(letter)s (%(header)s); it could also be column %(others)s. Choose, or"
            " confirm the columns.",
            meaning=self._meaning_labels()[column.meaning], others=others, **of,
        )  # fmt: skip

    @staticmethod
    def _sample(table, index):
        found = dict.fromkeys(as_text(row[index]) for row in table.body[:200] if row[index] is not None)
        return " · ".join(list(found)[:SHOWN_VALUES])[:120]

    def _choose_formats(self, table):
        """The format of each column that has none yet; where it can be read in two ways a person chooses."""
        told = [(column.position, column.header, column.meaning or "") for column in self.column_ids]
        body = table.body
        values = {position: [row[position] for row in body] for position, _header, _meaning in told}
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
