from odoo.tests import tagged

from ...core.policy.policy import CONFIRMATION
from ..policy.policy_common import PolicyCommon
from .assessment_common import CreditAssessmentCommon


@tagged("post_install", "-at_install")
class TestScoreRule(PolicyCommon, CreditAssessmentCommon):
    """Orders are held by what the customer scores today, not by what it scored when it was assessed."""

    def order(self, partner=None):
        goods = self.env["product.product"].create({"name": "Goods", "type": "service", "list_price": 100})
        line = {"product_id": goods.id, "price_unit": 100, "tax_ids": []}
        return self.env["sale.order"].create(
            {
                "partner_id": (partner or self.customer).id,
                "company_id": self.company.id,
                "user_id": self.salesperson.id,
                "order_line": [(0, 0, line)],
            }
        )

    def outcome(self, order):
        return order._credit_decide(CONFIRMATION)[order].outcome

    def rule(self, points):
        self.publish({"kind": "score", "percent": points, "everybody": True})

    def test_the_score_of_today(self):
        score = self._approved().score
        order = self.order()
        self.rule(score - 0.5)
        self.assertEqual(self.outcome(order), "pass")
        self.risk.points = 10  # the industry has become worse since
        self.assertLess(self._assess().score, score)
        self.assertEqual(self.account.score, score, "nobody has assessed the customer anew")
        self.assertEqual(self.outcome(order), "block")

    def test_who_has_no_account_passes(self):
        self.rule(100)
        self.assertEqual(self.outcome(self.order(self._create_customer("New"))), "pass")

    def test_salespeople_learn_no_score(self):
        assessment = self._assess()
        self.rule(99)
        order = self.order().with_user(self.salesperson)
        decision = order._credit_decide(CONFIRMATION)[order]
        (failure,) = decision.failures
        self.assertIsNone(failure.observed)
        words = self.env["credit.explanation"]._finding(failure, self.company.currency_id)
        self.assertEqual(words, "Assessed today, the customer scores less than the 99 points asked for.")
        self.assertNotIn(f"{assessment.score:g}", words)
