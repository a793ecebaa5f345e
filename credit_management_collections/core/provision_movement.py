"""Movement of the provision for bad debts (风险准备金) in a period: opening, added, used, released, closing; by class.

    closing = opening + moved + added - used - released

Opening is what was booked, used is what was written off against it, closing is what is needed by the loss rates (or by
name, where a debtor has an allowance of its own); added or released is the rest. ``moved`` goes from class to class
and comes to nothing over all. Source: IFRS 7.35H and 35I (reconciliation of the loss allowance); CAS 22 asks the same
table of 坏账准备: 计提, 核销, 转回.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from .money import LEAST, rounded, spread


@dataclass(frozen=True, slots=True)
class Needed:
    """The need of a class at the end: by loss rates of its bands, and by name. None where a rate is not known."""

    by_band: float | None = 0.0
    by_name: float = 0.0

    @property
    def amount(self) -> float | None:
        return None if self.by_band is None else self.by_band + self.by_name


def needed(by_band: Sequence[float | None], by_name: Iterable[float] = ()) -> Needed:
    """The need of a class.

    :param by_band: the expected loss of every band, as ``Loss.by_band`` of the provision matrix has it: None where
        there is an amount and no rate. What has an allowance by name is not in it.
    """
    known = [loss for loss in by_band if loss is not None]
    return Needed(None if len(known) < len(by_band) else fsum(known), fsum(by_name))


def spread_known(by_band: Sequence[float | None], coin: float) -> list[float | None]:
    """The losses of bands in whole coins, so that those known add up to their need; None stays None."""
    whole = iter(spread([loss for loss in by_band if loss is not None], coin))
    return [None if loss is None else next(whole) for loss in by_band]


@dataclass(frozen=True, slots=True)
class Movement:
    """One row of the table, in whole coins.

    ``released`` is positive, and so is ``used``, unless more of what earlier tables had used was reversed since.
    """

    name: str
    opening: float = 0.0
    moved: float = 0.0
    added: float = 0.0
    used: float = 0.0
    released: float = 0.0
    closing: float = 0.0

    @property
    def charge(self) -> float:
        """The amount that goes to profit and loss: expense where positive."""
        return self.added - self.released

    def adds_up(self, coin: float) -> bool:
        after = self.opening + self.moved + self.added - self.used - self.released
        return abs(after - self.closing) < coin / 2


@dataclass(frozen=True, slots=True)
class Table:
    """``unknown`` are the classes whose need is not known: they stay at what they had, and nothing is posted."""

    rows: tuple[Movement, ...] = ()
    total: Movement = Movement("")
    unknown: tuple[str, ...] = ()

    @property
    def can_be_posted(self) -> bool:
        return not self.unknown


def movement(
    opening: Mapping[str, float],
    used: Mapping[str, float],
    needs: Mapping[str, Needed],
    coin: float,
    moved: Mapping[str, float] | None = None,
) -> Table:
    """The table of a period, the classes in the order in which they are first named.

    What was written off beyond what was provided for is added first: the loss is an expense in any case.

    :param used: by class; negative where more was reversed of earlier write-offs
    :param moved: by class, positive where it gained; comes to nothing in all
    """
    moved = moved or {}
    if abs(fsum(moved.values())) > LEAST:
        raise ValueError("what moves between classes comes to nothing in all")
    if any(amount < 0 for amount in opening.values()):
        raise ValueError("allowances are positive")
    names = list(dict.fromkeys((*opening, *needs, *used, *moved)))
    known = {name: needs.get(name, Needed()).amount for name in names}
    before, used_up, shifted = ([source.get(name, 0.0) for name in names] for source in (opening, used, moved))
    after = [_closing(known[name], *parts) for name, *parts in zip(names, before, used_up, shifted, strict=True)]
    columns = (spread(column, coin) for column in (before, used_up, shifted, after))
    rows = tuple(_row(name, coin, *amounts) for name, *amounts in zip(names, *columns, strict=True))
    unknown = tuple(name for name in names if known[name] is None)
    return Table(rows, _total(rows, coin), unknown)


def _closing(need: float | None, opening: float, used: float, moved: float) -> float:
    return max(opening + moved - used, 0.0) if need is None else need


def _row(name: str, coin: float, opening: float, used: float, moved: float, closing: float) -> Movement:
    change = rounded(closing - (opening + moved - used), coin)
    return Movement(name, opening, moved, max(change, 0.0), used, max(-change, 0.0), closing)


def _total(rows: Iterable[Movement], coin: float) -> Movement:
    rows = list(rows)
    fields = ("opening", "moved", "added", "used", "released", "closing")
    return Movement("", *(rounded(fsum(getattr(row, field) for row in rows), coin) for field in fields))
