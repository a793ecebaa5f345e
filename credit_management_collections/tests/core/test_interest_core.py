from dataclasses import replace
from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core.interest import Debt, Payment, Terms, fees, interest
from ...core.money import rounded, spread
from ...core.rates import Rate, Rates, by_day, fixed, half_year_from, statutory
from .collections_common import DAY, ONE

DEBT = Debt(1, 10_000.0, date(2026, 3, 1))


def total(debt=DEBT, rates=None, until=date(2026, 3, 11), coin=0.01, **values):
    return interest(debt, Terms(rates or fixed(9.0), **values), until, coin).total


class TestInterest(TestCase):
    def test_days(self):
        self.assertEqual(total(), round(10_000 * 0.09 * 10 / 365, 2))
        self.assertEqual(total(until=date(2026, 3, 1)), 0)
        self.assertEqual(total(until=date(2026, 3, 2)), 2.47)
        self.assertEqual(total(until=date(2026, 1, 2)), 0)

    def test_bases(self):
        self.assertEqual(total(rates=fixed(9.0, "360")), 25.0)
        leap = Debt(1, 10_000.0, date(2027, 12, 21))
        expected = 10_000 * 0.09 * (10 / 365 + 10 / 366)
        self.assertEqual(total(leap, fixed(9.0, "actual"), date(2028, 1, 10)), round(expected, 2))
        with self.assertRaises(ValueError):
            fixed(9.0, "366")

    def test_five_of_ten_thousand_a_day(self):
        """万分之五: 10,000 for ten days are 50."""
        self.assertEqual(total(rates=by_day(5)), 50.0)
        self.assertAlmostEqual(by_day(5).percent_on(DAY), 18.25)

    def test_a_payment_in_between(self):
        paid = replace(DEBT, payments=(Payment(date(2026, 3, 6), 4_000.0),))
        found = interest(paid, Terms(by_day(5)), date(2026, 3, 11), 0.01)
        self.assertEqual([(one.days, one.base, one.amount) for one in found.parts], [(5, 10_000, 25), (5, 6_000, 15)])
        self.assertEqual(found.total, 40)
        whole = replace(DEBT, payments=(Payment(date(2026, 3, 6), 10_000.0),))
        self.assertEqual(total(whole, by_day(5)), 25)
        in_time = replace(DEBT, payments=(Payment(date(2026, 3, 1), 10_000.0),))
        self.assertEqual(total(in_time, by_day(5)), 0)
        early = replace(DEBT, payments=(Payment(date(2026, 2, 1), 4_000.0),))
        self.assertEqual(total(early, by_day(5)), 30)
        self.assertEqual(total(replace(DEBT, payments=(Payment(date(2026, 2, 1), 12_000.0),)), by_day(5)), 0)

    def test_a_grace_bears_interest_once_it_is_over(self):
        self.assertEqual(total(rates=by_day(5), grace=10), 0)
        self.assertEqual(total(rates=by_day(5), grace=9), 50)
        paid = replace(DEBT, payments=(Payment(date(2026, 3, 6), 10_000.0),))
        self.assertEqual(total(paid, by_day(5), grace=5), 0)
        self.assertEqual(total(paid, by_day(5), grace=4), 25)

    def test_small_interest_is_not_charged(self):
        self.assertEqual(total(rates=by_day(5), least=50.01), 0)
        self.assertEqual(total(rates=by_day(5), least=50.0), 50)

    def test_rates_change(self):
        rates = Rates((Rate(date(2026, 1, 1), 9.0), Rate(date(2026, 3, 6), 12.0)), "360")
        found = interest(DEBT, Terms(rates), date(2026, 3, 11), 0.01)
        self.assertEqual([(one.first.day, one.last.day, one.percent) for one in found.parts], [(2, 5, 9), (6, 11, 12)])
        self.assertEqual(found.total, 30)
        with self.assertRaises(ValueError):
            Rates((Rate(DAY, 1.0), Rate(DAY, 2.0)))

    def test_days_without_a_rate_are_said(self):
        found = interest(DEBT, Terms(Rates((Rate(date(2026, 3, 10), 36.0),), "360")), date(2026, 3, 11), 0.01)
        self.assertEqual((found.unknown_days, found.total), (8, 20))
        self.assertEqual(interest(DEBT, Terms(Rates(())), date(2026, 3, 11), 0.01).unknown_days, 10)

    def test_statutory_rates(self):
        """Of 2026 as published: 2.15 in force on 1 January, 2.40 from 17 June, which counts from 1 July."""
        references = [Rate(date(2026, 6, 17), 2.4), Rate(date(2025, 6, 11), 2.15)]
        found = statutory(references, 8.0)
        self.assertEqual(
            [(one.first, round(one.percent, 2)) for one in found.rates],
            [(date(2025, 7, 1), 10.15), (date(2026, 7, 1), 10.4)],
        )
        twice = statutory([Rate(date(2026, 2, 1), 1.0), Rate(date(2026, 7, 1), 2.0)], 9.0)
        self.assertEqual([(one.first, one.percent) for one in twice.rates], [(date(2026, 7, 1), 11.0)])
        at_once = statutory([Rate(date(2026, 2, 3), 1.0)], 9.0, half_yearly=False)
        self.assertEqual(at_once.rates[0].first, date(2026, 2, 3))
        for day, expected in (
            (date(2026, 1, 1), date(2026, 1, 1)),
            (date(2026, 1, 2), date(2026, 7, 1)),
            (date(2026, 7, 1), date(2026, 7, 1)),
            (date(2026, 7, 2), date(2027, 1, 1)),
        ):
            self.assertEqual(half_year_from(day), expected)

    def test_currencies_without_decimals(self):
        self.assertEqual(total(coin=1), 25)
        self.assertEqual(total(coin=0.05), 24.65)

    def test_charged_before(self):
        later = replace(DEBT, charged_until=date(2026, 3, 11))
        self.assertEqual(total(later, by_day(5), date(2026, 3, 21)), 50)
        self.assertEqual(total(later, by_day(5), date(2026, 3, 11)), 0)

    drawn = st.builds(
        lambda amount, payments: Debt(
            1, float(amount), DAY, tuple(Payment(DAY + days * ONE, float(part)) for days, part in payments)
        ),
        st.integers(1, 50_000),
        st.lists(st.tuples(st.integers(-20, 120), st.integers(1, 9_000)), max_size=4),
    )
    rates = st.sampled_from(
        [
            by_day(5),
            fixed(9.0, "360"),
            Rates((Rate(date(2026, 1, 1), 9.0), Rate(date(2026, 7, 1), 10.4), Rate(date(2027, 1, 1), 8.0)), "actual"),
        ]
    )

    @given(drawn, rates, st.integers(0, 400), st.sampled_from([0.01, 0.05, 1.0]))
    def test_it_is_the_sum_of_its_days(self, debt, rates, days, coin):
        until = DAY + days * ONE
        expected = 0.0
        for number in range(1, days + 1):
            day = DAY + number * ONE
            expected += max(debt.open_on(day), 0.0) * rates.percent_on(day) / 100 / rates.year_of(day)
        found = interest(debt, Terms(rates), until, coin)
        self.assertAlmostEqual(found.total, rounded(expected, coin), delta=coin * 0.51)
        self.assertAlmostEqual(sum(part.amount for part in found.parts), found.total, 6)
        for before, after in zip(found.parts, found.parts[1:], strict=False):
            self.assertLess(before.last, after.first)

    @given(drawn, rates, st.integers(0, 200), st.integers(0, 200))
    def test_charged_in_two_parts_it_is_the_same(self, debt, rates, first, second):
        middle, until = DAY + first * ONE, DAY + (first + second) * ONE
        whole, one, two = (
            interest(replace(debt, charged_until=since), Terms(rates), on, 0.0001).total
            for since, on in ((None, until), (None, middle), (middle, until))
        )
        self.assertAlmostEqual(whole, one + two, delta=0.0003)

    @given(drawn, rates, st.integers(0, 200), st.integers(-10, 200), st.integers(1, 900))
    def test_a_payment_never_raises_it(self, debt, rates, days, day, amount):
        paid = replace(debt, payments=(*debt.payments, Payment(DAY + day * ONE, float(amount))))
        until = DAY + days * ONE
        self.assertLessEqual(
            interest(paid, Terms(rates), until, 0.01).total, interest(debt, Terms(rates), until, 0.01).total
        )


