"""Cells that each document has: a row without them is a fault, unless its kind or its other cells stand for them."""

from collections.abc import Mapping
from datetime import timedelta

from . import marks
from .cells import Values
from .column import Column
from .document import Note
from .reading import MISSING, Rules
from .words import (
    AMOUNT,
    CLEARING,
    CREDIT,
    CUSTOMER,
    DEBIT,
    DUE,
    INVOICED,
    KIND,
    NUMBER,
    OPEN,
    PAID,
    PAID_ON,
    REFERENCE,
)  # fmt: skip


class RowNeeds:
    """Looks for them in one row after the other."""

    def __init__(self, columns: Mapping[str, Column], rules: Rules, note: Note) -> None:
        self.columns, self.rules, self.note = columns, rules, note
        told = columns.keys()
        self.summed = {OPEN, PAID} <= told and not {AMOUNT, DEBIT, CREDIT} & told  # the amount is both together

    def are_met(self, values: Values) -> bool:
        """Whether the row has what each invoice has; what is wrong with a cell has been said already."""
        sound = True
        self._name_payment(values)
        if self.summed and {OPEN, PAID} & values.money.keys():
            values.money[AMOUNT] = values.money.get(OPEN, 0.0) + values.money.get(PAID, 0.0)
        for meaning, told in ((NUMBER, values.texts), (INVOICED, values.days)):
            if meaning in self.columns and meaning not in told and meaning not in values.bad:
                self.note(MISSING, values.row, meaning, "")
            sound &= meaning in told
        amounts = {AMOUNT, DEBIT, CREDIT} & self.columns.keys() or ({AMOUNT} if self.summed else set())
        if amounts and not amounts & values.money.keys() and not amounts & values.bad:
            self.note(MISSING, values.row, AMOUNT if AMOUNT in amounts else min(amounts), "")
        sound &= bool(amounts & values.money.keys())
        if not {CUSTOMER, REFERENCE} & values.texts.keys():
            self.note(MISSING, values.row, CUSTOMER if CUSTOMER in self.columns else REFERENCE, "")
            sound = False
        if self._may_be_paid(values):
            self.note(MISSING, values.row, OPEN, "")
            sound = False
        if DUE not in values.days and DUE not in values.bad:
            sound &= self._assume_due(values)
        return sound

    def _may_be_paid(self, values: Values) -> bool:
        """Whether what is open is left empty, in a list of what is open, and nothing else says whether it is paid."""
        if OPEN not in self.columns or self.summed or OPEN in values.bad | values.money.keys():
            return False
        told = PAID in values.money or PAID_ON in values.days or values.states or CLEARING in values.texts
        return not told and values.kind not in (marks.PAYMENT, marks.JOURNAL)

    def _name_payment(self, values: Values) -> None:
        """A payment needs no number, nor an entry by hand: kind, day and row tell it from others.

        What a column of receipts says in the row of a payment is its amount.
        """
        if values.kind == marks.PAYMENT and AMOUNT in self.columns and PAID in values.money:
            values.money[AMOUNT] = values.money.get(AMOUNT) or values.money.pop(PAID)
        nameless = NUMBER not in values.texts and NUMBER not in values.bad and INVOICED in values.days
        if nameless and values.kind in (marks.PAYMENT, marks.JOURNAL):
            values.texts[NUMBER] = f"{values.texts[KIND]} {values.days[INVOICED]} ({values.row})"

    def _assume_due(self, values: Values) -> bool:
        told = values.money.get(AMOUNT, values.money.get(DEBIT, 0.0) - values.money.get(CREDIT, 0.0))
        lowers = told < 0 or values.kind in (marks.PAYMENT, marks.CREDIT_NOTE, marks.JOURNAL)
        if (lowers or values.at_once) and INVOICED in values.days:
            values.days[DUE] = values.days[INVOICED]
        elif self.rules.days is None:
            self.note(MISSING, values.row, DUE, "")
            return False
        elif INVOICED in values.days:
            values.days[DUE] = values.days[INVOICED] + timedelta(days=self.rules.days)
        return True
