from odoo import models
from odoo.fields import Command

from .credit_survey import ROWS
from .credit_survey_answer import VALUES
from .credit_survey_checklist import HEAD

# Questions the customer's own record answers.
OF_PARTNER = {
    "registered_name": lambda partner: partner.name,
    "tax_number": lambda partner: partner.vat,
    "registry_number": lambda partner: partner.company_registry,
    "registered_address": lambda partner: partner._display_address(without_company=True),
    "website": lambda partner: partner.website,
    "industry": lambda partner: partner.industry_id.name,
}


class CreditSurvey(models.Model):
    """Nobody begins with an empty sheet: what is known already stands in it."""

    _inherit = "credit.survey"

    def _fill_in(self):
        """Add the answers to give; those of the last survey, and what our own records say, are given already."""
        self._add_answers()
        last = self._last_closed()
        for survey in self:
            if survey.account_id in last:
                survey._carry_over(last[survey.account_id])
            survey._fill_from_partner()

    def _add_answers(self):
        """Add a row for every question. The rows are those of the checklist, hence sudo."""
        questions = self.env["credit.survey.question"].sudo().search([("active", "=", True)])
        rows = self.env["credit.survey.answer"].sudo()
        asked = rows.search([("survey_id", "in", self.ids)]).grouped("survey_id")
        rows._credit_by_method().create(
            [
                {"survey_id": survey.id, "question_id": question.id}
                for survey in self
                for question in questions._get_asked(survey.partner_id, survey.company_id)
                - asked.get(survey.sudo(), rows).question_id
            ]
        )

    def _last_closed(self):
        """The survey before of each account, if the user may see it: nobody reads in a new survey what the old one
        kept from them.

        :rtype: dict[credit.account, credit.survey]
        """
        closed = [("state", "=", "closed"), ("anonymised_on", "=", False), ("account_id", "in", self.account_id.ids)]
        return {survey.account_id: survey for survey in self.search(closed, order="closed_on, id")}

    def _carry_over(self, last):
        """Take over what was known, as unverified: it has aged."""
        self.ensure_one()
        self._credit_by_method().write({name: last[name] for name in HEAD if last[name] and not self[name]})
        before = {answer.question_id: answer for answer in last.answer_ids if answer._is_answered()}
        for answer in self.answer_ids:
            old = before.get(answer.question_id)
            if old and old.answer_type != "rows" and not answer._is_answered():
                answer._credit_by_method().write(old._prepare_carried_answer())
        for name in ROWS:
            if not self[name]:
                rows = [Command.create(row._prepare_carried_vals()) for row in last[name]]
                self._credit_by_method().write({name: rows})

    def _fill_from_partner(self):
        """Fill empty answers from the customer's own record."""
        self.ensure_one()
        # Answers of the customer's own record, readable or not.
        partner, today = self.partner_id.sudo(), self.company_id._credit_today()
        for answer in self.answer_ids:
            read = OF_PARTNER.get(answer.question_id.code)
            text = read and " ".join((read(partner) or "").split())
            if text and answer.answer_type == "text" and not answer._is_answered():
                answer._credit_by_method().write({"value_text": text, "source": "own_ledger", "date": today})


class CreditSurveyAnswer(models.Model):
    _inherit = "credit.survey.answer"

    def _prepare_carried_answer(self):
        self.ensure_one()
        names = VALUES - {"number_entry", "number_given"} | {"source", "date"}
        vals = {name: self[name] for name in names}
        return vals | {"value_number": self.value_number if self.number_given else False}
