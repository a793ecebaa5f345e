from odoo import fields, models
from odoo.tools import format_amount

from ..const import COLLECTOR

# The field that says how much a message may ask for; never any amount.
REMINDER = ("reminder_amount", None)


class CreditAuthority(models.Model):
    """How much a message may ask for that somebody sends without a manager; collectors are a role of their own."""

    _inherit = "credit.authority"

    role = fields.Selection(selection_add=[("collector", "Collectors")], ondelete={"collector": "cascade"})
    reminder_amount = fields.Monetary(
        string="Reminds up to",
        tracking=True,
        help="The largest amount that a single message may ask for. Larger ones, and final notices, are sent by a"
        " credit manager.",
    )

    _reminder_not_negative = models.Constraint("CHECK (reminder_amount >= 0)", "An authority cannot be negative.")

    def _get_role_group(self):
        # EXTENDS 'credit_management'
        return COLLECTOR if self.role == "collector" else super()._get_role_group()

    def _describe_granted(self):
        # EXTENDS 'credit_management'
        granted = super()._describe_granted()
        if not self.reminder_amount:
            return granted
        amount = format_amount(self.env, self.reminder_amount, self.currency_id)
        return self.env._("%(granted)s, reminds up to %(amount)s", granted=granted, amount=amount)
