"""The challenger: gradient boosting on the features of the champion, measured beside it every night.

It decides nothing. Its trees may raise a chance where a feature of RISING rises, never lower it. They come from
``lightgbm``, which is imported only here and only when it is asked for: without it, or without its libgomp, there
is no challenger and all else is as it was.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any

import numpy as np

from .arrays import Floats
from .curves import expit
from .features import HEADS, NAMES, RISING
from .training import FEWEST, Lesson
from .trees import UnreadableTreesError, checked

ROUNDS, LEAVES = 150, 7
FEWEST_LATE = 20  # items that were late, and as many that were not, below which trees would learn single cases
MOST_LETTERS = 4_000_000  # of what is kept; ten times what learning writes
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.03,
    "num_leaves": LEAVES,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 10.0,
    "monotone_constraints": [int(name in RISING) for name in NAMES],
    "num_threads": 1,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


def library() -> Any:
    """``lightgbm``, or None where it or the libgomp it needs is missing."""
    try:
        return import_module("lightgbm")
    except (ImportError, OSError):
        return None


@dataclass(frozen=True)
class Challenger:
    """The trees of each head as the text of ``lightgbm``; empty for a head with too few items to learn from."""

    texts: tuple[str, ...]

    def to_json(self) -> str:
        return json.dumps({"features": list(NAMES), "heads": dict(zip(map(str, HEADS), self.texts, strict=True))})

    @cached_property
    def _trees(self) -> list[Any]:
        lightgbm = library()
        return [text and lightgbm.Booster(model_str=text) for text in self.texts]

    def knows(self, head: int) -> bool:
        return bool(self.texts[head])

    def chance(self, values: Floats, head: int) -> Floats:
        """The chance of each invoice to be later than the days of a head.

        :param values: features by heads, as of the champion
        """
        found: Floats = expit(self._trees[head].predict(values[head], raw_score=True))
        return found

    def pushes(self, values: Floats, head: int) -> Floats:
        """By how much each feature raises the chance of a head over that of a usual invoice, in logits."""
        found: Floats = self._trees[head].predict(values[head], pred_contrib=True)[:, :-1]
        return found


def learn(lesson: Lesson) -> Challenger | None:
    """The challenger of what the champion has learnt from; None without the library, or with too little history."""
    lightgbm = library()
    if lightgbm is None or len(lesson.items) < FEWEST:
        return None
    try:
        texts = [_head(lightgbm, lesson, number) for number in range(len(HEADS))]
    except (lightgbm.basic.LightGBMError, UnreadableTreesError):  # what decides is not to wait for it
        return None
    return Challenger(tuple(texts)) if any(texts) else None


def _head(lightgbm: Any, lesson: Lesson, number: int) -> str:
    values, happened, weight = lesson.of_head(number)
    if min(happened.sum(), (~happened).sum()) < FEWEST_LATE:
        return ""
    data = lightgbm.Dataset(values, happened.astype(float), weight=weight, feature_name=list(NAMES))
    trees: str = lightgbm.train(PARAMETERS, data, ROUNDS).model_to_string()
    return checked(trees, NAMES)


def from_json(text: str) -> Challenger:
    """A challenger as it was kept.

    :raise UnreadableTreesError: it is none, is too large, or of another version of this addon
    """
    if len(text) > MOST_LETTERS:
        raise UnreadableTreesError(f"{len(text):,} letters are too many.")
    try:
        kept = json.loads(text)
        texts = tuple(str(kept["heads"][str(days)]) for days in HEADS)
        features = kept["features"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnreadableTreesError("It is no JSON of a challenger.") from error
    if features != list(NAMES):
        raise UnreadableTreesError("It looks at other features.")
    return Challenger(tuple(one and checked(one, NAMES) for one in texts))


def weights(challenger: Challenger, values: Floats, head: int) -> dict[str, float]:
    """How much each feature moves the chances of a head on average, in logits; the most first."""
    moved = np.abs(challenger.pushes(values, head)).mean(axis=0)
    return {NAMES[place]: round(float(moved[place]), 3) for place in np.argsort(-moved, kind="stable")}
