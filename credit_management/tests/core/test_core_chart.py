import re

from hypothesis import given
from hypothesis import strategies as st

from ...core.common import chart, pages
from .core_common import CoreCase

AMOUNTS = st.floats(-1e12, 1e12)


def heights(path):
    return [float(y) for _x, y in re.findall(r"([-\d.]+) ([-\d.]+)", path)]


class TestCoreChart(CoreCase):
    """Coordinates of drawings, and rows that fit a page: plain data, no database."""

    # === BARS === #

    def test_bars(self):
        drawing = chart.bars([100, 50, 0], 300, 80)
        self.assertEqual(drawing.base, 80)
        self.assertEqual([bar.height for bar in drawing.bars], [80, 40, 0])
        self.assertEqual([bar.middle for bar in drawing.bars], [50, 150, 250])
        self.assertEqual([bar.y for bar in drawing.bars], [0, 40, 80])

    def test_a_negative_bar_hangs_below_the_base(self):
        above, below = chart.bars([60, -20], 100, 80).bars
        self.assertEqual((above.y, above.height, above.end), (0, 60, 0))
        self.assertEqual((below.y, below.height, below.end), (60, 20, 80))

    def test_nothing_to_draw(self):
        self.assertEqual(chart.bars([], 100, 80).bars, ())
        drawing = chart.bars([0, 0], 100, 80)
        self.assertEqual([(bar.y, bar.height) for bar in drawing.bars], [(80, 0)] * 2)

    def test_what_is_no_amount_is_refused(self):
        for amount in (float("nan"), float("inf")):
            with self.subTest(amount=amount), self.assertRaises(ValueError):
                chart.bars([1, amount], 100, 80)

    @given(st.lists(AMOUNTS, min_size=1, max_size=20))
    def test_bars_stay_inside(self, amounts):
        for bar in chart.bars(amounts, 300, 80).bars:
            self.assertGreaterEqual(bar.x, 0)
            self.assertLessEqual(bar.x + bar.width, 300 + 1e-6)
            self.assertGreaterEqual(bar.y, -1e-6)
            self.assertLessEqual(bar.y + bar.height, 80 + 1e-6)

    # === LINES === #

    def test_lines(self):
        drawing = chart.lines([[0, 50, 100]], 300, 100)
        self.assertEqual(drawing.columns, (50, 150, 250))
        self.assertEqual(drawing.paths, ("M 42.0 100.0 L 50.0 100.0 L 150.0 50.0 L 250.0 0.0",))
        self.assertEqual([mark.amount for mark in drawing.marks], [0, 20, 40, 60, 80, 100])

    def test_a_gap_interrupts_the_line(self):
        (path,) = chart.lines([[100, None, 100, None]], 400, 100).paths
        self.assertEqual(path, "M 42.0 0.0 L 50.0 0.0 M 242.0 0.0 L 250.0 0.0")

    def test_a_stepped_line_stays_until_it_changes(self):
        (path,) = chart.lines([[0, 100]], 200, 100, stepped={0}).paths
        self.assertEqual(path, "M 42.0 100.0 L 50.0 100.0 L 150.0 100.0 L 150.0 0.0")

    def test_no_amount_at_all(self):
        drawing = chart.lines([[None, None], [None, None]], 200, 100)
        self.assertEqual(drawing.paths, ("", ""))
        self.assertEqual(drawing.marks[0].y, 100)
        self.assertEqual(chart.lines([], 200, 100).columns, ())

    @given(st.lists(st.lists(st.none() | AMOUNTS, min_size=3, max_size=3), min_size=1, max_size=4))
    def test_lines_stay_inside(self, series):
        for path in chart.lines(series, 300, 80).paths:
            for y in heights(path):
                self.assertTrue(-0.1 <= y <= 80.1, path)

    @given(AMOUNTS, AMOUNTS)
    def test_marks_hold_what_lies_between(self, one, other):
        low, high = min(0.0, one, other), max(0.0, one, other)
        marks = chart.round_marks(low, high)
        slack = 1e-9 * (high - low)
        self.assertLessEqual(marks[0], low + slack)
        self.assertGreaterEqual(marks[-1], high - slack)
        self.assertTrue(2 <= len(marks) <= 8, marks)

    def test_shares(self):
        for amount, expected in ((0, 0), (25, 50), (100, 200), (150, 200), (-5, 0)):
            with self.subTest(amount=amount):
                self.assertEqual(chart.share(amount, 100, 200), expected)
        self.assertEqual(chart.share(5, 0, 200), 0)

    # === PAGES === #

    def test_rows_that_fit_a_page(self):
        self.assertEqual(pages.parts(range(7), 2, 3), [[0, 1], [2, 3, 4], [5, 6]])
        self.assertEqual(pages.parts(range(2), 2, 3), [[0, 1]])
        self.assertEqual(pages.parts([], 2, 3), [[]])
        with self.assertRaises(ValueError):
            pages.parts([1], 0, 3)

    @given(st.lists(st.integers()), st.integers(1, 5), st.integers(1, 5))
    def test_no_row_is_lost(self, rows, first, rest):
        found = pages.parts(rows, first, rest)
        self.assertEqual([row for part in found for row in part], rows)
        self.assertTrue(all(found[1:]))
