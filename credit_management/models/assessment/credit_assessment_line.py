from odoo import api, fields, models

from ...core.assessment.characteristics import is_judgement
from ...core.rating import HIGHEST, LOWEST


class CreditScoreLine(models.AbstractModel):
    """Points of one criterion, as a person reads them."""

    _name = "credit.score.line"
    _description = "Points of a Criterion"
    _inherit = ["credit.finite"]
    _order = "sequence, id"

    sequence = fields.Integer()
    code = fields.Char(readonly=True)
    characteristic = fields.Char(readonly=True)
    name = fields.Char(string="Criterion", readonly=True)
    value_text = fields.Char(string="Value", readonly=True)
    range_text = fields.Char(string="Falls Into", readonly=True)
    known = fields.Boolean(readonly=True)
    left_out = fields.Boolean(readonly=True)
    points = fields.Float(
        digits=(5, 2),
        readonly=True,
        aggregator="avg",
        help="From 0 to 100, by the line of the criterion that the value falls into.",
    )
    weight = fields.Float(
        string="Weight (%)",
        digits=(5, 2),
        readonly=True,
        help="Share of this criterion in the score; all weights make 100 %.",
    )
    contribution = fields.Float(
        string="Gives", digits=(5, 2), readonly=True, help="The points of the score that come from here."
    )
    cost = fields.Float(
        string="Costs",
        digits=(5, 2),
        readonly=True,
        help="The points of the score lost here, compared with the best answer.",
    )


class CreditAssessmentLine(models.Model):
    """Points of one criterion in an assessment; where an expert judges, the judgement and its reason."""

    _name = "credit.assessment.line"
    _description = "Criterion of an Assessment"
    _inherit = ["credit.score.line", "credit.guard"]

    assessment_id = fields.Many2one("credit.assessment", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="assessment_id.company_id", store=True)
    partner_id = fields.Many2one(related="assessment_id.partner_id", string="Customer", store=True)
    state = fields.Selection(related="assessment_id.state")
    is_judgement = fields.Boolean(compute="_compute_is_judgement")
    judged = fields.Float(
        string="Judgement", digits=(5, 2), aggregator="avg", help="From 0 to 100. It counts once a reason is given."
    )
    reason = fields.Char(help="Why so many points. Without a reason a judgement does not count.")

    _judged_in_bounds = models.Constraint(
        f"CHECK (COALESCE(judged, 0) BETWEEN {LOWEST} AND {HIGHEST})", "A judgement lies between 0 and 100 points."
    )

    @api.depends("characteristic")
    def _compute_is_judgement(self):
        for line in self:
            line.is_judgement = is_judgement(line.characteristic or "")

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and not self._credit_is_by_method():
            self._credit_refuse_fields({"name"}, self.env._("The lines of an assessment are those of its scorecard."))
        return super().create(vals_list)._credit_recompute_related()

    def write(self, vals):
        if self.env.su or self._credit_is_by_method():
            return super().write(vals)
        if forged := vals.keys() - {"judged", "reason"}:
            self._credit_refuse_fields(forged, self.env._("It follows from the inputs of the assessment."))
        self.assessment_id._check_draft()
        if asked := self.filtered(lambda line: not line.is_judgement):
            asked._credit_refuse_fields(vals.keys(), self.env._("%s is no judgement.", asked[0].name))
        vals = {name: (value or "").strip() if name == "reason" else value for name, value in vals.items()}
        done = super().write(vals)
        self.assessment_id._add_hands()
        self.assessment_id._rescore()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_method(self):
        if not self.env.su and not self._credit_is_by_method():
            self._credit_refuse_fields({"name"}, self.env._("The lines of an assessment are those of its scorecard."))
