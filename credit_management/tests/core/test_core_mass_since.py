from dataclasses import replace
from datetime import timedelta

from hypothesis import given

from ...core.limit.mass import preview, totals
from ...core.limit.mass_row import Claim, Formula, Line, Row, mark
from ...core.limit.mass_since import changed_since, counter, token
from .core_common import CoreCase
from .core_limit_common import DAY
from .core_mass_common import TEN, formulas, rows

ONE = timedelta(days=1)


class TestUnchanged(CoreCase):
    """Applied to the figures it was shown for, or not at all."""

    def test_every_figure_that_makes_a_limit_is_in_the_mark(self):
        one = Row(1, 100.0)
        basis = {
            "account_id": 2,
            "base": 101.0,
            "unlimited": True,
            "expired": True,
            "valid_to": DAY,
            "status": "watch",
            "pending": True,
            "ahead": True,
        }
        self.assertEqual(len({mark(row) for row in [one, *(replace(one, **{k: v}) for k, v in basis.items())]}), 9)
        self.assertEqual(mark(one), mark(Row(1, 100.0)))
        self.assertEqual(len(mark(one)), 16)
        for name, value in {"exposure": 1.0, "claims": (Claim(1.0, True),), "on_top": 1.0}.items():
            self.assertEqual(mark(replace(one, **{name: value})), mark(one))
        reads = {"grade_id": "grades", "proposal": "proposed", "peak": "peak"}
        for name, kind in reads.items():
            other = replace(one, **{name: 3})
            for of_formula in ("percent", *reads.values()):
                same = mark(other, of_formula) == mark(one, of_formula)
                self.assertEqual(same, of_formula != kind)

    def test_previews_carry_the_mark_of_their_formula(self):
        found = [Row(1, 100.0, grade_id=1, peak=5.0)]
        lines = preview(found, Formula("grades", by_grade={1: 20}))
        self.assertEqual(changed_since(lines, found, "grades"), {})
        self.assertEqual(changed_since(lines, [replace(found[0], peak=6.0)], "grades"), {})
        self.assertEqual(changed_since(lines, [replace(found[0], grade_id=2)], "grades"), {1: "moved_on"})
        self.assertEqual(changed_since(counter(lines, found), found), {})

    def test_changed_since(self):
        found = [Row(1, 100.0), Row(2, 100.0), Row(3, 100.0, status="closed"), Row(4, 100.0)]
        lines = preview(found, TEN)
        self.assertEqual(changed_since(lines, found), {})
        self.assertEqual(changed_since(lines, reversed(found)), {})
        now = [Row(1, 100.0, exposure=5.0), Row(2, 101.0), Row(3, 100.0), Row(9, 100.0)]
        self.assertEqual(changed_since(lines, now), {2: "moved_on", 3: "moved_on", 4: "gone"})

    def test_who_asks_for_more_keeps_no_limit_high(self):
        """What is proposed meanwhile stands before what becomes more or lasts longer, and before nothing else."""
        one = Row(1, 100.0, valid_to=DAY)
        asked, ahead = replace(one, pending=True), replace(one, ahead=True)
        for formula, since in [
            (TEN, {1: "moved_on"}),
            (Formula("percent", -10), {}),
            (Formula("expiry", days=1), {1: "moved_on"}),
            (Formula("expiry", days=-1), {}),
        ]:
            with self.subTest(formula):
                lines = preview([one], formula)
                self.assertEqual(changed_since(lines, [asked], formula.kind), since)
                self.assertEqual(changed_since(lines, [ahead], formula.kind), {1: "moved_on"})
                # Nor where it was open at the preview, and is not any more.
                if not since:
                    lines = preview([asked], formula)
                    self.assertIsNone(lines[0].reason)
                    self.assertEqual(changed_since(lines, [one], formula.kind), {})

    def test_less_money_for_longer_is_no_reduction(self):
        lines = [Line(1, 100, 110, DAY, DAY - ONE)]
        now = Row(1, 110.0, valid_to=DAY - ONE)
        [back] = counter(lines, [now])
        self.assertEqual((back.reason, back.lowers, back.raises), (None, False, True))
        self.assertEqual(changed_since([back], [replace(now, pending=True)]), {1: "moved_on"})
        [back] = counter(lines, [replace(now, pending=True)])
        self.assertEqual(back.reason, "pending")

    def test_token(self):
        found = [Row(1, 100.0), Row(2, 100.0)]
        lines = preview(found, TEN)
        same = token(lines, TEN)
        self.assertEqual(token(reversed(lines), TEN), same)
        self.assertEqual(len(same), 64)
        self.assertNotEqual(token(lines, replace(TEN, most=5)), same)
        self.assertNotEqual(token(lines[:1], TEN), same)
        self.assertNotEqual(token([lines[0], replace(lines[1], after=1)], TEN), same)
        grades = Formula("grades", by_grade={1: 5, 2: 6})
        self.assertEqual(token(lines, grades), token(lines, Formula("grades", by_grade={2: 6, 1: 5})))
        self.assertNotEqual(token(lines, grades), token(lines, Formula("grades", by_grade={1: 5, 2: 7})))


