from odoo import fields, models
from odoo.tools import format_amount

# The fields that say how much of a customer somebody may write off.
WRITE_OFF = ("write_off_amount", "write_off_unlimited")


class CreditAuthority(models.Model):
    """How much of one customer a manager may write off, together with what was written off in the window."""

    _inherit = "credit.authority"

    write_off_amount = fields.Monetary(
        string="Writes Off up to",
        tracking=True,
        help="Of one customer, together with the customer's other write-offs approved in the window of the company's"
        " settings. Who asked for a write-off neither approves nor posts it.",
    )
    write_off_unlimited = fields.Boolean(string="Writes Off Any Amount", tracking=True)

    _write_off_not_negative = models.Constraint(
        "CHECK (COALESCE(write_off_amount, 0) >= 0)", "An authority cannot be negative."
    )

    def _describe_granted(self):
        # EXTENDS 'credit_management'
        granted = super()._describe_granted()
        if not self.write_off_amount and not self.write_off_unlimited:
            return granted
        amount = format_amount(self.env, self.write_off_amount, self.currency_id)
        return self.env._(
            "%(granted)s, writes off %(amount)s",
            granted=granted,
            amount=self.env._("any amount") if self.write_off_unlimited else self.env._("up to %s", amount),
        )
