"""Definition of a characteristic of how customers pay: its unit, its direction and its formula."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from ..arrays import Floats
from .known import Known

SHARE, AMOUNT, IN_DAYS, DAYS_PER_QUARTER, IN_MONTHS, COUNT = UNITS = (
    "share", "amount", "days", "days_per_quarter", "months", "count",
)  # fmt: skip

Compute: TypeAlias = Callable[[Known], Floats]


@dataclass(frozen=True)
class Definition:
    """How a characteristic is computed and read; ``rising`` is whether a larger one is better."""

    code: str
    unit: str
    rising: bool
    compute: Compute


def registrar(definitions: dict[str, Definition]) -> Callable[..., Callable[[Compute], Compute]]:
    """A decorator that enters a formula into ``definitions`` by its name."""

    def characteristic(unit: str, rising: bool = True) -> Callable[[Compute], Compute]:
        def register(function: Compute) -> Compute:
            code = function.__name__
            definitions[code] = Definition(code, unit, rising, function)
            return function

        return register

    return characteristic
