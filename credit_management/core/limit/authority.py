"""How large an increase of a limit a person may approve.

Increases add up over a window: the limit that an approval leads to is compared with the lowest
one of the days before. Ten small steps need the same authority as the one large step they make,
and so does lowering a limit first in order to raise it again.
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


def increase(components: Sequence[Component], proposed: Component, on: date, window: int) -> float:
    """By how much an approval today would raise the limit, counted over the window.

    :param components: what is approved already
    :param proposed: the component to approve
    :param on: today
    :param window: how many days back increases add up
    :return: 0.0 when nothing rises, infinity when a limit becomes unlimited
    """
    without = ceilings(components, on)
    granted = ceilings([*components, proposed], on)
    if all(ceiling <= _at(without, day) for day, ceiling in granted.items()):
        return 0.0
    before = min(ceilings(components, on - timedelta(days=window), on).values())
    return max(max(granted.values()) - before, 0.0) if before < math.inf else 0.0


def _at(steps: Mapping[date, float], day: date) -> float:
    """The value of a step function on a day, from the days on which it can change."""
    return steps[max(step for step in steps if step <= day)]
