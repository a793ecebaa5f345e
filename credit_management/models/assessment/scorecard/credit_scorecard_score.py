from dataclasses import dataclass, replace

from odoo import api, models

from ....core.assessment.scorecard import Score, Scorecard, scores
from ....core.rating import capped, grade_for


@dataclass(frozen=True, slots=True)
class Judged:
    """Result of a card for one customer: the score, its grade, and the grade that knock-outs leave.

    Grades are names; None where too little is known.
    """

    score: Score
    grade_of_score: str | None
    grade: str | None


class CreditScorecard(models.Model):
    """A card as the plain data core scores with, and the grades its scores mean."""

    _inherit = "credit.scorecard"

    def _to_core(self):
        """:rtype: core.assessment.scorecard.Scorecard"""
        self.ensure_one()
        return Scorecard(
            criteria=tuple(criterion._to_core() for criterion in self.criterion_ids),
            knock_outs=tuple(rule._to_core() for rule in self.knockout_ids),
            coverage_min=self.coverage_min,
        )

    def _to_core_with(self, criteria):
        """The card with other criteria, as the plain data core scores with."""
        return replace(self._to_core(), criteria=tuple(criteria))

    def _judge(self, inputs, core=None):
        """Judge customers by this card; the number of queries does not depend on how many.

        :param inputs: ``{account: {characteristic: value}}``
        :param core: the card as it would be; as it is when left out
        :rtype: Iterator[tuple[credit.account, Judged]], in the order of ``inputs``
        """
        self.ensure_one()
        card = self.sudo()  # who assesses need not read cards
        bands = self._grade_bands()
        caps = card._to_core_caps(bands)
        for account, score in zip(inputs, scores(core or card._to_core(), inputs.values()), strict=True):
            own = None if score.value is None else grade_for(score.value, bands).name
            yield account, Judged(score, own, capped(own, [caps[rule.code] for rule in score.knocked_out], bands))

    def _to_core_caps(self, bands):
        """The grade that each knock-out caps at, by its code in core."""
        return {str(rule.id): self._cap(rule, bands) for rule in self.knockout_ids}

    def _prepare_score_lines(self, score):
        """Points of each criterion, in words, in the order of the card."""
        self.ensure_one()
        words = self.env["credit.characteristic"]
        missing = dict(self.env["credit.scorecard.criterion"]._fields["missing"]._description_selection(self.env))
        rows = zip(self.criterion_ids, score.lines, score.contributions(), score.weights(), strict=True)
        for place, (criterion, line, contribution, weight) in enumerate(rows):
            met = criterion.bin_ids[line.criterion.bins.index(line.bin)] if line.bin else criterion.bin_ids.browse()
            yield {
                "sequence": place,
                "code": criterion.code,
                "characteristic": line.criterion.characteristic,
                "name": criterion.name,
                "value_text": words._value_text(line.criterion.characteristic, line.value),
                "range_text": met.range_text or missing[criterion.missing],
                "known": bool(met),
                "left_out": line.left_out,
                "points": line.points,
                "weight": weight,
                "contribution": contribution,
                "cost": line.cost,
            }

    @api.model
    def _grade_bands(self):
        return self.env["credit.grade"]._get_active()._to_core()  # who judges need not read the grades

    @api.model
    def _cap(self, rule, bands):
        """The grade a knock-out caps at; of an archived one the grade that has taken its scores."""
        names = {band.name for band in bands}
        code = rule.grade_id.code
        return code if code in names else grade_for(rule.grade_id.score_min, bands).name
