from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .scorecard_common import INDUSTRY, LIQUIDITY, CreditScorecardCommon


@tagged("post_install", "-at_install")
class TestScorecardTrial(CreditScorecardCommon):
    """A card, a draft too, is tried on a customer and nothing is kept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account.partner_id.industry_id = cls.env.ref("base.res_partner_industry_F")
        cls._create_statement().with_user(cls.manager).action_confirm()  # a current ratio of 1.80

    def trial(self, card, user):
        form = Form(self.env["credit.scorecard.trial"].with_user(user).with_context(default_scorecard_id=card.id))
        form.account_id = self.account.with_user(user)
        return form

    def test_every_role_that_may_sees_the_points(self):
        card = self._card(LIQUIDITY, INDUSTRY)
        for user in (self.analyst, self.manager, self.administrator):
            with self.subTest(user.login):
                form = self.trial(card, user)
                self.assertEqual((form.score, form.grade_id.code, form.coverage), (30, "C", 100))
                self.assertEqual(len(form.line_ids), 2)
        record = form.save()
        liquid, industry = record.line_ids
        self.assertEqual(
            (liquid.name, liquid.value_text, liquid.range_text, liquid.points, liquid.weight, liquid.cost),
            ("Current Ratio", "1.80", "1.10 to below 2.60", 50, 60, 30),
        )
        self.assertEqual((industry.value_text, industry.contribution, industry.cost), ("30", 0, 40))
        self.assertFalse(self.account.score or self.account.grade_id)

    def test_a_salesperson_does_not(self):
        card = self._card()
        with self.assertRaises(AccessError):
            self.trial(card, self.salesperson)
        with self.assertRaisesRegex(AccessError, "Ask a credit analyst"):
            self.env["credit.assessment.inputs"].with_user(self.salesperson)._collect_for_user(
                self.account, self._day(0)
            )

    def test_what_the_score_does_not_say(self):
        rule = {"characteristic": "current_ratio", "operator": "below", "value": 2, "grade_id": self.grades["D"].id}
        poor = {"characteristic": "overdue_days", "weight": 40, "bins": ((0, None),), "missing": "leave_out"}
        card = self._card(LIQUIDITY, poor, coverage_min=70, knockout_ids=[Command.create({**rule, "name": "Thin"})])
        form = self.trial(card, self.analyst)
        self.assertIn("Only 60 % of the weights is known, and 70 % has to be", form.message)
        self.assertIn("Knock-out “Thin”: no better than D.", form.message)
        self.assertEqual(form.grade_id.code, "D")
        self.assertEqual(form.save().line_ids[1].range_text, "Left out")

    def test_an_unfinished_card_says_what_it_needs(self):
        form = self.trial(self._card(LIQUIDITY), self.analyst)
        self.assertIn("add up to 60 %", form.message)
        self.assertFalse(form.save().line_ids)
