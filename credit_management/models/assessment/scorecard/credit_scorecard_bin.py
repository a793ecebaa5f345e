from odoo import api, fields, models

from ....core.assessment.characteristics import CATALOGUE
from ....core.assessment.scorecard import NUMBER, Bin


class CreditScorecardBin(models.Model):
    """Values of a criterion that give the same points: a range of numbers, or one answer.

    A range stores its lower end only. It ends where the next one begins, so that ranges cannot overlap by a slip.
    """

    _name = "credit.scorecard.bin"
    _description = "Points of a Scorecard"
    _inherit = ["credit.scorecard.part"]
    _order = "criterion_id, below desc, lower, id"
    _rec_name = "range_text"
    _whole = "criterion_id"

    criterion_id = fields.Many2one("credit.scorecard.criterion", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(related="criterion_id.kind")
    below = fields.Boolean(
        string="Everything Below", help="The lowest range: everything below where the next one begins."
    )
    lower = fields.Float(string="From", digits=(16, 4), help="This value and more, up to where the next range begins.")
    answer = fields.Selection("_selection_answer")
    points = fields.Float(digits=(5, 2), help="From 0, the worst, to 100, the best.")
    range_text = fields.Char(string="Values", compute="_compute_range_text")

    @api.model
    def _selection_answer(self):
        return self.env["credit.characteristic"]._selection_answer()

    @api.depends(
        "below", "lower", "answer", "criterion_id.characteristic", "criterion_id.bin_ids.lower",
        "criterion_id.bin_ids.below",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_range_text(self):
        words = self.env["credit.characteristic"]
        for one in self:
            looked_at = CATALOGUE.get(one.criterion_id.characteristic)
            if looked_at and looked_at.kind == NUMBER:
                one.range_text = one._number_range(looked_at.unit)
            else:
                one.range_text = words._answer_text(one.answer) if one.answer else ""

    def _number_range(self, unit):
        text = self.env["credit.characteristic"]._number_text
        others = self.criterion_id.bin_ids.filtered(lambda other: not other.below)
        above = [other.lower for other in others if self.below or other.lower > self.lower]
        if not above:
            return (
                self.env._("all") if self.below else self.env._("%(from)s and more", **{"from": text(unit, self.lower)})
            )
        if self.below:
            return self.env._("below %(to)s", to=text(unit, min(above)))
        return self.env._("%(from)s to below %(to)s", **{"from": text(unit, self.lower)}, to=text(unit, min(above)))

    def _to_core(self):
        if self.criterion_id.kind == NUMBER:
            return Bin(self.points, None if self.below else self.lower)
        return Bin(self.points, answer=self.answer or "")

    @api.model
    def _prepare_vals(self, core):
        """Values that store a bin of core."""
        return {
            "points": core.points,
            "below": core.answer is None and core.lower is None,
            "lower": core.lower or 0.0,
            "answer": core.answer or False,
        }
