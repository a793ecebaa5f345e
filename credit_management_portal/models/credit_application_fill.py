from odoo import api, fields, models

from odoo.addons.credit_management.core.assessment import registry_number
from odoo.addons.credit_management.core.assessment import survey as checklist
from odoo.addons.credit_management.core.assessment.relationship import NEW

from ..core import application as core
from ..core import tax_number
from .credit_application import OPEN

# Questions whose answer follows from other fields of the form.
COMPOSED = {"registered_address"}
QUESTION_KINDS = {"text": core.TEXT, "number": core.NUMBER, "amount": core.AMOUNT, "date": core.DAY}
FLAGS = ("yes", "no")
# Numbers that follow a form of the country: who says so, and what is wrong with one that does not.
NUMBERS = {
    "tax_number": (tax_number.is_possible, core.NO_VAT),
    "registry_number": (registry_number.is_possible, core.NO_REGISTER),
}
HEAD = ("requested_limit", "requested_days", "expected_purchases")
FIRST = {"requested_limit", "requested_days"}


class CreditApplication(models.Model):
    """What is asked at each step, what was answered, and what is still missing for the amount asked for."""

    _inherit = "credit.application"

    answers = fields.Json(readonly=True, default=dict)
    step = fields.Selection(
        [(step, step.title()) for step in core.STEPS], readonly=True, default=core.COMPANY, string="Step Reached"
    )
    consent_name = fields.Char(string="Consent by", readonly=True)
    consent_on = fields.Datetime(readonly=True)
    consent_ip = fields.Char(string="Consent from (IP)", readonly=True)
    consent_version = fields.Integer(
        string="Version of the Consent", readonly=True, aggregator=None, help="Which text was agreed to."
    )
    consent_text = fields.Text(string="Consent", readonly=True, help="What was agreed to, as it stood then.")

    # === WHAT IS ASKED === #

    def _get_questions(self):
        """The questions that the survey asks, by step."""
        # Questions are shared, and no secret to who answers them.
        questions = self.env["credit.survey.question"].sudo().search([("active", "=", True), ("looked_up", "=", False)])
        questions = questions._get_asked(self.partner_id, self.company_id)
        return questions.filtered(lambda question: question.code not in COMPOSED).grouped(
            lambda question: core.SECTION_STEPS[question.section]
        )

    @api.model
    def _get_countries(self):
        return self.env["res.country"].sudo().search([("code", "!=", False)])  # no secret to who applies

    @api.model
    def _get_currencies(self):
        return self.env["res.currency"].sudo().search([("active", "=", True)])  # no secret to who applies

    @api.model
    def _question_entry(self, question):
        if question.answer_type == "flag":
            return core.Entry(question.code, core.CHOICE, FLAGS)
        if question.answer_type == "choice":
            return core.Entry(question.code, core.CHOICE, tuple(question.choice_ids.mapped("code")))
        return core.Entry(question.code, QUESTION_KINDS[question.answer_type])

    def _get_lists(self, step):
        """The lists that are filled at a step, in the order of their questions."""
        questions = self._get_questions().get(step, self.env["credit.survey.question"])
        return [question.rows for question in questions if question.answer_type == "rows"]

    def _get_entries(self, step, rows=True):
        """Everything that is typed at a step."""
        questions = self._get_questions().get(step, self.env["credit.survey.question"])
        entries = [self._question_entry(question) for question in questions if question.answer_type != "rows"]
        if step == core.COMPANY:
            country = core.Entry("country", core.CHOICE, tuple(self._get_countries().mapped("code")))
            entries += [*core.ADDRESS, country]
        elif step == core.FIGURES:
            entries += core.figures(self._get_currencies().mapped("name"))
        elif step == core.REQUEST:
            entries += core.REQUESTED
        if rows:
            for name in self._get_lists(step):
                entries += core.rows_entries(name)
        return entries

    # === SAVING === #

    def _start(self, contact, amount):
        """Begin, once; who comes back goes on."""
        self.ensure_one()
        if self.state != "invited":
            return
        answers = dict(self.answers or {})
        if amount:
            answers["requested_limit"] = core.clean(amount)
        vals = {"state": "filling", "started_on": fields.Datetime.now(), "contact": core.clean(contact)[:120]}
        self._set({**vals, "answers": answers, **self._prepare_request(answers)})

    def _save(self, step, typed):
        """Keep what was typed at a step, right or wrong.

        :param typed: what the browser has sent; all but the fields of the step is left out
        :return: what is wrong with it, ``{name of the field: reason}``
        """
        self.ensure_one()
        if self.state != "filling":  # what was sent is decided on as it was sent
            return {}
        answers = dict(self.answers or {})
        for entry in self._get_entries(step):
            if entry.code in typed:
                answers[entry.code] = core.clean(typed[entry.code])
        answers = {name: text for name, text in answers.items() if text}
        self._set({"answers": answers, "step": core.following(step), **self._prepare_request(answers)})
        return self._get_faults(step)

    def _prepare_request(self, answers):
        """What is asked for, where lists show it."""
        today = self.company_id._credit_today()
        asked = {one.code: core.usable(one, answers.get(one.code, ""), today) for one in core.REQUESTED}
        return {"requested_limit": asked["requested_limit"] or 0, "requested_days": int(asked["requested_days"] or 0)}

    def _consent(self, name, ip):
        """Keep who agrees to which text, when and from where."""
        self.ensure_one()
        text, version = self.company_id._credit_consent()
        answers = {code: answer for code, answer in (self.answers or {}).items() if code != core.CONSENT_NAME}
        self._set(
            {
                "answers": answers,
                "consent_name": core.clean(name)[:120],
                "consent_on": fields.Datetime.now(),
                "consent_ip": core.clean(ip)[:64],
                "consent_version": version,
                "consent_text": text,
                "step": core.REVIEW,
            }
        )

    def _keep_consent_name(self, name):
        """Keep the name that was typed by somebody who has not agreed yet; an emptied field begins as it did."""
        self.ensure_one()
        answers = {**(self.answers or {}), core.CONSENT_NAME: core.clean(name)[:120]}
        self._set({"answers": {code: answer for code, answer in answers.items() if answer}})

    def _get_consent_name(self):
        """The name that the page of the consent begins with."""
        return (self.answers or {}).get(core.CONSENT_NAME) or self.consent_name or self.contact

    def _is_consented(self):
        """Whether somebody has agreed to the text as it stands now."""
        return bool(self.consent_name) and self.consent_version == self.company_id._credit_consent()[1]

    # === WHAT IS WRONG OR MISSING === #

    def _get_faults(self, step):
        """What is wrong with the answers of a step."""
        answers, today = self.answers or {}, self.company_id._credit_today()
        found = core.faults(self._get_entries(step), answers, today)
        for name in self._get_lists(step):
            found |= core.nameless(name, answers)
        if step == core.COMPANY:
            for name, (is_possible, fault) in NUMBERS.items():
                if not is_possible(answers.get("country", ""), answers.get(name, "")):
                    found.setdefault(name, fault)
        return found

    def _case(self):
        """The case that decides what must be answered, as the survey would see it."""
        account, policy = self.account_id, self.env["credit.policy"]._get_in_force(self.company_id)
        return checklist.Case(
            relationship=account._relationships()[account] if account else NEW,
            requested=self.requested_limit or None,
            large_from=policy.survey_large_amount,
            short_to=policy.survey_short_amount,
            rounding=self.currency_id.rounding,
        )

    def _get_value(self, question):
        """The answer to a question as core takes it; None where there is none that can be used."""
        answers, today = self.answers or {}, self.company_id._credit_today()
        if question.answer_type == "rows":
            return len(core.rows_of(question.rows, answers, today)) or None
        return core.usable(self._question_entry(question), answers.get(question.code, ""), today)

    def _get_missing(self):
        """What must still be answered: pairs of step and question."""
        self.ensure_one()
        case = self._case()
        steps, facts = {}, []
        for name in HEAD:
            entry = next(one for one in core.REQUESTED if one.code == name)
            value = core.usable(entry, (self.answers or {}).get(name, ""), self.company_id._credit_today())
            steps[name] = core.REQUEST
            facts.append(checklist.Fact(name, value or None, checklist.ALWAYS, name=name, first=name in FIRST))
        for step, questions in self._get_questions().items():
            for question in questions:
                steps[question.code] = step
                facts.append(
                    checklist.Fact(
                        question.code, self._get_value(question), question.required_when, first=question.first
                    )
                )
        missing = [(steps[fact.code], fact.code) for fact in checklist.missing(facts, case)]
        address = [name for name in ("city", "country") if not (self.answers or {}).get(name)]
        return [*((core.COMPANY, name) for name in address), *missing]

    def _is_required(self, question, case):
        return case.requires(question.required_when, question.first)

    def _get_obstacles(self):
        """The steps that keep the application from being sent, in their order."""
        self.ensure_one()
        steps = {step for step, _code in self._get_missing()}
        steps |= {step for step in core.STEPS if self._get_faults(step)}
        if not self._is_consented():
            steps.add(core.CONSENT)
        return [step for step in core.STEPS if step in steps]

    def _is_open(self):
        return self.state in OPEN
