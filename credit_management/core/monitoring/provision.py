"""Expected loss of receivables: a provision matrix, by how far the company's own receivables roll.

IFRS 9 allows to estimate the losses of trade receivables from rates by days past due that follow from
experience (B5.5.35), adjusted for what is expected (B5.5.51 and B5.5.52). The rates follow here from month
ends: how much of a band is found one band later a month later. So bands are a month wide, whatever the
buckets of the aging. Nothing known gives None, never zero.

Or a company has percentages of its own by the age of a debt, counted from the invoice (账龄分析法): then its bands are
those ages, and every rate is known.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

ROLL, AGE = METHODS = ("roll", "age")
# Percentages by the age of a debt in use (账龄分析法): those of a listed company; every company has its own.
PRESET_BY_AGE = {0: 5.0, 366: 10.0, 731: 15.0, 1096: 30.0, 1461: 50.0, 1826: 100.0}
STARTS = (0, 1, 31, 61, 91, 121)  # first day past due of every band; what reaches the last is lost


@dataclass(frozen=True, slots=True)
class Loss:
    """The expected loss by band; ``unknown`` is the amount in bands without a rate."""

    by_band: tuple[float | None, ...]
    total: float | None
    unknown: float


@dataclass(frozen=True, slots=True)
class Matrix:
    """What is lost of receivables, band by band: of days past due by ROLL, of days since the invoice by AGE.

    ``rolls`` are the roll rates, of every band but the last; AGE has none.
    """

    method: str
    starts: tuple[int, ...]
    amounts: tuple[float, ...]
    rates: tuple[float | None, ...]
    rolls: tuple[float | None, ...] = ()

    def without(self, amounts: Sequence[float]) -> "Matrix":
        """Less what of each band is judged apart. The rates stay."""
        left = tuple(whole - part for whole, part in zip(self.amounts, amounts, strict=True))
        return replace(self, amounts=left)

    def changed(self, factor: float) -> "Matrix":
        """With rates times a factor for what is expected to change."""
        return replace(self, rates=adjusted(self.rates, factor))

    def rate_of(self, days: int) -> float | None:
        """The rate of a debt of so many days, counted as the bands are; of days before the first band the first."""
        return self.rates[max(bisect_right(self.starts, days) - 1, 0)]


def matrix_by_roll(amounts: Sequence[float], balances: Sequence[Sequence[float]]) -> Matrix:
    """:param balances: of month ends, the oldest first"""
    rolls = roll_rates(balances)
    return Matrix(ROLL, STARTS, tuple(amounts), loss_rates(rolls), rolls)


def matrix_by_age(amounts: Sequence[float], shares: Mapping[int, float]) -> Matrix:
    """:param shares: what is provided from each day since the invoice on, in ascending order, the first being day 0"""
    starts = tuple(shares)
    if not starts or starts[0] or list(starts) != sorted(starts):
        raise ValueError("ages begin with day 0 and ascend")
    return Matrix(AGE, starts, tuple(amounts), tuple(shares.values()))


def roll_rates(balances: Sequence[Sequence[float]]) -> tuple[float | None, ...]:
    """Share of each band but the last that is found in the next band a month later: 0 to 1.

    Rate of a band = sum of the next band's balances from the second month on / sum of its own up to the last but
    one. None where the band held nothing. A rate above one, when a band received more than the one before held,
    is one. Source: the flow of receivables through bands in IFRScommunity.com, IFRS 9 Impairment, example of a
    provision matrix (Entity A); summed over months, as net flow rates of receivables are.

    :param balances: one row a month end, the oldest first, one column a band
    """
    table = np.asarray(balances, float)
    if table.ndim != 2 or len(table) < 2:
        return (None,) * (np.shape(balances)[-1] - 1 if table.ndim == 2 else len(STARTS) - 1)
    before, after = table[:-1, :-1].sum(axis=0), table[1:, 1:].sum(axis=0)
    pairs = zip(before.tolist(), after.tolist(), strict=True)
    return tuple(min(max(to / of, 0.0), 1.0) if of > 0 else None for of, to in pairs)


def loss_rates(rates: Sequence[float | None], lost: float = 1.0) -> tuple[float | None, ...]:
    """Share of each band that will be lost: the product of the rates from it to the last band. 0 to 1.

    None where a rate on the way is unknown, unless one after it is zero and nothing gets through.

    :param rates: of every band but the last
    :param lost: what of the last band is lost
    """
    losses: list[float | None] = [lost]
    for rate in reversed(rates):
        after = losses[0]
        if rate == 0 or after == 0:
            losses.insert(0, 0.0)
        else:
            losses.insert(0, None if rate is None or after is None else rate * after)
    return tuple(losses)


def adjusted(rates: Iterable[float | None], factor: float) -> tuple[float | None, ...]:
    """Loss rates times a factor for what is expected to change (B5.5.52), never above one."""
    return tuple(None if rate is None else min(rate * factor, 1.0) for rate in rates)


def expected_loss(amounts: Iterable[float], rates: Iterable[float | None]) -> Loss:
    """Sum of amount × loss rate. Source: IFRS 9, Illustrative Examples, example 12 (IE74 to IE77).

    :param amounts: receivables of each band
    :return: with a total of None when no band with an amount has a rate
    """
    pairs = list(zip(amounts, rates, strict=True))
    by_band = tuple(None if rate is None and amount else amount * (rate or 0.0) for amount, rate in pairs)
    unknown = sum(amount for amount, rate in pairs if rate is None)
    known = [loss for loss in by_band if loss is not None]
    nothing = not any(rate is not None for _amount, rate in pairs)
    return Loss(by_band, None if nothing else sum(known), unknown)
