"""The forecaster that comes with the addon: what is known before a company has a history of its own.

Fitted by ``./dev/bench forecasting --fit`` to two real ledgers, of which nothing is kept but these numbers.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from .curves import Curves
from .days import STEPS
from .features import HEADS, NAMES
from .forecaster import Forecaster
from .kept import from_json

FILE = Path(__file__).with_name("shipped.json")


@cache
def shipped() -> Forecaster:
    return from_json(FILE.read_text(encoding="utf-8"))


def blank() -> Forecaster:
    """One that knows nothing: every step alike, and the chances those of the curves."""
    coefficients = np.zeros((len(HEADS), 1 + len(NAMES)))
    coefficients[:, 1] = 1.0
    return Forecaster(Curves(np.full(STEPS, 0.05), {}), coefficients, np.zeros((len(HEADS), len(NAMES))))
