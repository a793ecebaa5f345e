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
    rounded_down,
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
        self.assertEqual(taken, {NEEDED: WORKING_CAPITAL, LOWEST: BALANCE, MIDDLE: WORKING_CAPITAL, HIGHEST: EQUITY})

    def test_what_is_needed_as_far_as_it_can_be_borne(self):
        for basis, chosen, amount in (
            (self.basis, WORKING_CAPITAL, 30_000),
            (replace(self.basis, working_capital=None), EQUITY, 50_000),
            (replace(self.basis, working_capital=None, equity=5_000_000), ASKED, 60_000),
            (Basis(purchases=365_000, credit_days=45, highest_balance=20_000), PURCHASES, 90_000),
            (Basis(purchases=365_000, credit_days=3, highest_balance=20_000), BALANCE, 30_000),
            (Basis(equity=500_000, working_capital=-1), WORKING_CAPITAL, 0),
            (Basis(asked=7_000), ASKED, 7_000),
        ):
            with self.subTest(basis=basis):
                proposal = propose(basis, Parameters(), 1.0)
                self.assertEqual((proposal.bound or proposal.chosen, proposal.amount), (chosen, amount))

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
        for maximum, amount, bound in ((24_000, 24_000, None), (23_999.99, 23_900, MAXIMUM), (0, 24_000, None)):
            proposal = propose(self.basis, replace(self.parameters, maximum=maximum), 1.0)
            self.assertEqual((proposal.amount, proposal.bound), (amount, bound))

    def test_round_figures(self):
        for amount, step, expected in (
            (1_299.99, 100, 1_200), (1_300, 100, 1_300), (99.999, 100, 99.99), (0.3, 0.1, 0.3), (5, 0, 5),
        ):  # fmt: skip
            self.assertEqual(rounded_down(amount, step, 0.01), expected, (amount, step))

    def test_nothing_known(self):
        proposal = propose(Basis(), self.parameters, 1.0)
        self.assertEqual((proposal.chosen, proposal.amount), (None, None))

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
