import math
from dataclasses import replace
from datetime import timedelta

from hypothesis import given

from ...core.common.rounding import round_figure
from ...core.limit.mass import Totals, preview, totals
from ...core.limit.mass_row import Claim, Formula, Line, Row
from .core_common import CoreCase
from .core_limit_common import DAY
from .core_mass_common import TEN, formulas, rows

ONE, TWO = timedelta(days=1), timedelta(days=2)


class TestFormulas(CoreCase):
    """What a row becomes."""

    def after(self, formula, **values):
        [line] = preview([Row(1, **{"base": 1000.0} | values)], formula)
        return line.reason or line.after

    def test_amounts(self):
        for formula, expected in [
            (TEN, 1100),
            (Formula("percent", -10), 900),
            (Formula("percent", -100), 0),
            (Formula("percent", -150), 0),
            (Formula("amount", 250), 1200),
            (Formula("amount", 250, step=50), 1250),
            (Formula("amount", -250), 750),
            (Formula("amount", -2000), 0),
            (Formula("grades", by_grade={7: 50, 8: 20}), 1500),
            (Formula("proposed", 100), 3000),
            (Formula("proposed", 50), 1500),
            (Formula("peak", 120), 720),
            (Formula("percent", 100, most=1500), 1500),
            (Formula("percent", 100, most=1500.559), 1500.55),
            (Formula("percent", 1), "unchanged"),  # rounds to what there is
            (Formula("percent", 0), "unchanged"),
        ]:
            with self.subTest(formula):
                self.assertEqual(self.after(formula, grade_id=7, proposal=3000.0, peak=600.0), expected)

    def test_fractions(self):
        grades = Formula("grades", by_grade={7: 10})
        for formula in (TEN, grades, Formula("proposed", 110), Formula("peak", 110)):
            self.assertEqual(self.after(formula, base=1.5, grade_id=7, proposal=1.5, peak=1.5), 1.6)

    def test_a_raise_never_lowers(self):
        self.assertEqual(self.after(Formula("percent", 2), base=1230.0), "unchanged")  # 1,254 would round to 1,200
        self.assertEqual(self.after(Formula("percent", -2), base=1230.0), 1200)
        self.assertEqual(self.after(Formula("percent", 10), base=1230.0), 1300)
        self.assertEqual(self.after(Formula("proposed", 100), base=1230.0, proposal=1230.0), "unchanged")
        # A ceiling takes nothing away from who is above it.
        self.assertEqual(self.after(Formula("percent", 10, most=500), base=1000.0), "unchanged")
        self.assertEqual(self.after(Formula("percent", -10, most=500), base=1000.0), 900)
        self.assertEqual(self.after(Formula("percent", -60, most=500), base=1000.0), 400)

    def test_left_out(self):
        every = {"grade_id": 7, "proposal": 1.0, "peak": 1.0}
        for formula, values, expected in [
            (TEN, {"status": "closed"}, "closed"),
            (TEN, {"status": "stop"}, "stopped"),
            (Formula("percent", -10), {"status": "stop"}, 900),
            (Formula("percent", -10), {"suspended": True}, "suspended"),
            (Formula("expiry", valid_to=DAY), {"valid_to": DAY - TWO, "status": "stop"}, "stopped"),
            (Formula("expiry", days=1, first=DAY), {"valid_to": DAY - TWO}, "over"),
            (Formula("expiry", days=3), {"valid_to": DAY, "ended": True}, "over"),
            (TEN, {"ended": True}, 1100),
            (TEN, {"pending": True}, "pending"),
            (TEN, {"pending": True, "status": "stop"}, "stopped"),
            (Formula("percent", -10), {"pending": True}, 900),
            (Formula("percent", 0), {"pending": True}, "unchanged"),
            (TEN, {"ahead": True}, "ahead"),
            (Formula("percent", -10), {"ahead": True}, "ahead"),
            (Formula("expiry", days=3), {"valid_to": DAY, "pending": True}, "pending"),
            (Formula("expiry", days=-3), {"valid_to": DAY, "pending": True}, 1000),
            (TEN, {"base": None}, "not_assessed"),
            (TEN, {"base": None, "unlimited": True, "status": "closed"}, "closed"),
            (TEN, {"unlimited": True}, "unlimited"),
            (TEN, {"expired": True}, "over"),
            (Formula("grades", by_grade={8: 1}), every, "no_grade"),
            (Formula("grades", by_grade={8: 1}), {}, "no_grade"),
            (Formula("proposed", 100), every | {"proposal": None}, "no_proposal"),
            (Formula("peak", 100), every | {"peak": None}, "no_peak"),
            (Formula("peak", 100), every | {"peak": 0.0}, 0),
            (Formula("expiry", days=3), {}, "no_end"),
        ]:
            with self.subTest(formula.kind, **values):
                self.assertEqual(self.after(formula, **values), expected)
        with self.assertRaises(ValueError):
            Formula("other")

    def test_expiry(self):
        base = Row(1, 1000.0, valid_to=DAY, expired=True, exposure=1500.0)
        [line] = preview([base], Formula("expiry", days=30))
        self.assertEqual((line.after, line.valid_to, line.new_valid_to), (1000, DAY, DAY + 30 * ONE))
        self.assertEqual(line.over, 500)
        [line] = preview([replace(base, unlimited=True)], Formula("expiry", valid_to=DAY + ONE))
        self.assertEqual((line.new_valid_to, line.over), (DAY + ONE, 0))
        [line] = preview([base], Formula("expiry", valid_to=DAY))
        self.assertEqual(line.reason, "unchanged")
        [line] = preview([Row(1, 1000.0)], Formula("expiry", valid_to=DAY))
        self.assertEqual(line.reason, "no_end")

    @given(rows, formulas)
    def test_a_preview_says_something_of_every_row(self, found, formula):
        lines = preview(found, formula)
        self.assertEqual([line.account_id for line in lines], [one.account_id for one in found])
        for line, one in zip(lines, found, strict=True):
            self.assertGreaterEqual(line.after, 0)
            self.assertEqual(line.before, one.base or 0)
            if line.reason:
                self.assertEqual((line.difference, line.new_valid_to, line.over, line.held), (0, one.valid_to, 0, 0))
            else:
                self.assertNotEqual((line.after, line.new_valid_to), (line.before, line.valid_to))
            if formula.kind == "percent":
                self.assertGreaterEqual(line.difference * formula.value, 0)

    def test_rounding_of_assessments(self):
        self.assertEqual(round_figure(1234.5, 0, 0.01), 1200)
        self.assertEqual(round_figure(1234.5, 500, 0.01), 1000)
        self.assertEqual(round_figure(499, 500, 0.01), 490)
        self.assertEqual(round_figure(500, 500, 0.01), 500)
        self.assertEqual(round_figure(1.239, 0, 1), 1)
        self.assertEqual(round_figure(0.0129, 0, 0.01), 0.01)


