import math
from itertools import pairwise

import numpy as np

from ...core.assessment import behaviour, ratios, ready_cards
from ...core.assessment.assessment import Case, assess
from ...core.assessment.items import Ledger
from ...core.assessment.ready_scorecards import CARDS
from ...core.assessment.scorecard import WHOLE, Scorecard, faults, score
from ...core.rating import Band
from ...core.replay.proposal import READY_GRADES
from .core_common import CoreCase

TABLES = {
    "BEHAVIOUR": (ready_cards.BEHAVIOUR, behaviour.DEFINITIONS),
    "STEADY_BEHAVIOUR": (ready_cards.STEADY_BEHAVIOUR, behaviour.DEFINITIONS),
    "SERIOUS_BEHAVIOUR": (ready_cards.SERIOUS_BEHAVIOUR, behaviour.DEFINITIONS),
    "FINANCIAL": (ready_cards.FINANCIAL, ratios.DEFINITIONS),
}


DELAYS = ("recent_delay", "days_beyond_terms")
HABITS = (4, 7, 14, 28, 42)  # days late, every time


def payers(habits, invoices=12):
    """Customers who pay every monthly invoice so many days late; the characteristics of each."""
    customer = np.repeat(np.arange(len(habits)), invoices)
    invoiced = 18_000 + 30 * np.tile(np.arange(invoices), len(habits))
    due, amount = invoiced + 30, np.full(len(customer), 100.0)
    paid, items = due + np.repeat(habits, invoices), np.arange(len(customer))
    ledger = Ledger(len(habits), customer, invoiced, due, amount, items, paid, amount, np.ones(len(items), bool))
    found = behaviour.behaviours(behaviour.read(ledger, 18_000 + 30 * invoices + 50))
    return [one.inputs() for one in found]


class TestReadyCards(CoreCase):
    """The criteria that ready scorecards are made of."""

    def check(self, each):
        """Call this with every criterion and the definition of its characteristic."""
        for name, (criteria, definitions) in TABLES.items():
            for criterion in criteria:
                with self.subTest(name, code=criterion.code):
                    each(criterion, definitions[criterion.characteristic])

    def test_each_table_is_a_sound_card(self):
        for name, (criteria, _definitions) in TABLES.items():
            with self.subTest(name):
                self.assertEqual(faults(Scorecard(criteria)), [])
                self.assertEqual(sum(criterion.weight for criterion in criteria), WHOLE)
                # Of what is rare little is known.
                self.assertTrue((2 if name == "SERIOUS_BEHAVIOUR" else 3) <= len(criteria) <= 8)

    def test_few_bins_and_whole_numbers(self):
        def few_and_whole(criterion, _definition):
            most = 13 if criterion.code in DELAYS else 6
            least = 2 if criterion.code == "recent_30_days_late_share" else 3
            self.assertTrue(least <= len(criterion.bins) <= most)
            self.assertEqual(criterion.weight, int(criterion.weight))
            self.assertTrue(all(bin_.points == int(bin_.points) for bin_ in criterion.bins))
            self.assertEqual((criterion.worst, criterion.best), (0, WHOLE))

        self.check(few_and_whole)

    def test_points_go_one_way(self):
        """A larger value gives more points where larger is better, fewer where it is not."""

        def one_way(criterion, definition):
            points = [bin_.points for bin_ in criterion.by_lower[::-1]]
            self.assertEqual(points, sorted(set(points), reverse=not definition.rising))

        self.check(one_way)

    def test_edges(self):
        """A value on an edge belongs to the bin that begins there, a hair below to the one before."""

        def edges(criterion, _definition):
            bins = criterion.by_lower[::-1]
            for before, bin_ in pairwise(bins):
                self.assertEqual(self.points(criterion, bin_.lower), bin_.points)
                self.assertEqual(self.points(criterion, math.nextafter(bin_.lower, -math.inf)), before.points)
            self.assertEqual(self.points(criterion, -1e9), bins[0].points)
            self.assertEqual(self.points(criterion, 1e9), bins[-1].points)

        self.check(edges)

    def test_habits_of_days_and_of_weeks_are_told_apart(self):
        """Who pays 4, 7, 14, 28 and 42 days late as a custom has five different scores, in this order."""
        inputs = payers(HABITS)
        for name in ("BEHAVIOUR", "STEADY_BEHAVIOUR", "GRADED_BEHAVIOUR", "SERIOUS_BEHAVIOUR"):
            card = Scorecard(getattr(ready_cards, name))
            scores = [score(card, known).value for known in inputs]
            with self.subTest(name, scores=scores):
                self.assertEqual(scores, sorted(set(scores), reverse=True))
                self.assertEqual(len(scores), len(HABITS))

    def test_the_card_of_an_existing_customer_tells_them_apart(self):
        """As installed: five different scores, in order, none of them zero; who pays on the day is far above."""
        existing = next(one.card for one in CARDS if one.code == "existing")
        scores = [score(existing, known).value for known in payers((0, *HABITS))]
        self.assertEqual(scores, [84.91, 42.74, 39.44, 33.44, 25.79, 20.0])

    def test_the_second_card_is_for_serious_lateness(self):
        """Two weeks by habit are C by both cards, a month is D; a few invoices two months late are no A any more."""
        own, second = (next(one.card for one in CARDS if one.code == code) for code in ("existing", "serious"))
        bands = tuple(Band(grade.name, grade.score_min) for grade in READY_GRADES)

        def grades(known):
            case = Case(own, known, bands, {}, {}, second=second)
            result = assess(case)
            return result.grade_of_score, result.grade_of_second, result.grade

        self.assertEqual([grades(known)[2] for known in payers(HABITS)], ["C", "C", "C", "D", "D"])
        seldom = {
            "recent_delay": 5.5, "recent_late_share": 0.17, "days_beyond_terms": 2, "late_share": 0.1,
            "recent_30_days_late_share": 0.09,
        }  # fmt: skip
        before, other, after = grades(seldom)
        self.assertEqual((before, other, after), ("A", "B", "B"))

    def test_no_delay_is_the_worst_before_a_month(self):
        for name, (criteria, _definitions) in TABLES.items():
            for criterion in criteria:
                if criterion.code in DELAYS:
                    with self.subTest(name, code=criterion.code):
                        self.assertGreaterEqual(criterion.by_lower[0].lower, 30)

    def test_lifted_keeps_the_order_of_customers(self):
        """The worst payer has a fifth of the points, the best all; in between nobody changes places."""
        plain, graded = Scorecard(ready_cards.STEADY_BEHAVIOUR), Scorecard(ready_cards.GRADED_BEHAVIOUR)
        self.assertEqual(faults(graded), [])
        self.assertEqual({(one.worst, one.best) for one in graded.criteria}, {(20, WHOLE)})
        for before, after in zip(plain.criteria, graded.criteria, strict=True):
            for old, new in zip(before.bins, after.bins, strict=True):
                self.assertAlmostEqual(new.points, 20 + old.points * 0.8, delta=0.5)
                self.assertEqual(new.lower, old.lower)

    def points(self, criterion, value):
        """Points of the criterion in a card of its table."""
        card = Scorecard(next(criteria for criteria, _d in TABLES.values() if criterion in criteria))
        lines = score(card, {criterion.characteristic: value}).lines
        return next(line.points for line in lines if line.criterion == criterion)
