"""Habits and forecasters as JSON, kept from one night to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .arrays import Floats, Ints
from .curves import KINDS_OF_SEGMENT, Curves
from .days import BOUNDS, STEPS, WEEKDAYS
from .features import HEADS, NAMES
from .forecaster import FORMAT, Forecaster
from .habits import AMOUNTS, HALF_LIFE, SHORT_HALF_LIFE, SUMS, Habits, fading, no_habits

DIGITS = 6
SMALLEST = 0.001  # items that have faded to less are left out


class UnknownFormatError(ValueError):
    """A forecaster that another version of this addon has kept."""


# === HABITS === #


def habits_to_json(habit: Habits) -> list[str]:
    """What each customer has paid, a text each. What is open is not kept: it is read when it is asked for."""
    cells = habit.paid.reshape(len(habit.paid), WEEKDAYS * (STEPS + 1))
    found = []
    for row, own in enumerate(cells):
        places = np.flatnonzero(own > SMALLEST)
        paid = [[int(place), round(float(own[place]), 4)] for place in places]
        amounts = [
            [int(place), round(float(habit.amounts[row, 0, place]), 4), round(float(habit.amounts[row, 1, place]), 4)]
            for place in np.flatnonzero(habit.amounts[row, 0] > SMALLEST)
        ]
        kept = {"paid": paid, "sums": _rounded(habit.sums[row]), "amounts": amounts}
        found.append(json.dumps(kept, separators=(",", ":")))
    return found


def habits_from_json(kept: Sequence[Mapping[str, Any] | None], age: Ints) -> Habits:
    """The habits of customers, ``age`` days after they were kept; None for who has none."""
    found = no_habits(len(kept))
    cells = found.paid.reshape(len(kept), WEEKDAYS * (STEPS + 1))
    for row, own in enumerate(kept):
        if own is None or len(own["sums"]) != len(SUMS):  # of another version of the addon: until the next night
            continue
        for place, weight in own["paid"]:
            cells[row, place] = weight
        for place, weight, late in own["amounts"]:
            found.amounts[row, :, min(place, AMOUNTS - 1)] = weight, late
        found.sums[row] = own["sums"]
    faded, short = 0.5 ** (age / HALF_LIFE), 0.5 ** (age / SHORT_HALF_LIFE)
    found.paid[:] *= faded[:, None, None]
    found.amounts[:] *= faded[:, None, None]
    found.sums[:] *= fading(faded, short)
    return found


# === FORECASTERS === #


def to_json(forecaster: Forecaster) -> str:
    curves = forecaster.curves
    kept = {
        "format": FORMAT,
        "bounds": BOUNDS.tolist(),
        "heads": list(HEADS),
        "features": list(NAMES),
        "general": _rounded(curves.general),
        "segments": {
            kind: {str(id_): _rounded(hazard) for id_, hazard in sorted(curves.segments.get(kind, {}).items())}
            for kind in KINDS_OF_SEGMENT
        },
        "coefficients": [_rounded(row) for row in forecaster.coefficients],
        "means": [_rounded(row) for row in forecaster.means],
    }
    return json.dumps(kept, allow_nan=False)


def from_json(text: str) -> Forecaster:
    """
    :raise UnknownFormatError: what it was made with is not what is here
    """
    kept = json.loads(text)
    shape = (FORMAT, BOUNDS.tolist(), list(HEADS), list(NAMES))
    if tuple(kept.get(name) for name in ("format", "bounds", "heads", "features")) != shape:
        raise UnknownFormatError(kept.get("format"))
    segments = {
        kind: {int(id_): np.array(hazard) for id_, hazard in kept["segments"].get(kind, {}).items()}
        for kind in KINDS_OF_SEGMENT
    }
    return Forecaster(
        Curves(np.array(kept["general"]), segments), np.array(kept["coefficients"]), np.array(kept["means"])
    )


def _rounded(values: Floats) -> list[float]:
    return [round(float(value), DIGITS) for value in values]
