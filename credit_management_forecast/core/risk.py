"""The two questions a rule asks a forecast: how likely is it paid too late, and how much is lost by that on average."""

from __future__ import annotations

from typing import NamedTuple

from .forecast import Forecast, Reason

ROUNDING = 1e-9


class Risk(NamedTuple):
    """The chance to be paid more than so many days late, in percent, with its reasons and the loss expected of it."""

    percent: float
    days: int
    loss: float
    reasons: tuple[Reason, ...]

    def is_above(self, percent: float) -> bool:
        return self.percent > percent + ROUNDING


def risk(forecast: Forecast, days: int, claim: float) -> Risk:
    """The risk of an order that would add ``claim`` to what is owed."""
    chance = forecast.later_than(days)
    return Risk(100 * chance, days, max(claim, 0.0) * chance, forecast.reasons_for(days))
