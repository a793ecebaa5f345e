from odoo import fields, models

CELLS = [
    ("only_first", "Held Only by This"), ("only_second", "Held Only by the Other"), ("both", "Held by Both"),
    ("neither", "Held by Neither"),
]  # fmt: skip


class CreditReplayLine(models.TransientModel):
    """One order of the past, seen through its invoice: what each side would have done, and what became of it."""

    _name = "credit.replay.line"
    _description = "Order of the Past"
    _order = "date desc, id desc"

    replay_id = fields.Many2one("credit.replay", required=True, ondelete="cascade", index=True)
    currency_id = fields.Many2one(related="replay_id.currency_id")
    move_id = fields.Many2one("account.move", string="Invoice", ondelete="cascade")
    company_id = fields.Many2one("res.company", ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Customer", ondelete="cascade")
    date = fields.Date()
    amount = fields.Monetary()
    grade_id = fields.Many2one("credit.grade", ondelete="cascade")
    held = fields.Boolean(string="Held by This")
    other_held = fields.Boolean(string="Held by the Other")
    held_amount = fields.Monetary()
    other_held_amount = fields.Monetary(string="Held Amount of the Other")
    cell = fields.Selection(CELLS, string="Who Holds It")
    outcome = fields.Selection([("late", "Late"), ("good", "Good"), ("unknown", "Not Known Yet")])
    late_amount = fields.Monetary(string="Late Money")
    late_held_amount = fields.Monetary(string="Late Money Held")
    other_late_held_amount = fields.Monetary(string="Late Money Held by the Other")
    days_late = fields.Float(digits=(16, 1), aggregator="avg", help="Payment date − due date, weighted with amounts.")
    exposure = fields.Monetary(string="Owed Before", aggregator=None)
    overdue_amount = fields.Monetary(string="Overdue Before", aggregator=None)
    oldest_days_past_due = fields.Integer(string="Oldest (Days Past Due)", aggregator="max")
    limit_amount = fields.Monetary(string="Limit", aggregator=None)
    reasons = fields.Char()
    other_reasons = fields.Char(string="Reasons of the Other")

    def action_open_document(self):
        """The invoice behind the line."""
        return self.move_id._get_records_action()
