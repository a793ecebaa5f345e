from odoo import api, fields, models
from odoo.tools import format_amount, formatLang

from ...models.common.number import format_percent

COUNT, MONEY, SHARE = ("count", "money", "share")
# Figures shown side by side: of core.replay.figures.Figures, or of core.replay.report.Avoided; and their unit.
FIGURES = {
    "orders": COUNT, "amount": MONEY, "held": COUNT, "held_amount": MONEY, "share_held": SHARE, "warned": COUNT,
    "late": COUNT, "late_amount": MONEY, "late_held_amount": MONEY, "late_money_held": SHARE, "good_held": COUNT,
    "good_orders_held": SHARE, "precision": SHARE, "unknown": COUNT, "largest": MONEY, "average": MONEY,
}  # fmt: skip


class CreditReplayFigure(models.TransientModel):
    """One figure of both sides."""

    _name = "credit.replay.figure"
    _description = "Figure of a Replay"
    _order = "id"

    replay_id = fields.Many2one("credit.replay", required=True, ondelete="cascade", index=True)
    code = fields.Selection(
        [
            ("orders", "Orders decided on"),
            ("amount", "Their amount"),
            ("held", "Orders held"),
            ("held_amount", "Amount held"),
            ("share_held", "Share of orders held"),
            ("warned", "Orders with a warning"),
            ("late", "Orders paid late"),
            ("late_amount", "Late money"),
            ("late_held_amount", "Late money held"),
            ("late_money_held", "Share of late money held"),
            ("good_held", "Good orders held"),
            ("good_orders_held", "Share of good orders held"),
            ("precision", "Holds that were right"),
            ("unknown", "Orders not known yet"),
            ("largest", "Exposure avoided, at most"),
            ("average", "Exposure avoided, on average"),
        ],
        string="Figure",
        required=True,
    )
    known = fields.Boolean()
    value = fields.Float(help="By the policy that is tried.")
    other_value = fields.Float(string="Value of the Other", help="By the policy it is compared with.")
    difference = fields.Float(compute="_compute_texts", help="Tried less compared.")
    text = fields.Char(string="This", compute="_compute_texts")
    other_text = fields.Char(string="The Other", compute="_compute_texts")
    difference_text = fields.Char(string="Difference in Words", compute="_compute_texts")

    @api.depends("code", "value", "other_value", "known")
    @api.depends_context("lang")
    def _compute_texts(self):
        for figure in self:
            figure.difference = figure.value - figure.other_value if figure.known else 0.0
            figure.text = figure._text(figure.value)
            figure.other_text = figure._text(figure.other_value)
            figure.difference_text = figure._text(figure.difference, sign=True) if figure.known else ""

    def _text(self, value, sign=False):
        """A figure in its unit; a share of nothing is a dash."""
        if not self.known:
            return "–"
        unit = FIGURES[self.code]
        before = "+" if sign and value > 0 else ""
        if unit == MONEY:
            return before + format_amount(self.env, value, self.replay_id.currency_id)
        if unit == COUNT:
            return before + formatLang(self.env, value, digits=0)
        return format_percent(self.env, 100 * value, least=1, most=1, signed=sign)
