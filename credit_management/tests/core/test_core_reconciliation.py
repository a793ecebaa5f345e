from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ...core.exposure.reconciliation import AGREED, DIFFERS, Movement, course, limitation_end, outcome
from .core_common import CoreCase

CENTS = st.integers(-(10**13), 10**13).map(lambda cents: cents / 100)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


class TestCoreReconciliation(CoreCase):
    """Reconciling an account with its customer."""

    # === COURSE === #

    def test_course(self):
        day = date(2026, 1, 31)
        found = course(100.004, [Movement(day, "INV/1", "", 50.5), Movement(day, "PAY/1", "", -150.5)], 2)
        rows = [(row.debit, row.credit, row.balance) for row in found.rows]
        self.assertEqual(rows, [(50.5, 0.0, 150.5), (0.0, 150.5, 0.0)])
        self.assertEqual((found.opening, found.debit, found.credit, found.closing), (100.0, 50.5, 150.5, 0.0))
        self.assertEqual(str(found.closing), "0.0")

    def test_nothing_moved(self):
        self.assertEqual(course(7, [], 0).closing, 7.0)

    @given(CENTS, st.lists(CENTS, max_size=20))
    def test_it_adds_up(self, opening, amounts):
        found = course(opening, [Movement(date.min, "", "", amount) for amount in amounts], 2)
        self.assertAlmostEqual(found.closing, found.opening + found.debit - found.credit, 0)
        self.assertEqual(found.closing, found.rows[-1].balance if found.rows else found.opening)
        for row in found.rows:
            self.assertEqual((row.debit or -row.credit), row.movement.amount)
            self.assertTrue(row.debit >= 0 <= row.credit)

    # === OUTCOME === #

    def test_outcome(self):
        self.assertEqual(outcome([], []), AGREED)
        self.assertEqual(outcome([(100.0, None), (0.1 + 0.2, 0.3)], [2, 2]), AGREED)
        self.assertEqual(outcome([(100.0, None), (5.0, 5.01)], [2, 2]), DIFFERS)
        self.assertEqual(outcome([(100.0, 0.0)], [2]), DIFFERS)
        self.assertEqual(outcome([(100.0, 100.3)], [0]), AGREED)

    # === LIMITATION === #

    def test_limitation(self):
        due = date(2024, 2, 29)
        cases = {
            (None, 3, False): date(2027, 2, 28),
            (None, 3, True): date(2027, 12, 31),
            (date(2025, 6, 1), 3, False): date(2028, 6, 1),
            (date(2023, 6, 1), 3, False): date(2027, 2, 28),
            (date(2025, 6, 1), 2, True): date(2027, 6, 1),  # what begins anew begins at once
            (date(2024, 6, 1), 3, True): date(2027, 12, 31),  # signed before the years began
        }
        for (signed, years, from_year_end), expected in cases.items():
            self.assertEqual(limitation_end(due, signed, years, from_year_end), expected)

    @given(DAYS, st.none() | DAYS, st.integers(1, 30), st.booleans())
    def test_signing_never_shortens(self, due, signed, years, from_year_end):
        end = limitation_end(due, signed, years, from_year_end)
        self.assertGreaterEqual(end, limitation_end(due, None, years, from_year_end))
        self.assertGreaterEqual(end - due, timedelta(days=365 * years))
