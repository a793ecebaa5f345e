from datetime import date
from unittest import TestCase

from ...core.promise_record import PromiseRecord, is_broken, kept_share

TODAY = date(2026, 3, 31)


class TestPromiseRecordCore(TestCase):
    """Edges of the rule and the characteristic that read promises."""

    def test_kind_broken_promise(self):
        record = PromiseRecord(2, date(2026, 3, 1), 100.0)
        cases = [(2, 30, True), (2, 29, False), (3, 30, False), (1, 30, True), (0, 30, True), (2, 0, True)]
        for count, days, expected in cases:
            with self.subTest(count=count, days=days):
                self.assertEqual(is_broken(record, TODAY, count, days), expected)
        self.assertFalse(is_broken(PromiseRecord(), TODAY, 0, 0))
        self.assertIsNone(PromiseRecord().days_since(TODAY))

    def test_share_from_three_on(self):
        self.assertIsNone(kept_share(100.0, 100.0, 2))
        self.assertEqual(kept_share(400.0, 100.0, 3), 0.25)
        self.assertEqual(kept_share(400.0, 500.0, 3), 1.0)
        self.assertIsNone(kept_share(0.0, 0.0, 3))
