"""Whether the worklist ranks customers better by forecast than by age: ./dev/bench priority FOLDER.

On files of invoices, in the morning of each month of their newest 30 %: customers with something overdue are ranked by
money at risk, once by age as without a forecast, once by the chance that each item is still open so many days from now.
Told is how much of the money that was really still open a month later stands on the first places.
"""

import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import forecasting
from core.days import LATEST, NEVER
from core.features import Asked
from core.forecast import forecasts
from core.habits import habits
from core.shipped import shipped
from core.training import train

AGES, SHARES = (1, 31, 61, 91, 121), (0.05, 0.15, 0.35, 0.6, 1.0)  # as in core/priority.py of the collections
AHEAD, PLACES = 30, (10, 0.1)
RANKINGS = ("by amount", "by age", "more than 60 days late", "still open in 30 days")


def by_age(days):
    return np.array(SHARES)[np.maximum(np.searchsorted(AGES, days, side="right") - 1, 0)]


def chances(known, chosen, morning, forecaster):
    """Of each item: more than 60 days late, and still open in a month; beyond what is forecast by age."""
    customers = np.unique(known.customer[chosen])
    habit = habits(known, customers, np.full(len(customers), morning))
    asked = Asked(
        np.searchsorted(customers, known.customer[chosen]), known.invoiced[chosen], known.due[chosen],
        known.amount[chosen], known.segments[chosen], np.full(len(chosen), morning),
    )  # fmt: skip
    days = morning - known.due[chosen]
    found = forecasts(forecaster, habit, asked)
    told = days <= LATEST - AHEAD
    ahead = np.array([one.later_than(day + AHEAD) for one, day in zip(found, days, strict=True)])
    return np.array([one.later_than(60) for one in found]), np.where(told, ahead, by_age(days))


def captured(score, left, customer, place):
    """The share of what was left that stands on the first places."""
    number = int(customer.max()) + 1
    owed, risk = np.bincount(customer, left, number), np.bincount(customer, score, number)
    there = np.bincount(customer, minlength=number) > 0
    owed, risk = owed[there], risk[there]
    first = int(place if place >= 1 else max(round(place * len(risk)), 1))
    return owed[np.argsort(-risk, kind="stable")[:first]].sum() / owed.sum() if owed.sum() else np.nan


def measure(folder, name):
    items, end = forecasting.ledger(folder, name)
    begin, rows, count = int(np.quantile(items.invoiced, 0.7)), [], 0
    for morning in range(begin, end - AHEAD, forecasting.MONTH):
        known = items.as_of(morning)
        chosen = np.flatnonzero((known.paid == NEVER) & (known.due < morning) & (morning - known.due < 400))
        if len(chosen) < 8:
            continue
        really = items.take(items.invoiced_before(morning)).paid[chosen]
        left = known.amount[chosen] * (really >= morning + AHEAD)
        forecaster = train(known, morning, shipped())
        sixty, ahead = chances(known, chosen, morning, forecaster)
        weights = (np.ones(len(chosen)), by_age(morning - known.due[chosen]), sixty, ahead)
        amount, customer = known.amount[chosen], known.customer[chosen]
        rows.append([[captured(amount * one, left, customer, place) for place in PLACES] for one in weights])
        count += len(chosen)
    if not rows or np.isnan(rows).all():
        print(f"| {name} | {len(rows)} | {count:,} | too little stays overdue for a month | – | – |")
        return
    means = np.nanmean(np.array(rows), axis=0)
    for ranking, cells in zip(RANKINGS, means, strict=True):
        print(
            f"| {name} | {len(rows)} | {count:,} | {ranking} | {' | '.join(f'{100 * cell:.1f} %' for cell in cells)} |"
        )


if __name__ == "__main__":
    print("| ledger | mornings | items | ranked | first ten | first tenth |\n|---|---|---|---|---|---|")
    for ledger in forecasting.LEDGERS:
        measure(Path(sys.argv[1]), ledger)
