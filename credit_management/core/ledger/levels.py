"""Names above names: a customer with its projects, or states, months and sellers with their customers below.

Which level is the customer no file says, unless the others are no names: then a person is asked.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..common.currency import CODES
from . import marks
from .format import to_date
from .structure import is_bucket, is_total

COUNTED = re.compile(r"(\S.*\S|\S)\s+\(\d{1,6}\)")  # Alder (2), as Odoo writes its groups
PERIOD = re.compile(r"(?:[QW]\d{1,2} )?(?:19|20)\d\d", re.IGNORECASE)
NONE = frozenset(("none", "undefined", "false", "keine", "aucun", "ninguno"))
FORMS = ("ymd", "dmy", "named")
Depth = tuple[int, int]


def shown(texts: Sequence[str]) -> dict[str, str]:
    """The names among headings, without the numbers of rows that all of them carry, and without those that are none."""
    counted = bool(texts) and all(COUNTED.fullmatch(text) for text in texts)
    bare = {text: COUNTED.sub(r"\1", text) if counted else text for text in texts}
    return {text: name for text, name in bare.items() if not counted or not is_no_name(name)}


def is_no_name(text: str) -> bool:
    """Whether a heading is a state, a kind of document, a month, an age or a currency, and no customer."""
    bare = " ".join(text.split())
    return bool(
        marks.state(bare) or marks.left_out(bare) or marks.kind(bare) or is_bucket(bare) or bare.upper() in CODES
        or bare.casefold() in NONE or PERIOD.fullmatch(bare)
        or any(to_date(bare, form) or to_date(f"1 {bare}", form) for form in FORMS)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Levels:
    """For each row the names above it, the outermost first."""

    paths: list[tuple[str, ...]]

    @property
    def is_doubtful(self) -> bool:
        return any(len(path) > 1 for path in self.paths)

    @property
    def example(self) -> str:
        return " › ".join(next((path for path in self.paths if len(path) > 1), ()))

    def customers(self, level: str) -> list[str | None]:
        return [path[-1 if level == "inner" else 0] if path else None for path in self.paths]


def find(
    rows: Sequence[list[Any]],
    names: Mapping[int, tuple[int, str]],
    indents: Sequence[int],
    is_document: Callable[[Sequence[Any]], bool],
) -> Levels | None:
    """The levels of names; None where there is one only.

    :param names: column and text of the rows that are nothing but a name, and perhaps totals
    """
    if not any(place + 1 in names for place in names):
        return None
    bare = {place: text for place, (_index, text) in names.items()}
    if all(COUNTED.fullmatch(text) for text in bare.values()):
        bare = {place: COUNTED.sub(r"\1", text) for place, text in bare.items()}
    depths = {place: (index, indents[place]) for place, (index, _text) in names.items()}
    stack = _Stack(bare, depths, len(set(depths.values())) > 1, any(map(is_total, _labels(rows))))
    paths = [stack.path_at(place, label, is_document(rows[place])) for place, label in enumerate(_labels(rows))]
    told: dict[Depth, set[str]] = {}
    for depth, name in (one for path in paths for one in path):
        told.setdefault(depth, set()).add(name)
    dropped = {depth for depth, some in told.items() if all(map(is_no_name, some))}
    return Levels([tuple(name for depth, name in path if depth not in dropped) for path in paths])


def _labels(rows: Sequence[list[Any]]) -> list[str]:
    """The first text of each row."""
    return [next((value for value in row if isinstance(value, str)), "") for row in rows]


@dataclass(slots=True)
class _Stack:
    """The names above a row: one further in, or right below another, is below it, until its total closes it."""

    names: Mapping[int, str]
    depths: Mapping[int, Depth]  # column and spaces in front, of each name
    several: bool  # names begin at different places
    closes: bool  # the file has rows of totals
    open: list[tuple[Depth, str]] = field(default_factory=list)
    fresh: bool = False  # no document since the last name

    def path_at(self, place: int, label: str, is_document: bool) -> list[tuple[Depth, str]]:
        if place in self.names:
            self._begin(place)
        elif is_total(label):
            closed = [at for at, (_depth, name) in enumerate(self.open) if name.casefold() in label.casefold()]
            del self.open[closed[-1] if closed else len(self.open) :]
        elif is_document:
            self.fresh = False
            return list(self.open)
        return []

    def _begin(self, place: int) -> None:
        if self.several:
            depth = self.depths[place]
            while self.open and self.open[-1][0] >= depth:
                self.open.pop()
        else:
            if not self.fresh and not self.closes:
                self.open.clear()
            depth = len(self.open), 0
        self.open.append((depth, self.names[place]))
        self.fresh = True
