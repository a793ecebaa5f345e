"""One ledger as many programs would write it: the truth, and a dialect that writes it down."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import openpyxl

NAMES = ("Ålund & Söner", "Bianchi Ottica", "Côté Jardin", "Dąbrowski", "Ferreira Irmãos")
FOREIGN = "USD"


@dataclass(frozen=True)
class Entry:
    """A document of the truth: what it is, and how much of it is owed today."""

    customer: str
    code: str
    number: str
    invoiced: date
    due: date
    amount: float
    kind: str = "invoice"  # invoice, credit
    state: str = "open"  # open, paid, void, draft
    paid_on: date | None = None
    currency: str = ""

    @property
    def open(self) -> float:
        return self.amount if self.state == "open" else 0.0


def truth(seed: int, names: tuple[str, ...] = NAMES, foreign: bool = False, credits: bool = True) -> list[Entry]:
    """Some documents of each customer: paid, open, credited, void and drafts; numbers run through."""
    random, found = Random(seed), []
    for position, name in enumerate(names):
        for turn in range(4):
            day = date(2026, 1, 14) + timedelta(days=random.randrange(150))
            due = day + timedelta(days=30)
            amount = random.randrange(11_000, 9_000_000) / 100
            state = "paid" if turn == 0 else "open"
            kind = "credit" if credits and turn == 2 and position % 2 else "invoice"
            if turn == 3:
                state = ("open", "void", "draft", "open", "open")[position]
            found.append(Entry(
                name, f"{4100 + position}", f"{2600100 + len(found)}", day, due,
                -round(amount / 10, 2) if kind == "credit" else amount, kind, state,
                due + timedelta(days=random.randrange(-9, 40)) if state == "paid" else None,
                FOREIGN if foreign and position == 1 else "",
            ))  # fmt: skip
    return found


def number(point=".", group="", digits=2, minus="-{}") -> Callable[[float], str]:
    def write(amount):
        text = f"{abs(amount):,.{digits}f}".replace(",", "\0").replace(".", point).replace("\0", group)
        return minus.format(text) if amount < 0 else text

    return write


PLAIN = number()


@dataclass(frozen=True)
class Dialect:
    """How a program writes a ledger.

    ``columns`` are pairs of a heading and what stands below it: a key of ``cells`` or a function of the entry.
    ``doubts`` are what is asked at most; ``faults`` whether it is refused.
    """

    name: str
    columns: tuple[tuple[str, object], ...]
    day: str = "%Y-%m-%d"
    money: Callable[[float], str] = PLAIN
    words: dict[str, str] = field(default_factory=dict)
    title: tuple[str, ...] = ()
    total: str = ""  # the label of a row of totals
    total_of_each: str = ""  # the label of a row after each customer
    total_on_top: bool = False
    above: bool = False  # the customer stands above its rows
    delimiter: str = ";"
    encoding: str = "utf-8"
    workbook: bool = False
    names: tuple[str, ...] = NAMES
    foreign: bool = False
    credits: bool = True
    keep: Callable[[Entry], bool] = lambda entry: True
    own: str = "EUR"
    answers: dict[str, object] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()  # headings of columns that are asked about
    faults: tuple[str, ...] = ()

    def entries(self, seed=1):
        return [one for one in truth(seed, self.names, self.foreign, self.credits) if self.keep(one)]

    def expected(self, seed=1):
        """What is open of each number, without what is left out."""
        return {one.number: round(one.open, 2) for one in self.entries(seed) if one.state not in ("void", "draft")}

    def cell(self, what, one):
        if callable(what):
            return self.told(what(one))
        word = {"kind": one.kind, "state": one.state}
        if what in word:
            return self.words.get(word[what], "")
        return self.told(getattr(one, what))

    def told(self, value):
        if self.workbook or value is None:
            return value
        if isinstance(value, date):
            return value.strftime(self.day)
        return self.money(value) if isinstance(value, float) else value

    def rows(self, seed=1):
        entries, table = self.entries(seed), []
        for name in dict.fromkeys(one.customer for one in entries):
            mine = [one for one in entries if one.customer == name]
            if self.above:
                table.append([name])
            table += [[self.cell(what, one) for _heading, what in self.columns] for one in mine]
            if self.total_of_each:
                table.append(self.total_row(self.total_of_each.format(name), mine))
        whole = [self.total_row(self.total, entries)] if self.total else []
        head = [[line] for line in self.title] + [[heading for heading, _what in self.columns]]
        return head + whole + table if self.total_on_top else head + table + whole

    def total_row(self, label, entries):
        sums = [self.total_cell(what, entries) for _heading, what in self.columns]
        return [label, *sums[1:]]

    def total_cell(self, what, entries):
        if what not in ("amount", "open"):
            return None if self.workbook else ""
        return self.told(round(sum(getattr(one, what) for one in entries), 2))

    def content(self, seed=1):
        rows = self.rows(seed)
        if self.workbook:
            book = openpyxl.Workbook()
            for row in rows:
                book.active.append(row)
            stream = io.BytesIO()
            book.save(stream)
            return stream.getvalue()
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=self.delimiter).writerows(
            ["" if cell is None else cell for cell in row] for row in rows
        )
        return text.getvalue().encode(self.encoding)


def debit(one):
    return one.amount if one.amount > 0 else None


def credit(one):
    return -one.amount if one.amount < 0 else None


def positive(one):
    return abs(one.amount)


def paid(one):
    return round(one.amount - one.open, 2)


def net(rate, sign=float):
    return lambda one: round(sign(one.amount) / rate, 2)


def tax(rate, sign=float):
    return lambda one: round(sign(one.amount) - net(rate, sign)(one), 2)


def valid(one):
    return one.state in ("open", "paid")


def still_open(one):
    return one.state == "open"
