from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .survey_common import CreditSurveyCommon

ROWS = ["answer_ids", "owner_ids", "licence_ids", "reference_ids", "site_ids", "grade_ids"]


@tagged("post_install", "-at_install")
class TestSurveyAccess(CreditSurveyCommon):
    """Who sees and fills which survey, and that no call from outside gets further than the form."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls._complete(cls._create_survey())
        cls.accountant = cls._create_user("accountant", "account.group_account_invoice")
        cls.stranger = cls._create_user("stranger", "base.group_user")

    # === WHO === #

    def test_who_sees_a_survey_and_its_people(self):
        strangers = (self.colleague, self.accountant, self.administrator, self.stranger)
        for user in (self.seller, self.analyst, self.manager):
            with self.subTest(user=user.login):
                mine = self.survey.with_user(user)
                self.assertEqual(mine.owner_ids.mapped("name"), ["Olivia Owner"])
                self.assertEqual(self._answer(mine, "legal_representative").answer, "Lee Legal")
                self.assertEqual(self.account.with_user(user).survey_count, 1)
        for user in strangers:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.survey.with_user(user).read(["note"])
            for name in ROWS:
                with self.subTest(user=user.login, name=name), self.assertRaises(AccessError):
                    self.survey[name].with_user(user).read(["source"])
        self.assertEqual(self.account.with_user(self.colleague).survey_count, 0)
        self.assertEqual(self.account.partner_id.with_user(self.seller).credit_survey_count, 1)

    def test_who_fills_it_sees_it(self):
        """The survey of a colleague's customer, given to another salesperson by an analyst."""
        with self.assertRaises(AccessError):
            self.survey.user_id = self.colleague
        self.survey.with_user(self.analyst).user_id = self.colleague
        self.survey.with_user(self.colleague).requested_days = 45
        self.assertTrue(self.survey.with_user(self.colleague).owner_ids.mapped("name"))

    def test_whose_surveys_a_salesperson_opens(self):
        theirs = self._create_account(self._create_customer("Theirs", user_id=self.colleague.id))
        nobodys = self._create_account(self._create_customer("Nobody's"))
        with self.assertRaisesRegex(AccessError, "looked after by"):
            self._create_survey(theirs)
        with self.assertRaisesRegex(AccessError, "looked after by"):
            theirs.with_user(self.seller).action_survey()
        self.assertEqual(self._create_survey(nobodys).user_id, self.seller)
        action = theirs.with_user(self.analyst).action_survey()
        self.assertEqual(self.env["credit.survey"].browse(action["res_id"]).user_id, self.colleague)

    def test_a_new_survey_shows_nobody_what_the_old_one_kept_from_them(self):
        customer = self._create_customer("Changes hands", user_id=self.seller.id)
        account = self._create_account(customer)
        self._create_closed(account, self.seller)
        customer.user_id = False
        survey = self._create_survey(account, self.colleague)
        self.assertFalse(survey.owner_ids)
        self.assertFalse(self._answer(survey, "legal_representative").answer)

    def test_companies(self):
        other = self.env["res.company"].create({"name": "Other"})
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        roles = "credit_management.credit_management_group_manager"
        other_user = self._create_user("other", roles, company_id=other.id, company_ids=[Command.set(other.ids)])
        branch_user = self._create_user("branch", roles, company_id=branch.id, company_ids=[Command.set(branch.ids)])
        theirs = self._create_survey(self._create_account(self.account.partner_id, other), other_user)
        for user, own, foreign in ((other_user, theirs, self.survey), (branch_user, self.survey, theirs)):
            with self.subTest(user=user.login):
                self.assertEqual(
                    self.env["credit.survey"].with_user(user).search([("id", "in", (own | foreign).ids)]), own
                )
                with self.assertRaises(AccessError):
                    foreign.with_user(user).read(["note"])
                with self.assertRaises(AccessError):
                    foreign.answer_ids.with_user(user).read(["source"])
        with self.assertRaises(AccessError):
            self._create_survey(self._create_account(company=other), self.analyst)

    def test_given_to_nobody_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        roles = "sales_team.group_sale_salesman"
        abroad = self._create_user("abroad", roles, company_id=other.id, company_ids=[Command.set(other.ids)])
        with self.assertRaisesRegex(ValidationError, "does not work in"):
            self.survey.with_user(self.analyst).user_id = abroad
        account = self._create_account(self._create_customer("Shared", user_id=abroad.id))
        action = account.with_user(self.analyst).action_survey()
        self.assertEqual(self.env["credit.survey"].browse(action["res_id"]).user_id, self.analyst)

    def test_only_administrators_change_questions(self):
        question = self.env.ref("credit_management.survey_question_staff")
        for user in (self.seller, self.analyst, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                question.with_user(user).write({"required_when": "optional"})
        question.with_user(self.administrator).write({"required_when": "optional"})

    # === FORGERIES === #

    def test_what_only_methods_set(self):
        for vals in (
            {"state": "verified"},
            {"submitted_by": self.colleague.id},
            {"verified_by": self.analyst.id},
            {"verified_on": "2020-01-01 00:00:00"},
            {"valid_to": "2099-01-01"},
            {"closed_on": "2020-01-01"},
            {"anonymised_on": "2020-01-01"},
            {"completeness": 100},
            {"contradictions": 0},
            {"partner_id": self.company.partner_id.id},
            {"company_id": self.company.id},
            {"opened_on": "2020-01-01"},
            {"account_id": self._create_account().id},
        ):
            for user in (self.seller, self.analyst, self.manager):
                with self.subTest(user=user.login, **vals), self.assertRaises(AccessError):
                    self.survey.with_user(user).with_context(credit_by_method=True).write(vals)
        for vals in ({"relationship": "existing"}, {"user_id": self.colleague.id}):
            with self.subTest(**vals), self.assertRaises(AccessError):
                self.survey.write(vals)
        self.survey.with_user(self.analyst).relationship = "existing"

    def test_created_as_a_draft_only(self):
        account = self._create_account()
        for vals in (
            {"state": "verified", "verified_by": self.analyst.id},
            {"state": "closed"},
            {"submitted_by": self.colleague.id},
            {"valid_to": "2099-01-01"},
            {"opened_on": "2020-01-01"},
            {"user_id": self.colleague.id},
            {"relationship": "existing"},
        ):
            with self.subTest(**vals), self.assertRaises(AccessError):
                self._create_survey(account, **vals)
            defaults = {f"default_{name}": value for name, value in vals.items()}
            with self.subTest(default=True, **vals), self.assertRaises(AccessError):
                self.env["credit.survey"].with_user(self.seller).with_context(**defaults).create(
                    {"account_id": account.id}
                )
        sent = self._create_survey(account, completeness=100, partner_id=self.company.partner_id.id)
        self.assertEqual((sent.opened_on, sent.partner_id), (self._day(0), account.partner_id))
        self.assertLess(sent.completeness, 100)

    def test_a_fact_stays_in_its_survey(self):
        other = self._create_survey(self._create_account())
        for name in ROWS:
            with self.subTest(name), self.assertRaises(AccessError):
                self.survey[name][0].with_user(self.analyst).write({"survey_id": other.id})
            with self.subTest(name), self.assertRaises(AccessError):
                other.with_user(self.analyst).write({name: [Command.link(self.survey[name][0].id)]})
        with self.assertRaises(AccessError):
            self._answer(self.survey, "staff").write(
                {"question_id": self.env.ref("credit_management.survey_question_website").id}
            )

    def test_an_answer_stays_where_its_question_is(self):
        for vals in ({"section": "risk"}, {"sequence": 1}):
            with self.subTest(**vals), self.assertRaises(AccessError):
                self._answer(self.survey, "staff").write(vals)

    def test_no_fact_for_a_survey_of_others(self):
        owners = self.env["credit.survey.owner"]
        for user in (self.colleague, self.accountant, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                owners.with_user(user).create({"survey_id": self.survey.id, "name": "Forged"})
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                owners.with_user(user).with_context(default_survey_id=self.survey.id).create({"name": "Forged"})
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._answer(self.survey, "staff").with_user(user).write({"value_number": 5})

    def test_answers_neither_go_nor_come_twice(self):
        staff = self._answer(self.survey, "staff")
        for user in (self.seller, self.analyst, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                staff.with_user(user).unlink()

    def test_buttons_over_rpc(self):
        """Every transition asks for the role and for the state it leads from."""
        for user in (self.colleague, self.accountant, self.administrator):
            for call in ("action_submit", "action_verify", "action_close", "action_send"):
                with self.subTest(call, user=user.login), self.assertRaises(AccessError):
                    getattr(self.survey.with_user(user), call)()
            for call in ("action_back_to_draft", "action_reopen", "action_close"):
                with self.subTest(call, user=user.login), self.assertRaises(AccessError):
                    getattr(self.survey.with_user(user), call)("Because")
        with self.assertRaisesRegex(UserError, "is draft already"):
            self.survey.with_user(self.analyst).action_verify()
        self.survey.with_context(credit_survey_sent=True).message_post(body="Sent")
        self.assertEqual(self.survey.state, "with_customer")
        self.survey.action_submit()
        self.survey.with_context(credit_survey_sent=True).message_post(body="Sent again")
        self.assertEqual(self.survey.state, "submitted")

    # === EVIDENCE === #

    def test_evidence_is_seen_by_who_sees_the_fact(self):
        licence, document = self.survey.licence_ids, self._upload(self.seller)
        licence.evidence_ids = document
        self.assertEqual((document.res_model, document.res_id), ("credit.survey.licence", licence.id))
        for user in (self.seller, self.analyst):
            self.assertEqual(document.with_user(user).raw, b"scan")
        for user in (self.colleague, self.accountant, self.administrator, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                document.with_user(user).read(["raw"])

    def test_nobody_s_document_is_opened_by_linking_it(self):
        mine = self._create_account(self._create_customer("Mine", user_id=self.colleague.id))
        survey = self._complete(self._create_survey(mine, self.colleague))
        document = self._upload(self.seller)
        self.survey.licence_ids.evidence_ids = document
        private = self._upload(self.analyst)
        for forged in (document, private):
            with self.subTest(forged.name), self.assertRaises(AccessError):
                survey.licence_ids.write({"evidence_ids": [Command.link(forged.id)]})
            with self.subTest(forged.name), self.assertRaises(AccessError):
                survey.write(
                    {"licence_ids": [Command.create({"name": "x", "evidence_ids": [Command.link(forged.id)]})]}
                )

    def test_evidence_of_what_is_verified_stays(self):
        document = self._upload(self.seller)
        self.survey.licence_ids.evidence_ids = document
        self.survey.action_submit()
        with self.assertRaises(AccessError):
            document.with_user(self.seller).unlink()
        self.survey.with_user(self.analyst).action_verify()
        for user in (self.seller, self.analyst, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError), mute_logger("odoo.addons.base"):
                document.with_user(user).unlink()
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                document.with_user(user).write({"raw": b"other"})
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._upload(user, res_model="credit.survey.licence", res_id=self.survey.licence_ids.id)
        self.assertEqual(document.raw, b"scan")