class TestCounter(CoreCase):
    """A batch that takes another one back."""

    def applied(self, rows, lines):
        by_account = {line.account_id: line for line in lines}
        return [
            replace(row, base=by_account[row.account_id].after, valid_to=by_account[row.account_id].new_valid_to)
            if by_account[row.account_id].reason is None
            else row
            for row in rows
        ]

    @given(rows, formulas)
    def test_there_and_back(self, found, formula):
        lines = preview(found, formula)
        back = counter(lines, self.applied(found, lines))
        changed = [line for line in lines if line.reason is None]
        self.assertEqual([line.account_id for line in back], [line.account_id for line in changed])
        for line, undone in zip(changed, back, strict=True):
            self.assertIsNone(undone.reason)
            self.assertEqual((undone.before, undone.after), (line.after, line.before))
            self.assertEqual((undone.valid_to, undone.new_valid_to), (line.new_valid_to, line.valid_to))
        self.assertAlmostEqual(totals(back).difference, -totals(lines).difference, 6)

    def test_what_went_on_is_left(self):
        lines = [Line(number, 100, 110) for number in range(1, 8)]
        asked = Row(5, 110.0, pending=True)
        now = [
            Row(1, 110.0, exposure=105.0),
            Row(2, 120.0),
            Row(3, 110.0, valid_to=DAY),
            Row(4, 110.0, status="closed"),
            Row(5, 110.0, ahead=True),
            Row(6, None),
        ]
        back = counter([*lines, Line(8, 1, 1, reason="closed")], now)
        reasons = [line.reason for line in back]
        self.assertEqual(reasons, [None, "moved_on", "moved_on", "closed", "ahead", "moved_on", "gone"])
        self.assertEqual((back[0].after, back[0].over), (100, 5))
        self.assertEqual((back[1].before, back[1].after, back[6].after), (120, 120, 110))
        self.assertEqual(back[0].mark, mark(now[0], lowers=True))
        # Who has asked for more keeps what is taken back no more than what becomes less.
        [line] = counter([lines[4]], [asked])
        self.assertEqual((line.reason, line.after), (None, 100))
        [line] = counter([Line(5, 120, 110)], [asked])
        self.assertEqual((line.reason, line.after), ("pending", 110))
        [line] = counter(lines[:1], [Row(1, 110.0, exposure=100.4)], coin=1.0)
        self.assertEqual(line.over, 0)

    def test_a_ceiling_that_is_gone_since(self):
        """An amount of zero stands for nothing, and beside no ceiling for none of it."""
        lines, now = [Line(1, 1000, 0)], [Row(1, 0.0, unlimited=True)]
        for unlimited, reason in (((), "moved_on"), ((1,), None)):
            [line] = counter(lines, now, unlimited=unlimited)
            self.assertEqual(line.reason, reason)

    def test_two_that_became_one(self):
        """Two limits came to the same amount, then their customers were merged: neither former one is given back."""
        lines = [Line(1, 1000, 1200), Line(1, 1500, 1200), Line(2, 1000, 1200)]
        back = counter(lines, [Row(1, 1200.0), Row(2, 1200.0)])
        found = [(line.account_id, line.after, line.reason) for line in back]
        self.assertEqual(found, [(2, 1000, None), (1, 1200, "moved_on")])

    def test_a_suspension_is_called_one(self):
        """What it is followed by is ahead, and says less."""
        row = Row(1, 0.0, ahead=True, suspended=True)
        [line] = preview([row], TEN)
        [back] = counter([Line(1, 1000, 0)], [row])
        self.assertEqual([line.reason, back.reason], ["suspended"] * 2)
