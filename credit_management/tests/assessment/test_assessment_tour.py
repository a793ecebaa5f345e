from odoo.tests import HttpCase, tagged

from .assessment_common import CreditAssessmentCommon
from .survey_common import CreditSurveyCommon


@tagged("post_install", "-at_install")
class TestAssessmentTour(CreditAssessmentCommon, HttpCase):
    """Tour of analyst and manager: the browser's own errors fail the test."""

    def test_from_account_to_limit(self):
        self.customer.name = "Assessed"
        self.start_tour(
            f"/odoo/credit-accounts/{self.account.id}", "credit_management_assess", login=self.analyst.login
        )
        assessment = self.account.assessment_ids
        self.assertEqual((assessment.state, assessment.limit_amount), ("submitted", 25))
        self.start_tour("/odoo/credit-assessments", "credit_management_approve_assessment", login=self.manager.login)
        self.assertEqual((assessment.state, self.account.effective_limit), ("approved", 25))


@tagged("post_install", "-at_install")
class TestNewCustomerTour(CreditSurveyCommon, HttpCase):
    """From a new customer's survey to an approved limit, by the ready card and each person at their own screen."""

    def test_from_survey_to_limit(self):
        self._grant_authority(self.manager, 25)
        survey = self._complete(self._create_survey())
        self._contradict(self._answer(survey, "staff"))
        account = f"/odoo/credit-accounts/{self.account.id}"
        self.start_tour(account, "credit_management_survey_submit", login=self.seller.login)
        self.start_tour(account, "credit_management_survey_verify", login=self.analyst.login)
        self.account.partner_id.name = "Assessed"
        self.start_tour(account, "credit_management_assess", login=self.analyst.login)
        assessment = self.account.assessment_ids
        self.assertEqual((assessment.survey_id, assessment.scorecard_id.name), (survey, "New Customer"))
        self.start_tour("/odoo/credit-assessments", "credit_management_approve_assessment", login=self.manager.login)
        self.assertEqual((self.account.effective_limit, self.account.status), (25, "active"))
