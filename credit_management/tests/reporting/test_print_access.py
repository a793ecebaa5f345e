import io

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader

from ..assessment.survey_common import CreditSurveyCommon
from .print_common import PrintCommon

INTERNAL = (
    "credit_report", "credit_assessment_form", "credit_limit_form", "credit_limit_request_form", "credit_group_form",
    "credit_limit_batch_form", "credit_file", "credit_grade_form",
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestPrintAccess(PrintCommon, CreditSurveyCommon, HttpCase):
    """Who may print what, asked of the server: by the method and by the address of the print."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls._create_user("stranger", "base.group_user")
        cls.limit = cls._propose_limit(cls.account, 500)
        vals = {"account_id": cls.account.id, "kind": "raise", "amount": 500, "reason": "Test"}
        cls.request = cls.env["credit.limit.request"].with_user(cls.analyst).create(vals)
        values = {"percent": 10, "reason": "Surveyed", "domain": str([("id", "=", cls.account.id)])}
        cls.batch = cls.env["credit.limit.batch"].with_user(cls.analyst).create(values)
        cls.group = cls.env["credit.group"].create({"name": "Surveyed Group", "lead_id": cls.account.id})
        cls.foreign = cls._create_account(cls._create_customer("Colleague's", user_id=cls.colleague.id))
        cls.survey = cls._create_survey()
        cls.assessment = cls.account.with_user(cls.analyst)._assess()
        for user in cls.seller | cls.analyst | cls.stranger:
            user.password = user.login

    def docs(self, name):
        documents = {
            "credit_assessment_form": self.assessment,
            "credit_grade_form": self.assessment,
            "credit_limit_form": self.limit,
            "credit_limit_request_form": self.request,
            "credit_group_form": self.group,
            "credit_limit_batch_form": self.batch,
        }
        return documents.get(name, self.account)

    # === METHODS === #

    def test_scores_and_statements_are_for_analysts(self):
        for name in INTERNAL:
            for user in (self.seller, self.salesperson, self.administrator, self.stranger):
                with self.subTest(name=name, user=user.login), self.assertRaises(AccessError):
                    self.printed(name, self.docs(name), user)
            self.assertIn("Surveyed", self.text(name, self.docs(name), self.analyst))

    def test_a_salesperson_prints_what_own_customers_owe(self):
        self.assertIn("Surveyed", self.text("credit_account_statement", self.account, self.seller))
        with self.assertRaisesRegex(AccessError, "looked after by"):
            self.printed("credit_account_statement", self.account | self.foreign, self.seller)
        for user in (self.colleague, self.analyst, self.manager):
            self.assertIn("Colleague's", self.text("credit_account_statement", self.foreign, user))

    def test_aging_is_for_who_sees_everybody(self):
        with self.assertRaises(AccessError):
            self.printed("credit_aging_report", self.account, self.seller)
        self.assertIn("Surveyed", self.text("credit_aging_report", self.account, self.salesperson))

    def test_surveys_of_own_customers(self):
        self.assertIn("Surveyed", self.text("credit_survey_form", self.survey, self.seller))
        other = self._create_survey(self.foreign, self.analyst)
        with self.assertRaises(AccessError):
            self.printed("credit_survey_form", other, self.seller)

    def test_others_print_nothing(self):
        for name, docs in (("credit_account_statement", self.account), ("credit_survey_form", self.survey)):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self.printed(name, docs, self.stranger)

    def test_another_company(self):
        other = self.env["res.company"].create({"name": "Other Inc."})
        self.env.user.company_ids += other
        account = self._create_account(self._create_customer("Elsewhere"), other)
        with self.assertRaises(AccessError):
            self.printed("credit_account_statement", account, self.analyst)
        self.analyst.company_ids += other
        text = self.text("credit_account_statement", account, self.analyst, allowed_company_ids=other.ids)
        self.assertIn("Other Inc.", text)

    # === ADDRESSES === #

    def fetch(self, name, docs, user):
        self.authenticate(user.login, user.login)
        ids = ",".join(map(str, docs.ids))
        return self.url_open(
            f"/report/pdf/credit_management.{name}/{ids}?context=%7B%22force_report_rendering%22:true%7D"
        )

    def test_by_address(self):
        answer = self.fetch("credit_account_statement", self.account, self.seller)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        if answer.content.startswith(b"%PDF"):
            self.assertEqual(PdfFileReader(io.BytesIO(answer.content)).getNumPages(), 1)

    @mute_logger("odoo.http")
    def test_by_address_without_the_right(self):
        cases = [(name, self.docs(name), self.seller) for name in INTERNAL]
        cases += [
            ("credit_account_statement", self.foreign, self.seller),
            ("credit_survey_form", self.survey, self.stranger),
        ]
        for name, docs, user in cases:
            with self.subTest(name=name):
                self.assertEqual(self.fetch(name, docs, user).status_code, 403)

    def test_menus_of_prints(self):
        """Nobody is offered what they may not print."""
        bindings = self.env["ir.actions.actions"]
        for user, offered in ((self.seller, False), (self.analyst, True)):
            names = {
                action["name"] for action in bindings.with_user(user).get_bindings("credit.account").get("report", ())
            }
            self.assertEqual("Credit Report" in names, offered)
            self.assertIn("Statement of Account", names)
