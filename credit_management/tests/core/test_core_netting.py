from itertools import permutations
from unittest import TestCase

from ...core.exposure.netting import Overdue, net, without
from ...core.exposure.ratios import over, share


class TestCoreNetting(TestCase):
    """What is left overdue once the customer's own money has paid the oldest items."""

    def test_the_oldest_first(self):
        items = [(5, 100.0), (90, 300.0), (40, 200.0)]
        cases = [
            (0, Overdue(600, 90, 0)),
            (-10, Overdue(600, 90, 0)),
            (299.99, Overdue(300.01, 90, 299.99)),
            (300, Overdue(300, 40, 300)),
            (550, Overdue(50, 5, 550)),
            (600, Overdue(0, 0, 600)),
            (5000, Overdue(0, 0, 600)),
        ]
        for credit, expected in cases:
            for some in permutations(items):
                found = net(some, credit)
                self.assertEqual(found.oldest_days, expected.oldest_days, credit)
                self.assertAlmostEqual(found.amount, expected.amount, 6)
                self.assertAlmostEqual(found.covered, expected.covered, 6)

    def test_nothing_overdue(self):
        self.assertEqual(net([], 100), Overdue(0.0, 0, 0.0))

    def test_what_is_disputed_does_not_count(self):
        """It is taken off items of its age alone, so the oldest that counts decides how old the debt is."""
        items = [(5, 100.0), (90, 300.0), (40, 200.0), (40, 50.0)]
        cases = [
            ([], items),
            ([(90, 300.0)], [(5, 100.0), (90, 0.0), (40, 200.0), (40, 50.0)]),
            ([(40, 220.0)], [(5, 100.0), (90, 300.0), (40, 0.0), (40, 30.0)]),
            ([(40, 100.0), (40, 20.0)], [(5, 100.0), (90, 300.0), (40, 80.0), (40, 50.0)]),
            ([(5, 500.0), (7, 50.0)], [(5, 0.0), (90, 300.0), (40, 200.0), (40, 50.0)]),
            ([(90, -1.0)], items),
        ]
        for let_off, expected in cases:
            with self.subTest(let_off):
                self.assertEqual(without(items, let_off), expected)
        self.assertEqual(net(items, 210, [(90, 300.0)]), Overdue(140.0, 40, 210.0, 300.0))
        self.assertEqual(
            net(items, 0, [(90, 500.0), (1, 9.0)]), Overdue(350.0, 40, 0.0, 300.0), "no more than there is"
        )

    def test_nothing_is_a_share_of_nothing(self):
        self.assertEqual((share(11_446, 0), share(0, 0), share(5, -1), share(1, 4)), (None, None, None, 0.25))
        self.assertEqual((over(11_446, 0), over(5, 10)), (11_446, 0.0))
