import math
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ...core.limit.approval import (
    AUTHORITY,
    DONE,
    ESCALATE,
    FAILED,
    HANDS,
    NOT_A_MEMBER,
    ONE_PERSON,
    OPEN,
    PASSED,
    REMIND,
    TWICE,
    Absence,
    Case,
    People,
    Rung,
    Step,
    Vote,
    can_pass,
    entitled,
    nudge,
    open_step,
    seat_of,
    standing_votes,
    state_of,
    steps_for,
    strictest,
)
from ...core.limit.authority import Authority
from .core_common import CoreCase

DAY = date(2026, 6, 15)
ONE = timedelta(days=1)
ANNE, BOB, CARL, DORA, EVA = range(1, 6)
TWO, COMMITTEE = (Step(), Step()), (Step(2, frozenset({ANNE, BOB, CARL})),)


def people(*absences, **amounts):
    names = {"anne": ANNE, "bob": BOB, "carl": CARL, "dora": DORA, "eva": EVA}
    known = {names[name]: Authority(amount) for name, amount in amounts.items()}
    return People(DAY, known, tuple(absences))


def yes(step, person, seat=None):
    return Vote(step, person, seat or person, True)


def no(step, person):
    return Vote(step, person, person, False)


class TestSteps(CoreCase):
    """Which steps a request goes through."""

    def test_impossible(self):
        for make in (
            lambda: Step(0),
            lambda: Step(3, frozenset({ANNE, BOB})),
            lambda: Absence(ANNE, ANNE, DAY, DAY),
            lambda: Absence(ANNE, BOB, DAY, DAY - ONE),
        ):
            with self.assertRaises(ValueError):
                make()
        self.assertEqual(Step(2, frozenset({ANNE, BOB})).needed, 2)
        self.assertTrue(Absence(ANNE, BOB, DAY, DAY).covers(DAY))

    def test_by_amount_and_class(self):
        rungs = [Rung(1000, TWO), Rung(5000, COMMITTEE), Rung(100, TWO, "high"), Rung(1000, ONE_PERSON, "low")]
        for increase, risk_class, expected in [
            (0, None, ONE_PERSON),
            (1000, None, ONE_PERSON),
            (1000.01, None, TWO),
            (5000.01, None, COMMITTEE),
            (math.inf, None, COMMITTEE),
            (2000, "medium", TWO),
            (100, "high", ONE_PERSON),
            (100.01, "high", TWO),
            (9000, "high", TWO),
            (9000, "low", ONE_PERSON),
        ]:
            with self.subTest(increase=increase, risk_class=risk_class):
                self.assertEqual(steps_for(rungs, increase, risk_class), expected)
        self.assertEqual(steps_for([], 10, "high"), ONE_PERSON)
        self.assertEqual(steps_for([Rung(-1, TWO)], 0, None), TWO)  # lowering as well

    def test_strictest(self):
        """A member of a committee is asked for before anybody, in whatever order they are looked at."""
        one_member, two_at_once = (Step(1, frozenset({ANNE})),), (Step(2),)
        for order in (list, reversed):
            self.assertEqual(strictest(order([ONE_PERSON, one_member])), one_member)
            self.assertEqual(strictest(order([one_member, two_at_once])), two_at_once)
            self.assertEqual(strictest(order([two_at_once, COMMITTEE])), COMMITTEE)
            self.assertEqual(strictest(order([COMMITTEE, TWO])), TWO)
        self.assertEqual(strictest([]), ONE_PERSON)


