"""The table of an old ledger and what its columns mean → invoices, or every fault with its row and column.

Nothing is left out in silence: a row that holds anything is an invoice, a fault, or counted as left out
with its reason. What an accountant would only want to know, a payment before the invoice for instance,
is a warning; what the file does not say is a doubt, which a person answers.
"""

from collections.abc import Iterable, Mapping, Sequence

from ..common import unit
from ..common.bounds import Clock
from . import aside, assembly, cells, doubt, ledger, marks, rows
from .cells import BadCellError, Values, as_text
from .column import Column, used
from .doubt import Remark
from .file import Table
from .header import is_credit_notes, plain
from .heading_words import LINES
from .ledger import Invoice
from .reading import (
    FILLED,
    IN_PART,
    INSTALMENTS,
    NEGATIVE,
    NOT_READ,
    ON_ACCOUNT,
    PARTLY_PAID,
    PLACES,
    PREPAID,
    RUNNING,
    SCALED,
    TOO_LONG,
    UNEXPLAINED,
    UNKNOWN_CURRENCY,
    UNKNOWN_KIND,
    UNKNOWN_SIDE,
    UNKNOWN_STATE,
    WRONG_TOTAL,
    Fault,
    Left,
    Reading,
    Rules,
    letter,
    shown,
)  # fmt: skip
from .row_currency import RowCurrency
from .row_needs import RowNeeds
from .words import (
    AMOUNT,
    AMOUNTS,
    CREDIT,
    CURRENCY,
    CUSTOMER,
    DATES,
    DEBIT,
    INVOICED,
    KIND,
    NUMBER,
    OPEN,
    PAID,
    PAID_ON,
    PAYMENT_STATUS,
    REFERENCE,
    SIGN,
    STATUS,
)  # fmt: skip

MOST_TOTALS = 10  # of the file that do not add up, each a remark
ONCE_A_WORD = {UNKNOWN_KIND, UNKNOWN_STATE, UNKNOWN_SIDE, UNKNOWN_CURRENCY, PARTLY_PAID}


