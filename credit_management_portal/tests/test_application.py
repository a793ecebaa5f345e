from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..core import application as core
from .application_common import ANSWERS, ApplicationCommon


@tagged("post_install", "-at_install")
class TestApplication(ApplicationCommon):
    """An application from the invitation to its end."""

    # === FILLING IN === #

    def test_link_is_kept_by_nobody(self):
        """The table has no token, the log has none, and every mail leads to the same page."""
        application = self._invite(by=self.analyst)
        token = application._get_token()
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM credit_application WHERE id = %s", [application.id])
        self.assertNotIn(token, str(self.env.cr.fetchall()))
        self.assertIn(token, self._link_in(self._mails(application)))
        bodies = self.env["mail.message"].sudo().search([("model", "=", "credit.application")]).mapped("body")
        self.assertFalse([body for body in bodies if token in (body or "")])
        for user in (self.analyst, self.manager, self.administrator):
            mails = self.env["mail.message"].with_user(user).search([("body", "ilike", "/credit/application/")])
            self.assertFalse(mails)
            with self.assertRaises(AccessError):
                application.with_user(user).read(["link_seed"])
            with self.assertRaises(AccessError):
                application.with_user(user).search([("link_hash", "!=", False)])

    def test_link_opens_until_its_day(self):
        application = self._invite()
        token = application._get_token()
        self.assertEqual(self.applications._find_by_token(token), application)
        application._set({"expires_on": self._day(0)})
        self.assertEqual(self.applications._find_by_token(token), application)
        application._set({"expires_on": self._day(-1)})
        self.assertFalse(self.applications._find_by_token(token))
        for other in ("", "x", token[:-1], token.upper(), token[:-1] + "g", None, 7, ["x"], token + "\n"):
            self.assertFalse(self.applications._find_by_token(other))

    def test_another_link_ends_the_first(self):
        application = self._invite()
        token = application._get_token()
        application.with_user(self.analyst).action_new_link()
        self.assertFalse(self.applications._find_by_token(token))
        self.assertEqual(self.applications._find_by_token(application._get_token()), application)
        self.assertIn(self.analyst, application.hand_ids)

    def test_started_once(self):
        application = self._invite()
        application._start("First", "100")
        application._start("Second", "200")
        self.assertEqual((application.contact, application.requested_limit), ("First", 100))

    def test_everything_typed_is_kept(self):
        """What is wrong is kept too, named in a sentence, and keeps the application from being sent."""
        application = self._fill(self._invite())
        faults = application._save(core.COMPANY, {**ANSWERS[core.COMPANY], "tax_number": "980780685"})
        self.assertEqual(faults, {"tax_number": core.NO_VAT})
        self.assertEqual(application.answers["tax_number"], "980780685")
        self.assertEqual(application._get_obstacles(), [core.COMPANY])
        self.assertFalse(application._send())
        field = next(one for one in application._get_fields(core.COMPANY) if one["name"] == "tax_number")
        self.assertIn("tax number", field["fault"])

    def test_a_registration_number_has_the_form_of_its_country(self):
        """As in the survey; what the customer has said of registers is the customer's word in it."""
        code = "91350100M000100Y43"
        asked = self.env["credit.survey.question"].search([("code", "=", "mortgage")])
        asked.looked_up = False  # a company may ask its customers, too
        application = self._fill(self._invite(self._create_customer("Larkspur")))
        company = {**ANSWERS[core.COMPANY], "country": "CN", "tax_number": code, "registry_number": code[:-1] + "Z"}
        self.assertEqual(application._save(core.COMPANY, company), {"registry_number": core.NO_REGISTER})
        field = next(one for one in application._get_fields(core.COMPANY) if one["name"] == "registry_number")
        self.assertRegex(field["fault"], "^This cannot be a registration number of the country chosen. [^.]*[.]$")
        self.assertLessEqual(company.items(), application.answers.items())
        self.assertFalse(application._send())
        self.assertEqual(application._save(core.COMPANY, company | {"country": "GB", "tax_number": ""}), {})
        self.assertEqual(application._save(core.COMPANY, company | {"registry_number": code}), {})
        application._save(core.BUSINESS, {asked.code: "yes"})
        self.assertTrue(application._send())
        answers = {one.question_id.code: one for one in application.survey_id.answer_ids}
        said = [answers[name] for name in ("registry_number", asked.code)]
        self.assertEqual(
            [(one.value_text or one.value_choice, one.source, one.date) for one in said],
            [(code, "customer", self._day(0)), ("yes", "customer", self._day(0))],
        )
        self.assertFalse(answers["enforcement"].is_answered)  # looked up by us

    def test_only_the_fields_of_a_step_are_kept(self):
        application = self._invite()
        application._start("Voss", "")
        application._save(core.REQUEST, {"requested_limit": "5", "staff": "7", "state": "approved", "x": "y"})
        self.assertEqual(application.answers, {"requested_limit": "5"})

    def test_hints_do_not_repeat_the_question(self):
        application = self._invite()
        application._start("Voss", "")
        fields = {one["name"]: one for step in core.STEPS[:4] for one in application._get_fields(step)}
        for name in ("legal_representative", "payment_contact"):
            question = self.env["credit.survey.question"].search([("code", "=", name)])
            self.assertIn(question.help_text, fields[name]["label"])
            self.assertEqual(fields[name]["hint"], "", name)
        self.assertEqual((fields["founding_year"]["hint"], fields["website"]["hint"]), ("Four digits", ""))

    def test_asks_what_the_amount_requires(self):
        """The policy says what a small amount asks, as it does of surveys."""
        policy = self.env["credit.policy"]._get_in_force(self.company)
        policy._credit_by_method().write({"survey_large_amount": 50000, "survey_short_amount": 1000})
        application = self._fill(self._invite())
        for amount, wanted in (
            ("1000", set()),
            ("15000", set()),
            ("50000", {"sites", "bank_references", "outside_grades"}),
        ):
            application._save(core.REQUEST, {"requested_limit": amount})
            self.assertEqual({code for _step, code in application._get_missing()}, wanted, amount)
        empty = self._invite()
        empty._start("Voss", "1000")
        short = {code for _step, code in empty._get_missing()}
        empty._start("Voss", "")
        empty._save(core.REQUEST, {"requested_limit": "15000"})
        self.assertLess(short, {code for _step, code in empty._get_missing()} | {"requested_days"})

    def test_consent_is_to_the_text_of_now(self):
        application = self._fill(self._invite())
        self.assertEqual(application._get_obstacles(), [])
        text, version = application.consent_text, application.consent_version
        self.company.credit_application_consent = "Another text"
        self.assertEqual(application._get_obstacles(), [core.CONSENT])
        self.assertEqual((application.consent_text, application.consent_version), (text, version))
        application._consent("Voss", "203.0.113.7")
        self.assertEqual((application.consent_text, application.consent_version), ("Another text", version + 1))
        self.company.update_field_translations("credit_application_consent", {"en_US": "A third text"})
        self.assertEqual(application._get_obstacles(), [core.CONSENT])
        with self.assertRaisesRegex(UserError, "follows from its text"):
            self.company.credit_application_consent_version = 1

    # === SENT === #

    def test_becomes_a_survey_with_the_customer_as_source(self):
        partner = self._create_customer("Larkspur")
        application = self._apply(partner)
        survey = application.survey_id
        self.assertEqual((application.state, survey.state), ("received", "submitted"))
        self.assertTrue(survey.applied_online)
        self.assertEqual((survey.requested_limit, survey.requested_days), (15000, 30))
        answers = {one.question_id.code: one for one in survey.answer_ids}
        self.assertEqual(answers["legal_form"].value_choice, "limited")
        self.assertEqual(answers["staff"].value_number, 23)
        self.assertEqual(answers["registered_address"].value_text, "14 Canal Street, M1 3HE Manchester, United Kingdom")
        said = survey.answer_ids.filtered(lambda one: one.is_answered and one.answer_type != "rows")
        self.assertEqual(set(said.mapped("source")), {"customer"})
        self.assertEqual(set(said.mapped("verification")), {"unverified"})
        self.assertEqual(survey.owner_ids.mapped("name"), ["Harriet Voss"])
        self.assertEqual(
            survey.reference_ids.mapped(lambda one: (one.kind, one.name, one.credit)),
            [("trade", "Fernwick Timber", 12000)],
        )
        statement = self.env["credit.financial.statement"].search([("account_id", "=", application.account_id.id)])
        self.assertEqual((statement.state, statement.source, statement.sales), ("draft", "customer", 1430000))
        self.assertEqual(partner.name, "Larkspur")
        self.assertFalse(partner.vat)
        self.assertTrue(application.activity_ids.filtered(lambda one: one.user_id == self.manager))

    def test_who_invited_does_not_verify(self):
        application = self._apply(self._create_customer(), by=self.analyst)
        with self.assertRaisesRegex(AccessError, "had a hand"):
            application.survey_id.with_user(self.analyst).action_verify()
        application.survey_id.with_user(self.manager).action_verify()
        self.assertEqual(application.survey_id.state, "verified")

    def test_what_others_wrote_stays(self):
        """A draft keeps its answers, a survey that is submitted keeps itself: an analyst makes room."""
        partner = self._create_customer()
        survey = self.env["credit.survey"].create(
            {"account_id": self._create_account(partner).id, "requested_limit": 9}
        )
        staff = survey.answer_ids.filtered(lambda one: one.question_id.code == "staff")
        staff.value_number = 99
        application = self._apply(partner)
        self.assertEqual(application.survey_id, survey)
        self.assertEqual((survey.state, survey.requested_limit, staff.value_number), ("draft", 9, 99))
        self.assertEqual(survey.requested_days, 30)

    def test_room_is_made_by_a_click(self):
        partner = self._create_customer()
        first = self._apply(partner).survey_id
        first.with_user(self.manager).action_verify()
        self.env["credit.application"].search([("partner_id", "=", partner.id)])._set_ended("withdrawn")
        again = self._fill(self._invite(partner), business={**ANSWERS[core.BUSINESS], "staff": "40"})
        self.assertTrue(again._send())
        self.assertFalse(again.survey_id)
        self.assertEqual(first.state, "verified")
        self.assertIn(("People employed", "23", "40"), again._get_changes())
        again.with_user(self.analyst).action_begin_survey()
        self.assertEqual((first.state, again.survey_id.state), ("closed", "submitted"))

    def test_figures_of_a_period_that_is_there_are_left_out(self):
        partner = self._create_customer()
        account = self._create_account(partner)
        mine = self.env["credit.financial.statement"].create(
            {"account_id": account.id, "period_start": "2025-01-01", "period_end": "2025-12-31", "sales": 5}
        )
        self._apply(partner)
        statements = self.env["credit.financial.statement"].search([("account_id", "=", account.id)])
        self.assertEqual((statements, mine.sales), (mine, 5))

    # === CUSTOMER === #

    def test_alone_makes_no_customer(self):
        before = self.env["res.partner"].search_count([])
        application = self._apply(is_public=True)
        self.assertEqual(self.env["res.partner"].search_count([]), before)
        self.assertFalse(application.partner_id or application.survey_id or application.account_id)
        with self.assertRaisesRegex(UserError, "which customer"):
            application.with_user(self.analyst).action_begin_survey()
        application.with_user(self.analyst).action_create_customer()
        partner = application.partner_id
        self.assertEqual(
            (partner.name, partner.vat, partner.city), ("Larkspur Garden Supplies Ltd", "980780684", "Manchester")
        )
        self.assertEqual(application.survey_id.state, "submitted")
        with self.assertRaisesRegex(UserError, "already"):
            application.with_user(self.analyst).action_create_customer()

    def test_customers_like_it_are_proposed(self):
        self.env["res.partner"].search([("name", "ilike", "larkspur")]).write({"name": "Other", "vat": False})
        by_name = self._create_customer("Larkspur Garden Supplies GmbH")
        by_vat = self._create_customer("Something Else", vat="GB980780684")
        self._create_customer("Larkin & Sons")
        application = self._apply(is_public=True)
        found = dict(application.with_user(self.analyst)._get_similar())
        self.assertIn(by_name, found)
        self.assertNotIn("Larkin & Sons", [one.name for one in found])
        by_vat.vat = "980780684"
        found = application.with_user(self.analyst)._get_similar()
        self.assertEqual((found[0][0], found[0][1]), (by_vat, "tax number"))

    def test_record_changes_by_a_click(self):
        partner = self._create_customer("Larkspur Ltd", city="Leeds", vat="980780684")
        application = self._invite(is_public=True)
        application = self._fill(application)
        application._send()
        application = application.with_user(self.analyst)
        for odd in (False, "x", [1], 10**12):
            with self.assertRaisesRegex(UserError, "Choose the customer"):
                application.action_this_is(odd)
        application.action_this_is(partner.id)
        self.assertEqual((partner.name, partner.city), ("Larkspur Ltd", "Leeds"))
        self.assertEqual(
            (application.name_differs, application.vat_differs, application.address_differs), (True, False, True)
        )
        for user in (self.analyst, self.salesperson):
            with self.assertRaises(AccessError):  # who said which customer it is sends its goods nowhere else alone
                application.with_user(user).action_take_address()
        self.assertFalse(application.can_take_over)
        application = application.with_user(self.manager)
        self.assertTrue(application.can_take_over)
        application.action_take_address()
        self.assertEqual((partner.name, partner.city, partner.country_id.code), ("Larkspur Ltd", "Manchester", "GB"))
        application.action_take_name()
        self.assertEqual(partner.name, "Larkspur Garden Supplies Ltd")
