"""Ways to rank the orders of a file, the riskiest first: the late money each holds at so many good orders held."""

import numpy as np
from core.replay import baselines

from . import files, forecasts

GOOD_HELD = (0.05, 0.1, 0.2)
SIMPLE = ("overdue amount", "mean days late so far", "days overdue", "one limit for everybody", "largest orders")


def ranked(played, outcome, first, scores):
    """Each way by what was known on the day of the order.

    :param scores: those of the day, see ``files.scores_of_today``
    :param first: the first day of an order decided on
    :return: {name: a number an order, the higher the riskier}
    """
    ledger = played.history.ledger
    item = np.empty(len(played.orders), np.int64)
    item[played.orders.of_item] = np.arange(len(ledger.amount))  # each order is one item
    chance = forecasts.chances(ledger, first)[forecasts.HEADS.index(outcome.late_days), item[played.rows]]
    ways = {
        "**the policy, and risk of the order**": np.where(played.verdicts[0].held, np.inf, chance),
        "**forecast: risk of the order**": chance,
        "**forecast: expected loss of the order**": chance * played.amount,
        "**score of today**": -scores,
        "grade of the last assessment": -grades(played),
    }
    return ways | {name: baselines.BASELINES[name](played) for name in SIMPLE}


def grades(played):
    """The grade on the day as a number."""
    least = {grade.name: grade.score_min for grade in files.GRADES}
    return np.array([least.get(grade, np.nan) for grade in played.grade])


def late_money(risk, outcome, most):
    """Share of the late money on the riskiest orders, until so many of the good ones are among them.

    Of orders with the same risk it is the share, as if chosen by lot. An order without a figure is never held.
    """
    known = ~np.isnan(risk)
    place = np.unique(-risk[known], return_inverse=True)[1]
    good = np.cumsum(np.bincount(place, outcome.good[known])) / outcome.good.sum()
    late = np.cumsum(np.bincount(place, outcome.late_amount[known])) / outcome.late_amount.sum()
    return float(np.interp(most, [0.0, *good], [0.0, *late]))


def tell(played, outcome, first, scores):
    head = [f"{share:.0%} of good orders" for share in GOOD_HELD]
    print(f"\n| late money held at | {' | '.join(head)} | at 10 %, times the overdue amount |")
    print("|---" * (len(GOOD_HELD) + 2) + "|")
    found = {
        name: [late_money(risk, outcome, share) for share in GOOD_HELD]
        for name, risk in ranked(played, outcome, first, scores).items()
    }
    simple = found[SIMPLE[0]][1]
    for name, money in found.items():
        times = f"{money[1] / simple:.2f}" if simple else "–"
        print(f"| {name} | {' | '.join(f'{one:.1%}' for one in money)} | {times} |")
