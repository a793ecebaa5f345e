import unittest

from ...core.common.cells import figure_width, heading_lines, shown

DOLLARS = '"$"#,##0.00;[Red]-"$"#,##0.00;"–"'
DINARS = '#,##0.000 "KD";[Red]-#,##0.000 "KD";"–"'


class TestCells(unittest.TestCase):
    """Columns of sheets are as wide as their figures."""

    def test_shown(self):
        self.assertEqual(shown(-1234.5, DOLLARS), "$1,234.50")
        self.assertEqual(shown(1234.5, DINARS), "1,234.500 KD")
        self.assertEqual(shown(1234567, "#,##0"), "1,234,567")
        self.assertEqual(shown(0.5, "0.0%"), "0.0%")

    def test_figures_have_room(self):
        """Every sign gets at least three quarters of a digit, and small figures no more than the columns there are."""
        for value in (1, 12_345.67, 123_456_789_012.34, 1e15):
            for form in (DOLLARS, DINARS, "#,##0"):
                signs = len(shown(value, form)) + 1
                self.assertGreaterEqual(figure_width(value, form), 0.75 * signs + 2)
        self.assertLessEqual(figure_width(999_999.99, DOLLARS), 16)
        self.assertGreater(figure_width(123_456_789_012.34, DOLLARS), 16)

    def test_heading(self):
        self.assertEqual(heading_lines("Grade", 8), 1)
        self.assertEqual(heading_lines("Oldest (Days Past Due)", 10), 3)
        self.assertEqual(heading_lines("Oldest (Days Past Due)", 40), 1)
