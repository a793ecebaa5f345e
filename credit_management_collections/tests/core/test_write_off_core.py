from random import Random
from unittest import TestCase

from ...core.write_off import Claim, booked, paid_since, split


class TestWriteOff(TestCase):
    def test_what_was_paid_since_is_found(self):
        claims = [Claim(1, 100, 100), Claim(2, 100, 99.99), Claim(3, 50, 100), Claim(4, 10, 0)]
        self.assertEqual([one.id for one in paid_since(claims)], [2, 4])

    def test_half_a_coin_is_no_payment(self):
        self.assertFalse(paid_since([Claim(1, 0.1 + 0.2, 0.3)]))
        self.assertFalse(paid_since([Claim(1, 100, 99.6, coin=1)]))

    def test_the_last_part_leaves_no_coin_in_the_books(self):
        """An item of 3.00 in another currency that stands with 1.00 in the books, written off in three parts."""
        left, books, taken = 3.0, 1.0, []
        for _part in range(3):
            taken.append(booked(Claim(1, 1.0, left), books, 0.01))
            left, books = left - 1, books - taken[-1]
        self.assertEqual((taken, round(books, 9)), ([0.33, 0.34, 0.33], 0.0))
        self.assertEqual(booked(Claim(1, 1.0, 0.0), 0.0, 0.01), 0.0)

    def test_tax_first_then_what_is_provided_for_then_loss(self):
        found = split(119.0, 19 / 119, 40.0, 0.01)
        self.assertEqual((found.tax, found.allowance, found.loss), (19.0, 40.0, 60.0))
        found = split(100.0, 0.0, 500.0, 0.01)
        self.assertEqual((found.tax, found.allowance, found.loss), (0.0, 100.0, 0.0))

    def test_the_debits_are_the_amount_whatever_the_coin(self):
        random = Random(7)
        for coin in (0.01, 1.0, 0.05, 0.001):
            for _try in range(300):
                amount = round(random.uniform(0, 1e6) / coin) * coin
                found = split(amount, random.random(), random.uniform(-10, 1e6), coin)
                self.assertAlmostEqual(found.tax + found.allowance + found.loss, amount, 6)
                self.assertGreaterEqual(min(found.tax, found.allowance), 0.0)
                self.assertGreaterEqual(found.loss, -coin / 2)
