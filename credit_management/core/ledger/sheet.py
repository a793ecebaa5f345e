"""The table of an old ledger and what its columns mean → invoices, or every fault with its row and column.

Nothing is left out in silence: a row that holds anything is an invoice, a fault, or counted as left out
with its reason. What an accountant would only want to know, a payment before the invoice for instance,
is a warning; what the file does not say is a doubt, which a person answers.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from ..common.bounds import Clock
from . import cells, document, doubt, ledger, marks, rows
from .cells import BadCellError, Values, as_text
from .column import Column, used
from .doubt import Remark
from .file import Table
from .header import is_credit_notes
from .ledger import Invoice
from .reading import (
    CURRENCY_DIFFERS,
    FILLED,
    IN_PART,
    INSTALMENTS,
    MISSING,
    NOT_READ,
    ON_ACCOUNT,
    PLACES,
    PREPAID,
    RUNNING,
    TOO_LONG,
    UNKNOWN_CURRENCY,
    UNKNOWN_KIND,
    UNKNOWN_SIDE,
    UNKNOWN_STATE,
    WRONG_TOTAL,
    Fault,
    Reading,
    Rules,
    letter,
)  # fmt: skip
from .words import (
    AMOUNT,
    AMOUNTS,
    CREDIT,
    CURRENCY,
    CUSTOMER,
    DATES,
    DEBIT,
    DUE,
    INVOICED,
    NUMBER,
    OPEN,
    PAID,
    PAID_ON,
    REFERENCE,
)  # fmt: skip

ONCE_A_WORD = {UNKNOWN_KIND, UNKNOWN_STATE, UNKNOWN_SIDE}


def missing(columns: Iterable[Column]) -> list[str]:
    """What the columns do not tell and must: meanings, the customer standing for name or reference."""
    known = {column.meaning for column in columns}
    if known & {DEBIT, CREDIT}:
        known.add(AMOUNT)
    wanted = [meaning for meaning in (NUMBER, INVOICED, AMOUNT) if meaning not in known]
    return wanted if known & {CUSTOMER, REFERENCE} else [CUSTOMER, *wanted]


def read(table: Table, columns: Sequence[Column], rules: Rules) -> Reading:
    """
    :param columns: each meaning at most once
    """
    return _Reader(table, used(columns), rules).read()


class _Reader:
    """Reads row by row, puts the rows together to documents, and notes what is wrong on the way."""

    def __init__(self, table: Table, columns: Mapping[str, Column], rules: Rules) -> None:
        self.table, self.rules, self.columns = table, rules, dict(columns)
        self.reading = Reading(doubts=list(table.doubts), remarks=list(table.remarks))
        self.said: set[tuple[str, str]] = set()  # faults of a word, said once
        self.sheets = dict(zip(table.numbers, table.sheets, strict=False)) if table.sheets else {}
        self.turned: set[str] = set()
        self.moved: set[str] = set()

    def read(self) -> Reading:  # pylint: disable=method-required-super
        clock = Clock()
        self._look_at_columns()
        found = rows.sort_out(self.table, self.columns)
        self._note_rows(found)
        read = []
        for done, place in enumerate(found.documents):
            if done % 1000 == 0:
                clock.check()
            values = self._values(self.table.numbers[place], self.table.rows[place], found.above.get(place))
            if values is not None:
                read.append(values)
        known = set(self.columns)
        if CREDIT in known and is_credit_notes(self.columns[CREDIT].header):
            known.add(document.CREDIT_NOTES)
        built = document.build(read, known, self.rules, self.reading, self._note)
        if built.running:
            self.reading.remarks.append(
                Remark(RUNNING, value=self.columns[OPEN].header if OPEN in self.columns else "")
            )
        for invoice in built.invoices:
            self._check(invoice)
        on_account = [one for one in self.reading.invoices if one.payment]
        if on_account:
            self.reading.remarks.append(Remark(ON_ACCOUNT, len(on_account), row=on_account[0].row))
        for noted in (self.reading.faults, self.reading.warnings):
            noted.sort(key=lambda fault: (fault.row, len(fault.column), fault.column))
        self.reading.invoices.sort(key=lambda one: one.row)
        return self.reading

    # === COLUMNS AND ROWS AS A WHOLE === #

    def _look_at_columns(self) -> None:
        for meaning, column in list(self.columns.items()):
            told = [row[column.index] for row in self.table.rows if not marks.is_nothing(row[column.index])]
            if meaning in (*DATES, *AMOUNTS) and not column.found.form and any(isinstance(one, str) for one in told):
                self._note(NOT_READ, 0, meaning, as_text(told[0]))
                del self.columns[meaning]
        answers, body = self.rules.answers, self.table.rows
        turned = cells.columns_that(cells.is_turned, self.columns, body)
        moved = cells.columns_that(lambda values, _form: cells.is_moved(values), self.columns, body)
        for kind, meanings, given in ((doubt.TURNED, turned, answers.turned), (doubt.MOVED, moved, answers.moved)):
            for meaning in meanings:
                column = self.columns[meaning]
                example = next((row[column.index] for row in body if not marks.is_no_day(row[column.index])), "")
                self.reading.ask(kind, bool(given), self.table.numbers[0], f"{column.header}: {example}")
        self.turned = set(turned) if answers.turned == "turn" else set()
        self.moved = set(moved) if answers.moved == "next" else set()

    def _note_rows(self, found: rows.Rows) -> None:
        self.reading.left.update(found.left)
        if found.filled:
            self.reading.remarks.append(Remark(FILLED, found.filled))
        for number, total in found.wrong_totals[:3]:
            self.reading.remarks.append(Remark(WRONG_TOTAL, row=number, value=total))
        if self.table.too_long:
            self._note(TOO_LONG, self.table.too_long[0], "", str(len(self.table.too_long)))

    # === ONE ROW === #

    def _values(self, number: int, row: Sequence[Any], above: str | None) -> Values | None:
        values, sound = Values(number), True
        for meaning, column in self.columns.items():
            cell = row[column.index]
            try:
                cells.read(column, cells.turn(cell) if meaning in self.turned else cell, values)
            except BadCellError as bad:
                self._note(bad.reason, number, meaning, bad.value)
                values.bad.add(meaning)
                sound = False
        for meaning in self.moved & values.days.keys():
            values.days[meaning] = cells.move(values.days[meaning])
        if above and not {CUSTOMER, REFERENCE} & values.texts.keys():
            values.texts[CUSTOMER] = above
        if values.states & {marks.VOID, marks.DRAFT}:
            return values if sound else None
        sound &= self._complete(number, values)
        return values if sound and self._currency(values) else None

    def _complete(self, number: int, values: Values) -> bool:
        """Whether the row has what each invoice has; what is wrong with a cell has been said already."""
        sound = True
        for meaning, told in ((NUMBER, values.texts), (INVOICED, values.days)):
            if meaning in self.columns and meaning not in told and meaning not in values.bad:
                self._note(MISSING, number, meaning)
            sound &= meaning in told
        amounts = {AMOUNT, DEBIT, CREDIT} & self.columns.keys()
        if amounts and not amounts & values.money.keys() and not amounts & values.bad:
            self._note(MISSING, number, AMOUNT if AMOUNT in amounts else min(amounts))
        sound &= bool(amounts & values.money.keys())
        if not {CUSTOMER, REFERENCE} & values.texts.keys():
            self._note(MISSING, number, CUSTOMER if CUSTOMER in self.columns else REFERENCE)
            sound = False
        if DUE not in values.days and DUE not in values.bad:
            sound &= self._assume_due(number, values)
        return sound

    def _assume_due(self, number: int, values: Values) -> bool:
        if values.kind in (marks.PAYMENT, marks.CREDIT_NOTE) and INVOICED in values.days:
            values.days[DUE] = values.days[INVOICED]
        elif self.rules.days is None:
            self._note(MISSING, number, DUE)
            return False
        elif INVOICED in values.days:
            values.days[DUE] = values.days[INVOICED] + timedelta(days=self.rules.days)
        return True

    def _currency(self, values: Values) -> bool:
        """The code in use for it; nothing for the company's own."""
        told = values.texts.get(CURRENCY, "")
        signs = values.signs
        if not told and not signs and AMOUNT in self.columns:
            signs = {sign for sign in [cells.currency_of_header(self.columns[AMOUNT].header)] if sign}
        if not told and not signs:
            return True
        code = self._code(told or min(signs), values.row)
        if not code:
            return False
        for sign in values.signs if told else ():
            if code not in cells.codes_of(sign):
                self._note(CURRENCY_DIFFERS, values.row, AMOUNT, sign)
                return False
        values.texts[CURRENCY] = "" if code == self.rules.own_currency else code
        return True

    def _code(self, sign: str, row: int) -> str:
        possible = cells.codes_of(sign)
        if len(possible) > 1:
            given = self.rules.answers.currency
            if self.rules.own_currency in possible:
                return self.rules.own_currency
            self.reading.ask(doubt.CURRENCY, given in possible, row, sign)
            return given if given in possible else self.rules.own_currency
        if possible[0] != self.rules.own_currency and possible[0] not in self.rules.currencies:
            self._note(UNKNOWN_CURRENCY, row, CURRENCY if CURRENCY in self.columns else AMOUNT, sign)
            return ""
        return possible[0]

    # === ONE INVOICE === #

    def _check(self, invoice: Invoice) -> None:
        """A document put together: one to book, or a fault of it as a whole."""
        reason = ledger.fault(invoice, self.rules.today)
        if reason:
            self._note(reason, invoice.row, PLACES[reason], _shown(PLACES[reason], invoice))
            return
        if invoice.paid_on and invoice.paid_on < invoice.invoiced:
            self._warn(PREPAID, invoice.row, PAID_ON, invoice.paid_on.isoformat())
        if invoice.instalments:
            self._warn(INSTALMENTS, invoice.row, NUMBER, f"{invoice.number}: {len(invoice.instalments)}")
        elif invoice.paid_in_part:
            self._warn(IN_PART, invoice.row, PAID if PAID in self.columns else OPEN, f"{invoice.settled:.2f}")
        self.reading.invoices.append(invoice)

    def _note(self, reason: str, row: int, meaning: str, value: str = "") -> None:
        if reason in ONCE_A_WORD:
            if (reason, value) in self.said:
                return
            self.said.add((reason, value))
        self.reading.faults.append(self._fault(reason, row, meaning, value))

    def _warn(self, reason: str, row: int, meaning: str, value: str = "") -> None:
        self.reading.warnings.append(self._fault(reason, row, meaning, value))

    def _fault(self, reason: str, row: int, meaning: str, value: str) -> Fault:
        column = self.columns.get(meaning)
        return Fault(
            reason, row, letter(column.index) if column else "", meaning, str(value)[:80], self.sheets.get(row, "")
        )


def _shown(meaning: str, invoice: Invoice) -> str:
    value = getattr(invoice, meaning, None)
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, float) else str(value)
