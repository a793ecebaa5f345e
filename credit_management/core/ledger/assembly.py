"""Rows → documents: which rows count, what their signs mean, and which belong together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from . import doubt, instalment, marks, numbering, payment, running, settlement
from .cells import Values
from .document import Document, Note, Work, follow_sign
from .ledger import SMALLEST, Invoice
from .reading import AMOUNT_DIFFERS, DRAFT, PARTLY_PAID, PAYABLE, SIGN_UNCLEAR, UNKNOWN_KIND, VOID, Reading, Rules
from .running import Running
from .words import (
    AMOUNT,
    CLEARING,
    CREDIT,
    CURRENCY,
    CUSTOMER,
    DEBIT,
    DUE,
    INVOICED,
    KIND,
    NUMBER,
    OPEN,
    PAID,
    PAID_ON,
    PART,
    PAYMENT_STATUS,
    REFERENCE,
    SIGN,
    STATUS,
)  # fmt: skip

CREDIT_NOTES = "credit_notes"  # among what is known: the column on the credit side holds credit notes by its header
LINES = "lines"  # among what is known: the file has columns of the lines of an invoice
LOWERS = (marks.CREDIT_NOTE, marks.PAYMENT)


@dataclass(slots=True)
class Built:
    """Documents put together, and what the column of balances turned out to be."""

    running: Running
    invoices: list[Invoice] = field(default_factory=list)


def build(read: list[Values], known: set[str], rules: Rules, reading: Reading, note: Note) -> Built:
    """
    :param read: the rows as read
    :param known: what the columns mean
    """
    return _Assembly(Work(known, rules, reading, note)).build(read)


class _Assembly:
    """Looks at all rows before it decides what a sign in one of them means."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def build(self, read: list[Values]) -> Built:
        kept = [values for values in read if not self._left_out(values)]
        self._turn_signs(kept)
        self._turn_credits(kept)
        found = self._drop_running_balance(kept)
        self._turn_payments(kept)
        documents = [one for values in kept if (one := self._document(values))]
        self._name_credit_notes(documents)
        self._sign_kinds(documents)
        documents = payment.settle_lettered(documents, self.work)
        payments = [one for one in documents if one.kind == marks.PAYMENT]
        invoices = [one for one in documents if one.kind != marks.PAYMENT]
        invoices = [one for one in invoices if settlement.settle(one, self.work)]
        on_account = payment.place(payments, invoices, self.work)
        groups: dict[tuple[str, str], list[Document]] = defaultdict(list)
        for one in invoices:
            groups[one.key].append(one)
        built = Built(running=found)
        work = self.work
        if LINES in work.known and not work.rules.answers.repeated:
            work = replace(work, repeated=instalment.tell_lines(list(groups.values())))
        for group in groups.values():
            built.invoices += instalment.put_together(group, work)
        built.invoices += [one.on_account for one in payment.of_own_number(on_account, set(groups), self.work)]
        return built

    def _left_out(self, values: Values) -> bool:
        for state, reason in ((marks.VOID, VOID), (marks.DRAFT, DRAFT), (marks.PAYABLE, PAYABLE)):
            if state in values.states:
                self.work.reading.leave(reason, values.row)
                return True
        return False

    # === AMOUNTS === #

    def _drop_running_balance(self, read: Sequence[Values]) -> Running:
        """Forget what is open where it is a balance that runs on."""
        found = running.find(read) if OPEN in self.work.known else Running()
        if found.runs:
            for values in read:
                values.money.pop(OPEN, None)
            self.work.known.discard(OPEN)
        return found

    def _turn_signs(self, read: Sequence[Values]) -> None:
        """Ask whether signs are turned round where most amounts are below zero and nothing says why."""
        if {DEBIT, SIGN} & self.work.known:
            return
        told = [one for one in read if one.money.get(AMOUNT) and one.kind in ("", marks.INVOICE)]
        below = [one for one in told if one.money[AMOUNT] < 0 and not one.sides]
        if 2 * len(below) <= len(told) or sum(one.money[AMOUNT] for one in told) >= 0:
            return
        given = self.work.rules.answers.signs
        self.work.reading.ask(doubt.SIGNS, bool(given), below[0].row, below[0].texts.get(NUMBER, ""))
        if given != "turn":
            return
        for one in read:
            one.money = {meaning: -amount for meaning, amount in one.money.items()}

    def _turn_credits(self, read: Sequence[Values]) -> None:
        """Make credits positive in a file that writes all of them below zero, beside debits above it."""
        if not {DEBIT, CREDIT} <= self.work.known:
            return
        credits = [one for one in read if one.money.get(CREDIT)]
        if all(one.money[CREDIT] < 0 for one in credits) and any(one.money.get(DEBIT, 0.0) > 0 for one in read):
            for one in credits:
                one.money[CREDIT] = -one.money[CREDIT]

    def _turn_payments(self, read: Sequence[Values]) -> None:
        """Make payments of invoices positive in a file that writes all of them negative, as what is open shows."""
        paid = [one for one in read if one.money.get(PAID) and one.money.get(AMOUNT, 0.0) > 0 and OPEN in one.money]
        if all(abs(one.money[AMOUNT] + one.money[PAID] - one.money[OPEN]) < SMALLEST for one in paid):
            for one in paid:
                one.money[PAID] = -one.money[PAID]

    def _document(self, values: Values) -> Document | None:
        amount, paid = self._amount(values)
        if amount is None:
            return None
        if marks.PARTLY in values.states and not {OPEN, PAID} & values.money.keys() and paid is None:
            self.work.note(PARTLY_PAID, values.row, STATUS if STATUS in self.work.known else PAYMENT_STATUS, "")
            return None
        days, texts = values.days, values.texts
        one = Document(
            values.row, texts[NUMBER], days[INVOICED], days[DUE], amount, values.kind, values.money.get(OPEN),
            values.money.get(PAID, paid), days.get(PAID_ON), _state(values), texts.get(CURRENCY, ""),
            texts.get(CUSTOMER, ""), texts.get(REFERENCE, ""), texts.get(CLEARING, ""), texts.get(PART, ""),
        )  # fmt: skip
        if paid is not None and one.open is not None and PAID not in values.money:
            one.paid = None  # what is open tells it
        return self._of_side(one, values)

    def _amount(self, values: Values) -> tuple[float | None, float | None]:
        """The amount with its sign, and what the other side of the row has taken of it."""
        told, credit = values.money.get(AMOUNT), values.money.get(CREDIT, 0.0)
        if DEBIT not in self.work.known:  # an amount, and perhaps what was credited of it
            if told and credit and PAID in self.work.known:
                values.money[PAID] = values.money.get(PAID, 0.0) + credit
            return (told, credit or None) if told else (-credit if credit else 0.0, None)
        debit = values.money.get(DEBIT, 0.0)
        if told is not None and abs(abs(told) - abs(debit - credit)) > SMALLEST:
            self.work.note(AMOUNT_DIFFERS, values.row, AMOUNT, f"{told:.2f}")
            return None, None
        if debit and credit and debit * credit > 0:
            return (debit, credit) if abs(debit) >= abs(credit) else (-credit, -debit)
        return debit - credit, None

    # === SIGNS === #

    def _of_side(self, one: Document, values: Values) -> Document:
        """Signed by its mark; asked where nothing says what stands on the credit side."""
        known = self.work.known
        side = values.sides.get("") or values.sides.get(AMOUNT, "")
        if side == marks.CREDIT and DEBIT not in known:
            one.amount = -abs(one.amount)
        if (CREDIT_NOTES in known or (CREDIT in known and DEBIT not in known)) and one.amount < 0:
            one.kind = one.kind or marks.CREDIT_NOTE
        if DEBIT in known and one.amount < 0 and not one.kind and numbering.is_credit_note(one.number):
            one.kind = marks.CREDIT_NOTE
        if DEBIT in known and one.amount < 0 and not one.kind:
            given = self.work.rules.answers.credits
            self.work.reading.ask(doubt.CREDITS, bool(given), one.row, one.number)
            one.kind = given or marks.CREDIT_NOTE
        follow_sign(one)
        return one

    def _name_credit_notes(self, documents: list[Document]) -> None:
        """Ask of amounts above zero that only their numbers call credit notes, where others have other numbers."""
        if {KIND, SIGN, DEBIT, CREDIT} & self.work.known:
            return
        named = [one for one in documents if numbering.is_credit_note(one.number)]
        doubtful = [one for one in named if one.amount > 0]
        if not doubtful or len(named) == len(documents):
            return
        given = self.work.rules.answers.numbered
        for one in doubtful:
            self.work.reading.ask(doubt.NUMBERED, bool(given), one.row, one.number)
            if given == "credit_note":
                one.kind, one.amount = marks.CREDIT_NOTE, -one.amount
                follow_sign(one)

    def _sign_kinds(self, documents: list[Document]) -> None:
        """Credit notes and payments lower what is owed, whichever way the file writes that."""
        sided = bool({DEBIT, SIGN} & self.work.known)
        unsigned = not sided and any(one.kind in LOWERS and one.amount > 0 for one in documents)
        for kind in LOWERS:
            some = [one for one in documents if one.kind == kind]
            if not some or kind == marks.PAYMENT and any(one.amount < 0 for one in some):
                continue
            signed = any(one.amount < 0 for one in some) or sided
            for one in some:
                if one.amount > 0 and signed:
                    self.work.note(SIGN_UNCLEAR, one.row, AMOUNT, f"{one.amount:.2f}")
                    one.number = ""
                elif one.amount > 0:
                    one.amount = -one.amount
                    follow_sign(one)
        for one in documents:
            if one.kind == marks.JOURNAL:
                self._sign_journal(one, unsigned)
        documents[:] = [one for one in documents if one.number]

    def _sign_journal(self, one: Document, unsigned: bool) -> None:
        """An entry by hand is what its sign says, in a file that has signs."""
        if unsigned:
            self.work.note(UNKNOWN_KIND, one.row, KIND, one.number)
            one.number = ""
        one.kind = marks.PAYMENT if one.amount < 0 else marks.INVOICE


def _state(values: Values) -> str:
    if marks.PAID in values.states:
        return marks.PAID
    return marks.OPEN if values.states & {marks.OPEN, marks.PARTLY} else ""
