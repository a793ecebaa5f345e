from dateutil.relativedelta import relativedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .survey_common import CreditSurveyCommon


@tagged("post_install", "-at_install")
class TestCreditSurvey(CreditSurveyCommon):
    """A survey from the first question to its end."""

    # === CHECKLIST === #

    def test_a_survey_begins_with_every_question(self):
        survey = self._create_survey()
        questions = self.env["credit.survey.question"].search([])
        asked = questions._get_asked(survey.partner_id, survey.company_id)
        self.assertEqual(survey.answer_ids.question_id, asked)
        self.assertEqual(questions - asked, questions.filtered(lambda one: "CN" in one.country_ids.mapped("code")))
        self.assertEqual((survey.state, survey.user_id, survey.relationship), ("draft", self.seller, "new"))
        question = self._question("dogs")
        self.assertEqual(len(self._answer(survey, "dogs")), 1)
        question.active = False
        self.assertFalse(self._create_survey(self._create_account(), self.analyst).answer_ids.question_id & question)

    def test_completeness(self):
        account = self._create_account(self._create_customer())
        survey = self._create_survey(account, self.analyst)
        self._answer(survey, "registered_name").value_text = False
        self._answer(survey, "registered_address").value_text = False
        self.assertEqual(survey.completeness, 0)
        self._complete(survey)
        self.assertEqual((survey.completeness, survey.missing_text), (100, ""))
        self._answer(survey, "litigation").value_choice = "unknown"
        self.assertLess(survey.completeness, 100)
        self.assertIn("in court", survey.missing_text)

    def test_zero_is_an_answer(self):
        staff = self._answer(self._create_survey(), "staff")
        self.assertFalse(staff.is_answered)
        staff.value_number = 0
        self.assertEqual((staff.is_answered, staff.answer, staff.number_entry), (True, "0", "0"))
        self.assertEqual((staff.source, staff.date), ("customer", self._day(0)))
        staff.number_entry = ""
        self.assertFalse(staff.is_answered)
        staff.number_entry = "1,250"
        self.assertEqual(staff.value_number, 1250)
        with self.assertRaisesRegex(ValidationError, "“lots” is no number"):
            staff.number_entry = "lots"
        staff.write({"number_given": False})
        self.assertTrue(staff.is_answered, "said by the number alone")

    def test_answers_are_what_the_question_allows(self):
        survey = self._create_survey()
        for code, vals in (
            ("legal_form", {"value_choice": "circus"}),
            ("litigation", {"value_choice": "perhaps"}),
            ("staff", {"value_number": 1e16}),
            ("website", {"value_choice": "yes"}),
        ):
            with self.subTest(code), self.assertRaises(ValidationError):
                self._answer(survey, code).write(vals)

    def test_required_by_amount(self):
        self._age_customer(365)
        survey = self._create_survey()
        self.assertEqual(survey.relationship, "existing")
        capital = self._answer(survey, "registered_capital")
        for amount, required in ((49_999.99, False), (50_000, True), (50_000.01, True)):
            with self.subTest(amount):
                survey.requested_limit = amount
                self.assertEqual(capital.required, required)
        survey.requested_limit = 1000
        before = survey.completeness
        survey.requested_limit = 100_000
        self.assertLess(survey.completeness, before)

    def _age_customer(self, days):
        self.env["account.move"].search([("partner_id", "=", self.account.partner_id.id)]).button_draft()
        day = self._day(-days)
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.account.partner_id.id,
                "invoice_date": day,
                "invoice_line_ids": [Command.create({"name": "Goods", "quantity": 1, "price_unit": 2000})],
            }
        )
        move.action_post()
        return move

    def test_existing_at_exactly_sixty_days(self):
        for days, expected in ((60, "existing"), (59, "new")):
            with self.subTest(days):
                self._age_customer(days)
                survey = self._create_survey()
                self.assertEqual(survey.relationship, expected)
                survey.with_user(self.analyst).unlink()
        draft = self._create_account()
        self.assertEqual(draft._relationships(), {draft: "new"})

    def test_policy_decides(self):
        company = self.company
        policy = self.env["credit.policy"]._get_in_force(company).with_user(self.administrator)
        draft = policy.browse(policy.action_copy_version()["res_id"])
        draft.write({"survey_large_amount": 10, "existing_after_days": 0})
        draft.action_publish()
        self._age_customer(0)
        survey = self._create_survey(requested_limit=10)
        self.assertEqual(survey.relationship, "existing")
        self.assertTrue(self._answer(survey, "registered_capital").required)

    # === STATES === #

    def test_submitting_names_what_is_missing(self):
        survey = self._complete(self._create_survey())
        self._answer(survey, "insolvency").value_choice = False
        survey.requested_days = 0
        with self.assertRaisesRegex(UserError, "“Requested Terms.*“Has insolvency been .*must be answered first"):
            survey.action_submit()
        self.assertEqual(survey.state, "draft")

    def test_a_contradiction_must_be_resolved(self):
        survey = self._complete(self._create_survey())
        for fact, name in (
            (self._answer(survey, "staff"), "People employed"),
            (survey.licence_ids, "Business licence"),
        ):
            with self.subTest(name):
                self._contradict(fact)
                self.assertEqual((survey.completeness, survey.contradictions), (100, 1))
                with self.assertRaisesRegex(UserError, f"contradicts “{name}”"):
                    survey.action_submit()
                fact.resolution = " "
                with self.assertRaises(UserError):
                    survey.action_submit()
                fact.resolution = "The tax office counts last year's"
        self.assertEqual(survey.contradictions, 0)
        survey.action_submit()
        self.assertEqual((survey.state, survey.submitted_by), ("submitted", self.seller))

    def test_a_second_source_is_another_one(self):
        staff = self._answer(self._create_survey(), "staff")
        staff.value_number = 3
        for vals in (
            {"verification": "confirmed"},
            {"verification": "confirmed", "second_source": "customer"},
            {"verification": "contradicted", "second_source": "bank"},
            {"date": self._day(1)},
            {"source": False},
        ):
            with self.subTest(**vals), self.assertRaises(ValidationError):
                staff.write(vals)
        staff.write({"verification": "confirmed", "second_source": "bank"})

    def test_four_eyes(self):
        survey = self._create_submitted(user=self.analyst)
        with self.assertRaisesRegex(AccessError, "had a hand in .* and cannot decide on it"):
            survey.with_user(self.analyst).action_verify()
        with self.assertRaisesRegex(AccessError, "Ask a credit analyst"):
            survey.with_user(self.seller).action_verify()
        with self.assertRaises(AccessError):
            survey.with_user(self.colleague).action_verify()
        self.assertEqual(
            [survey.with_user(user).can_verify for user in (self.analyst, self.seller, self.manager)],
            [False, False, True],
        )
        survey.with_user(self.manager).action_verify()
        self.assertEqual((survey.state, survey.verified_by), ("verified", self.manager))
        self.assertEqual(survey.valid_to, self._day(0) + relativedelta(months=12))

    def test_verifying_finds_a_contradiction(self):
        survey = self._create_submitted()
        staff = self._answer(survey, "staff").with_user(self.analyst)
        self._contradict(staff)
        with self.assertRaisesRegex(UserError, "contradicts “People employed”"):
            survey.with_user(self.analyst).action_verify()
        staff.resolution = "Seen on the spot"
        survey.with_user(self.analyst).action_verify()

    def test_back_and_reopened_with_a_reason(self):
        survey = self._create_submitted()
        with self.assertRaisesRegex(UserError, "Say why"):
            survey.action_back_to_draft(" ")
        survey.action_back_to_draft("A figure is wrong")
        self.assertEqual((survey.state, survey.submitted_by), ("draft", self.env["res.users"]))
        self.assertIn("A figure is wrong", survey.message_ids[0].body)
        survey.action_submit()
        survey.with_user(self.analyst).action_verify()
        with self.assertRaises(AccessError):
            survey.action_reopen("I was wrong")
        with self.assertRaisesRegex(UserError, "already"):
            survey.action_back_to_draft("Too late")
        survey.with_user(self.analyst).action_reopen("New owner")
        self.assertEqual((survey.state, survey.verified_by, survey.valid_to), ("draft", self.env["res.users"], False))

    def test_giving_up_needs_a_reason(self):
        survey = self._create_survey()
        with self.assertRaises(AccessError):
            survey.action_close("Why not")
        with self.assertRaisesRegex(UserError, "Say why"):
            survey.with_user(self.analyst).action_close()
        wizard = self.env["credit.survey.reason"].with_user(self.analyst)
        wizard.create({"survey_ids": survey.ids, "purpose": "close", "reason": "Gone elsewhere"}).action_apply()
        self.assertEqual((survey.state, survey.closed_on), ("closed", self._day(0)))
        self.assertFalse(self.env["credit.survey"]._verified(self.account))

    def test_what_is_verified_stays(self):
        survey = self._create_verified()
        rows = [survey.owner_ids, survey.reference_ids[0], self._answer(survey, "staff")]
        for state in ("verified", "closed"):
            for user in (self.seller, self.analyst, self.manager):
                with self.subTest(state, user=user.login):
                    mine = survey.with_user(user)
                    for vals in ({"note": "x"}, {"requested_limit": 1}, {"relationship": "existing"}):
                        with self.assertRaises(UserError):
                            mine.write(vals)
                    for row in rows:
                        with self.assertRaisesRegex(UserError, "stays as it is"):
                            row.with_user(user).write({"verification": "unverified"})
                    with self.assertRaisesRegex(UserError, "stays as it is"):
                        mine.write({"owner_ids": [Command.create({"name": "Late"})]})
                    with self.assertRaisesRegex(UserError, "stays as it is"):
                        survey.owner_ids.with_user(user).unlink()
                    with self.assertRaises(UserError):
                        mine.unlink()
            if state == "verified":
                survey.with_user(self.analyst).action_close()
        survey.message_post(body="Looked at again")  # the chatter is no part of it

    def test_a_new_question_leaves_the_verified_alone(self):
        survey = self._create_verified()
        self._question("cats", required_when="always")
        self.assertFalse(self._answer(survey, "cats"))
        self.env["credit.survey.question"].search([("code", "=", "website")]).required_when = "always"
        self.assertEqual(survey.completeness, 100)

    def test_what_is_submitted_is_only_checked(self):
        survey = self._create_submitted()
        staff = self._answer(survey, "staff")
        for user in (self.seller, self.analyst):
            with self.subTest(user=user.login), self.assertRaisesRegex(UserError, "is submitted"):
                staff.with_user(user).value_number = 9
            with self.subTest(user=user.login), self.assertRaisesRegex(UserError, "is submitted"):
                survey.with_user(user).requested_limit = 9
        with self.assertRaisesRegex(UserError, "is submitted"):
            staff.write({"verification": "confirmed", "second_source": "bank"})
        staff.with_user(self.analyst).write({"verification": "confirmed", "second_source": "bank"})

    def test_expiry_follows_the_day(self):
        survey = self._create_verified()
        for day, expired in ((self._day(0), False), (self._day(-1), True)):
            survey.sudo()._credit_by_method().write({"valid_to": day})
            with self.subTest(day):
                self.assertEqual(survey.expired, expired)
                found = self.env["credit.survey"].search([("expired", "=", True)])
                self.assertEqual(survey in found, expired)
                self.assertNotEqual(survey in self.env["credit.survey"].search([("expired", "=", False)]), expired)

    def test_no_end_when_the_company_says_so(self):
        self.company.credit_survey_validity = 0
        self.assertFalse(self._create_verified().valid_to)

    # === CUSTOMER === #

    def test_asking_the_customer(self):
        survey = self._create_survey()
        self._answer(survey, "legal_representative").value_text = "Lee Legal"
        self.account.partner_id.email = "customer@example.com"
        action = survey.action_send()
        context = action["context"]
        self.assertEqual(survey.state, "draft")
        composer = Form(self.env["mail.compose.message"].with_user(self.seller).with_context(**context)).save()
        self.assertIn("In which year was your company founded?", composer.body)
        self.assertIn("Which credit limit would you like?", composer.body)
        self.assertNotIn("Lee Legal", composer.body)
        self.assertNotIn("Who represents your company", composer.body, "answered already")
        composer._action_send_mail()
        self.assertEqual(survey.state, "with_customer")
        self._complete(survey)
        with self.assertRaisesRegex(UserError, "Nothing is missing"):
            survey.action_send()
        survey.action_submit()
