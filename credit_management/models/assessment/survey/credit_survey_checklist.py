from odoo import api, fields, models
from odoo.exceptions import UserError

from ....core.assessment import survey as core
from ....core.assessment.relationship import NEW
from .credit_survey import FROZEN, ROWS

# Fields of the survey itself that must always be answered.
HEAD = ["requested_limit", "requested_days", "expected_purchases"]
# Those that are asked for however little is wanted.
FIRST = {"requested_limit", "requested_days"}
OF_ROWS = ["verification", "resolution"]


class CreditSurvey(models.Model):
    """Checklist of a survey: missing answers, contradictions, and the facts for a score."""

    _inherit = "credit.survey"

    company_answer_ids = fields.One2many(
        "credit.survey.answer", "survey_id", domain=[("section", "=", "company"), ("first", "=", False)]
    )
    people_answer_ids = fields.One2many(
        "credit.survey.answer", "survey_id", domain=[("section", "=", "people"), ("first", "=", False)]
    )
    licences_answer_ids = fields.One2many(
        "credit.survey.answer", "survey_id", domain=[("section", "=", "licences"), ("first", "=", False)]
    )
    business_answer_ids = fields.One2many(
        "credit.survey.answer", "survey_id", domain=[("section", "=", "business"), ("first", "=", False)]
    )
    references_answer_ids = fields.One2many(
        "credit.survey.answer", "survey_id", domain=[("section", "=", "references"), ("first", "=", False)]
    )
    risk_answer_ids = fields.One2many(
        "credit.survey.answer", "survey_id", domain=[("section", "=", "risk"), ("first", "=", False)]
    )
    registry_answer_ids = fields.One2many(
        "credit.survey.answer", "survey_id", domain=[("section", "=", "registry"), ("first", "=", False)]
    )
    first_answer_ids = fields.One2many("credit.survey.answer", "survey_id", domain=[("first", "=", True)])
    trade_reference_ids = fields.One2many("credit.survey.reference", "survey_id", domain=[("kind", "=", "trade")])
    bank_reference_ids = fields.One2many("credit.survey.reference", "survey_id", domain=[("kind", "=", "bank")])
    completeness = fields.Integer(
        compute="_compute_checklist",
        store=True,
        aggregator="avg",
        help="The share of the required questions that have been answered, in percent.",
    )
    contradictions = fields.Integer(
        string="Contradictions to Resolve",
        compute="_compute_checklist",
        store=True,
        aggregator=None,
        help="Answers whose two sources say different things and of which nobody has decided yet.",
    )
    missing_text = fields.Char(string="Still Missing", compute="_compute_problems")
    contradiction_text = fields.Char(string="To Resolve", compute="_compute_problems")

    # === COMPUTE === #

    @api.depends(
        "state",
        "relationship",
        *HEAD,
        "answer_ids.question_id.required_when",
        "answer_ids.question_id.first",
        "answer_ids.question_id.active",
        "answer_ids.value_text",
        "answer_ids.value_number",
        "answer_ids.number_given",
        "answer_ids.value_date",
        "answer_ids.value_choice",
        *(f"{rows}.{name}" for rows in ["answer_ids", *ROWS] for name in OF_ROWS),
        "reference_ids.kind",
    )
    def _compute_checklist(self):
        cases = self._cases()
        for survey in self:
            if survey.state in FROZEN:  # another question asked from now on leaves what has been verified alone
                survey.completeness, survey.contradictions = survey.completeness, survey.contradictions
                continue
            checklist = survey._checklist()
            survey.completeness = core.completeness(checklist, cases[survey])
            survey.contradictions = len(core.contradictions(checklist))

    @api.depends("completeness", "contradictions")
    @api.depends_context("lang")
    def _compute_problems(self):
        cases = self._cases()
        for survey in self:
            checklist = [] if survey.state in FROZEN else survey._checklist()
            missing = survey._names(core.missing(checklist, cases[survey]))
            contradicted = survey._names(core.contradictions(checklist))
            survey.missing_text = missing and self.env._("Still missing: %(questions)s.", questions=missing)
            survey.contradiction_text = contradicted and self.env._(
                "A second source contradicts %(facts)s. Open the row and say which of the two stands.",
                facts=contradicted,
            )

    @api.model
    def _names(self, facts):
        return ", ".join(f"“{fact.name}”" for fact in facts)

    # === TO CORE === #

    def _cases(self):
        """Cases that decide which questions are required, by the policy in force today.

        :rtype: dict[credit.survey, core.Case]
        """
        cases = {}
        for company, surveys in self.grouped(lambda survey: survey.company_id or self.env.company).items():
            policy = self.env["credit.policy"]._get_in_force(company)
            for survey in surveys:
                cases[survey] = core.Case(
                    relationship=survey.relationship or NEW,
                    requested=survey.requested_limit or None,
                    large_from=policy.survey_large_amount,
                    short_to=policy.survey_short_amount,
                    rounding=company.currency_id.rounding,
                )
        return cases

    def _checklist(self):
        """Every question and every row, as core looks at them."""
        self.ensure_one()
        labels = {name: self._fields[name]._description_string(self.env) for name in HEAD}
        facts = [
            core.Fact(name, self[name] or None, core.ALWAYS, name=labels[name], first=name in FIRST) for name in HEAD
        ]
        facts += [
            core.Fact(
                answer.question_id.code,
                answer._value(),
                answer.question_id.required_when,
                name=answer._fact_name(),
                first=answer.question_id.first,
                **answer._fact_vals(),
            )
            for answer in self.answer_ids
            if answer.question_id.active or answer._is_answered()
        ]
        facts += [
            core.Fact(name, True, name=row._fact_name(), **row._fact_vals()) for name in ROWS for row in self[name]
        ]
        return facts

    def _answers(self):
        """All that is known, as core takes it; what is contradicted and not resolved is not known."""
        self.ensure_one()
        values = {name: self[name] or None for name in HEAD}
        values |= {answer.question_id.code: answer._value() for answer in self.answer_ids if not answer.contradicted}
        licences, references, grades = (
            self[name].filtered(lambda row: not row.contradicted)
            for name in ("licence_ids", "reference_ids", "grade_ids")
        )
        return core.Answers(
            values=values,
            licences=tuple(core.Licence(row.needed, row.expiry or None) for row in licences),
            references=tuple(core.Reference(row.kind, row.pays or None) for row in references),
            grades=tuple(core.OutsideGrade(row.grade, row.date, row.valid_until or None) for row in grades),
        )

    def _facts(self, day=None):
        """The facts a score may use, as of a day; today at the company when left out.

        :rtype: dict[str, float | str | bool | None], by the codes of ``core.assessment.survey.DEFINITIONS``
        """
        self.ensure_one()
        return core.facts(self._answers(), day or self.company_id._credit_today())

    # === CHECKS === #

    def _check_complete(self):
        """One sentence that names what is missing, or which contradiction stands."""
        for survey, case in self._cases().items():
            checklist = survey._checklist()
            if names := survey._names(core.missing(checklist, case)):
                raise UserError(
                    self.env._(
                        "%(survey)s cannot be submitted: %(missing)s must be answered first.",
                        survey=survey.display_name,
                        missing=names,
                    )
                )
            survey._check_no_contradiction(checklist)

    def _check_no_contradiction(self, checklist=None):
        self.ensure_one()
        if names := self._names(core.contradictions(checklist or self._checklist())):
            raise UserError(
                self.env._(
                    "In %(survey)s a second source contradicts %(facts)s. Say under “Resolution” which of the two"
                    " stands.",
                    survey=self.display_name,
                    facts=names,
                )
            )
