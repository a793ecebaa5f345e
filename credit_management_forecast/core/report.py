"""How good forecasts were: those of a forecaster from the older part of a ledger, of the newer part."""

from __future__ import annotations

import numpy as np

from .arrays import Floats, Ints
from .days import NEVER
from .features import HEADS
from .forecaster import DAYS, Forecaster
from .items import Items, together
from .measures import area_under_curve, calibration_error
from .training import parts, train

TESTED = 0.3  # share of the newest items
MOST = 50_000  # items looked at
FEWEST = 200
TOGETHER = 2_000  # whose chances of every day are in memory at once


def report(items: Items, morning: int, shipped: Forecaster) -> dict[str, float | None]:
    """Area under the curve and calibration error of each head, and the error of the predicted day, in time order.

    Nothing where there are too few items to tell.
    """
    known = items.sound().as_of(morning)
    if len(known) < FEWEST:
        return {}
    cut = int(np.quantile(known.invoiced, 1 - TESTED))
    newest = np.flatnonzero(known.invoiced >= cut)
    newest = newest[np.argsort(known.invoiced[newest], kind="stable")][-MOST:]
    return measured(train(known, cut, shipped), known, newest, morning)


def measured(forecaster: Forecaster, known: Items, chosen: Ints, morning: int) -> dict[str, float | None]:
    """The same of a forecaster that has learnt from other items."""
    tested, by_head, median = forecasts(forecaster, known, chosen)
    found: dict[str, float | None] = {"tested": float(len(tested))}
    late = tested.days_late
    for number, days in enumerate(HEADS):
        decided = tested.due + days < morning
        happened, chance = late[decided] > days, by_head[number, decided]
        found[f"share_{days}"] = float(happened.mean()) if len(happened) else None
        found[f"auc_{days}"] = area_under_curve(happened, chance)
        found[f"calibration_{days}"] = calibration_error(happened, chance)
    # Of whom is paid before the end: of the last ones only the early payers would be.
    paid = (tested.paid < NEVER) & (tested.due + HEADS[-2] < morning)
    found["day_error"] = float(np.median(abs(late - median)[paid])) if paid.any() else None
    return found


def forecasts(forecaster: Forecaster, known: Items, chosen: Ints) -> tuple[Items, Floats, Floats]:
    """The chosen items with their chances at the heads and the median of days late, each as known on its day."""
    order, by_head, median = [], [], []
    for part in parts(known, chosen):
        order.append(part.items)
        for asked in part.asked.some(TOGETHER):
            chance, values = forecaster.chances(part.habits, asked)
            by_head.append(forecaster.at_heads(values))
            median.append(quantile(chance, 0.5))
    return together(order), np.concatenate(by_head, axis=1), np.concatenate(median)


def quantile(chance: Floats, share: float) -> Floats:
    """The first day late on which at least a share of the cases is paid."""
    reached = chance <= 1 - share + 1e-12
    return np.where(reached.any(axis=1), DAYS[np.argmax(reached, axis=1)], DAYS[-1]).astype(float)
