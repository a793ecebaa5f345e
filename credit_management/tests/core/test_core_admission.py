from dataclasses import replace
from datetime import datetime, timedelta

from ...core.admission import RATE_TOLERANCE, Standing, is_cheapened, is_raised
from ...core.exposure.terms import Terms
from .core_common import CoreCase

HORIZON = datetime(2026, 3, 1)
NEAR, FAR = HORIZON - timedelta(seconds=1), HORIZON
ADMITTED = Standing(
    customer_id=1, sold_to_id=2, company_id=3, currency_id=4, amount=100.0, rate=2.0, terms=Terms(30), needed=NEAR
)


class TestIsRaised(CoreCase):
    def raised(self, admitted=ADMITTED, later_from=HORIZON, **values):
        return is_raised(replace(ADMITTED, **values), admitted, 0.01, later_from)

    def test_nothing_was_admitted(self):
        self.assertTrue(self.raised(admitted=None))

    def test_as_it_was(self):
        self.assertFalse(self.raised())

    def test_to_the_cent(self):
        for amount, raised in ((99.99, False), (100.004, False), (100.006, True), (100.01, True)):
            with self.subTest(amount=amount):
                self.assertEqual(self.raised(amount=amount), raised)

    def test_half_a_coin_is_none(self):
        self.assertFalse(is_raised(replace(ADMITTED, amount=100.25), ADMITTED, 0.5, HORIZON))

    def test_invoiced_beyond_its_lines(self):
        for amount, beyond, reshaped, raised in (
            (100.0, 0.01, True, True),
            (100.0, 0.004, True, False),
            (0.0, 100.0, True, False),
            (0.0, 100.01, True, True),
            (100.0, 50.0, False, False),
            (100.01, 0.0, False, True),
        ):
            with self.subTest(amount=amount, beyond=beyond, reshaped=reshaped):
                now = replace(ADMITTED, amount=amount, beyond=beyond)
                self.assertEqual(is_raised(now, ADMITTED, 0.01, HORIZON, reshaped), raised)
        invoiced = replace(ADMITTED, beyond=30.0)
        self.assertFalse(is_raised(replace(ADMITTED, amount=90.0, beyond=40.0), invoiced, 0.01, HORIZON))
        self.assertTrue(is_raised(replace(ADMITTED, amount=100.01, beyond=0.0), invoiced, 0.01, HORIZON))

    def test_somebody_elses(self):
        for name in ("customer_id", "sold_to_id", "company_id", "currency_id"):
            with self.subTest(name):
                self.assertTrue(self.raised(**{name: 9}))
                self.assertTrue(self.raised(**{name: 9}, amount=1.0), "however small")

    def test_terms(self):
        for terms, raised in ((Terms(29), False), (Terms(31), True), (Terms(30, 2.0, 10), True)):
            with self.subTest(terms=terms):
                self.assertEqual(self.raised(terms=terms), raised)

    def test_begins_to_count(self):
        for before, now, later_from, raised in (
            (FAR, NEAR, HORIZON, True),
            (FAR, None, HORIZON, True),
            (FAR, FAR, HORIZON, False),
            (NEAR, None, HORIZON, False),
            (None, NEAR, HORIZON, False),
            (NEAR, FAR, HORIZON, False),
            (FAR, NEAR, None, False),
        ):
            with self.subTest(before=before, now=now, later_from=later_from):
                found = self.raised(admitted=replace(ADMITTED, needed=before), later_from=later_from, needed=now)
                self.assertEqual(found, raised)


class TestIsCheapened(CoreCase):
    def test_rates(self):
        for rate, cheapened in ((1.9, False), (2.0, False), (2.0 * (1 + RATE_TOLERANCE), False), (2.001, True)):
            with self.subTest(rate=rate):
                self.assertEqual(is_cheapened(replace(ADMITTED, rate=rate), ADMITTED), cheapened)

    def test_nothing_to_compare(self):
        self.assertFalse(is_cheapened(ADMITTED, None))
        self.assertFalse(is_cheapened(replace(ADMITTED, currency_id=9, rate=5.0), ADMITTED), "judged as another order")
