from odoo import api, fields, models

from ....core.assessment.characteristics import CATALOGUE
from ....core.assessment.scorecard import ABOVE, BELOW, IS, NUMBER, KnockOut


class CreditScorecardKnockout(models.Model):
    """A finding so grave that the grade is no better than this, whatever the score."""

    _name = "credit.scorecard.knockout"
    _description = "Knock-Out of a Scorecard"
    _inherit = ["credit.scorecard.part", "credit.characteristic"]
    _order = "scorecard_id, sequence, id"

    scorecard_id = fields.Many2one("credit.scorecard", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char(
        string="Knock-Out",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        translate=True,
    )
    operator = fields.Selection(
        [(BELOW, "is below"), (ABOVE, "is above"), (IS, "is")],
        string="Condition",
        compute="_compute_operator",
        precompute=True,
        store=True,
        readonly=False,
        required=True,
    )
    value = fields.Float(digits=(16, 4), help="The knock-out strikes when the customer's figure is beyond it.")
    answer = fields.Selection("_selection_answer")
    grade_id = fields.Many2one(
        "credit.grade",
        string="No Better Than",
        required=True,
        ondelete="restrict",
        help="The best grade a customer with this finding can have.",
    )

    @api.depends("characteristic")
    def _compute_name(self):
        labels = self.env["credit.characteristic"]._characteristic_labels()
        for rule in self:
            if not rule.name or rule.name in labels.values():
                rule.name = labels.get(rule.characteristic)

    @api.depends("characteristic")
    def _compute_operator(self):
        for rule in self:
            looked_at = CATALOGUE.get(rule.characteristic)
            if looked_at is None or looked_at.kind != NUMBER:
                rule.operator = IS
            elif rule.operator in (False, IS):
                rule.operator = ABOVE if looked_at.rising is False else BELOW

    def _to_core(self):
        """:rtype: core.assessment.scorecard.KnockOut"""
        self.ensure_one()
        value = self.value if self.kind == NUMBER else self.answer or ""
        return KnockOut(str(self.id), self.characteristic, self.operator, value, self.grade_id.code)
