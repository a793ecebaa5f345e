from dataclasses import replace
from unittest import TestCase

from ...core import application_rule as core

BOUNDS = core.Bounds(amount=10_000, score=70, total=30_000)
GOOD = core.Applied(
    asked=10_000,
    days=30,
    granted_days=30,
    limit=0.0,
    granted=20_000,
    score=70,
    grade="A",
    risk_class="low",
    bears=10_000,
)


class TestApplicationRuleCore(TestCase):
    """Every bound at its edge; each obstacle alone keeps the rule from deciding."""

    def check(self, expected, bounds=BOUNDS, **vals):
        found = core.obstacles(bounds, replace(GOOD, **vals))
        self.assertEqual(found, (expected,) if expected else (), vals)

    def test_all_is_well_at_every_edge(self):
        self.check("")
        self.check("", granted=25_000, limit=5_000)
        self.check("", limit=10_000, granted=30_000)
        self.check("", risk_class="medium")

    def test_bounds(self):
        self.assertIn(core.OFF, core.obstacles(core.Bounds(), GOOD))
        for vals, expected in (
            ({"asked": 10_000.01, "bears": 20_000, "granted": 0}, core.AMOUNT),
            ({"score": 69.99}, core.SCORE),
            ({"score": None}, core.SCORE),
            ({"grade": None}, core.GRADE),
            ({"risk_class": "high"}, core.GRADE),
            ({"risk_class": None}, core.GRADE),
            ({"bears": 9_999.99}, core.PROPOSAL),
            ({"days": 31}, core.TERMS),
            ({"granted": 20_000.01}, core.TOTAL),
            ({"limit": 10_000.01}, core.LESS),
            ({"limit": None}, core.LESS),
        ):
            with self.subTest(vals):
                self.check(expected, **vals)
        self.assertEqual(core.obstacles(BOUNDS, replace(GOOD, asked=0)), (core.AMOUNT,))
        self.assertEqual(core.obstacles(BOUNDS, replace(GOOD, asked=-1)), (core.AMOUNT, core.LESS))

    def test_each_obstacle_stands_alone(self):
        for code in core.OBSTACLES:
            with self.subTest(code):
                self.check(code, stands=frozenset({code}))
