from odoo.tests import tagged

from ..assessment.assessment_common import CreditAssessmentCommon
from ..assessment.survey_common import CreditSurveyCommon
from ..gate.hold_common import HoldCommon
from .print_common import PrintCommon, plain


@tagged("post_install", "-at_install")
class TestPrintAssessment(PrintCommon, CreditAssessmentCommon):
    """The credit report, the assessment form and the approval of a limit."""

    def test_assessment_form(self):
        assessment = self._assess()
        self._judge(assessment, 80, reason="Has run it for years")
        text = self.text("credit_assessment_form", assessment, self.analyst)
        for expected in (assessment.reference, "Has run it for years", assessment.explanation, "Limit by each method"):
            self.assertIn(plain(expected), text)
        self.assertEqual(len(self.printed("credit_assessment_form", assessment, self.analyst).xpath("//svg")), 3)

    def test_assessment_form_of_a_decision(self):
        assessment = self._approved()
        text = self.text("credit_assessment_form", assessment, self.manager)
        self.assertIn(f"{self.analyst.name}, ", text)
        self.assertIn(f"{self.manager.name}, ", text)
        pages = self.pages("credit_assessment_form", assessment, self.manager)
        self.assertIn(f"Page 1 of {len(pages)}", pages[0])
        self.assertIn("Limit by each method", pages[-1], "signatures are never alone on a page")

    def test_limit_form(self):
        limit = self._propose_limit(self.account, 5000, reason="Twice the average month")
        text = self.text("credit_limit_form", limit, self.manager)
        self.assertIn("Twice the average month", text)
        self.assertIn("5,000.00", text)
        self.assertIn(f"{self.analyst.name}, ", text)
        self.assertEqual(
            len(self.pages("credit_limit_form", limit | self._propose_limit(self.account, 1), self.manager)), 2
        )

    def test_limit_request_form(self):
        vals = {"kind": "raise", "amount": 5000, "reason_kind": "season", "reason": "Spring orders"}
        request = (
            self.env["credit.limit.request"].with_user(self.analyst).create({"account_id": self.account.id, **vals})
        )
        request.action_submit()
        self._grant_authority(self.manager, unlimited=True)
        request.with_user(self.manager).action_approve_part(4000, False, self._day(0), False, "Enough")
        text = self.text("credit_limit_request_form", request, self.manager)
        for expected in (request.name, "5,000.00", "4,000.00", "☑ Raise", "☐ Lower", "☑ Season", "Agreed: Enough"):
            self.assertIn(expected, text)

    def test_limit_batch_form(self):
        """From what to what for each customer, what was left out and who said what."""
        limit = self._approve_limit(self.account, 5000)
        old = {"approved_on": "2020-01-01 00:00:00", "valid_from": "2020-01-01"}
        limit._credit_by_method().write(old)
        values = {"percent": 10, "reason": "Prices rise", "domain": str([("id", "=", self.account.id)])}
        batch = self.env["credit.limit.batch"].with_user(self.analyst).create(values)
        batch.action_preview()
        self.assertIn("Previewed", self.text("credit_limit_batch_form", batch, self.analyst))
        batch.action_submit()
        batch.with_user(self.manager).action_approve()
        text = self.text("credit_limit_batch_form", batch, self.manager)
        for expected in (
            batch.name, "5,000.00", "5,500.00", "Prices rise", "+10 %", self.account.partner_id.name, "Agreed",
            "All together", self.manager.name,
        ):  # fmt: skip
            self.assertIn(expected, text)

    def test_group(self):
        """What is owed together adds up, and what is over says by how much."""
        group = self.env["credit.group"].create({"name": "Acme Group", "lead_id": self.account.id})
        self.assertIn("No shared limit in force", self.text("credit_group_form", group, self.analyst))
        decided = {
            "group_id": group.id, "reason": "One owner", "state": "approved", "counts": True,
            "approver_id": self.manager.id, "approved_on": self.env.cr.now(), "author_id": self.analyst.id,
        }  # fmt: skip
        self.env["credit.group.limit"]._credit_by_method().create({**decided, "amount": 7000})
        self.env["credit.group.member"]._credit_by_method().create({**decided, "account_id": self.account.id})
        text = self.text("credit_group_form", group, self.analyst)
        for expected in ("Shared Credit Limit", "7,000.00", "Led by", "Members today: 1", self.manager.name):
            self.assertIn(expected, text)

    def test_credit_report(self):
        self._create_statement(year=self._day(0).year - 2).with_user(self.manager).action_confirm()
        approved = self._approved()
        text = self.text("credit_report", self.account, self.analyst)
        ratio = self._ratio(self.statement, "current_ratio")
        for expected in (
            self.customer.name,
            approved.reference,
            approved.explanation,
            "Exposure, limit and payments over a year",
            f"Current Ratio {ratio.value_text} {ratio.previous_text} = Unchanged",
            "Total Current Assets",
            "Grades and limits that were approved",
            approved.limit_id.amount_text,
        ):
            self.assertIn(plain(expected), text)

    def test_credit_report_of_somebody_nobody_knows(self):
        stranger = self._create_account(self._create_customer("Stranger"))
        first, *rest = self.pages("credit_report", stranger | self.account, self.analyst)
        self.assertIn("No score is in force", first)
        self.assertIn("Page 1 of 1", first)
        self.assertIn(f"Page 1 of {len(rest)}", rest[0])
        self.assertNotIn("Stranger", " ".join(rest))

    def test_credit_report_of_the_archived(self):
        self.customer.active = False
        self.assertIn("Archived", self.text("credit_report", self.account, self.analyst))


