from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged

from .survey_common import CreditSurveyCommon

# The first questions; the name is known from the contact.
FIRST = {
    "legal_form": {"value_choice": "limited"},
    "founding_year": {"value_number": 2010},
    "registry_number": {"value_text": "HRB 1"},
    "insolvency": {"value_choice": "no"},
}


class RequestCommon(CreditSurveyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Newcomer", user_id=cls.seller.id)
        cls.policy = cls.env["credit.policy"]._get_in_force(cls.company)
        cls.policy._credit_by_method().write({"survey_short_amount": 5000, "survey_large_amount": 50_000})

    def ask(self, amount=4000, days=30, reason="A shop that opens in May", customer=None, user=None):
        """What a person types into the dialog."""
        customer = (customer or self.customer).with_user(user or self.seller)
        action = customer.action_credit_apply()
        request = customer.env[action["res_model"]].with_context(**action["context"])
        with Form(request) as form:
            form.amount, form.days, form.reason = amount, days, reason
        return self.env["credit.survey"].browse(form.record.action_apply()["res_id"])

    def answer_first(self, survey):
        for code, vals in FIRST.items():
            self._answer(survey, code).with_user(self.seller).write(vals)


@tagged("post_install", "-at_install")
class TestAskForCredit(RequestCommon):
    """A salesperson asks for credit: amount, days and a sentence stand on a survey, and are kept."""

    def test_a_new_customer(self):
        survey = self.ask()
        self.assertEqual((survey.state, survey.user_id, survey.partner_id), ("draft", self.seller, self.customer))
        self.assertEqual((survey.requested_limit, survey.requested_days), (4000, 30))
        self.assertEqual(survey.requested_reason, "A shop that opens in May")
        said = survey.message_ids.filtered(lambda message: "Credit asked for" in message.body)
        self.assertIn("4,000.00", said.body)
        self.assertEqual(said.author_id, self.seller.partner_id)

    def test_asked_again_goes_on_with_the_same_survey(self):
        survey = self.ask()
        action = self.customer.with_user(self.seller).action_credit_apply()
        request = Form(self.env[action["res_model"]].with_user(self.seller).with_context(**action["context"]))
        self.assertEqual((request.amount, request.days, request.reason), (4000, 30, "A shop that opens in May"))
        self.assertEqual(self.ask(9000, 60, "Two shops"), survey)
        self.assertEqual((survey.requested_limit, survey.requested_reason), (9000, "Two shops"))
        self.assertIn("4,000.00", " ".join(survey.message_ids.mapped("body")), "what was asked for first is kept")

    def test_submitted_stays_as_it_is_and_the_controller_is_told(self):
        survey = self.ask()
        self.answer_first(survey)
        survey.account_id.sudo().controller_id = self.analyst
        survey.with_user(self.seller).action_submit()
        self.assertEqual(self.ask(9000, 60, "Two shops"), survey)
        self.assertEqual((survey.state, survey.requested_limit), ("submitted", 4000))
        todo = survey.account_id.activity_ids.filtered(lambda activity: activity.user_id == self.analyst)
        self.assertIn("9,000.00", " ".join(todo.mapped("summary")))

    def test_of_a_quotation_as_much_as_is_ordered(self):
        order = (
            self.env["sale.order"]
            .create(
                {
                    "partner_id": self.customer.id,
                    "user_id": self.seller.id,
                    "payment_term_id": self.env.ref("account.account_payment_term_30days").id,
                    "order_line": [
                        Command.create({"name": "Goods", "product_uom_qty": 1, "price_unit": 700, "tax_ids": []})
                    ],
                }
            )
            .with_user(self.seller)
        )
        self.assertTrue(order.credit_not_assessed)
        action = order.action_credit_apply()
        form = Form(order.env[action["res_model"]].with_context(**action["context"]))
        self.assertEqual((form.partner_id, form.amount, form.days), (self.customer, order.amount_total, 30))
        account = self._create_account(self.customer, status="active", status_reason="Good")
        self._approve_limit(account, 1000)
        self.env.invalidate_all()
        self.assertFalse(order.credit_not_assessed)

    def test_nothing_is_asked_for_without_amount_days_or_reason(self):
        requests = self.env["credit.survey.request"].with_user(self.seller)
        known = {"partner_id": self.customer.id, "amount": 1000, "days": 30, "reason": "A shop"}
        for lacking in ({"amount": 0}, {"amount": -5}, {"days": 0}, {"days": 9999}, {"reason": " "}, {"reason": False}):
            request = requests.create({**known, **lacking})
            if "reason" in lacking:
                request.reason = lacking["reason"]
            with self.subTest(lacking), self.assertRaisesRegex(UserError, "Say which limit"):
                request.action_apply()
        self.assertFalse(self.customer.credit_account_ids.survey_ids)

    def test_not_of_others_customers(self):
        """By the dialog or by RPC: no survey of a customer whom somebody else looks after, and nothing read of it."""
        theirs = self._create_customer("Theirs", user_id=self.colleague.id)
        survey = self.ask(customer=theirs, user=self.analyst, reason="Secret plans")
        request = (
            self.env["credit.survey.request"]
            .with_user(self.seller)
            .create({"partner_id": theirs.id, "amount": 77, "days": 7, "reason": "Mine now"})
        )
        with self.assertRaises(UserError):
            request.action_apply()
        self.assertEqual((survey.requested_limit, survey.requested_reason), (4000, "Secret plans"))
        blank = self.env["credit.survey.request"].with_user(self.seller).create({"partner_id": theirs.id})
        self.assertFalse(blank.amount or blank.reason)
        nobody = self._create_customer("Without Survey", user_id=self.colleague.id)
        request = (
            self.env["credit.survey.request"]
            .with_user(self.seller)
            .create({"partner_id": nobody.id, "amount": 77, "days": 7, "reason": "Mine now"})
        )
        with self.assertRaises(AccessError):
            request.action_apply()
        self.assertFalse(nobody.sudo().credit_account_ids.survey_ids)

    def test_who_has_no_part_in_credit_asks_for_none(self):
        portal = self._create_user("bare", "base.group_user")
        for user in (portal, self.env.ref("base.public_user")):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.env["credit.survey.request"].with_user(user).create({"partner_id": self.customer.id})

    def test_reason_is_frozen_with_the_survey(self):
        survey = self.ask()
        self.answer_first(survey)
        survey.with_user(self.seller).action_submit()
        for user in (self.seller, self.analyst):
            with self.subTest(user.login), self.assertRaises(UserError):
                survey.with_user(user).requested_reason = "Another"


@tagged("post_install", "-at_install")
class TestShortSurvey(RequestCommon):
    """Five questions for little, all of them for more; what is missing leads to where it is answered."""

    def test_five_questions_for_little(self):
        survey = self.ask(5000)
        self.assertEqual(len(survey.first_answer_ids), 5)
        self.assertTrue(survey.short)
        names = [item["name"] for item in survey.missing_items]
        self.assertEqual(len(names), 4, names)
        self.assertEqual({item["page"] for item in survey.missing_items}, {"first"})
        self.answer_first(survey)
        self.assertEqual((survey.completeness, bool(survey.missing_items)), (100, False))
        survey.with_user(self.seller).action_submit()
        self.assertEqual(survey.state, "submitted")

    def test_all_for_more(self):
        survey = self.ask(5000.01)
        self.answer_first(survey)
        self.assertFalse(survey.short)
        self.assertLess(survey.completeness, 100)
        with self.assertRaisesRegex(UserError, "must be answered first"):
            survey.with_user(self.seller).action_submit()
        pages = {item.get("page") for item in survey.missing_items}
        self.assertTrue({"licences", "risk"} <= pages, pages)
        fields = [item["field"] for item in survey.missing_items if "field" in item]
        self.assertEqual(fields, ["expected_purchases"])
        self.assertEqual(survey.with_user(self.seller).requested_limit, 5000.01)

    def test_no_page_shows_a_question_twice(self):
        survey = self.ask()
        names = ["first", "company", "people", "licences", "business", "references", "risk", "registry"]
        pages = [survey[f"{name}_answer_ids"] for name in names]
        self.assertEqual(sum(map(len, pages)), len(survey.answer_ids))

    def test_versions_from_before_ask_everything(self):
        self.policy._credit_by_method().write({"survey_short_amount": 0})
        self.assertFalse(self.ask(10).short)

    # === WORDING === #

    def test_every_ready_question_is_put_to_the_customer_in_its_own_words(self):
        ready = self.env["ir.model.data"].search(
            [("module", "=", "credit_management"), ("model", "=", "credit.survey.question")]
        )
        ready = self.env["credit.survey.question"].browse(ready.mapped("res_id"))
        for question in ready.filtered(lambda one: not one.looked_up):
            with self.subTest(question.code):
                self.assertTrue(question.customer_text)
                self.assertNotIn("customer", question.customer_text.lower())

    def test_mail_and_paper_ask_the_customer_and_not_about_them(self):
        survey = self.ask(9000)
        asked = survey._missing_questions()
        self.assertIn("Who owns your company, and with which shares?", asked)
        mail = self.env.ref("credit_management.credit_survey_mail_template")._render_field("body_html", survey.ids)
        paper = (
            self.env["ir.actions.report"]
            ._render_qweb_html("credit_management.credit_survey_blank", survey.account_id.ids)[0]
            .decode()
        )
        for text in (mail[survey.id], paper):
            self.assertIn("Who owns your company", text)
            for wrong in ("Who owns the customer", "Is the customer in court", "your company&#39;s currency"):
                self.assertNotIn(wrong, text)

    def test_own_questions_without_such_words_are_put_as_they_are(self):
        self.env["credit.survey.question"].with_user(self.administrator).create(
            {"code": "dogs", "text": "How many dogs?", "answer_type": "number", "required_when": "always"}
        )
        self.assertIn("How many dogs?", self.ask(9000)._missing_questions())

    def test_in_the_customers_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        question = self.env["credit.survey.question"].search([("code", "=", "owners")])
        question.with_context(lang="fr_FR").customer_text = "Qui détient votre entreprise ?"
        self.customer.lang = "fr_FR"
        self.assertIn("Qui détient votre entreprise ?", self.ask(9000).with_context(lang="fr_FR")._missing_questions())


@tagged("post_install", "-at_install")
class TestAskForCreditInTheBrowser(RequestCommon, HttpCase):
    """A salesperson's request for a new customer: four clicks besides typing, the survey submitted."""

    def test_from_the_customer(self):
        self.start_tour(
            f"/odoo/res.partner/{self.customer.id}", "credit_management_ask_for_credit", login=self.seller.login
        )
        survey = self.customer.credit_account_ids.survey_ids
        self.assertEqual((survey.requested_limit, survey.requested_days, survey.state), (4000, 30, "submitted"))
        self.assertEqual(survey.requested_reason, "A shop that opens in May")

    def test_from_a_quotation_and_to_what_is_missing(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.seller.id,
                "order_line": [
                    Command.create({"name": "Goods", "product_uom_qty": 1, "price_unit": 7000, "tax_ids": []})
                ],
            }
        )
        self.start_tour(f"/odoo/sales/{order.id}", "credit_management_ask_on_quotation", login=self.seller.login)
        survey = self.customer.credit_account_ids.survey_ids
        self.assertEqual((survey.requested_limit, survey.requested_days), (order.amount_total, 45))
