from dataclasses import dataclass

from odoo import api, models

from ..core.rating import capped, grade_for
from ..core.scorecard import Score, Scorecard, scores


@dataclass(frozen=True, slots=True)
class Judged:
    """What a card says of one customer: the score, the grade it means, and what knock-outs leave of it.

    Grades are names; None where too little is known.
    """

    score: Score
    grade_of_score: str | None
    grade: str | None


class CreditScorecard(models.Model):
    """A card as the plain data core scores with, and the grades its scores mean."""

    _inherit = "credit.scorecard"

    def _to_core(self):
        """:rtype: core.scorecard.Scorecard"""
        self.ensure_one()
        return Scorecard(
            criteria=tuple(criterion._to_core() for criterion in self.criterion_ids),
            knock_outs=tuple(rule._to_core() for rule in self.knockout_ids),
            coverage_min=self.coverage_min,
        )

    def _judge(self, inputs):
        """Judge customers by this card; the number of queries does not depend on how many.

        :param inputs: ``{account: {characteristic: value}}``
        :rtype: Iterator[tuple[credit.account, Judged]], in the order of ``inputs``
        """
        self.ensure_one()
        card = self.sudo()
        bands = self._grade_bands()
        caps = {str(rule.id): card._cap(rule, bands) for rule in card.knockout_ids}
        for account, score in zip(inputs, scores(card._to_core(), inputs.values()), strict=True):
            own = None if score.value is None else grade_for(score.value, bands).name
            yield account, Judged(score, own, capped(own, [caps[rule.code] for rule in score.knocked_out], bands))

    @api.model
    def _grade_bands(self):
        return self.env["credit.grade"].sudo()._active_grades()._bands()

    @api.model
    def _cap(self, rule, bands):
        """The grade a knock-out caps at; of an archived one the grade that has taken its scores."""
        names = {band.name for band in bands}
        code = rule.grade_id.code
        return code if code in names else grade_for(rule.grade_id.score_min, bands).name
