from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...core.assessment.assessment import thaw
from .assessment_common import CreditAssessmentCommon


@tagged("post_install", "-at_install")
class TestAssessmentScore(CreditAssessmentCommon):
    """Inputs that an assessment draws, writes down and shows."""

    def test_inputs_give_score_grade_and_limit(self):
        assessment = self._assess()
        ratio = self._ratio(self.statement, "current_ratio").value
        points = 0 if ratio < 1.1 else 50 if ratio < 2.6 else 100
        self.assertEqual(assessment.score, round((points * 50 + 100 * 30) / 80, 2))
        self.assertEqual(assessment.grade_id, self.env["credit.grade"]._for_score(assessment.score))
        self.assertEqual((assessment.scorecard_id, assessment.statement_id), (self.card, self.statement))
        self.assertEqual(assessment.assessed_on, self.company._credit_today())
        self.assertEqual(assessment.limit_amount, assessment.proposed_limit)
        self.assertTrue(assessment.has_proposed_limit)
        self.assertFalse(assessment.differs)

    def test_judgement_counts_with_a_reason(self):
        assessment = self._assess()
        before = assessment.score
        self._judge(assessment, 100, reason="")
        self.assertEqual(assessment.score, before)
        self._judge(assessment, 100)
        self.assertGreater(assessment.score, before)
        self._judge(assessment, 0)
        self.assertLess(assessment.score, before, "zero with a reason is a judgement")

    def test_refreshing_keeps_judgements(self):
        assessment = self._assess()
        self._judge(assessment, 100)
        judged = assessment.score
        assessment.action_refresh()
        self.assertEqual(assessment.score, judged)
        self.assertEqual(assessment.line_ids.filtered("is_judgement").reason, "Met them")
        self.assertEqual(len(assessment.line_ids), 3)

    def test_refreshing_draws_anew(self):
        assessment = self._assess()
        before = assessment.score
        self.risk.points = 10
        self.assertEqual(assessment.score, before)
        assessment.action_refresh()
        self.assertLess(assessment.score, before)

    def test_frozen_inputs_give_the_same_to_the_digit(self):
        assessment = self._approved()
        self.risk.points = 0
        self.card._credit_by_method().write({"coverage_min": 100})
        self.env["credit.grade"].search([("code", "=", "AAA")]).score_min = 95
        self.statement._credit_by_method().write({"current_assets": 1})
        result = assessment._recompute_frozen()
        self.assertEqual(result.score.value, assessment.score)
        self.assertEqual(result.grade, assessment.proposed_grade_id.code)
        self.assertEqual(result.proposal.amount, assessment.proposed_limit)
        self.assertIn("It is the same", assessment.action_recompute()["params"]["message"])

    def test_why_not_better(self):
        assessment = self._assess()
        lines = assessment.line_ids.sorted("cost", reverse=True)
        if lines[0].cost:
            self.assertIn(lines[0].name, assessment.explanation)
        self.assertIn(f"{assessment.score:g}", assessment.explanation)
        self.assertIn("bg-success", assessment.chart)

    def test_too_little_known(self):
        account = self._create_account()
        assessment = self._assess(account)
        self.assertFalse(assessment.scored)
        self.assertFalse(assessment.grade_id)
        with self.assertRaisesRegex(UserError, "Too little is known"):
            assessment.action_submit()

    def test_no_card(self):
        self.card._credit_by_method().relationship = "existing"
        assessment = self._assess(self._create_account())
        self.assertFalse(assessment.scorecard_id)
        self.assertIn("No scorecard", assessment.explanation)

    def test_statement_in_other_currency(self):
        other = self._other_currency()
        other.rate_ids.unlink()
        other.rate_ids = [Command.create({"name": date(2020, 1, 1), "rate": 2.0, "company_id": self.company.id})]
        basis = thaw(self._assess().frozen).basis
        account = self._create_account(self._create_customer(industry_id=self.customer.industry_id.id))
        statement = self._create_statement(year=self._day(0).year - 1, account=account, currency_id=other.id)
        statement.with_user(self.manager).action_confirm()
        self.assertAlmostEqual(thaw(self._assess(account).frozen).basis.equity, basis.equity / 2, 2)

    def test_asked_amount_holds_the_limit_down(self):
        survey = self.env["credit.survey"].create({"account_id": self.account.id, "requested_limit": 12.34})
        survey._credit_by_method().write(
            {
                "state": "verified", "valid_to": self._day(0), "submitted_by": self.salesperson.id,
                "verified_by": self.analyst.id, "verified_on": "2026-01-01",
            }
        )  # fmt: skip
        assessment = self._assess()
        self.assertEqual(assessment.survey_id, survey)
        self.assertEqual(assessment.limit_amount, 12.34, "less than a step stays as it is")
        self.assertIn("no more than was asked for", assessment.limit_explanation)
        survey._credit_by_method().valid_to = self._day(-1)
        assessment.action_refresh()
        self.assertFalse(assessment.survey_id)

    def test_many_at_once(self):
        accounts = self.env["credit.account"].concat(*(self._create_account() for _number in range(20)))
        cases = self.env["credit.assessment"]._cases
        cases(accounts[:1], self._day(0))
        self.env.flush_all()

        def queries(some):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            cases(some, self._day(0))
            return self.cr.sql_log_count - before

        self.assertLessEqual(queries(accounts), queries(accounts[:1]))


