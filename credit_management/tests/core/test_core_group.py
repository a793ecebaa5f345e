import math
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ...core.limit.group import (
    ACCOUNT,
    GROUP,
    Drawn,
    Membership,
    Overlap,
    Pool,
    binding,
    claim_order,
    cycle,
    free,
    group_exposure,
    member_limit,
    member_of,
    overlaps,
    split,
)
from ...core.limit.group_proposal import MOST_ALIKE, Known, Proposal, proposals
from ...core.limit.limits import EffectiveLimit
from .core_common import CoreCase
from .core_limit_common import DAY

ONE = timedelta(days=1)
NONE, UNLIMITED = EffectiveLimit("not_assessed"), EffectiveLimit("unlimited")
OVER = EffectiveLimit("limited", 0, DAY - ONE, True, 100)


def limit(amount, valid_to=None):
    return EffectiveLimit("limited", amount, valid_to)


@st.composite
def memberships(draw):
    found = []
    for _number in range(draw(st.integers(0, 6))):
        first = DAY + draw(st.integers(0, 12)) * ONE
        last = draw(st.none() | st.integers(0, 5).map(lambda days, first=first: first + days * ONE))
        found.append(Membership(draw(st.integers(1, 2)), draw(st.integers(1, 3)), first, last))
    return found


class TestMembers(CoreCase):
    """Who belongs to which group on a day."""

    def test_impossible(self):
        for arguments in [(1, 1, DAY, DAY - ONE), (1, 1, DAY, None, -1)]:
            with self.subTest(arguments), self.assertRaises(ValueError):
                Membership(*arguments)
        self.assertTrue(Membership(1, 1, DAY, DAY, 0).holds(DAY))

    def test_days(self):
        member = Membership(1, 7, DAY, DAY + ONE)
        for days, holds in [(-1, False), (0, True), (1, True), (2, False)]:
            self.assertEqual(member.holds(DAY + days * ONE), holds)
        self.assertTrue(Membership(1, 7, DAY).holds(date.max))
        self.assertEqual(member_of([Membership(2, 7, DAY), member], 1, DAY), member)
        self.assertIsNone(member_of([member], 1, DAY - ONE))

    def test_overlap(self):
        first, touching = Membership(1, 7, DAY, DAY + ONE), Membership(1, 8, DAY + ONE)
        self.assertEqual(overlaps([touching, first]), [Overlap(first, touching, DAY + ONE)])
        self.assertEqual(overlaps([first, Membership(1, 8, DAY + 2 * ONE)]), [])
        self.assertEqual(overlaps([first, Membership(2, 8, DAY)]), [])
        # A long one before two short ones.
        long, short = Membership(1, 7, DAY, DAY + 9 * ONE), Membership(1, 8, DAY + ONE, DAY + 2 * ONE)
        self.assertEqual(len(overlaps([long, short, Membership(1, 9, DAY + 5 * ONE)])), 2)
        endless = Membership(1, 7, DAY)
        self.assertEqual([one.one for one in overlaps([endless, short, touching])], [endless, endless])

    @given(memberships())
    def test_overlap_is_found_where_a_day_is_held_twice(self, found):
        days = [DAY + day * ONE for day in range(30)]
        for account in (1, 2):
            held = [sum(one.holds(day) for one in found if one.account_id == account) for day in days]
            named = [one for one in overlaps(found) if one.one.account_id == account]
            self.assertEqual(bool(named), max(held) > 1)
            for overlap in named:
                self.assertTrue(overlap.one.holds(overlap.day) and overlap.other.holds(overlap.day))

    def test_cycle(self):
        self.assertEqual(cycle({1: 1}, 1), (1, 1))
        self.assertEqual(cycle({1: 2, 2: 3, 3: 1}, 1), (1, 2, 3, 1))
        self.assertEqual(cycle({1: 2, 2: 3, 3: 2}, 1), (2, 3, 2))
        self.assertEqual(cycle({1: 2, 2: None}, 1), ())
        self.assertEqual(cycle({1: 2}, 1), ())


