from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ...core.limit.adjustment import (
    Course,
    Proposal,
    Quarter,
    Rule,
    Use,
    days_beyond,
    propose,
)
from ...core.limit.season import Season, season_components
from .core_common import CoreCase
from .core_limit_common import DAY

ONE = timedelta(days=1)


class TestRules(CoreCase):
    """What is proposed after what."""

    def check(self, rule, expected, **values):
        found = propose(Course(**{"on": DAY, "limit": 1000.0} | values), [rule])
        self.assertEqual(found and (found.kind, found.amount), expected)

    def test_grade(self):
        rule = Rule(1, "grade", count=30)
        up = {"grade_factor": 1.2, "earlier_factor": 1.0, "grade_changed_on": DAY}
        self.check(rule, ("raise", 1200), **up)
        self.check(rule, ("lower", 500), **up | {"grade_factor": 0.5})
        self.check(rule, ("lower", 0), **up | {"grade_factor": 0.0})
        self.check(rule, None, **up | {"grade_factor": 1.0})
        self.check(rule, None, **up | {"grade_factor": None})
        self.check(rule, None, **up | {"earlier_factor": None})
        self.check(rule, None, **up | {"earlier_factor": 0.0})
        self.check(rule, None, **up | {"grade_changed_on": None})
        self.check(rule, ("raise", 1200), **up | {"grade_changed_on": DAY - 30 * ONE})
        self.check(rule, None, **up | {"grade_changed_on": DAY - 31 * ONE})
        self.check(rule, None, **up | {"grade_changed_on": DAY + ONE})

    def test_good_quarters(self):
        rule = Rule(1, "quarters", percent=20, threshold=10, count=3)
        good, late, idle = Quarter(500, 10), Quarter(500, 11), Quarter(0, 0)
        self.check(rule, ("raise", 1200), quarters=(late, good, good, good))
        self.check(rule, None, quarters=(good, good))
        self.check(rule, None, quarters=(good, late, good))
        self.check(rule, None, quarters=(good, good, idle))
        self.check(replace(rule, count=0), None, quarters=(good, good))

    def test_in_use(self):
        rule = Rule(1, "busy", percent=10, threshold=90, count=30)
        uses = tuple(Use(DAY - day * ONE, 95.0) for day in range(30))
        self.check(rule, ("raise", 1100), uses=uses)
        self.check(rule, None, uses=uses[:-1])

    def test_unused(self):
        rule = Rule(1, "unused", percent=-50, count=365)
        long_ago, lately = DAY - 365 * ONE, DAY - 364 * ONE
        self.check(rule, ("lower", 500), since=long_ago)
        self.check(rule, ("lower", 500), used_on=long_ago, since=DAY)
        self.check(rule, None, used_on=lately, since=long_ago)
        self.check(rule, None, since=lately)
        self.check(rule, None)
        self.check(rule, None, since=long_ago, exposure=0.01)

    def test_cover(self):
        rule = Rule(1, "cover", count=30)
        self.check(rule, ("lower", 700), earlier_covered={30: 800.0}, covered=500.0)
        self.check(rule, ("lower", 0), earlier_covered={30: 2800.0}, covered=500.0)
        self.check(rule, None, earlier_covered={30: 500.0}, covered=500.0)
        self.check(rule, None, earlier_covered={30: 500.0}, covered=800.0)
        self.check(rule, None, earlier_covered={30: 500.0, 90: 800.0}, covered=500.0)  # by another rule's days

    def test_round_figures_that_go_the_right_way(self):
        rule = Rule(1, "grade", count=30)
        up = {"grade_factor": 1.02, "earlier_factor": 1.0, "grade_changed_on": DAY}
        self.check(rule, None, **up)  # 1,020 rounds to what there is
        self.check(rule, None, **up | {"limit": 1230.0})  # and 1,254.60 to less
        self.check(replace(rule, step=5.0), ("raise", 1020), **up)
        self.check(replace(rule, coin=1000.0), ("lower", 0), **up | {"grade_factor": 0.9})

    def test_impossible(self):
        with self.assertRaises(ValueError):
            Rule(1, "other")

    def test_when_nothing_is_proposed(self):
        rules = [Rule(1, "quarters", percent=20, count=1), Rule(2, "cover"), Rule(3, "unused", percent=-50)]
        course = Course(DAY, 1000.0, quarters=(Quarter(1, 0),), earlier_covered={0: 100.0}, used_on=DAY, since=DAY)
        lower, up = Proposal(2, "lower", 900), Proposal(1, "raise", 1200)
        self.assertEqual(propose(course, rules), lower)
        self.assertEqual(propose(course, rules[:1]), up)
        self.assertEqual(propose(replace(course, status="stop"), rules), lower)
        self.assertIsNone(propose(replace(course, status="watch"), rules[:1]))
        self.assertIsNone(propose(replace(course, status="closed"), rules))
        self.assertIsNone(propose(replace(course, pending=True), rules))
        self.assertIsNone(propose(replace(course, proposed_on=DAY - 89 * ONE), rules))
        self.assertEqual(propose(replace(course, proposed_on=DAY - 90 * ONE), rules), lower)
        self.assertEqual(propose(replace(course, proposed_on=DAY - ONE), [replace(rules[0], rest=1)]), up)
        self.assertIsNone(propose(course, []))


