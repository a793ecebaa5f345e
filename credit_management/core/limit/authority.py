"""How large an increase of a limit a person may approve.

Each day to come is compared with the limit that would hold on it without the approval. Increases add
up over a window: the lowest limit of the days before counts where it is lower still. Ten small steps need the
same authority as the one large step they make, and so does lowering a limit first in order to raise it again.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .limits import Component, ceilings


@dataclass(frozen=True)
class Authority:
    """The largest increase somebody may approve."""

    amount: float = 0.0
    unlimited: bool = False

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


def increase(components: Sequence[Component], proposed: Component, on: date, window: int) -> float:
    """By how much an approval today would raise the limit, counted over the window.

    :param components: what is approved already
    :param proposed: the component to approve
    :param on: today
    :param window: how many days back increases add up
    :return: 0.0 when nothing rises, infinity when a limit becomes unlimited
    """
    return rise(components, [*components, proposed], on, window)


def rise(standing: Sequence[Component], changed: Sequence[Component], on: date, window: int) -> float:
    """By how much a change raises the limit on any day from today on, counted over the window.

    Each day is compared with the limit that would hold on it without the change, not with the past alone: so a limit
    prolonged beyond its end, and a reduction undone, count in full.

    :param standing: the components without the change
    :param changed: the components with it
    """
    without, granted = ceilings(standing, on), ceilings(changed, on)
    lowest = min(ceilings(standing, on - timedelta(days=window), on).values())
    raised = (day for day in without.keys() | granted.keys() if _at(granted, day) > _at(without, day))
    return max((_at(granted, day) - min(_at(without, day), lowest) for day in raised), default=0.0)


def _at(steps: Mapping[date, float], day: date) -> float:
    """The value of a step function on a day, from the days on which it can change."""
    return steps[max(step for step in steps if step <= day)]
