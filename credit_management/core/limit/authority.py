"""How large an increase of a limit a person may approve.

Each day to come is compared with the limit that would hold on it without the approval. Increases add
up over a window: what the day was to have at any moment of the window counts where it is lower, and so does the
lowest limit of the days before. Ten small steps need the same authority as the one large step they make, and so does
lowering a limit first in order to raise it again.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from .limits import Component, ceilings


@dataclass(frozen=True)
class Authority:
    """The largest increase somebody may approve; ``source`` is the record that grants it, ``lent_by`` the person whose
    authority it is where that is somebody else."""

    amount: float = 0.0
    unlimited: bool = False
    source: int | None = field(default=None, compare=False)
    lent_by: int | None = field(default=None, compare=False)

    @property
    def ceiling(self) -> float:
        return math.inf if self.unlimited else self.amount

    def covers(self, increase: float) -> bool:
        return increase <= self.ceiling


def strongest(authorities: Iterable[Authority]) -> Authority | None:
    """The highest of several authorities; None when there is none at all."""
    return max(authorities, key=lambda authority: authority.ceiling, default=None)


def weakest(authorities: Iterable[Authority | None]) -> Authority | None:
    """The authority that suffices for every one of several cases; None when there is one without any."""
    found = list(authorities)
    if None in found:
        return None
    return min((one for one in found if one is not None), key=lambda authority: authority.ceiling, default=None)


@dataclass(frozen=True)
class Dated:
    """A component of a limit as it stands, with the moments at which it was approved and, perhaps, ended.

    ``agreed_to`` is its last day until it was ended; one that was ended before it began is withdrawn: it never counts.
    """

    component: Component
    approved_on: datetime
    ended_on: datetime | None = None
    agreed_to: date | None = None
    withdrawn: bool = False

    def at(self, moment: datetime) -> Component | None:
        """The component as it was known at a moment; None while nobody had approved it."""
        if self.approved_on > moment:
            return None
        if self.ended_on is not None and self.ended_on > moment:
            return replace(self.component, valid_to=self.agreed_to)
        return None if self.withdrawn else self.component


def plans(dated: Iterable[Dated], since: datetime) -> list[list[Component]]:
    """The components that counted at a moment and after each decision from then on, the present ones last."""
    dated = list(dated)
    decided = {moment for one in dated for moment in (one.approved_on, one.ended_on) if moment and moment > since}
    return [[found for one in dated if (found := one.at(moment))] for moment in sorted({since, *decided})]


def rise(
    standing: Sequence[Component],
    changed: Sequence[Component],
    on: date,
    window: int,
    earlier: Iterable[Sequence[Component]] = (),
) -> float:
    """By how much a change raises the limit on any day from today on, counted over the window.

    Each day is compared with the limit that would hold on it without the change, not with the past alone: so a limit
    prolonged beyond its end, and a reduction undone, count in full.

    :param standing: the components without the change
    :param changed: the components with it
    :param on: today
    :param window: how many days back increases add up
    :param earlier: the components as they were at moments of the window, see :func:`plans`
    :return: 0.0 when nothing rises, infinity when a limit becomes unlimited
    """
    without, granted = ceilings(standing, on), ceilings(changed, on)
    floors = [without, *(ceilings(plan, on) for plan in earlier)]
    lowest = min(ceilings(standing, on - timedelta(days=window), on).values())
    days = set(granted).union(*floors)
    raised = (day for day in days if _at(granted, day) > _at(without, day))
    return max((_at(granted, day) - min(lowest, *(_at(one, day) for one in floors)) for day in raised), default=0.0)


def _at(steps: Mapping[date, float], day: date) -> float:
    """The value of a step function on a day, from the days on which it can change."""
    return steps[max(step for step in steps if step <= day)]
