"""Rows → documents: their signs, what is paid of them, and rows that belong to one document."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from . import doubt, ledger, marks
from .cells import Values
from .ledger import Instalment, Invoice
from .reading import (
    AMOUNT_DIFFERS,
    DRAFT,
    LIST_TOO_EARLY,
    ONCE,
    OPEN_DIFFERS,
    PAID_NOTHING,
    PAID_OUT,
    SETTLING,
    SIGN_UNCLEAR,
    STATE_DIFFERS,
    TWICE,
    TWICE_SIGNS,
    VOID,
    Reading,
    Rules,
)  # fmt: skip
from .words import (
    AMOUNT,
    CLEARING,
    CREDIT,
    CURRENCY,
    CUSTOMER,
    DEBIT,
    DUE,
    INVOICED,
    NUMBER,
    OPEN,
    PAID,
    PAID_ON,
    REFERENCE,
    SIGN,
    STATUS,
)  # fmt: skip

SMALLEST = ledger.SMALLEST
CREDIT_NOTES = "credit_notes"  # among what is known: the column on the credit side holds credit notes by its header
Note = Callable[[str, int, str, str], None]


@dataclass(slots=True)
class Document:
    """One row with its amounts signed."""

    row: int
    number: str
    invoiced: date
    due: date
    amount: float
    kind: str = ""
    open: float | None = None
    paid: float | None = None
    paid_on: date | None = None
    state: str = ""
    currency: str = ""
    customer: str = ""
    reference: str = ""
    clearing: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.reference or self.customer.casefold(), self.number

    @property
    def due_part(self) -> Instalment:
        return Instalment(self.due, self.amount, self.paid_on, self.paid)


@dataclass(slots=True)
class Built:
    invoices: list[Invoice] = field(default_factory=list)
    running: bool = False


def build(read: list[Values], known: set[str], rules: Rules, reading: Reading, note: Note) -> Built:
    """
    :param read: the rows as read
    :param known: what the columns mean
    """
    return _Builder(known, rules, reading, note).build(read)


class _Builder:
    """Looks at all rows before it decides what a sign in one of them means."""

    def __init__(self, known: set[str], rules: Rules, reading: Reading, note: Note) -> None:
        self.known, self.rules, self.reading, self.note = known, rules, reading, note

    def build(self, read: list[Values]) -> Built:
        kept = [values for values in read if not self._left_out(values)]
        running = self._drop_running_balance(kept)
        documents = [one for values in kept if (one := self._document(values))]
        self._sign_kinds(documents)
        payments = [one for one in documents if one.kind == marks.PAYMENT]
        invoices = [one for one in documents if one.kind != marks.PAYMENT]
        invoices = [one for one in invoices if self._settle(one)]
        on_account = self._place_payments(payments, invoices)
        groups: dict[tuple[str, str], list[Document]] = defaultdict(list)
        for one in invoices:
            groups[one.key].append(one)
        built = Built(running=running)
        for group in groups.values():
            built.invoices += self._put_together(group)
        built.invoices += [_invoice(one, payment=True) for one in self._unlike(on_account, groups)]
        return built

    def _left_out(self, values: Values) -> bool:
        for state, reason in ((marks.VOID, VOID), (marks.DRAFT, DRAFT)):
            if state in values.states:
                self.reading.leave(reason, values.row)
                return True
        return False

    # === AMOUNTS === #

    def _drop_running_balance(self, read: list[Values]) -> bool:
        """A balance that adds up row by row is what the customer owes in all, and of no row its own."""
        if OPEN not in self.known or not self._runs(read):
            return False
        for values in read:
            values.money.pop(OPEN, None)
        self.known = self.known - {OPEN}
        return True

    def _runs(self, read: list[Values]) -> bool:
        told = [(_customer(one), _signed(one), one.money.get(OPEN)) for one in read]
        pairs = [
            (before, after)
            for before, after in pairwise(told)
            if before[0] == after[0] and before[2] is not None and after[2] is not None
        ]
        if not pairs or all(one[2] is None or abs(one[2] - one[1]) < SMALLEST for one in told):
            return False
        if not any(after[2] is not None and abs(abs(after[2]) - abs(after[1])) > SMALLEST for _before, after in pairs):
            return False
        down = all(abs((a[2] or 0) + b[1] - (b[2] or 0)) < SMALLEST for a, b in pairs)
        up = all(abs((b[2] or 0) + a[1] - (a[2] or 0)) < SMALLEST for a, b in pairs)
        from_above, from_below = self._begins(told)
        return (down and from_above) or (up and from_below)

    @staticmethod
    def _begins(told: list[tuple[str, float, float | None]]) -> tuple[bool, bool]:
        """Whether balances begin with the first rows of customers, or with the last; many rows need no beginning."""
        starts = [told[0], *(after for before, after in pairwise(told) if before[0] != after[0])]
        ends = [*(before for before, after in pairwise(told) if before[0] != after[0]), told[-1]]
        down, up = (
            len(told) >= 8 or all(one[2] is not None and abs(one[2] - one[1]) < SMALLEST for one in group)
            for group in (starts, ends)
        )
        return down, up

    def _document(self, values: Values) -> Document | None:
        amount, paid = self._amount(values)
        if amount is None:
            return None
        days, texts = values.days, values.texts
        one = Document(
            values.row, texts[NUMBER], days[INVOICED], days[DUE], amount, values.kind, values.money.get(OPEN),
            values.money.get(PAID, paid), days.get(PAID_ON), _state(values), texts.get(CURRENCY, ""),
            texts.get(CUSTOMER, ""), texts.get(REFERENCE, ""), texts.get(CLEARING, ""),
        )  # fmt: skip
        if paid is not None and one.open is not None and PAID not in values.money:
            one.paid = None  # what is open tells it
        return self._of_side(one, values)

    def _amount(self, values: Values) -> tuple[float | None, float | None]:
        """The amount with its sign, and what the other side of the row has taken of it."""
        told, credit = values.money.get(AMOUNT), values.money.get(CREDIT, 0.0)
        if DEBIT not in self.known:  # an amount, and perhaps what was credited of it
            if told and credit and PAID in self.known:
                values.money[PAID] = values.money.get(PAID, 0.0) + credit
            return (told, credit or None) if told else (-credit if credit else 0.0, None)
        debit = values.money.get(DEBIT, 0.0)
        if told is not None and abs(abs(told) - abs(debit - credit)) > SMALLEST:
            self.note(AMOUNT_DIFFERS, values.row, AMOUNT, f"{told:.2f}")
            return None, None
        if debit and credit and debit * credit > 0:
            return (debit, credit) if abs(debit) >= abs(credit) else (-credit, -debit)
        return debit - credit, None

    def _of_side(self, one: Document, values: Values) -> Document | None:
        """Signed by its mark; asked where nothing says what stands on the credit side."""
        side = values.sides.get("") or values.sides.get(AMOUNT, "")
        if side == marks.CREDIT and DEBIT not in self.known:
            one.amount = -abs(one.amount)
        if (CREDIT_NOTES in self.known or (CREDIT in self.known and DEBIT not in self.known)) and one.amount < 0:
            one.kind = one.kind or marks.CREDIT_NOTE
        if DEBIT in self.known and one.amount < 0 and not one.kind:
            given = self.rules.answers.credits
            self.reading.ask(doubt.CREDITS, bool(given), one.row, one.number)
            one.kind = given or marks.CREDIT_NOTE
        _follow_sign(one)
        return one

    def _sign_kinds(self, documents: list[Document]) -> None:
        """Credit notes and payments lower what is owed, whichever way the file writes that."""
        for kind in (marks.CREDIT_NOTE, marks.PAYMENT):
            some = [one for one in documents if one.kind == kind]
            if not some or kind == marks.PAYMENT and any(one.amount < 0 for one in some):
                continue
            signed = any(one.amount < 0 for one in some) or bool({DEBIT, SIGN} & self.known)
            for one in some:
                if one.amount > 0 and signed:
                    self.note(SIGN_UNCLEAR, one.row, AMOUNT, f"{one.amount:.2f}")
                    one.number = ""
                elif one.amount > 0:
                    one.amount = -one.amount
                    _follow_sign(one)
        documents[:] = [one for one in documents if one.number]

    # === WHAT IS PAID === #

    def _settle(self, one: Document) -> bool:
        """What is paid of it and when; asked where the file does not say. False where it is left out or wrong."""
        if not self._add_up(one):
            return False
        if one.paid is None and one.paid_on is None and one.state == marks.PAID and not one.open:
            one.paid = one.amount
        if one.state == marks.PAID and one.open is not None and abs(one.open) > SMALLEST:
            self.note(STATE_DIFFERS, one.row, STATUS, f"{one.open:.2f}")
            return False
        if one.state == marks.OPEN and one.paid_on and (one.paid is None or abs(one.paid - one.amount) < SMALLEST):
            self.note(STATE_DIFFERS, one.row, STATUS, one.paid_on.isoformat())
            return False
        if one.paid is not None and one.paid_on is None and one.paid:
            return self._ask_day(one)
        if one.paid_on and one.paid is not None and abs(one.paid - one.amount) < SMALLEST:
            one.paid = None
        return True

    def _add_up(self, one: Document) -> bool:
        if one.paid is None and one.open is None:
            return True
        if one.paid is None:
            one.paid = round(one.amount - (one.open or 0.0), 6)
        elif one.open is not None and abs(one.paid + one.open - one.amount) > SMALLEST:
            self.note(OPEN_DIFFERS, one.row, OPEN, f"{one.open:.2f}")
            return False
        if abs(one.paid) < SMALLEST:
            if one.paid_on:
                self.note(PAID_NOTHING, one.row, OPEN if OPEN in self.known else PAID, one.paid_on.isoformat())
                return False
            one.paid = None
        return True

    def _ask_day(self, one: Document) -> bool:
        """The day of a payment that the file does not tell: of all of it, or of a part."""
        answers, paid = self.rules.answers, one.paid or 0.0
        if abs(paid) > abs(one.amount) + SMALLEST or paid * one.amount < 0:
            return True  # more than there is: a fault of the invoice
        if abs(paid - one.amount) < SMALLEST:
            self.reading.ask(doubt.PAID_DAY, bool(answers.paid_day), one.row, one.number)
            if answers.paid_day == "out":
                self.reading.leave(PAID_OUT, one.row)
                return False
            one.paid, one.paid_on = None, min(max(one.due, one.invoiced), self.rules.today)
            return True
        if PAID_ON in self.known:
            return True  # a file that tells the days of payments, and here it does not: a fault
        self.reading.ask(doubt.LIST_DATE, bool(answers.list_date), one.row, one.number)
        day = answers.list_date or self.rules.today
        if day < one.invoiced:
            self.note(LIST_TOO_EARLY, one.row, INVOICED, one.invoiced.isoformat())
            return False
        one.paid_on = day
        return True

    # === PAYMENTS === #

    def _place_payments(self, payments: list[Document], invoices: list[Document]) -> list[Document]:
        """Payments told by the invoices they settle are counted; the others settle one, or stay on account."""
        clearings = {(one.key[0], one.clearing) for one in invoices if one.clearing and one.paid_on}
        by_number: dict[tuple[str, str], list[Document]] = defaultdict(list)
        for one in invoices:
            by_number[one.key].append(one)
        settled = any(one.paid_on for one in invoices)
        on_account = []
        for one in payments:
            own = by_number.get(one.key, [])
            if {(one.key[0], one.number), (one.key[0], one.clearing)} & clearings or self._is_used_up(one):
                self.reading.leave(SETTLING, one.row)
            elif len(own) == 1 and own[0].paid_on is None and 0 < -one.amount <= own[0].amount + SMALLEST:
                own[0].paid_on, own[0].paid = one.invoiced, None if _same(-one.amount, own[0].amount) else -one.amount
                self.reading.leave(SETTLING, one.row)
            elif settled and one.open is None and not self._is_account(one):
                self.reading.leave(SETTLING, one.row)
            else:
                on_account.append(replace(one, amount=one.amount if one.open is None else one.open))
        return on_account

    def _is_used_up(self, one: Document) -> bool:
        return (one.open is not None and abs(one.open) < SMALLEST) or one.paid_on is not None

    def _is_account(self, one: Document) -> bool:
        """Beside invoices that are paid already a payment may be theirs: a person knows."""
        given = self.rules.answers.payments
        self.reading.ask(doubt.PAYMENTS, bool(given), one.row, one.number)
        return given != "told"

    def _unlike(
        self, payments: Iterable[Document], groups: dict[tuple[str, str], list[Document]]
    ) -> Iterable[Document]:
        """Payments by numbers of their own."""
        seen = set(groups)
        for one in payments:
            if one.key in seen:
                self.note(TWICE_SIGNS, one.row, NUMBER, one.number)
            else:
                seen.add(one.key)
                yield one

    # === ROWS OF ONE DOCUMENT === #

    def _put_together(self, group: list[Document]) -> list[Invoice]:
        first = group[0]
        if len(group) == 1:
            return [_invoice(first)]
        others = [one for one in group[1:] if one.invoiced != first.invoiced]
        signs = [one for one in group[1:] if one.amount * first.amount < 0]
        if others or signs or len({one.currency for one in group}) > 1:
            reason = TWICE_SIGNS if signs and not others else TWICE
            for one in signs if signs and not others else others or group[1:]:
                self.note(reason, one.row, NUMBER, f"{one.number} ({first.row})")
            return [_invoice(first)]
        alike = all(_same(one.amount, first.amount) for one in group)
        dues = {one.due for one in group}
        if alike or len(dues) == 1:
            return self._ask_rows(group, alike)
        return [_in_instalments(group)]

    def _ask_rows(self, group: list[Document], alike: bool) -> list[Invoice]:
        """The same number again: the whole invoice in each row, or a part of it."""
        first, given = group[0], self.rules.answers.repeated
        sums = given == "sum"
        self.reading.ask(doubt.REPEATED, bool(given) and (sums or alike), group[1].row, f"{first.number} ({first.row})")
        if not sums:
            for one in group[1:]:
                self.reading.leave(ONCE, one.row)
            return [_invoice(first)]
        if len({one.due for one in group}) > 1 or len({(one.paid_on, one.paid is None) for one in group}) > 1:
            return [_in_instalments(group)]
        paid = None if first.paid is None else sum(one.paid or 0.0 for one in group)
        return [_invoice(replace(first, amount=round(sum(one.amount for one in group), 6), paid=paid))]


def _customer(values: Values) -> str:
    return values.texts.get(REFERENCE) or values.texts.get(CUSTOMER, "").casefold()


def _signed(values: Values) -> float:
    """The amount as its columns have it."""
    if {DEBIT, CREDIT} & values.money.keys():
        return values.money.get(DEBIT, 0.0) - values.money.get(CREDIT, 0.0)
    return values.money.get(AMOUNT, 0.0)


def _state(values: Values) -> str:
    return marks.PAID if marks.PAID in values.states else marks.OPEN if marks.OPEN in values.states else ""


def _same(one: float, other: float) -> bool:
    return abs(one - other) < SMALLEST


def _follow_sign(one: Document) -> None:
    """What is open and paid of a negative amount is negative, where the file leaves it positive."""
    if one.amount < 0:
        if one.open is not None and one.open > 0:
            one.open = -one.open
        if one.paid is not None and one.paid > 0:
            one.paid = -one.paid


def _invoice(one: Document, payment: bool = False) -> Invoice:
    return Invoice(
        number=one.number, invoiced=one.invoiced, due=max(one.due, one.invoiced) if payment else one.due,
        amount=one.amount, paid_on=None if payment else one.paid_on, paid=None if payment else one.paid,
        currency=one.currency, customer=one.customer, reference=one.reference, row=one.row, payment=payment,
    )  # fmt: skip


def _in_instalments(group: list[Document]) -> Invoice:
    parts = tuple(one.due_part for one in sorted(group, key=lambda one: one.due))
    first = replace(
        group[0], amount=round(sum(one.amount for one in group), 6), due=parts[-1].due, paid_on=None, paid=None
    )
    return replace(_invoice(first), instalments=parts)