class TestVotes(CoreCase):
    """When a step has passed or failed, and whose voice still counts."""

    def test_single_people(self):
        case = Case(TWO, 10)
        self.assertEqual(state_of(case, 0, [yes(0, ANNE)]), PASSED)
        self.assertEqual(state_of(case, 1, [yes(0, ANNE)]), OPEN)
        self.assertEqual(state_of(case, 0, [no(0, ANNE)]), FAILED)
        self.assertEqual(state_of(case, 0, [yes(0, BOB), no(0, ANNE)]), FAILED)
        self.assertEqual(state_of(Case((Step(2),), 10), 0, [yes(0, ANNE)]), OPEN)
        self.assertEqual(state_of(Case((Step(2),), 10), 0, [yes(0, ANNE), yes(0, ANNE)]), OPEN)

    def test_committee(self):
        case = Case(COMMITTEE, 10)
        self.assertEqual(state_of(case, 0, [no(0, ANNE)]), OPEN)
        self.assertEqual(state_of(case, 0, [no(0, ANNE), no(0, BOB)]), FAILED)
        self.assertEqual(state_of(case, 0, [no(0, ANNE), yes(0, BOB), yes(0, CARL)]), PASSED)

    def test_open_step(self):
        able = people(anne=99, bob=99)
        self.assertEqual(open_step(Case(TWO, 10), able), (0, OPEN))
        self.assertEqual(open_step(Case(TWO, 10, votes=(yes(0, ANNE),)), able), (1, OPEN))
        self.assertEqual(open_step(Case(TWO, 10, votes=(yes(0, ANNE), yes(1, BOB))), able), (None, PASSED))
        self.assertEqual(open_step(Case(TWO, 10, votes=(no(0, ANNE),)), able), (None, FAILED))

    def test_who_lost_the_authority_has_said_nothing(self):
        case = Case(TWO, 10, votes=(yes(0, ANNE), no(1, BOB)))
        self.assertEqual(standing_votes(case, people(anne=10)), case.votes)
        self.assertEqual(standing_votes(case, people(anne=9.99)), (no(1, BOB),))
        self.assertEqual(standing_votes(case, people()), (no(1, BOB),))
        dropped = Case((Step(1, frozenset({BOB})),), 10, votes=(yes(0, ANNE),))
        self.assertEqual(standing_votes(dropped, people(anne=99)), ())
        kept = Case((Step(1, frozenset({ANNE})),), 10, votes=(yes(0, ANNE),))
        self.assertEqual(standing_votes(kept, people()), kept.votes)


