from dataclasses import replace
from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core.strategy import READY, Step, Strategy
from .collections_common import DAY, LADDER, ONE, credit, customer, drawn_items, item


class TestStrategy(TestCase):
    def test_malformed(self):
        for steps in ([Step(5), Step(5)], [Step(9), Step(5)]):
            with self.assertRaises(ValueError):
                Strategy(tuple(steps))
        with self.assertRaises(ValueError):
            Strategy(gap=-1)
        with self.assertRaises(ValueError):
            Strategy(quiet_weekdays=frozenset(range(7)))
        for values in ({"channel": "fax"}, {"otherwise": ("fax",)}, {"tone": "rude"}):
            with self.assertRaises(ValueError):
                Step(1, **values)
        with self.assertRaises(ValueError):
            item(1, -1)
        with self.assertRaises(ValueError):
            item(1, float("nan"))
        with self.assertRaises(ValueError):
            item(1, level=-1)
        with self.assertRaises(ValueError):
            credit(1, -1)
        with self.assertRaises(ValueError):
            credit(1, 1, kind="wish")
        with self.assertRaises(ValueError):
            customer(stop="bored")

    def test_ready_ones(self):
        for name, strategy in READY.items():
            with self.subTest(name):
                self.assertGreaterEqual(len(strategy.levels), 4)
                self.assertEqual(strategy.levels[-1].tone, "final")
                self.assertTrue(all(step.tone != "final" for step in strategy.levels[:-1]))
                self.assertEqual(
                    sorted([*strategy.notes, *strategy.levels], key=lambda step: step.days), list(strategy.steps)
                )

    def check(self, expected, one, on=DAY, strategy=LADDER):
        found = strategy.step_for(one, on)
        self.assertEqual(found if isinstance(found, str) else found.days, expected)

    def test_steps_by_days(self):
        for late, expected in [(-6, "not_due"), (-5, -5), (0, -5), (1, "not_yet"), (4, "not_yet"), (5, 5), (50, 5)]:
            self.check(expected, item(1, late=late))

    def test_one_level_after_the_other(self):
        self.check(15, item(1, late=40, level=1))
        self.check("not_yet", item(1, late=14, level=1))
        self.check(30, item(1, late=40, level=2))
        self.check("done", item(1, late=99, level=3))
        # A strategy with fewer steps does not begin again.
        self.check("done", item(1, late=99, level=4))

    def test_days_between_two_levels(self):
        self.check("spaced", item(1, late=40, level=1, level_on=DAY - 6 * ONE))
        self.check(15, item(1, late=40, level=1, level_on=DAY - 7 * ONE))
        near = replace(LADDER, steps=(Step(5), Step(8)))
        self.check("spaced", item(1, late=40, level=1, level_on=DAY - 2 * ONE), strategy=near)
        self.check(8, item(1, late=40, level=1, level_on=DAY - 3 * ONE), strategy=near)

    def test_notes(self):
        two = replace(LADDER, steps=(Step(-5), Step(-1), Step(5)))
        self.check(-5, item(1, late=-3), strategy=two)
        self.check("not_due", item(1, late=-3, noted=-5), strategy=two)
        self.check(-1, item(1, late=-1, noted=-5), strategy=two)
        self.check(-1, item(1, late=-1), strategy=two)  # the one that was missed is left out
        self.check("not_due", item(1, late=0, noted=-1), strategy=two)
        self.check("not_due", item(1, late=-1, level=1), strategy=two)  # due again later

    def test_days_to_send_on(self):
        quiet = replace(LADDER, quiet_weekdays=frozenset({5, 6}), quiet_days=frozenset({date(2026, 6, 22)}))
        self.assertEqual(quiet.sending_day(date(2026, 6, 20)), date(2026, 6, 23))
        self.assertEqual(quiet.sending_day(DAY), DAY)

    def test_the_next_day(self):
        self.assertEqual(LADDER.next_day(item(1, late=2), None, DAY), DAY + 3 * ONE)
        self.assertEqual(LADDER.next_day(item(1, late=20), None, DAY), DAY)
        self.assertEqual(LADDER.next_day(item(1, late=20), DAY - ONE, DAY), DAY + 6 * ONE)
        self.assertEqual(LADDER.next_day(item(1, late=20, level=1, level_on=DAY - ONE), None, DAY), DAY + 6 * ONE)
        self.assertIsNone(LADDER.next_day(item(1, late=20, level=3), None, DAY))

    @given(drawn_items(), st.none() | st.integers(0, 20).map(lambda days: DAY - days * ONE))
    def test_on_the_next_day_a_step_is_due_and_not_before(self, items, contacted_on):
        for one in items:
            day = LADDER.next_day(replace(one, noted=-5), contacted_on, DAY)
            if one.level < 3 and day:
                self.assertIsInstance(LADDER.step_for(replace(one, noted=-5), day), Step)
                if day > DAY and (contacted_on is None or day - ONE >= contacted_on + 7 * ONE):
                    self.assertIsInstance(LADDER.step_for(replace(one, noted=-5), day - ONE), str)
