import math
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ...core.limit.authority import Authority, Dated, plans, rise, strongest, weakest
from ...core.limit.limits import Component, EffectiveLimit, ceilings, effective_limit
from .core_common import CoreCase
from .core_limit_common import DAY, base, extra

ONE = timedelta(days=1)
NOON = datetime(2026, 6, 15, 12)
OLD, SOON = DAY - 99 * ONE, DAY + 3 * ONE

days = st.dates(date(2026, 5, 1), date(2026, 7, 31))


@st.composite
def component(draw):
    kind = draw(st.sampled_from(["base", "temporary", "secured"]))
    start = draw(days)
    return Component(
        kind,
        draw(st.integers(0, 1000)),
        unlimited=kind == "base" and draw(st.integers(0, 9)) == 0,
        valid_from=start,
        valid_to=draw(st.none() | st.just(start + draw(st.integers(-1, 40)) * ONE)),
        sequence=draw(st.integers(0, 1000)),
    )


components = st.lists(component(), max_size=6)


class TestEffectiveLimit(CoreCase):
    """The limit in force on a day, at every edge."""

    def check(self, parts, expected, on=DAY):
        self.assertEqual(effective_limit(parts, on), expected)

    def test_table(self):
        end = DAY + 10 * ONE
        cases = [
            ("nothing", [], EffectiveLimit("not_assessed")),
            ("begins tomorrow", [base(5, DAY + ONE)], EffectiveLimit("not_assessed")),
            ("first day", [base(5)], EffectiveLimit("limited", 5)),
            ("last day", [base(5, DAY - ONE, DAY)], EffectiveLimit("limited", 5, DAY)),
            ("day after", [base(5, DAY - ONE, DAY - ONE)], EffectiveLimit("limited", 0, DAY - ONE, True, 5)),
            ("zero is a limit", [base(0)], EffectiveLimit("limited", 0)),
            ("temporary on top", [base(5), extra(2, DAY, end)], EffectiveLimit("limited", 7, end)),
            ("only temporary", [extra(2, DAY, end)], EffectiveLimit("limited", 2, end)),
            ("only temporary, over", [extra(2, DAY - ONE, DAY - ONE)], EffectiveLimit("not_assessed")),
            ("temporary, first day", [extra(2, DAY)], EffectiveLimit("limited", 2)),
            ("temporary, last day", [extra(2, DAY - ONE, DAY)], EffectiveLimit("limited", 2, DAY)),
            ("two temporary", [base(5), extra(2), extra(3)], EffectiveLimit("limited", 10)),
            ("first of two ends", [base(5, DAY, end), extra(2, DAY, DAY)], EffectiveLimit("limited", 7, DAY)),
            ("secured on top", [base(5), extra(2), Component("secured", 3)], EffectiveLimit("limited", 10)),
            ("only secured", [Component("secured", 3)], EffectiveLimit("limited", 3)),
            ("newer base replaces", [base(5, DAY - ONE), base(3)], EffectiveLimit("limited", 3)),
            (
                "older does not come back",
                [base(5, DAY - 9 * ONE), base(3, DAY - 5 * ONE, DAY - ONE)],
                EffectiveLimit("limited", 0, DAY - ONE, True, 3),
            ),
            ("tie: later approval", [base(5, sequence=2), base(3, sequence=1)], EffectiveLimit("limited", 5)),
            (
                "tie: later approval comes last",
                [base(3, sequence=1), base(5, sequence=2)],
                EffectiveLimit("limited", 5),
            ),
            (
                "a later day before a later approval",
                [base(5, DAY - ONE, sequence=2), base(3, sequence=1)],
                EffectiveLimit("limited", 3),
            ),
            ("unlimited", [base(0, unlimited=True)], EffectiveLimit("unlimited")),
            ("unlimited and temporary", [base(0, unlimited=True), extra(2)], EffectiveLimit("unlimited")),
            (
                "unlimited, over",
                [base(9, DAY - ONE, DAY - ONE, unlimited=True)],
                EffectiveLimit("limited", 0, DAY - ONE, True, math.inf),
            ),
            (
                "over, but a temporary lasts",
                [base(5, DAY - ONE, DAY - ONE), extra(2, DAY, end)],
                EffectiveLimit("limited", 2, DAY - ONE, True, 5),
            ),
        ]
        for title, parts, expected in cases:
            with self.subTest(title):
                self.check(parts, expected)

    def test_impossible_components(self):
        for arguments in [("base", -1), ("other", 1), ("temporary", 1, True), ("secured", 1, True)]:
            with self.subTest(arguments), self.assertRaises(ValueError):
                Component(*arguments)

    @given(components, days, st.randoms())
    def test_order_of_components_is_irrelevant(self, parts, on, random):
        unique = [
            Component(p.kind, p.amount, p.unlimited, p.valid_from, p.valid_to, number) for number, p in enumerate(parts)
        ]
        shuffled = list(unique)
        random.shuffle(shuffled)
        self.assertEqual(effective_limit(unique, on), effective_limit(shuffled, on))

    @given(components, days)
    def test_future_components_change_nothing(self, parts, on):
        begun = [part for part in parts if part.valid_from <= on]
        self.assertEqual(effective_limit(parts, on), effective_limit(begun, on))

    @given(components, days)
    def test_never_negative_and_amount_only_when_limited(self, parts, on):
        limit = effective_limit(parts, on)
        self.assertGreaterEqual(limit.amount, 0)
        if limit.state != "limited":
            self.assertEqual(limit.amount, 0)

    @given(components, days, st.integers(0, 1000))
    def test_temporary_adds_exactly_its_amount(self, parts, on, amount):
        before, after = effective_limit(parts, on), effective_limit([*parts, extra(amount, on, on)], on)
        if before.state == "unlimited":
            self.assertEqual(after.state, "unlimited")
        else:
            self.assertEqual(after.amount, before.amount + amount)

    @given(components, days)
    def test_once_assessed_by_a_base_never_unassessed(self, parts, on):
        if any(part.kind == "base" and part.valid_from <= on for part in parts):
            for later in range(0, 100, 7):
                self.assertNotEqual(effective_limit(parts, on + later * ONE).state, "not_assessed")

    @given(components, days)
    def test_stands_until_its_last_day(self, parts, on):
        limit = effective_limit(parts, on)
        if limit.valid_to and not limit.expired and not any(part.valid_from > on for part in parts):
            self.assertEqual(effective_limit(parts, limit.valid_to), limit)
            self.assertNotEqual(effective_limit(parts, limit.valid_to + ONE), limit)

    @given(components)
    def test_ceilings_name_every_turn(self, parts):
        first, last = date(2026, 4, 1), date(2026, 10, 1)
        steps = ceilings(parts, first, last)
        current = None
        for offset in range((last - first).days + 1):
            day = first + offset * ONE
            current = steps.get(day, current)
            self.assertEqual(effective_limit(parts, day).ceiling, current)

    def test_ceilings_begin_and_end_with_the_stretch(self):
        last = DAY + 9 * ONE
        self.assertEqual(set(ceilings([base(5, DAY - ONE, last)], DAY, last)), {DAY, last})
        endless = base(5, DAY, date.max)
        self.assertEqual(ceilings([endless], DAY), {DAY: 5, date.max: 5})


