from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .survey_common import CreditSurveyCommon


@tagged("post_install", "-at_install")
class TestSurveyFacts(CreditSurveyCommon):
    """Facts that a verified survey hands on, and questions that keep their meaning."""

    # === FACTS === #

    def test_facts(self):
        survey = self._complete(self._create_survey())
        survey.licence_ids.expiry = self._day(0)
        known = survey._facts()
        self.assertEqual(known["company_age_years"], self._day(0).year - 2010)
        expected = {
            "registered_capital": 100_000,
            "staff": 0,
            "legal_form": "limited",
            "premises": "rented",
            "trade_references": "good",
            "bank_reference": "fair",
            "outside_grade": "A",
            "licences_valid": True,
            "litigation": False,
            "insolvency": False,
            "dishonest_debtor": None,
            "expected_purchases": 400_000,
            "requested_limit": 100_000,
            "requested_days": 30,
        }
        self.assertEqual({code: known[code] for code in expected}, expected)
        self.assertFalse(survey.licence_ids.expired)
        self.assertIs(survey._facts(self._day(1))["licences_valid"], False)
        survey.licence_ids.expiry = self._day(-1)
        self.assertTrue(survey.licence_ids.expired)
        self._contradict(self._answer(survey, "staff"))
        self.assertIsNone(survey._facts()["staff"])

    def test_the_newest_verified_survey_counts(self):
        first = self._create_closed()
        self.assertEqual(self.env["credit.survey"]._verified(self.account), {self.account: first})
        second = self._create_survey()
        self.assertEqual(self.env["credit.survey"]._verified(self.account), {self.account: first})
        self._complete(second).action_submit()
        second.with_user(self.analyst).action_verify()
        self.assertEqual(self.env["credit.survey"]._verified(self.account), {self.account: second})

    # === QUESTIONS === #

    def test_a_question_that_was_answered_keeps_its_meaning(self):
        question = self._question("dogs")
        survey = self._create_survey()
        question.answer_type = "text"
        self._answer(survey, "dogs").value_text = "Two"
        for vals in ({"answer_type": "number"}, {"code": "cats"}):
            with self.subTest(**vals), self.assertRaisesRegex(UserError, "Archive it and add another"):
                question.write(vals)
        with self.assertRaisesRegex(UserError, "Archive it"):
            question.unlink()
        self._answer(survey, "dogs").value_text = False
        question.unlink()
        self.assertFalse(survey.answer_ids.filtered(lambda answer: not answer.question_id))
        with self.assertRaisesRegex(ValidationError, "has none"):
            self._question("colour", answer_type="choice")
