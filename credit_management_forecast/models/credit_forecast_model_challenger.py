from odoo import api, fields, models

from odoo.addons.credit_management.models.common.number import format_number

from ..core import challenger as challengers
from ..core.report import CHALLENGER, CHAMPION, better
from ..core.trees import UnreadableTreesError

LATE = 0  # the head of late at all
LOOKED_AT = 2_000  # newest items of which is told what moved their chances
TOLD = 3  # features named in the sentence
STATES = [("learnt", "Learnt"), ("thin", "Too Little History"), ("library", "Library Missing")]


class CreditForecastModel(models.Model):
    """The challenger of a forecaster: measured beside it every night, and deciding nothing."""

    _inherit = "credit.forecast.model"

    challenger = fields.Text(
        string="Trees of the Challenger",
        readonly=True,
        prefetch=False,
        help="Its trees in the text format of lightgbm: read as data and checked, never run as a program. Kept of the"
        " newest version.",
    )
    challenger_state = fields.Selection(STATES, string="Challenger", readonly=True)
    challenger_weights = fields.Json(
        readonly=True, help="By how much each feature moves its chances to be late on average, in logits."
    )
    challenger_auc_0 = fields.Float(
        string="Challenger, AUC: Late",
        readonly=True,
        digits=(4, 3),
        aggregator="avg",
        help="The same of gradient boosting, which learns from the same items and decides nothing.",
    )
    challenger_auc_30 = fields.Float(
        string="Challenger, AUC: More Than 30 Days Late",
        readonly=True,
        digits=(4, 3),
        aggregator="avg",
        help="How well the challenger tells items more than 30 days late from the others.",
    )
    challenger_calibration_0 = fields.Float(
        string="Challenger, Calibration Error: Late",
        readonly=True,
        digits=(4, 3),
        aggregator="avg",
        help="Mean difference between the chance the challenger said and the share that came.",
    )
    challenger_calibration_30 = fields.Float(
        string="Challenger, Calibration Error: More Than 30 Days Late",
        readonly=True,
        digits=(4, 3),
        aggregator="avg",
        help="The same of being more than 30 days late.",
    )
    challenger_text = fields.Text(string="Champion and Challenger", compute="_compute_challenger_text")

    @api.depends("challenger", "challenger_state", "challenger_weights", "report")
    def _compute_challenger_text(self):
        for model in self:
            model.challenger_text = model._tell_challenger()

    def _tell_challenger(self):
        """Which of the two is better, or why there is no challenger, in words."""
        if self.challenger_state == "library":
            return self.env._(
                "There is no challenger: the Python library lightgbm, or the system library libgomp1 that it needs, is"
                " missing on the server. Forecasts do without it."
            )
        if self.challenger_state != "learnt":
            return self.env._(
                "There is no challenger: it takes %(items)s items, %(late)s of them late and %(late)s in time.",
                items=challengers.FEWEST,
                late=challengers.FEWEST_LATE,
            )
        if self.challenger and not self._can_read():
            return self.env._(
                "The challenger of this version cannot be read: it was changed, or kept by another version of the"
                " program. The next night makes a new one."
            )
        return f"{self._tell_better()} {self._tell_weights()}".strip()

    def _can_read(self):
        try:
            challengers.from_json(self.challenger)
        except UnreadableTreesError:
            return False
        return True

    def _tell_better(self):
        found = better(self.report or {}, LATE)
        if found is None:
            return self.env._("Neither has been tested yet: it takes 200 items.")
        figures = {
            "champion": format_number(self.env, self.auc_0, 3, 3),
            "challenger": format_number(self.env, self.challenger_auc_0, 3, 3),
        }
        if found == CHAMPION:
            return self.env._(
                "The champion tells late items better than the challenger: AUC %(champion)s against %(challenger)s.",
                **figures,
            )
        if found == CHALLENGER:
            return self.env._(
                "The challenger tells late items better than the champion, which decides nevertheless: AUC"
                " %(challenger)s against %(champion)s.",
                **figures,
            )
        return self.env._(
            "Champion and challenger tell late items equally well: AUC %(champion)s and %(challenger)s differ by less"
            " than chance could make them.",
            **figures,
        )

    def _tell_weights(self):
        """What moves the chances of the challenger most."""
        weights = self.challenger_weights or {}
        strongest = sorted(weights, key=lambda name: (-weights[name], name))[:TOLD]
        if not strongest:
            return ""
        names = [self.env["credit.explanation"]._forecast_feature(name) for name in strongest]
        return self.env._("The challenger looks most at: %s.", ", ".join(names))

    # === NIGHTLY JOB === #

    @api.model
    def _prepare_challenger(self, challenger, studied):
        """Values of a version about its challenger.

        :param challenger: core.challenger.Challenger, or None
        :param studied: core.training.Lesson
        """
        if challenger is None:
            return {"challenger_state": "thin" if challengers.library() else "library"}
        values = studied.values[:, -LOOKED_AT:]
        weights = challengers.weights(challenger, values, LATE) if challenger.knows(LATE) else {}
        return {"challenger_state": "learnt", "challenger": challenger.to_json(), "challenger_weights": weights}
