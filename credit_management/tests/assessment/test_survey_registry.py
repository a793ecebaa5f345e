from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...core.assessment.ready_scorecards import KNOCK_OUTS
from .survey_common import CreditSurveyCommon

CODE = "91350100M000100Y43"


@tagged("post_install", "-at_install")
class TestSurveyRegistry(CreditSurveyCommon):
    """Registration numbers have the form of their country; registers are looked up by us, where there are such."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.china = cls.env.ref("base.cn")

    def survey(self, country=None):
        partner = self._create_customer("Elsewhere", user_id=self.seller.id, country_id=country and country.id)
        return self._create_survey(self._create_account(partner))

    def test_a_number_has_the_form_of_its_country(self):
        answer = self._answer(self.survey(self.china), "registry_number")
        with self.assertRaisesRegex(ValidationError, "no registration number of China"), self.cr.savepoint():
            answer.value_text = CODE[:-1] + "Z"
        answer.value_text = CODE
        self.company.sudo().country_id = self.china
        with self.assertRaisesRegex(ValidationError, "no registration number"), self.cr.savepoint():
            self._answer(self.survey(), "registry_number").value_text = "1"
        self._answer(self.survey(self.env.ref("base.de")), "registry_number").value_text = "HRB 1"

    def test_what_was_known_before_is_taken_over(self):
        self.account.partner_id.write({"country_id": self.china.id, "company_registry": "1234"})
        self.assertEqual(self._answer(self._create_survey(), "registry_number").value_text, "1234")

    def test_registers_of_a_country_are_asked_of_its_customers(self):
        chinese = {"abnormal_operation", "serious_violation", "dishonest_debtor", "consumption_restriction"}
        everywhere = {"enforcement", "administrative_penalties", "frozen_shares", "mortgage"}
        for country, expected in ((self.china, chinese | everywhere), (self.env.ref("base.be"), everywhere)):
            survey = self.survey(country)
            self.assertEqual(set(survey.registry_answer_ids.question_id.mapped("code")), expected)

    def test_a_customer_is_not_asked_what_we_look_up(self):
        question = self.env["credit.survey.question"].search([("code", "=", "enforcement")])
        question.required_when = "always"
        survey = self.survey()
        self.assertIn(question.code, survey.answer_ids.question_id.mapped("code"))
        asked = survey._missing_questions()
        self.assertTrue(asked)
        self.assertNotIn(question.text, asked)
        html, _type = self.env["ir.actions.report"]._render_qweb_html(
            "credit_management.credit_survey_blank", survey.account_id.ids
        )
        self.assertNotIn(question.text, html.decode())

    def test_a_dishonest_debtor_is_knocked_out(self):
        account = self._create_account(self._create_customer("Dishonest", country_id=self.china.id))
        survey = self._create_survey(account, self.analyst)
        answer = self._answer(survey, "dishonest_debtor")
        answer.write({"value_choice": "yes", "source": "court", "date": self._day(-1)})
        self.assertEqual((answer.source, answer.date), ("court", self._day(-1)))
        self.assertIs(survey._facts()["dishonest_debtor"], True)
        self.assertIn(("dishonest_debtor", "yes", "D"), {(one.code, one.value, one.cap) for one in KNOCK_OUTS})
