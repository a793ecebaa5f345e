from ...core.assessment import ratio
from ...core.assessment.characteristics import CATALOGUE, judgement
from ...core.assessment.dimension import DIMENSIONS, OTHER, dimension
from .core_common import CoreCase


class TestCoreDimension(CoreCase):
    """How criteria are grouped on the form of an evaluation."""

    def test_known(self):
        cases = {"current_ratio": ratio.LIQUIDITY, "equity": ratio.LEVERAGE, "days_beyond_terms": "behaviour"}
        cases |= {
            "staff": "survey",
            "industry_risk": "industry",
            judgement("site"): "judgement",
            "gone": OTHER,
            "": OTHER,
        }
        for code, expected in cases.items():
            self.assertEqual(dimension(code), expected, code)

    def test_every_characteristic_has_one(self):
        self.assertFalse([code for code in CATALOGUE if dimension(code) not in DIMENSIONS or dimension(code) == OTHER])