@tagged("post_install", "-at_install")
class TestAssessmentDecision(CreditAssessmentCommon):
    """Who decides, and what follows."""

    def test_approval_writes_the_account(self):
        terms = self.env.ref("account.account_payment_term_45days")
        assessment = self._approved(payment_term_id=terms.id, limit_amount=5000, late_interest_rate=7.5)
        account = self.account
        self.assertEqual((account.grade_id, account.score), (assessment.grade_id, assessment.score))
        self.assertEqual((account.effective_limit, account.limit_state), (5000, "limited"))
        self.assertEqual((account.status, account.late_interest_rate), ("active", 7.5))
        self.assertEqual(self.customer.property_payment_term_id, terms)
        today = self.company._credit_today()
        self.assertEqual(account.last_review, today)
        self.assertEqual(account.next_review, today + relativedelta(months=3), "a first one is looked at soon")
        account.last_review = self._day(-90)
        again = self._approved(limit_amount=6000)
        self.assertEqual(account.next_review, today + relativedelta(months=again.grade_id.review_interval))
        limit = assessment.limit_id
        self.assertEqual((limit.origin, limit.author_id, limit.approver_id), ("assessment", self.analyst, self.manager))

    def test_price_list_comes_and_goes_with_the_grade(self):
        reward = self.env["product.pricelist"].create({"name": "Reward"})
        own = self.customer.specific_property_product_pricelist
        self._approved(pricelist_id=reward.id)
        self.assertEqual(self.customer.property_product_pricelist, reward)
        self._approved(pricelist_id=False)
        self.assertEqual(self.customer.specific_property_product_pricelist, own)

    def test_price_list_that_was_not_granted_stays(self):
        special = self.env["product.pricelist"].create({"name": "Special"})
        self.customer.property_product_pricelist = special
        self._approved()
        self.assertEqual(self.customer.property_product_pricelist, special)

    def test_worst_grade_means_prepayment(self):
        grade = self.grades["D"]
        assessment = self._assess()
        form = Form(assessment)
        form.grade_id = grade
        form.difference_reason = "Heard of it"
        form.save()
        self.assertEqual(assessment.limit_amount, 0)
        assessment.action_submit()
        assessment.with_user(self.manager).action_approve()
        self.assertEqual((self.account.effective_limit, self.account.limit_state), (0, "limited"))
        self.assertEqual(self.customer.property_payment_term_id, grade.payment_term_id)

    def test_status_is_left_where_somebody_set_it(self):
        self.account.with_user(self.manager).action_set_status("stop", "Test")
        self._approved()
        self.assertEqual(self.account.status, "stop")

    def test_difference_wants_a_reason(self):
        assessment = self._assess()
        assessment.limit_amount += 0.01
        with self.assertRaisesRegex(UserError, r"differs.*\(Limit\)"):
            assessment.action_submit()
        assessment.difference_reason = "A cent"
        assessment.action_submit()

    def test_judgement_wants_a_reason(self):
        assessment = self._assess()
        self._judge(assessment, 50, reason="")
        with self.assertRaisesRegex(UserError, "without a reason"):
            assessment.action_submit()

    def test_nobody_approves_what_they_touched(self):
        assessment = self._assess(user=self.second_manager)
        assessment.with_user(self.analyst).action_submit()
        for user in (self.second_manager, self.analyst):
            with self.assertRaises(AccessError, msg=user.login):
                assessment.with_user(user).action_approve()
        assessment.with_user(self.manager).action_approve()

    def test_whoever_changes_a_figure_is_a_proposer(self):
        assessment = self._assess()
        assessment.with_user(self.manager).write({"limit_amount": 1, "difference_reason": "Mine"})
        assessment.action_submit()
        with self.assertRaisesRegex(AccessError, "had a hand in"):
            assessment.with_user(self.manager).action_approve()

    def test_authority(self):
        self._grant_authority(self.manager, 999.99)
        self.env.ref("credit_management.credit_authority_manager").amount = 0
        assessment = self._assess()
        assessment.write({"limit_amount": 1000, "difference_reason": "Test"})
        assessment.action_submit()
        with self.assertRaisesRegex(AccessError, "may raise a limit by up to"):
            assessment.with_user(self.manager).action_approve()
        self.env.invalidate_all()
        self.assertEqual(assessment.state, "submitted")

    def test_refusal(self):
        assessment = self._assess()
        assessment.action_submit()
        with self.assertRaisesRegex(UserError, "Say why"):
            assessment.with_user(self.manager).action_refuse(" ")
        assessment.with_user(self.manager).action_refuse("Too early")
        self.assertEqual((assessment.state, assessment.refusal_reason), ("refused", "Too early"))
        self.assertEqual(self.account.limit_state, "not_assessed")
        self.assertNotEqual(self._assess(), assessment)

    def test_one_open(self):
        assessment = self._assess()
        self.assertEqual(self._assess(), assessment)
        with self.assertRaisesRegex(UserError, "is open already"):
            self.env["credit.assessment"].with_user(self.analyst).create({"account_id": self.account.id})
        assessment.action_cancel()
        self.assertNotEqual(self._assess(), assessment)

    def test_take_back(self):
        assessment = self._assess()
        assessment.action_submit()
        with self.assertRaisesRegex(UserError, "no draft any more"):
            assessment.limit_amount = 1
        assessment.action_take_back()
        assessment.limit_amount = 1
        self.assertTrue(assessment.differs)

    def test_decider_is_asked(self):
        assessment = self._assess()
        assessment.action_submit()
        self.assertEqual(len(assessment.activity_ids), 1)
        self.assertNotIn(assessment.activity_ids.user_id, assessment.hand_ids)
        assessment.with_user(self.manager).action_approve()
        self.assertFalse(assessment.activity_ids)

    def test_merge(self):
        other = self._create_account()
        kept, moved = self._assess(), self._assess(other)
        other._move_to(self.customer)
        self.assertEqual((kept.state, moved.state), ("draft", "cancelled"))
        self.assertEqual(moved.account_id, self.account)
        self.assertEqual(moved.partner_id, self.customer)
