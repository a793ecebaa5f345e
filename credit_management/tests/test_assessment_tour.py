from odoo.tests import HttpCase, tagged

from .assessment_common import CreditAssessmentCommon


@tagged("post_install", "-at_install")
class TestAssessmentTour(CreditAssessmentCommon, HttpCase):
    """What analyst and manager see: the browser's own errors fail the test."""

    def test_from_account_to_limit(self):
        self.customer.name = "Assessed"
        self.start_tour(
            f"/odoo/credit-accounts/{self.account.id}", "credit_management_assess", login=self.analyst.login
        )
        assessment = self.account.assessment_ids
        self.assertEqual((assessment.state, assessment.limit_amount), ("submitted", 25))
        self.start_tour("/odoo/credit-assessments", "credit_management_approve_assessment", login=self.manager.login)
        self.assertEqual((assessment.state, self.account.effective_limit), ("approved", 25))