class TestMemberLimit(CoreCase):
    """The limit of a member's own pool."""

    def test_table(self):
        for title, own, cap, shared, expected in [
            ("no cap", limit(50), None, limit(100), limit(50)),
            ("cap above", limit(50), 60, limit(100), limit(50)),
            ("cap below", limit(50, DAY), 40, limit(100), limit(40, DAY)),
            ("cap of nothing", limit(50), 0, limit(100), limit(0)),
            ("more than the group has", limit(150), None, limit(100), limit(150)),
            ("unlimited itself", UNLIMITED, None, limit(100), UNLIMITED),
            ("unlimited, capped", UNLIMITED, 40, limit(100), limit(40)),
            ("nothing itself", NONE, None, limit(100, DAY), limit(100, DAY)),
            ("nothing itself, capped", NONE, 40, limit(100, DAY), limit(40, DAY)),
            ("nothing itself, all of it", NONE, None, UNLIMITED, UNLIMITED),
            ("a cap grants nothing", NONE, 40, NONE, NONE),
            ("the group grants nothing", limit(50), 40, NONE, limit(40)),
            ("what is over stays over", OVER, None, limit(500), OVER),
            ("over and capped", OVER, 40, limit(500), EffectiveLimit("limited", 0, DAY - ONE, True, 40)),
            ("the group's is over", NONE, 40, OVER, EffectiveLimit("limited", 0, DAY - ONE, True, 40)),
        ]:
            with self.subTest(title):
                self.assertEqual(member_limit(own, cap, shared), expected)

    def test_currency(self):
        self.assertEqual(member_limit(NONE, None, limit(200), 2.0), limit(100))
        self.assertEqual(member_limit(NONE, 40, limit(200), 2.0), limit(40))
        self.assertEqual(member_limit(NONE, None, OVER, 2.0), EffectiveLimit("limited", 0, DAY - ONE, True, 50))
        self.assertEqual(member_limit(NONE, None, OVER, 8.0).expired_amount, 12.5)
        self.assertEqual(member_limit(NONE, None, limit(100), 8.0), limit(12.5))
        self.assertEqual(member_limit(NONE, 40, limit(110), None), NONE)
        self.assertEqual(member_limit(limit(50), None, limit(110), 1.1), limit(50))


class TestPools(CoreCase):
    """Which pool holds an order down."""

    def test_impossible(self):
        for arguments in [("other", 1, NONE, 0), (GROUP, 1, NONE, 0, 0.0), (GROUP, 1, NONE, 0, -1.0)]:
            with self.subTest(arguments), self.assertRaises(ValueError):
                Pool(*arguments)
        with self.assertRaises(ValueError):
            Pool(GROUP, 1, NONE, 0, math.nan)

    def test_which_one(self):
        own, shared = Pool(ACCOUNT, 5, limit(100), 30), Pool(GROUP, 1, limit(200), 150)
        self.assertEqual((own.free, shared.free), (70, 50))
        self.assertEqual(binding([own, shared]), shared)
        self.assertEqual(free([own, shared]), 50)
        equal = Pool(GROUP, 1, limit(200), 130)
        self.assertEqual(binding([equal, own]), own)
        self.assertEqual(binding([Pool(ACCOUNT, 5, UNLIMITED, 30), shared]), shared)
        self.assertEqual(free([Pool(ACCOUNT, 5, UNLIMITED, 30)]), math.inf)
        self.assertEqual(free([]), math.inf)
        self.assertIsNone(binding([]))

    def test_a_group_without_a_limit_holds_nothing_down(self):
        own = Pool(ACCOUNT, 5, limit(100), 30)
        self.assertEqual(binding([own, Pool(GROUP, 1, NONE, 500)]), own)
        self.assertEqual(binding([Pool(ACCOUNT, 5, NONE, 30), Pool(GROUP, 1, NONE, 500)]).kind, ACCOUNT)

    def test_currency(self):
        dollars = Pool(GROUP, 1, limit(220), 110, rate=1.1)
        self.assertAlmostEqual(dollars.free, 100)
        self.assertAlmostEqual(free([Pool(ACCOUNT, 5, limit(105), 0), dollars]), 100)

    @given(
        st.lists(
            st.tuples(st.sampled_from([ACCOUNT, GROUP]), st.integers(1, 4), st.integers(0, 99), st.integers(0, 99)),
            min_size=1,
        ),
        st.integers(0, 200),
    )
    def test_nothing_is_overshot(self, rows, claim):
        pools = [Pool(kind, number, limit(amount), used) for kind, number, amount, used in rows]
        fits = claim <= free(pools)
        self.assertEqual(fits, all(pool.used + claim <= pool.limit.amount for pool in pools))

    def test_one_order_for_everybody(self):
        keys = [(ACCOUNT, 2), (GROUP, 9), (ACCOUNT, 1), (GROUP, 3), (ACCOUNT, 2)]
        expected = [(GROUP, 3), (GROUP, 9), (ACCOUNT, 1), (ACCOUNT, 2)]
        self.assertEqual(claim_order(keys), expected)
        self.assertEqual(claim_order(reversed(keys)), expected)