class TestConsequences(CoreCase):
    """Who would be over, and what would be held."""

    def line(self, formula, **values):
        return preview([Row(1, **{"base": 1000.0} | values)], formula)[0]

    def test_over(self):
        less = Formula("percent", -50)
        self.assertEqual(self.line(less, exposure=700.0).over, 200)
        self.assertEqual(self.line(less, exposure=700.0, on_top=150.0).over, 50)
        self.assertEqual(self.line(less, exposure=500.0).over, 0)
        self.assertEqual(self.line(less, exposure=500.004).over, 0)
        self.assertAlmostEqual(self.line(less, exposure=500.006).over, 0.006)
        self.assertEqual(self.line(replace(less, coin=1.0), exposure=500.4).over, 0)

    def test_held(self):
        less = Formula("percent", -50)
        for exposure, claims, held in [
            (400.0, [Claim(100.0, False)], 0),
            (400.0, [Claim(100.01, False)], 1),
            (400.0, [Claim(600.01, False)], 0),  # was held before
            (500.0, [Claim(100.0, True), Claim(50.0, True)], 0),
            (500.01, [Claim(100.0, True), Claim(50.0, True)], 2),
            (500.01, [Claim(0.0, True), Claim(0.0, False)], 0),
            (1000.01, [Claim(100.0, True)], 0),
            (400.004, [Claim(100.0, False)], 0),
        ]:
            with self.subTest(exposure=exposure, claims=claims):
                self.assertEqual(self.line(less, exposure=exposure, claims=tuple(claims)).held, held)
        more = self.line(TEN, exposure=1050.0, claims=(Claim(10.0, True),))
        self.assertEqual((more.held, more.over), (0, 0))
        topped = self.line(less, exposure=500.0, on_top=10.0, claims=(Claim(10.0, False),))
        self.assertEqual(topped.held, 0)
        # Was within the limit and what is on top of it, and would not be any more.
        topped = self.line(less, exposure=1005.0, on_top=10.0, claims=(Claim(10.0, True),))
        self.assertEqual(topped.held, 1)

    @given(rows)
    def test_a_raise_holds_nothing(self, found):
        self.assertEqual(totals(preview(found, Formula("amount", 10_000))).held, 0)

    def test_totals(self):
        lines = [
            Line(1, 100, 150, over=0.0),
            Line(2, 100, 70, over=30.0, held=2),
            Line(3, 100, 60, over=5.0, held=1),
            Line(4, 999, 999, reason="closed"),
            Line(5, 999, 999, reason="closed"),
            Line(6, 999, 999, reason="pending"),
            Line(7, 10, 10, DAY, DAY + ONE),
            Line(8, 10, 10, DAY, DAY + ONE),
        ]
        expected = Totals(5, 320, 300, 50, 70, 1, 2, 2, 35, 3, {"closed": 2, "pending": 1})
        self.assertEqual(totals(lines), expected)
        self.assertEqual(expected.difference, -20)
        self.assertEqual(totals([]), Totals())

    @given(rows, formulas)
    def test_totals_add_up(self, found, formula):
        lines = preview(found, formula)
        whole = totals(iter(lines))
        self.assertEqual(whole.rows + sum(whole.left_out.values()), len(found))
        self.assertAlmostEqual(whole.after - whole.before, whole.difference, 6)
        self.assertAlmostEqual(math.fsum(line.difference for line in lines), whole.difference, 6)
        self.assertLessEqual(whole.rows_raised + whole.rows_lowered, whole.rows)
