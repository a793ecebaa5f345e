from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ...core.limit import request as core
from ...core.limit.authority import Dated
from ...core.limit.change import Change, End, base_of, change_of, increase, is_lowered, last_reduction
from ...core.limit.limits import Component, EffectiveLimit, ceilings, effective_limit
from ...core.limit.request import Asked
from ...core.limit.season import Season
from .core_common import CoreCase
from .core_limit_common import DAY, base, extra

ONE = timedelta(days=1)
MONTH = 30 * ONE
NONE = EffectiveLimit("not_assessed")


def limit(amount, valid_to=None):
    return EffectiveLimit("limited", amount, valid_to)


@st.composite
def plan(draw):
    """Components of an account, each with a sequence of its own."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(["base", "base", "temporary", "secured"]))
        start = DAY + draw(st.integers(-20, 20)) * ONE
        end = draw(st.none() | st.integers(0, 25))
        unlimited = kind == "base" and draw(st.integers(0, 7)) == 0
        last = None if end is None else start + end * ONE
        found.append(Component(kind, draw(st.integers(0, 9)), unlimited, start, last, number))
    return found


class TestChange(CoreCase):
    """The components that follow from what was granted."""

    def over_days(self, components):
        return [effective_limit(components, DAY + day * ONE) for day in range(-30, 60)]

    def test_a_season_comes_every_year(self):
        first, last = date(2026, 11, 1), date(2027, 1, 15)
        season, until = Season(9, (11, 1), (1, 15)), date(2028, 12, 1)
        asked = Asked("temporary", 5, valid_from=first, valid_to=last, season=season, until=until)
        change = change_of(asked, [base(10)], date(2026, 11, 20))
        spans = [(one.amount, one.valid_from, one.valid_to) for one in change.begins]
        self.assertEqual(
            spans,
            [
                (5, date(2026, 11, 20), date(2027, 1, 15)),
                (5, date(2027, 11, 1), date(2028, 1, 15)),
                (5, date(2028, 11, 1), date(2028, 12, 1)),
            ],
        )
        found = {day: core.phase(asked, first, day) for day in (date(2027, 6, 1), date(2028, 12, 2))}
        self.assertEqual(list(found.values()), ["in_force", "lapsed"])

    def test_seasons_that_cannot_be(self):
        limit_ = limit(10)
        for day, until, expected in (
            (date(2027, 1, 15), date(2027, 1, 1), "short_series"),
            (date(2027, 11, 1), date(2028, 1, 1), "long_season"),
            (date(2027, 1, 15), date(2029, 12, 1), "long_series"),
        ):
            season = Season(5, (11, 1), (1, 15))
            asked = Asked("temporary", 5, valid_from=date(2026, 11, 1), valid_to=day, season=season, until=until)
            self.assertEqual(core.obstacles(asked, limit_, limit_, "active", date(2026, 11, 1)), [expected])
        with self.assertRaises(ValueError):
            Asked("raise", 5, season=Season(5, (1, 1), (2, 1)), until=DAY)

    @given(plan(), st.integers(0, 30), st.none() | st.integers(0, 20))
    def test_nothing_before_the_first_day_changes(self, standing, start, length):
        first = DAY + start * ONE
        last = None if length is None else first + length * ONE
        for kind in core.KINDS:
            if last is None and kind in ("temporary", "extend"):
                continue
            change = change_of(Asked(kind, 5, valid_from=first, valid_to=last), standing, first)
            after = change.applied(standing)
            for day in range(-30, start):
                on = DAY + day * ONE
                self.assertEqual(effective_limit(after, on).ceiling, effective_limit(standing, on).ceiling)
            for component in change.begins:
                self.assertGreaterEqual(component.valid_from, first)
                self.assertGreaterEqual(component.valid_to or date.max, component.valid_from)
            sequences = [component.sequence for component in after]
            self.assertEqual(len(sequences), len(set(sequences)))

    @given(plan(), st.integers(0, 5), st.integers(0, 20))
    def test_suspended_and_back(self, standing, start, length):
        first, last = DAY + start * ONE, DAY + (start + length) * ONE
        after = change_of(Asked("suspend", valid_to=last), standing, first).applied(standing)
        for on, ceiling in ceilings(after, first, last).items():
            self.assertEqual(ceiling, 0, on)
        for day in range(1, 40):
            on = last + day * ONE
            self.assertEqual(effective_limit(after, on).ceiling, effective_limit(standing, on).ceiling, on)

    @given(plan())
    def test_closed_for_good(self, standing):
        after = change_of(Asked("close", valid_to=DAY + ONE), standing, DAY).applied(standing)
        self.assertEqual(set(ceilings(after, DAY).values()), {0.0})

    @given(plan(), st.integers(0, 30))
    def test_extended_as_it_stands(self, standing, length):
        standing = [part for part in standing if part.begun(DAY)]
        last = DAY + length * ONE
        after = change_of(Asked("extend", valid_to=last), standing, DAY).applied(standing)
        now = effective_limit(standing, DAY)
        kept = now.expired_amount + now.ceiling if now.expired else now.ceiling
        secured = [part for part in standing if part.kind == "secured"]
        if secured and now.state != "unlimited":
            kept -= sum(part.amount for part in secured if not part.over(DAY))
        for on, ceiling in ceilings(after, DAY, last).items():
            self.assertGreaterEqual(ceiling, effective_limit(standing, on).ceiling)
            self.assertGreaterEqual(ceiling, kept)
        if not secured:
            self.assertEqual(effective_limit(after, last).ceiling, max(kept, effective_limit(standing, last).ceiling))

    def test_kinds(self):
        standing = [base(100, DAY - MONTH, DAY + ONE, sequence=4), extra(20, DAY - ONE, DAY + 2 * ONE)]
        end = DAY + MONTH
        raised = change_of(Asked("raise", 150, valid_to=end), standing, DAY)
        self.assertEqual(raised, Change(begins=(Component("base", 150, False, DAY, end, 5),)))
        unlimited = change_of(Asked("raise", 150, True), standing, DAY)
        self.assertEqual(unlimited.begins, (Component("base", 0, True, DAY, None, 5),))
        lowered = change_of(Asked("lower", 50), standing, DAY)
        self.assertEqual(lowered.begins, (Component("base", 50, False, DAY, None, 5),))
        topped = change_of(Asked("temporary", 30, valid_to=end), standing, DAY)
        self.assertEqual(topped.begins, (Component("temporary", 30, False, DAY, end, 5),))
        extended = change_of(Asked("extend", valid_to=end), standing, DAY)
        self.assertEqual(
            extended.begins,
            (
                Component("base", 100, False, DAY, end, 5),
                Component("temporary", 20, False, DAY + 3 * ONE, end, 6),
            ),
        )
        short = change_of(Asked("extend", valid_to=DAY + 2 * ONE), standing, DAY)
        self.assertEqual([part.kind for part in short.begins], ["base"])
        endless = [base(100, DAY - MONTH), extra(20, DAY - ONE, DAY + ONE)]
        topping = change_of(Asked("extend", valid_to=end), endless, DAY)
        self.assertEqual(topping.begins, (Component("temporary", 20, False, DAY + 2 * ONE, end, 1),))
        self.assertEqual(change_of(Asked("extend", valid_to=end), [], DAY), Change())
        self.assertEqual(change_of(Asked("raise", 1), [], DAY).begins[0].sequence, 1)

    def test_suspension_as_components(self):
        old, top = base(100, DAY - MONTH), extra(20, DAY - ONE, DAY + 9 * ONE)
        later = base(70, DAY + 3 * ONE, sequence=1)
        last = DAY + 5 * ONE
        change = change_of(Asked("suspend", valid_to=last), [old, top, later], DAY)
        self.assertEqual(change.ends, (End(top, DAY - ONE), End(later, DAY + 2 * ONE)))
        self.assertEqual([end.is_withdrawn for end in change.ends], [False, True])
        again = last + ONE
        self.assertEqual(
            change.begins,
            (
                Component("base", 0, False, DAY, last, 2),
                Component("temporary", 20, False, again, DAY + 9 * ONE, 3),
                Component("base", 70, False, again, None, 4),
            ),
        )
        # What ends with the suspension does not come back, what begins with it is withdrawn.
        ending, beginning = extra(20, DAY - ONE, last), extra(9, DAY, DAY)
        change = change_of(Asked("suspend", valid_to=last), [old, ending, beginning], DAY)
        self.assertEqual(change.ends, (End(ending, DAY - ONE), End(beginning, DAY - ONE)))
        self.assertEqual([part.kind for part in change.begins], ["base", "base"])
        same_day = change_of(Asked("suspend", valid_to=last), [old, base(70, DAY, sequence=1)], DAY)
        self.assertEqual(same_day.ends, (End(base(70, DAY, sequence=1), DAY - ONE),))
        untouched = base(70, again, sequence=1)
        self.assertEqual(len(change_of(Asked("suspend", valid_to=last), [old, untouched], DAY).begins), 1)

    def test_base_of(self):
        self.assertEqual(base_of([base(100), extra(20)], DAY), limit(100))
        self.assertEqual(base_of([extra(20)], DAY), NONE)

    def test_increases_add_up(self):
        """Three steps within the window need the authority of the one they make."""
        noon = datetime(2026, 6, 15, 12)
        first = Dated(base(100, DAY - 99 * ONE), noon - 99 * ONE)
        second = Dated(base(150, DAY - ONE, sequence=1), noon - ONE)
        since = noon - MONTH
        change = change_of(Asked("raise", 200), [first.component, second.component], DAY)
        self.assertEqual(increase(change, [first, second], DAY, 30, since), 100)
        self.assertEqual(increase(change, [first], DAY, 30, since), 100)
        later = noon - timedelta(hours=12)
        self.assertEqual(increase(change, [first, second], DAY, 0, later), 50)
        gone = Dated(base(500, DAY - ONE, sequence=2), noon - ONE, noon - ONE, None, withdrawn=True)
        self.assertEqual(increase(change, [first, second, gone], DAY, 30, since), 100)
        suspended = change_of(Asked("suspend", valid_to=DAY + ONE), [first.component], DAY)
        self.assertEqual(increase(suspended, [first], DAY, 30, since), 0)


class TestLowered(CoreCase):
    """Whether a base limit was higher lately."""

    def test_lowered(self):
        year = DAY - 365 * ONE
        before = DAY - 30 * ONE
        cases = [
            ("never changed", [base(10, year - ONE)], False),
            ("raised", [base(10, year), base(12, before, sequence=1)], False),
            ("lowered", [base(10, year), base(8, before, sequence=1)], True),
            ("lowered today", [base(10, year), base(8, DAY, sequence=1)], True),
            (
                "lowered, and raised above",
                [base(10, year), base(8, before, sequence=1), base(10, DAY, sequence=2)],
                False,
            ),
            ("ended", [base(10, year, before)], True),
            ("ended long ago", [base(10, year - 9 * ONE, year - ONE)], False),
            ("only what was on top is over", [base(10, year), extra(5, year, before)], False),
            ("none", [], False),
            ("was without ceiling", [base(0, year, unlimited=True), base(10, before, sequence=1)], True),
        ]
        for name, components, expected in cases:
            with self.subTest(name):
                self.assertEqual(is_lowered(components, year, DAY), expected)

    def test_last_reduction(self):
        def dated(component, day, ended=None, agreed=None, withdrawn=False):
            noon = datetime(2026, 6, day, 12)
            return Dated(component, noon, ended and datetime(2026, 6, ended, 12), agreed, withdrawn)

        first, today = date(2026, 6, 1), date(2026, 6, 10)
        cases = [
            ("nothing", [], None),
            ("raised", [dated(base(10, first), 1), dated(base(12, today, sequence=1), 3)], None),
            ("lowered", [dated(base(10, first), 1), dated(base(8, today, sequence=1), 3)], 3),
            ("lowered from a day to come", [dated(base(10, first), 1), dated(base(8, DAY, sequence=1), 3)], 3),
            ("lowered and raised", [dated(base(10, first), 1), dated(base(8, first, sequence=1), 3),
                                    dated(base(99, first, sequence=2), 4)], 3),
            ("ended", [dated(base(10, first, date(2026, 6, 5)), 1, ended=5)], 5),
            ("over by itself", [dated(base(10, first, date(2026, 6, 5)), 1)], None),
            ("what was on top ended", [dated(base(10, first), 1),
                                       dated(extra(5, first, date(2026, 6, 4)), 2, ended=4)], 4),
        ]  # fmt: skip
        for name, components, day in cases:
            with self.subTest(name):
                found = last_reduction(components, today)
                self.assertEqual(found and found.day, day)
