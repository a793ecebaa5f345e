from datetime import date, timedelta
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from ...core.limit.group import Membership
from ...core.limit.group_rise import Term, ceiling, leaves, rise
from .core_common import CoreCase
from .core_limit_common import DAY, base

ONE = timedelta(days=1)


def term(first, last=None, cap=None, shared=(), rate=1.0):
    return Term(Membership(1, 1, first, last, cap), shared, rate)


class TestGroupRise(CoreCase):
    """What a change of memberships lets a customer owe more."""

    def test_who_has_no_limit_gets_what_is_shared(self):
        shared = (base(300),)
        self.assertEqual(rise([], [], [term(DAY, shared=shared)], DAY), 300)
        self.assertEqual(rise([], [], [term(DAY, cap=200, shared=shared)], DAY), 200)
        self.assertEqual(rise([], [], [term(DAY, shared=shared, rate=2.0)], DAY), 150)
        self.assertEqual(rise([], [], [term(DAY, shared=shared, rate=None)], DAY), 0)

    def test_a_shared_limit_that_begins_later_counts_today(self):
        coming = (base(9000, start=DAY + 5 * ONE),)
        self.assertEqual(rise([], [], [term(DAY, shared=coming)], DAY), 9000)
        self.assertEqual(rise([], [], [term(DAY, DAY + 4 * ONE, shared=coming)], DAY), 0)

    def test_leaving_gives_the_own_limit_back(self):
        own, member = [base(5000)], term(DAY - ONE, shared=(base(300),))
        self.assertEqual(rise(own, [member], [], DAY), 4700)
        self.assertTrue(leaves([member], [], DAY))
        self.assertEqual(rise([base(0, unlimited=True)], [member], [], DAY), inf)

    def test_a_short_membership_that_ends_a_longer_one_is_leaving(self):
        own, shared = [base(5000)], (base(300),)
        standing = [term(DAY - ONE, shared=shared)]
        changed = [term(DAY - ONE, DAY - ONE, shared=shared), term(DAY, DAY, 100, shared)]
        self.assertEqual(rise(own, standing, changed, DAY), 4700)
        self.assertTrue(leaves(standing, changed, DAY))

    def test_steps_of_a_cap_add_up(self):
        own, shared = [base(5000)], (base(4000),)
        first, second = term(DAY, cap=1000, shared=shared), term(DAY, cap=1900, shared=shared)
        self.assertEqual(rise(own, [second], [term(DAY, cap=2000, shared=shared)], DAY, [first, second]), 1000)

    def test_joining_never_raises_who_has_a_limit(self):
        self.assertEqual(rise([base(10)], [], [term(DAY, shared=(base(9000),))], DAY), 0)

    terms = st.lists(
        st.builds(
            lambda first, length, cap, amount, start: term(
                DAY + first * ONE,
                None if length is None else DAY + (first + length) * ONE,
                cap,
                (base(amount, start=DAY + start * ONE),),
            ),
            st.integers(-5, 9),
            st.none() | st.integers(0, 9),
            st.none() | st.integers(0, 9),
            st.integers(0, 9),
            st.integers(-5, 9),
        ),
        max_size=2,
    )

    @given(st.lists(st.integers(0, 9).map(base), max_size=1), terms, terms)
    def test_it_is_no_less_than_what_any_day_shows(self, own, standing, changed):
        found = rise(own, standing, changed, DAY)
        for ahead in range(25):
            day = DAY + ahead * ONE
            self.assertGreaterEqual(found, ceiling(own, changed, day) - ceiling(own, standing, day))
        self.assertGreaterEqual(found, 0)
        self.assertEqual(rise(own, standing, standing, DAY), 0)
        self.assertFalse(leaves(standing, standing, date.max))
