import math
from datetime import datetime, timedelta

from ...core.limit.authority import Authority, Dated
from ...core.limit.limits import BASE, Component
from ...core.limit.mass_rise import Needs, needs, over_all, rises
from ...core.limit.mass_row import Line
from .core_common import CoreCase
from .core_limit_common import DAY

LONG_AGO, NOW = datetime(2000, 1, 1), datetime(2030, 1, 1)
SINCE = NOW - timedelta(days=30)


def dated(amount, approved_on=LONG_AGO, unlimited=False, **values):
    return Dated(Component(BASE, amount, unlimited, DAY - timedelta(days=99)), approved_on, **values)


class TestRises(CoreCase):
    """By how much each customer may owe more, as a single limit would be measured."""

    def rise(self, after, *components, unlimited=False, last=None):
        line = Line(1, 0.0, after, None, last)
        return rises([line], {1} if unlimited else set(), {1: components}, DAY, 30, SINCE)[1]

    def test_rises(self):
        self.assertEqual(self.rise(1100.0, dated(1000.0)), 100)
        self.assertEqual(self.rise(900.0, dated(1000.0)), 0)
        self.assertEqual(self.rise(1100.0), 1100)
        self.assertEqual(self.rise(1100.0, dated(400.0), dated(1000.0, NOW)), 700)  # the window adds up
        self.assertEqual(self.rise(0.0, dated(1000.0), unlimited=True), math.inf)

    def test_the_larger_of_two_lines_of_one_customer(self):
        for amounts in ((1500.0, 900.0), (900.0, 1500.0)):
            lines = [Line(1, 0.0, amount) for amount in amounts]
            self.assertEqual(rises(lines, set(), {1: [dated(1000.0)]}, DAY, 30, SINCE), {1: 500})

    def test_a_later_last_day_counts_in_full(self):
        ends = Dated(Component(BASE, 1000.0, False, DAY - timedelta(days=99), DAY), LONG_AGO)
        self.assertEqual(self.rise(1000.0, ends, last=DAY + timedelta(days=9)), 1000)


class TestNeeds(CoreCase):
    """The few rises that decide for all."""

    def test_the_largest_of_those_alike(self):
        raised = {1: 10.004, 2: 30.0, 3: 20.0, 4: 40.0}
        keys = {1: ("A",), 2: ("A",), 3: ("B",), 4: ("A",)}
        found = needs(raised, keys, [25.0], lambda amount: round(amount, 2))
        self.assertEqual(found.rises, ((1, 10.0), (3, 20.0), (4, 40.0)))
        self.assertEqual((found.largest, found.total), (40.0, 100.0))
        # Exactly the amount above which more people decide is not above it.
        self.assertEqual(needs({1: 25.0, 2: 24.0}, {}, [25.0], round).rises, ((1, 25),))
        self.assertEqual(needs({1: math.inf, 2: 1.0}, {}, [], round).total, math.inf)
        self.assertEqual(needs({}, {}, [], round), Needs())

    def test_authority_for_every_customer(self):
        wanted = Needs(((1, 100.0), (2, 5.0)), 105.0)
        large, small = Authority(200.0), Authority(5.0)
        self.assertEqual(over_all({1: large, 2: small}, wanted).amount, 100)
        self.assertEqual(over_all({1: large, 2: large}, wanted), large)
        self.assertIsNone(over_all({1: small, 2: large}, wanted))
        self.assertIsNone(over_all({1: large}, wanted))
        self.assertIsNone(over_all({1: large, 2: None}, wanted))
        self.assertIsNone(over_all({}, Needs()))
        endless = Needs(((1, math.inf),), math.inf)
        self.assertIsNone(over_all({1: large}, endless))
        self.assertTrue(over_all({1: Authority(0.0, unlimited=True)}, endless).unlimited)
