"""Amounts in whole coins of a currency: one rounded, and parts rounded so that they add up to their total."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, fsum, log10

LEAST = 1e-9  # less is no amount


def rounded(amount: float, coin: float) -> float:
    """The nearest multiple of a coin, halves away from zero: as Odoo rounds by default (HALF-UP).

    :param coin: the smallest one of the currency: 0.01, 1, 0.05
    """
    units = floor(abs(amount) / coin + 0.5 + LEAST)
    return _money(-units if amount < 0 else units, coin)


def spread(parts: Sequence[float], coin: float) -> list[float]:
    """The parts in whole coins that add up to their rounded total: by the largest remainder.

    Each is less than one coin away from what it was. Of equal remainders the first part is rounded up.
    """
    scaled = [part / coin for part in parts]
    units = [floor(part + LEAST) for part in scaled]
    wanted = round(rounded(fsum(parts), coin) / coin)
    by_remainder = sorted(range(len(parts)), key=lambda place: units[place] - scaled[place])
    for place in by_remainder[: wanted - sum(units)]:
        units[place] += 1
    return [_money(unit, coin) for unit in units]


def _money(units: int, coin: float) -> float:
    digits = max(0, -floor(log10(coin) + LEAST)) + 1
    return round(units * coin, digits)
