from odoo.tests import HttpCase, tagged

from .survey_common import CreditSurveyCommon


@tagged("post_install", "-at_install")
class TestSurveyTour(CreditSurveyCommon, HttpCase):
    """Tour of a salesperson and an analyst: the browser's own errors fail the test."""

    def tour(self, name, user):
        self.start_tour(f"/odoo/credit-accounts/{self.account.id}", f"credit_management_survey{name}", login=user.login)

    def test_a_salesperson_begins_a_survey(self):
        self.tour("", self.seller)
        survey = self.account.survey_ids
        self.assertEqual((survey.state, survey.user_id, survey.requested_limit), ("draft", self.seller, 8000))
        self.assertEqual(self._answer(survey, "legal_form").value_choice, "limited")
        self.assertEqual(self._answer(survey, "founding_year").value_number, 2010)
        self.assertEqual(survey.licence_ids.name, "Business licence")

    def test_a_salesperson_submits_and_an_analyst_verifies(self):
        survey = self._complete(self._create_survey())
        self._contradict(self._answer(survey, "staff"))
        self.tour("_submit", self.seller)
        self.assertEqual((survey.state, survey.submitted_by), ("submitted", self.seller))
        self.tour("_verify", self.analyst)
        self.assertEqual((survey.state, survey.verified_by), ("verified", self.analyst))
