from datetime import timedelta

from odoo import Command
from odoo.fields import Datetime
from odoo.tests import tagged

from ...core.assessment.limit_proposal import Parameters, rounded
from .assessment_common import CreditAssessmentCommon
from .statement_common import FIGURES

# Working capital and equity of 5,000.
THIN = {
    "current_assets": 105_000, "total_assets": 105_000, "current_liabilities": 100_000, "total_liabilities": 100_000,
    "equity": 5_000,
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestAssessmentLimit(CreditAssessmentCommon):
    """Limits that assessments propose: nobody gets less for a statement, and the price is shown."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.repaying = cls._create_account(cls._create_customer("Repays", industry_id=cls.customer.industry_id.id))
        for days in (200, 130, 60):
            cls._create_paid(cls.repaying, days, 90_000)
        cls.card._credit_by_method().coverage_min = 10

    @classmethod
    def _create_paid(cls, account, days_ago, amount):
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": account.partner_id.id,
                "invoice_date": cls._day(-days_ago),
                "invoice_date_due": cls._day(30 - days_ago),
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    Command.create({"name": "Goods", "quantity": 1, "price_unit": amount, "tax_ids": False})
                ],
            }
        )
        invoice.action_post()
        paying = cls.env["account.payment.register"].with_context(active_model="account.move", active_ids=invoice.ids)
        paying.create({"payment_date": cls._day(30 - days_ago)}).action_create_payments()
        return invoice

    def assess(self, **lines):
        """A fresh assessment of the customer who repays, with a statement of these lines."""
        self.repaying.assessment_ids.filtered(lambda one: one.state == "draft")._set_cancelled()
        if lines:
            given = dict.fromkeys(FIGURES, 0) | lines
            statement = self._create_statement(year=self._day(0).year - 1, account=self.repaying, **given)
            statement.with_user(self.manager).action_confirm()
        return self._assess(self.repaying)

    def test_methods_that_a_policy_adds(self):
        """Working assets and the customer's own sales are figures of their own, where the policy gives them a share."""
        figures = {
            "difference_reason": "A sketch",
            "cash": 400_000,
            "current_assets": 400_000,
            "current_liabilities": 200_000,
            "total_assets": 600_000,
        }
        figures |= {"total_liabilities": 300_000, "equity": 300_000, "sales": 1_000_000}
        usual = self.assess(**figures)
        self.assertFalse({"working_assets", "own_sales"} & set(usual.method_ids.mapped("method")))
        policy = self.env["credit.policy"].create(
            {
                "company_id": self.company.id,
                "limit_working_assets_share": 20,
                "limit_own_sales_share": 10,
                "limit_is_seasonal": True,
            }
        )
        policy._credit_by_method().write({"state": "published", "valid_from": self._day(0)})
        self.env.registry.clear_cache()
        found = {line.method: line for line in self.assess().method_ids}
        self.assertEqual(found["own_sales"].amount, 100_000)
        self.assertEqual(found["working_assets"].basis, 250_000)
        # Current and quick ratio 2 (no inventories), debts 200 and 300 of an equity of 300: 2.33, all of the share.
        self.assertEqual(found["working_assets"].amount, 50_000)
        # 270,000 in three months of the year are 1,080,000 at their pace.
        self.assertAlmostEqual(found["purchases"].basis, 1_080_000)

    def test_a_statement_takes_nothing_away(self):
        without = self.assess()
        self.assertTrue(without.limit_amount)
        grade = without.grade_id
        assessment = self.assess(**THIN)
        amount = assessment._values_of(grade)["limit_amount"]
        self.assertEqual(amount, without.limit_amount, "at the grade it had without a statement")
        self.assertEqual(amount, float(f"{amount:.2g}"), "two significant figures")
        self.assertIn("that alone lowers no limit", assessment.limit_explanation)

    def test_the_maximum_is_named(self):
        policy = self.env["credit.policy"]._get_in_force(self.company)
        policy._credit_by_method().limit_maximum = 12_345
        assessment = self.assess()
        self.assertEqual((assessment.limit_amount, assessment.limit_bound), (12_345, "maximum"))
        self.assertIn("no more than the policy's maximum", assessment.limit_explanation)

    def test_below_zero_lowers_by_a_factor(self):
        self.card.knockout_ids._credit_by_method().unlink()
        without = self.assess()
        best = self.env["credit.grade"].search([("limit_factor", ">=", 1)], limit=1)
        before = without._values_of(best)["limit_amount"]
        case = without._cases(self.repaying, self._day(0))[self.repaying].case
        self.assertIsNone(case.basis.working_capital)
        with_one = self.assess(**THIN | {"current_assets": 99_000, "non_current_assets": 6_000})
        self.assertTrue(with_one.limit_weak)
        self.assertEqual(with_one.limit_factor, min(with_one.proposed_grade_id.limit_factor, 0.5))
        self.assertGreater(with_one.limit_amount, 0)
        self.assertEqual(with_one._values_of(best)["limit_amount"], rounded(135_000 * 0.5, Parameters()))
        self.assertEqual(before, rounded(135_000 * best.limit_factor, Parameters()))
        if with_one.proposed_grade_id.limit_factor > 0.5:
            self.assertIn("below zero", with_one.limit_explanation)

    def test_the_price_of_a_limit(self):
        assessment = self.assess()
        assessment.limit_amount = 90_000
        self.assertIn("Of 3 good orders of the year before, 0 (0 %)", assessment.limit_cost_text)
        assessment.limit_amount = 89_999
        self.assertIn("Of 3 good orders of the year before, 3 (100 %)", assessment.limit_cost_text)
        self.assertFalse(self._assess().limit_cost_text, "nothing was bought")

    def test_what_a_grade_has_meant(self):
        """Invoices count with the grade that was approved on their day."""
        assessment = self._approved(self.repaying)
        grade, root = assessment.grade_id, self.company._credit_root()

        def record():
            found = grade._read_records(root, self._day(0)).get(grade)
            return (found[0].bad, found[0].count) if found else (0, 0)

        before = record()
        # As if it had been approved before the last two of the three invoices.
        assessment._credit_by_method().decided_on = Datetime.to_datetime(self._day(-131)) + timedelta(hours=12)
        self.assertEqual(record(), (before[0], before[1] + 2))

    def test_the_price_as_the_analyst_types(self):
        assessment = self.assess()
        typed = assessment.new(origin=assessment)
        typed.limit_amount = 1
        self.assertIn("3 (100 %)", typed.limit_cost_text)

    def test_what_lines_give_adds_up(self):
        for account in (self.account, self.repaying):
            assessment = self._assess(account)
            self.assertTrue(assessment.scored)
            given = assessment.line_ids.mapped("contribution")
            self.assertEqual(round(sum(given), 2), assessment.score)
            self.assertEqual(round(sum(assessment.line_ids.mapped("weight")), 2), 100)

    def test_an_unknown_reference_is_left_out(self):
        for card in self.env["credit.scorecard"].search([("name", "in", ("New Customer", "Existing Customer"))]):
            for criterion in card.criterion_ids.filtered(
                lambda one: one.code in ("trade_references", "bank_reference")
            ):
                self.assertEqual(criterion.missing, "leave_out", criterion.display_name)
