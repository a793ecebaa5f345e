import math

from odoo.tests import BaseCase, tagged

from ..core import behaviour, ratios, ready_cards
from ..core.scorecard import LEAVE_OUT, WHOLE, Scorecard, faults, score

TABLES = {
    "BEHAVIOUR": (ready_cards.BEHAVIOUR, behaviour.DEFINITIONS),
    "STEADY_BEHAVIOUR": (ready_cards.STEADY_BEHAVIOUR, behaviour.DEFINITIONS),
    "FINANCIAL": (ready_cards.FINANCIAL, ratios.DEFINITIONS),
}


@tagged("post_install", "-at_install")
class TestReadyCards(BaseCase):
    """The criteria that ready scorecards are made of."""

    def each(self):
        for name, (criteria, definitions) in TABLES.items():
            for criterion in criteria:
                with self.subTest(f"{name}: {criterion.code}"):
                    yield criterion, definitions[criterion.characteristic]

    def test_each_table_is_a_sound_card(self):
        for name, (criteria, _definitions) in TABLES.items():
            with self.subTest(name):
                self.assertEqual(faults(Scorecard(criteria)), [])
                self.assertEqual(sum(criterion.weight for criterion in criteria), WHOLE)
                self.assertTrue(4 <= len(criteria) <= 8)

    def test_few_bins_and_whole_numbers(self):
        for criterion, _definition in self.each():
            self.assertTrue(3 <= len(criterion.bins) <= 6)
            self.assertEqual(criterion.weight, int(criterion.weight))
            self.assertTrue(all(bin_.points == int(bin_.points) for bin_ in criterion.bins))
            self.assertEqual((criterion.worst, criterion.best), (0, WHOLE))

    def test_points_go_one_way(self):
        """A larger value gives more points where larger is better, fewer where it is not."""
        for criterion, definition in self.each():
            points = [bin_.points for bin_ in criterion.by_lower[::-1]]
            self.assertEqual(points, sorted(set(points), reverse=not definition.rising))

    def test_edges(self):
        """A value on an edge belongs to the bin that begins there, a hair below to the one before."""
        for criterion, _definition in self.each():
            bins = criterion.by_lower[::-1]
            for before, bin_ in zip(bins, bins[1:], strict=False):
                self.assertEqual(self.points(criterion, bin_.lower), bin_.points)
                self.assertEqual(self.points(criterion, math.nextafter(bin_.lower, -math.inf)), before.points)
            self.assertEqual(self.points(criterion, -1e9), bins[0].points)
            self.assertEqual(self.points(criterion, 1e9), bins[-1].points)

    def points(self, criterion, value):
        card = Scorecard(next(criteria for criteria, _d in TABLES.values() if criterion in criteria))
        lines = score(card, {criterion.characteristic: value}).lines
        return next(line.points for line in lines if line.criterion == criterion)

    def test_what_is_not_known(self):
        """Between worst and best; only the market value, which most customers do not have, is left out."""
        for criterion, _definition in self.each():
            if criterion.missing == LEAVE_OUT:
                self.assertEqual(criterion.code, "market_equity_to_liabilities")
            else:
                self.assertTrue(criterion.worst <= self.points(criterion, None) <= criterion.best)
