"""How good forecasts were: those of a forecaster from the older part of a ledger, of the newer part.

The challenger learns from the same items and is asked about the same ones, so its figures stand beside the champion's.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .arrays import Floats, Ints
from .challenger import Challenger, learn
from .days import NEVER
from .features import HEADS
from .forecaster import DAYS, Forecaster
from .items import Items, together
from .measures import area_under_curve, calibration_error, standard_error
from .training import champion, lesson, parts

TESTED = 0.3  # share of the newest items
MOST = 50_000  # items looked at
FEWEST = 200
SAME, CHAMPION, CHALLENGER = "same", "champion", "challenger"
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
    older = lesson(known, cut, shipped)
    return measured(champion(older, shipped), known, newest, morning, learn(older))


def measured(
    forecaster: Forecaster, known: Items, chosen: Ints, morning: int, challenger: Challenger | None = None
) -> dict[str, float | None]:
    """The same of a forecaster that has learnt from other items, and of its challenger as ``challenger_…``."""
    tested, by_head, median, challenged = forecasts(forecaster, known, chosen, challenger)
    found: dict[str, float | None] = {"tested": float(len(tested))}
    late = tested.days_late
    for number, days in enumerate(HEADS):
        decided = tested.due + days < morning
        happened = late[decided] > days
        found[f"share_{days}"] = float(happened.mean()) if len(happened) else None
        for name, chances in (("", by_head), ("challenger_", challenged)):
            chance = chances[number, decided]
            if not np.isnan(chance).any():
                found[f"{name}auc_{days}"] = area_under_curve(happened, chance)
                found[f"{name}calibration_{days}"] = calibration_error(happened, chance)
    # Of whom is paid before the end: of the last ones only the early payers would be.
    paid = (late < NEVER - tested.due) & (tested.due + HEADS[-2] < morning)
    found["day_error"] = float(np.median(abs(late - median)[paid])) if paid.any() else None
    return found


def forecasts(
    forecaster: Forecaster, known: Items, chosen: Ints, challenger: Challenger | None = None
) -> tuple[Items, Floats, Floats, Floats]:
    """The chosen items with their chances at the heads and the median of days late, each as known on its day.

    The last are the chances by the challenger, not a number where it has none.
    """
    order, by_head, median, challenged = [], [], [], []
    for part in parts(known, chosen):
        order.append(part.items)
        for asked in part.asked.some(TOGETHER):
            chance, values = forecaster.chances(part.habits, asked)
            by_head.append(forecaster.at_heads(values))
            median.append(quantile(chance, 0.5))
            challenged.append(_by(challenger, values))
    return (
        together(order), np.concatenate(by_head, axis=1), np.concatenate(median), np.concatenate(challenged, axis=1)
    )  # fmt: skip


def _by(challenger: Challenger | None, values: Floats) -> Floats:
    found = np.full(values.shape[:2], np.nan)
    for number in range(len(HEADS)):
        if challenger is not None and challenger.knows(number):
            found[number] = challenger.chance(values, number)
    return found


def better(measures: Mapping[str, float | None], days: int) -> str | None:
    """CHAMPION or CHALLENGER, whoever tells items more than so many days late from the others better.

    None where it is not known; SAME where they are closer than chance could make them.
    """
    own, other = measures.get(f"auc_{days}"), measures.get(f"challenger_auc_{days}")
    share, tested = measures.get(f"share_{days}"), measures.get("tested")
    if own is None or other is None or not share or not tested:
        return None
    late = share * tested
    error = standard_error(max(own, other), late, tested - late)
    if abs(own - other) <= error:
        return SAME
    return CHAMPION if own > other else CHALLENGER


def quantile(chance: Floats, share: float) -> Floats:
    """The first day late on which at least a share of the cases is paid."""
    reached = chance <= 1 - share + 1e-12
    return np.where(reached.any(axis=1), DAYS[np.argmax(reached, axis=1)], DAYS[-1]).astype(float)
