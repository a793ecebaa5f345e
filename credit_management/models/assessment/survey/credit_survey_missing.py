from odoo import api, fields, models

from ....core.assessment import survey as core

DRAFTED = ("draft", "with_customer")


class CreditSurvey(models.Model):
    """The way to what is still missing: for who fills the survey a link each, for the customer a question."""

    _inherit = "credit.survey"

    missing_items = fields.Json(string="Missing", compute="_compute_missing_items")
    short = fields.Boolean(
        string="Short Survey",
        compute="_compute_missing_items",
        help="So little is asked for that the first questions are enough; the policy in force says up to which amount.",
    )

    @api.depends("completeness", "state", "requested_limit")
    @api.depends_context("lang")
    def _compute_missing_items(self):
        cases = self._cases()
        for survey in self:
            drafted = survey.state in DRAFTED
            survey.short = drafted and cases[survey].short
            survey.missing_items = survey._get_missing_items(cases[survey]) if drafted else []

    def _get_missing_items(self, case):
        """What must still be answered, with the page and the row or field where it is."""
        asked = {answer.question_id.code: answer for answer in self.answer_ids}
        items = []
        for fact in core.missing(self._checklist(), case):
            answer = asked.get(fact.code)
            if answer:
                page = "first" if answer.question_id.first else answer.section
                items.append({"name": fact.name, "page": page, "question": answer.question_id.display_name})
            else:
                items.append({"name": fact.name, "field": fact.code})
        return items

    # === ASKING THE CUSTOMER === #

    @api.model
    def _get_customer_requests(self):
        """How the customer is asked for what stands on the survey itself."""
        return {
            "requested_limit": self.env._("Which credit limit would you like?"),
            "requested_days": self.env._("Within how many days would you like to pay?"),
            "expected_purchases": self.env._("For how much do you expect to buy from us in a year?"),
        }

    def _missing_questions(self):
        """Questions still to be put to the customer, in the language of the context."""
        self.ensure_one()
        questions = self.answer_ids.question_id
        ours = set(questions.filtered("looked_up").mapped("code"))
        wording = {question.code: question._get_customer_text() for question in questions}
        wording |= self._get_customer_requests()
        missing = core.missing(self._checklist(), self._cases()[self])
        return [wording.get(fact.code, fact.name) for fact in missing if fact.code not in ours]
