import math
from datetime import date, timedelta
from unittest import TestCase

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ...core.days import EARLIEST, LATEST, NEVER
from ...core.features import HEADS, NAMES, RISING, Asked
from ...core.forecast import NEARLY_SURE, PROBABLY, Forecast, Reason, forecasts
from ...core.forecaster import DAYS
from ...core.habits import habits
from ...core.items import Items
from ...core.kept import UnknownFormatError, from_json, to_json
from ...core.learnt import by_segment, factors
from ...core.logistic import fit
from ...core.measures import area_under_curve, calibration_error
from ...core.receipts import WEEKS, by_week, expected
from ...core.report import report
from ...core.risk import risk
from ...core.shipped import shipped
from ...core.training import RISING_COLUMNS, train
from .forecast_common import FIRST, asked, made_up

ANY_DAY = st.integers(-100_000, 100_000)
ANY_AMOUNT = st.floats(allow_nan=False, allow_infinity=False, width=64)
ROWS = st.lists(st.tuples(st.integers(0, 3), ANY_DAY, ANY_DAY, ANY_DAY | st.just(NEVER), ANY_AMOUNT), max_size=20)


def sound(chances):
    assert np.isfinite(chances).all()
    assert ((chances >= 0) & (chances <= 1)).all()
    assert (np.diff(chances, axis=1) <= 0).all(), "the chance to be later never rises"


