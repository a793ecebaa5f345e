from odoo import api, fields, models


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
    orders = fields.Integer()
    late_amount = fields.Monetary(string="Late Money")
    held = fields.Integer()
    other_held = fields.Integer(string="Held by the Other")
    late_held_amount = fields.Monetary(string="Late Money Held")
    other_late_held_amount = fields.Monetary(string="Late Money Held by the Other")
    good_held = fields.Integer(string="Good Orders Held")
    other_good_held = fields.Integer(string="Good Orders Held by the Other")

    @api.depends("kind", "label")
    @api.depends_context("lang")
    def _compute_label_text(self):
        for group in self:
            nothing = self.env._("Several rules") if group.kind == "alone" else self.env._("Not assessed")
            group.label_text = group.label or nothing
