from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ...core.assessment.limit_proposal import (
    ASKED,
    BALANCE,
    EQUITY,
    HIGHEST,
    LOWEST,
    MAXIMUM,
    MIDDLE,
    NEEDED,
    PURCHASES,
    RULES,
    WORKING_CAPITAL,
    Basis,
    Parameters,
    figures,
    propose,
    rounded,
    yearly,
)
from .core_common import CoreCase

AMOUNTS = st.none() | st.floats(-1e9, 1e9)


class TestLimitProposal(CoreCase):
    """An amount for each method, a rule that takes one, and what holds it down."""

    basis = Basis(
        equity=500_000, working_capital=150_000, purchases=365_000, credit_days=45, highest_balance=20_000, asked=60_000
    )
    parameters = Parameters(purchases_share=100, balance_share=120, rule=LOWEST)

    def amounts(self, basis):
        return {figure.method: figure.amount for figure in figures(basis, self.parameters)}

    def test_figures(self):
        expected = {EQUITY: 50_000, WORKING_CAPITAL: 30_000, PURCHASES: 45_000, BALANCE: 24_000, ASKED: 60_000}
        self.assertEqual(self.amounts(self.basis), expected)

    def test_unknown_is_not_zero(self):
        self.assertEqual(set(self.amounts(Basis()).values()), {None})
        self.assertEqual(self.amounts(Basis(equity=0))[EQUITY], 0)
        self.assertIsNone(self.amounts(Basis(purchases=100))[PURCHASES], "without credit days")

    def test_negative_equity_bears_nothing(self):
        self.assertEqual(self.amounts(Basis(equity=-1))[EQUITY], 0)

    def test_rules(self):
        taken = {rule: propose(self.basis, replace(self.parameters, rule=rule), 1.0).chosen for rule in RULES}
        self.assertEqual(taken, {NEEDED: PURCHASES, LOWEST: BALANCE, MIDDLE: WORKING_CAPITAL, HIGHEST: EQUITY})

    def test_what_is_needed(self):
        for basis, chosen, amount in (
            (self.basis, ASKED, 60_000),
            (replace(self.basis, asked=None), PURCHASES, 90_000),
            (Basis(purchases=365_000, credit_days=45, highest_balance=20_000), PURCHASES, 90_000),
            (Basis(purchases=365_000, credit_days=3, highest_balance=20_000), BALANCE, 30_000),
            (Basis(equity=500_000, working_capital=150_000), WORKING_CAPITAL, 30_000),
            (Basis(asked=7_000), ASKED, 7_000),
        ):
            with self.subTest(basis=basis):
                proposal = propose(basis, Parameters(), 1.0)
                self.assertEqual((proposal.bound or proposal.chosen, proposal.amount), (chosen, amount))

    def test_a_statement_takes_nothing_away(self):
        """Measured before: working capital of 5,000 gave 1,200, and none given 162,000."""
        repaid = Basis(highest_balance=108_000)
        self.assertEqual(propose(repaid, Parameters(), 1.0).amount, 160_000)
        for stated in (Basis(working_capital=5_000), Basis(equity=0), Basis(equity=1_000, working_capital=5_000)):
            basis = replace(stated, highest_balance=108_000)
            proposal = propose(basis, Parameters(), 1.0)
            self.assertEqual((proposal.amount, proposal.weak), (160_000, False), stated)

    def test_below_zero_lowers_by_a_factor(self):
        for stated in (Basis(working_capital=-1), Basis(equity=-1), Basis(equity=-1e9, working_capital=5)):
            basis = replace(stated, highest_balance=90_000)
            for factor, expected in ((1.2, 0.5), (0.5, 0.5), (0.3, 0.3), (0.0, 0.0)):
                proposal = propose(basis, Parameters(), factor)
                self.assertEqual((proposal.weak, proposal.factor), (True, expected))
                self.assertEqual(proposal.amount, rounded(135_000 * expected, Parameters()))
            self.assertEqual(propose(basis, Parameters(weak_share=0), 1.0).amount, 0)
            self.assertEqual(propose(basis, Parameters(weak_share=100), 0.9).factor, 0.9)
            self.assertIsNone(propose(basis, Parameters(), None).factor)

    def test_a_year_at_the_pace_so_far(self):
        for months, expected in ((12, 600), (60, 600), (6, 1_200), (3, 2_400), (0.5, 2_400), (None, 600)):
            self.assertEqual(yearly(600, months), expected, months)
        self.assertIsNone(yearly(None, 6))

    def test_factor_of_the_grade(self):
        self.assertEqual(propose(self.basis, self.parameters, 0.5).amount, 12_000)
        self.assertEqual(propose(self.basis, self.parameters, 0.0).amount, 0)
        self.assertIsNone(propose(self.basis, self.parameters, None).amount)

    def test_never_more_than_asked(self):
        proposal = propose(Basis(equity=1_000_000, asked=60_000), self.parameters, 1.0)
        self.assertEqual((proposal.chosen, proposal.bound, proposal.amount), (EQUITY, ASKED, 60_000))

    def test_asked_alone_is_a_figure(self):
        proposal = propose(Basis(asked=5_000), self.parameters, 0.6)
        self.assertEqual((proposal.chosen, proposal.bound, proposal.amount), (ASKED, None, 3_000))

    def test_maximum_of_the_policy(self):
        for maximum, amount, bound in ((24_000, 24_000, None), (23_999.99, 23_999.99, MAXIMUM), (0, 24_000, None)):
            proposal = propose(self.basis, replace(self.parameters, maximum=maximum), 1.0)
            self.assertEqual((proposal.amount, proposal.bound), (amount, bound))

    def test_round_figures(self):
        for amount, step, expected in (
            (1_299.99, 500, 1_000), (1_500, 500, 1_500), (500, 500, 500), (499.99, 500, 490), (99.999, 100, 99),
            (0.3, 0.1, 0.3), (162_345, 0, 160_000), (1_299.99, 0, 1_200), (5, 0, 5), (0.0155, 0, 0.01), (0, 0, 0),
        ):  # fmt: skip
            self.assertEqual(rounded(amount, Parameters(step=step)), expected, (amount, step))
        self.assertEqual(rounded(7.77, Parameters(rounding=0.05)), 7.7)
        self.assertEqual(rounded(7.77, Parameters(rounding=1)), 7)

    def test_nothing_known(self):
        proposal = propose(Basis(), self.parameters, 1.0)
        self.assertEqual((proposal.chosen, proposal.amount), (None, None))

    @given(
        st.floats(0, 1e9) | st.none(), st.floats(0, 1e9) | st.none(), AMOUNTS, AMOUNTS, AMOUNTS,
        st.sampled_from(RULES), st.floats(0, 2), st.sampled_from((0.0, 100.0, 33_333.33)), st.sampled_from((0.0, 1e5)),
    )  # fmt: skip
    def test_nobody_gets_less_for_a_statement(
        self, equity, capital, purchases, balance, asked, rule, factor, step, maximum
    ):
        """At the same factor, and so at the same score; below zero as much, times the share of the policy."""
        parameters = Parameters(rule=rule, step=step, maximum=maximum)
        without = Basis(None, None, purchases, 30, balance, asked)
        with_one = replace(without, equity=equity, working_capital=capital)
        before, after = propose(without, parameters, factor).amount, propose(with_one, parameters, factor).amount
        if before is not None:
            self.assertGreaterEqual(after, before)
        weak = propose(replace(with_one, working_capital=-1.0), parameters, factor).amount
        if before is not None:
            self.assertGreaterEqual(weak, propose(without, parameters, min(factor, 0.5)).amount)

    @given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, st.sampled_from(RULES), st.floats(0, 2), st.floats(0, 1e6))
    def test_within_bounds(self, equity, capital, purchases, balance, asked, rule, factor, maximum):
        basis = Basis(equity, capital, purchases, 30, balance, asked)
        amount = propose(basis, Parameters(rule=rule, maximum=maximum), factor).amount
        if amount is None:
            self.assertEqual({equity, capital, purchases, balance, asked}, {None})
        else:
            self.assertGreaterEqual(amount, 0)
            if asked is not None and asked >= 0:
                self.assertLessEqual(amount, asked + 0.01)
            if maximum:
                self.assertLessEqual(amount, maximum + 0.01)
