from dataclasses import replace
from datetime import date, timedelta

from ...core.monitoring import review as core
from .core_common import CoreCase

SAME = core.Renewal("low", "AA", "AA", 80.0, 80.0, 1000.0, 1000.0)
DUE = date(2026, 2, 28)


class TestRenewal(CoreCase):
    """Only who is as sound as before goes on without a review."""

    def test_table(self):
        cases = [
            ({}, ()),
            ({"fresh_score": 84.99}, ()),
            ({"fresh_score": 75.01}, ()),
            ({"fresh_score": 85.0}, ("score",)),
            ({"fresh_score": 75.0}, ("score",)),
            ({"fresh_score": None}, ("score",)),
            ({"risk_class": "medium"}, ("risk",)),
            ({"risk_class": None}, ("risk",)),
            ({"fresh_grade": "A"}, ("grade",)),
            ({"grade": None, "fresh_grade": None}, ("grade",)),
            ({"proposed_limit": 5000.0}, ()),
            ({"proposed_limit": 999.99}, ("limit",)),
            ({"limit": None}, ("limit",)),
            ({"limit": 0.0}, ()),
            ({"is_active": False, "has_alert": True}, ("status", "alert")),
        ]
        for changes, expected in cases:
            with self.subTest(changes=changes):
                self.assertEqual(core.obstacles(replace(SAME, **changes), 5), expected)

    def test_phases(self):
        for days, expected in ((-1, "coming"), (0, "due"), (14, "due"), (15, "overdue")):
            self.assertEqual(core.phase(DUE, DUE + timedelta(days=days), 14), expected)

    def test_opens_across_months(self):
        self.assertEqual(core.opens_on(date(2027, 1, 10), 30), date(2026, 12, 11))
