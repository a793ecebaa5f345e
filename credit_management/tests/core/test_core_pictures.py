from datetime import date

from ...core.exposure import bar, payments
from ...core.limit.difference import BETTER, SAME, WORSE, turn
from ...core.limit.limits import Component, in_force
from ...core.monitoring import alert_line, course
from ...core.policy import waterfall
from .core_common import CoreCase

TODAY = date(2026, 6, 15)


class TestCorePictures(CoreCase):
    """What pictures are made of."""

    def test_a_bar_is_full_or_empty(self):
        self.assertEqual(bar.widths([50, 0, 150]), [25, 0, 75])
        self.assertEqual(bar.widths([0, 0]), [0, 0])
        self.assertEqual(bar.widths([]), [])
        self.assertEqual(bar.widths([-10, 10]), [0, 100])  # what is below zero takes no room

    def test_a_small_part_is_seen(self):
        widths = bar.widths([1_000_000, 1])
        self.assertGreater(widths[1], 0.9)
        self.assertAlmostEqual(sum(widths), 100)

    def test_payments_are_the_last_twelve_oldest_first(self):
        paid = [payments.Payment(date(2026, 1, day), 10.0, 0.0) for day in range(20, 0, -1)]
        latest = payments.latest(paid)
        self.assertEqual([payment.day.day for payment in latest], list(range(9, 21)))

    def test_tones_of_payments(self):
        for days, tone in (
            (-3, "success"),
            (0, "success"),
            (0.4, "success"),
            (1, "warning"),
            (30, "warning"),
            (31, "danger"),
        ):
            self.assertEqual(payments.Payment(TODAY, 1.0, days).tone, tone, days)

    def test_payments_are_summed_up_by_amount(self):
        record = payments.summed_up([payments.Payment(TODAY, 300.0, 10.0), payments.Payment(TODAY, 100.0, -10.0)])
        self.assertEqual((record.count, record.late, record.days), (2, 1, 5))
        self.assertIsNone(payments.summed_up([]))

    def test_the_course_has_a_point_a_month(self):
        points = [course.Point(date(2026, month, day), day) for month in (4, 5) for day in (30, 10)]
        points.append(course.Point(date(2026, 6, 1), 7))  # of this month today stands
        points.append(course.Point(date(2025, 5, 31), 8))  # too old
        points.append(course.Point(date(2025, 6, 30), 9))
        today = course.Point(TODAY, 1.0)
        found = course.by_month(points, today)
        self.assertEqual(
            [point.day for point in found], [date(2025, 6, 30), date(2026, 4, 30), date(2026, 5, 30), TODAY]
        )

    def test_no_limit_and_a_limit_of_zero_differ(self):
        self.assertEqual(course.granted("limited", 0.0), 0.0)
        self.assertIsNone(course.granted("unlimited", 0.0))
        self.assertIsNone(course.granted("not_assessed", 0.0))

    def test_trends(self):
        cases = ((None, 5, None), (0, 0, "same"), (100, 105, "same"), (100, 110, "up"), (100, 90, "down"), (0, 1, "up"))
        for before, now, expected in cases:
            self.assertEqual(course.trend(before, now), expected, (before, now))

    def test_waterfall(self):
        over = waterfall.steps(1000, 800, 500)
        self.assertEqual([(step.name, step.start, step.end) for step in over], [
            ("limit", 0, 1000), ("used", 0, 800), ("order", 800, 1300), ("over", 1000, 1300),
        ])  # fmt: skip
        self.assertEqual(waterfall.steps(1000, 100, 500)[-1], waterfall.Step("left", 1000, 600))
        self.assertEqual(waterfall.steps(1000, 100, 500)[-1].amount, 400)
        self.assertEqual([step.name for step in waterfall.steps(None, 100, 500)], ["used", "order"])

    def test_turns(self):
        self.assertEqual(turn(1, 2), WORSE)
        self.assertEqual(turn(2, 1), BETTER)
        self.assertEqual(turn(1, 2, rising=True), BETTER)
        self.assertEqual(turn(2, 1, rising=True), WORSE)
        self.assertEqual({turn(1, 1), turn(None, 1), turn(1, None)}, {SAME})

    def test_components_in_force(self):
        old = Component("base", 100, valid_from=date(2026, 1, 1), sequence=1)
        base = Component("base", 200, valid_from=date(2026, 2, 1), valid_to=date(2026, 7, 1), sequence=2)
        extra = Component("temporary", 50, valid_from=date(2026, 6, 1), valid_to=date(2026, 6, 15), sequence=3)
        later = Component("base", 300, valid_from=date(2026, 8, 1), sequence=4)
        everything = [old, base, extra, later]
        self.assertEqual(in_force(everything, TODAY), [base, extra])
        self.assertEqual(in_force(everything, date(2026, 6, 16)), [base])
        self.assertEqual(in_force(everything, date(2026, 7, 2)), [])  # expired, and the older one does not come back
        self.assertEqual(in_force(everything, date(2026, 8, 1)), [later])
        self.assertEqual(in_force([], TODAY), [])

    def test_the_line_of_an_alert(self):
        kept = alert_line.Kept(100, 80, 20, 45, 95.5, (60, 5, 15, 0, 0, 0))
        measured = {kind: measure(kept, 31) for kind, measure in alert_line.MEASURES.items()}
        self.assertEqual(measured, {
            "days_past_due": 45, "overdue_amount": 15, "overdue_share": 25, "utilisation": 95.5,
        })  # fmt: skip
        empty = alert_line.Kept(0, 0, 0, 0, None, (0,) * 6)
        self.assertIsNone(alert_line.MEASURES["overdue_share"](empty, 0))