class TestAuthority(CoreCase):
    """The increase of an approval, counted over the window."""

    def test_increase(self):
        ago = DAY - 10 * ONE
        cases = [
            ("first limit", [], base(100), 100),
            ("raise", [base(60, DAY - 99 * ONE)], base(100), 40),
            ("lowering", [base(60, DAY - 99 * ONE)], base(10), 0),
            ("second step of a split raise", [base(60, ago)], base(120), 120),
            ("step outside the window", [base(60, DAY - 31 * ONE)], base(120), 60),
            ("step on the first day of the window", [base(60, DAY - 30 * ONE)], base(120), 60),
            ("step on the second day of the window", [base(60, DAY - 29 * ONE)], base(120), 120),
            ("lowered, then raised again", [base(100, DAY - 99 * ONE), base(10, ago)], base(100), 90),
            ("temporary on top", [base(60, DAY - 99 * ONE)], extra(40, DAY, DAY), 40),
            ("two temporary at once", [base(60, DAY - 99 * ONE), extra(40, ago)], extra(40), 80),
            ("from a later day", [base(60, DAY - 99 * ONE)], base(90, DAY + 9 * ONE), 30),
            ("under a limit approved for later", [base(60, ago), base(500, DAY + ONE)], base(50), 0),
            ("unlimited", [base(60, ago)], base(0, unlimited=True), math.inf),
            ("unlimited before", [base(0, DAY - 99 * ONE, unlimited=True)], base(60), 0),
            ("nothing granted", [], base(0), 0),
            ("less, but for longer", [base(100, DAY - 99 * ONE, DAY)], base(50), 50),
            ("unlimited until today, then some", [base(0, DAY - 99 * ONE, DAY, unlimited=True)], base(50), 50),
            ("unlimited for longer", [base(0, DAY - 99 * ONE, DAY, unlimited=True)], base(0, unlimited=True), math.inf),
            ("temporary made endless", [base(60, OLD), extra(500, OLD, SOON)], extra(500, SOON + ONE), 500),
            ("temporary turned into a base", [base(60, OLD), extra(500, OLD, SOON)], base(560, SOON + ONE), 500),
            (
                "unlimited prolonged",
                [base(0, OLD, SOON, unlimited=True)],
                base(0, SOON + ONE, unlimited=True),
                math.inf,
            ),
            ("ended today, granted again", [base(500, OLD, DAY)], base(500), 500),
            ("a reduction to come undone", [base(500, OLD), base(50, SOON)], base(500, SOON), 450),
            ("the same to its end again", [base(500, OLD, SOON)], base(500, DAY, SOON), 0),
        ]
        for title, parts, proposed, expected in cases:
            with self.subTest(title):
                parts = [Component(p.kind, p.amount, p.unlimited, p.valid_from, p.valid_to, 0) for p in parts]
                newest = Component(
                    proposed.kind, proposed.amount, proposed.unlimited, proposed.valid_from, proposed.valid_to, 1
                )
                self.assertEqual(rise(parts, [*parts, newest], DAY, 30), expected)

    @given(st.lists(st.integers(1, 100), min_size=1, max_size=8))
    def test_small_steps_amount_to_the_large_one(self, steps):
        approved, total = [], 0
        for number, step in enumerate(steps):
            total += step
            proposed = base(total, DAY + number * ONE, sequence=number)
            measured = rise(approved, [*approved, proposed], DAY + number * ONE, 30)
            approved.append(proposed)
        self.assertEqual(measured, sum(steps))

    @given(
        st.lists(st.tuples(st.integers(0, 9), st.integers(-40, 40), st.integers(0, 40)), max_size=5), st.integers(0, 9)
    )
    def test_no_day_rises_by_more_than_is_measured(self, rows, amount):
        parts = [
            base(size, DAY + start * ONE, DAY + (start + length) * ONE, sequence=number)
            for number, (size, start, length) in enumerate(rows)
        ]
        proposed = base(amount, sequence=len(parts))
        measured = rise(parts, [*parts, proposed], DAY, 30)
        for offset in range(120):
            day = DAY + offset * ONE
            without = effective_limit(parts, day).ceiling
            granted = effective_limit([*parts, proposed], day).ceiling
            self.assertLessEqual(granted - without, measured, day)

    def test_a_reduction_to_come_taken_away(self):
        """The day of the reduction is a turn of the one side only."""
        standing = [base(500, OLD), base(50, SOON, sequence=1)]
        self.assertEqual(rise(standing, standing[:1], DAY, 30), 450)
        self.assertEqual(rise(standing[:1], standing, DAY, 30), 0)

    def test_the_largest_of_several_rises(self):
        standing = [base(100, OLD)]
        small, large = extra(50, SOON, SOON), extra(200, SOON + 9 * ONE, SOON + 9 * ONE)
        for more in ([small, large], [large, small]):
            self.assertEqual(rise(standing, [*standing, *more], DAY, 30), 200)

    def test_plans_say_what_was_known_when(self):
        first, later = Dated(base(5), NOON - 9 * ONE), Dated(base(9, SOON), NOON - 2 * ONE)
        ended = Dated(base(7, DAY, DAY), NOON - 5 * ONE, NOON - 1 * ONE, agreed_to=None)
        never = Dated(base(8, SOON), NOON - 5 * ONE, NOON - 3 * ONE, withdrawn=True)
        found = plans([first, later, ended, never], NOON - 6 * ONE)
        self.assertEqual(
            found,
            [
                [first.component],
                [first.component, base(7), base(8, SOON)],
                [first.component, base(7)],
                [first.component, later.component, base(7)],
                [first.component, later.component, base(7, DAY, DAY)],
            ],
        )

    def test_a_decision_at_the_first_moment_of_the_window_was_known_then(self):
        dated = [Dated(base(5), NOON), Dated(base(9), NOON - ONE, NOON, withdrawn=True)]
        self.assertEqual(plans(dated, NOON), [[base(5)]])

    def test_steps_on_days_to_come_amount_to_the_large_one(self):
        """Where the limit ends soon, each step is small against the one before: they add up all the same."""
        dated = [Dated(base(1000, OLD, SOON), NOON - 99 * ONE)]
        for number in range(1, 5):
            standing = [one.component for one in dated]
            step = extra(100, SOON + ONE)
            measured = rise(standing, [*standing, step], DAY, 30, plans(dated, NOON - 30 * ONE))
            self.assertEqual(measured, 100 * number)
            dated.append(Dated(step, NOON))

    def test_reductions_ended_one_by_one_amount_to_the_whole(self):
        kept = [base(1000, OLD), base(900, SOON, sequence=1)]
        dated = [
            *(Dated(one, NOON - 99 * ONE) for one in kept),
            Dated(base(800, SOON + ONE, sequence=2), NOON - 99 * ONE, NOON, withdrawn=True),
        ]
        self.assertEqual(rise(kept, kept[:1], DAY, 30, plans(dated, NOON - 30 * ONE)), 200)

    def test_weakest(self):
        self.assertIsNone(weakest([]))
        self.assertIsNone(weakest([Authority(9), None]), "there is a case that nobody may decide")
        for found in ([Authority(5), Authority(9)], [Authority(9), Authority(5)], [Authority(0, True), Authority(5)]):
            self.assertEqual(weakest(found), Authority(5))

    def test_strongest(self):
        self.assertIsNone(strongest([]))
        self.assertEqual(strongest([Authority(5), Authority(9)]), Authority(9))
        self.assertEqual(strongest([Authority(5), Authority(0, True)]), Authority(0, True))

    def test_covers_up_to_the_cent(self):
        self.assertTrue(Authority(100).covers(100))
        self.assertFalse(Authority(100).covers(100.01))
        self.assertTrue(Authority(0, True).covers(math.inf))
