from datetime import date, timedelta

from ...core.assessment.relationship import EXISTING, NEW, Existing, relationship, review_months
from .core_common import CoreCase

DAY = date(2026, 6, 15)


class TestRelationship(CoreCase):
    """From when on a customer is an existing one."""

    def kind(self, days_ago, paid=0, **existing):
        first = [] if days_ago is None else [DAY - timedelta(days_ago), DAY]
        return relationship(first, DAY, paid, Existing(**existing))

    def test_a_first_limit_is_looked_at_soon(self):
        for interval, is_first, first, expected in (
            (12, True, 3, 3), (12, False, 3, 12), (2, True, 3, 2), (12, True, 0, 12),
        ):  # fmt: skip
            self.assertEqual(review_months(interval, is_first, first), expected)

    def test_after_days(self):
        for days_ago, expected in ((None, NEW), (59, NEW), (60, EXISTING), (61, EXISTING), (-1, NEW)):
            self.assertEqual(self.kind(days_ago), expected, days_ago)
        self.assertEqual(self.kind(0, days=0), EXISTING)
        self.assertEqual(self.kind(None, days=0), NEW, "never invoiced")

    def test_after_paid_invoices(self):
        for paid, expected in ((0, NEW), (2, NEW), (3, EXISTING), (9, EXISTING)):
            self.assertEqual(self.kind(5, paid), expected, paid)
        self.assertEqual(self.kind(5, 1, invoices=1), EXISTING)
        self.assertEqual(self.kind(5, 99, invoices=0), NEW, "invoices do not count")
        self.assertEqual(relationship([DAY + timedelta(1)], DAY, 3, Existing()), NEW, "not yet invoiced")

    def test_one_small_invoice_makes_nobody_an_existing_customer(self):
        for turnover, expected in ((1, NEW), (999.99, NEW), (1000, EXISTING)):
            for days_ago, paid in ((900, 0), (5, 3)):
                first = [DAY - timedelta(days_ago)]
                self.assertEqual(relationship(first, DAY, paid, Existing(turnover=1000), turnover), expected)
