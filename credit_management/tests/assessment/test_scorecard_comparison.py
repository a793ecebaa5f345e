from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .scorecard_common import LIQUIDITY, CreditScorecardCommon


@tagged("post_install", "-at_install")
class TestScorecardComparison(CreditScorecardCommon):
    """Two cards over all accounts: who would change grade."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_statement().with_user(cls.manager).action_confirm()  # a current ratio of 1.80
        whole = {**LIQUIDITY, "weight": 100, "missing": "leave_out"}
        cls.card = cls._card(whole, name="Mild")
        cls.strict = cls._card({**whole, "bins": ((0, None), (100, 2.6))}, name="Strict")
        cls.unknown = cls._create_account(cls._create_customer("Unknown"))

    def compare(self, user=None, **vals):
        values = {"scorecard_id": self.card.id, "other_id": self.strict.id, **vals}
        comparison = self.env["credit.scorecard.comparison"].with_user(user or self.analyst).create(values)
        comparison.action_compare()
        return comparison

    def line(self, comparison, account):
        return comparison.line_ids.filtered(lambda line: line.account_id == account)

    def test_who_changes_grade(self):
        for user in (self.analyst, self.administrator):
            with self.subTest(user.login):
                comparison = self.compare(user)
                mine = self.line(comparison, self.account)
                self.assertEqual((mine.score, mine.other_score, mine.difference), (50, 0, 50))
                self.assertEqual((mine.grade_id.code, mine.other_grade_id.code, mine.change), ("B", "D", "better"))
                self.assertEqual(self.line(comparison, self.unknown).change, "none")
                self.assertEqual(comparison.account_count, len(comparison.line_ids))
                self.assertEqual(
                    comparison.changed_count,
                    len(comparison.line_ids.filtered(lambda one: one.change != "none" and one.change != "same")),
                )
                self.assertEqual(sum(comparison.grade_ids.mapped("count")), comparison.account_count)
                self.assertEqual(comparison.grade_ids[-1].grade_text, "None")
        self.assertFalse(self.account.grade_id)

    def test_means_leave_out_who_has_no_score(self):
        comparison = self.compare()
        known = [line.score for line in comparison.line_ids if line.grade_id]
        self.assertEqual(comparison.scored_count, len(known))
        self.assertAlmostEqual(comparison.score, sum(known) / len(known), places=2)

    def test_again_and_the_other_way_round(self):
        comparison = self.compare(scorecard_id=self.strict.id, other_id=self.card.id)
        comparison.action_compare()
        self.assertEqual(len(self.line(comparison, self.account)), 1)
        self.assertEqual(self.line(comparison, self.account).change, "worse")

    def test_only_customers_the_card_is_for(self):
        self.card.industry_ids = self.env.ref("base.res_partner_industry_U")
        self.assertFalse(self.compare(scope="segment").line_ids)
        self.account.partner_id.industry_id = self.card.industry_ids
        self.assertEqual(self.compare(scope="segment").line_ids.account_id, self.account)

    def test_unfinished_cards_are_refused(self):
        self.strict.criterion_ids.weight = 95
        with self.assertRaisesRegex(UserError, "Strict, version 1 add up to 95 %"):
            self.compare()

    def test_salespeople_compare_nothing(self):
        with self.assertRaises(AccessError):
            self.compare(self.salesperson)

    def test_what_opens(self):
        comparison = self.compare()
        action = comparison.action_open_changes()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), comparison.line_ids)
        self.assertEqual(comparison.line_ids[0].distance, max(comparison.line_ids.mapped("distance")))
        Form(comparison, "credit_management.credit_scorecard_comparison_view_result")