class TestWho(CoreCase):
    """Who may decide on the open step, and for whom."""

    def check(self, case, person, who, seat, obstacle):
        self.assertEqual(seat_of(case, person, who), (seat, obstacle))

    def test_table(self):
        away = Absence(ANNE, DORA, DAY, DAY)
        able = people(away, anne=10, bob=10, carl=9)
        members = Case(COMMITTEE, 99)
        for title, case, person, seat, obstacle in [
            ("enough", Case(TWO, 10), BOB, BOB, None),
            ("a cent too much", Case(TWO, 10.01), BOB, None, AUTHORITY),
            ("none at all", Case(TWO, 0), EVA, None, AUTHORITY),
            ("own proposal", Case(TWO, 10, frozenset({BOB})), BOB, None, HANDS),
            ("second step, too", Case(TWO, 10, votes=(yes(0, BOB),)), BOB, None, TWICE),
            ("another one", Case(TWO, 10, votes=(yes(0, BOB),)), ANNE, ANNE, None),
            ("for somebody away", Case(TWO, 10), DORA, ANNE, None),
            ("hands of the one away", Case(TWO, 10, frozenset({ANNE})), DORA, None, HANDS),
            ("own hands, for another", Case(TWO, 10, frozenset({DORA})), DORA, None, HANDS),
            ("the one away has spoken", Case(TWO, 10, votes=(yes(0, ANNE),)), DORA, None, TWICE),
            ("who stood in has spoken", Case(TWO, 10, votes=(yes(0, DORA, ANNE),)), DORA, None, TWICE),
            ("was spoken for", Case(TWO, 10, votes=(yes(0, DORA, ANNE),)), ANNE, None, TWICE),
            ("member", members, BOB, BOB, None),
            ("for a member", members, DORA, ANNE, None),
            ("no member", members, EVA, None, NOT_A_MEMBER),
            ("over", Case(TWO, 10, votes=(no(0, BOB),)), ANNE, None, DONE),
        ]:
            with self.subTest(title):
                self.check(case, person, able, seat, obstacle)

    def test_absence_by_the_day(self):
        for first, last, seat in [
            (DAY, DAY, ANNE),
            (DAY - ONE, DAY - ONE, None),
            (DAY + ONE, DAY + ONE, None),
            (DAY - ONE, DAY + ONE, ANNE),
        ]:
            with self.subTest(first=first, last=last):
                who = people(Absence(ANNE, DORA, first, last), anne=10)
                self.assertEqual(seat_of(Case(ONE_PERSON, 10), DORA, who)[0], seat)

    def test_no_chain_of_substitutes(self):
        chain = people(Absence(ANNE, BOB, DAY, DAY), Absence(BOB, CARL, DAY, DAY), anne=10)
        self.assertEqual(chain.seats(BOB), [BOB, ANNE])
        self.assertEqual(chain.seats(CARL), [CARL, BOB])
        self.assertEqual(seat_of(Case(ONE_PERSON, 10), CARL, chain), (None, AUTHORITY))

    def test_smallest_authority_first(self):
        able = people(Absence(ANNE, DORA, DAY, DAY), anne=50, bob=10, carl=20, eva=5)
        self.assertEqual(entitled(Case(ONE_PERSON, 10), {ANNE, BOB, CARL, DORA, EVA}, able), [BOB, CARL, ANNE, DORA])
        committee = Case((Step(1, frozenset({EVA, BOB})),), 10)
        self.assertEqual(entitled(committee, {ANNE, BOB, EVA}, people(bob=1)), [EVA, BOB])

    def test_enough_people_are_left(self):
        everybody = {ANNE, BOB, CARL, DORA, EVA}
        able = people(anne=10, bob=10)
        self.assertTrue(can_pass(Case(TWO, 10), everybody, able))
        self.assertFalse(can_pass(Case(TWO, 10), {ANNE}, able))
        self.assertFalse(can_pass(Case(TWO, 10, frozenset({ANNE})), everybody, able))
        self.assertTrue(can_pass(Case(TWO, 10, votes=(yes(0, ANNE),)), everybody, able))
        self.assertFalse(can_pass(Case(TWO, 10, votes=(no(0, ANNE),)), everybody, able))
        self.assertTrue(can_pass(Case(TWO, 10, votes=(yes(0, ANNE), yes(1, BOB))), set(), able))
        # The committee needs Anne and Bob, and nobody else has authority for the step before it.
        both = Case((Step(), Step(2, frozenset({ANNE, BOB}))), 10)
        self.assertFalse(can_pass(both, everybody, able))
        self.assertTrue(can_pass(both, everybody, people(anne=10, carl=10)))
        # Greedy seating would give Anne to the first step, where Bob can be, too.
        tight = Case((Step(), Step(1, frozenset({ANNE}))), 10)
        self.assertTrue(can_pass(tight, everybody, able))
        # What was said in the first step counts nothing in the second.
        second = Case((Step(), Step(2)), 10, votes=(yes(0, ANNE), yes(1, BOB)))
        self.assertFalse(can_pass(second, {ANNE, BOB}, able))
        self.assertTrue(can_pass(second, {ANNE, BOB, CARL}, people(anne=10, bob=10, carl=10)))
        self.assertFalse(can_pass(Case((Step(2),), 10, votes=(yes(0, BOB),)), {BOB}, able))
        self.assertTrue(can_pass(Case((Step(2),), 10, votes=(yes(0, BOB),)), {ANNE}, able))

    @given(st.data())
    def test_nobody_speaks_twice_and_no_hand_at_all(self, data):
        """Whoever speaks whenever they may: two voices of one request are never of one person, or for one."""
        ids = st.integers(1, 6)
        hands = frozenset(data.draw(st.sets(ids, max_size=2)))
        members = frozenset(data.draw(st.sets(ids, min_size=2)))
        steps = (Step(data.draw(st.integers(1, 2))), Step(2, members))
        absences = [
            Absence(person, substitute, DAY, DAY)
            for person, substitute in data.draw(st.lists(st.tuples(ids, ids), max_size=4))
            if person != substitute
        ]
        who = People(DAY, {one: Authority(10) for one in data.draw(st.sets(ids))}, tuple(absences))
        case = Case(steps, 10, hands)
        for person in data.draw(st.lists(ids, max_size=12)):
            place, _state = open_step(case, who)
            seat, obstacle = seat_of(case, person, who)
            self.assertNotEqual(seat is None, obstacle is None)
            if seat is not None:
                case = Case(steps, 10, hands, (*case.votes, Vote(place, person, seat, True)))
        spoken = [one for vote in case.votes for one in {vote.person, vote.seat}]
        self.assertEqual(len(spoken), len(set(spoken)))
        self.assertFalse(hands & set(spoken))
        if open_step(case, who)[1] == PASSED:
            self.assertGreaterEqual(len(case.votes), sum(step.needed for step in steps))


class TestNudge(CoreCase):
    """Reminders, then escalation."""

    def test_days(self):
        for days, remind, escalate, reminded, expected in [
            (2, 3, 7, False, None),
            (3, 3, 7, False, REMIND),
            (4, 3, 7, True, None),
            (6, 3, 7, True, None),
            (7, 3, 7, True, ESCALATE),
            (7, 3, 7, False, ESCALATE),
            (99, 0, 0, False, None),
            (99, 3, 0, False, REMIND),
        ]:
            with self.subTest(days=days, remind=remind, escalate=escalate, reminded=reminded):
                self.assertEqual(nudge(DAY - days * ONE, DAY, remind, escalate, reminded), expected)
        self.assertEqual(nudge(DAY - 3 * ONE, DAY, 3, 7), REMIND)
