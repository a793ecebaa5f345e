from dataclasses import replace
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core.case import STAGES, move, next_step, overdue, silent_days, stage
from ...core.priority import Call, Priority, Risky, Weights, calls, priority
from .collections_common import DAY, LADDER, ONE, credit, drawn_credits, drawn_items, item


class TestOverdue(TestCase):
    def test_net_by_currency(self):
        items = [item(1, 100, 30, level=2), item(2, 50, 10), item(3, 70, 0), item(4, 9, 9, "CNY"), item(5, 0.0, 9)]
        cny, eur = overdue(items, [credit(1, 120)], DAY)
        self.assertEqual((eur.amount, eur.covered, eur.oldest, eur.level), (30, 120, DAY - 10 * ONE, 0))
        self.assertEqual((cny.amount, cny.covered), (9, 0))
        (cny, eur) = overdue(items, [credit(1, 999)], DAY)
        self.assertEqual((eur.amount, eur.oldest), (0, None))

    def test_promised_and_disputed(self):
        items = [item(1, 100, 5, promised=True), item(2, 50, 5, disputed=True, promised=True), item(3, 10, 5)]
        (eur,) = overdue(items, [], DAY)
        self.assertEqual((eur.promised, eur.disputed, eur.free), (100, 50, 10))


class TestLife(TestCase):
    """When a case begins and ends."""

    def check(self, was_open, amounts, expected, minimums=None, **values):
        items = [item(number, amount, 3) for number, amount in enumerate(amounts)]
        self.assertEqual(move(was_open, overdue(items, [], DAY), minimums or {}, **values), expected)

    def test_life(self):
        self.check(False, [], ("none", ""))
        self.check(False, [1], ("opens", ""))
        self.check(True, [1], ("stays", ""))
        self.check(True, [], ("closes", "paid"))
        self.check(False, [], ("none", ""), is_bound=True)
        self.check(True, [], ("stays", ""), is_bound=True)

    def test_minimum(self):
        least = {"EUR": 50.0}
        self.check(False, [49.99], ("none", ""), least)
        self.check(False, [20, 30], ("opens", ""), least)
        self.check(True, [49.99], ("closes", "small"), least)
        self.assertEqual(move(False, overdue([item(1, 9, 3, "CNY")], [], DAY), least), ("opens", ""))

    def test_due_today_is_not_overdue(self):
        self.assertEqual(move(False, overdue([item(1, 9, 0)], [], DAY), {}), ("none", ""))
        self.assertEqual(move(False, overdue([item(1, 9, 1)], [], DAY), {}), ("opens", ""))

    @given(drawn_items(), drawn_credits(), st.sampled_from([0.0, 100.0]))
    def test_it_never_flaps(self, items, credits, least):
        """Amounts that open a case today do not close it on the same day, and the other way round."""
        amounts, minimums = overdue(items, credits, DAY), {"EUR": least, "CNY": least}
        fresh, kept = move(False, amounts, minimums)[0], move(True, amounts, minimums)[0]
        self.assertEqual(fresh == "opens", kept == "stays")

    def test_stages(self):
        def check(expected, *items, stop=""):
            found = stage(overdue(items, [], DAY), len(LADDER.levels), stop)
            self.assertEqual(found, expected)
            self.assertIn(found, STAGES)

        check("new", item(1, 10, 5))
        check("reminded", item(1, 10, 5, level=1), item(2, 10, 5))
        check("final", item(1, 10, 5, level=3), item(2, 10, 5))
        check("promised", item(1, 10, 5, promised=True))
        check("disputed", item(1, 10, 5, promised=True), item(2, 10, 5, disputed=True))
        check("legal", item(1, 10, 5, promised=True), stop="legal")
        self.assertEqual(stage(overdue([item(1, 10, 5, level=9)], [], DAY), 0), "reminded")

    def test_next_step(self):
        self.assertEqual(next_step({}, DAY), ("wait", None))
        self.assertEqual(next_step({"send": None}, DAY), ("wait", None))
        days = {"send": DAY + 3 * ONE, "call_back": DAY + 2 * ONE}
        self.assertEqual(next_step(days, DAY), ("call_back", DAY + 2 * ONE))
        self.assertEqual(next_step({"send": DAY, "check_promise": DAY - 9 * ONE}, DAY), ("check_promise", DAY))
        self.assertEqual(next_step({"send": DAY, "hand_over": DAY}, DAY)[0], "hand_over")


