import base64
import json
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ...models.assessment.survey import credit_personal_data
from .survey_common import CreditSurveyCommon


@tagged("post_install", "-at_install")
class TestPersonalData(CreditSurveyCommon):
    """Notice, consent on record, and what is kept of one person: told to the person, and deleted."""

    def consent(self, user=None, **values):
        values = {"account_id": self.account.id, "person": "Olivia Owner", **values}
        return self.env["credit.consent"].with_user(user or self.analyst).create(values)

    def person(self, text, user=None):
        wizard = self.env["credit.person"].with_user(user or self.analyst).create({"person": text})
        wizard.action_find()
        return wizard

    # === NOTICE === #

    def test_the_notice_says_how_long(self):
        self.company.credit_survey_retention = 24
        text = self.company._credit_get_privacy_notice()
        self.assertIn("24 months", text)
        self.company.credit_survey_retention = 0
        self.assertIn("as long as the law", self.company._credit_get_privacy_notice())
        self.company.credit_privacy_notice = "Our own words"
        html, _type = self.env["ir.actions.report"]._render_qweb_html(
            "credit_management.credit_survey_blank", self.account.ids
        )
        self.assertIn("Our own words", html.decode())
        self.assertIn("We agree", html.decode())

    # === CONSENT === #

    def test_a_consent_stays_as_it_was_given(self):
        consent = self.consent(self.seller, given_on=self._day(-1))
        self.assertIn("We agree", consent.text)
        for user in (self.seller, self.analyst, self.manager):
            for vals in ({"person": "Else"}, {"withdrawn_on": self._day(-9)}, {"text": "More"}):
                with self.subTest(vals), self.assertRaises(AccessError):
                    consent.with_user(user).write(vals)
            with self.assertRaises(UserError):
                consent.with_user(user).unlink()
        with self.assertRaises(AccessError):
            self.consent(withdrawn_on=self._day(0))
        for vals in ({"person": " "}, {"given_on": self._day(1)}):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.consent(**vals)
        with self.assertRaises(AccessError):
            consent.with_user(self.env.ref("base.public_user")).read(["person"])

    def test_a_consent_is_withdrawn(self):
        consent = self.consent()
        survey = self._create_survey()
        self.assertIn("Olivia Owner", self.env["credit.consent"]._describe(survey.account_id))
        consent.with_user(self.analyst).action_withdraw()
        self.assertEqual(consent.withdrawn_on, self._day(0))
        self.assertFalse(self.env["credit.consent"]._describe(survey.account_id))
        self.assertIn("withdrawn", self.account.message_ids[0].body)
        self.assertNotIn("Olivia", self.account.message_ids[0].body, "nothing deletes it from there")

    # === ONE PERSON === #

    def test_nothing_is_left_out_however_much_there_is(self):
        values = {"account_id": self.account.id, "person": "Ida Many"}
        self.env["credit.consent"].create([dict(values) for _one in range(501)])
        self.assertEqual(len(self.env["credit.personal.data"]._find("Ida Many")), 501)
        with patch.object(credit_personal_data, "MOST", 500), self.assertRaisesRegex(UserError, "give a whole name"):
            self.env["credit.personal.data"]._find("Ida")

    def test_everything_of_one_person(self):
        survey = self._create_verified()
        self.consent()
        wizard = self.person("olivia owner")
        found = {(line.model, line.field, line.text) for line in wizard.line_ids}
        self.assertEqual(found, {
            ("credit.survey.owner", "name", "Olivia Owner"), ("credit.consent", "person", "Olivia Owner"),
        })  # fmt: skip
        wizard.action_export()
        told = json.loads(base64.b64decode(wizard.with_context(bin_size=False).file))
        self.assertEqual([row["text"] for row in told["kept"]], ["Olivia Owner"] * 2)
        with self.assertRaisesRegex(AccessError, "Ask a credit manager"):
            wizard.action_erase()
        managed = self.person("Olivia Owner", self.manager)
        managed.action_erase()
        self.assertEqual(survey.owner_ids.name, "Anonymised")
        self.assertEqual(survey.state, "verified")
        self.assertFalse(self.person("Olivia Owner").line_ids)
        self.assertIn("deleted on request", self.account.message_ids[0].body)

    def test_what_another_source_says_of_a_person_goes_too(self):
        survey = self._complete(self._create_survey())
        answer = survey.answer_ids.filtered(lambda one: one.personal and one.value_text)[:1]
        for fact in (answer, survey.owner_ids[:1]):
            self._contradict(fact, second_says="Mary Hidden", resolution="Mary Hidden is right")
        wizard = self.person("Mary Hidden", self.manager)
        self.assertEqual(len(wizard.line_ids), 4)
        wizard.action_erase()
        self.assertEqual((answer.second_says, answer.resolution), ("Anonymised", "Anonymised"))
        self.assertEqual(answer.verification, "contradicted")
        self.assertFalse(self.person("Mary Hidden").line_ids)

    def test_only_what_names_the_person_is_deleted(self):
        survey = self._create_verified()
        wizard = self.person("Lee Legal", self.manager)
        self.assertEqual(wizard.line_ids.text, "Lee Legal")
        other = survey.owner_ids
        wizard.line_ids = [
            Command.clear(),
            Command.create({"model": other._name, "res_id": other.id, "field": "name", "chosen": True}),
        ]
        with self.assertRaisesRegex(UserError, "Nothing is chosen"):
            wizard.action_erase()
        self.assertEqual(other.name, "Olivia Owner")
        self.assertFalse(self.person("%%%").line_ids)
        self.assertFalse(self.person("Le").line_ids, "two letters name nobody")

    def test_a_name_of_two_signs(self):
        self.consent(person="王芳")
        self.assertEqual(self.person("王芳").line_ids.text, "王芳")
        self.assertFalse(self.person("王").line_ids)

    def test_who_looks(self):
        with self.assertRaises(AccessError):
            self.env["credit.person"].with_user(self.seller).create({"person": "Olivia"})
