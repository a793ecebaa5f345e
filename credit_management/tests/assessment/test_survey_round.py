from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .survey_common import CreditSurveyCommon


@tagged("post_install", "-at_install")
class TestSurveyRound(CreditSurveyCommon):
    """One open survey of a customer at a time; the next one begins with what is known."""

    def test_one_open_survey(self):
        survey = self._create_survey()
        with self.assertRaisesRegex(UserError, "is open already, filled by"):
            self._create_survey(user=self.analyst)
        with self.assertRaisesRegex(UserError, "is open already"):
            survey.with_user(self.analyst).copy()
        action = self.account.with_user(self.seller).action_survey()
        self.assertEqual(action["res_id"], survey.id)

    def test_one_open_survey_whoever_comes_at_the_same_moment(self):
        """Another transaction has passed the same check: the database refuses the second row."""
        survey = self._create_survey()
        self.env.flush_all()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute(
                "INSERT INTO credit_survey (account_id, user_id, opened_on, state)"
                " SELECT account_id, user_id, opened_on, 'draft' FROM credit_survey WHERE id = %s",
                [survey.id],
            )

    def test_the_next_one_begins_with_what_is_known(self):
        last = self._create_closed()
        staff = self._answer(last, "staff")
        action = self.account.with_user(self.seller).action_survey()
        survey = self.env["credit.survey"].with_user(self.seller).browse(action["res_id"])
        self.assertNotEqual(survey, last)
        self.assertEqual(survey.requested_limit, 100_000)
        self.assertEqual(survey.owner_ids.name, "Olivia Owner")
        self.assertEqual(survey.reference_ids.mapped("contact"), last.reference_ids.mapped("contact"))
        answer = self._answer(survey, "staff")
        self.assertEqual((answer.value_number, answer.number_given), (0, True))
        self.assertEqual((answer.source, answer.date), (staff.source, staff.date))
        self.assertEqual(set(survey.answer_ids.mapped("verification")), {"unverified"})
        self.assertEqual(set(survey.licence_ids.mapped("verification")), {"unverified"})
        self.assertEqual(survey.completeness, 100)

    def test_what_the_customer_s_record_says(self):
        self.account.partner_id.write({"vat": "BE0477472701", "website": "example.com", "street": "Main Street 5"})
        survey = self._create_survey()
        answers = {code: self._answer(survey, code) for code in ("registered_name", "website", "registered_address")}
        self.assertEqual(answers["registered_name"].value_text, "Surveyed")
        self.assertIn("example.com", answers["website"].value_text)
        self.assertIn("Main Street 5", answers["registered_address"].value_text)
        self.assertEqual({answer.source for answer in answers.values()}, {"own_ledger"})
