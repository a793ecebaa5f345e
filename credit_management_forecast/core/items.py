"""Items a forecaster learns from: invoices, or instalments of them, with what is known of their payment."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from .arrays import Bools, Floats, Ints
from .days import NEVER

REMEMBERED = 6 * 365  # days of history that say anything
LOST = 400  # days past due after which an open item says nothing of the habit any more


@dataclass(frozen=True, slots=True)
class Items:
    """One row an item; days are whole numbers from 1970-01-01.

    ``customer`` is a number from 0 on, ``segments`` has a column a segment (country, industry, team), where 0 is
    not known. ``paid`` is the day on which the item was settled in full, NEVER where it is open. Those ``lost`` were
    written off on that day: never paid, and later than any number of days.
    """

    customer: Ints
    invoiced: Ints
    due: Ints
    paid: Ints
    amount: Floats
    segments: Ints
    lost: Bools | None = None

    def __len__(self) -> int:
        return len(self.customer)

    @property
    def days_late(self) -> Ints:
        late = self.paid - self.due
        return late if self.lost is None else np.where(self.lost, NEVER, late)

    def take(self, chosen: Bools | Ints) -> Items:
        columns: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        for name, column in columns.items():
            columns[name] = None if column is None else column[chosen]
        return Items(**columns)

    def invoiced_before(self, day: int) -> Bools:
        """Which of them are known in the morning of a day, and not too old."""
        return (self.invoiced < day) & (self.invoiced >= day - REMEMBERED)

    def as_of(self, day: int) -> Items:
        """The items as they were known in the morning of a day: nothing later, and what is too old left out."""
        known = self.take(self.invoiced_before(day))
        settled = known.paid < day
        lost = None if known.lost is None else known.lost & settled
        return replace(known, paid=np.where(settled, known.paid, NEVER), lost=lost)

    def sound(self) -> Items:
        """Those that can be learnt from: with an amount, and days that are possible."""
        days = (self.due >= self.invoiced - 31) & (self.due - self.invoiced < 1000) & (self.paid >= self.invoiced - 31)
        return self.take(np.isfinite(self.amount) & (self.amount > 0) & days)


def together(many: list[Items]) -> Items:
    """The items of several, one after the other."""
    columns = {field.name: [getattr(one, field.name) for one in many] for field in fields(Items)}
    if any(lost is None for lost in columns["lost"]):
        columns["lost"] = [np.zeros(len(one), bool) if one.lost is None else one.lost for one in many]
    return Items(**{name: np.concatenate(some) for name, some in columns.items()})