class TestGroupExposure(CoreCase):
    """What members owe together, and what each uses."""

    def test_sum(self):
        self.assertEqual(group_exposure([]), 0)
        self.assertEqual(group_exposure([Drawn(1, 100), Drawn(2, 50, 2.0)]), 200)
        self.assertEqual(group_exposure([Drawn(1, 100), Drawn(2, -50), Drawn(3, -0.5)]), 100)
        self.assertEqual(group_exposure([Drawn(2, -50), Drawn(1, 0.5)]), 0.5)
        self.assertIsNone(group_exposure([Drawn(1, 100), Drawn(2, 50, None)]))
        self.assertIsNone(group_exposure([Drawn(2, 50, 0.0)]))
        self.assertEqual(group_exposure([Drawn(1, 100), Drawn(2, 0, None)]), 100)
        self.assertEqual(group_exposure([Drawn(1, 100), Drawn(2, -50, 2.0)], deciding=2), 0)
        self.assertEqual(group_exposure([Drawn(1, 100), Drawn(2, -50, 2.0)], deciding=1), 100)
        self.assertIsNone(group_exposure([Drawn(2, -50, None)], deciding=2))

    def test_split(self):
        drawn = [Drawn(1, 60, 1.0, limit(100)), Drawn(2, 20, 2.0, limit(100)), Drawn(3, 0, 1.0, limit(5))]
        parts = split(drawn, limit(200))
        self.assertEqual(
            parts, [(1, 60, 30, 60, 40), (2, 40, 20, 40, 50), (3, 0, 0, 0, 5)]
        )  # the rest of 100 is 50 of the second member's coins
        self.assertEqual([part.free for part in split(drawn, UNLIMITED)], [40, 80, 5])
        self.assertEqual([part.free for part in split(drawn, NONE)], [40, 80, 5])
        self.assertEqual([part.of_limit for part in split(drawn, UNLIMITED)], [None] * 3)
        self.assertEqual([part.of_limit for part in split(drawn, limit(0))], [None] * 3)
        self.assertEqual([part.free for part in split(drawn, limit(0))], [-100, -50, -100])
        nothing = split([Drawn(1, 0, 1.0, limit(5)), Drawn(2, -3, 1.0, limit(5))], limit(9))
        self.assertEqual(nothing, [(1, 0, 0, None, 5), (2, 0, 0, None, 8)])
        self.assertEqual(split([Drawn(1, 4, None, limit(9))], limit(1)), [(1, 0, 0, None, 5)])
        [coins] = split([Drawn(1, 1, 8.0, limit(99))], limit(20))
        self.assertEqual((coins.of_limit, coins.free), (40, 1.5))
        [odd] = split([Drawn(1, 1, 1.0, limit(99))], limit(16))
        self.assertEqual(odd.of_limit, 6.25)
        [half] = split([Drawn(1, 0.5, 1.0, limit(99))], limit(0.5))
        self.assertEqual((half.of_use, half.of_limit), (100, 100))
        thirds = split([Drawn(number, 1, 1.0, limit(9)) for number in range(3)], limit(9))
        self.assertEqual([part.of_use for part in thirds], [33.4, 33.3, 33.3])

    @given(st.lists(st.integers(0, 99), min_size=1, max_size=9))
    def test_shares_add_up(self, owed):
        parts = split([Drawn(number, one, 1.0, limit(99)) for number, one in enumerate(owed)], limit(500))
        if sum(owed):
            self.assertAlmostEqual(math.fsum(part.of_use for part in parts), 100, 6)
        self.assertEqual(math.fsum(part.used for part in parts), sum(owed))


class TestProposals(CoreCase):
    """Customers that seem to belong together."""

    def check(self, customers, *expected):
        self.assertEqual(proposals(customers), list(expected))

    def test_grounds(self):
        self.check([Known(1), Known(2)])
        self.check([Known(1), Known(2, 1)], Proposal((1, 2), ("parent",)))
        self.check([Known(2, 9), Known(3, 9)], Proposal((2, 3), ("parent",)))  # the parent is no customer
        self.check([Known(2, 9)])
        self.check(
            [Known(1, None, "DE 123456"), Known(2, None, "de123456")],
            Proposal((1, 2), ("tax_number",)),
        )
        self.check([Known(1, None, "DE123"), Known(2, None, "DE123")])
        self.check([Known(1, None, "abcdefg"), Known(2, None, "abcdefg")])  # no digit, no number
        self.check(
            [Known(1, owners=("Müller GmbH",)), Known(2, owners=("x", "mueller AG"))], Proposal((1, 2), ("owner",))
        )
        self.check([Known(1, owners=("Ann Lee",)), Known(2, owners=("ANN LEE",))], Proposal((1, 2), ("owner",)))
        self.check([Known(1, owners=("",)), Known(2, owners=("",))])

    def test_joined_over_several_grounds(self):
        chain = [Known(1, owners=("Ann Lee",)), Known(2, 3, owners=("Ann Lee",)), Known(3, None, "DE1234")]
        more = [Known(4, None, "DE1234"), Known(8, None, "XY9999"), Known(7, None, "XY9999")]
        self.check(
            chain + more,
            Proposal((1, 2, 3, 4), ("parent", "tax_number", "owner")),
            Proposal((7, 8), ("tax_number",)),
        )

    def test_a_name_that_many_have_joins_nobody(self):
        many = [Known(number, owners=("Wang Wei",)) for number in range(MOST_ALIKE)]
        self.assertEqual(len(proposals(many)), 1)
        self.check([*many, Known(MOST_ALIKE, owners=("Wang Wei",))])

    @given(st.lists(st.tuples(st.none() | st.integers(0, 9), st.sampled_from(["", "AB1234", "CD1234"])), max_size=10))
    def test_each_customer_once(self, rows):
        found = proposals(Known(number, parent, tax) for number, (parent, tax) in enumerate(rows))
        ids = [one for proposal in found for one in proposal.ids]
        self.assertEqual(len(ids), len(set(ids)))
        for proposal in found:
            self.assertGreater(len(proposal.ids), 1)
            self.assertTrue(proposal.grounds)
