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
    amount = fields.Monetary(help="Of the order, in the company's currency.")
    grade_id = fields.Many2one("credit.grade", ondelete="cascade")
    held = fields.Boolean(string="Held by This")
    other_held = fields.Boolean(string="Held by the Other")
    held_amount = fields.Monetary(help="Of the order, if the policy tried would have held it.")
    other_held_amount = fields.Monetary(
        string="Held Amount of the Other", help="Of the order, if the policy compared with would have held it."
    )
    cell = fields.Selection(CELLS, string="Who Holds It")
    outcome = fields.Selection([("late", "Late"), ("good", "Good"), ("unknown", "Not Known Yet")])
    late_amount = fields.Monetary(string="Late Money", help="What was paid more than the days chosen after it was due.")
    late_held_amount = fields.Monetary(
        string="Late Money Held", help="Late money in an order that the policy tried would have held."
    )
    other_late_held_amount = fields.Monetary(
        string="Late Money Held by the Other",
        help="Late money in an order that the policy compared with would have held.",
    )
    days_late = fields.Float(digits=(16, 1), aggregator="avg", help="Payment date − due date, weighted with amounts.")
    exposure = fields.Monetary(
        string="Exposure Before", aggregator=None, help="What the customer owed before this order."
    )
    overdue_amount = fields.Monetary(
        string="Overdue Before", aggregator=None, help="Open after its due date before this order."
    )
    oldest_days_past_due = fields.Integer(
        string="Oldest (Days Past Due)", aggregator="max", help="Age of the oldest overdue item before this order."
    )
    limit_amount = fields.Monetary(string="Limit", aggregator=None, help="In force on the day of the order.")
    reasons = fields.Char()
    other_reasons = fields.Char(string="Reasons of the Other")

    def action_open_document(self):
        """The invoice behind the line."""
        return self.move_id._get_records_action()
