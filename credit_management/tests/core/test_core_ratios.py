from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ...core.assessment import ratio as core
from ...core.assessment.altman import SAFE, zone
from ...core.assessment.ratios import DEFINITIONS, ratios, trend
from ...core.assessment.statement import Statement
from ..assessment.statement_examples import C_1, EXAMPLE, statements
from .core_common import CoreCase

BEFORE = replace(EXAMPLE, sales=1168, net_result=80)


class TestRatios(CoreCase):
    """Every ratio on figures whose answer is known, and why there is none."""

    def check(self, found, expected):
        for code, value in expected.items():
            with self.subTest(code):
                self.assertIsNotNone(found[code].value, found[code])
                self.assertAlmostEqual(found[code].value, value, places=6)

    def test_worked_by_hand(self):
        expected = {
            "current_ratio": 1.8,  # 450 / 250
            "quick_ratio": 1.2,  # (450 - 150) / 250
            "cash_ratio": 0.24,  # (50 + 10) / 250
            "operating_cash_flow_ratio": 0.5,  # 125 / 250
            "debt_to_equity": 1.5,  # 600 / 400
            "debt_to_assets": 0.6,
            "equity_ratio": 0.4,
            "market_equity_to_liabilities": 1.5,  # 900 / 600
            "interest_coverage": 5,  # 150 / 30
            "debt_service_coverage": 2,  # (150 + 60) / (30 + 75)
            "gross_margin": 0.5,  # 730 / 1460
            "operating_margin": 150 / 1460,
            "net_margin": 100 / 1460,
            "return_on_assets": 0.1,
            "return_on_equity": 0.25,
            "receivable_days": 50,  # 200 × 365 / 1460
            "inventory_days": 75,  # 150 × 365 / 730
            "payable_days": 60,  # 120 × 365 / 730
            "cash_conversion_cycle": 65,  # 50 + 75 - 60
            "asset_turnover": 1.46,
            "sales_growth": 0.25,  # 1460 / 1168 - 1
            "result_growth": 0.25,  # 100 / 80 - 1
            "altman_z_double_prime": 3.672,  # 6.56 × 0.2 + 3.26 × 0.2 + 6.72 × 0.15 + 1.05 × 2/3
            "altman_z_emerging": 6.922,
            "altman_z": 3.37354,  # 1.2 × 0.2 + 1.4 × 0.2 + 3.3 × 0.15 + 0.6 × 1.5 + 0.999 × 1.46
        }
        self.assertEqual(set(expected), set(DEFINITIONS))
        self.check(ratios(EXAMPLE, BEFORE), expected)

    def test_a_real_company(self):
        """Both scores computed apart from this code, to eight digits."""
        found = ratios(C_1)
        self.assertAlmostEqual(found["altman_z"].value, 3.19520416, places=8)
        self.assertAlmostEqual(found["altman_z_double_prime"].value, 5.48908773, places=8)
        self.assertEqual(zone("altman_z", found["altman_z"].value), SAFE)

    def test_the_means_of_altmans_groups(self):
        """His group means of 1968: X1 to X5 of 33 bankrupt and 33 sound firms, Z by hand."""
        groups = [
            ((-0.061, -0.626, -0.318, 0.401, 1.5), -0.2599),
            ((0.414, 0.355, 0.153, 2.477, 1.9), 4.8830),
        ]
        for (working_capital, retained, result, own, turnover), score in groups:
            statement = Statement(
                total_assets=1, current_assets=1 + working_capital, current_liabilities=1, retained_earnings=retained,
                operating_result=result, total_liabilities=1, market_value=own, sales=turnover,
            )  # fmt: skip
            self.assertAlmostEqual(ratios(statement)["altman_z"].value, score, places=4)

    def test_half_a_year_is_brought_to_a_year(self):
        found = ratios(replace(EXAMPLE, months=6), BEFORE)
        self.check(
            found,
            {
                "return_on_assets": 0.2,
                "return_on_equity": 0.5,
                "receivable_days": 25,
                "asset_turnover": 2.92,
                "operating_cash_flow_ratio": 1,
                "sales_growth": 1.5,  # 2920 / 1168 - 1
                "altman_z_double_prime": 4.68,  # 6.72 × 0.15 more
            },
        )
        for code in ("current_ratio", "gross_margin", "net_margin", "interest_coverage", "debt_service_coverage"):
            with self.subTest(code):  # of two balances, or of two flows of the same months
                self.assertEqual(found[code].value, ratios(EXAMPLE)[code].value)

    def test_why_there_is_none(self):
        cases = [
            ("current_ratio", {"current_liabilities": 0}, "zero", ("current_liabilities",)),
            ("interest_coverage", {"interest_expense": 0}, "zero", ("interest_expense",)),
            ("debt_service_coverage", {"interest_expense": 0, "debt_repayment": 0}, "zero", None),
            ("debt_to_equity", {"equity": -1}, "negative", ("equity",)),
            ("return_on_equity", {"equity": 0}, "zero", ("equity",)),
            ("altman_z_emerging", {"total_liabilities": 0}, "zero", ("total_liabilities",)),
            ("altman_z", {"market_value": None}, "missing", ("market_value",)),
            ("market_equity_to_liabilities", {"market_value": None}, "missing", ("market_value",)),
            ("quick_ratio", {"inventory": None}, "missing", ("inventory",)),
            ("cash_conversion_cycle", {"payables": None, "inventory": None}, "missing", ("inventory", "payables")),
            ("current_ratio", {"current_liabilities": 1e-300, "current_assets": 1e300}, "too_large", ()),
            ("receivable_days", {"receivables": 10**307, "sales": 1}, "too_large", ()),
        ]
        for code, changes, reason, lines in cases:
            with self.subTest(code=code, **changes):
                found = ratios(replace(EXAMPLE, **changes))[code]
                self.assertIsNone(found.value)
                self.assertEqual(found.reason, reason)
                if lines is not None:
                    self.assertEqual(found.lines, lines)

    def test_growth_needs_a_period_before(self):
        cases = [
            (None, "no_previous"),
            (replace(BEFORE, currency="USD"), "currency"),
            (replace(BEFORE, net_result=0), "zero"),
            (replace(BEFORE, net_result=-5), "negative"),
            (replace(BEFORE, net_result=None, income_tax=None), "missing"),
        ]
        for before, reason in cases:
            with self.subTest(reason):
                self.assertEqual(ratios(EXAMPLE, before)["result_growth"].reason, reason)

    def test_trend(self):
        cases = [
            ("current_ratio", 2, 1, "better"),
            ("current_ratio", 1, 2, "worse"),
            ("debt_to_assets", 0.6, 0.5, "worse"),
            ("current_ratio", 1.004, 1.0, "same"),
            ("net_margin", 0, 0, "same"),
            ("net_margin", None, 1, None),
            ("net_margin", 1, None, None),
        ]
        for code, value, before, expected in cases:
            with self.subTest(code=code, value=value):
                self.assertEqual(trend(code, value, before), expected)

    def test_zones(self):
        cases = [(1.09, "distress"), (1.10, "grey"), (2.60, "grey"), (2.61, "safe"), (None, None)]
        for value, expected in cases:
            with self.subTest(value=value):
                self.assertEqual(zone("altman_z_double_prime", value), expected)
        self.assertIsNone(zone("current_ratio", 2))

    def test_each_says_formula_unit_and_source(self):
        for code, definition in DEFINITIONS.items():
            with self.subTest(code):
                self.assertRegex(definition.compute.__doc__, r"[/=×+−].*(Times|Share|Days|Score)")
                self.assertIn(definition.unit, core.UNITS)
                self.assertIn(definition.group, core.GROUPS)

    def test_no_amounts(self):
        for changes in ({"cash": float("nan")}, {"sales": float("inf")}, {"months": 0}):
            with self.subTest(**changes), self.assertRaises(ValueError):
                replace(EXAMPLE, **changes)

    @given(statements, st.none() | statements)
    def test_never_an_exception_or_infinity(self, statement, previous):
        for ratio in ratios(statement, previous).values():
            self.assertEqual(ratio.value is None, ratio.reason in core.REASONS, ratio)
            self.assertLess(abs(ratio.value or 0.0), float("inf"))

    @given(statements, st.none() | statements, st.integers(-8, 8))
    def test_the_unit_of_account_does_not_matter(self, statement, previous, power):
        """Powers of two, by which binary fractions are scaled without rounding."""
        factor = 2.0**power
        scaled = ratios(statement.scaled(factor), previous and previous.scaled(factor))
        self.assertEqual(scaled, ratios(statement, previous))
