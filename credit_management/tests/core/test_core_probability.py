import math
import random
from itertools import pairwise

import numpy as np

from ...core.assessment.assessment import Case
from ...core.assessment.calibration import Judgement, calibrate, quarter_of
from ...core.assessment.drift import months
from ...core.assessment.items import day_of
from ...core.assessment.measures import DRIFTED, STABLE, auc, stability
from ...core.assessment.probability import ENOUGH, curve, step_of
from ...core.assessment.ready_scorecards import CARDS
from .core_common import CoreCase
from .test_core_grade_record import TODAY, ledger_of


class TestProbability(CoreCase):
    """A probability for each score that never rises with it."""

    def test_falls_with_the_score_and_keeps_what_happened(self):
        draw = random.Random(3)
        for size in (ENOUGH, 250, 3000):
            scores = np.array([draw.choice((0, 20.5, 20.51, 33, 60, 61, 99, 100)) for _one in range(size)])
            bad = np.array([draw.random() < (120 - one) / 150 for one in scores])
            steps = curve(scores, bad)
            shares = [step.bad / step.count for step in steps]
            self.assertEqual(shares, sorted(shares, reverse=True))
            self.assertEqual(sum(step.bad for step in steps), bad.sum())
            self.assertEqual(sum(step.count for step in steps), size)
            for lower, upper in pairwise(steps):
                self.assertLess(lower.high, upper.low)
                self.assertGreater(lower.bad / lower.count, upper.bad / upper.count)
            for score in (0, 20.5, 100, 70):
                step = step_of(steps, score)
                self.assertTrue(step.low <= score)

    def test_the_best_fit(self):
        """Shares 0.5, 0.1, 0.3, 0 of a hundred each: the two in the middle are one of 0.2."""
        scores = np.repeat([10.0, 20.0, 30.0, 40.0], 100)
        bad = np.concatenate([np.arange(100) < number for number in (50, 10, 30, 0)])
        self.assertEqual(
            [(step.low, step.high, step.bad, step.count) for step in curve(scores, bad)],
            [(10, 10, 50, 100), (20, 30, 40, 200), (40, 40, 0, 100)],
        )

    def test_worse_where_nobody_has_been(self):
        scores, bad = np.repeat([10.0, 40.0], 100), np.concatenate([np.ones(100, bool), np.zeros(100, bool)])
        steps = curve(scores, bad)
        self.assertEqual(
            [step_of(steps, score).bad for score in (0, 10, 25, 39.99, 40, 100)], [100, 100, 100, 100, 0, 0]
        )
        self.assertIsNone(step_of((), 50))

    def test_no_step_of_few(self):
        scores = np.arange(200) / 2
        steps = curve(scores, np.arange(200) % 7 == 0)
        self.assertTrue(all(step.count >= 30 for step in steps))

    def test_too_little_is_said(self):
        self.assertEqual(curve(np.arange(ENOUGH - 1.0), np.ones(ENOUGH - 1, bool)), ())
        self.assertEqual(curve(np.arange(500.0), np.arange(500) < 4), ())


