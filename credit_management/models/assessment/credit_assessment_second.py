from odoo import api, fields, models

from ...core.assessment.assessment import thaw
from ...core.assessment.scorecard import score
from ...core.rating import worst
from ..common.number import format_number


class CreditAssessment(models.Model):
    """The second card beside the first: serious lateness, which the share of invoices late at all tells little of."""

    _inherit = "credit.assessment"

    second_card_id = fields.Many2one("credit.scorecard", readonly=True, ondelete="restrict", copy=False)
    second_scored = fields.Boolean(readonly=True, copy=False, help="Enough is known for a score by the second card.")
    second_score = fields.Float(
        digits=(5, 2),
        readonly=True,
        copy=False,
        aggregator="avg",
        help="By the second card, from 0 to 100: it lowers nothing.",
    )
    second_grade_id = fields.Many2one("credit.grade", string="Grade of the Second Card", readonly=True, copy=False)
    second_text = fields.Text(string="Second Look", compute="_compute_second_text")

    @api.depends("second_card_id", "second_score", "second_scored", "second_grade_id", "grade_of_score_id", "frozen")
    @api.depends_context("lang")
    def _compute_second_text(self):
        bands = self.env["credit.scorecard"]._grade_bands()
        for assessment in self:
            assessment.second_text = assessment._explain_second(bands) if assessment.second_card_id else False

    def _explain_second(self, bands):
        """What the second card says, and whether it makes the grade worse."""
        # Names: who reads an assessment need not read cards and grades.
        card, own = self.second_card_id.sudo(), self.grade_of_score_id.sudo().code
        if not self.second_scored:
            return self.env._("“%s”: too little is known for a score.", card.display_name)
        names = {
            "card": card.display_name,
            "score": format_number(self.env, self.second_score),
            "grade": self.second_grade_id.sudo().code,  # as above
        }
        if not own or names["grade"] == own or worst((own, names["grade"]), bands) == own:
            return self.env._("“%(card)s”: score %(score)s, grade %(grade)s; it lowers nothing.", **names)
        return self.env._(
            "“%(card)s”: score %(score)s, grade %(grade)s. The worse of both grades counts; most is lost by"
            " %(criteria)s.",
            criteria=list(self._second_costs()),
            **names,
        )

    def _second_costs(self):
        """The criteria of the second card that cost most, from what was written down."""
        case = thaw(self.frozen)
        labels = self.env["credit.characteristic"]._characteristic_labels()
        for line in score(case.second, case.inputs).costliest():
            label = labels.get(line.criterion.characteristic, line.criterion.code)
            yield self.env._(
                "%(criterion)s (%(cost)s)", criterion=label, cost=format_number(self.env, line.cost, least=1, most=1)
            )