class TestPriority(TestCase):
    WEIGHTS = Weights()

    def check(self, items, expected, credit=0.0, risk="medium"):
        found = priority(items, credit, risk, self.WEIGHTS)
        self.assertEqual(
            [round(value, 6) for value in (found.at_risk, found.overdue, found.oldest_days)], list(expected)
        )
        return found

    def test_by_age_and_class(self):
        self.check([], (0, 0, 0))
        self.check([Risky(1000, 1)], (50, 1000, 1))
        self.check([Risky(1000, 30)], (50, 1000, 30))
        self.check([Risky(1000, 31)], (150, 1000, 31))
        self.check([Risky(1000, 31)], (300, 1000, 31), risk="high")
        self.check([Risky(1000, 31)], (75, 1000, 31), risk="low")
        self.check([Risky(1000, 500)], (1000, 1000, 500), risk="high")
        self.check([Risky(1000, 31)], (150, 1000, 31), risk="unheard of")

    def test_by_forecast(self):
        found = self.check([Risky(1000, 31, 0.8), Risky(1000, 1)], (850, 2000, 31))
        self.assertAlmostEqual(found.forecast_share, 800 / 850)
        self.check([Risky(1000, 400, 0.0)], (0, 1000, 400))

    def test_credits_pay_the_oldest(self):
        self.check([Risky(1000, 1), Risky(500, 200)], (50, 1000, 1), credit=500)
        self.check([Risky(1000, 1), Risky(500, 200)], (25, 500, 1), credit=1000)
        self.assertEqual(priority([Risky(10, 5)], 10, "low", self.WEIGHTS), Priority())
        self.check([Risky(100, 1)], (5, 100, 1), credit=-9)

    def test_shares_of_a_company_by_its_own_ages(self):
        own = Weights((1, 61), (0.1, 0.5))
        self.assertEqual([own.share(days, "medium") for days in (0, 1, 60, 61)], [0.1, 0.1, 0.1, 0.5])
        with self.assertRaises(ValueError):
            Weights((1,), (0.1, 0.5))
        with self.assertRaises(ValueError):
            Weights((61, 1), (0.1, 0.5))

    risky = st.builds(Risky, st.integers(1, 10**6).map(float), st.integers(1, 400), st.none() | st.floats(0, 1))

    @given(st.lists(risky, max_size=6), risky, st.sampled_from(["low", "medium", "high"]), st.integers(0, 10**6))
    def test_never_above_what_is_overdue_and_more_with_more(self, items, one, risk, paid):
        found = priority(items, paid, risk, self.WEIGHTS)
        self.assertTrue(-1e-6 <= found.at_risk <= found.overdue + 1e-6)
        self.assertGreaterEqual(
            priority([*items, one], 0, risk, self.WEIGHTS).at_risk, priority(items, 0, risk, self.WEIGHTS).at_risk
        )


class TestCalls(TestCase):
    def check(self, cases, *expected, **values):
        self.assertEqual([one.case_id for one in calls(cases, DAY, **values)], list(expected))

    def test_the_most_money_first(self):
        cases = [Call(1, 10, 100, 100), Call(2, 50, 60, 60), Call(3, 10, 200, 200), Call(4, 10, 200, 200)]
        self.check(cases, 2, 3, 4, 1)
        self.check(cases, 2, 3, most=2)

    def test_who_is_not_called(self):
        one = Call(1, 10, 100, 100)
        self.check([replace(one, free=0.0)])
        self.check([replace(one, stop="legal", call_back=DAY)])
        self.check([replace(one, called_on=DAY - 2 * ONE)])
        self.check([replace(one, called_on=DAY - 3 * ONE)], 1)
        self.check([replace(one, call_back=DAY + ONE)])

    def test_an_agreed_call_comes_first(self):
        cases = [
            Call(1, 900, 999, 999),
            Call(2, 1, 1, 0, called_on=DAY, call_back=DAY),
            Call(3, 2, 2, 2, call_back=DAY - ONE),
        ]
        self.check(cases, 3, 2, 1)


def test_silence_begins_with_the_last_contact_or_the_oldest_item():
    assert silent_days(40, None) == 40
    assert silent_days(40, 12) == 12
    assert silent_days(3, 12) == 3
    assert silent_days(0, -1) == 0
