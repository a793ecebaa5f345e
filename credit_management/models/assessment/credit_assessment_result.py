from odoo import fields, models


class CreditAssessment(models.Model):
    """What the scorecard and the policy make of the inputs; a proposal begins with it."""

    _inherit = "credit.assessment"

    scored = fields.Boolean(readonly=True, copy=False, help="Enough is known for a score.")
    score = fields.Float(
        digits=(5, 2),
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Points of all criteria by their weights, from 0 to 100; more is safer.",
    )
    coverage = fields.Float(
        string="Known (%)",
        digits=(5, 2),
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Share of the card's weights of which something is known.",
    )
    grade_of_score_id = fields.Many2one("credit.grade", string="Grade of the Score", readonly=True, copy=False)
    knockouts = fields.Text(string="Knock-Outs", readonly=True, copy=False)
    proposed_grade_id = fields.Many2one("credit.grade", readonly=True, copy=False)
    has_proposed_limit = fields.Boolean(readonly=True, copy=False)
    proposed_limit = fields.Monetary(
        readonly=True,
        copy=False,
        help="As the scorecard and the policy work it out; the limit beside it is what is decided on.",
    )
    limit_factor = fields.Float(
        digits=(6, 4),
        readonly=True,
        copy=False,
        aggregator=None,
        help="Of the proposed grade: the figure of the method is multiplied by it.",
    )
    limit_weak = fields.Boolean(
        string="Below Zero", readonly=True, copy=False, help="Equity or working capital is below zero."
    )
    limit_bound = fields.Selection(
        [("asked", "What Was Asked For"), ("maximum", "The Policy's Maximum")],
        string="Limit Held Down By",
        readonly=True,
        copy=False,
    )
    proposed_payment_term_id = fields.Many2one("account.payment.term", readonly=True, copy=False)
    proposed_late_interest_rate = fields.Float(
        string="Proposed Late Interest (% a Year)",
        digits=(5, 2),
        readonly=True,
        copy=False,
        aggregator=None,
        help="In percent a year, as the proposed grade has it.",
    )
    proposed_pricelist_id = fields.Many2one("product.pricelist", readonly=True, copy=False)
    line_ids = fields.One2many("credit.assessment.line", "assessment_id", string="Criteria", copy=False)
    method_ids = fields.One2many("credit.assessment.method", "assessment_id", string="Limit Methods", copy=False)
