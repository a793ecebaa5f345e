from odoo import api, fields, models

from ...models.common.day import format_month


class CreditReplayGroup(models.TransientModel):
    """The figures of a grade, of a month or of a rule, of both sides."""

    _name = "credit.replay.group"
    _description = "Group of a Replay"
    _order = "sequence, id"

    replay_id = fields.Many2one("credit.replay", required=True, ondelete="cascade", index=True)
    currency_id = fields.Many2one(related="replay_id.currency_id")
    kind = fields.Selection(
        [("grade", "Grade"), ("month", "Month"), ("rule", "Rule"), ("alone", "Rule Alone")], required=True
    )
    sequence = fields.Integer()
    label = fields.Char()
    label_text = fields.Char(string="Name", compute="_compute_label_text")
    orders = fields.Integer(help="Of the past, that both policies decide on.")
    late_amount = fields.Monetary(string="Late Money", help="What was paid more than the days chosen after it was due.")
    held = fields.Integer(help="Orders that the policy tried would have held.")
    other_held = fields.Integer(
        string="Held by the Other", help="Orders that the policy compared with would have held."
    )
    late_held_amount = fields.Monetary(
        string="Late Money Held", help="Late money in orders that the policy tried would have held."
    )
    other_late_held_amount = fields.Monetary(
        string="Late Money Held by the Other",
        help="Late money in orders that the policy compared with would have held.",
    )
    good_held = fields.Integer(
        string="Good Orders Held", help="Orders paid in time that the policy tried would have held."
    )
    other_good_held = fields.Integer(
        string="Good Orders Held by the Other",
        help="Orders paid in time that the policy compared with would have held.",
    )

    @api.depends("kind", "label")
    @api.depends_context("lang")
    def _compute_label_text(self):
        for group in self:
            nothing = self.env._("Several rules") if group.kind == "alone" else self.env._("Not assessed")
            is_month = group.kind == "month" and group.label
            group.label_text = group._month_text() if is_month else group.label or nothing

    def _month_text(self):
        return format_month(self.env, fields.Date.to_date(f"{self.label}-01"))
