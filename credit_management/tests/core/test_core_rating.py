from hypothesis import given
from hypothesis import strategies as st

from ...core.rating import Band, Fault, band_end, band_faults, capped, grade_for
from .core_common import CoreCase

SCALE = [Band("D", 0), Band("C", 30), Band("B", 50), Band("A", 70)]


class TestRating(CoreCase):
    """Bands cover every score once; what does not is named."""

    def test_edges(self):
        cases = {0: "D", 29.99: "D", 30: "C", 49.99: "C", 50: "B", 69.99: "B", 70: "A", 100: "A"}
        for score, name in cases.items():
            with self.subTest(score=score):
                self.assertEqual(grade_for(score, SCALE).name, name)

    def test_no_grade(self):
        for score in (-0.01, 100.01):
            with self.subTest(score=score), self.assertRaises(ValueError):
                grade_for(score, SCALE)
        with self.assertRaises(ValueError):
            grade_for(5, [Band("A", 10)])

    def test_band_end(self):
        self.assertEqual([band_end(band, SCALE) for band in SCALE], [30, 50, 70, 100])

    def test_faults(self):
        cases = [
            ("sound", SCALE, []),
            ("one grade", [Band("A", 0)], []),
            ("best begins at 100", [Band("B", 0), Band("A", 100)], []),
            ("none", [], [Fault("gap", (), 0, 100)]),
            ("gap", [Band("C", 10), Band("B", 50)], [Fault("gap", ("C",), 0, 10)]),
            ("overlap", [Band("C", 0), Band("A", 50), Band("B", 50)], [Fault("overlap", ("A", "B"), 50, 50)]),
            ("above", [Band("C", 0), Band("A", 101)], [Fault("range", ("A",), 101, 101)]),
            ("below", [Band("C", -1)], [Fault("range", ("C",), -1, -1)]),
            (
                "all at once",
                [Band("A", 5), Band("B", 5)],
                [Fault("gap", ("A",), 0, 5), Fault("overlap", ("A", "B"), 5, 5)],
            ),
        ]
        for title, bands, expected in cases:
            with self.subTest(title):
                self.assertEqual(band_faults(bands), expected)

    @given(st.lists(st.integers(0, 100), max_size=8), st.floats(0, 100))
    def test_a_sound_scale_grades_every_score_once(self, starts, score):
        bands = [Band(f"G{number}", start) for number, start in enumerate(starts)]
        if band_faults(bands):
            return
        top = max(bands, key=lambda band: band.score_min)
        covering = [
            band for band in bands if band.score_min <= score and (score < band_end(band, bands) or band == top)
        ]
        self.assertEqual(covering, [grade_for(score, bands)])

    # === CAPS === #

    def test_caps(self):
        cases = [
            ("no cap", "A", [], "A"),
            ("worse cap", "A", ["C"], "C"),
            ("better cap", "C", ["B"], "C"),
            ("several", "A", ["B", "D", "C"], "D"),
            ("no score", None, [], None),
            ("no score, a cap that leaves a choice", None, ["C"], None),
            ("no score, a cap at the lowest", None, ["C", "D"], "D"),
        ]
        for title, grade, caps, expected in cases:
            with self.subTest(title):
                self.assertEqual(capped(grade, caps, SCALE), expected)

    names = st.sampled_from([band.name for band in SCALE])

    @given(names, st.lists(names, max_size=4), st.lists(names, max_size=4))
    def test_caps_only_lower_and_in_any_order(self, grade, caps, more):
        begins = {band.name: band.score_min for band in SCALE}
        found = capped(grade, caps, SCALE)
        self.assertLessEqual(begins[found], begins[grade])
        self.assertTrue(all(begins[found] <= begins[cap] for cap in caps))
        self.assertEqual(found, capped(grade, caps[::-1], SCALE))
        self.assertEqual(capped(grade, caps + more, SCALE), capped(found, more, SCALE))
