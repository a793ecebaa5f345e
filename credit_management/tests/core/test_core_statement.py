from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ...core.assessment.ratios import ratios
from ...core.assessment.statement import (
    IDENTITIES,
    LINES,
    TOTALS,
    Statement,
    Tolerance,
    completed,
    faults,
    from_amounts,
)
from ..assessment.statement_examples import C_1, EXAMPLE, lines, statements
from .core_common import CoreCase


class TestIdentities(CoreCase):
    """Faults in sums are found, and nothing else."""

    def names(self, statement, **tolerance):
        return [fault.identity.name for fault in faults(statement, Tolerance(**tolerance))]

    def test_the_example_adds_up(self):
        self.assertEqual(faults(EXAMPLE, Tolerance(0, 0)), [])
        self.assertEqual(faults(C_1, Tolerance(0, 0)), [])

    def test_each_identity_is_looked_at(self):
        """One line wrong by 100: exactly the identities that hold it complain."""
        for name in LINES:
            wrong = replace(EXAMPLE, **{name: getattr(EXAMPLE, name) + 100})
            expected = [
                identity.name
                for identity in IDENTITIES
                if name in (identity.total, *identity.parts) and not identity.name.endswith("by_nature")
            ]
            with self.subTest(name):
                self.assertEqual(self.names(wrong), expected)

    def test_tolerance(self):
        """Half a percent of the larger side, one unit at least; a cent more is too much."""
        cases = [
            ({"total_assets": 100_000, "total_liabilities": 60_000, "equity": 39_500}, []),
            ({"total_assets": 100_000, "total_liabilities": 60_000, "equity": 39_499.99}, ["balance"]),
            ({"total_assets": 100, "total_liabilities": 60, "equity": 39}, []),
            ({"total_assets": 100, "total_liabilities": 60, "equity": 38.99}, ["balance"]),
            ({"total_assets": 99, "total_liabilities": 60, "equity": 40}, []),
            ({"total_assets": 98.99, "total_liabilities": 60, "equity": 40}, ["balance"]),
        ]
        for values, expected in cases:
            with self.subTest(**values):
                self.assertEqual(self.names(Statement(**values)), expected)

    def test_what_a_fault_says(self):
        (fault,) = faults(Statement(total_assets=1000, total_liabilities=600, equity=390))
        self.assertEqual((fault.stated, fault.computed, fault.difference, fault.allowed), (1000, 990, 10, 5))

    def test_only_what_is_given(self):
        self.assertEqual(faults(Statement(total_assets=1000, total_liabilities=600)), [])
        self.assertEqual(self.names(Statement(sales=100, operating_expenses=60, other_operating_income=0)), [])
        by_nature = Statement(sales=100, operating_expenses=60, other_operating_income=0, operating_result=30)
        self.assertEqual(self.names(by_nature), ["operating_result_by_nature"])

    def test_totals_left_out(self):
        bare = replace(EXAMPLE, **dict.fromkeys(TOTALS))
        self.assertEqual(completed(bare), EXAMPLE)
        self.assertEqual(faults(bare), [])
        self.assertEqual(ratios(bare), ratios(EXAMPLE))

    @given(statements)
    def test_a_consistent_statement_has_none(self, statement):
        leaves = {name: getattr(statement, name) or 0.0 for name in LINES if name not in TOTALS}
        whole = completed(Statement(**leaves))
        leaves["other_equity"] += whole.total_assets - whole.total_liabilities - whole.equity
        self.assertEqual(faults(completed(Statement(**leaves)), Tolerance(0, 0.01)), [])

    @given(statements, st.sampled_from([identity for identity in IDENTITIES if not identity.unless]), st.floats(0, 2))
    def test_a_difference_is_a_fault_beyond_what_is_allowed(self, statement, identity, part):
        leaves = {name: getattr(statement, name) or 0.0 for name in identity.parts}
        whole = Statement(**leaves)
        computed = identity.computed(whole)
        stated = computed + part
        found = faults(replace(whole, **{identity.total: stated}), Tolerance(0, 1))
        self.assertEqual(bool(found), stated - computed > 1 + 1e-9 * max(abs(stated), abs(computed)))


class TestFromAmounts(CoreCase):
    """Zero where nobody filled in: which zeros are amounts and which are gaps."""

    def test_table(self):
        cases = [
            ("nothing", {}, {}),
            ("a part makes its neighbours zero", {"cash": 5}, {"inventory": 0.0, "cash": 5.0}),
            ("a total says nothing of its parts", {"current_assets": 5}, {"inventory": None, "current_assets": 5.0}),
            ("no debt beyond a year", {"payables": 5}, {"non_current_liabilities": 0.0, "long_term_debt": None}),
            ("a total left out stays out", {"cash": 5}, {"current_assets": None, "total_assets": None}),
            ("sales are no result", {"sales": 5}, {"cost_of_sales": None, "operating_result": None}),
            ("costs are", {"gross_profit": 5, "operating_expenses": 3}, {"other_operating_income": 0.0}),
            ("no tax at all", {"result_before_tax": 5, "net_result": 5}, {"income_tax": 0.0}),
            ("nothing of cash", {"cash": 5}, {"operating_cash_flow": None}),
            ("alone", {"market_value": 5}, {"market_value": 5.0, "depreciation": None}),
        ]
        for title, filled, expected in cases:
            statement = from_amounts(dict.fromkeys(LINES, 0.0) | filled)
            with self.subTest(title):
                self.assertEqual({name: getattr(statement, name) for name in expected}, expected)

    def test_a_whole_statement_stays_what_it_is(self):
        given_amounts = {name: getattr(EXAMPLE, name) for name in LINES}
        self.assertEqual(from_amounts(given_amounts), EXAMPLE)

    def test_parts_alone_are_enough(self):
        parts = {name: 0.0 if name in TOTALS else getattr(EXAMPLE, name) for name in LINES}
        self.assertEqual(completed(from_amounts(parts)), EXAMPLE)

    @given(lines)
    def test_no_amount_is_lost_or_invented(self, values):
        statement = from_amounts(values)
        for name, amount in values.items():
            self.assertEqual(getattr(statement, name) or 0.0, amount or 0.0)