class TestDaysBeyond(CoreCase):
    """Days in a row of high use, as far as they were kept."""

    def check(self, expected, *rows):
        self.assertEqual(days_beyond([Use(DAY - day * ONE, percent) for day, percent in rows], 90, DAY), expected)

    def test_rows(self):
        self.check(0)
        self.check(1, (0, 91.0))
        self.check(0, (0, 90.0))
        self.check(0, (0, None))
        self.check(2, (1, 91.0))
        self.check(3, (2, 91.0), (0, 91.0), (1, 91.0))
        self.check(1, (0, 91.0), (1, 90.0), (2, 91.0))
        self.check(1, (0, 91.0), (1, None), (2, 91.0))
        self.check(5, (0, 91.0), (4, 91.0))
        self.check(1, (0, 91.0), (5, 91.0))
        self.check(0, (5, 91.0))
        self.check(1, (-1, 10.0), (0, 91.0))


class TestSeasons(CoreCase):
    """On top for the dates of each year."""

    def spans(self, season, since, until, dates=()):
        return [(one.valid_from, one.valid_to) for one in season_components(season, since, until, dates)]

    def test_years(self):
        summer = Season(500, (6, 1), (8, 31))
        self.assertEqual(
            self.spans(summer, date(2026, 1, 1), date(2027, 12, 31)),
            [(date(2026, 6, 1), date(2026, 8, 31)), (date(2027, 6, 1), date(2027, 8, 31))],
        )
        cut = self.spans(summer, date(2026, 7, 1), date(2027, 6, 1))
        self.assertEqual(cut, [(date(2026, 7, 1), date(2026, 8, 31)), (date(2027, 6, 1), date(2027, 6, 1))])
        self.assertEqual(self.spans(summer, date(2026, 9, 1), date(2027, 5, 31)), [])
        [one] = season_components(summer, date(2026, 1, 1), date(2026, 12, 31))
        self.assertEqual((one.kind, one.amount, one.unlimited, one.sequence), ("temporary", 500, False, 0))

    def test_over_new_year(self):
        winter = Season(500, (11, 15), (1, 10))
        self.assertEqual(winter.days(2026), (date(2026, 11, 15), date(2027, 1, 10)))
        self.assertEqual(
            self.spans(winter, date(2026, 1, 1), date(2026, 12, 31)),
            [(date(2026, 1, 1), date(2026, 1, 10)), (date(2026, 11, 15), date(2026, 12, 31))],
        )
        self.assertEqual(Season(1, (5, 1), (5, 1)).days(2026), (date(2026, 5, 1), date(2026, 5, 1)))

    def test_leap_day(self):
        self.assertEqual(Season(1, (2, 1), (2, 29)).days(2026), (date(2026, 2, 1), date(2026, 2, 28)))
        self.assertEqual(Season(1, (2, 29), (3, 1)).days(2028), (date(2028, 2, 29), date(2028, 3, 1)))
        for day in [(2, 30), (4, 31)]:
            with self.assertRaises(ValueError):
                Season(1, day, (12, 1)).days(2026)

    def test_dates_of_single_years(self):
        season = Season(500, (1, 20), (2, 20))
        given_ = [(date(2027, 2, 6), date(2027, 3, 1))]
        self.assertEqual(
            self.spans(season, date(2026, 1, 1), date(2027, 12, 31), given_),
            [(date(2026, 1, 20), date(2026, 2, 20)), *given_],
        )
        # Years that meet count once.
        met = [(date(2026, 12, 1), date(2027, 1, 31))]
        self.assertEqual(
            self.spans(season, date(2026, 6, 1), date(2027, 12, 31), met),
            [*met, (date(2027, 2, 1), date(2027, 2, 20))],
        )

    @given(
        st.tuples(st.integers(1, 12), st.integers(1, 28)),
        st.tuples(st.integers(1, 12), st.integers(1, 28)),
        st.integers(0, 900),
        st.integers(0, 900),
    )
    def test_never_twice_on_a_day(self, first, last, start, length):
        since = date(2025, 1, 1) + start * ONE
        until = since + length * ONE
        parts = season_components(Season(5, first, last), since, until)
        for one, after in pairwise(parts):
            self.assertLess(one.valid_to, after.valid_from)
        for one in parts:
            self.assertLessEqual(since, one.valid_from)
            self.assertLessEqual(one.valid_from, one.valid_to)
            self.assertLessEqual(one.valid_to, until)
        days = {one.valid_from + day * ONE for one in parts for day in range((one.valid_to - one.valid_from).days + 1)}
        wanted = {since + day * ONE for day in range(length + 1) if _is_within((since + day * ONE), first, last)}
        self.assertEqual(days, wanted)


def _is_within(day, first, last):
    place = (day.month, day.day)
    return first <= place <= last if first <= last else place >= first or place <= last
