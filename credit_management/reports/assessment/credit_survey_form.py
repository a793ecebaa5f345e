from odoo import models

from ...const import USER
from ...models.common.number import format_number, format_percent
from ..common.credit_print import FIGURE

# The lists of a survey, with the fields that are printed of each row besides source and verification.
LISTS = {
    "owner_ids": ("name", "role", "share"),
    "licence_ids": ("name", "number", "issuer", "expiry"),
    "reference_ids": ("kind", "name", "terms", "credit", "pays"),
    "site_ids": ("name", "address", "premises", "staff"),
    "grade_ids": ("agency", "agency_grade", "grade", "date"),
}
NAMES, ANSWERS, CHECKS = 34, 34, 32  # percent of the width


class CreditSurveyForm(models.AbstractModel):
    """A survey as it has been filled in: each fact with who says so, since when, and who else does."""

    _name = "report.credit_management.credit_survey_form"
    _description = "Survey on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.survey"
    _role = USER

    def _title(self):
        return self.env._("Customer Credit Survey")

    def _prepare_sheets(self, docs):
        files = self._attachments(docs)
        return {survey: self._sheet(survey) | {"attachments": files[survey]} for survey in docs}

    def _form_head(self, doc):
        # EXTENDS 'credit_management'
        return [
            (self.env._("Number"), self._number_of(doc, "CS")),
            (self.env._("Filled since"), self._day(doc.opened_on)),
            (self.env._("Department"), self._department(doc.user_id)),
        ]

    def _seals(self, doc):
        # EXTENDS 'credit_management'
        return [self._company(doc).name]

    def _attachments(self, docs):
        # EXTENDS 'credit_management': evidence of facts, too
        files = super()._attachments(docs)
        for survey in docs:
            for rows in (survey.answer_ids, *(survey[name] for name in LISTS)):
                files[survey] += rows.evidence_ids.mapped("name")
        return files

    def _sheet(self, survey):
        sections = self.env["credit.survey.question"]._fields["section"]._description_selection(self.env)
        return {
            "head": self._head(survey),
            "sections": [
                (name, self._answers_table(answers))
                for code, name in sections
                if (answers := self._printed(survey, code))
            ],
            "lists": [
                (survey._fields[name]._description_string(self.env), self._list_table(survey[name], fields_))
                for name, fields_ in LISTS.items()
                if survey[name]
            ],
            "signatures": [
                (self.env._("Submitted by"), survey.submitted_by.name, self._moment(survey.submitted_on)),
                (self.env._("Verified by"), survey.verified_by.name, self._moment(survey.verified_on)),
            ],
        }

    def _head(self, survey):
        currency, label = survey.currency_id, survey._fields
        return [
            (self.env._("State"), self._label(survey, "state")),
            (
                self.env._("Consent"),
                self.env["credit.consent"]._describe(survey.account_id) or self.env._("Not on record"),
            ),
            (label["relationship"]._description_string(self.env), self._label(survey, "relationship")),
            (label["requested_limit"]._description_string(self.env), self._known(survey.requested_limit, currency)),
            (label["requested_days"]._description_string(self.env), survey.requested_days or self.env._("Not known")),
            (
                label["expected_purchases"]._description_string(self.env),
                self._known(survey.expected_purchases, currency),
            ),
            (self.env._("Filled by"), survey.user_id.name),
            (self.env._("Complete"), format_percent(self.env, survey.completeness)),
            (self.env._("Verified"), survey._get_verified_text()),
        ]

    def _known(self, amount, currency):
        """An amount that was given; a survey knows no zero."""
        return self.env._("Not known") if currency.is_zero(amount) else self._money(amount, currency)

    def _printed(self, survey, section):
        """The questions of a section that a person answers in words; lists have tables of their own."""
        return survey.answer_ids.filtered(lambda answer: answer.section == section and answer.answer_type != "rows")

    # === TABLES === #

    def _answers_table(self, answers):
        columns = [
            (self.env._("Question"), NAMES),
            (self.env._("Answer"), ANSWERS),
            (self.env._("Source and verification"), CHECKS),
        ]
        rows = [
            [
                answer.question_id.text,
                answer.answer or self.env._("Not known"),
                self._check_text(answer) if answer.is_answered else "",
            ]
            for answer in answers
        ]
        return self._tabulate(columns, rows)

    def _list_table(self, rows, names):
        """Rows of a list, whatever their model."""
        width = (NAMES + ANSWERS) / len(names)
        kinds = {name: rows._fields[name].type for name in names}
        columns = [
            (rows._fields[name]._description_string(self.env), width, *self._kind(kinds[name])) for name in names
        ]
        columns.append((self.env._("Source and verification"), CHECKS))
        cells = [[*(self._cell(row, name, kinds[name]) for name in names), self._check_text(row)] for row in rows]
        return self._tabulate(columns, cells)

    def _kind(self, kind):
        return (FIGURE,) if kind in ("float", "integer", "monetary") else ()

    def _cell(self, row, name, kind):
        if kind == "selection":
            return self._label(row, name)
        if kind == "date":
            return self._day(row[name])
        if kind == "monetary":
            return "–" if row.currency_id.is_zero(row[name]) else self._money(row[name], row.currency_id)
        return format_number(self.env, row[name], most=4) if kind == "float" and row[name] else row[name] or "–"