@tagged("post_install", "-at_install")
class TestPrintSurvey(PrintCommon, CreditSurveyCommon):
    """The survey, filled and empty."""

    def test_filled(self):
        survey = self._create_verified()
        text = self.text("credit_survey_form", survey, self.seller)
        for expected in ("Customer Ltd.", "HRB 1", "Olivia Owner", "Supplier", "Agency", f"{self.analyst.name}, "):
            self.assertIn(plain(expected), text)

    def test_a_contradiction_says_so(self):
        survey = self._create_survey()
        answer = self._answer(survey, "legal_form")
        answer.write({"value_choice": "limited"})
        self._contradict(answer)
        self.assertIn("Contradicted: Tax Office, Something else", self.text("credit_survey_form", survey, self.seller))

    def test_empty(self):
        questions = self.env["credit.survey.question"].search([])
        questions = questions._get_asked(self.account.partner_id, self.account.company_id).filtered(
            lambda question: not question.looked_up
        )
        text = self.text("credit_survey_blank", self.account, self.seller)
        for question in questions:
            self.assertIn(" ".join(question._get_customer_text().split()), text)
        self.assertIn("☐ Not Known", text)
        pages = self.pages("credit_survey_blank", self.account, self.seller)
        self.assertIn(f"Page 1 of {len(pages)}", pages[0])

    def test_empty_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        question = self.env["credit.survey.question"].search([], limit=1)
        question.with_context(lang="fr_FR").customer_text = "Nom au registre"
        self.account.partner_id.lang = "fr_FR"
        self.assertIn("Nom au registre", self.text("credit_survey_blank", self.account, self.seller))


@tagged("post_install", "-at_install")
class TestPrintHold(PrintCommon, HoldCommon):
    """The sheet of an order on hold."""

    def test_open_and_released(self):
        hold = self.hold(1500)
        text = self.text("credit_hold_sheet", hold, self.salesperson)
        blocking = hold.reason_ids.filtered(lambda reason: reason.outcome == "block")
        for expected in (hold.reference, hold.order_name, blocking[0].finding, blocking[0].way_out):
            self.assertIn(plain(expected), text)
        self.release(hold)
        text = self.text("credit_hold_sheet", hold, self.salesperson)
        self.assertIn("Known for years", text)
        self.assertIn(f"{self.manager.name}, ", text)

    def test_several(self):
        self.assertEqual(len(self.pages("credit_hold_sheet", self.hold() | self.hold(2000), self.manager)), 2)