class TestForecastValues(TestCase):
    """Forecasts are chances, whatever they are made from."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.items, cls.morning = made_up(), FIRST + 540
        cls.learnt = train(cls.items, cls.morning, shipped())

    @settings(max_examples=60, deadline=None)
    @given(ROWS, st.lists(st.tuples(st.integers(0, 3), ANY_DAY, ANY_DAY, ANY_AMOUNT), min_size=1, max_size=6), ANY_DAY)
    def test_any_input(self, rows, orders, today):
        """Days in the wrong order, amounts of any size: chances all the same."""
        columns = [np.array(column) for column in zip(*rows, strict=True)] if rows else [np.zeros(0, int)] * 5
        customer, invoiced, due, paid = (column.astype(np.int64) for column in columns[:4])
        amount = columns[4].astype(float)
        items = Items(customer, invoiced, due, paid, amount, np.ones((len(rows), 3), np.int64))
        row, begin, end, size = (np.array(column) for column in zip(*orders, strict=True))
        learnt = train(items, today, shipped())
        habit = habits(items.sound().as_of(today), np.arange(4), np.full(4, today))
        ones = np.ones((len(row), 3), np.int64)
        for forecaster in (learnt, self.learnt):
            for now in (None, np.full(len(row), today)):
                chances, _values = forecaster.chances(habit, Asked(row, begin, end, size.astype(float), ones, now))
                sound(chances)
        for one in forecasts(learnt, habit, Asked(row, begin, end, size.astype(float), ones)):
            self.assertLessEqual(one.interval[0], one.median)
            self.assertLessEqual(one.median, one.interval[1])
            self.assertTrue(all(math.isfinite(reason.value) for reasons in one.reasons for reason in reasons))

    def test_heads_are_what_the_whole_says(self):
        habit, orders = asked(self.items, self.morning, range(40))
        chances, values = self.learnt.chances(habit, orders)
        np.testing.assert_allclose(chances[:, np.array(HEADS) - EARLIEST].T, self.learnt.at_heads(values), atol=1e-9)

    def test_who_pays_later_is_likelier_to_be_late(self):
        habit, orders = asked(self.items, self.morning, [2, 20, 38])
        early, middle, late = forecasts(self.learnt, habit, orders)
        self.assertLess(early.later_than(0), middle.later_than(0))
        self.assertLess(middle.later_than(10), late.later_than(10))
        self.assertLess(early.median, middle.median)
        self.assertLess(middle.median, late.median)
        self.assertIn("curve", " ".join(reason.name for reason in late.reasons_for(10)))

    def test_who_is_new_has_the_habit_of_its_segment(self):
        """Nobody has paid yet, but customers of country 1 are punctual, those of country 2 are not."""
        items = made_up()
        country = np.where(items.customer < 20, 1, 2)
        segments = np.stack([country, 0 * country, 0 * country], axis=1)
        learnt = train(
            Items(items.customer, items.invoiced, items.due, items.paid, items.amount, segments),
            self.morning,
            shipped(),
        )
        chances = []
        for segment in (1, 2, 9):
            habit, orders = asked(items, self.morning, [99], segments=(segment, 0, 0))
            chances.append(forecasts(learnt, habit, orders)[0].later_than(5))
        self.assertLess(chances[0], chances[2])
        self.assertLess(chances[2], chances[1])

    def test_overdue_items_raise_the_chance(self):
        columns = (self.items.customer, self.items.invoiced, self.items.due, self.items.paid, self.items.amount)
        more = [
            np.append(column, value)
            for column, value in zip(columns, (3, self.morning - 90, self.morning - 60, NEVER, 5_000.0), strict=True)
        ]
        items = Items(*more, np.append(self.items.segments, [[1, 0, 0]], axis=0))
        before, after = (
            forecasts(self.learnt, *asked(some, self.morning, [3]))[0].later_than(30) for some in (self.items, items)
        )
        self.assertGreater(after, before)

    def test_an_open_item_is_later_than_it_is(self):
        habit, orders = asked(self.items, self.morning, [5, 5, 5])
        today = orders.due + np.array([-10, 1, 40])
        chances, _values = self.learnt.chances(
            habit, Asked(orders.row, orders.invoiced, orders.due, orders.amount, orders.segments, today)
        )
        sound(chances)
        for row, age in enumerate((-10, 1, 40)):
            self.assertEqual(chances[row, age - 1 - EARLIEST], 1.0)
            self.assertLess(chances[row, age + 20 - EARLIEST], 1.0)

    def test_calibrated_in_time_order(self):
        found = report(made_up(6_000, 60, span=900), FIRST + 960, shipped())
        self.assertGreater(found["auc_0"], 0.8)
        for days in HEADS:
            self.assertLessEqual(found[f"calibration_{days}"], 0.05, days)
        self.assertLess(found["day_error"], 4)

    def test_little_history_leaves_what_is_shipped(self):
        few = self.items.take(np.arange(30))
        learnt = train(few, self.morning, shipped())
        np.testing.assert_array_equal(learnt.coefficients, shipped().coefficients)
        self.assertEqual(report(few, self.morning, shipped()), {})

    def test_nothing_learnt_from_the_future(self):
        items, morning = self.items, FIRST + 300
        later = (items.invoiced >= morning) | (items.paid >= morning)
        paid = np.where(items.paid >= morning, morning + 400, items.paid)
        changed = Items(items.customer, items.invoiced, items.due, paid, items.amount, items.segments)
        cut = items.take(~later | (items.invoiced < morning))
        texts = {to_json(train(some, morning, shipped())) for some in (items, changed, cut)}
        self.assertEqual(len(texts), 1)

    def test_kept_as_text(self):
        text = to_json(self.learnt)
        self.assertEqual(to_json(from_json(text)), text)
        habit, orders = asked(self.items, self.morning, range(40))
        before, after = (one.chances(habit, orders)[0] for one in (self.learnt, from_json(text)))
        np.testing.assert_allclose(before, after, atol=1e-4)
        with self.assertRaises(UnknownFormatError):
            from_json(text.replace('"format": 1', '"format": 0'))

    def test_rising_features_never_lower(self):
        for forecaster in (shipped(), self.learnt):
            self.assertTrue((forecaster.coefficients[:, RISING_COLUMNS] >= 0).all())
        self.assertEqual(RISING_COLUMNS.sum(), len(RISING))
        self.assertEqual(shipped().coefficients.shape, (len(HEADS), 1 + len(NAMES)))

    def test_fit_keeps_what_may_only_raise(self):
        random = np.random.default_rng(3)
        values = np.column_stack([np.ones(4_000), random.normal(size=(4_000, 2))])
        happened = random.random(4_000) < 1 / (1 + np.exp(-(0.5 + values[:, 1] - values[:, 2])))
        nothing, weak = np.zeros(3), np.full(3, 0.01)
        free = fit(values, happened, np.ones(4_000), nothing, weak, np.array([False] * 3))
        np.testing.assert_allclose(free, [0.5, 1, -1], atol=0.15)
        held = fit(values, happened, np.ones(4_000), nothing, weak, np.array([False, True, True]))
        self.assertEqual(held[2], 0.0)
        self.assertGreater(held[1], 0.5)

    def test_receipts_of_all_are_those_of_each(self):
        items = self.items.as_of(self.morning - 100)
        owed = items.amount / 2
        morning = self.morning - 100
        open_ = np.flatnonzero(items.paid >= NEVER)
        total = 0
        for place in open_:
            customer = items.customer[place]
            habit = habits(items, np.array([customer]), np.array([morning]))
            one = items.take(np.array([place]))
            now = np.array([morning])
            orders = Asked(np.array([0]), one.invoiced, one.due, one.amount, one.segments, now)
            chances, _values = self.learnt.chances(habit, orders)
            total = total + by_week(chances, one.due, owed[[place]], morning)[0, :WEEKS]
        np.testing.assert_allclose(expected(self.learnt, items, owed, morning, morning), total, rtol=1e-6, atol=1e-6)
        self.assertGreater(len(open_), 50)
        self.assertLessEqual(total.sum(), owed[open_].sum())


class TestForecastRisk(TestCase):
    """What rules and receipts make of a forecast."""

    @staticmethod
    def forecast():
        """Paid on any day from the due date to 99 days later, alike; never later."""
        chances = np.clip((99 - DAYS) / 100, 0, 1)
        reasons = tuple((Reason("terms", head),) for head in HEADS)
        return Forecast(tuple(chances.tolist()), reasons)

    def test_risk(self):
        found = risk(self.forecast(), 30, 1_000.0)
        self.assertAlmostEqual(found.percent, 69.0)
        self.assertAlmostEqual(found.loss, 690.0)
        self.assertEqual(found.reasons, (Reason("terms", 30),))
        self.assertTrue(found.is_above(68.9))
        self.assertFalse(found.is_above(69.0))
        self.assertEqual(risk(self.forecast(), 0, -5.0).loss, 0.0)

    def test_days_outside(self):
        one = self.forecast()
        self.assertEqual([one.later_than(day) for day in (-1000, EARLIEST, LATEST, 10**9)], [1.0, 1.0, 0.0, 0.0])
        self.assertEqual((one.median, one.interval), (49, (9, 89)))
        self.assertEqual([one.reasons_for(day)[0].value for day in (-5, 0, 29, 30, 500)], [0, 0, 10, 30, 60])

    def test_no_day_beyond_what_is_forecast(self):
        """An invoice that is likelier than not to be open in half a year has no probable day, nor one that is over."""
        due = date(2026, 3, 1)
        one, never = self.forecast(), Forecast(tuple(np.linspace(1, 0.3, len(DAYS)).tolist()))
        self.assertEqual(one.paid_on(PROBABLY, due, due), due + timedelta(days=49))
        self.assertEqual(one.paid_on(NEARLY_SURE, due, due), due + timedelta(days=89))
        self.assertIsNone(one.paid_on(PROBABLY, due, due + timedelta(days=50)))
        self.assertLess(never.paid_on(PROBABLY, due, due), due + timedelta(days=LATEST))
        self.assertIsNone(never.paid_on(NEARLY_SURE, due, due))

    def test_receipts_add_up(self):
        chances = np.tile(self.forecast().chances, (3, 1))
        begin = FIRST
        due, amount = np.array([begin, begin - 300, begin + 60]), np.array([100.0, 50.0, -20.0])
        found = by_week(chances, due, amount, begin)
        self.assertEqual(found.shape, (3, WEEKS + 1))
        np.testing.assert_allclose(found.sum(axis=1), amount)
        np.testing.assert_allclose(found[0, :3], [7, 7, 7])
        self.assertEqual(found[1, 0], 50.0)  # should have come long ago
        self.assertEqual(abs(found[2, :8]).sum(), 0.0)

    def test_measures(self):
        happened = np.array([True, False, True, False])
        self.assertEqual(area_under_curve(happened, np.array([0.9, 0.1, 0.8, 0.2])), 1.0)
        self.assertEqual(area_under_curve(happened, np.array([0.5] * 4)), 0.5)
        self.assertIsNone(area_under_curve(happened[:1], np.array([0.5])))
        self.assertIsNone(calibration_error(happened[:0], np.zeros(0)))
        self.assertAlmostEqual(calibration_error(happened, np.array([0.9, 0.1, 0.9, 0.1])), 0.1)


class TestLearnt(TestCase):
    """What was learnt as figures that people read."""

    def test_chances_fall_with_the_days_and_are_those_of_the_curve(self):
        rows = by_segment(shipped())
        self.assertEqual(rows[0][:2], ("", 0))
        for _kind, _id, chances in rows:
            self.assertEqual(chances, sorted(chances, reverse=True))
            self.assertTrue(0 <= chances[-1] <= chances[0] <= 1)

    def test_factors_say_what_raises(self):
        """A feature that may only raise a chance multiplies the odds by 1 at least; what moves nothing is left out."""
        found = dict(factors(shipped()))
        for name in RISING & found.keys():
            self.assertGreaterEqual(min(found[name]), 1.0)
        self.assertTrue(all(max(abs(one - 1) for one in own) >= 0.004 for own in found.values()))
        self.assertIn("customer_curve", found)
