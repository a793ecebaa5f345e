from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import formatLang

from ....core.assessment import registry_number
from ...common.day import format_day

# Where the value of each type of answer stands.
COLUMN = {
    "text": "value_text",
    "number": "value_number",
    "amount": "value_number",
    "date": "value_date",
    "choice": "value_choice",
    "flag": "value_choice",
}
VALUES = {"value_text", "value_number", "number_given", "number_entry", "value_date", "value_choice"}
YES, NO, UNKNOWN = ("yes", "no", "unknown")
LARGEST = 1e15


class CreditSurveyAnswer(models.Model):
    """The answer to one question of a survey; made with the survey, empty until somebody answers."""

    _name = "credit.survey.answer"
    _description = "Answer in a Credit Survey"
    _inherit = ["credit.survey.fact", "credit.single"]
    _order = "survey_id, sequence, id"
    _rec_name = "question_id"

    question_id = fields.Many2one("credit.survey.question", required=True, ondelete="restrict", index=True)
    sequence = fields.Integer(related="question_id.sequence", store=True, aggregator=None)
    section = fields.Selection(related="question_id.section", store=True)
    first = fields.Boolean(related="question_id.first", store=True)
    answer_type = fields.Selection(related="question_id.answer_type")
    help_text = fields.Char(related="question_id.help_text")
    personal = fields.Boolean(related="question_id.personal")
    choices = fields.Json(compute="_compute_choices")
    currency_id = fields.Many2one(related="survey_id.currency_id")
    value_text = fields.Char(string="Text")
    value_number = fields.Float(
        string="Numeric Value",
        digits=(16, 2),
        aggregator=None,
        help="The answer, where the question asks for a number.",
    )
    number_given = fields.Boolean(help="A number has been given; zero is one.")
    number_entry = fields.Char(
        string="Number as Typed", compute="_compute_number_entry", inverse="_inverse_number_entry"
    )
    value_date = fields.Date(string="Day")
    value_choice = fields.Char(string="Choice")
    answer = fields.Char(compute="_compute_answer")
    is_answered = fields.Boolean(string="Answered", compute="_compute_answer")
    required = fields.Boolean(compute="_compute_required")
    source = fields.Selection(default=None)
    date = fields.Date(default=None)

    _question_unique = models.Constraint(
        "UNIQUE (survey_id, question_id)", "This question stands in the survey already. Answer it there."
    )

    # === COMPUTE === #

    @api.depends("question_id.answer_type", "question_id.choice_ids.name")
    @api.depends_context("lang")
    def _compute_choices(self):
        flags = [[YES, self.env._("Yes")], [NO, self.env._("No")], [UNKNOWN, self.env._("Not Known")]]
        for answer in self:
            own = [[choice.code, choice.name] for choice in answer.question_id.choice_ids]
            answer.choices = flags if answer.answer_type == "flag" else own

    @api.depends("value_number", "number_given")
    @api.depends_context("lang")
    def _compute_number_entry(self):
        for answer in self:
            answer.number_entry = answer._number_text() if answer.number_given else False

    @api.depends(
        "answer_type",
        "value_text",
        "value_number",
        "number_given",
        "value_date",
        "value_choice",
        *(f"survey_id.{rows}" for rows in ("owner_ids", "licence_ids", "reference_ids", "site_ids", "grade_ids")),
    )
    @api.depends_context("lang")
    def _compute_answer(self):
        for answer in self:
            answer.is_answered = answer._is_answered()
            answer.answer = answer._text() if answer.is_answered else False

    @api.depends(
        "question_id.required_when", "question_id.first", "survey_id.relationship", "survey_id.requested_limit"
    )
    def _compute_required(self):
        cases = self.survey_id._cases()
        for answer in self:
            answer.required = cases[answer.survey_id].requires(
                answer.question_id.required_when, answer.question_id.first
            )

    # === THE VALUE === #

    def _value(self):
        """The answer as core takes it; None where there is none. For rows of a list: how many."""
        self.ensure_one()
        kind = self.answer_type
        if kind == "rows":
            return len(self.survey_id[self.question_id.rows]) or None
        if kind in ("number", "amount"):
            return self.value_number if self.number_given else None
        value = self[COLUMN[kind]]
        if kind == "flag":
            return {YES: True, NO: False}.get(value)
        return (value.strip() or None) if isinstance(value, str) else value or None

    def _is_answered(self):
        return self._value() is not None

    def _text(self):
        """The answer as a person reads it."""
        value = self._value()
        match self.answer_type:
            case "rows":
                return str(value)
            case "number" | "amount":
                return self._number_text()
            case "date":
                return format_day(self.env, value)
            case "choice" | "flag":
                return dict(self.choices or []).get(self.value_choice, self.value_choice)
        return value

    def _number_text(self):
        digits = 2 if self.value_number % 1 else 0
        return formatLang(self.env, self.value_number, digits=digits, grouping=self.answer_type == "amount")

    def _inverse_number_entry(self):
        for answer in self:
            entry = (answer.number_entry or "").strip()
            answer.write({"value_number": answer._parse(entry) if entry else False})

    @api.onchange("number_entry")
    def _onchange_number_entry(self):
        """Show at once what has been understood, not only when the survey is saved."""
        entry = (self.number_entry or "").strip()
        self.value_number = self._parse(entry) if entry else 0.0
        self.number_given = bool(entry)

    def _parse(self, entry):
        """A number as people of this language write it."""
        language = self.env["res.lang"]._get_data(code=self.env.user.lang or "en_US")
        plain = entry.replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
        plain = plain.replace(language.thousands_sep or ",", "").replace(language.decimal_point or ".", ".")
        try:
            return float(plain)
        except ValueError:
            raise ValidationError(
                self.env._(
                    "“%(entry)s” is no number. Answer “%(question)s” with digits only.",
                    entry=entry,
                    question=self.question_id.text,
                )
            ) from None

    def _fact_name(self):
        return self.question_id.text

    # === CONSTRAINTS === #

    @api.constrains("value_number", "value_choice", "question_id")
    def _check_value(self):
        for answer in self:
            if not abs(answer.value_number) <= LARGEST:
                raise ValidationError(
                    self.env._("The answer to “%s” is larger than any company. Correct it.", answer.question_id.text)
                )
            if answer.value_choice and answer.value_choice not in dict(answer.choices or []):
                raise ValidationError(
                    self.env._(
                        "“%(choice)s” is no answer to “%(question)s”. Choose one of: %(choices)s.",
                        choice=answer.value_choice,
                        question=answer.question_id.text,
                        choices=", ".join(name for _code, name in answer.choices or []) or "–",
                    )
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        answers = super().create([self._with_number_given(vals) for vals in vals_list])._with_source()
        answers._check_registry_number()
        return answers

    def write(self, vals):
        if "question_id" in vals and not self._credit_is_by_method():
            self._credit_refuse_fields({"question_id"}, self.env._("An answer stays with its question."))
        done = super().write(self._with_number_given(vals))
        if "value_text" in vals:
            self._check_registry_number()
        if VALUES & vals.keys() and not {"source", "date"} <= vals.keys():
            self._with_source()
        return done

    def _check_registry_number(self):
        """A registration number has the form of its country, where it has one; what is taken over stays as it is.

        No constraint: Odoo runs those as the system, whoever writes.
        """
        if self.env.su or self._credit_is_by_method():
            return
        for answer in self.filtered(lambda one: one.value_text and one.question_id.code == "registry_number"):
            # Where the customer is, is no secret to who answers.
            country = answer.survey_id.sudo().partner_id.country_id or answer.survey_id.sudo().company_id.country_id
            if not registry_number.is_possible(country.code or "", answer.value_text):
                raise ValidationError(
                    self.env._(
                        "“%(number)s” is no registration number of %(country)s: its length or its check digit is wrong."
                        " Compare it with the licence.",
                        number=answer.value_text,
                        country=country.name,
                    )
                )

    @api.model
    def _with_number_given(self, vals):
        """A number written is a number given, and zero is one; nothing written takes it away."""
        if "value_number" not in vals:
            return {name: value for name, value in vals.items() if name != "number_given"}
        value = vals["value_number"]
        given = value is not None and value is not False
        return {**vals, "number_given": given, "value_number": value if given else 0.0}

    def _with_source(self):
        """Fill in the source and day of an answer: the customer, today, unless somebody says otherwise."""
        for answer in self:
            if answer.answer_type != "rows" and answer._is_answered() and not (answer.source and answer.date):
                today = answer.survey_id.company_id._credit_today()
                answer.write({"source": answer.source or "customer", "date": answer.date or today})
        return self
