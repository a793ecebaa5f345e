from hypothesis import given
from hypothesis import strategies as st

from ...core.common import columns
from ...core.common.columns import Column, layout, lines, measure
from ...core.common.pages import parts
from .core_common import CoreCase

AMOUNTS = st.integers(-(10**14), 10**14).map(lambda cents: f"{cents / 100:,.2f}")


class TestCoreColumns(CoreCase):
    """Widths of columns: what must stay whole is never wider than its column."""

    # === LETTERS === #

    def test_what_takes_more_room(self):
        self.assertGreater(measure("0,000", 14), measure("000", 14))
        self.assertGreater(measure("深圳", 14), measure("ab", 14))
        self.assertGreater(measure("00", 14, bold=True), measure("00", 14))
        self.assertEqual(measure("\N{ZERO WIDTH NO-BREAK SPACE}", 14), 0)

    def test_lines(self):
        self.assertEqual(lines("", 100, 14), 1)
        self.assertEqual(lines("one two", 1000, 14), 1)
        self.assertEqual(lines("one two", 50, 14), 2)
        self.assertEqual(lines("one\ntwo", 1000, 14), 2)
        self.assertGreaterEqual(lines("0" * 100, 100, 14), 8)

    # === WIDTHS === #

    def test_as_asked_for_where_all_fit(self):
        drawn = layout([Column(("Name",), 60), Column(("1.00",), 40, True)], 1000)
        self.assertEqual((drawn.widths, drawn.size), ((600, 400), 14))

    def test_a_figure_takes_what_others_can_spare(self):
        drawn = layout([Column(("Name",), 90), Column(("123,456,789,012.34",), 10, True)], 1000)
        self.assertEqual(drawn.size, 14)
        self.assertGreater(drawn.widths[1], measure("123,456,789,012.34", 14))
        self.assertAlmostEqual(sum(drawn.widths), 1000)

    def test_smaller_letters_before_anything_is_cut(self):
        one = Column(("123,456,789,012.34",), 10, True)
        self.assertLess(layout([Column(("Name",), 20), *[one] * 8], 1256).size, 14)
        self.assertFalse(layout([one] * 30, 1000).fits)

    @given(st.lists(AMOUNTS, min_size=1, max_size=9), st.integers(600, 1300))
    def test_no_figure_is_cut(self, amounts, room):
        drawn = layout([Column(("Customer",), 22), *(Column((text,), 8, True) for text in amounts)], room)
        self.assertLessEqual(sum(drawn.widths), room + 1)
        if drawn.fits:
            for text, width in zip(amounts, drawn.widths[1:], strict=True):
                self.assertLessEqual(measure(text, drawn.size, bold=True), width)

    def test_units_grow(self):
        for steps in (columns.THREES, columns.FOURS):
            self.assertEqual(list(steps), sorted(steps))
        self.assertTrue(columns.fits(["1,000"], 100, 13))
        self.assertFalse(columns.fits(["1,000", "1,000,000,000"], 60, 13))

    # === PAGES === #

    def test_high_rows_fill_a_page_sooner(self):
        self.assertEqual(parts("abcd", 3, 3, [1, 1.5, 1, 3]), [["a", "b"], ["c"], ["d"]])
        self.assertEqual(parts("ab", 3, 3, [9, 1]), [["a"], ["b"]])
