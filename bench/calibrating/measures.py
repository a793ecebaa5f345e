"""How well a score, higher being better, tells the bad from the good."""

import numpy as np
import pandas as pd
from core.assessment.measures import auc, ks

__all__ = ["auc", "error", "gini", "ks"]


def gini(bad, score):
    return 2 * auc(bad, score) - 1


def error(bad, score, groups, rounds=200):
    """The standard error of the area when whole customers are drawn anew (bootstrap, fixed seed)."""
    draw = np.random.default_rng(1)
    members = list(pd.Series(np.arange(len(bad))).groupby(np.asarray(groups)).apply(np.asarray))
    bad, score = np.asarray(bad, bool), np.asarray(score, float)
    areas = []
    for _round in range(rounds):
        rows = np.concatenate([members[n] for n in draw.integers(0, len(members), len(members))])
        if bad[rows].any() and not bad[rows].all():
            areas.append(auc(bad[rows], score[rows]))
    return float(np.std(areas))
