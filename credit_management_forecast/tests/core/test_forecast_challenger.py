import sys
from unittest import TestCase
from unittest.mock import patch

import numpy as np

from ...core import challenger as core
from ...core.features import HEADS, NAMES, RISING
from ...core.report import CHALLENGER, CHAMPION, SAME, better, report
from ...core.shipped import shipped
from ...core.training import lesson
from ...core.trees import UnreadableTreesError, checked
from .forecast_common import FIRST, made_up

END = FIRST + 420


class TestChallenger(TestCase):
    """Gradient boosting beside the champion."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.items = made_up(1_500, span=400)
        cls.lesson = lesson(cls.items, END, shipped())
        cls.challenger = core.learn(cls.lesson)
        cls.values = cls.lesson.values[:, :200]

    def test_kept_as_text(self):
        anew = core.from_json(self.challenger.to_json())
        np.testing.assert_array_equal(anew.chance(self.values, 0), self.challenger.chance(self.values, 0))
        self.assertTrue(self.challenger.knows(0))
        self.assertEqual(core.learn(self.lesson).texts, self.challenger.texts, "the same items, the same trees")

    def test_chances_never_fall_where_a_feature_rises(self):
        base = self.challenger.chance(self.values, 0)
        for place in (NAMES.index(name) for name in RISING):
            more = self.values.copy()
            more[:, :, place] += 1.0
            self.assertGreaterEqual((self.challenger.chance(more, 0) - base).min(), -1e-12, NAMES[place])

    def test_reasons_are_its_own(self):
        """Contributions add up to how much one chance is above that of another."""
        pushes, chance = self.challenger.pushes(self.values, 0), self.challenger.chance(self.values, 0)
        logits = np.log(chance / (1 - chance))
        np.testing.assert_allclose(np.diff(pushes.sum(axis=1)), np.diff(logits), atol=1e-6)
        weights = core.weights(self.challenger, self.values, 0)
        self.assertEqual(set(weights), set(NAMES))
        self.assertEqual(list(weights.values()), sorted(weights.values(), reverse=True))

    def test_measured_beside_the_champion(self):
        found = report(self.items, END, shipped())
        for days in HEADS[:2]:
            self.assertGreater(found[f"challenger_auc_{days}"], 0.6)
            self.assertLess(found[f"challenger_calibration_{days}"], 0.2)
        self.assertIn(better(found, 0), (CHAMPION, CHALLENGER, SAME))
        certain = {"tested": 10_000.0, "share_0": 0.5, "auc_0": 0.8, "challenger_auc_0": 0.85}
        self.assertEqual(better(certain, 0), CHALLENGER)
        self.assertEqual(better(certain | {"auc_0": 0.9}, 0), CHAMPION)
        self.assertEqual(better(certain | {"auc_0": 0.849}, 0), SAME)
        self.assertIsNone(better({}, 0))

    def test_missing_library(self):
        """The challenger alone is missing."""
        with patch.dict(sys.modules, {"lightgbm": None}):
            self.assertIsNone(core.library())
            self.assertIsNone(core.learn(self.lesson))
            found = report(self.items, END, shipped())
        self.assertGreater(found["auc_0"], 0.6)
        self.assertNotIn("challenger_auc_0", found)

    def test_too_little_history(self):
        self.assertIsNone(core.learn(lesson(made_up(80), END, shipped())))

    def test_a_changed_text_is_refused_or_harmless(self):
        """Whoever changes it in the database reaches no memory, and no program."""
        text = self.challenger.texts[0]
        lines = text.splitlines()
        refused = {
            "left_child": ("9", "-99", "0", "x", "1e9", ""), "split_feature": ("99", "-1"), "num_leaves": ("0", "99"),
            "num_cat": ("1",), "decision_type": ("1", "99"), "leaf_value": ("nan", "inf"), "leaf_count": ("0",),
            "max_feature_idx": ("3",), "objective": ("lambdarank",), "num_class": ("2",), "threshold": ("",),
        }  # fmt: skip
        for name, values in refused.items():
            place = next(number for number, line in enumerate(lines) if line.startswith(f"{name}="))
            first, *rest = lines[place].split("=", 1)[1].split(" ")
            for value in values:
                changed = [*lines[:place], f"{name}={' '.join([value, *rest])}", *lines[place + 1 :]]
                with self.subTest(name, value=value, was=first), self.assertRaises(UnreadableTreesError):
                    checked("\n".join(changed), NAMES)
        random = np.random.default_rng(1)
        for _round in range(200):
            place, letter = int(random.integers(len(text))), chr(int(random.integers(32, 127)))
            try:
                again = checked(text[:place] + letter + text[place + 1 :], NAMES)
            except UnreadableTreesError:
                continue
            self.assertEqual(checked(again, NAMES), again)

    def test_no_json_of_a_challenger(self):
        good = self.challenger.to_json()
        changed = (good[:-5], good.replace(NAMES[0], "other", 1), good.replace('"0"', '"1"'))
        for text in ("", "[]", "{}", "null", "[" * 100_000, "x" * (core.MOST_LETTERS + 1), *changed):
            with self.subTest(text[:20]), self.assertRaises(UnreadableTreesError):
                core.from_json(text)
