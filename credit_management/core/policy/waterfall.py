"""Limit → used → this order → what is over, or left: the steps of one picture."""

from dataclasses import dataclass

LIMIT, USED, ORDER, OVER, LEFT = ("limit", "used", "order", "over", "left")


@dataclass(frozen=True, slots=True)
class Step:
    """One bar, from where it begins to where it ends."""

    name: str
    start: float
    end: float

    @property
    def amount(self) -> float:
        return abs(self.end - self.start)


def steps(limit: float | None, used: float, claim: float) -> tuple[Step, ...]:
    """The bars from left to right; without a limit there is nothing to be over.

    :param used: the exposure without the order
    :param claim: what the order adds to it
    """
    after = used + claim
    parts = (Step(USED, 0.0, used), Step(ORDER, used, after))
    if limit is None:
        return parts
    return Step(LIMIT, 0.0, limit), *parts, Step(OVER if after > limit else LEFT, limit, after)
