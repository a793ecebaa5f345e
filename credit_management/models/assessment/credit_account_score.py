from odoo import api, fields, models
from odoo.tools import formatLang

from ...const import ANALYST


class CreditAccount(models.Model):
    """The score of an account over the bands of the grades, as a picture."""

    _inherit = "credit.account"

    score_bands = fields.Json(string="Score and Grades", compute="_compute_score_bands", groups=ANALYST)

    @api.depends("score", "grade_id")
    @api.depends_context("lang")
    def _compute_score_bands(self):
        scale = self.env["credit.grade"]._get_active()
        for account in self:
            # Without a score the account has 0.00: then there is nothing to point at.
            score = account.score if account.grade_id and account.score else None
            label = self.env._("Score %(score)s of 100", score=formatLang(self.env, score or 0.0, digits=2))
            account.score_bands = scale._draw_bands(score, label)
