from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core import bill as core
from ...core.bill import BANK, COMMERCIAL, DISHONOURED, HELD, HONOURED, KINDS, Bill, Standing, standing

DAY = date(2026, 3, 1)
ONE = timedelta(days=1)


def drawn(kinds=KINDS):
    return st.builds(
        Bill,
        kind=st.sampled_from(kinds),
        received=st.integers(0, 20).map(lambda days: DAY + days * ONE),
        matures=st.integers(20, 60).map(lambda days: DAY + days * ONE),
        amount=st.integers(1, 1000).map(float),
        share=st.sampled_from((0.0, 0.25, 1.0)),
        ended=st.none() | st.integers(0, 80).map(lambda days: DAY + days * ONE),
    )


class TestBill(TestCase):
    """What of a bill counts on which day."""

    def bill(self, kind=BANK, **values):
        return Bill(kind, DAY, DAY + 10 * ONE, 100.0, **values)

    def test_a_bank_bill_counts_by_its_share_until_it_matures(self):
        bill = self.bill(share=0.2)
        for days, expected in ((-1, Standing()), (0, Standing(20, 80)), (9, Standing(20, 80)), (10, Standing())):
            with self.subTest(days):
                self.assertEqual(standing(bill, DAY + days * ONE), expected)

    def test_a_commercial_bill_counts_in_full_until_it_is_honoured(self):
        bill = self.bill(COMMERCIAL, share=0.0)
        for days in (0, 10, 400):
            self.assertEqual(standing(bill, DAY + days * ONE), Standing(100, 0))
        bill = self.bill(COMMERCIAL, ended=DAY + 12 * ONE)
        self.assertEqual(standing(bill, DAY + 11 * ONE), Standing(100, 0))
        self.assertEqual(standing(bill, DAY + 12 * ONE), Standing())

    def test_a_bank_bill_that_has_ended_counts_no_more(self):
        bill = self.bill(ended=DAY + 5 * ONE)
        self.assertEqual(standing(bill, DAY + 4 * ONE).counts, 100)
        self.assertEqual(standing(bill, DAY + 5 * ONE), Standing())

    @given(drawn(), st.integers(-5, 90))
    def test_together_it_is_the_bill_or_nothing(self, bill, days):
        found = standing(bill, DAY + days * ONE)
        self.assertIn(found.counts + found.clearing, (0.0, bill.amount))
        self.assertGreaterEqual(min(found.counts, found.clearing), 0)

    @given(drawn((BANK,)), drawn((BANK,)), st.integers(-5, 90))
    def test_a_larger_share_never_counts_less(self, bill, other, days):
        less, more = sorted((bill.share, other.share))
        on = DAY + days * ONE
        counts = [standing(Bill(BANK, bill.received, bill.matures, 10.0, share), on).counts for share in (less, more)]
        self.assertLessEqual(*counts)

    def test_a_share_is_one(self):
        self.assertEqual(standing(self.bill(share=7.0), DAY), Standing(100, 0))
        self.assertEqual(standing(self.bill(share=-7.0), DAY), Standing(0, 100))


class TestFlaws(TestCase):
    def flaw(self, **values):
        facts = {"kind": BANK, "is_receipt": True, "number": "1", "received": DAY, "matures": DAY, "acceptor": True}
        return core.flaw(**(facts | values))

    def test_what_a_bill_needs(self):
        self.assertEqual(self.flaw(), "")
        for values, expected in (
            ({"is_receipt": False}, core.NOT_FROM_CUSTOMER),
            ({"number": " "}, core.NO_NUMBER),
            ({"matures": None}, core.NO_MATURITY),
            ({"matures": DAY - ONE}, core.TOO_EARLY),
            ({"acceptor": False}, core.NO_ACCEPTOR),
        ):
            with self.subTest(values):
                self.assertEqual(self.flaw(**values), expected)

    def test_how_it_may_end(self):
        bill, today = Bill(BANK, DAY, DAY + 10 * ONE, 1.0), DAY + 20 * ONE
        for state, to, days, expected in (
            (HELD, HONOURED, 10, ""),
            (HELD, HONOURED, 9, core.BEFORE_MATURITY),
            (HELD, DISHONOURED, 9, ""),
            (HELD, DISHONOURED, 0, ""),
            (HELD, DISHONOURED, -1, core.BEFORE_RECEIPT),
            (HELD, HONOURED, 20, ""),
            (HELD, HONOURED, 21, core.AHEAD),
            (HONOURED, DISHONOURED, 10, core.NOT_HELD),
            ("", HONOURED, 10, core.NOT_HELD),
        ):
            with self.subTest(state=state, to=to, days=days):
                self.assertEqual(core.end_flaw(bill, state, to, DAY + days * ONE, today), expected)
