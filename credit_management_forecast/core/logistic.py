"""Logistic regression with what is known before: coefficients are shrunk to given ones, and some never negative."""

from __future__ import annotations

import numpy as np

from .arrays import Bools, Floats
from .curves import expit

ROUNDS = 40
SMALLEST_STEP = 1e-6


def fit(values: Floats, happened: Bools, weight: Floats, prior: Floats, strength: Floats, rising: Bools) -> Floats:
    """The coefficients that fit best, those of rising features at least 0.

    :param values: a row an invoice, the first column ones
    :param weight: how much each invoice counts
    :param prior: coefficients to shrink to
    :param strength: of the shrinking, a column each
    """
    used = np.ones(values.shape[1], dtype=bool)
    for _round in range(values.shape[1]):
        found = np.zeros(values.shape[1])
        found[used] = _newton(values[:, used], happened, weight, prior[used], strength[used])
        wrong = rising & (found < 0)
        if not wrong.any():
            break
        used &= ~wrong
    return np.where(rising, np.maximum(found, 0.0), found)


def _newton(values: Floats, happened: Bools, weight: Floats, prior: Floats, strength: Floats) -> Floats:
    found = prior.copy()
    value = _loss(values, happened, weight, found, prior, strength)
    for _round in range(ROUNDS):
        share = expit(values @ found)
        slope = values.T @ (weight * (happened - share)) - strength * (found - prior)
        bend = (values * (weight * share * (1 - share))[:, None]).T @ values + np.diag(strength + 1e-9)
        step = np.linalg.solve(bend, slope)
        while abs(step).max() > SMALLEST_STEP:  # a step too far is halved
            next_value = _loss(values, happened, weight, found + step, prior, strength)
            if next_value <= value:
                break
            step = step / 2
        if abs(step).max() <= SMALLEST_STEP:
            break
        found, value = found + step, next_value
    return found


def _loss(values: Floats, happened: Bools, weight: Floats, found: Floats, prior: Floats, strength: Floats) -> float:
    chance = values @ found
    missed = weight * (np.logaddexp(0.0, chance) - chance * happened)
    return float(missed.sum() + (strength * (found - prior) ** 2).sum() / 2)
