from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.credit_management.core.assessment import survey as checklist
from odoo.addons.credit_management.models.assessment.survey.credit_survey_grade import GRADES

from ..core import application as core
from .credit_application import WORKED

COLUMNS = {"text": "value_text", "number": "value_number", "amount": "value_number", "date": "value_date"}
KINDS = {"trade_reference_ids": "trade", "bank_reference_ids": "bank"}
OUTSIDE = {code for code, _name in GRADES}


class CreditApplication(models.Model):
    """Answers become facts of a survey, each with its source: the customer. What others have written stays."""

    _inherit = "credit.application"

    # === SURVEY === #

    def _make_survey(self):
        """Put the answers into a survey: a new one, or what is empty in the draft there is.

        One that is submitted or verified stays as it is: the answers wait until an analyst makes room for them.
        """
        self.ensure_one()
        account = self.env["credit.account"]._for(self.partner_id, self.company_id)
        self._set({"account_id": account.id})
        surveys = self.env["credit.survey"]
        survey = surveys.search([("account_id", "=", account.id), ("state", "!=", "closed")], limit=1)
        if survey and survey.state not in surveys._drafted_states:
            self._note(self.env._("%s is open: make room for the answers by “Begin Survey”.", survey.display_name))
            return
        fresh = not survey
        survey = survey or surveys.create({"account_id": account.id, "user_id": self._get_responsible().id})
        self._fill_survey(survey, fresh)
        self._record_consent()
        self._set({"survey_id": survey.id})
        self._make_statements()
        if fresh and not checklist.missing(survey._checklist(), survey._cases()[survey]):
            survey.action_submit()

    def _record_consent(self):
        """Keep on the account who has agreed to what, once."""
        if not self.consent_name or not self.consent_on:
            return
        # The system records what the applicant has done.
        consents = self.env["credit.consent"].sudo()
        day = fields.Datetime.context_timestamp(
            self.with_context(tz=str(self.company_id._credit_zone())), self.consent_on
        ).date()
        given = {"account_id": self.account_id.id, "person": self.consent_name, "given_on": day, "given_by": "online"}
        if not consents.search_count([(name, "=", value) for name, value in given.items()], limit=1):
            consents._credit_by_method().create(given | {"text": self.consent_text or ""})

    def _get_responsible(self):
        """Who goes on with the survey."""
        user = self.user_id or self.account_id.controller_id or self.company_id.credit_controller_id
        return user._credit_working_for(self.company_id)[:1] or self.env.user

    def _fill_survey(self, survey, fresh):
        """Write what the applicant has answered.

        :param fresh: whether the survey is the application's own; else what it says already stays
        """
        for user in self.hand_ids:
            survey._add_hands(user)
        self._fill_head(survey, fresh)
        for answer in survey.answer_ids.filtered(lambda one: one.answer_type != "rows"):
            value = self._get_said(answer.question_id)
            if value is not None and (fresh or not answer._is_answered()):
                answer.write(self._prepare_answer(answer.question_id, value))
        for questions in self._get_questions().values():
            for question in questions.filtered("rows"):
                self._fill_rows(survey, question.rows, fresh)

    def _fill_head(self, survey, fresh):
        today = self.company_id._credit_today()
        said = {one.code: core.usable(one, (self.answers or {}).get(one.code, ""), today) for one in core.REQUESTED}
        survey.write({name: value for name, value in said.items() if value and (fresh or not survey[name])})

    def _get_said(self, question):
        """What the applicant has answered to a question; of the address, what its parts say."""
        if question.code == "registered_address":
            return self._get_address_text() or None
        return self._get_value(question)

    def _get_address_text(self):
        answers = self.answers or {}
        country = self._get_countries().filtered(lambda one: one.code == answers.get("country"))
        town = " ".join(filter(None, (answers.get("zip"), answers.get("city"))))
        return ", ".join(filter(None, (answers.get("street"), town, country.name)))

    def _prepare_answer(self, question, value):
        column = COLUMNS.get(question.answer_type, "value_choice")
        return {column: value, "source": "customer", "date": self._get_said_on()}

    def _get_said_on(self):
        """The day the answers are of, where the company is."""
        return min(fields.Date.to_date(self.sent_on), self.company_id._credit_today())

    def _fill_rows(self, survey, rows, fresh):
        """The rows of a list; those of the survey before give way to what the customer says now."""
        said = [self._prepare_row(rows, row) for row in core.rows_of(rows, self.answers or {}, self._get_said_on())]
        said = [vals for vals in said if vals]
        if not said or (survey[rows] and not fresh):
            return
        survey[rows].unlink()
        survey.write({rows: [Command.create(vals) for vals in said]})

    def _prepare_row(self, rows, row):
        vals = {name: value for name, value in row.items() if value is not None}
        vals |= {"source": "customer"} | ({} if rows == "grade_ids" else {"date": self._get_said_on()})
        if rows in KINDS:
            vals["kind"] = KINDS[rows]
        if "staff" in vals:
            vals["staff"] = int(vals["staff"])
        if rows == "grade_ids":
            return self._prepare_grade(vals)
        return vals

    def _prepare_grade(self, vals):
        """A grade of an agency that has our scale; another one is an analyst's to place."""
        grade = (vals.get("agency_grade") or "").upper()
        if grade in OUTSIDE and vals.get("date"):
            return {**vals, "grade": grade}
        told = ", ".join(str(value) for name, value in vals.items() if name != "source")
        self._note(self.env._("Grade by an agency, to be placed on our scale: %s", told))
        return None

    # === STATEMENTS === #

    def _make_statements(self):
        """Draft statements of the figures typed and of the workbook; a period that is there already stays."""
        drafts = [vals for vals in (self._prepare_typed(), *self._read_workbook()) if vals]
        for vals in drafts:
            statements = self.env["credit.financial.statement"]
            if twin := statements._twin(vals):
                self._note(self.env._("Figures of the applicant were left out: %s", twin._already_there()))
                continue
            statement = statements.create(vals)
            statement._fill_totals()
            for user in self.hand_ids:
                statement._add_hands(user)
            self._note(self.env._("Draft of financial figures: %s", statement._get_html_link()))

    def _prepare_typed(self):
        """Values of a statement from what was typed; nothing without a day or a figure."""
        answers, today = self.answers or {}, self.company_id._credit_today()
        entries = core.figures(self._get_currencies().mapped("name"))
        said = {one.code: core.usable(one, answers.get(one.code, ""), today) for one in entries}
        lines = {name: said[f"figures_{name}"] for name in core.TYPED_LINES if said[f"figures_{name}"] is not None}
        end = said["figures_end"]
        if not end or not lines:
            return None
        currency = self._get_currencies().filtered(lambda one: one.name == said["figures_currency"])
        return {
            "account_id": self.account_id.id,
            "kind": "annual",
            "period_end": end,
            "period_start": fields.Date.add(fields.Date.subtract(end, years=1), days=1),
            "currency_id": (currency or self.currency_id).id,
            "audited": said["figures_audited"] or "unknown",
            "source": "customer",
            **lines,
        }

    def _read_workbook(self):
        """Values of the statements in the workbook, all of them or none."""
        if not self.statement_file_id:
            return []
        reader = self.env["credit.statement.import"].new(
            {"account_id": self.account_id.id, "file": self.statement_file_id.datas}
        )
        drafts, faults = reader._read()
        if faults:
            self._note(self.env._("The workbook was not read: %s", " ".join(faults[:5])))
            return []
        return [vals | {"source": "customer"} for _column, vals in drafts]

    # === ACTIONS === #

    def action_begin_survey(self):
        """Close the survey that is open and put the answers of the application into a new one."""
        self.ensure_one()
        self._check_analyst()
        self._check_state(WORKED)
        if not self.partner_id:
            raise UserError(self.env._("Say first which customer %s is.", self.display_name))
        if self.survey_id:
            return self.action_open_survey()
        surveys = self.env["credit.survey"]
        standing = surveys.search([("account_id", "=", self.account_id.id), ("state", "!=", "closed")], limit=1)
        if standing:
            standing.with_context(credit_shown=standing._read_shown()).action_close(
                self.env._("The customer has applied online: %s", self.display_name)
            )
        self.sudo()._make_survey()  # nobody has access to write applications
        return self.action_open_survey()

    def action_open_survey(self):
        self.ensure_one()
        self._check_analyst()
        return self.survey_id._get_records_action(name=self.env._("Credit Survey"))

    def action_assess(self):
        """Go on to the assessment; the customer reads that we work on it."""
        self.ensure_one()
        self._check_analyst()
        self._check_state(WORKED)
        if not self.account_id:
            raise UserError(self.env._("Say first which customer %s is.", self.display_name))
        if self.state == "received":
            self._set({"state": "in_work", "user_id": self.env.uid})
        return self.account_id.action_assess()
