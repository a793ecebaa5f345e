from unittest import TestCase

import numpy as np

from ...core import past
from ...core.features import Asked
from ...core.forecast import forecasts
from ...core.habits import habits
from ...core.shipped import shipped
from ...core.training import train
from .forecast_common import FIRST, made_up

DAYS = (0, 10, 30, 60)


class TestPast(TestCase):
    """Forecasts of the past are those of the mornings of their days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.items = made_up()
        cls.forecaster = train(cls.items, FIRST + 300, shipped())
        cls.chosen = np.flatnonzero(cls.items.invoiced >= FIRST + 300)

    def asked(self, chosen, row=None):
        some = self.items.take(chosen)
        return Asked(
            np.zeros(len(some), dtype=np.int64) if row is None else row,
            some.invoiced, some.due, some.amount, some.segments,
        )  # fmt: skip

    def test_as_known_in_the_morning(self):
        found = past.past_forecasts(
            self.forecaster, self.items, self.items.customer[self.chosen], self.asked(self.chosen)
        )
        for place in range(0, len(self.chosen), 97):
            item = self.chosen[place : place + 1]
            morning = int(self.items.invoiced[item[0]])
            known = self.items.as_of(morning)  # nothing later
            habit = habits(known, self.items.customer[item], np.array([morning]))
            [alone] = forecasts(self.forecaster, habit, self.asked(item))
            for days in DAYS:
                self.assertAlmostEqual(found[place].later_than(days), alone.later_than(days), places=5)

    def test_in_any_portions(self):
        whole = past.past_forecasts(
            self.forecaster, self.items, self.items.customer[self.chosen], self.asked(self.chosen)
        )
        few, past.TOGETHER = past.TOGETHER, 7
        try:
            parts = past.past_forecasts(
                self.forecaster, self.items, self.items.customer[self.chosen[:60]], self.asked(self.chosen[:60])
            )
        finally:
            past.TOGETHER = few
        for one, other in zip(parts, whole, strict=False):
            self.assertAlmostEqual(one.later_than(0), other.later_than(0), places=6)

    def test_who_is_not_known(self):
        """A customer with no item, and a ledger with none."""
        asked = self.asked(self.chosen[:2])
        stranger = np.array([10**6, 10**6 + 1])
        for items in (self.items, self.items.take(self.chosen[:0])):
            for one in past.past_forecasts(self.forecaster, items, stranger, asked):
                self.assertTrue(0 < one.later_than(30) < one.later_than(0) < 1)
