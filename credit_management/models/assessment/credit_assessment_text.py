from odoo import api, fields, models

from ...core.assessment.assessment import better_band
from ...core.rating import Band
from ..common.day import format_day
from ..common.number import format_number

COSTLIEST = 3


class CreditAssessment(models.Model):
    """Why this score and no better one, in a sentence and in a picture."""

    _inherit = "credit.assessment"

    explanation = fields.Text(compute="_compute_explanation")
    chart = fields.Html(compute="_compute_chart", sanitize=False)
    meaning = fields.Text(
        compute="_compute_meaning",
        help="How often invoices to customers of this grade, and of such a score, have been late on your own ledger.",
    )
    pending_text = fields.Text(compute="_compute_pending_text")
    frozen_known = fields.Boolean(compute="_compute_frozen_known")
    previous_id = fields.Many2one("credit.assessment", string="Before", compute="_compute_previous_id")
    score_change = fields.Float(
        digits=(5, 2), compute="_compute_previous_id", help="Against the assessment approved before this one."
    )

    @api.depends("account_id", "state", "score", "decided_on")
    def _compute_previous_id(self):
        approved = self.search([("account_id", "in", self.account_id.ids), ("state", "=", "approved")])
        by_account = approved.grouped("account_id")
        for assessment in self:
            earlier = by_account.get(assessment.account_id, self.browse()).filtered(
                lambda other, one=assessment: (
                    other.id != one._origin.id and (not one.decided_on or other.decided_on < one.decided_on)
                )
            )
            assessment.previous_id = earlier.sorted("decided_on")[-1:]
            change = assessment.score - assessment.previous_id.score
            assessment.score_change = change if assessment.previous_id and assessment.scored else 0.0

    @api.depends("score", "scored", "coverage", "line_ids.cost", "grade_of_score_id", "scorecard_id.coverage_min")
    @api.depends_context("lang")
    def _compute_explanation(self):
        bands = self.env["credit.scorecard"]._grade_bands()
        for assessment in self:
            assessment.explanation = assessment._explain(bands)

    @api.depends("grade_id", "proposed_grade_id", "scorecard_id", "score", "scored", "company_id")
    @api.depends_context("lang")
    def _compute_meaning(self):
        kept = self.env["credit.calibration"]._of(self.company_id)
        for assessment in self:
            # Names of grade and card: who reads an assessment need not read those.
            grade = (assessment.grade_id or assessment.proposed_grade_id).sudo()
            score = assessment.score if assessment.scored else None
            calibration = kept.get(assessment.company_id)  # none until a customer is chosen
            known = grade and calibration is not None
            assessment.meaning = calibration._describe(grade, assessment._get_card(), score) if known else False

    @api.depends("frozen")
    def _compute_frozen_known(self):
        for assessment in self:
            assessment.frozen_known = bool(assessment.frozen)

    @api.depends("account_id", "survey_id", "state")
    @api.depends_context("lang")
    def _compute_pending_text(self):
        """Sources under way that do not count yet."""
        surveys = self.env["credit.survey"].sudo()  # that there is one is no secret, its answers are
        open_ones = surveys.search(
            [("account_id", "in", self.account_id.ids), ("state", "in", ("draft", "with_customer", "submitted"))]
        )
        pending = {survey.account_id: survey for survey in open_ones}
        for assessment in self:
            survey = pending.get(assessment.account_id.sudo())  # keys are read with all rights, too
            assessment.pending_text = survey and self.env._(
                "%(survey)s is not verified yet and does not count. Refresh the inputs once it is.",
                survey=survey.display_name,
            )

    def action_open_account(self):
        return self.account_id._get_records_action()

    def action_open_survey(self):
        return self.survey_id._get_records_action()

    def action_open_statement(self):
        return self.statement_id._get_records_action()

    def _explain(self, bands):
        """Why 71 and not 80: the criteria that cost most."""
        if not self.scorecard_id:
            return self.env._("No scorecard in force is for this customer. A credit administrator publishes one.")
        if not self.scored:
            return self.env._(
                "Only %(known)s %% of what the card asks is known, and %(needed)s %% has to be for a score.",
                known=format_number(self.env, self.coverage),
                needed=format_number(self.env, self._get_card().coverage_min),
            )
        costs = [
            self.env._(
                "%(criterion)s (%(cost)s)",
                criterion=line.name,
                cost=format_number(self.env, line.cost, least=1, most=1),
            )
            for line in self.line_ids.sorted("cost", reverse=True)[:COSTLIEST]
            if line.cost > 0
        ]
        if not costs:
            return self.env._("Every criterion gives its best points.")
        better = self._better_band(bands)
        goal = f"{format_number(self.env, better.score_min)} ({better.name})" if better else "100"
        return self.env._(
            "Why %(score)s and not %(goal)s: most is lost by %(criteria)s.",
            score=format_number(self.env, self.score),
            goal=goal,
            criteria=costs,
        )

    def _better_band(self, bands):
        names = {band.name: band for band in bands}
        code = self.grade_of_score_id.sudo().code  # who reads an assessment need not read the grades
        return better_band(code, bands) if isinstance(names.get(code), Band) else None

    @api.depends("line_ids.points", "line_ids.contribution", "line_ids.cost", "line_ids.known", "line_ids.name")
    @api.depends_context("lang")
    def _compute_chart(self):
        for assessment in self:
            lines = assessment.line_ids.sorted("cost", reverse=True)
            largest = max(lines.mapped(lambda line: line.contribution + line.cost), default=0.0) or 1.0
            values = {
                "lines": lines,
                "largest": largest,
                "number": lambda value: format_number(self.env, value, least=2),
            }
            rendered = self.env["ir.qweb"]._render("credit_management.credit_assessment_chart", values)
            assessment.chart = rendered if assessment.line_ids else False

    def _decided_text(self):
        """Grade, limit and terms in one line, for the record."""
        self.ensure_one()
        parts = [
            self.env._("grade %s", self.grade_id.code),
            self.env._("limit %s", self.currency_id.format(self.limit_amount)),
        ]
        if self.limit_valid_to:
            parts.append(self.env._("until %s", format_day(self.env, self.limit_valid_to)))
        if self.payment_term_id:
            parts.append(self.payment_term_id.name)
        if self.pricelist_id:
            parts.append(self.pricelist_id.name)
        return ", ".join(parts)
