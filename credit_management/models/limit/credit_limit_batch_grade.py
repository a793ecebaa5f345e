from odoo import api, fields, models

from ..common.number import format_percent
from .credit_limit_batch import LEAST_PERCENT, MOST_PERCENT


class CreditLimitBatchGrade(models.Model):
    """By how many percent the limits of customers of one grade change."""

    _name = "credit.limit.batch.grade"
    _description = "Percent of a Grade"
    _inherit = ["credit.part"]
    _whole = "batch_id"
    _order = "batch_id, id"

    batch_id = fields.Many2one("credit.limit.batch", required=True, ondelete="cascade", index=True)
    grade_id = fields.Many2one("credit.grade", required=True, ondelete="restrict")
    percent = fields.Float(help="More than today, or less where it is negative.")

    _grade_unique = models.Constraint("UNIQUE (batch_id, grade_id)", "Enter each grade once.")
    _percent_bounds = models.Constraint(
        f"CHECK (percent >= {LEAST_PERCENT} AND percent <= {MOST_PERCENT})",
        "Enter a percentage from -100 to 1,000.",
    )

    @api.depends("grade_id", "percent")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for line in self:
            percent = format_percent(self.env, line.percent, most=4, signed=True)
            line.display_name = f"{line.grade_id.code or '–'} {percent}"

    def _add_hands(self):
        # EXTENDS 'credit.part': nor is the preview one of it any more
        done = super()._add_hands()
        if not self._credit_is_by_method():
            self.batch_id._drop_preview()
        return done
