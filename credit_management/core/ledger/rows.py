"""Rows of a table that are no documents: totals, headings, dashes, headers repeated; and customers that stand above."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from . import groups, levels, marks
from .above import KEYED
from .column import Column
from .file import Table
from .header import plain
from .number import to_money
from .structure import is_bucket, is_dashes, is_heading, is_share, is_total
from .words import AMOUNT, AMOUNTS, CREDIT, CURRENCY, CUSTOMER, DEBIT, DUE, INVOICED, NUMBER, OPEN, REFERENCE

# Why a row is left out.
TOTAL, HEADING, DASHES, HEADER = "total", "heading", "dashes", "header"


class WrongTotal(NamedTuple):
    """A total of the file that its rows do not add up to: of one customer, as far as they are all of one."""

    row: int
    told: float
    read: float
    customer: str


@dataclass(slots=True)
class Rows:
    """Outcome of the rows: places of the documents, customers from above, and what is left out and why."""

    documents: list[int] = field(default_factory=list)
    above: dict[int, str] = field(default_factory=dict)  # by place: the customer that stands above
    sections: dict[int, str] = field(default_factory=dict)  # by place: the state or kind that stands above
    left: dict[str, list[int]] = field(default_factory=dict)  # by reason: row numbers
    wrong_totals: list[WrongTotal] = field(default_factory=list)
    filled: int = 0  # documents whose customer stands above


def sort_out(table: Table, columns: Mapping[str, Column]) -> Rows:
    return _Sorter(table, columns).sort()


class _Sorter:
    """Goes through the rows and keeps the sums that totals are compared with."""

    def __init__(self, table: Table, columns: Mapping[str, Column]) -> None:
        self.table = table
        self.place = {meaning: column.index for meaning, column in columns.items()}
        self.money = [column for meaning, column in columns.items() if meaning in AMOUNTS]
        self.width = len(table.headers) - table.added
        self.headers = [plain(header) for header in table.headers]
        self.buckets = {index for index, header in enumerate(table.headers) if is_bucket(header)}
        self.on_top = groups.find(table, columns)
        self.rows = Rows()
        self.sums = [0.0] * len(self.money)
        self.begun, self.first = list(self.sums), 0  # where the group began: its sums, and its first document
        self.marks: list[set[float]] = [{0.0} for _column in self.money]  # sums where a group begins

    def sort(self) -> Rows:
        heading = section = ""
        for place, (number, cells) in enumerate(zip(self.table.numbers, self.table.rows, strict=True)):
            is_group = number in self.table.groups or place in self.on_top
            reason = HEADING if is_group else self._reason(cells)
            if reason:
                self.rows.left.setdefault(reason, []).append(number)
                section = self._section(reason, cells, section)
                if reason == HEADING:
                    heading = self._customer_heading(cells) or heading
                if reason == TOTAL:
                    self._compare(number, cells)
                self._begin_group()
                continue
            self.rows.documents.append(place)
            if section:
                self.rows.sections[place] = section
            if heading and not self._cell(cells, CUSTOMER) and not self._cell(cells, REFERENCE):
                self.rows.above[place] = heading
            self._add(cells)
        self._fill_down()
        self.rows.filled = len(self.rows.above)
        return self.rows

    def _cell(self, cells: list[Any], meaning: str) -> Any:
        value = cells[self.place[meaning]] if meaning in self.place else None
        return None if marks.is_nothing(value) else value

    def _reason(self, cells: list[Any]) -> str:
        told = [(index, value) for index, value in enumerate(cells[: self.width]) if value is not None]
        if all(is_dashes(value) for _index, value in told):
            return DASHES
        if is_heading(cells[: self.width], self.headers):
            return HEADER
        if len(told) > 1 and self._cell(cells, INVOICED) is not None and not is_total(self._cell(cells, INVOICED)):
            return ""
        first = next((value for _index, value in told if isinstance(value, str)), None)
        money = {column.index for column in self.money}
        amounts = [value for index, value in told if index in money]
        if is_total(first) or any(is_total(value) for index, value in told if index not in money):
            return TOTAL
        beside = {self.place.get(meaning) for meaning in (CURRENCY, CUSTOMER, REFERENCE)}
        shown = [index for index, value in told if not (isinstance(value, (int, float)) or index in self.buckets)]
        if amounts and all(index in money or index in beside for index in shown) and self._adds_up(cells):
            return TOTAL
        undated = not any(self._cell(cells, meaning) for meaning in (NUMBER, INVOICED, DUE))
        if undated and not amounts and isinstance(first, str) and KEYED.fullmatch(first):
            return HEADING
        alone = len(told) <= 2 and not amounts and isinstance(told[0][1], str) and "\n" not in told[0][1]
        return HEADING if alone and (self._cell(cells, NUMBER) is None or len(told) == 1) else ""

    def _customer_heading(self, cells: list[Any]) -> str:
        value = self._cell(cells, CUSTOMER)
        if value is None and CUSTOMER not in self.place:
            return ""
        return str(value) if isinstance(value, str) and not is_bucket(value) else ""

    def _section(self, reason: str, cells: list[Any], current: str) -> str:
        """What a heading says of the documents below it: their state or their kind, until another does or its total."""
        label = next((value for value in cells[: self.width] if isinstance(value, str)), "")
        if reason == TOTAL:
            return "" if current and current.casefold() in label.casefold() else current
        counted = levels.COUNTED.fullmatch(label) if reason == HEADING else None
        text = counted[1] if counted else label
        return text if reason == HEADING and levels.is_no_name(text) else current

    # === SUMS === #

    def _amounts(self, cells: list[Any]) -> list[float | None]:
        found = []
        for column in self.money:
            money = to_money(cells[column.index], column.found.form or ".")
            found.append(None if money is None else -money.number if money.side == marks.CREDIT else money.number)
        return found

    def _add(self, cells: list[Any]) -> None:
        for position, amount in enumerate(self._amounts(cells)):
            self.sums[position] = round(self.sums[position] + (amount or 0.0), 2)

    def _begin_group(self) -> None:
        self.begun, self.first = list(self.sums), len(self.rows.documents)
        for position, total in enumerate(self.sums):
            self.marks[position].add(total)

    def _adds_up(self, cells: list[Any]) -> bool:
        """Whether each total is the sum of rows since some group began."""
        return all(
            amount is None or round(self.sums[position] - amount, 2) in self.marks[position]
            for position, amount in enumerate(self._amounts(cells))
        )

    def _compare(self, number: int, cells: list[Any]) -> None:
        if any(map(is_share, cells)):
            return
        watched = (AMOUNT, OPEN, DEBIT, CREDIT)
        for position, (column, amount) in enumerate(zip(self.money, self._amounts(cells), strict=True)):
            if column.meaning not in watched or amount is None:
                continue
            if round(self.sums[position] - amount, 2) not in self.marks[position]:
                group = self.sums[position] - self.begun[position]
                read = group or self.sums[position]  # behind the totals of all groups it is that of the whole file
                self.rows.wrong_totals.append(WrongTotal(number, amount, round(read, 2), self._one_customer()))
                return

    def _one_customer(self) -> str:
        """The customer of all documents of the group that ends here; "" where there are several."""
        found = set()
        for place in self.rows.documents[self.first :]:
            value = self._cell(self.table.rows[place], CUSTOMER) or self.rows.above.get(place)
            found.add("" if value is None else str(value))
        return found.pop() if len(found) == 1 else ""

    # === CUSTOMERS ABOVE === #

    def _fill_down(self) -> None:
        """A customer that stands only in the first of its rows: then no two rows in a row name the same one."""
        if CUSTOMER not in self.place or self.rows.above:
            return
        last, found = None, {}
        for place in self.rows.documents:
            cells = self.table.rows[place]
            value = self._cell(cells, CUSTOMER)
            if value is not None:
                if value == last:
                    return
                last = value
            elif self._cell(cells, REFERENCE) is None:
                if last is None:
                    return
                found[place] = str(last)
        if len(found) * 5 >= len(self.rows.documents):
            self.rows.above = found
