import re

from odoo import Command, api, fields, models

from ....core.assessment import characteristics
from ....core.assessment.characteristics import CATALOGUE, JUDGEMENT
from ....core.assessment.scorecard import NUMBER, Bin, Criterion
from ...common.number import format_number


class CreditScorecardCriterion(models.Model):
    """One question of a scorecard: what it looks at, how much it weighs, and the points of each answer."""

    _name = "credit.scorecard.criterion"
    _description = "Criterion of a Scorecard"
    _inherit = ["credit.scorecard.part", "credit.characteristic"]
    _order = "scorecard_id, sequence, id"

    scorecard_id = fields.Many2one("credit.scorecard", required=True, index=True, ondelete="cascade")
    card_state = fields.Selection(related="scorecard_id.state")
    sequence = fields.Integer(default=10)
    name = fields.Char(
        string="Criterion",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        translate=True,
    )
    code = fields.Char(
        compute="_compute_code",
        precompute=True,
        store=True,
        readonly=False,
        help="Tells criteria apart, also between versions. It follows from what the criterion looks at, that of a"
        " judgement from its name.",
    )
    weight = fields.Float(
        string="Weight (%)", digits=(5, 2), help="The share of this criterion in the score. They add up to 100 %."
    )
    missing = fields.Selection(
        [
            ("worst", "Lowest points"),
            ("fixed", "Fixed points"),
            ("leave_out", "Left out"),
        ],
        string="If Not Known",
        required=True,
        default="worst",
        help="What happens for a customer this is not known of, or whose answer has no points. Left out: its weight"
        " goes to the other criteria.",
    )
    missing_points = fields.Float(
        string="Points If Not Known",
        digits=(5, 2),
        help="From 0 to 100, given where nothing is known and the criterion counts all the same.",
    )
    note = fields.Text(string="What It Means", translate=True, help="For the people who judge: what it tells, and how.")
    bin_ids = fields.One2many(
        "credit.scorecard.bin",
        "criterion_id",
        string="Points",
        compute="_compute_bin_ids",
        store=True,
        readonly=False,
        copy=True,
    )
    points_text = fields.Char(string="Points by Value", compute="_compute_points_text")

    # === COMPUTE === #

    @api.depends("characteristic")
    def _compute_name(self):
        """A name somebody has chosen stays, one that only says what is looked at follows it."""
        labels = self.env["credit.characteristic"]._characteristic_labels()
        for criterion in self:
            if not criterion.name or criterion.name in labels.values():
                criterion.name = labels.get(criterion.characteristic)

    @api.depends("characteristic", "name")
    def _compute_code(self):
        unnamed = self._slug(self.env["credit.characteristic"]._characteristic_labels()[JUDGEMENT])
        for criterion in self:
            if criterion.characteristic != JUDGEMENT:
                criterion.code = criterion.characteristic
            elif not criterion.code or criterion.code in (unnamed, *CATALOGUE):
                criterion.code = self._slug(criterion.name or "")

    @api.model
    def _slug(self, name):
        return re.sub(r"\W+", "_", name.lower()).strip("_")

    @api.depends("characteristic")
    def _compute_bin_ids(self):
        """The ranges of one characteristic mean nothing to another: it begins with fresh ones."""
        for criterion in self:
            fresh = criterion._fresh_bins() if criterion.characteristic else ()
            vals_list = [criterion.bin_ids._prepare_vals(one) for one in fresh]
            criterion.bin_ids = [Command.clear(), *map(Command.create, vals_list)]

    def _fresh_bins(self):
        """To begin with: two ranges of a number, or every answer from the best to the worst."""
        looked_at = CATALOGUE[self.characteristic]
        if looked_at.kind == NUMBER:
            low, high = (100, 0) if looked_at.rising is False else (0, 100)
            return Bin(low), Bin(high, 50.0 if looked_at.unit == characteristics.POINTS else 0.0)
        answers = looked_at.answers if looked_at.rising is not False else looked_at.answers[::-1]
        step = 100 / (len(answers) - 1)
        return [Bin(round(100 - number * step), answer=answer) for number, answer in enumerate(answers)]

    @api.depends("bin_ids.points", "bin_ids.range_text")
    @api.depends_context("lang")
    def _compute_points_text(self):
        for criterion in self:
            texts = (f"{one.range_text}: {format_number(self.env, one.points)}" for one in criterion.bin_ids)
            criterion.points_text = " · ".join(texts)

    # === BUSINESS === #

    @property
    def _core_characteristic(self):
        """The answer as core knows it."""
        return characteristics.judgement(self.code) if self.characteristic == JUDGEMENT else self.characteristic

    def _to_core(self):
        """This criterion as the plain data core scores with.

        :rtype: core.assessment.scorecard.Criterion
        """
        self.ensure_one()
        return Criterion(
            code=self.code or "",
            characteristic=self._core_characteristic,
            weight=self.weight,
            bins=tuple(one._to_core() for one in self.bin_ids),
            kind=self.kind,
            missing=self.missing,
            missing_points=self.missing_points,
        )

    @api.model
    def _prepare_vals(self, core):
        """Values that store a criterion of core."""
        return {
            "code": core.code,
            "characteristic": JUDGEMENT if characteristics.is_judgement(core.characteristic) else core.characteristic,
            "weight": core.weight,
            "missing": core.missing,
            "missing_points": core.missing_points,
            "bin_ids": [Command.create(self.bin_ids._prepare_vals(one)) for one in core.bins],
        }
