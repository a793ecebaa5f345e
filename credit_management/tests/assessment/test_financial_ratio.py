from datetime import date

from odoo.tests import tagged

from ...core.assessment import ratio, ratios
from ...models.assessment.statement.credit_financial_ratio import FORMULAS
from .statement_common import CreditStatementCommon


@tagged("post_install", "-at_install")
class TestFinancialRatio(CreditStatementCommon):
    """Ratios are there, compared with the right period, and follow every change."""

    def test_ratios_of_a_statement(self):
        statement = self._create_statement()
        self.assertEqual(statement.ratio_ids.mapped("code"), list(ratios.DEFINITIONS))
        ratio = self._ratio(statement, "receivable_days")
        self.assertEqual((ratio.value, ratio.value_text, ratio.group), (50, "50 days", "turnover"))
        self.assertEqual(self._ratio(statement, "equity_ratio").value_text, "40.0 %")
        self.assertEqual(self._ratio(statement, "altman_z").zone, "safe")
        self.assertIn("365", ratio.formula)
        growth = self._ratio(statement, "sales_growth")
        self.assertEqual((growth.reason, growth.value_text), ("no_previous", "No period before"))
        statement.sales = 730
        self.assertEqual(self._ratio(statement, "receivable_days").value, 100)

    def test_why_there_is_none(self):
        statement = self._create_statement(market_value=0, interest_expense=0)
        self.assertEqual(self._ratio(statement, "altman_z").value_text, "Not given: “Market Value of Equity”")
        self.assertEqual(self._ratio(statement, "interest_coverage").value_text, "Zero: “Interest Expense”")

    def test_model_and_core_know_the_same(self):
        table = self.env["credit.financial.ratio"]
        self.assertEqual([code for code, _label in table._fields["code"].selection], list(ratios.DEFINITIONS))
        self.assertEqual(list(FORMULAS), list(ratios.DEFINITIONS))
        self.assertEqual([code for code, _label in table._fields["group"].selection], list(ratio.GROUPS))
        self.assertEqual({code for code, _label in table._fields["reason"].selection}, set(ratio.REASONS))
        self.assertEqual({code for code, _label in table._fields["trend"].selection}, set(ratios.TRENDS))

    def test_growth_follows_the_period_before(self):
        later = self._create_statement(2024)
        before = self._create_statement(2023, sales=1168)
        growth = self._ratio(later, "sales_growth")
        self.assertAlmostEqual(growth.value, 0.25)
        self.assertEqual(later.previous_id, before)
        margin = self._ratio(later, "net_margin")
        self.assertEqual((margin.has_previous, margin.trend), (True, "worse"))  # 100 / 1460 after 100 / 1168
        before.sales = 730
        self.assertAlmostEqual(self._ratio(later, "sales_growth").value, 1.0)
        before.unlink()
        self.assertEqual(self._ratio(later, "sales_growth").reason, "no_previous")

    def test_which_period_is_before(self):
        later = self._create_statement(2024)
        self._create_statement(2022)  # a year is missing between them
        self._create_statement(2023, account=self._create_account())
        self._create_statement(2023, kind="interim", period_start=date(2023, 7, 1))
        self.assertFalse(later.previous_id)
        short = self._create_statement(2023, period_start=date(2023, 4, 1))
        self.assertEqual(later.previous_id, short)
        half = self._create_statement(2024, kind="interim", period_start=date(2024, 7, 1))
        self.assertEqual(half.previous_id.period_start, date(2023, 7, 1))
        quarter = self._create_statement(
            2022, kind="interim", period_start=date(2024, 1, 1), period_end=date(2024, 3, 31)
        )
        self.assertFalse(quarter.previous_id)

    def test_confirmed_ones_are_compared_with_confirmed_ones(self):
        before, later = self._create_statement(2023), self._create_statement(2024)
        self.assertEqual(later.previous_id, before)
        later.with_user(self.manager).action_confirm()
        self.assertFalse(later.previous_id)
        self.assertEqual(self._ratio(later, "sales_growth").reason, "no_previous")
        before.with_user(self.manager).action_confirm()
        self.assertEqual(later.previous_id, before)
        self.assertEqual(self._ratio(later, "sales_growth").value, 0)
        draft = before.browse(before.action_new_version()["res_id"])
        draft.sales = 1
        self.assertEqual(later.previous_id, before)
        self.assertEqual(self._ratio(later, "sales_growth").value, 0)

    def test_another_currency_before(self):
        other = self._other_currency()
        self._create_statement(2023, currency_id=other.id)
        self.assertEqual(self._ratio(self._create_statement(2024), "sales_growth").reason, "currency")

    def test_merged_customers(self):
        """Their statements come along; of two of one period the one of the customer that stays stands."""
        other = self._create_account()
        mine = self._create_statement(2024)
        theirs = self._create_statement(2024, account=other)
        older = self._create_statement(2023, account=other)
        self.account.sudo()._absorb(other)
        self.assertEqual((mine.state, theirs.state, older.state), ("draft", "superseded", "draft"))
        self.assertEqual((theirs + older).partner_id, self.account.partner_id)
        self.assertEqual(mine.previous_id, older)

    def test_lights_against_the_industry(self):
        """The median of the company's own customers of an industry, five at least, else thresholds."""
        industry = self.env["res.partner.industry"].create({"name": "Pottery"})
        statements = self.env["credit.financial.statement"]
        for number in range(5):
            account = self._create_account(self._create_customer(f"Potter {number}", industry_id=industry.id))
            payables = {"current_liabilities": 0, "payables": 100 + 20 * number, "difference_reason": "As given"}
            statements |= self._create_statement(account=account, **payables)
        mine = self._ratio(statements[4], "current_ratio")
        self.assertIn("good from", mine.benchmark_text, "drafts of others say nothing")
        statements.with_user(self.manager).action_confirm()
        self.env.invalidate_all()
        mine = self._ratio(statements[4], "current_ratio")
        self.assertIn("median of 5 of Pottery", mine.benchmark_text)
        values = [self._ratio(statement, "current_ratio") for statement in statements]
        order = sorted(values, key=lambda ratio: ratio.value)
        self.assertEqual([ratio.light for ratio in order], ["weak", "weak", "good", "good", "good"])
        self.assertFalse(self.env["credit.financial.ratio"]._fields["value"].aggregator)