class TestMeasures(CoreCase):
    """Discrimination and drift."""

    def test_area(self):
        self.assertEqual(auc([True, False], [1, 2]), 1)
        self.assertEqual(auc([True, False], [2, 1]), 0)
        self.assertEqual(auc([True, False, True, False], [1, 1, 1, 1]), 0.5)
        self.assertEqual(auc([True, False, True, False], [1, 2, 3, 4]), 0.75)
        self.assertTrue(math.isnan(auc([True, True], [1, 2])))

    def test_area_by_pairs(self):
        draw = np.random.default_rng(1)
        bad, score = draw.random(80) < 0.3, draw.integers(0, 12, 80)
        pairs = [(b < g) + (b == g) / 2 for b in score[bad] for g in score[~bad]]
        self.assertAlmostEqual(auc(bad, score), sum(pairs) / len(pairs))

    def test_the_same_customers_are_stable(self):
        figures = np.random.default_rng(1).normal(size=400)
        self.assertAlmostEqual(stability(figures, figures[::-1]), 0)
        self.assertLess(stability(figures, np.random.default_rng(2).normal(size=400)), STABLE)

    def test_others_are_not(self):
        draw = np.random.default_rng(1)
        figures = draw.normal(size=400)
        self.assertGreater(stability(figures, draw.normal(1, size=400)), DRIFTED)
        lost = figures.copy()
        lost[:200] = math.nan
        self.assertGreater(stability(figures, lost), DRIFTED)

    def test_figures_that_are_all_alike(self):
        self.assertAlmostEqual(stability(np.zeros(100), np.zeros(100)), 0)
        self.assertGreater(stability(np.zeros(100), np.ones(100)), DRIFTED)
        self.assertAlmostEqual(stability(np.full(100, math.nan), np.full(100, math.nan)), 0)

    def test_few_tell_nothing(self):
        self.assertIsNone(stability(np.arange(39.0), np.arange(400.0)))
        self.assertIsNotNone(stability(np.arange(40.0), np.arange(400.0)))


class TestCalibration(CoreCase):
    """The invoices of a ledger by grade, card, score and quarter."""

    def test_counts(self):
        good, bad = Judgement(1, 7, 80.0), Judgement(2, 7, 20.0)
        invoices = [(number % 2, 200 + number, 60 if number % 2 else 0) for number in range(200)]
        found = calibrate(ledger_of(*invoices), TODAY, {0: [(0, good)], 1: [(0, bad)]})
        self.assertEqual(found.invoices, 200)
        self.assertEqual([(one.bad, one.count) for one in found.by_grade[1]], [(0, 100)] * 4)
        self.assertEqual([(one.bad, one.count) for one in found.by_grade[2]][:2], [(100, 100)] * 2)
        self.assertEqual(found.by_card[7, 2], found.by_grade[2])
        self.assertEqual([(step.low, step.bad) for step in found.steps], [(20, 100), (80, 0)])
        self.assertTrue(all(quarter.area == 1 for quarter in found.quarters if quarter.area is not None))
        self.assertTrue(any(quarter.area for quarter in found.quarters))

    def test_no_score_no_probability(self):
        invoices = [(0, 200 + number, 60) for number in range(200)]
        found = calibrate(ledger_of(*invoices), TODAY, {0: [(0, Judgement(1, 7, None))]})
        self.assertEqual((found.steps, found.quarters), ((), ()))
        self.assertEqual(found.by_grade[1][0].count, 200)
        self.assertEqual(calibrate(ledger_of(*invoices), TODAY, {}).invoices, 0)

    def test_quarters(self):
        self.assertEqual(quarter_of(day_of(TODAY)), "2024-Q4")


class TestDrift(CoreCase):
    """Customers who pay otherwise than a year ago are told, those who do not are not."""

    def drift(self, more):
        invoices = [
            (customer, ago, (customer * 7 + ago * 13) % 23 + (more if ago < 400 else 0))
            for customer in range(120)
            for ago in range(150, 1500, 50)
        ]
        card = next(one for one in CARDS if one.code == "next_invoice").card
        cases = {customer: Case(card, {}, (), {}, {}) for customer in range(120)}
        return months(ledger_of(*invoices), cases, (TODAY - 400, TODAY - 100))

    def test_drift(self):
        (same,) = self.drift(0)
        (other,) = self.drift(40)
        self.assertEqual((same.customers, same.on), (120, TODAY - 100))
        self.assertLess(same.inputs["recent_delay"], DRIFTED)
        self.assertGreater(other.inputs["recent_delay"], DRIFTED)
        self.assertGreater(other.score, DRIFTED)
        self.assertNotIn("industry_risk", other.inputs)

    def test_nobody_assessed(self):
        (none,) = months(ledger_of((0, 200, 5)), {}, (TODAY - 100, TODAY))
        self.assertEqual((none.customers, none.score, dict(none.inputs)), (0, None, {}))
