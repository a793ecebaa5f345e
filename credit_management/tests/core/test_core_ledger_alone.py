from dataclasses import replace

from ...core.assessment.assessment import Case
from ...core.assessment.ledger_alone import Judged, judge
from ...core.assessment.limit_proposal import Basis
from ...core.assessment.scorecard import FLAG, IS, LEAVE_OUT, Bin, Criterion, KnockOut, Scorecard
from ...core.rating import Band
from .core_common import CoreCase

CARD = Scorecard(
    criteria=(
        Criterion("paying", "days_beyond_terms", 60, (Bin(100), Bin(50, 10.0), Bin(0, 30.0))),
        Criterion("licences", "licences_valid", 40, (Bin(100, answer="yes"), Bin(0, answer="no")), FLAG, LEAVE_OUT),
    ),
    knock_outs=(KnockOut("insolvent", "insolvency", IS, "yes", "D"),),
    coverage_min=50,
)
CASE = Case(
    card=CARD,
    inputs={"days_beyond_terms": 0, "licences_valid": True},
    bands=(Band("A", 80), Band("B", 50), Band("C", 20), Band("D", 0)),
    caps={"insolvent": "D"},
    factors={"A": 1.0, "B": 0.5, "C": 0.25, "D": 0.0},
    basis=Basis(purchases=36_500, credit_days=30, asked=10),
)
LEDGER = {"days_beyond_terms": 10, "purchases_12m": 36_500.0, "relationship_months": 12}


class TestLedgerAlone(CoreCase):
    """The worse of what is on record and of what our own ledger says."""

    def test_the_worse_of_both(self):
        found = judge(CASE, LEDGER, 30)
        self.assertEqual((found.score, found.grade, found.limit), (50, "B", 3_000))
        better = judge(CASE, LEDGER | {"days_beyond_terms": 0}, 30)
        self.assertEqual((better.score, better.grade, better.limit), (100, "A", 6_000))
        record = judge(replace(CASE, inputs={"days_beyond_terms": 30}), LEDGER | {"days_beyond_terms": 0}, 30)
        self.assertEqual((record.score, record.grade), (0, "D"))

    def test_what_was_told_lifts_nothing(self):
        """Answers, statements, wishes and longer terms asked for are on record only: the ledger alone stands beside."""
        honest = judge(CASE, LEDGER, 30)
        told = {"licences_valid": True, "expected_purchases": 9e9, "requested_days": 365, "equity": 9e9}
        basis = Basis(equity=9e9, working_capital=9e9, purchases=9e9, credit_days=365, highest_balance=9e9, asked=9e9)
        self.assertEqual(judge(replace(CASE, inputs=dict(CASE.inputs) | told, basis=basis), LEDGER, 30), honest)

    def test_no_ledger_no_judgement(self):
        self.assertEqual(judge(CASE, {}, 30), Judged())
        self.assertEqual(judge(CASE, LEDGER | {"purchases_12m": None}, 30).limit, 0)
        self.assertEqual(judge(CASE, LEDGER, None).limit, 0)

    def test_knock_outs_of_what_was_told_stand(self):
        found = judge(replace(CASE, inputs=dict(CASE.inputs) | {"insolvency": True}), LEDGER, 30)
        self.assertEqual((found.is_knocked_out, found.grade), (True, "D"))
