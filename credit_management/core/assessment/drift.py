"""How customers pay, month by month, by what their cards ask → whether they are still those the cards were made for.

The customers and everything else that was known of each stay those of its last assessment: only how it pays moves.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from ..arrays import Floats
from .assessment import Case
from .behaviour import DEFINITIONS, read
from .items import Ledger
from .measures import stability
from .scorecard import score

_Any = TypeVar("_Any")
MOST = 5000  # customers scored again: as many tell drift as well as all


@dataclass(frozen=True)
class Month:
    """The stability index of the score and of each input at a month end, compared with the first one.

    None where too few customers were there to tell. ``customers`` is how many had a score.
    """

    on: int
    customers: int
    score: float | None
    inputs: Mapping[str, float | None]


def months(ledger: Ledger, cases: Mapping[int, Case], days: Sequence[int]) -> list[Month]:
    """The drift of each day after the first.

    :param cases: ``{number of customer: the case of its last assessment}``
    :param days: days at whose end to look, the first one to compare with
    """
    chosen = sample(sorted(cases))
    codes = sorted(
        {one.characteristic for customer in chosen for one in cases[customer].card.criteria} & set(DEFINITIONS)
    )
    every = [_on(ledger, cases, chosen, codes, day) for day in days]
    first = every[0] if every else {}
    return [
        Month(
            day,
            int((~np.isnan(now[""])).sum()),
            _drift(first[""], now[""]),
            {code: stability(first[code], now[code]) for code in codes},
        )
        for day, now in zip(days[1:], every[1:], strict=True)
    ]


def sample(customers: Sequence[_Any]) -> Sequence[_Any]:
    """As many of them as are scored again, spread evenly."""
    return customers[:: -(-len(customers) // MOST) or 1]


def _drift(before: Floats, now: Floats) -> float | None:
    """Of scores: who has none was not there, or too little was known."""
    return stability(before[~np.isnan(before)], now[~np.isnan(now)])


def _on(
    ledger: Ledger, cases: Mapping[int, Case], chosen: Sequence[int], codes: Sequence[str], day: int
) -> dict[str, Floats]:
    """Scores, by an empty name, and inputs of the customers who had bought by a day."""
    figures = read(ledger, day)
    there = [customer for customer in chosen if not np.isnan(figures["relationship_months"][customer])]
    names = list(figures)
    table = np.array([figures[name][there] for name in names]).T.tolist() if there else []
    scores = []
    for customer, row in zip(there, table, strict=True):
        case = cases[customer]
        others = {code: value for code, value in case.inputs.items() if code not in DEFINITIONS}
        known = {name: value for name, value in zip(names, row, strict=True) if not math.isnan(value)}
        value = score(case.card, others | known).value
        scores.append(np.nan if value is None else value)
    return {"": np.array(scores, float), **{code: figures[code][there] for code in codes}}
