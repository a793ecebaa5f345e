from hypothesis import given
from hypothesis import strategies as st

from ...core.assessment.ratio_light import FAIR, GOOD, LIGHTS, THRESHOLDS, WEAK, benchmark, light
from ...core.assessment.ratios import DEFINITIONS
from .core_common import CoreCase


class TestCoreRatioLight(CoreCase):
    """Lights of ratios against an industry, else against thresholds."""

    def test_the_median_and_the_worse_quarter(self):
        of_industry = [1.0, 1.2, 1.4, 1.6, 1.8]
        against = benchmark("current_ratio", of_industry)
        self.assertEqual((against.weak, against.good, against.customers), (1.2, 1.4, 5))
        for value, expected in ((1.4, GOOD), (2.0, GOOD), (1.3, FAIR), (1.2, WEAK), (0.5, WEAK)):
            self.assertEqual(light("current_ratio", value, against), expected, value)

    def test_where_less_is_better(self):
        against = benchmark("receivable_days", [30.0, 40.0, 50.0, 60.0, 70.0])
        self.assertEqual(
            [light("receivable_days", days, against) for days in (50, 55, 60, 61)], [GOOD, FAIR, WEAK, WEAK]
        )

    def test_too_few_customers(self):
        against = benchmark("current_ratio", [9.0] * 4)
        self.assertEqual((against.weak, against.good, against.customers), (1.0, 1.5, 0))
        self.assertEqual([light("current_ratio", one, against) for one in (1.5, 1.0, 0.99)], [GOOD, FAIR, WEAK])
        self.assertIsNone(benchmark("gross_margin", []), "its size says nothing by itself")

    def test_scores_with_zones_of_their_own(self):
        self.assertEqual(light("altman_z", 1.0, benchmark("altman_z", [0.1] * 9), "distress"), WEAK)
        self.assertEqual(light("altman_z", 3.5, None, "safe"), GOOD)

    def test_nothing_to_say(self):
        self.assertIsNone(light("current_ratio", None, benchmark("current_ratio", [])))
        self.assertIsNone(light("gross_margin", 0.4, None))

    def test_thresholds_go_the_way_of_their_ratio(self):
        for code, (weak, good) in THRESHOLDS.items():
            self.assertEqual(good > weak, DEFINITIONS[code].rising, code)

    @given(st.sampled_from(sorted(DEFINITIONS)), st.lists(st.floats(-1e6, 1e6), max_size=12), st.floats(-1e6, 1e6))
    def test_better_never_gets_a_worse_light(self, code, of_industry, value):
        against = benchmark(code, of_industry)
        better = value + 1 if DEFINITIONS[code].rising else value - 1
        found = light(code, value, against), light(code, better, against)
        if None not in found:
            self.assertLessEqual(LIGHTS.index(found[1]), LIGHTS.index(found[0]))
