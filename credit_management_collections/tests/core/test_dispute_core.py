from dataclasses import replace
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core.dispute import (
    MOVES,
    OUTCOMES,
    STATES,
    Counting,
    Dispute,
    entry_obstacles,
    let_off,
    move_obstacles,
    solving,
)
from .collections_common import DAY, ONE

ONE_DISPUTE = Dispute("price", 100.0, DAY, frozenset({1}))


class TestDispute(TestCase):
    def test_malformed(self):
        for values in ({"reason": "mood"}, {"state": "lost"}, {"outcome": "luck"}):
            with self.assertRaises(ValueError):
                replace(ONE_DISPUTE, **values)
        with self.assertRaises(ValueError):
            Counting("sometimes")

    def test_entered(self):
        def check(dispute, *expected, owed=100.0, disputed=()):
            self.assertEqual(entry_obstacles(dispute, owed, disputed), list(expected))

        check(ONE_DISPUTE)
        check(replace(ONE_DISPUTE, item_ids=frozenset()), "no_items")
        check(replace(ONE_DISPUTE, amount=0.0), "no_amount")
        check(replace(ONE_DISPUTE, amount=float("nan")), "no_amount")
        check(ONE_DISPUTE, "above_items", owed=99.99)
        check(ONE_DISPUTE, "disputed_already", disputed=[1])

    def test_moves(self):
        def check(state, to, *expected, **values):
            self.assertEqual(move_obstacles(replace(ONE_DISPUTE, state=state), to, **values), list(expected))

        check("open", "clarifying")
        check("open", "open", "no_move")
        check("answered", "clarifying")
        check("closed", "open", "no_move")
        check("open", "closed", "no_outcome")
        check("open", "closed", outcome="withdrawn")
        check("open", "closed", "wrong_credit", outcome="withdrawn", credited=1)
        check("open", "closed", outcome="credit_note", credited=100)
        check("open", "closed", "wrong_credit", outcome="credit_note", credited=99)
        check("open", "closed", outcome="partly_credited", credited=99)
        check("open", "closed", "wrong_credit", outcome="partly_credited", credited=100)
        check("open", "closed", "wrong_credit", outcome="partly_credited")
        self.assertEqual(move_obstacles(replace(ONE_DISPUTE, has_responsible=False), "clarifying"), ["nobody"])

    def test_from_every_state_it_can_be_closed_and_from_none_reopened(self):
        for state in STATES:
            self.assertEqual("closed" in MOVES[state], state != "closed")
        self.assertEqual(MOVES["closed"], ())

    def test_late(self):
        due = replace(ONE_DISPUTE, due=DAY + 5 * ONE)
        self.assertEqual([due.is_late(DAY + days * ONE) for days in (5, 6)], [False, True])
        self.assertFalse(replace(due, state="closed").is_late(DAY + 9 * ONE))
        self.assertFalse(ONE_DISPUTE.is_late(DAY + 999 * ONE))

    def test_counting(self):
        two = [
            ONE_DISPUTE,
            replace(ONE_DISPUTE, amount=50.0, opened_on=DAY - 91 * ONE),
            replace(ONE_DISPUTE, state="closed"),
        ]
        for counting, expected in (
            (Counting(), 0),
            (Counting("not"), 150),
            (Counting("not", longest=91), 150),
            (Counting("not", longest=90), 100),
            (Counting("own_limit", limit=120), 120),
            (Counting("own_limit", limit=200), 150),
            (Counting("own_limit"), 0),
        ):
            self.assertEqual(let_off(two, counting, DAY), expected)

    @given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 200), st.sampled_from(STATES))), st.integers(0, 900))
    def test_own_limit_lies_between(self, rows, limit):
        disputes = [Dispute("tax", float(amount), DAY - days * ONE, state=state) for amount, days, state in rows]
        fully, own, none = (let_off(disputes, Counting(how, limit, 90), DAY) for how in ("fully", "own_limit", "not"))
        self.assertEqual(fully, 0)
        self.assertTrue(fully <= own <= min(none, limit))

    def test_time_to_solve(self):
        closed = replace(ONE_DISPUTE, state="closed", closed_on=DAY + 4 * ONE, outcome="credit_note", credited=100.0)
        longer = replace(closed, closed_on=DAY + 10 * ONE, credited=50.0, outcome="partly_credited")
        found = solving([ONE_DISPUTE, closed, longer, replace(ONE_DISPUTE, reason="tax")], DAY + 30 * ONE)
        self.assertEqual(list(found), ["price", "tax"])
        price = found["price"]
        self.assertEqual(
            (price.open, price.open_amount, price.closed, price.days, price.justified), (1, 100, 2, 7, 0.75)
        )
        self.assertEqual((found["tax"].days, found["tax"].justified), (None, None))
        self.assertEqual(len(OUTCOMES), 4)
