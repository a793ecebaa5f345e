from odoo import fields, models

from ...core.policy.policy import CONFIRMATION, DELIVERY

# Differences come first.
CHANGES = [
    ("held", "Would Be Held"), ("freed", "Would Be Freed"), ("warned", "Would Be Warned Of"),
    ("unwarned", "No Warning Any More"), ("stays_held", "Held Both Ways"), ("passes", "Passes Both Ways"),
]  # fmt: skip


class CreditReplayOrder(models.TransientModel):
    """One order that is open today: what each side says of it."""

    _name = "credit.replay.order"
    _description = "Open Order Under Two Policies"
    _order = "id"

    replay_id = fields.Many2one("credit.replay", required=True, ondelete="cascade", index=True)
    currency_id = fields.Many2one(related="replay_id.currency_id")
    order_id = fields.Many2one("sale.order", ondelete="cascade")
    company_id = fields.Many2one("res.company", ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Customer", ondelete="cascade")
    user_id = fields.Many2one("res.users", string="Salesperson", ondelete="cascade")
    checkpoint = fields.Selection([(CONFIRMATION, "Confirmation"), (DELIVERY, "Delivery")], string="Before")
    amount = fields.Monetary(help="Of the order, in the company's currency.")
    outcome = fields.Selection([("pass", "Passes"), ("warn", "Warned"), ("block", "Held")], string="By This")
    other_outcome = fields.Selection([("pass", "Passes"), ("warn", "Warned"), ("block", "Held")], string="By the Other")
    change = fields.Selection(CHANGES)
    reasons = fields.Char()

    def action_open_document(self):
        """The order behind the line."""
        return self.order_id._get_records_action()
