import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ...core.assessment.assessment import Case, assess, better_band, freeze, thaw
from ...core.assessment.limit_proposal import Basis
from ...core.assessment.scorecard import BELOW, FLAG, IS, LEAVE_OUT, Bin, Criterion, KnockOut, Scorecard
from ...core.rating import Band
from .core_common import CoreCase

BANDS = (Band("A", 80), Band("B", 50), Band("C", 20), Band("D", 0))
CARD = Scorecard(
    criteria=(
        Criterion("paying", "days_beyond_terms", 60, (Bin(100), Bin(50, 10.0), Bin(0, 30.0))),
        Criterion("licences", "licences_valid", 40, (Bin(100, answer="yes"), Bin(0, answer="no")), FLAG, LEAVE_OUT),
    ),
    knock_outs=(KnockOut("insolvent", "insolvency", IS, "yes", "D"), KnockOut("equity", "equity", BELOW, 0.0, "C")),
    coverage_min=50,
)


class TestAssessment(CoreCase):
    """From a case to score, grade and proposal, and the same again from what was written down."""

    def case(self, **inputs):
        return Case(
            card=CARD,
            inputs=inputs,
            bands=BANDS,
            caps={"insolvent": "D", "equity": "C"},
            factors={"A": 1.0, "B": 0.5, "C": 0.25, "D": 0.0},
            basis=Basis(equity=100_000),
        )

    def test_score_grade_and_limit(self):
        result = assess(self.case(days_beyond_terms=10, licences_valid=True))
        self.assertEqual((result.score.value, result.grade, result.proposal.amount), (70, "B", 5_000))

    def test_knock_outs_cap(self):
        result = assess(self.case(days_beyond_terms=0, licences_valid=True, equity=-0.01))
        self.assertEqual((result.grade_of_score, result.grade, result.capped), ("A", "C", True))
        self.assertEqual(result.proposal.amount, 2_500)
        self.assertEqual(assess(self.case(days_beyond_terms=0, equity=0.0)).grade, "A")

    def test_too_little_known(self):
        result = assess(self.case(licences_valid=True))
        self.assertEqual((result.score.value, result.grade, result.proposal.amount), (None, None, None))
        self.assertEqual(assess(self.case(insolvency=True)).grade, "D", "known without a score")

    def test_the_worse_of_two_cards(self):
        second = Scorecard((Criterion("late", "late_share", 100, (Bin(100), Bin(60, 0.1), Bin(10, 0.5))),), (), 50)

        def grades(late, **known):
            result = assess(replace(self.case(late_share=late, **known), second=second))
            return result.grade_of_score, result.grade_of_second, result.grade

        self.assertEqual(grades(0.0, days_beyond_terms=0), ("A", "A", "A"))
        self.assertEqual(grades(0.1, days_beyond_terms=0), ("A", "B", "B"))
        self.assertEqual(grades(0.5, days_beyond_terms=0), ("A", "D", "D"))
        self.assertEqual(grades(0.0, days_beyond_terms=30), ("D", "A", "D"), "a good one lifts nobody")
        self.assertEqual(grades(None, days_beyond_terms=0), ("A", None, "A"), "not known")
        self.assertEqual(grades(0.5), (None, "D", None), "alone it makes no grade")
        self.assertEqual(grades(0.1, days_beyond_terms=0, equity=-1.0), ("A", "B", "C"), "knock-outs go on capping")
        result = assess(replace(self.case(late_share=0.5, days_beyond_terms=0), second=second))
        self.assertEqual((result.score.value, result.proposal.amount), (100, 0), "the limit follows the grade")

    def test_written_down_with_two_cards_or_by_a_former_version(self):
        second = Scorecard((Criterion("late", "late_share", 100, (Bin(100), Bin(0, 0.5))),))
        case = replace(self.case(days_beyond_terms=3, late_share=0.2), second=second)
        self.assertEqual(thaw(freeze(case)), case)
        former = json.loads(freeze(self.case(days_beyond_terms=3)))
        del former["second"]
        self.assertEqual(thaw(json.dumps(former)), self.case(days_beyond_terms=3))

    def test_better_band(self):
        self.assertEqual(better_band("B", BANDS), BANDS[0])
        self.assertIsNone(better_band("A", BANDS))

    def test_other_text_is_refused(self):
        with self.assertRaises(ValueError):
            thaw('{"format": 0}')

    @given(st.none() | st.floats(-1e6, 1e6), st.none() | st.booleans(), st.none() | st.floats(-1e12, 1e12))
    def test_written_down_and_read_again(self, days, licences, equity):
        case = self.case(days_beyond_terms=days, licences_valid=licences, equity=equity)
        again = thaw(freeze(case))
        self.assertEqual(again, case)
        self.assertEqual(assess(again), assess(case))