def missing(columns: Iterable[Column]) -> list[str]:
    """Meanings the columns do not tell and must; the customer stands for name or reference."""
    known = {column.meaning for column in columns}
    if known & {DEBIT, CREDIT} or {OPEN, PAID} <= known:
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
        self.sheets: dict[int, str] = {}  # by row: where rows of several have its number, all of them
        for row, sheet in zip(table.numbers, table.sheets, strict=False):
            self.sheets[row] = f"{self.sheets[row]}, {sheet}" if row in self.sheets else sheet
        self.currency = RowCurrency(self.columns, rules, self.reading, self._note)
        self.needs = RowNeeds(self.columns, rules, self._note)
        self.plus = False  # sides are written + and -
        self.aside: list[tuple[int, aside.State]] = []
        self.bills = False  # numbers tell bills of vendors from invoices
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
            values = self._values(place, found.above.get(place), found.sections.get(place, ""))
            if values is not None:
                read.append(values)
        built = assembly.build(read, self._known(), self.rules, self.reading, self._note)
        for invoice in built.invoices:
            self._check(invoice)
        self._remark(built)
        self._note_left(read)
        for noted in (self.reading.faults, self.reading.warnings):
            noted.sort(key=lambda fault: (fault.row, len(fault.column), fault.column))
        self.reading.invoices.sort(key=lambda one: one.row)
        return self.reading

    def _known(self) -> set[str]:
        """Meanings of the columns, and what else their headings tell."""
        credits = CREDIT in self.columns and is_credit_notes(self.columns[CREDIT].header)
        lines = any(LINES & set(plain(header).split()) for header in self.table.headers)
        more = {assembly.CREDIT_NOTES: credits, assembly.LINES: lines}
        return {*self.columns, *(name for name, told in more.items() if told)}

    def _remark(self, built: assembly.Built) -> None:
        """Remarks about the file as a whole, once its documents are put together."""
        if built.running.runs:
            self.reading.remarks.append(Remark(RUNNING, value=self.columns[OPEN].header))
        if abs(built.running.begins_with) >= ledger.SMALLEST:
            self.reading.remarks.append(Remark(UNEXPLAINED, value=f"{built.running.begins_with:.2f}"))
        on_account = [one for one in self.reading.invoices if one.payment]
        if on_account:
            self.reading.remarks.append(Remark(ON_ACCOUNT, len(on_account), row=on_account[0].row))
        if (total := sum(one.amount - one.settled for one in self.reading.invoices)) <= -ledger.SMALLEST:
            self.reading.remarks.append(Remark(NEGATIVE, value=f"{total:.2f}"))

    def _note_left(self, read: Iterable[Values]) -> None:
        """Amounts and customers of the documents that are left out, for whoever looks for a difference."""
        left = {row for rows_ in self.reading.left.values() for row in rows_}
        # Rows of several sheets have the same numbers.
        kept = {(one.row, one.number) for one in self.reading.invoices} if self.sheets else set()
        for values in read:
            if values.row in left and (values.row, values.texts.get(NUMBER)) not in kept:
                told = values.money
                amount = told.get(OPEN, told.get(AMOUNT, told.get(DEBIT, 0.0) - told.get(CREDIT, 0.0)))
                customer = values.texts.get(REFERENCE, ""), values.texts.get(CUSTOMER, "")
                self.reading.left_documents.append(Left(values.row, customer, amount, values.texts.get(CURRENCY, "")))

    # === COLUMNS AND ROWS AS A WHOLE === #

    def _look_at_columns(self) -> None:
        answers, body = self.rules.answers, self.table.body
        self._note_unit()
        for meaning, column in list(self.columns.items()):
            told = [row[column.index] for row in body if not marks.is_nothing(row[column.index])]
            if meaning in (*DATES, *AMOUNTS) and not column.found.form and any(isinstance(one, str) for one in told):
                self._note(NOT_READ, 0, meaning, as_text(told[0]))
                del self.columns[meaning]
        taken = {column.index for column in self.columns.values()}
        self.aside = aside.find(self.table.headers, taken, body)
        numbered = self.columns.get(NUMBER)
        self.bills = numbered is not None and aside.are_bills([row[numbered.index] for row in body])
        sign = self.columns.get(SIGN)
        self.plus = sign is not None and any(marks.word(row[sign.index]) == "+" for row in body)
        turned = cells.columns_that(cells.is_turned, self.columns, body)
        moved = cells.columns_that(lambda values, _form: cells.is_moved(values), self.columns, body)
        for kind, meanings, given in ((doubt.TURNED, turned, answers.turned), (doubt.MOVED, moved, answers.moved)):
            for meaning in meanings:
                column = self.columns[meaning]
                example = next((row[column.index] for row in body if not marks.is_no_day(row[column.index])), "")
                self.reading.ask(kind, bool(given), self.table.numbers[0], f"{column.header}: {example}")
        self.turned = set(turned) if answers.turned == "turn" else set()
        self.moved = set(moved) if answers.moved == "next" else set()

    def _note_unit(self) -> None:
        money = [column for meaning, column in self.columns.items() if meaning in AMOUNTS]
        headers = (column.header for column in money)
        notes = filter(unit.is_named, [*headers, *self.table.titles, *self.table.footnotes])
        written = (
            cell.shown for row in self.table.body for column in money if unit.is_shown(cell := row[column.index])
        )
        if note := next(notes, None) or next(written, None):
            self._note(SCALED, 0, AMOUNT, note)

    def _note_rows(self, found: rows.Rows) -> None:
        self.reading.left.update(found.left)
        if found.filled:
            self.reading.remarks.append(Remark(FILLED, found.filled))
        for one in found.wrong_totals[:MOST_TOTALS]:
            told, read_ = f"{one.told:.2f}", f"{one.read:.2f}"
            self.reading.remarks.append(Remark(WRONG_TOTAL, row=one.row, value=told, customer=one.customer, read=read_))
        if self.table.too_long:
            self._note(TOO_LONG, self.table.too_long[0], "", str(len(self.table.too_long)))

    # === ONE ROW === #

    def _values(self, place: int, above: str | None, section: str) -> Values | None:
        number, row = self.table.numbers[place], self.table.rows[place]
        values, sound = Values(number), True
        for meaning, column in self.columns.items():
            cell = row[column.index]
            if meaning == SIGN and self.plus and marks.word(cell) == "-":
                cell = marks.CREDIT
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
        if section:
            self._note_section(section, values)
        values.states.update(filter(None, (state(row[index]) for index, state in self.aside)))
        if self.bills and aside.is_bill(values.texts.get(NUMBER, "")):
            values.states.add(marks.PAYABLE)
        if values.states & marks.LEFT_OUT:
            return values if sound else None
        sound &= self.needs.are_met(values)
        stated = self.table.stated[place] if self.table.stated else ""
        return values if sound and self.currency.settle(values, stated) else None

    def _note_section(self, section: str, values: Values) -> None:
        """What the heading above a row says of it, where no column does."""
        state = marks.left_out(section) or marks.state(section)
        if state not in ("", marks.OPEN) and not {STATUS, PAYMENT_STATUS} & self.columns.keys():
            values.states.add(state)
        kind = marks.kind(section)
        if kind in (marks.CREDIT_NOTE, marks.PAYMENT) and not {KIND, SIGN, DEBIT} & self.columns.keys():
            values.kind, values.texts[KIND] = kind, section

    # === ONE INVOICE === #

    def _check(self, invoice: Invoice) -> None:
        """A document put together: one to book, or a fault of it as a whole."""
        reason = ledger.fault(invoice, self.rules.today)
        if reason:
            self._note(reason, invoice.row, PLACES[reason], shown(PLACES[reason], invoice))
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
