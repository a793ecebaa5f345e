from odoo import models
from odoo.tools import get_lang

from ...const import USER


class CreditSurveyBlank(models.AbstractModel):
    """The questions with room for the answers, to be filled in by hand: in the customer's language."""

    _name = "report.credit_management.credit_survey_blank"
    _description = "Empty Survey on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.account"
    _role = USER

    def _title(self):
        return self.env._("Customer Credit Survey")

    def _seals(self, doc):
        # EXTENDS 'credit_management': the customer fills it in
        return [doc.partner_id.name]

    def _language(self, doc):
        return get_lang(self.env, doc.partner_id.lang).code

    def _prepare_sheets(self, docs):
        questions = self.env["credit.survey.question"].search([("active", "=", True), ("looked_up", "=", False)])
        sections = self.env["credit.survey.question"]._fields["section"]._description_selection(self.env)
        return {
            account: self._sheet(questions._get_asked(account.partner_id, account.company_id), sections)
            | {
                "requests": self._requests(account),
                "notice": account.company_id._credit_get_privacy_notice(),
                "consent": account.company_id._credit_get_consent_text(),
            }
            for account in docs
        }

    def _sheet(self, questions, sections):
        by_section = questions.grouped("section")
        return {
            "sections": [
                (name, [self._question(question) for question in by_section[code]])
                for code, name in sections
                if code in by_section
            ]
        }

    def _question(self, question):
        """How a question is put on paper: boxes to tick, lines of a list, or one line."""
        return {
            "text": question._get_customer_text(),
            "hint": not question.customer_text and question.help_text,  # hints are for who asks
            "boxes": self._boxes(question),
            "lines": 3 if question.answer_type == "rows" else 1,
        }

    def _boxes(self, question):
        if question.answer_type == "flag":
            return [self.env._("Yes"), self.env._("No"), self.env._("Not Known")]
        return question.choice_ids.mapped("name") if question.answer_type == "choice" else []

    def _requests(self, account):
        """Questions to every customer, besides those of the checklist."""
        asked = self.env["credit.survey"]._get_customer_requests()
        amounts = ("requested_limit", "expected_purchases")
        return [f"{text} ({account.currency_id.name})" if name in amounts else text for name, text in asked.items()]
