"""Figures rounded for people to read: parts that add up to their total, and round amounts."""

import math
from collections.abc import Sequence

LEAST = 1e-9  # less is no amount
FIGURES = 2  # significant ones of a round amount


def adding_up(parts: Sequence[float], digits: int, total: float | None = None) -> list[float]:
    """The parts rounded so that they add up to their rounded total: by the largest remainder.

    Each is less than one last digit away from what it was. Of equal remainders the first part is rounded up.

    :param total: as shown beside the parts; their sum when left out
    """
    scale = 10**digits
    scaled = [part * scale for part in parts]
    units = [math.floor(part + 1e-9) for part in scaled]
    wanted = round((math.fsum(parts) if total is None else total) * scale)
    by_remainder = sorted(range(len(parts)), key=lambda place: units[place] - scaled[place])
    for place in by_remainder[: wanted - sum(units)]:
        units[place] += 1
    return [round(unit / scale, digits) for unit in units]


def rounded_down(amount: float, figures: int) -> float:
    """An amount of so many significant figures, no larger than it was."""
    if amount < LEAST:
        return 0.0
    digits = figures - 1 - math.floor(math.log10(amount))
    unit = 10.0**digits
    return round(math.floor(amount * unit + 1e-9) / unit, max(digits, 0))


def round_figure(amount: float, step: float, coin: float) -> float:
    """A round figure, no larger: whole steps, else two significant figures, in whole coins.

    :param step: of the policy; none where it is zero or larger than the amount
    :param coin: the smallest one of the currency
    """
    if step and amount >= step:
        return whole(amount, step)
    return whole(rounded_down(amount, FIGURES), coin)


def whole(amount: float, unit: float) -> float:
    """The largest multiple of a unit that is no larger."""
    digits = max(0, -math.floor(math.log10(unit))) if unit < 1 else 0
    return round(math.floor(amount / unit + 1e-9) * unit, digits + 2)
