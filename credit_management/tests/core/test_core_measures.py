from dataclasses import replace
from datetime import date

import numpy as np

from ...core.assessment.items import Ledger
from ...core.assessment.known import Known
from ...core.monitoring import habits
from ...core.monitoring import monitoring as core
from ...core.monitoring.figures import MOST
from .core_common import CoreCase
from .core_monitoring_common import DAY, LIMIT, ONE, figures, late, using


class TestMeasures(CoreCase):
    """Figures that each kind of rule reads."""

    def test_a_few_cents_overdue_are_no_warning_whatever_their_age_and_share(self):
        for kind, warn in (("days_past_due", 31), ("overdue_share", 50)):
            for floor in ({"overdue_min": 10.0}, {"overdue_min_percent": 1.0}):
                one = core.Rule(1, kind, warn, 0, **floor)
                for overdue, met in ((0.03, False), (10.0, False), (10.01, True)):
                    with self.subTest(kind=kind, overdue=overdue, **floor):
                        verdicts = core.judge(late(overdue), [one], {}, {}).verdicts
                        self.assertEqual([verdict.event for verdict in verdicts], [core.RAISED] if met else [])

    def test_floor(self):
        half = {"limit_state": "limited", "limit_amount": 150.0}
        for values, floor, overdue, measured in (
            ({}, {"overdue_min": 0.5}, 0.4, 0.0),
            ({}, {"overdue_min": 10.0}, 10.0, 0.0),
            ({}, {"overdue_min": 10.0}, 10.01, 45),
            (half, {"overdue_min_percent": 1.0}, 1.5, 0.0),
            (half, {"overdue_min_percent": 1.0}, 1.51, 45),
            ({"limit_state": "unlimited"}, {"overdue_min_percent": 100.0}, 0.5, 45),
            ({}, {}, 0.01, 45),
        ):
            with self.subTest(values=values, floor=floor, overdue=overdue):
                known = replace(late(overdue), **({"oldest_days_past_due": 45} | values))
                self.assertEqual(core.Rule(1, "days_past_due", 31, 0, **floor).measure(known), measured)

    def test_floor_is_of_what_is_overdue_only(self):
        self.assertEqual(core.Rule(1, "utilisation", 90, 0, overdue_min=10.0).measure(using(95)), 95)

    def test_without_a_floor_nothing_owed_has_no_share(self):
        known = replace(late(0.0), receivable=0.0)
        self.assertIsNone(core.Rule(1, "overdue_share", 50, 0).measure(known))
        self.assertEqual(core.Rule(1, "overdue_share", 50, 0, overdue_min=10.0).measure(known), 0.0)

    def test_table(self):
        buckets = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
        cases = [
            ("days_past_due", 0, {"oldest_days_past_due": 45}, 45),
            ("overdue_amount", 1, {"buckets": buckets}, 62),
            ("overdue_amount", 61, {"buckets": buckets}, 56),
            ("overdue_amount", 121, {"buckets": buckets}, 32),
            ("overdue_amount", 61, {}, 0),
            ("overdue_amount", 0, {"buckets": buckets}, 62),
            ("overdue_share", 0, {"overdue": 1.0, "receivable": 8.0}, 12.5),
            ("overdue_share", 0, {"overdue": 0.25, "receivable": 0.5}, 50),
            ("utilisation", 0, {"limit_state": "limited", "limit_amount": 0.5, "exposure": 0.25}, 50),
            ("order_growth", 0, {"ordered": 9.0, "ordered_usually": 8.0}, 12.5),
            ("order_growth", 0, {"ordered": 900.0, "ordered_usually": 1.0}, 1000),
            ("concentration", 0, {"receivable": 1.0, "company_receivable": 8.0}, 12.5),
            ("concentration", 0, {"receivable": 0.25, "company_receivable": 0.5}, 50),
            ("overdue_share", 0, {"overdue": 25.0, "receivable": 50.0}, 50),
            ("overdue_share", 0, {}, None),
            ("utilisation", 0, {}, None),
            ("utilisation", 0, {"limit_state": "unlimited"}, None),
            ("utilisation", 0, {"limit_state": "limited", "limit_amount": 0.0}, MOST),
            ("utilisation", 0, {"limit_state": "limited", "limit_amount": 0.0, "exposure": 0.0}, 0),
            ("utilisation", 0, LIMIT | {"exposure": 900.0}, 90),
            ("utilisation", 0, LIMIT | {"exposure": 900_000.0}, MOST),
            ("utilisation", 0, {"limit_state": "limited", "limit_amount": 0.0, "exposure": 0.0}, 0.0),
            ("limit_expiry", 0, {"limit_valid_to": DAY + 30 * ONE}, 30),
            ("limit_expiry", 0, {"limit_valid_to": DAY - ONE}, -1),
            ("limit_expiry", 0, {}, None),
            ("document_expiry", 0, {"document_valid_to": DAY}, 0),
            ("review_overdue", 0, {"next_review": DAY - 3 * ONE}, 3),
            ("slowing_payer", 0, {"slowing": 12.5}, 12.5),
            ("score_drop", 90, {"score": 60.0, "earlier": {90: (75.0, 1)}}, 15),
            ("score_drop", 90, {"score": 60.0, "earlier": {30: (75.0, 1)}}, None),
            ("score_drop", 90, {"earlier": {90: (75.0, 1)}}, None),
            ("grade_drop", 90, {"grade": 3, "earlier": {90: (75.0, 1)}}, 2),
            ("grade_drop", 90, {"grade": 3, "earlier": {90: (75.0, None)}}, None),
            ("order_growth", 0, {"ordered": 300.0, "ordered_usually": 100.0}, 200),
            ("order_growth", 0, {"ordered": 300.0}, None),
            ("statement_age", 0, {"statement_end": date(2024, 12, 31)}, 531),
            ("reconciliation_age", 0, {"reconciled_to": date(2024, 12, 31), "receivable": 1.0}, 531),
            ("reconciliation_age", 0, {"reconciled_to": date(2024, 12, 31)}, None),
            ("reconciliation_age", 0, {"receivable": 1.0}, None),
            ("concentration", 0, {"receivable": 20.0, "company_receivable": 80.0}, 25),
            ("concentration", 0, {"receivable": 20.0}, None),
            ("shared_use", 0, {"shared_use": 110.0}, 110),
            ("shared_use", 0, {"shared_use": float("inf")}, MOST),
            ("shared_use", 0, {"shared_use": None}, None),
            ("shared_use", 0, {}, 0),
            ("evidence_gone", 0, {"evidence_gone": 25.0}, 25),
            ("evidence_gone", 0, {}, None),
        ]
        for kind, days, known, expected in cases:
            with self.subTest(kind=kind, known=known):
                self.assertEqual(core.Rule(1, kind, 1, 0, days=days).measure(figures(**known)), expected)

    def test_usual_orders(self):
        self.assertEqual(habits.usually(600.0, DAY - 180 * ONE, DAY), 100.0)
        self.assertIsNone(habits.usually(600.0, DAY - 89 * ONE, DAY))

    def test_usual_orders_are_told_from_three_months_on(self):
        self.assertEqual(habits.usually(300.0, DAY - 90 * ONE, DAY), 100.0)
        self.assertAlmostEqual(habits.usually(100.0, DAY - 105 * ONE, DAY), 100 / 3.5)

    def slowing(self, *paid, overdue=()):
        """Of one customer.

        :param paid: pairs of age of the payment and days late
        :param overdue: days past due
        """
        today = 1000
        settled = np.array([today - age for age, _late in paid], int)
        due = np.array([today - age - late for age, late in paid] + [today - days for days in overdue], int)
        count = len(paid)
        ledger = Ledger(
            1,
            np.zeros(len(due), int),
            due - 30,
            due,
            np.full(len(due), 100.0),
            np.arange(count),
            settled,
            np.full(count, 100.0),
            np.ones(count, bool),
        )
        return habits.slowing(Known(ledger, np.array([today])))[0]

    def test_one_slow_invoice_is_no_habit(self):
        past = [(100 + 20 * number, 0) for number in range(5)]
        self.assertEqual(self.slowing(*past, (10, 20), (20, 20)), 20)
        self.assertIsNone(self.slowing(*past, (10, 20)), "one recent payment")
        self.assertIsNone(self.slowing(*past[1:], (10, 20), (20, 20)), "four earlier ones")
        self.assertIsNone(self.slowing((10, 20), (20, 20)), "nothing to compare with")

    def test_recent_is_less_than_sixty_days(self):
        past = [(100 + 20 * number, 0) for number in range(5)]
        self.assertEqual(self.slowing(*past, (59, 20), (59, 20)), 20)
        self.assertIsNone(self.slowing(*past, (60, 20), (59, 20)))

    def test_overdue_counts_as_paid_late_today(self):
        past = [(100 + 20 * number, 4) for number in range(5)]
        self.assertEqual(self.slowing(*past, overdue=(10, 30)), 20 - 4)

    def test_slowing(self):
        """Ten months on the day, then 20 days late: and nothing is said of who has paid twice."""
        today = 1000
        due = np.array([today - 300, today - 250, today - 200, today - 150, today - 100, today - 40, today - 30])
        late = np.array([0, 0, 0, 0, 0, 20, 20])
        many, few = np.zeros(7, int), np.ones(2, int)
        item = np.arange(9)
        ledger = Ledger(
            2,
            np.concatenate([many, few]),
            np.concatenate([due, due[-2:]]) - 30,
            np.concatenate([due, due[-2:]]),
            np.full(9, 100.0),
            item,
            np.concatenate([due + late, (due + late)[-2:]]),
            np.full(9, 100.0),
            np.ones(9, bool),
        )
        known = Known(ledger, np.array([today, today]))
        self.assertEqual(habits.slowing(known), [20.0, None])