class TestFees(TestCase):
    def test_once_an_invoice(self):
        late, in_time = DEBT, Debt(2, 50.0, DEBT.due, (Payment(DEBT.due, 50.0),))
        day = DEBT.due + ONE
        self.assertEqual(fees([late, in_time], 40.0, day), {1: 40.0})
        self.assertEqual(fees([late, late], 40.0, day), {1: 40.0})
        self.assertEqual(fees([late], 40.0, DEBT.due), {})
        self.assertEqual(fees([late], 40.0, day, charged_ids={1}), {})
        self.assertEqual(fees([late], 40.0, day, grace=1), {})
        # Paid since: the fixed sum stays owed.
        self.assertEqual(fees([replace(late, payments=(Payment(day, 10_000.0),))], 40.0, DAY), {1: 40.0})


class TestMoney(TestCase):
    def test_rounded(self):
        for amount, coin, expected in (
            (1.005, 0.01, 1.01),
            (-1.005, 0.01, -1.01),
            (2.5, 1, 3),
            (1.024, 0.05, 1.0),
            (1.025, 0.05, 1.05),
            (1_234.5, 10, 1230),
            (1_235.0, 10, 1240),
        ):
            self.assertEqual(rounded(amount, coin), expected)

    @given(
        st.lists(st.integers(-(10**7), 10**7).map(lambda number: number / 1_000), max_size=9),
        st.sampled_from([0.01, 0.05, 1.0]),
    )
    def test_parts_add_up(self, parts, coin):
        found = spread(parts, coin)
        self.assertAlmostEqual(sum(found), rounded(sum(parts), coin), 6)
        for before, after in zip(parts, found, strict=True):
            self.assertLess(abs(before - after), coin * 1.001)
